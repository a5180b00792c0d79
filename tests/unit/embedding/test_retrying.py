"""How often and how long one request is tried. No time passes."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from findling.core.errors import Hold
from findling.embedding.retrying import ASKING, INDEXING, Patience, Retrier, hold_of, wait_for
from findling.embedding.service import Door, Service
from findling.embedding.trouble import Cause, Trouble
from tests.unit.embedding.cloud import Standing

SERVICE = Service(door=Door.GEMINI, model="gemini-embedding-2")


@dataclass
class Script:
    """Fails as it is written, then answers."""

    troubles: list[Trouble]
    clock: Standing = field(default_factory=Standing)
    takes: float = 0.0
    left: list[float] = field(default_factory=list)
    slowed: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __call__(self, left: float) -> str:
        self.left.append(left)
        self.clock.seconds += self.takes
        if self.troubles:
            raise self.troubles.pop(0)
        return "answer"

    def run(self, patience: Patience = INDEXING, *, jitter: float = 0.5) -> str:
        retrier = Retrier(
            service=SERVICE,
            stop=self.stop,
            slow_down=self.slowed.append,
            waiting=self.clock.wait,
            monotonic=self.clock.monotonic,
            jitter=lambda: jitter,
        )
        return retrier.run(self, patience=patience)


def busy(asked: float | None = None) -> Trouble:
    return Trouble(Cause.BUSY, "busy", asked=asked)


def minute(asked: float | None = None) -> Trouble:
    return Trouble(Cause.MINUTE, "too many", asked=asked)


def test_an_answer_is_not_asked_for_twice() -> None:
    script = Script([])
    assert script.run() == "answer"
    assert not script.clock.waits


def test_waits_double_and_are_jittered() -> None:
    script = Script([busy() for _ in range(4)])
    assert script.run() == "answer"
    assert script.clock.waits == pytest.approx([1, 2, 4, 8])
    early, late = Script([busy(), busy()]), Script([busy(), busy()])
    early.run(jitter=0.0)
    late.run(jitter=1.0)
    assert early.clock.waits == pytest.approx([0.5, 1])
    assert late.clock.waits == pytest.approx([1.5, 3])


def test_five_tries_and_no_more() -> None:
    script = Script([busy() for _ in range(9)])
    with pytest.raises(Trouble):
        script.run()
    assert len(script.left) == 5


def test_ninety_seconds_and_no_more() -> None:
    script = Script([busy() for _ in range(9)], takes=40)
    with pytest.raises(Trouble):
        script.run()
    assert len(script.left) == 3
    assert script.left == pytest.approx([90, 49, 7], abs=0.01)


def test_what_the_service_asks_for_is_kept() -> None:
    script = Script([busy(asked=11.5)])
    script.run()
    assert script.clock.waits == [11.5]


def test_a_wait_that_is_too_long_is_not_waited() -> None:
    script = Script([busy(asked=3600)])
    with pytest.raises(Trouble) as caught:
        script.run()
    assert hold_of(caught.value, service=SERVICE).retry_in == 3600
    assert not script.clock.waits


@pytest.mark.parametrize("cause", [Cause.REFUSED, Cause.HELD])
def test_what_does_not_pass_is_not_tried_again(cause: Cause) -> None:
    script = Script([Trouble(cause, "no")])
    with pytest.raises(Trouble):
        script.run()
    assert not script.clock.waits


def test_an_answer_without_sense_is_tried_once_more() -> None:
    """It may have been billed."""
    script = Script([Trouble(Cause.GARBLED, "?") for _ in range(9)])
    with pytest.raises(Trouble):
        script.run()
    assert len(script.left) == 2


def test_our_mistakes_fly_on() -> None:
    def call(left: float) -> str:
        raise ZeroDivisionError

    retrier = Retrier(service=SERVICE, stop=threading.Event())
    with pytest.raises(ZeroDivisionError):
        retrier.run(call, patience=INDEXING)


def test_a_minutes_refusals_have_a_patience_of_their_own() -> None:
    script = Script([minute(20), busy(), minute(20), busy(), busy(), busy(), minute(20)])
    assert script.run() == "answer"
    assert script.slowed == [20, 20, 20]


def test_refusals_without_a_time_wait_longer_each_time() -> None:
    script = Script([minute() for _ in range(9)])
    with pytest.raises(Trouble):
        script.run(jitter=0.0)
    assert script.clock.waits == [5, 10, 20, 40, 60]


def test_refusals_end_within_three_minutes() -> None:
    script = Script([minute(59) for _ in range(9)])
    with pytest.raises(Trouble):
        script.run(jitter=0.0)
    assert script.clock.waits == [59, 59, 59]


def test_a_question_waits_for_nothing_long() -> None:
    script = Script([minute(20)])
    with pytest.raises(Trouble):
        script.run(ASKING)
    assert not script.clock.waits
    script = Script([minute(1), busy()])
    assert script.run(ASKING) == "answer"
    assert sum(script.clock.waits) < 3


def test_stopping_ends_the_wait_and_asks_no_more() -> None:
    script = Script([busy() for _ in range(3)])

    def stopped(stop: threading.Event, seconds: float) -> None:
        stop.set()

    retrier = Retrier(service=SERVICE, stop=script.stop, waiting=stopped)
    with pytest.raises(Hold) as caught:
        retrier.run(script, patience=INDEXING)
    assert (caught.value.code, len(script.left)) == ("stopped", 1)


def test_waiting_for_real() -> None:
    stop = threading.Event()
    began = time.monotonic()
    wait_for(stop, 0.05)
    assert time.monotonic() - began >= 0.05
    stop.set()
    wait_for(stop, 60.0)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("trouble", "code", "retry_in"),
    [
        (Trouble(Cause.OFFLINE, "x"), "offline", 30),
        (Trouble(Cause.SLOW, "x"), "service-busy", 30),
        (Trouble(Cause.BROKEN, "x"), "service-busy", 30),
        (Trouble(Cause.BUSY, "x", asked=45), "service-busy", 45),
        (Trouble(Cause.MINUTE, "x", asked=17), "quota-minute", 17),
        (Trouble(Cause.MINUTE, "x"), "quota-minute", 60),
        (Trouble(Cause.REFUSED, "x"), "request-refused", None),
        (Trouble(Cause.HELD, "x", hold=SERVICE.no_bill()), "billing", None),
    ],
)
def test_what_is_said_at_the_end(trouble: Trouble, code: str, retry_in: float | None) -> None:
    hold = hold_of(trouble, service=SERVICE)
    assert (hold.code, hold.retry_in) == (code, retry_in)
