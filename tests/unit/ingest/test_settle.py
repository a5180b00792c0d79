import pytest

from findling.ingest.settle import Clock, Settling
from tests.unit.ingest.rows import Times, row


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def settling(times: Times) -> Settling:
    return Settling(seconds=0.6, clock=Clock(times.monotonic, times.wall))


def at(seconds: float) -> int:
    return int((1e9 + seconds) * 1e9)


def test_an_old_file_is_settled(settling: Settling) -> None:
    assert settling.wait_for(row(1, mtime_ns=at(-0.6))) == 0
    assert settling.wait_for(row(1, mtime_ns=-(2**62))) == 0


def test_a_young_file_waits_for_the_rest(settling: Settling, times: Times) -> None:
    young = row(1, mtime_ns=at(-0.2))
    assert settling.wait_for(young) == pytest.approx(0.4, abs=1e-6)
    times.now = 0.41
    assert settling.wait_for(young) == 0


def test_a_file_from_the_future_is_watched(settling: Settling, times: Times) -> None:
    future = row(1, mtime_ns=at(1000))
    assert settling.wait_for(future) == pytest.approx(0.6)
    times.now = 0.5
    assert settling.wait_for(future) == pytest.approx(0.1)
    grown = row(1, mtime_ns=at(1000), size=2)
    assert settling.wait_for(grown) == pytest.approx(0.6)
    times.now = 1.1
    assert settling.wait_for(grown) == 0
