import pytest

from findling.ingest.pace import DOWN, LEAST, UP, Pace
from tests.unit.ingest.rows import Times


@pytest.fixture
def times() -> Times:
    return Times()


def send(pace: Pace, times: Times, contents: int, *, each: int = 1) -> None:
    """As fast as the pace allows."""
    for _ in range(contents // each):
        times.pass_by(pace.wait_for(each))
        assert pace.wait_for(each) == 0
        pace.took(each)


def test_without_a_limit_nothing_waits(times: Times) -> None:
    pace = Pace(per_minute=0, monotonic=times.monotonic)
    began = times.monotonic()
    send(pace, times, 10_000, each=10)
    assert times.monotonic() == began
    assert pace.per_minute is None


@pytest.mark.parametrize("each", [1, 7])
def test_no_minute_holds_more_than_the_user_allows(times: Times, each: int) -> None:
    pace = Pace(per_minute=70, monotonic=times.monotonic)
    sent: list[float] = []
    for _ in range(300 // each):
        times.pass_by(pace.wait_for(each))
        pace.took(each)
        sent += [times.monotonic()] * each
        times.pass_by(0.1)
    for start in sent:
        assert sum(start <= at < start + 60 for at in sent) <= 70


def test_a_refusal_closes_for_as_long_as_it_says(times: Times) -> None:
    pace = Pace(per_minute=0, monotonic=times.monotonic)
    send(pace, times, 100)
    pace.slow_down(37.3)
    assert pace.wait_for(1) == pytest.approx(37.3)
    times.pass_by(37.3)
    assert pace.wait_for(1) > 0, "forty seconds ago there were more than are allowed now"
    times.pass_by(30)
    assert pace.wait_for(1) == 0


def test_refusals_that_come_together_count_once(times: Times) -> None:
    pace = Pace(per_minute=0, monotonic=times.monotonic)
    send(pace, times, 200)
    for _ in range(8):
        pace.slow_down(10)
    assert pace.per_minute == pytest.approx(DOWN * 200)


def test_what_goes_well_makes_it_faster_and_the_ceiling_stays(times: Times) -> None:
    pace = Pace(per_minute=400, monotonic=times.monotonic)
    send(pace, times, 150)
    pace.slow_down(1)
    assert pace.per_minute == pytest.approx(DOWN * 150)
    pace.went_well(10)
    assert pace.per_minute == pytest.approx(DOWN * 150 + 10 * UP)
    pace.went_well(10_000)
    assert pace.per_minute == 400


def test_it_never_stops_for_good(times: Times) -> None:
    pace = Pace(per_minute=0, monotonic=times.monotonic)
    pace.took(1)
    for _ in range(50):
        pace.slow_down(1)
        times.pass_by(2)
    assert pace.per_minute == LEAST


def test_a_request_larger_than_a_minute_allows_goes_alone(times: Times) -> None:
    pace = Pace(per_minute=5, monotonic=times.monotonic)
    assert pace.wait_for(16) == 0
    pace.took(16)
    assert pace.wait_for(1) == pytest.approx(60)
    times.pass_by(60)
    pace.took(1)
    assert pace.wait_for(16) == pytest.approx(60), "as soon as nothing else was sent lately"
