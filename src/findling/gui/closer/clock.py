"""The time of what is played: runs by itself, and follows the sound where there is sound. Pure; the GUI thread's."""

from collections.abc import Callable
from time import monotonic

FAR = 0.08
"""Seconds by which sound and picture may be apart before the picture jumps instead of gliding."""
GLIDE = 0.15


class Clock:
    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._base = 0.0
        self._since: float | None = None
        self.speed = 1.0

    @property
    def second(self) -> float:
        if self._since is None:
            return self._base
        return self._base + (self._now() - self._since) * self.speed

    @property
    def runs(self) -> bool:
        return self._since is not None

    def set(self, second: float) -> None:
        self._base = second
        if self._since is not None:
            self._since = self._now()

    def run(self) -> None:
        if self._since is None:
            self._since = self._now()

    def hold(self) -> None:
        self._base, self._since = self.second, None

    def correct(self, heard: float) -> None:
        """What is heard now lies at this second: glide there, or jump where that is far away."""
        off = heard - self.second
        self.set(heard if abs(off) > FAR else self.second + off * GLIDE)
