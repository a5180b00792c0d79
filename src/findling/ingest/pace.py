"""How fast a service may be asked: as fast as it takes it, slower after each refusal, never above what the user allows.

Additive increase, multiplicative decrease (Chiu and Jain 1989), on contents a minute: a request of eight counts eight.
Any thread.
"""

import threading
from collections import deque
from collections.abc import Callable

MINUTE = 60.0
DOWN = 0.6
"""What is left of the rate after a refusal: a little more than half, since the refusal came at the very limit."""
UP = 0.5
"""By how much the rate grows with each content that went well: half as many more a minute."""
LEAST = 60.0
"""Contents a minute that are always tried: a little more than half of the smallest known quota (100, on the free tier)."""


class Pace:
    """`per_minute`: the user's own limit, 0 for none. Counts what was sent in the last sixty seconds."""

    def __init__(self, *, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._ceiling = float(per_minute) if per_minute else None
        self._monotonic = monotonic
        self._rate: float | None = None
        self._closed_until = 0.0
        self._sent: deque[tuple[float, int]] = deque()  # at most a minute's requests
        self._lock = threading.Lock()

    @property
    def per_minute(self) -> float | None:
        """Contents a minute that are allowed now; None: no limit has shown itself."""
        limits = [limit for limit in (self._ceiling, self._rate) if limit is not None]
        return min(limits, default=None)

    def wait_for(self, contents: int) -> float:
        """Seconds until so many more may go; 0: now. More than a minute allows go when the minute is empty."""
        with self._lock:
            now = self._monotonic()
            self._forget(now)
            if now < self._closed_until:
                return self._closed_until - now
            limit = self.per_minute
            if limit is None or not self._sent:
                return 0.0
            excess = sum(count for _, count in self._sent) + contents - limit
            for at, count in self._sent:
                if excess <= 0:
                    return 0.0
                excess -= count
                if excess <= 0:
                    return max(0.0, at + MINUTE - now)
            return max(0.0, self._sent[-1][0] + MINUTE - now)

    def took(self, contents: int) -> None:
        """So many were sent just now."""
        with self._lock:
            self._sent.append((self._monotonic(), contents))

    def went_well(self, contents: int) -> None:
        with self._lock:
            if self._rate is not None:
                self._rate += UP * contents

    def slow_down(self, seconds: float) -> None:
        """The service refused: nothing new for so long, and fewer from then on. Refusals that come together count once."""
        with self._lock:
            now = self._monotonic()
            self._forget(now)
            together = now < self._closed_until
            self._closed_until = max(self._closed_until, now + seconds)
            if together:
                return
            lately = float(sum(count for _, count in self._sent))
            known = self._rate if self._rate is not None else lately
            self._rate = max(LEAST, DOWN * min(known, lately or known))

    def _forget(self, now: float) -> None:
        while self._sent and self._sent[0][0] <= now - MINUTE:
            self._sent.popleft()
