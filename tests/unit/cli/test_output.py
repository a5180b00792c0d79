"""Moments in words."""

import pytest

from findling.cli.output import clock, files, where
from findling.core.model import Span


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.4, "0:00"),
        (42.9, "0:42"),
        (725.0, "12:05"),
        (3607.0, "1:00:07"),
        (90000.0, "1 day, 1:00:00"),
    ],
)
def test_the_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_where_something_was_found() -> None:
    assert where(Span()) == ""
    assert where(Span(start=0.0, end=30.0)) == ""
    assert where(Span(start=90.0, end=120.0)) == "at 1:30"
    assert where(Span(page=433)) == "page 433"


def test_one_file_is_not_files() -> None:
    assert (files(1), files(2), files(0)) == ("1 file", "2 files", "0 files")
