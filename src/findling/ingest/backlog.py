"""Which file is read next, and which must wait: for its writer, for a look, or for all others. Ingest thread only."""

from collections import deque
from collections.abc import Callable, Collection
from pathlib import Path

from findling.core.model import FileId, FileRow
from findling.ingest.settle import Clock, Settling

REFILL = 1000
"""Rows asked for at once; look-ahead that is cheap to throw away."""
REFILL_FIRST = 20_000
REACH_SECONDS = 2.0

Pending = Callable[[int], list[FileRow]]
"""The first so many pending rows: cheap kinds first, newest first."""


class Backlog:
    """Pending rows in order. A row that was given out, or put aside, is not given out again until it is let go."""

    def __init__(self, pending: Pending, *, settling: Settling, clock: Clock) -> None:
        self._pending = pending
        self._settling = settling
        self._clock = clock
        self._queue: deque[FileRow] = deque()  # at most REFILL_FIRST rows; drained by `next`
        self._more = True
        """The catalogue may hold pending rows beyond the queue."""
        self._out: set[FileId] = set()
        self._unsettled: dict[FileId, tuple[float, FileRow]] = {}
        self._held: set[FileId] = set()
        """Rows that no longer say the truth about their file, until it has been looked at again."""
        self._in_cloud: set[FileId] = set()
        """Placeholders: not read until a later look finds their bytes here."""
        self._put_off: set[FileId] = set()
        """Rows that failed for a passing reason: tried once more when all others are read."""
        self._first: frozenset[Path] = frozenset()
        self._reached = float("-inf")

    @property
    def has_ready(self) -> bool:
        """There may be rows that can be read at once."""
        return bool(self._queue or self._more or self._put_off)

    @property
    def empty(self) -> bool:
        """Nothing is left that will ever be given out, as far as is known."""
        return not (self.has_ready or self._unsettled or self._held)

    def next(self, *, last: bool) -> FileRow | None:
        """The next row that holds still; it is out until `let_go`. `last`: no other row is out.

        None: nothing now. Rows that were put off come when nothing else is left.
        """
        self._release_settled()
        while (row := self._take(last=last)) is not None:
            if row.id in self._out:
                continue
            self._out.add(row.id)
            wait = self._settling.wait_for(row)
            if wait <= 0:
                return row
            self._unsettled[row.id] = (self._clock.monotonic() + wait, row)
        return None

    def due_in(self) -> float | None:
        """Seconds until a row that was too young may be read."""
        if not self._unsettled:
            return None
        return max(
            0.0, min(due for due, _ in self._unsettled.values()) - self._clock.monotonic()
        )

    def let_go(self, file_id: FileId, *, more: bool) -> None:
        """The row is out no longer; `more`: it may still be pending."""
        self._out.discard(file_id)
        self._more = self._more or more

    def hold(self, file_id: FileId) -> None:
        """Out until the next look has ended."""
        self._out.add(file_id)
        self._held.add(file_id)

    def leave_in_cloud(self, file_id: FileId) -> None:
        self._out.add(file_id)
        self._in_cloud.add(file_id)

    def put_off(self, file_id: FileId) -> None:
        self._out.add(file_id)
        self._put_off.add(file_id)

    def rows_changed(self) -> None:
        """The catalogue's rows were changed: there may be more to read, and held rows are true again."""
        self._out -= self._held | self._in_cloud | set(self._unsettled)
        self._held.clear()
        self._in_cloud.clear()
        self._unsettled.clear()
        self._queue.clear()
        self._more = True

    def forget_put_off(self) -> None:
        self._out -= self._put_off
        self._put_off.clear()
        self.rows_changed()

    def look_first(self, paths: Collection[Path]) -> None:
        """These go before all others. Reaches beyond the queue now and then only: it is asked while scrolling."""
        self._first = frozenset(paths)
        now = self._clock.monotonic()
        if now - self._reached >= REACH_SECONDS:
            self._reached = now
            self._queue.clear()
            self._more = True
        else:
            self._queue = deque(self._ordered(self._queue))

    def _take(self, *, last: bool) -> FileRow | None:
        if not self._queue and self._more:
            self._refill()
        if not self._queue and self._put_off and last:
            self._out -= self._put_off
            self._put_off.clear()
            self._refill()
        return self._queue.popleft() if self._queue else None

    def _refill(self) -> None:
        limit = (REFILL_FIRST if self._first else REFILL) + len(self._out)
        free = [row for row in self._pending(limit) if row.id not in self._out]
        self._queue = deque(self._ordered(free))
        self._more = bool(free)
        self._first = frozenset()

    def _ordered(self, rows: Collection[FileRow]) -> list[FileRow]:
        return sorted(rows, key=lambda row: row.path not in self._first)  # stable

    def _release_settled(self) -> None:
        now = self._clock.monotonic()
        for file_id, (due, row) in list(self._unsettled.items()):
            if due <= now:
                del self._unsettled[file_id]
                self._out.discard(file_id)
                self._queue.appendleft(row)
