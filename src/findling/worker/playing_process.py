"""The inside of a process that plays one clip or recording. Limited as decode processes are.

Nothing heavy is imported at the top: the limits stand before the first decoder is loaded.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from findling.worker.limits import alarm, receive
from findling.worker.viewing_process import begin, careful

if TYPE_CHECKING:
    from findling.media.reel import Piece, Reel
    from findling.worker.sights import OpenAsk, Sight, Steer

LEAD = 0.5
"""Seconds, as they pass for who watches, that moments go out ahead of what was shown."""
SOUND_LEAD = 1.0
"""The same for a recording."""
MOST_AHEAD = 96 << 20
"""Bytes of frames ahead: half a second of 1080p at 30 frames a second."""
_BEAT = 1.0


def serve_playing(pipe: Connection) -> None:
    """Plays what the first message names until the pipe closes. The entry point of a spawned process."""
    seconds = begin(pipe)
    if seconds is None:
        return
    import findling.media.reel  # noqa: F401  # while nobody waits: a spare process is warm
    from findling.worker.sights import OpenAsk, send_sight

    ask = receive(pipe)
    if not isinstance(ask, OpenAsk):
        return
    alarm(seconds)
    for sight in careful(_played(pipe, ask, seconds)):
        send_sight(pipe, sight)


def _played(pipe: Connection, ask: "OpenAsk", seconds: float) -> "Iterator[Sight]":
    from findling.media.reel import Reel
    from findling.worker.messages import Outcome
    from findling.worker.sights import Sight

    with closing(Reel(ask.path, longest=ask.longest)) as reel:
        medium = reel.medium
        width, height = medium.size or (0, 0)
        told = (medium.seconds, width, height, medium.frames_a_second, medium.has_sound)
        yield Sight(outcome=Outcome.DONE, numbers=tuple(float(n) for n in told))
        yield from _Player(pipe, reel, seconds).sights()


class _Player:
    """Sends moments while there is room ahead, and listens to where the player goes."""

    def __init__(self, pipe: Connection, reel: "Reel", seconds: float) -> None:
        self._pipe = pipe
        self._reel = reel
        self._seconds = seconds
        self._steer: Steer | None = None
        self._heard = 0
        self._gone = False
        self._ahead: list[tuple[float, int]] = []
        """Second and bytes of frames that were not shown yet; bounded by `MOST_AHEAD`."""

    def sights(self) -> "Iterator[Sight]":
        yield from self._stand()
        while not self._gone:
            yield from self._turn()

    def _turn(self) -> "Iterator[Sight]":
        """From one seek to the next one."""
        steer = self._steer
        assert steer is not None
        self._ahead.clear()
        self._reel.shown = steer.taken
        first, beat = True, time.monotonic()
        pieces = self._reel.pieces(steer.second, speed=steer.speed)
        with closing(pieces):
            for piece in pieces:
                if self._pipe.poll():
                    yield self._listen()
                if self._is_over(steer):
                    return
                if piece is None:
                    if time.monotonic() > beat + _BEAT:
                        beat = time.monotonic()
                        yield self._state(standing=False)
                    continue
                while not first and not self._has_room(piece):
                    yield from self._stand()
                    if self._is_over(steer):
                        return
                first = False
                self._note(piece)
                yield self._moment(piece.second, piece=piece)
        end = self._reel.medium.seconds
        yield self._moment(end, ended=True)
        while not self._is_over(steer):
            yield from self._stand()

    def _is_over(self, steer: "Steer") -> bool:
        return self._gone or self._steer is None or self._steer.turn != steer.turn

    def _stand(self) -> "Iterator[Sight]":
        """Waits for a word; nobody counts that time."""
        if self._heard:
            yield self._state(standing=True)
        alarm(0)
        yield self._listen()

    def _listen(self) -> "Sight":
        from findling.worker.sights import Steer

        message = receive(self._pipe)
        alarm(self._seconds)
        if isinstance(message, Steer):
            self._steer = message
            self._heard += 1
            self._reel.shown = message.taken
            self._ahead = [one for one in self._ahead if one[0] > message.taken]
        else:
            self._gone = True
        return self._state(standing=False)

    def _state(self, *, standing: bool) -> "Sight":
        from findling.worker.messages import Outcome
        from findling.worker.sights import Sight

        alarm(self._seconds)
        return Sight(outcome=Outcome.ALIVE, numbers=(float(self._heard), float(standing)))

    def _has_room(self, piece: "Piece") -> bool:
        assert self._steer is not None
        lead = (LEAD if self._reel.medium.size is not None else SOUND_LEAD) * self._steer.speed
        if piece.second > self._steer.taken + lead:
            return False
        bytes_ahead = sum(size for _, size in self._ahead)
        return piece.frame is None or len(self._ahead) < 2 or bytes_ahead < MOST_AHEAD

    def _note(self, piece: "Piece") -> None:
        if piece.frame is not None:
            self._ahead.append((piece.second, piece.frame.nbytes))

    def _moment(
        self, second: float, *, piece: "Piece | None" = None, ended: bool = False
    ) -> "Sight":
        from findling.worker.messages import Outcome
        from findling.worker.sights import Sight

        assert self._steer is not None
        arrays = [a for a in (piece.frame, piece.sound) if a is not None] if piece else []
        numbers = (second, float(self._steer.turn), float(ended))
        return Sight(outcome=Outcome.PART, numbers=numbers, arrays=tuple(arrays))
