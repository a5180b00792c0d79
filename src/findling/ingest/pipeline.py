"""Journey 1 for one file, top to bottom: pending → identified → linked → decoded → committed → found.

Everything here runs on the ingest thread but the callbacks of the pool's futures, which only post back to it.
"""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from pathlib import Path

from findling.catalogue import Writer
from findling.catalogue.rows import MAX_ATTEMPTS, Done, Failed, Looked
from findling.core.errors import MediaError, NotMedia
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    Decoded,
    Duty,
    FileId,
    FileRow,
    FolderId,
    ItemId,
    ItemState,
    Scope,
)
from findling.core.settings import Settings
from findling.ingest.asks import HeldBack
from findling.ingest.backlog import Backlog
from findling.ingest.progress import Account
from findling.ingest.reading import Pool, Reading, error_of, failed_for_good, stands
from findling.ingest.settle import Clock, Settling
from findling.ingest.thumbnails import write_thumbnail
from findling.ingest.writes import Writes
from findling.media.failures import as_row, failure

log = logging.getLogger(__name__)

BATCH = 8
"""Contents in one commit at most, and seconds a finished one waits for others. What is not committed is lost
to a kill; a commit of eight costs about a millisecond, their decoding a hundred times that."""
BATCH_SECONDS = 0.3


