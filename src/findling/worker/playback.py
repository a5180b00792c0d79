"""One medium being played: the program's side of a process of its own.

One thread reads from the process and hands moments on. Words to the process go one at a time (the next one once it has
heard the last), so that sending never waits and may be done on any thread, the GUI's included.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from findling.core.errors import FindlingError
from findling.core.viewing import Medium, Moment
from findling.media.failures import failure
from findling.worker.messages import Outcome
from findling.worker.sights import OpenAsk, Sight, Steer, error_of, garbled
from findling.worker.viewing_lane import ViewingLane

log = logging.getLogger(__name__)


class FilePlayback:
    """Made by the viewer. `lane` gives a process, `opened` hears when it has told what the medium is.

    A process that ends on the way ends the playing (a last moment says so); the next seek starts another one.
    """

    def __init__(
        self,
        path: Path,
        *,
        longest: int,
        take: Callable[[Moment], None],
        lane: Callable[[], ViewingLane],
        opened: Callable[[], None],
        closed: Callable[["FilePlayback"], None],
    ) -> None:
        self.medium: Future[Medium] = Future()
        self._ask = OpenAsk(path=path, longest=longest)
        self._take = take
        self._new_lane = lane
        self._opened = opened
        self._closed = closed
        self._changed = threading.Condition()
        self._lane: ViewingLane | None = None
        self._ready = False
        """Whether the process has opened the file and may be spoken to."""
        self._turn = 0
        self._second, self._speed, self._taken = 0.0, 1.0, 0.0
        self._unsaid = False
        self._said = self._heard = 0
        self._resting = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Of the process, where there is one now."""
        with self._changed:
            return self._lane.pid if self._lane is not None else None

    @property
    def resting(self) -> bool:
        """Whether the process stands still and has heard everything: nothing comes until it is told more."""
        with self._changed:
            return self._resting and not self._unsaid

    def seek(self, second: float, *, speed: float = 1.0) -> int:
        with self._changed:
            self._turn += 1
            self._second = self._taken = max(0.0, second)
            self._speed = speed
            self._unsaid = True
            self._say()
            self._changed.notify()
            return self._turn

    def taken(self, second: float) -> None:
        with self._changed:
            if self._turn and second > self._taken:
                self._taken = second
                self._unsaid = True
                self._say()

    def close(self) -> None:
        """Ends the process at once; nothing is taken afterwards but what is just being taken. Idempotent; never waits."""
        with self._changed:
            self._closing = True
            if self._lane is not None:
                self._lane.kill()
            self._changed.notify()
        self.medium.cancel()

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("a playback did not stop within %.1f s", timeout)

    def _say(self) -> None:
        """Under the lock: the newest word, if the process has heard the last one."""
        lane = self._lane
        if lane is None or not self._ready or not self._unsaid or self._said != self._heard:
            return
        steer = Steer(
            turn=self._turn, second=self._second, speed=self._speed, taken=self._taken
        )
        self._unsaid = self._resting = False
        self._said += 1
        try:
            lane.send(steer)
        except OSError:
            log.info("a playing process ended")  # the thread that reads finds out itself

    # --- the thread that reads ---

    def _run(self) -> None:
        try:
            self._play()
            while self._wait_for_seek():
                self._play()
        finally:
            self._closed(self)

    def _wait_for_seek(self) -> bool:
        """After a process was lost: another one is worth a try once the player goes somewhere, if the file was opened."""
        with self._changed:
            turn = self._turn
            while self._turn == turn and not self._closing and _is_known(self.medium):
                self._changed.wait()
            return not self._closing and _is_known(self.medium)

    def _play(self) -> None:
        """Until the process ends."""
        try:
            lane = self._begin()
        except OSError as error:
            log.error("a playing process could not be started: %s", error)
            self._give_up(failure("too-much-memory"))
            return
        trouble: Exception = failure("crashed")
        try:
            while not self._closing:
                self._accept(lane, lane.receive())
        except (EOFError, OSError) as error:
            trouble = error if isinstance(error, FileNotFoundError) else trouble
        except FindlingError as error:
            log.info("playing ended: %s", error.message)
            trouble = failure("crashed") if error.code == "worker-garbled" else error
        finally:
            with self._changed:
                self._lane, self._ready = None, False
            late = lane.overdue
            lane.end()
        self._give_up(failure("too-slow") if late else trouble)

    def _begin(self) -> ViewingLane:
        lane = self._new_lane()
        with self._changed:
            self._lane = lane
            self._said = self._heard = 0
            self._unsaid = self._turn > 0
            if self._closing:
                lane.kill()
        try:
            lane.send(self._ask)
        except OSError:
            lane.kill()
        return lane

    def _accept(self, lane: ViewingLane, sight: Sight) -> None:
        if sight.outcome is Outcome.ALIVE and len(sight.numbers) == 2:
            self._go_on(lane, heard=int(sight.numbers[0]), standing=bool(sight.numbers[1]))
        elif sight.outcome is Outcome.PART:
            lane.expect()
            moment = _moment(sight)
            if not self._closing and moment.turn == self._turn:
                self._take(moment)
        elif sight.outcome is Outcome.DONE:
            self._open(lane, _medium(sight))
        else:
            raise error_of(sight, self._ask.path)

    def _go_on(self, lane: ViewingLane, *, heard: int, standing: bool) -> None:
        with self._changed:
            self._heard = heard
            self._resting = standing and self._said == self._heard
            if self._resting:
                lane.rest()
            else:
                lane.expect()
            self._say()

    def _open(self, lane: ViewingLane, medium: Medium) -> None:
        with self._changed:
            lane.rest()
            self._ready = True
            self._say()
        if self.medium.set_running_or_notify_cancel() if not self.medium.done() else False:
            self.medium.set_result(medium)
            self._opened()

    def _give_up(self, error: Exception) -> None:
        if self._closing:
            return
        if not self.medium.done() and self.medium.set_running_or_notify_cancel():
            self.medium.set_exception(error)
            return
        log.warning("playing %r broke off: %s", str(self._ask.path), error)
        with self._changed:
            second, turn = self._taken, self._turn
        self._take(Moment(second=second, turn=turn, ended=True))


def _is_known(medium: "Future[Medium]") -> bool:
    return medium.done() and not medium.cancelled() and medium.exception() is None


def _medium(sight: Sight) -> Medium:
    if len(sight.numbers) != 5:
        raise garbled()
    seconds, width, height, rate, sound = sight.numbers
    return Medium(
        seconds=max(0.0, seconds),
        size=(int(width), int(height)) if width >= 1 and height >= 1 else None,
        frames_a_second=max(0.0, rate),
        has_sound=bool(sound),
    )


def _moment(sight: Sight) -> Moment:
    """FindlingError "worker-garbled" for arrays of other shapes than frames and sound have."""
    if len(sight.numbers) != 3 or len(sight.arrays) > 1:
        raise garbled()
    second, turn, ended = sight.numbers
    if not sight.arrays:
        return Moment(second=second, turn=int(turn), ended=bool(ended))
    (array,) = sight.arrays
    if array.dtype.kind == "u" and array.ndim == 3 and array.shape[2] == 3 and array.size:
        return Moment(second=second, turn=int(turn), frame=array)
    if array.dtype.kind == "i" and array.ndim == 2 and array.shape[1] == 2:
        return Moment(second=second, turn=int(turn), sound=array)
    raise garbled()
