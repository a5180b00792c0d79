"""Once a day, and never during a reading: what has been missing or unused for long is dropped. Ingest thread only."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from findling.catalogue import Writer
from findling.core.library import LibraryPaths
from findling.core.settings import Settings
from findling.ingest.settle import Clock
from findling.ingest.thumbnails import delete_thumbnails
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

PURGED = "purged"
"""Key in the catalogue's meta table: when that was last done, in seconds UTC."""
DAY = 86_400.0
UNUSED_ANSWERS = timedelta(days=90)


class Purging:
    """`dropped` hears how many contents went."""

    def __init__(
        self,
        *,
        writer: Writer,
        writes: Writes,
        paths: LibraryPaths,
        settings: Settings,
        clock: Clock,
        dropped: Callable[[int], None],
    ) -> None:
        self._writer = writer
        self._writes = writes
        self._paths = paths
        self._missing = timedelta(days=settings.missing_days)
        self._clock = clock
        self._dropped = dropped
        self._at = 0.0

    def due_in(self) -> float:
        return max(0.0, self._at - self._clock.monotonic())

    def turn(self) -> None:
        if self.due_in() > 0:
            return
        self._at = self._clock.monotonic() + DAY
        now = self._clock.wall()
        if now - float(self._writer.meta(PURGED) or 0) >= DAY:
            today = datetime.fromtimestamp(now, UTC)
            self._writes.do(lambda: self._drop_missing(today - self._missing, now=now))
            self._writes.do(lambda: self._drop_answers(today - UNUSED_ANSWERS))

    def _drop_answers(self, before: datetime) -> None:
        """Paid for, but their contents never became whole: they were dropped, or are cut otherwise by now."""
        if count := self._writer.drop_old_answers(before):
            log.info("dropped %d answers that no content has used", count)

    def _drop_missing(self, before: datetime, *, now: float) -> None:
        contents = self._writer.purge(before)
        self._writer.set_meta(PURGED, f"{now:.0f}")
        try:
            delete_thumbnails(self._paths, contents)
        except OSError as error:
            log.warning("thumbnails of dropped contents stay: %s", error)
        if contents:
            log.info("dropped %d contents that have been missing for long", len(contents))
            self._dropped(len(contents))
