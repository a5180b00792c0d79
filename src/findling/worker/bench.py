"""One viewing process that answers one ask after the other, and the thread that waits for it.

Any thread may ask. The newest ask goes first, since that is what a person looks at now; those that were cancelled are
passed over. A crash or a hang costs its own ask only.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from findling.core.errors import FindlingError
from findling.media.failures import failure
from findling.worker.messages import Outcome
from findling.worker.new_file import NewFile
from findling.worker.sights import Ask, Sight, Start, error_of, garbled
from findling.worker.viewing_lane import ViewingLane, Watch
from findling.worker.viewing_process import serve_looks

log = logging.getLogger(__name__)

MOST_WAITING = 256
"""Asks; beyond that the oldest are cancelled. Nobody waits for that many pictures."""
_ROOM = 16 << 20
"""Bytes by which a new file may be larger than what it is made from."""
MOST_PICTURE = 1 << 30
"""Bytes of a picture or page saved as a file."""


@dataclass(frozen=True, slots=True)
class Asked:
    ask: Ask
    future: "Future[Any]"
    made: Callable[[Sight], object]
    """What the last sight means. Raises ValueError where it makes no sense."""
    to: Path | None = None
    """The new file that the answer is written to."""


class Bench:
    """Starts its process with the first ask. `stays`: keeps it for the next one."""

    def __init__(self, *, start: Start, watch: Watch, name: str, stays: bool = True) -> None:
        self._start = start
        self._watch = watch
        self._name = name
        self._stays = stays
        self._asked: list[Asked] = []  # bounded by MOST_WAITING
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._lane: ViewingLane | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """Of the process, where there is one now."""
        with self._changed:
            return self._lane.pid if self._lane is not None else None

    def ask(
        self, ask: Ask, made: Callable[[Sight], object], *, to: Path | None = None
    ) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._changed:
            if self._closing:
                future.cancel()
                return future
            self._asked.append(Asked(ask, future, made, to))
            surplus = self._asked[:-MOST_WAITING]
            del self._asked[:-MOST_WAITING]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()
        for old in surplus:
            old.future.cancel()
        return future

    def close(self, timeout: float = 3.0) -> None:
        """Ends the process and cancels what waits. Idempotent."""
        with self._changed:
            self._closing = True
            asked, self._asked = self._asked, []
            if self._lane is not None:
                self._lane.kill()
            self._changed.notify()
            thread = self._thread
        for one in asked:
            one.future.cancel()
        if thread is not None:
            thread.join(timeout)
            if thread.is_alive():
                log.warning("%s did not stop within %.1f s", self._name, timeout)

    # --- the bench's own thread ---

    def _run(self) -> None:
        while (asked := self._next()) is not None:
            if not asked.future.set_running_or_notify_cancel():
                continue
            try:
                result = self._answered(asked)
            except Exception as error:  # whoever asked hears of it, also of our own bugs
                asked.future.set_exception(CancelledError() if self._closing else error)
            else:
                asked.future.set_result(result)
            if not self._stays:
                self._end_lane()
        self._end_lane()

    def _next(self) -> Asked | None:
        with self._changed:
            while not self._asked and not self._closing:
                self._changed.wait()
            return None if self._closing else self._asked.pop()

    def _answered(self, asked: Asked) -> object:
        if asked.to is None:
            return self._final(asked, None)
        new = NewFile(asked.to, most=_most_of(asked.ask.path))
        try:
            self._final(asked, new)
            return new.keep()
        finally:
            new.drop()

    def _final(self, asked: Asked, new: NewFile | None) -> object:
        """The meaning of the last sight; those before it are pieces of a new file."""
        lane = self._asked_of(asked)
        try:
            while (sight := lane.receive()).outcome is Outcome.PART:
                if new is None or len(sight.numbers) != 1 or len(sight.arrays) != 1:
                    raise garbled()
                new.write(int(sight.numbers[0]), sight.arrays[0].tobytes())
                lane.expect()
            lane.rest()
            if sight.outcome is not Outcome.DONE:
                raise error_of(sight, asked.ask.path)
            return _meant(asked, sight)
        except (EOFError, OSError) as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise self._lost(lane, asked) from error
        except FindlingError as error:
            if error.code == "worker-garbled":
                log.error("%s", error.message)
                raise self._lost(lane, asked) from error
            if error.code == "unsaved":
                self._end_lane()  # it is still sending
            raise

    def _asked_of(self, asked: Asked) -> ViewingLane:
        """The process, with the ask on its way; another one where the last has died meanwhile."""
        if self._lane is not None and not self._lane.alive:
            log.info("a viewing process had ended while it waited")
            self._end_lane()
        for _ in range(2):
            lane = self._lane or self._new_lane()
            try:
                lane.send(asked.ask)
                return lane
            except OSError:
                log.info("a viewing process had ended while it waited")
                self._end_lane()
        raise failure("crashed")

    def _new_lane(self) -> ViewingLane:
        try:
            lane = ViewingLane(serve_looks, start=self._start, watch=self._watch)
        except OSError as error:
            log.error("a viewing process could not be started: %s", error)
            raise failure("too-much-memory") from error
        with self._changed:
            self._lane = lane
            if self._closing:
                lane.kill()
        return lane

    def _lost(self, lane: ViewingLane, asked: Asked) -> Exception:
        late = lane.overdue
        self._end_lane()
        log.warning("looking at %r ended its process", str(asked.ask.path))
        return failure("too-slow" if late else "crashed")

    def _end_lane(self) -> None:
        with self._changed:
            lane, self._lane = self._lane, None
        if lane is not None:
            lane.end()


def _meant(asked: Asked, sight: Sight) -> object:
    try:
        return asked.made(sight)
    except (ValueError, IndexError, TypeError) as error:
        raise garbled() from error


def _most_of(path: Path) -> int:
    """A part of a file is no larger than the file; a frame or page may be, up to a bound."""
    try:
        return max(MOST_PICTURE, path.stat().st_size + _ROOM)
    except OSError:
        return MOST_PICTURE
