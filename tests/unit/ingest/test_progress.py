from pathlib import Path

import pytest

from findling.core.events import Activity
from findling.core.model import Kind
from findling.ingest.progress import Account, Rates, Throttle


def test_time_left_is_the_measured_rate_times_what_is_left() -> None:
    rates = Rates()
    assert rates.seconds_left({Kind.PHOTO: 5}) is None
    rates.begin(100.0)
    for number in range(1, 11):
        rates.finished(Kind.PHOTO, now=100.0 + 2.0 * number)
    assert rates.seconds_left({Kind.PHOTO: 5}) == pytest.approx(10.0)


def test_kinds_not_measured_yet_are_estimated_from_those_that_were() -> None:
    rates = Rates()
    rates.begin(0.0)
    rates.finished(Kind.PHOTO, now=1.0)
    assert rates.seconds_left({Kind.CLIP: 1}) == pytest.approx(25.0)
    rates.finished(Kind.CLIP, now=4.0)
    assert rates.seconds_left({Kind.CLIP: 2}) == pytest.approx(6.0)


def test_a_rest_is_not_put_down_to_the_next_file() -> None:
    rates = Rates()
    rates.begin(0.0)
    rates.finished(Kind.PHOTO, now=1.0)
    rates.begin(5000.0)
    rates.finished(Kind.PHOTO, now=5001.0)
    assert rates.seconds_left({Kind.PHOTO: 1}) == pytest.approx(1.0)


def test_the_rate_moves_with_what_is_measured() -> None:
    rates = Rates()
    rates.begin(0.0)
    rates.finished(Kind.PHOTO, now=1.0)
    now = 1.0
    for _ in range(100):
        now += 3.0
        rates.finished(Kind.PHOTO, now=now)
    assert rates.seconds_left({Kind.PHOTO: 1}) == pytest.approx(3.0, rel=0.01)


def test_throttle_acts_at_once_then_late_and_once() -> None:
    acts: list[float] = []
    now = 0.0
    throttle = Throttle(lambda: acts.append(now), interval=0.5)
    throttle.want(now)
    for now in (0.1, 0.2, 0.3):
        throttle.want(now)
    assert acts == [0.0]
    assert throttle.due_in(0.3) == pytest.approx(0.2)
    now = 0.5
    throttle.turn(now)
    throttle.turn(0.6)
    assert acts == [0.0, 0.5]
    assert throttle.due_in(0.6) is None


def test_throttle_flush_needs_something_wanted() -> None:
    acts: list[int] = []
    throttle = Throttle(lambda: acts.append(1), interval=10)
    throttle.flush(0.0)
    throttle.want(1.0)
    throttle.want(2.0)
    throttle.flush(3.0)
    assert len(acts) == 2


def test_account_counts_a_round() -> None:
    account = Account()
    account.recount(10, by_kind={Kind.PHOTO: 30, Kind.CLIP: 10})
    account.begin(Path("/a.jpg"), now=0.0, first=True)
    account.finished(Kind.PHOTO, now=1.0)
    account.finished(Kind.PHOTO, now=2.0, failed=True)
    progress = account.progress(Activity.READING, trouble=None)
    assert (progress.done, progress.failed, progress.total) == (2, 1, 10)
    assert progress.current == Path("/a.jpg")
    assert progress.seconds_left is None, "two files tell nothing about the rate yet"
    for second in range(3, 9):
        account.finished(Kind.PHOTO, now=float(second))
    assert account.progress(Activity.READING, trouble=None).seconds_left is not None

    account.end_round()
    rest = account.progress(Activity.IDLE, trouble="full")
    assert (rest.done, rest.total, rest.current, rest.trouble) == (0, 0, None, "full")


def test_account_without_kinds_still_knows_the_total() -> None:
    account = Account()
    account.recount(3, by_kind={})
    assert account.progress(Activity.READING, trouble=None).total == 3
    account.recount(0, by_kind={Kind.PHOTO: 3})
    assert account.progress(Activity.READING, trouble=None).total == 0