class Line:
    """Reads the pending files of one duty, a few at a time, in the order: looked at, cheap kinds, newest."""

    def __init__(
        self,
        *,
        writer: Writer,
        writes: Writes,
        pool: Pool,
        paths: LibraryPaths,
        settings: Settings,
        duty: Duty,
        clock: Clock,
        account: Account,
        post: Callable[[Callable[[], None]], None],
        look_again: Callable[[Path], None],
        committed: Callable[[int], None],
        withheld: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._writes = writes
        self._pool = pool
        self._paths = paths
        self._duty = duty
        self._clock = clock
        self._account = account
        self._post = post
        self._look_again = look_again
        self._committed = committed
        self._withheld = withheld
        self._backlog = Backlog(
            lambda limit: writer.pending(
                duty, limit=limit, max_attempts=MAX_ATTEMPTS, unlooked=pool.only_looks
            ),
            settling=Settling(seconds=settings.settle_seconds, clock=clock),
            clock=clock,
        )
        self._reading: dict[FileId, Reading] = {}
        self._asked: set[FileId] = set()
        """Those of them that the decode processes have: what the room is for."""
        self._contents: dict[ContentHash, Reading] = {}
        self._batch: list[tuple[Done, Reading]] = []
        self._batch_since = 0.0
        self._pool_ended = False
        self.dropped: set[Path] = set()
        """Paths that turned out to be no media, since the set was last emptied."""
        self.last_work = clock.monotonic()

    # --- what the rest of ingest asks and says ---

    @property
    def at_rest(self) -> bool:
        """Nothing is on its way (files that do not hold still may be waiting)."""
        return not (self._reading or self._batch or self._writes)

    @property
    def only_looks(self) -> bool:
        return self._pool.only_looks

    @property
    def has_ready(self) -> bool:
        """There may be files that could be begun at once."""
        return self._backlog.has_ready

    @property
    def idle(self) -> bool:
        """At rest, and nothing left to read."""
        return self.at_rest and self._backlog.empty

    def begin(self) -> None:
        """A run begins now: until something is read, its wait counts from here."""
        self.last_work = self._clock.monotonic()

    def rows_changed(self) -> None:
        """The catalogue's rows were changed: there may be more to read, and held rows are true again."""
        self._backlog.rows_changed()
        self._account.stale = True

    def look_first(self, paths: Collection[Path]) -> None:
        self._backlog.look_first(paths)

    def forget_folder(self, folder_id: FolderId) -> None:
        """The folder was removed: what is still read of it is thrown away when it arrives."""
        for reading in [r for r in self._reading.values() if r.row.folder_id == folder_id]:
            self._leave(reading)
            if reading.under_way is not None:
                reading.under_way.cancel()
        self.rows_changed()

    def forget_failures(self) -> None:
        self._backlog.forget_put_off()
        self._account.stale = True

    def turn(self, *, may_read: bool) -> None:
        """Does what can be done now without waiting."""
        if may_read:
            self._submit()
        if self._batch and self._batch_due() <= 0:
            self.commit()
            if may_read:
                self._submit()

    def due_in(self, *, may_read: bool) -> float | None:
        """Seconds until `turn` has something to do of itself; None if only an answer can bring it."""
        settled = self._backlog.due_in() if may_read and self._may_submit() else None
        if not self._batch:
            return settled
        due = max(0.0, self._batch_due())
        return due if settled is None else min(due, settled)

    def commit(self) -> None:
        """Writes what has been decoded so far."""
        if self._batch:
            batch, self._batch = self._batch, []
            self._writes.do(lambda: self._commit(batch))

    # --- 1: which file next ---

    def _submit(self) -> None:
        while self._may_submit():
            row = self._backlog.next(last=not self._reading)
            if row is None:
                return
            self._begin(row)

    def _may_submit(self) -> bool:
        free = len(self._asked) < self._pool.room
        return free and self._writes.trouble is None and not self._pool_ended

    # --- 2: is it what the row says ---

    def _begin(self, row: FileRow) -> None:
        match stands(row):
            case True:
                self._identify(row)
            case False:
                self._look_at(row)
            case None:
                self._backlog.leave_in_cloud(row.id)

    def _look_at(self, row: FileRow) -> None:
        """The file is not what its row says: it is looked at again before it is read."""
        self._backlog.hold(row.id)
        self._look_again(row.path)

    # --- 3: what content is it ---

    def _identify(self, row: FileRow) -> None:
        reading = Reading(row)
        now = self._clock.monotonic()
        self._account.begin(row.path, now=now, first=not self._reading)
        self._reading[row.id] = reading
        self._asked.add(row.id)
        self.last_work = now
        future = self._pool.identify(row.path)
        future.add_done_callback(lambda f: self._post(lambda: self._identified(reading, f)))

    def _identified(self, reading: Reading, future: "Future[ContentHash]") -> None:
        if not self._is_on(reading):
            return
        error = error_of(future)
        if error is not None:
            self._went_wrong(reading, error)
            return
        reading.content = future.result()
        self._writes.do(lambda: self._link(reading, future.result()))

    # --- 4: is it known already ---

    def _link(self, reading: Reading, content: ContentHash) -> None:
        row = reading.row
        if not self._is_on(reading):
            return
        if not self._is_current(reading) or row.kind is None:
            self._leave(reading)
            return
        linked = self._writer.link(row.id, content, kind=row.kind, duty=self._duty)
        reading.item_id = linked.item_id
        if self._is_withheld(linked.item_id):
            self._leave(reading)
            self._withheld()
            return
        leader = self._contents.get(content)
        if leader is not None:
            leader.followers.append(reading)
            self._asked.discard(row.id)
        elif linked.state is ItemState.READY or (linked.looked and self._pool.only_looks):
            self._finish(reading)
            self._committed(1)
        elif failed_for_good(linked):
            self._finish(reading, failed=True)
        else:
            self._decode(reading, content)

    def _is_withheld(self, item: ItemId) -> bool:
        """The same content lies in a folder that is marked *local only*: it is never sent."""
        return self._duty.scope is Scope.SENDABLE and self._writer.is_local_only(item)

    # --- 5: look inside ---

    def _decode(self, reading: Reading, content: ContentHash) -> None:
        self._contents[content] = reading
        self._account.current = reading.row.path
        log.debug("decode submitted %s", content.hex())
        assert reading.item_id is not None
        future = reading.under_way = self._pool.decode(reading.row.path, item=reading.item_id)
        future.add_done_callback(lambda f: self._post(lambda: self._decoded(reading, f)))

    def _decoded(self, reading: Reading, future: "Future[Decoded]") -> None:
        if not self._is_on(reading):
            return
        error = error_of(future)
        if error is not None:
            self._went_wrong(reading, error)
        elif stands(reading.row) is False:
            # It was changed under the reader's hands: nobody knows whose hash this belongs to.
            self._leave(reading)
            self._look_at(reading.row)
        else:
            decoded = future.result()
            self._writes.do(lambda: self._keep(reading, decoded))

    # --- 6: write it down ---

    def _keep(self, reading: Reading, decoded: Decoded) -> None:
        assert reading.content is not None
        assert reading.item_id is not None
        write_thumbnail(self._paths, content=reading.content, picture=decoded.thumbnail)
        if not self._batch:
            self._batch_since = self._clock.monotonic()
        self._asked.discard(reading.row.id)
        self._batch.append((Done(item_id=reading.item_id, decoded=decoded), reading))

    def _batch_due(self) -> float:
        if len(self._batch) >= BATCH or not self._asked:
            return 0.0
        return self._batch_since + BATCH_SECONDS - self._clock.monotonic()

    def _commit(self, batch: list[tuple[Done, Reading]]) -> None:
        looks = [
            Looked(item_id=done.item_id, decoded=done.decoded)
            for done, _ in batch
            if done.decoded.looked_at
        ]
        whole = [done for done, _ in batch if not done.decoded.looked_at]
        if looks:
            self._writer.keep_looks(looks, duty=self._duty)
        if whole:
            self._writer.commit(whole, duty=self._duty)
        for done, reading in batch:
            assert reading.content is not None
            step = "looked at" if done.decoded.looked_at else "committed"
            log.debug("%s %s", step, reading.content.hex())
            self._finish(reading)
        self._committed(len(batch))

    # --- what can go wrong ---

    def _went_wrong(self, reading: Reading, error: BaseException) -> None:
        row = reading.row
        if isinstance(error, CancelledError):  # the pool is closing: the row stays pending
            self._pool_ended = True
            self._leave(reading)
        elif isinstance(error, HeldBack):  # it cannot be sent now: the row stays pending
            self._leave(reading)
        elif isinstance(error, FileNotFoundError) or stands(row) is False:
            self._leave(reading)
            self._look_at(row)
        elif isinstance(error, NotMedia):
            self._writes.do(lambda: self._drop(reading))
        elif isinstance(error, MediaError):
            self._writes.do(lambda: self._fail(reading, error))
        else:
            log.error("reading %r went wrong", str(row.path), exc_info=error)
            self._writes.do(lambda: self._fail(reading, failure("crashed")))

    def _drop(self, reading: Reading) -> None:
        together = [reading, *reading.followers]
        current = [each for each in together if self._is_current(each)]
        self._writer.drop_files([each.row.id for each in current])
        self.dropped.update(each.row.path for each in current)
        self._finish(reading)
        self._committed(len(current))

    def _fail(self, reading: Reading, error: MediaError) -> None:
        log.info("%r: %s", str(reading.row.path), error.message)
        if self._is_current(reading):
            failed = Failed(
                file_id=reading.row.id, item_id=reading.item_id, failure=as_row(error)
            )
            self._writer.fail([failed], duty=self._duty)
        self._finish(reading, failed=True)
        if not error.lasting:
            for each in (reading, *reading.followers):
                self._backlog.put_off(each.row.id)
        self._committed(1)

    # --- leaving the line ---

    def _finish(self, reading: Reading, *, failed: bool = False) -> None:
        now = self.last_work = self._clock.monotonic()
        for each in (reading, *reading.followers):
            kind = each.row.kind
            if kind is not None and self._is_on(each):
                self._account.finished(kind, now=now, failed=failed)
        self._leave(reading, more=False)

    def _leave(self, reading: Reading, *, more: bool = True) -> None:
        """Out of the line, its followers too; `more`: some of them still have to be read."""
        for each in (reading, *reading.followers):
            self._reading.pop(each.row.id, None)
            self._asked.discard(each.row.id)
            self._backlog.let_go(each.row.id, more=more)
        if reading.content is not None and self._contents.get(reading.content) is reading:
            del self._contents[reading.content]

    def _is_on(self, reading: Reading) -> bool:
        return self._reading.get(reading.row.id) is reading

    def _is_current(self, reading: Reading) -> bool:
        """Whether the catalogue still has this file as it was when the reading began."""
        row = self._writer.file_by_path(reading.row.path)
        return row is not None and (row.id, row.size, row.mtime_ns) == (
            reading.row.id,
            reading.row.size,
            reading.row.mtime_ns,
        )
