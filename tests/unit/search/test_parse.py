"""What a typed question demands, and that nothing else is swallowed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.core.model import Kind
from findling.core.query import InFolder, KindIs, TakenBefore, TakenFrom
from findling.search.parse import Parsed, parse, words_of

TODAY = date(2026, 11, 23)
FOLDERS = (Path("/home/ana/Pictures"), Path("/mnt/card/Phone"), Path("/home/ana/My Scans"))


def read(text: str) -> Parsed:
    return parse(text, today=TODAY, folders=FOLDERS)


def test_plain_words_are_meaning_and_words() -> None:
    parsed = read("a red  car, parked")
    assert parsed.meaning == "a red car, parked"
    assert parsed.words == ("a", "red", "car", "parked")
    assert parsed.ends_open
    assert not parsed.filters


def test_a_finished_last_word_is_no_prefix() -> None:
    assert not read("red car ").ends_open
    assert not read("red in:phone").ends_open


@pytest.mark.parametrize("typed", ['"annual report"', "“annual report”", "„annual  report“"])
def test_quotes_are_exact_phrases(typed: str) -> None:
    parsed = read(f"blue {typed} table")
    assert parsed.phrases == ("annual report",)
    assert parsed.meaning == "blue table"
    assert parsed.quoted[0].start == 5
    assert parsed.quoted[0].end == 5 + len(typed)


@pytest.mark.parametrize("typed", ['"annual report', '5"x7" print', '""', '" "', '"…"'])
def test_what_is_no_whole_quotation_stays_content(typed: str) -> None:
    parsed = read(typed)
    assert not parsed.phrases
    assert parsed.words == words_of(typed)


def test_minus_excludes_words_and_phrases() -> None:
    parsed = read('fruit -banana -"passion fruit"')
    assert parsed.without == ("banana", "passion fruit")
    assert parsed.meaning == "fruit"


@pytest.mark.parametrize("typed", ["black-white", "- dash", "-5 degrees", "--flag", "-", "a -"])
def test_other_dashes_are_content(typed: str) -> None:
    parsed = read(typed)
    assert not parsed.without
    assert parsed.words == words_of(typed)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("kind:photo", {Kind.PHOTO}),
        ("KIND:Videos", {Kind.CLIP}),
        ("kind:pdf,recording", {Kind.DOCUMENT, Kind.RECORDING}),
        ("kind:photo kind:clip", {Kind.PHOTO, Kind.CLIP}),
    ],
)
def test_kinds(typed: str, kinds: set[Kind]) -> None:
    parsed = read(f"{typed} beach")
    assert parsed.demands == (KindIs(frozenset(kinds)),)
    assert parsed.meaning == "beach"


@pytest.mark.parametrize(
    "typed",
    [
        "photo",
        "video game",
        "kind:",
        "kind:cat",
        "kind: photo",
        "kind:photo,cat",
        "mankind:photo",
    ],
)
def test_a_kind_is_only_meant_when_said_so(typed: str) -> None:
    parsed = read(typed)
    assert not parsed.filters
    assert parsed.meaning == typed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("after:2021", (TakenFrom(date(2021, 1, 1)),)),
        ("after:2021-05", (TakenFrom(date(2021, 5, 1)),)),
        ("before:2021-5-3", (TakenBefore(date(2021, 5, 3)),)),
        ("on:2021-12", (TakenFrom(date(2021, 12, 1)), TakenBefore(date(2022, 1, 1)))),
        ("on:2021", (TakenFrom(date(2021, 1, 1)), TakenBefore(date(2022, 1, 1)))),
        ("on:2024-02-29", (TakenFrom(date(2024, 2, 29)), TakenBefore(date(2024, 3, 1)))),
        ("on:yesterday", (TakenFrom(date(2026, 11, 22)), TakenBefore(TODAY))),
        ("after:today", (TakenFrom(TODAY),)),
    ],
)
def test_dates(typed: str, expected: tuple[object, ...]) -> None:
    assert read(typed).demands == expected


@pytest.mark.parametrize(
    "typed",
    ["2021", "after:all", "after all", "on:2021-13", "on:2021-02-30", "on:9999", "on:0000"],
)
def test_what_is_no_date_stays_content(typed: str) -> None:
    parsed = read(typed)
    assert not parsed.filters
    assert parsed.meaning == typed


@pytest.mark.parametrize(
    ("typed", "folder"),
    [
        ("in:phone", "/mnt/card/Phone"),
        ('in:"My Scans"', "/home/ana/My Scans"),
        ("in:ana/pictures", "/home/ana/Pictures"),
        ("in:Phone/2024", "/mnt/card/Phone/2024"),
        ("in:/somewhere/else", "/somewhere/else"),
    ],
)
def test_folders(typed: str, folder: str) -> None:
    parsed = read(f"cat {typed}")
    assert parsed.demands == (InFolder(Path(folder)),)
    assert (parsed.filters[0].text, parsed.filters[0].start) == (typed, 4)


def test_an_unknown_folder_stays_content() -> None:
    assert read("in:love").meaning == "in:love"


@given(st.text())
def test_every_letter_ends_somewhere(text: str) -> None:
    parsed = read(text)
    taken = [(t.start, t.end) for t in (*parsed.quoted, *parsed.excluded)]
    taken += [(u.start, u.end) for u in parsed.filters]
    left = "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in taken))
    assert "".join(words_of(left)) == "".join(parsed.words) or not parsed.words
    assert all(word in text for word in parsed.words)


@given(st.text(alphabet="ab -\"':5éß中", max_size=30))
def test_words_alone_are_never_lost(text: str) -> None:
    parsed = read(text)
    kept = "".join((*parsed.words, *parsed.phrases, *parsed.without))
    for letter in "abéß中":
        assert kept.count(letter) == text.count(letter)
