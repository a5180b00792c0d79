"""Command-line words and script lines become questions; nonsense is answered in words."""

import io
from datetime import date
from pathlib import Path

import pytest

from findling.cli.questions import day, from_line, lines
from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.core.query import InFolder, KindIs, SearchRequest, TakenBefore, TakenFrom


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
    ],
)
def test_nonsense_is_an_error_of_that_line_only(line: str) -> None:
    first, second = lines(io.StringIO(f"{line}\n\ncat\n"))
    assert isinstance(first, FindlingError)
    assert first.code == "bad-question"
    assert second == SearchRequest(text="cat", limit=20)


def test_days_may_be_short() -> None:
    assert day("2024") == date(2024, 1, 1)
    assert day("2024-05") == date(2024, 5, 1)
    assert day("2024-05-13") == date(2024, 5, 13)
