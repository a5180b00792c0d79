import pytest

from findling.core.errors import FindlingError
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes
from tests.unit.ingest.rows import Times

FULL = FindlingError("disk-full", "The disk is full.", hint="Free some space.")


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def writes(times: Times) -> Writes:
    return Writes(clock=Clock(times.monotonic, times.wall))


def test_trouble_keeps_everything_in_order_until_it_is_over(
    writes: Writes, times: Times
) -> None:
    done: list[int] = []
    errors: list[Exception] = [FULL, OSError(28, "No space left on device")]

    def first() -> None:
        if errors:
            raise errors.pop(0)
        done.append(1)

    writes.do(first)
    writes.do(lambda: done.append(2))
    assert done == []
    assert writes.trouble == "The disk is full. Free some space."
    assert writes.due_in() == pytest.approx(2.0)

    times.now = 2.0
    writes.turn()
    assert done == []
    assert "No space left on device" in (writes.trouble or "")
    assert writes.due_in() == pytest.approx(4.0)

    times.now = 6.0
    writes.turn()
    assert done == [1, 2]
    assert writes.trouble is None
    assert not writes


def test_a_last_try_waits_for_nothing(writes: Writes) -> None:
    done: list[int] = []
    errors: list[Exception] = [FULL]

    def job() -> None:
        if errors:
            raise errors.pop()
        done.append(1)

    writes.do(job)
    writes.turn()
    assert done == []
    writes.try_now()
    assert done == [1]


def test_a_job_may_add_jobs_which_come_last(writes: Writes) -> None:
    done: list[str] = []

    def outer() -> None:
        writes.do(lambda: done.append("inner"))
        done.append("outer")

    writes.do(outer)
    assert done == ["outer", "inner"]


def test_a_bug_flies(writes: Writes) -> None:
    with pytest.raises(ZeroDivisionError):
        writes.do(lambda: divmod(1, 0) and None)
