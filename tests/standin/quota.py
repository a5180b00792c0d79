"""Requests a minute and a day, as the service counts them: N contents in one call are N requests."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.standin import wire
from tests.standin.terms import Terms
from tests.standin.wire import ApiError

_PACIFIC = ZoneInfo("America/Los_Angeles")
_MINUTE = 60.0
_TOLD = 37.0
"""The daily quota tells a short wait all the same."""


class Clock:
    """The time of the service, in seconds since 1970, which a test may move on."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._ahead = clock, 0.0

    def __call__(self) -> float:
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds


class Quota:
    """Limits of None are none. The minute slides; the day ends at midnight Pacific. Any thread."""

    def __init__(self, terms: Terms, *, clock: Clock) -> None:
        self._terms, self._clock = terms, clock
        self._lock = threading.Lock()
        self._recent: deque[tuple[float, int]] = deque()
        self._day = ""
        self._today = 0

    def take(self, count: int, *, model: str) -> ApiError | None:
        """Counts `count` requests, or says why they are too many; then none is counted."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            day, minute = self._terms.rpd, self._terms.rpm
            if day is not None and self._today + count > day:
                return wire.quota_reached(daily=True, limit=day, model=model, wait=_TOLD)
            used = sum(number for _, number in self._recent)
            if minute is not None and used + count > minute:
                wait = self._wait(used + count - minute, now)
                return wire.quota_reached(daily=False, limit=minute, model=model, wait=wait)
            self._recent.append((now, count))
            self._today += count
            return None

    def reset_at(self) -> datetime:
        """When the day's count begins anew."""
        now = datetime.fromtimestamp(self._clock(), _PACIFIC)
        tomorrow = now.date() + timedelta(days=1)
        return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=_PACIFIC)

    def _forget(self, now: float) -> None:
        while self._recent and self._recent[0][0] <= now - _MINUTE:
            self._recent.popleft()
        day = datetime.fromtimestamp(now, _PACIFIC).date().isoformat()
        if day != self._day:
            self._day, self._today = day, 0

    def _wait(self, too_many: int, now: float) -> float:
        """Until so many of the last minute's are a minute old."""
        for at, number in self._recent:
            too_many -= number
            if too_many <= 0:
                return max(0.0, at + _MINUTE - now)
        return _MINUTE
