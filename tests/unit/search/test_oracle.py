"""Each question is asked once, nobody waits for an answer that is not wanted, trouble is not asked for again at once."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from findling.core.errors import FindlingError, Hold
from findling.search.oracle import LONGEST_REST, MOST_UNDER_WAY, Ask, Key, Oracle
from findling.search.waiting import Superseded

PATIENCE = 10.0
OFFLINE = Hold("offline", "No network.", hint="Look at it.", retry_in=3.0)


class Service:
    """Counts what it is asked; `go` holds its answers back, `trouble` is what it raises."""

    def __init__(self) -> None:
        self.asked: list[Key] = []
        self.threads: set[str] = set()
        self.arrived = threading.Semaphore(0)
        self.go = threading.Event()
        self.go.set()
        self.trouble: Exception | None = None

    def asks(self, *keys: Key) -> dict[Key, Ask]:
        def ask(key: Key) -> NDArray[np.float32]:
            self.asked.append(key)
            self.threads.add(threading.current_thread().name)
            self.arrived.release()
            assert self.go.wait(PATIENCE)
            if self.trouble is not None:
                raise self.trouble
            return np.full(4, len(key), np.float32)

        return {key: lambda key=key: ask(key) for key in keys}  # type: ignore[misc]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def far(service: Service, clock: Clock) -> Iterator[Oracle]:
    oracle = Oracle(local=False, clock=clock)
    yield oracle
    service.go.set()
    oracle.close(PATIENCE)


def never() -> bool:
    return False


class Soon:
    """Superseded once the service has begun with so many requests."""

    def __init__(self, service: Service, requests: int = 1) -> None:
        self._service = service
        self._left = requests

    def __call__(self) -> bool:
        while self._left and self._service.arrived.acquire(timeout=PATIENCE):
            self._left -= 1
        return True


def test_near_and_far_are_asked_once_for_the_same(service: Service, far: Oracle) -> None:
    for oracle in (far, Oracle(local=True)):
        service.asked.clear()
        for _ in range(3):
            told = oracle.vectors(service.asks("red", b"digest"), superseded=never)
            assert told["red"] == pytest.approx(np.full(4, 0.5))
        assert sorted(map(str, service.asked)) == ["b'digest'", "red"]


def test_only_what_is_far_away_gets_a_thread(service: Service, far: Oracle) -> None:
    here = threading.current_thread().name
    Oracle(local=True).vectors(service.asks("red"), superseded=never)
    assert service.threads == {here}
    far.vectors(service.asks("red"), superseded=never)
    assert service.threads == {here, "question"}


def test_a_question_that_nobody_waits_for_is_left_at_once(
    service: Service, far: Oracle
) -> None:
    service.go.clear()
    with pytest.raises(Superseded):
        far.vectors(service.asks("re"), superseded=Soon(service))
    with pytest.raises(Superseded):
        far.vectors(service.asks("red"), superseded=Soon(service))
    assert service.asked == ["re", "red"]


def test_what_a_left_question_brings_back_is_remembered(service: Service, far: Oracle) -> None:
    service.go.clear()
    with pytest.raises(Superseded):
        far.vectors(service.asks("red"), superseded=Soon(service))
    service.go.set()
    far.vectors(service.asks("red"), superseded=never)
    assert service.asked == ["red"]


def test_what_is_under_way_is_not_asked_again(service: Service, far: Oracle) -> None:
    service.go.clear()
    for _ in range(2):
        with pytest.raises(Superseded):
            far.vectors(service.asks("red"), superseded=Soon(service, len(service.asked) == 0))
    assert service.asked == ["red"]


def test_only_so_many_are_under_way(service: Service, far: Oracle) -> None:
    service.go.clear()
    for number in range(MOST_UNDER_WAY):
        with pytest.raises(Superseded):
            far.vectors(service.asks(f"q{number}"), superseded=Soon(service))
    with pytest.raises(Superseded):
        far.vectors(service.asks("more"), superseded=lambda: True)
    assert "more" not in service.asked


def test_trouble_is_remembered_for_a_while(service: Service, far: Oracle, clock: Clock) -> None:
    far.vectors(service.asks("old"), superseded=never)
    service.trouble = OFFLINE
    for words in ("red", "red c", "red ca"):
        with pytest.raises(Hold, match="No network"):
            far.vectors(service.asks(words), superseded=never)
    assert service.asked == ["old", "red"]
    far.vectors(service.asks("old"), superseded=never)  # is known
    service.trouble = None
    clock.now += 3.1
    far.vectors(service.asks("red car"), superseded=never)
    far.vectors(service.asks("red"), superseded=never)
    assert service.asked == ["old", "red", "red car", "red"]


@pytest.mark.parametrize("retry_in", [None, 40_000.0])
def test_however_long_a_service_rests_it_is_asked_again_soon(
    service: Service, far: Oracle, clock: Clock, retry_in: float | None
) -> None:
    service.trouble = Hold("quota-day", "Used up.", hint="Tomorrow.", retry_in=retry_in)
    with pytest.raises(Hold):
        far.vectors(service.asks("red"), superseded=never)
    service.trouble = None
    clock.now += LONGEST_REST
    far.vectors(service.asks("red"), superseded=never)


def test_a_refused_question_leaves_the_others_alone(service: Service, far: Oracle) -> None:
    service.trouble = FindlingError("refused", "Not this one.", hint="Another.")
    for _ in range(2):
        with pytest.raises(FindlingError, match="Not this one"):
            far.vectors(service.asks(b"odd"), superseded=never)
    service.trouble = None
    far.vectors(service.asks("red"), superseded=never)
    assert service.asked == [b"odd", "red"]


def test_our_own_mistakes_fly_on(service: Service, far: Oracle) -> None:
    service.trouble = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        far.vectors(service.asks("red"), superseded=never)


def test_close_says_what_hangs(
    service: Service, far: Oracle, caplog: pytest.LogCaptureFixture
) -> None:
    service.go.clear()
    with pytest.raises(Superseded):
        far.vectors(service.asks("red"), superseded=Soon(service))
    far.close(0.01)
    assert "1 questions did not end" in caplog.text
