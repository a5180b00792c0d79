"""Command-line words and script lines become questions; nonsense is answered in words."""

import io
from datetime import date
from pathlib import Path

import pytest

from findling.cli.questions import day, example, folder_meant, lines, path_in, place
from findling.cli.questions import from_line as _from_line
from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.core.query import InFolder, KindIs, SearchRequest, TakenBefore, TakenFrom

WATCHED = (Path("/home/me/Pictures"), Path("/mnt/archive"))


def _watched() -> tuple[Path, ...]:
    return WATCHED


def _never() -> tuple[Path, ...]:
    raise AssertionError("the library was asked for its folders without need")


def from_line(line: str) -> SearchRequest:
    return _from_line(line, watched=_never)


def test_a_plain_line_is_the_text() -> None:
    assert from_line("red car") == SearchRequest(text="red car", limit=20)


def test_an_object_has_all_fields_of_the_command() -> None:
    asked = from_line(
        '{"text": "car", "like": "/a.jpg", "not": ["people"], "kind": ["photo", "clip"],'
        ' "in": "/pictures", "after": "2024", "before": "2024-05", "limit": 3}'
    )
    assert asked == SearchRequest(
        text="car",
        like=(Path("/a.jpg"),),
        without=("people",),
        filters=(
            KindIs(frozenset({Kind.PHOTO, Kind.CLIP})),
            InFolder(Path("/pictures")),
            TakenFrom(date(2024, 1, 1)),
            TakenBefore(date(2024, 5, 1)),
        ),
        limit=3,
    )


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"text": 3}',
        '{"kind": "painting"}',
        '{"limit": 0}',
        '{"limit": true}',
        '{"after": "yesterday"}',
        '{"colour": "red"}',
        '{"like": [1]}',
        "{" * 5000,
        '{"like": ""}',
        '{"like": "a\\u0000b"}',
        '{"in": "\\ud800"}',
        '{"limit": 1e3}',
        '{"\\ud800": 1}',
        '{"in": "nowhere"}',
        '{"in": "%s"}' % ("x" * 5000),
        "x" * (3 << 20),
    ],
)
def test_nonsense_is_an_error_of_that_line_only(line: str) -> None:
    first, second = lines(io.StringIO(f"{line}\n\ncat\n"), watched=_watched)
    assert isinstance(first, FindlingError)
    assert first.code in ("bad-question", "folder-unknown")
    assert second == SearchRequest(text="cat", limit=20)


def test_days_may_be_short() -> None:
    assert day("2024") == date(2024, 1, 1)
    assert day("2024-05") == date(2024, 5, 1)
    assert day("2024-05-13") == date(2024, 5, 13)


def test_null_means_not_given() -> None:
    nulls = (
        '{"text": "cat", "like": null, "not": null, "kind": null, "in": null, "limit": null}'
    )
    assert from_line(nulls) == SearchRequest(text="cat", limit=20)


def test_a_line_takes_the_limit_of_the_command_unless_it_has_its_own() -> None:
    source = io.StringIO('cat\n{"text": "dog"}\n{"text": "cow", "limit": 7}\n')
    asked = list(lines(source, watched=_never, limit=3))
    assert [one.limit for one in asked if isinstance(one, SearchRequest)] == [3, 3, 7]


def test_half_characters_never_reach_the_search() -> None:
    asked = from_line('{"text": "caf\\ud83d", "not": "\\udcff"}')
    assert (asked.text, asked.without) == ("caf\ufffd", ("\ufffd",))


def test_links_that_a_person_names_are_followed(tmp_path: Path) -> None:
    file = tmp_path / "real.jpg"
    file.touch()
    link = tmp_path / "link.jpg"
    link.symlink_to(file)
    loop = tmp_path / "loop.jpg"
    loop.symlink_to(loop)
    assert from_line(f'{{"like": "{link}"}}').like == (file,)
    assert place(link / ".." / "link.jpg") == file
    assert place(loop) == loop
    assert place(Path("~nobody-of-that-name/a.jpg")).is_absolute()


def test_a_folder_is_no_example(tmp_path: Path) -> None:
    with pytest.raises(FindlingError) as caught:
        example(tmp_path)
    assert caught.value.code == "like-unreadable"
    assert example(Path("/x" * 5000)) == Path("/x" * 5000)


def test_an_earlier_answers_uri_is_a_path_again() -> None:
    odd = Path("/tmp/caf\udce9 100%.jpg")
    assert path_in(odd.as_uri()) == odd
    assert path_in("/tmp/100%25.jpg") == Path("/tmp/100%25.jpg")


def test_a_folder_is_named_by_path_or_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    assert folder_meant(Path("/not/there"), _never) == Path("/not/there")
    assert folder_meant(Path("here"), _never) == tmp_path / "here"
    assert folder_meant(Path("pictures"), _watched) == Path("/home/me/Pictures")
    assert folder_meant(Path("archive/2019"), _watched) == Path("/mnt/archive/2019")
    with pytest.raises(FindlingError) as caught:
        folder_meant(Path('no "such" folder'), _watched)
    assert caught.value.code == "folder-unknown"
