"""When a file has held still long enough to be read. Ingest thread only; times come from the caller's clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from findling.core.model import FileId, FileRow


@dataclass(frozen=True, slots=True)
class Clock:
    """Two times, in seconds: one that never jumps, and the one that files carry."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


class Settling:
    """Knows for how long each young file has been seen unchanged.

    A file is settled when its own time is older than `seconds`. A file whose time lies in the
    future says nothing about when it was written, so it is watched for `seconds` instead.
    """

    def __init__(self, *, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._seen: dict[FileId, tuple[int, int, float]] = {}

    def wait_for(self, row: FileRow) -> float:
        """Seconds until `row`, as last looked at, may be read; 0 when it may be read now."""
        age = self._clock.wall() - row.mtime_ns / 1e9
        if age >= self._seconds:
            self._seen.pop(row.id, None)
            return 0.0
        if age >= 0:
            return self._seconds - age
        return self._watched(row)

    def _watched(self, row: FileRow) -> float:
        now = self._clock.monotonic()
        size, mtime_ns, since = self._seen.get(row.id, (-1, -1, now))
        if (size, mtime_ns) != (row.size, row.mtime_ns):
            since = now
        left = since + self._seconds - now
        if left <= 0:
            self._seen.pop(row.id, None)
            return 0.0
        self._seen[row.id] = (row.size, row.mtime_ns, since)
        return left
