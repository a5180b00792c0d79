"""What the window says."""

from datetime import date, datetime
from pathlib import Path

import pytest

from findling.core.events import Activity, Progress
from findling.core.model import Kind, Span, Strength
from findling.core.query import SpanHit
from findling.gui import words
from tests.gui.fakes import hit

ROOTS = [Path("/home/mia/Phone"), Path("/home/mia")]


def test_the_standing_of_the_background() -> None:
    reading = Progress(
        activity=Activity.READING,
        done=3412,
        total=8310,
        current=Path("/home/mia/Phone/2024/x.jpg"),
        seconds_left=240,
    )
    said = words.standing(reading, ROOTS)
    assert said == "Reading Phone › 2024: 3,412 of 8,310, about 4 minutes left"
    assert words.standing(Progress(activity=Activity.IDLE), []) == "Everything is up to date"
    assert words.standing(Progress(activity=Activity.PAUSED), []) == "Paused"
    full = Progress(activity=Activity.READING, trouble="The disk is full.")
    assert words.standing(full, []) == "The disk is full."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "less than a minute left"), (61, "about 1 minute left"), (7300, "about 2 hours left")],
)
def test_time_left(seconds: float, said: str) -> None:
    assert words.time_left(seconds) == said


def test_lengths_and_places() -> None:
    assert words.clock(42) == "0:42"
    assert words.clock(3850) == "1:04:10"
    assert words.length(131) == "2 min 11 s"
    assert words.length(3840) == "1 h 4 min"
    assert words.size(84_000_000) == "84 MB"
    assert words.moment(datetime(2024, 4, 13, 16, 20)) == "13 April 2024, 16:20"


def test_since() -> None:
    today = date(2024, 4, 26)
    assert words.since(datetime(2024, 4, 23), today=today) == "Tuesday"
    assert words.since(datetime(2024, 4, 25), today=today) == "yesterday"
    assert words.since(datetime(2023, 5, 3), today=today) == "3 May 2023"


def test_the_verdict() -> None:
    found = hit(
        1,
        Strength.STRONG,
        kind=Kind.CLIP,
        span=Span(start=42, end=51),
        spans=(SpanHit(span=Span(start=42), score=3), SpanHit(span=Span(start=92), score=2)),
    )
    assert words.verdict(found) == "Strong match by meaning"
    assert words.where(found, seconds=131.0) == "Best at 0:42, also 1:32"
    assert words.where(hit(1), seconds=None) == ""
    both = hit(1, Strength.LIKELY, why=("look", "name"), span=Span(page=4))
    assert words.verdict(both) == "Likely match by name and look"
    assert words.where(both, seconds=None) == "Best on page 4"


def test_failures_in_one_and_many() -> None:
    assert words.unreadable(1) == "1 file could not be read"
    assert words.unreadable(3000) == "3,000 files could not be read"


def test_a_name_that_is_no_text_can_be_shown() -> None:
    assert words.readable("a\udcff.jpg") == "a?.jpg"


def test_a_match_of_all_of_a_short_clip_names_no_second() -> None:
    short = hit(1, Strength.STRONG, kind=Kind.CLIP, span=Span(start=0.0, end=3.0))
    assert words.where(short, seconds=3.04) == ""
    assert words.where(short, seconds=60.0) == "Best at 0:00"
