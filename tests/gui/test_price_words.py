"""What the window says about money."""

from pathlib import Path

import pytest

from findling.core.events import Activity, Progress
from findling.gui import price_words
from findling.gui.price_words import Offer
from tests.gui.fakes import estimate

ROOTS = [Path("/home/mia/Phone")]
READING = Progress(
    activity=Activity.READING,
    done=3412,
    total=8310,
    current=Path("/home/mia/Phone/2024/x.jpg"),
    seconds_left=240,
    spent_usd=0.31,
    saved_usd=0.12,
)


def test_prices() -> None:
    assert price_words.dollars(1204) == "$1,204.00"
    assert price_words.dollars_up(0.0201) == "$0.03"
    assert price_words.dollars_up(1.1) == "$1.10"
    assert price_words.price(0.0001) == "under $0.01"
    assert price_words.price(0.0) == "$0.00"
    assert price_words.about(0.04) == "about $0.04"
    assert price_words.about(0.001) == "under $0.01"


def test_what_is_agreed_to_is_a_little_more_and_never_beyond_the_month() -> None:
    assert price_words.most(1.0, left=None) == pytest.approx(1.11)
    assert price_words.most(1.0, left=0.5) == 0.5
    assert price_words.most(0.0, left=20.0) == pytest.approx(0.01)


def test_the_standing_tells_what_was_spent() -> None:
    said = price_words.standing(READING, ROOTS)
    assert said == "Reading Phone › 2024: 3,412 of 8,310, about 4 minutes left · $0.31 so far"
    assert price_words.saved(READING) == "Saved $0.12 by recognising copies and moves."
    free = Progress(activity=Activity.READING, done=1, total=2)
    assert price_words.standing(free, []) == "Reading: 1 of 2"
    assert price_words.saved(free) == ""
    done = Progress(activity=Activity.IDLE, spent_usd=0.31)
    assert price_words.standing(done, []) == "Everything is up to date · cost $0.31"


def test_what_waits_is_said_with_its_price() -> None:
    waiting = Progress(activity=Activity.IDLE, waiting=312, waiting_usd=0.04)
    assert price_words.standing(waiting, []) == "312 new files wait to be sent, about $0.04"
    one = Progress(activity=Activity.IDLE, waiting=1, waiting_usd=0.0001)
    assert price_words.standing(one, []) == "1 new file waits to be sent, under $0.01"


@pytest.mark.parametrize(
    ("progress", "offered"),
    [
        (Progress(activity=Activity.IDLE), None),
        (Progress(activity=Activity.IDLE, waiting=3), Offer.REVIEW),
        (Progress(activity=Activity.READING, waiting=3), None),
        (Progress(activity=Activity.PAUSED, waiting=3), None),
        (
            Progress(activity=Activity.IDLE, trouble="x", trouble_code="month-cap"),
            Offer.SETTINGS,
        ),
        (Progress(activity=Activity.IDLE, trouble="x", trouble_code="run-cap"), Offer.SETTINGS),
        (
            Progress(activity=Activity.IDLE, trouble="x", trouble_code="not-agreed"),
            Offer.REVIEW,
        ),
        (Progress(activity=Activity.READING, trouble="x", trouble_code="offline"), Offer.RETRY),
        (
            Progress(activity=Activity.IDLE, trouble="x", trouble_code="key-invalid"),
            Offer.SETTINGS,
        ),
        (Progress(activity=Activity.IDLE, trouble="x", trouble_code="quota-day"), Offer.RETRY),
        (Progress(activity=Activity.READING, trouble="x", trouble_code="quota-minute"), None),
        (Progress(activity=Activity.READING, trouble="The disk is full."), None),
    ],
)
def test_what_would_help_is_offered(progress: Progress, offered: Offer | None) -> None:
    assert price_words.offer(progress) is offered


def test_trouble_is_said_before_everything_else() -> None:
    said = "This month’s limit is reached."
    cap = Progress(
        activity=Activity.IDLE,
        waiting=9,
        spent_usd=1.0,
        trouble=said,
        trouble_code="month-cap",
    )
    assert price_words.standing(cap, []) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "less than a minute"),
        (70, "about 1 minute"),
        (724, "about 12 minutes"),
        (7300, "about 2 hours"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert price_words.duration(seconds) == said


def test_beyond_the_month() -> None:
    assert price_words.is_beyond(estimate(month_left_usd=1.0), usd=1.75)
    assert not price_words.is_beyond(estimate(month_left_usd=None), usd=1.75)
    assert not price_words.is_beyond(estimate(), usd=1.75)
