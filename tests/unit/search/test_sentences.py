"""What people type, in three languages, and what is understood of it. `sentences.tsv` is the table; it was read line by line."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.core.query import Filter, InFolder, KindIs, Sense, TakenBefore, TakenFrom
from findling.search.date_words import LANGUAGES
from findling.search.days import back
from findling.search.parse import Parsed, parse

TODAY = date(2026, 11, 23)
"""A Monday."""
FOLDERS = (Path("/home/ana/Pictures"), Path("/mnt/card/Phone"), Path("/home/ana/旅行"))
TABLE = Path(__file__).with_name("sentences.tsv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(text: str, today: date = TODAY, *, as_words: tuple[str, ...] = ()) -> Parsed:
    return parse(text, today=today, folders=FOLDERS, as_words=as_words)


def said(parsed: Parsed) -> str:
    return " ; ".join(
        f"{one.text} = {one.words or ' '.join(map(_filter, one.filters))}"
        for one in parsed.understood
    )


def _filter(one: Filter) -> str:
    match one:
        case KindIs(kinds):
            return ",".join(sorted(kinds))
        case InFolder(folder):
            return str(folder)
        case TakenFrom(day):
            return f">={day}"
        case TakenBefore(day):
            return f"<{day}"


def test_the_table_is_long_enough_and_names_each_sentence_once() -> None:
    assert len(rows()) >= 150
    assert len({row["typed"] for row in rows()}) == len(rows())
    assert {row["language"] for row in rows()} == {"en", "de", "zh"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["typed"])
def test_a_sentence(row: dict[str, str]) -> None:
    parsed = read(row["typed"])
    assert (parsed.meaning, said(parsed)) == (row["meaning"], row["understood"])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["typed"])
def test_each_piece_stands_where_it_says_and_can_be_meant_as_words(row: dict[str, str]) -> None:
    typed = row["typed"]
    for one in read(typed).understood:
        assert typed[one.start : one.end] == one.text
        without = read(typed[: one.start] + " " + typed[one.end :])
        assert one.text not in [other.text for other in without.understood]
        literal = read(typed, as_words=(one.text,))
        assert one.text not in [other.text for other in literal.understood]


def test_seasons_follow_the_clock() -> None:
    [inside] = read("last summer", date(2026, 7, 15)).understood
    assert inside.filters == (TakenFrom(date(2025, 6, 1)), TakenBefore(date(2025, 9, 1)))
    [winter] = read("diesen Winter", date(2026, 1, 15)).understood
    assert winter.filters == (TakenFrom(date(2025, 12, 1)), TakenBefore(date(2026, 3, 1)))


def test_only_the_first_date_narrows() -> None:
    parsed = read("May 2021 or June 2021")
    assert [one.text for one in parsed.understood] == ["May 2021"]
    assert parsed.meaning == "or June 2021"


def test_a_sense_for_each_piece() -> None:
    parsed = read('photos of cats in:Phone -dog "old house" from yesterday')
    assert [one.sense for one in parsed.understood] == [
        *(Sense.KIND, Sense.FOLDER, Sense.WITHOUT, Sense.EXACT, Sense.DATE)
    ]
    assert parsed.meaning == "cats"


def test_a_weekend_that_goes_on_is_not_the_last_one() -> None:
    sunday = date(2026, 11, 22)
    assert back(1, "weekend", sunday).first == date(2026, 11, 14)
    assert back(1, "weekend", TODAY).first == date(2026, 11, 21)


WORDS = sorted(
    {
        word
        for language in LANGUAGES
        for table in (
            *(language.months, language.seasons, language.days, language.units),
            *(language.weekdays, language.numbers),
        )
        for word in table
    }
    | {
        "last",
        "this",
        "letzten",
        "vor",
        "ago",
        "in",
        "on",
        "from",
        "between",
        "and",
        "zwischen",
    }
    | {"und", "since", "of", "the", "2021", "0", "99", "999", "31", "31.", "1st", "30/30/2021"}
    | {
        "去年",
        "五月",
        "二〇二一年",
        "月",
        "日",
        "十",
        "两",
        "前",
        "天",
        "周",
        "到",
        "的",
        "照片",
        "上",
        "年代",
    }
    | {
        "photos",
        "of",
        "Bilder",
        "von",
        "a",
        "picture",
        "in:Phone",
        "-word",
        '"',
        "。",
        "9999-99-99",
    }
)
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(("", " ")), DAYS)
def test_no_row_of_such_words_is_too_much(words: list[str], between: str, today: date) -> None:
    text = between.join(words)
    parsed = read(text, today)
    ends = 0
    for one in parsed.understood:
        assert ends <= one.start < one.end
        assert text[one.start : one.end] == one.text
        ends = one.end


@given(st.text(), DAYS)
def test_no_text_is_too_much(text: str, today: date) -> None:
    parsed = read(text, today)
    assert all(text[one.start : one.end] == one.text for one in parsed.understood)
