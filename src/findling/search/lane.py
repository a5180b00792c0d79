"""Two threads between the window and the library: one for questions, one for everything that is looked up.

Apart, so that a list that is scrolled never waits behind a question. Callable from any thread; answers are
delivered on the lane's threads.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from findling.core.errors import FindlingError
from findling.core.query import Answer, SearchRequest
from findling.search.waiting import Superseded

log = logging.getLogger(__name__)

T = TypeVar("T")
OnAnswer = Callable[[int, Answer | FindlingError], None]
Work = Callable[[], None]


class Searches(Protocol):
    """The part of the search service that the lane needs."""

    def warm_up(self) -> None: ...
    def search(self, request: SearchRequest, *, superseded: Callable[[], bool]) -> Answer: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    request: SearchRequest
    number: int
    on_answer: OnAnswer


class SearchLane:
    """Numbered questions, the newest wins; look-ups in the order they came.

    Threads start with the lane, as does loading the provider and the index.
    """

    def __init__(self, service: Searches) -> None:
        self._service = service
        self._change = threading.Condition()
        self._asked: _Asked | None = None  # at most one: a newer question replaces the older
        self._newest = -1
        # Filled by what a person does (scroll, select), drained at once; bounded by their hands.
        self._lookups: deque[Work] = deque()
        self._closing = False
        self._threads = (
            threading.Thread(target=self._answer, name="search", daemon=True),
            threading.Thread(target=self._look_up, name="look-up", daemon=True),
        )
        service.warm_up()
        for thread in self._threads:
            thread.start()

    def ask(self, request: SearchRequest, number: int, on_answer: OnAnswer) -> None:
        """Asks question `number` (they grow). Older ones still waiting are dropped, and an older one under
        way is left off at its next step; neither is answered any more."""
        with self._change:
            if self._closing or number < self._newest:
                return
            self._newest = number
            self._asked = _Asked(request, number, on_answer)
            self._change.notify_all()

    def run(
        self, function: Callable[[], T], on_done: Callable[[T | FindlingError], None]
    ) -> None:
        """Calls `function` on the look-up thread and hands its result, or its FindlingError, to `on_done`."""

        def work() -> None:
            result: T | FindlingError
            try:
                result = function()
            except FindlingError as error:
                result = error
            on_done(result)

        with self._change:
            if not self._closing:
                self._lookups.append(work)
                self._change.notify_all()

    def close(self, timeout: float = 3.0) -> None:
        """Drops what waits and ends both threads; says in the log what did not end in time. Idempotent."""
        with self._change:
            self._closing = True
            self._asked = None
            self._lookups.clear()
            self._change.notify_all()
        for thread in self._threads:
            thread.join(timeout)
            if thread.is_alive():
                log.warning("the %s thread did not end within %g s", thread.name, timeout)

    def _answer(self) -> None:
        while (asked := self._next_question()) is not None:
            _guarded(partial(self._answer_one, asked))

    def _answer_one(self, asked: _Asked) -> None:
        answer: Answer | FindlingError
        try:
            answer = self._service.search(
                asked.request, superseded=lambda: self._is_stale(asked.number)
            )
        except Superseded:
            return
        except FindlingError as error:
            answer = error
        if not self._is_stale(asked.number):
            asked.on_answer(asked.number, answer)

    def _is_stale(self, number: int) -> bool:
        return self._closing or number < self._newest

    def _next_question(self) -> _Asked | None:
        with self._change:
            self._change.wait_for(lambda: self._closing or self._asked is not None)
            asked, self._asked = self._asked, None
            return asked

    def _look_up(self) -> None:
        while (work := self._next_lookup()) is not None:
            _guarded(work)

    def _next_lookup(self) -> Work | None:
        with self._change:
            self._change.wait_for(lambda: self._closing or bool(self._lookups))
            return self._lookups.popleft() if self._lookups else None


def _guarded(work: Work) -> None:
    """Our own mistakes go to the crash log as from any thread, but the lane lives on for the next call."""
    try:
        work()
    except Exception as error:
        threading.excepthook(
            threading.ExceptHookArgs(
                (type(error), error, error.__traceback__, threading.current_thread())
            )
        )
