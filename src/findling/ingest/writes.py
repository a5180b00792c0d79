"""What has to be written to the library, in order, and kept until it is. Ingest thread only.

A full disk or a locked library stops the line with a sentence; when it is over, nothing was lost.
"""

import logging
from collections import deque
from collections.abc import Callable

from findling.core.errors import FindlingError
from findling.ingest.settle import Clock

log = logging.getLogger(__name__)

_FIRST_REST, _LONGEST_REST = 2.0, 60.0


class Writes:
    """Jobs that write: each one transaction or one file, safe to be run again after it failed.

    Bounded by the line: while there is trouble, nothing new is read, so only what was in flight arrives.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._jobs: deque[Callable[[], None]] = deque()
        self._rest = _FIRST_REST
        self._retry_at = 0.0
        self._running = False
        self.trouble: str | None = None

    def __bool__(self) -> bool:
        return bool(self._jobs)

    def do(self, job: Callable[[], None]) -> None:
        """Runs the job now, or after those before it as soon as the trouble is over."""
        self._jobs.append(job)
        self.turn()

    def turn(self) -> None:
        """Runs what waits. A job may add further jobs; they come last."""
        if self._running:
            return
        self._running = True
        try:
            while self._jobs and not self.due_in():
                self._jobs[0]()
                self._jobs.popleft()
                self._note_success()
        except (FindlingError, OSError) as error:
            self._note(error)
        finally:
            self._running = False

    def try_now(self) -> None:
        """Once more, however long the trouble was to be left alone: there may be no later."""
        self._retry_at = float("-inf")
        self.turn()

    def due_in(self) -> float:
        """Seconds until the next try; 0 when there is no trouble."""
        if self.trouble is None:
            return 0.0
        return max(0.0, self._retry_at - self._clock.monotonic())

    def _note_success(self) -> None:
        if self.trouble is not None:
            log.info("the library can be written again")
        self.trouble, self._rest = None, _FIRST_REST

    def _note(self, error: FindlingError | OSError) -> None:
        if isinstance(error, FindlingError):
            self.trouble = f"{error.message} {error.hint}"
        else:
            self.trouble = f"The library cannot be written: {error.strerror or error}."
        log.warning("%s Trying again in %.0f s.", self.trouble, self._rest)
        self._retry_at = self._clock.monotonic() + self._rest
        self._rest = min(2 * self._rest, _LONGEST_REST)
