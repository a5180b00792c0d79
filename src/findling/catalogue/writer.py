"""The catalogue for the one who changes it: the ingest thread of one process.

Made and used on that thread only. Each method is one short transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from findling.catalogue import (
    batches,
    checks,
    contents,
    failing,
    files,
    folders,
    looks,
    money,
    pending,
    schema,
    scopes,
    vector_store,
)
from findling.catalogue.connection import Database, connect_writer
from findling.catalogue.lock import WriterLock
from findling.catalogue.rows import (
    MAX_ATTEMPTS,
    Answer,
    BatchEntry,
    BatchId,
    BatchRow,
    Changes,
    Charge,
    Done,
    Failed,
    Linked,
    Looked,
)
from findling.catalogue.schema import bring_up_to_date
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    Duty,
    FileId,
    FileRow,
    FolderId,
    FolderState,
    ItemId,
    Kind,
    SpaceId,
    Vector,
    WatchedFolder,
)
from findling.core.report import Finding, Spending
from findling.core.vector_rows import VectorRows


def open_writer(paths: LibraryPaths) -> "Writer":
    """Makes the library if there is none; backs up and migrates an older one.

    Holds the library's lock until `close`. Raises FindlingError: library-busy (someone else writes),
    library-newer, library-foreign, library-damaged, library-unwritable, disk-full.
    """
    paths.create()
    lock = WriterLock.take(paths.lock)
    try:
        database = connect_writer(paths.catalogue)
        try:
            bring_up_to_date(database, path=paths.catalogue)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.close()
        raise
    return Writer(database, lock=lock)


class Writer:
    """What each method does in detail is written where it is done, in the module it calls."""

    def __init__(self, database: Database, *, lock: WriterLock) -> None:
        self._db = database
        self._lock = lock

    def close(self) -> None:
        """Lets the connection and the lock go. May be called twice."""
        self._db.close()
        self._lock.close()

    def meta(self, key: str) -> str | None:
        return folders.meta(self._db, key)

    def set_meta(self, key: str, value: str) -> None:
        folders.set_meta(self._db, key, value)

    # folders

    def folders(self) -> list[WatchedFolder]:
        return folders.folders(self._db)

    def add_folder(
        self,
        path: Path,
        *,
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
        local_only: bool = False,
    ) -> WatchedFolder:
        """The folder that is there already, if the path is being watched: unchanged, but for a mark put on."""
        return folders.add_folder(
            self._db, path, include=include, exclude=exclude, local_only=local_only
        )

    def remove_folder(self, folder_id: FolderId) -> int:
        """Returns how many files were dropped. Their contents stay until `purge`."""
        return folders.remove_folder(self._db, folder_id)

    def set_folder_state(self, folder_id: FolderId, state: FolderState) -> None:
        folders.set_folder_state(self._db, folder_id, state)

    def set_local_only(self, folder_id: FolderId, value: bool) -> None:
        folders.set_local_only(self._db, folder_id, value)

    # files

    def known_files(self, folder_id: FolderId) -> Iterator[FileRow]:
        """All of the folder, missing ones and those that are no media (no kind) too."""
        return files.known_files(self._db, folder_id)

    def find_inode(self, device: int, inode: int, size: int, mtime_ns: int) -> list[FileRow]:
        return files.find_inode(self._db, device, inode, size, mtime_ns)

    def file_by_path(self, path: Path) -> FileRow | None:
        return files.file_by_path(self._db, path)

    def files_of(self, item_id: ItemId) -> list[FileRow]:
        return files.files_of(self._db, item_id)

    def record(self, changes: Changes) -> None:
        files.record(self._db, changes)

    def drop_files(self, file_ids: Sequence[FileId]) -> None:
        """They turned out to be no media: the rows stay, so that they are not opened again."""
        files.drop_files(self._db, file_ids)

    # contents

    def pending(
        self,
        duty: Duty,
        *,
        limit: int,
        max_attempts: int = MAX_ATTEMPTS,
        unlooked: bool = False,
    ) -> list[FileRow]:
        """The first so many to read, cheap kinds first; `unlooked`: only what was not looked at yet."""
        return pending.pending(
            self._db, duty, limit=limit, max_attempts=max_attempts, unlooked=unlooked
        )

    def pending_count(
        self, duty: Duty, *, max_attempts: int = MAX_ATTEMPTS, unlooked: bool = False
    ) -> int:
        return pending.pending_count(
            self._db, duty, max_attempts=max_attempts, unlooked=unlooked
        )

    def link(self, file_id: FileId, content: ContentHash, *, kind: Kind, duty: Duty) -> Linked:
        """Finds or makes the item of this content and ties the file to it."""
        return contents.link(self._db, file_id, content, kind=kind, duty=duty)

    def is_local_only(self, item_id: ItemId) -> bool:
        """One of its files, present or missing, lies in a folder from which nothing is sent."""
        return scopes.is_local_only(self._db, item_id)

    def keep_looks(self, looked: Sequence[Looked], *, duty: Duty) -> None:
        """Describes contents that were only looked at, all in one transaction; they stay pending."""
        looks.keep_looks(self._db, looked, duty=duty)

    def commit(self, done: Sequence[Done], *, duty: Duty) -> int:
        """Makes contents ready, all in one transaction; returns the last sequence number."""
        return contents.commit(self._db, done, duty=duty)

    def fail(self, failures: Sequence[Failed], *, duty: Duty) -> None:
        failing.fail(self._db, failures, duty=duty)

    def retry_failures(self) -> int:
        """Returns how many failures were set back."""
        return failing.retry_failures(self._db)

    def purge(self, missing_before: datetime) -> list[ContentHash]:
        """Drops files missing since before (an aware time) and contents left without any file.

        Returns the hashes of those contents: their thumbnails can go too.
        """
        return contents.purge(self._db, missing_before)

    def inspect(self, widths: Mapping[SpaceId, int]) -> list[Finding]:
        """As a reader's, and the words' own check besides, which only a writer may ask for."""
        return checks.look(self._db, widths=widths)

    def mend(self, widths: Mapping[SpaceId, int]) -> list[Finding]:
        """Mends what is derived, in one transaction a round; see `checks`."""
        return checks.mend(self._db, widths=widths)

    def back_up(self, target: Path) -> None:
        """A whole copy of the catalogue; under that name only when it is."""
        schema.copy_to(self._db, target)

    # what is paid for

    def answered(self, space: SpaceId, digests: Sequence[bytes]) -> dict[bytes, Vector]:
        """Vectors (float32) of those payloads that were answered already, for whichever content."""
        return money.answered(self._db, space, digests)

    def keep_answers(
        self, answers: Sequence[Answer], *, space: SpaceId, charge: Charge | None
    ) -> None:
        """Answers and what they cost, in one transaction."""
        charges = () if charge is None else (charge,)
        money.keep_answers(self._db, answers, space=space, charges=charges)

    def add_charge(self, charge: Charge) -> None:
        money.add_charge(self._db, charge)

    def drop_old_answers(self, before: datetime) -> int:
        """Answers from before (an aware time) that never came to a whole content; returns how many."""
        return money.drop_old_answers(self._db, before)

    def spending(self, now: datetime | None = None) -> Spending:
        return money.spending(self._db, now)

    # batches; one that is here is open

    def open_batch(
        self, name: str, *, space: SpaceId, entries: Sequence[BatchEntry]
    ) -> BatchId:
        """To be called before the service hears of it. `name` is ours, and no other batch has it."""
        return batches.open_batch(self._db, name, space=space, entries=entries)

    def join_batch(self, batch: BatchId, riders: Sequence[tuple[bytes, ItemId]]) -> None:
        """Further contents wait for payloads of the batch; see there."""
        batches.join_batch(self._db, batch, riders)

    def name_batch(self, batch: BatchId, service_name: str) -> None:
        batches.name_batch(self._db, batch, service_name)

    def open_batches(self, space: SpaceId) -> list[BatchRow]:
        return batches.open_batches(self._db, space)

    def collect_batch(
        self,
        batch: BatchId,
        answers: Sequence[Answer],
        *,
        space: SpaceId,
        charges: Sequence[Charge],
    ) -> None:
        """Its answers, what they cost and its end, in one transaction."""
        batches.collect_batch(self._db, batch, answers, space=space, charges=charges)

    def close_batch(self, batch: BatchId) -> None:
        """It brought nothing, or nothing more: its contents may be read on."""
        batches.close_batch(self._db, batch)

    def awaited(self, space: SpaceId, digests: Sequence[bytes]) -> set[bytes]:
        """Those of the payloads that are in an open batch."""
        return batches.awaited(self._db, space, digests)

    # vectors, for an index that lives on the same thread

    def vectors_after(
        self, space: SpaceId, sequence: int, *, batch: int = 4096
    ) -> Iterator[VectorRows]:
        return vector_store.vectors_after(self._db, space, sequence, batch=batch)

    def epoch(self, space: SpaceId) -> int:
        return vector_store.epoch(self._db, space)
