"""How long one request is tried, and how long one waits between tries. Any thread; never holds a lock.

Waits grow and are jittered, so that requests which were refused together do not come back together; where the service
says how long it wants to be left alone, it is (its words are exact, RetryInfo is cut to whole seconds).
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import tenacity

from findling.core.errors import Hold
from findling.embedding.service import Service
from findling.embedding.trouble import Cause, Trouble

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """`tries` and `seconds` for a service that fails, `minute_…` for one that says: too much. Seconds."""

    tries: int
    seconds: float
    first: float
    longest: float
    minute_tries: int
    minute_seconds: float
    minute_first: float = 5.0
    """Where the service does not say for how long."""
    garbled_tries: int = 2
    """An answer without sense may have been billed."""


INDEXING = Patience(
    tries=5, seconds=90, first=1.0, longest=20.0, minute_tries=6, minute_seconds=180
)
SEARCHING_FAULT = Patience(
    tries=2, seconds=60, first=1.0, longest=5.0, minute_tries=6, minute_seconds=180
)
"""Of the halves of a request that failed: the service has shown that it is well."""
ASKING = Patience(tries=3, seconds=8, first=0.25, longest=1.0, minute_tries=2, minute_seconds=3)
"""Of a question: somebody waits."""


Waiting = Callable[[threading.Event, float], None]
"""Waits so many seconds, or until it is stopped."""


def wait_for(stop: threading.Event, seconds: float) -> None:
    stop.wait(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrier:
    """`slow_down` hears of each refusal for too many requests. The last three are for tests."""

    service: Service
    stop: threading.Event
    slow_down: Callable[[float], None] = lambda seconds: None
    waiting: Waiting = wait_for
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random

    def run(self, call: Callable[[float], T], *, patience: Patience) -> T:
        """Raises Trouble when patience ends, Hold "stopped" as soon as `stop` is set. `call` gets the seconds that are left."""
        course = _Course(patience, self)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(course.goes_on),
            wait=lambda _: course.pause,
            sleep=lambda seconds: self.waiting(self.stop, seconds),
            before=lambda _: self._check(),
            reraise=True,
        )
        return retrying(lambda: call(course.left))

    def _check(self) -> None:
        if self.stop.is_set():
            raise self.service.stopped()


class _Course:
    """What one request has been through."""

    def __init__(self, patience: Patience, retrier: Retrier) -> None:
        self._patience = patience
        self._retrier = retrier
        self._began = retrier.monotonic()
        self._failed = self._garbled = self._refused = 0
        self._refused_for = 0.0
        self.pause = 0.0
        """Seconds until the next try."""

    @property
    def left(self) -> float:
        """Seconds that a service which fails is still given; waits that it asked for are not counted."""
        spent = self._retrier.monotonic() - self._began - self._refused_for
        return max(0.0, self._patience.seconds - spent)

    def goes_on(self, error: BaseException) -> bool:
        if not isinstance(error, Trouble) or not error.cause.worth_retrying:
            return False
        again = self._refuse(error) if error.cause is Cause.MINUTE else self._fail(error)
        if again:
            log.info("trying again in %.1f s: %s", self.pause, error.words)
        return again

    def _fail(self, trouble: Trouble) -> bool:
        patience = self._patience
        self._failed += 1
        self._garbled += trouble.cause is Cause.GARBLED
        growing = min(patience.longest, patience.first * 2 ** (self._failed - 1))
        asked = trouble.asked or 0.0
        self.pause = max(growing * (0.5 + self._retrier.jitter()), asked)
        tried = self._failed >= patience.tries or self._garbled >= patience.garbled_tries
        return not tried and self.pause < self.left

    def _refuse(self, trouble: Trouble) -> bool:
        """Too many requests: indexing as a whole slows down, this request waits and goes on."""
        patience = self._patience
        growing = min(60.0, patience.minute_first * 2**self._refused)
        asked = trouble.asked if trouble.asked is not None else growing
        self._refused += 1
        quiet = max(asked, 1.0)
        self._retrier.slow_down(quiet)
        self.pause = quiet + min(2.0, 0.1 * quiet) * self._retrier.jitter()
        if self._refused >= patience.minute_tries:
            return False
        if self._refused_for + self.pause > patience.minute_seconds:
            return False
        self._refused_for += self.pause
        return True


def hold_of(trouble: Trouble, *, service: Service) -> Hold:
    """What to say when patience is at its end and no content is at fault."""
    if trouble.hold is not None:
        return trouble.hold
    match trouble.cause:
        case Cause.OFFLINE:
            return service.offline()
        case Cause.MINUTE:
            return service.minute_used_up(trouble.asked or 60.0)
        case Cause.REFUSED:
            return service.not_accepted(trouble.words)
        case _:
            return service.busy(trouble.asked)
