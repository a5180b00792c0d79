"""The newest question wins, look-ups never wait for it, mistakes do not end the lane."""

import threading
from collections.abc import Callable, Iterator
from queue import Queue

import pytest

from findling.core.errors import FindlingError
from findling.core.query import Answer, SearchRequest
from findling.search.lane import SearchLane
from findling.search.waiting import Superseded

PATIENCE = 10.0


class Service:
    """Holds each search until told to go on; a question "bad" raises, "broken" is a bug."""

    def __init__(self) -> None:
        self.warm = 0
        self.asked: Queue[str] = Queue()
        self.go = threading.Semaphore(0)
        self.left_off: list[str] = []

    def warm_up(self) -> None:
        self.warm += 1

    def search(self, request: SearchRequest, *, superseded: Callable[[], bool]) -> Answer:
        self.asked.put(request.text)
        assert self.go.acquire(timeout=PATIENCE)
        if superseded():
            self.left_off.append(request.text)
            raise Superseded
        if request.text == "bad":
            raise FindlingError("like-unreadable", "No.", hint="Try another.")
        if request.text == "broken":
            raise ZeroDivisionError
        return Answer(request=request, space="s", hits=(), confident=False, took_ms=0, total=0)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def lane(service: Service) -> Iterator[SearchLane]:
    lane = SearchLane(service)
    yield lane
    service.go.release(100)
    lane.close()


Answers = Queue[tuple[int, Answer | FindlingError]]


def ask(lane: SearchLane, text: str, number: int, answers: Answers) -> None:
    lane.ask(SearchRequest(text=text), number, lambda n, answer: answers.put((n, answer)))


def test_a_question_is_answered_with_its_number(lane: SearchLane, service: Service) -> None:
    answers: Answers = Queue()
    ask(lane, "cat", 1, answers)
    service.go.release()
    number, answer = answers.get(timeout=PATIENCE)
    assert number == 1
    assert isinstance(answer, Answer)
    assert answer.request.text == "cat"
    assert service.warm == 1


def test_only_the_newest_is_answered(lane: SearchLane, service: Service) -> None:
    answers: Answers = Queue()
    ask(lane, "c", 1, answers)
    assert service.asked.get(timeout=PATIENCE) == "c"
    ask(lane, "ca", 2, answers)
    ask(lane, "cat", 3, answers)
    service.go.release(2)
    number, _ = answers.get(timeout=PATIENCE)
    assert number == 3
    assert service.asked.get(timeout=PATIENCE) == "cat"
    assert service.left_off == ["c"]
    assert answers.empty()
    assert service.asked.empty()


def test_an_older_number_is_not_asked_again(lane: SearchLane, service: Service) -> None:
    answers: Answers = Queue()
    ask(lane, "new", 5, answers)
    ask(lane, "old", 4, answers)
    service.go.release()
    assert answers.get(timeout=PATIENCE)[0] == 5
    assert service.asked.get_nowait() == "new"
    assert service.asked.empty()


def test_an_error_is_an_answer(lane: SearchLane, service: Service) -> None:
    answers: Answers = Queue()
    ask(lane, "bad", 1, answers)
    service.go.release()
    _, error = answers.get(timeout=PATIENCE)
    assert isinstance(error, FindlingError)
    assert error.code == "like-unreadable"


def test_a_bug_is_reported_and_the_lane_lives_on(
    lane: SearchLane, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: crashes.append(args.exc_type))
    answers: Answers = Queue()
    ask(lane, "broken", 1, answers)
    service.go.release()
    assert service.asked.get(timeout=PATIENCE) == "broken"
    ask(lane, "cat", 2, answers)
    service.go.release(2)
    assert answers.get(timeout=PATIENCE)[0] == 2
    assert crashes in ([ZeroDivisionError], [])  # left off, if the second question came first


def test_look_ups_do_not_wait_for_a_question(lane: SearchLane, service: Service) -> None:
    answers: Answers = Queue()
    ask(lane, "slow", 1, answers)
    assert service.asked.get(timeout=PATIENCE) == "slow"
    done: Queue[object] = Queue()
    for n in range(3):
        lane.run(lambda n=n: n, done.put)  # type: ignore[misc]
    assert [done.get(timeout=PATIENCE) for _ in range(3)] == [0, 1, 2]
    assert answers.empty()


def test_a_look_up_hands_over_its_error(lane: SearchLane) -> None:
    def fail() -> int:
        raise FindlingError("library-missing", "No library.", hint="Add a folder.")

    done: Queue[object] = Queue()
    lane.run(fail, done.put)
    error = done.get(timeout=PATIENCE)
    assert isinstance(error, FindlingError)


def test_close_ends_both_threads_and_may_be_called_again(service: Service) -> None:
    before = threading.active_count()
    lane = SearchLane(service)
    assert threading.active_count() == before + 2
    lane.close()
    lane.close()
    assert threading.active_count() == before
    done: Queue[object] = Queue()
    lane.run(lambda: 1, done.put)
    ask(lane, "cat", 1, Queue())
    assert done.empty()
    assert service.asked.empty()


def test_close_says_what_hangs(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    lane = SearchLane(service)
    ask(lane, "slow", 1, Queue())
    assert service.asked.get(timeout=PATIENCE) == "slow"
    lane.close(timeout=0.01)
    assert "search" in caplog.text
    service.go.release()
    lane.close()
