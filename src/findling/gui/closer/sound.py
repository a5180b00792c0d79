"""The sound of what is played: pieces in order into the system's device, and the second that is heard.

All on the GUI thread; nothing here waits. Without a device there is no speaker, and what is played is silent.
"""

from collections import deque
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE, BYTES_A_FRAME = 48_000, 4
BYTES_A_SECOND = RATE * BYTES_A_FRAME
BUFFER = 0.25
"""Seconds the device holds: enough for a busy moment of the window, short enough to seek."""
GAP = 0.1
"""Seconds without sound from which on a piece is taken for the start of another stretch."""


class Speaker(Protocol):
    """Where sound goes: bytes of 48 kHz stereo, 16 bit."""

    def room(self) -> int:
        """Bytes that may be written now."""
        ...

    def waiting(self) -> int:
        """Bytes written and not heard yet."""
        ...

    def write(self, sound: bytes) -> int: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def clear(self) -> None:
        """Drops what waits."""
        ...

    def set_volume(self, volume: float) -> None:
        """0 to 1, as it is felt."""
        ...

    def close(self) -> None: ...


MakeSpeaker = Callable[[], Speaker | None]


class SoundTrack:
    """What is to be heard, in order, and where in the medium the ear is."""

    def __init__(self, speaker: Speaker | None) -> None:
        self._speaker = speaker
        self._pieces: deque[tuple[float, bytes]] = deque()
        self._anchor: float | None = None
        self._written = 0
        self.speed = 1.0

    @property
    def audible(self) -> bool:
        return self._speaker is not None

    @property
    def drained(self) -> bool:
        return not self._pieces and (self._speaker is None or self._speaker.waiting() <= 0)

    def put(self, second: float, samples: NDArray[np.int16]) -> None:
        if self._speaker is not None and len(samples):
            self._pieces.append((second, np.ascontiguousarray(samples).tobytes()))

    def clear(self) -> None:
        self._pieces.clear()
        self._anchor, self._written = None, 0
        if self._speaker is not None:
            self._speaker.clear()

    def heard(self) -> float | None:
        """The second at the ear; None while nothing is to be heard."""
        if self._speaker is None or self._anchor is None:
            return None
        waiting = self._speaker.waiting()
        if waiting <= 0:
            return None
        return self._anchor + self._length(self._written - waiting)

    def feed(self, second: float) -> None:
        """Gives the device what it takes. `second`: where the picture is."""
        while self._speaker is not None and self._pieces:
            start, sound = self._pieces[0]
            if not self._may_follow(start, second):
                return
            room = self._speaker.room() // BYTES_A_FRAME * BYTES_A_FRAME
            done = self._speaker.write(sound[:room]) if room > 0 else 0
            if done <= 0:
                return
            self._written += done
            if done < len(sound):
                self._pieces[0] = (start + self._length(done), sound[done:])
                return
            self._pieces.popleft()

    def _may_follow(self, start: float, second: float) -> bool:
        if self._anchor is not None:
            if start - (self._anchor + self._length(self._written)) <= GAP:
                return True
            if self._speaker is not None and self._speaker.waiting() > 0:
                return False
            self._anchor, self._written = None, 0
        if start > second + 0.02:
            return False
        self._anchor = start
        return True

    def _length(self, count: int) -> float:
        return count / BYTES_A_SECOND * self.speed

    def pause(self) -> None:
        if self._speaker is not None:
            self._speaker.pause()

    def resume(self) -> None:
        if self._speaker is not None:
            self._speaker.resume()

    def set_volume(self, volume: float) -> None:
        if self._speaker is not None:
            self._speaker.set_volume(volume)

    def close(self) -> None:
        self._pieces.clear()
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
