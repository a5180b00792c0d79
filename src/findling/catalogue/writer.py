"""The catalogue for the one who changes it: the ingest thread of one process.

Made and used on that thread only. Each method is one short transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from findling.catalogue import contents, files, folders, pending, vector_store
from findling.catalogue.connection import Database, connect_writer
from findling.catalogue.lock import WriterLock
from findling.catalogue.rows import MAX_ATTEMPTS, Changes, Done, Failed, Linked
from findling.catalogue.schema import bring_up_to_date
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    FileId,
    FileRow,
    FolderId,
    FolderState,
    ItemId,
    Kind,
    SpaceId,
    WatchedFolder,
)
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
        self, path: Path, *, include: Iterable[str] = (), exclude: Iterable[str] = ()
    ) -> WatchedFolder:
        """The folder that is there already, unchanged, if the path is being watched."""
        return folders.add_folder(self._db, path, include=include, exclude=exclude)

    def remove_folder(self, folder_id: FolderId) -> int:
        """Returns how many files were dropped. Their contents stay until `purge`."""
        return folders.remove_folder(self._db, folder_id)

    def set_folder_state(self, folder_id: FolderId, state: FolderState) -> None:
        folders.set_folder_state(self._db, folder_id, state)

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
        self, space: SpaceId, plan: str, *, limit: int, max_attempts: int = MAX_ATTEMPTS
    ) -> list[FileRow]:
        return pending.pending(self._db, space, plan, limit=limit, max_attempts=max_attempts)

    def pending_count(
        self, space: SpaceId, plan: str, *, max_attempts: int = MAX_ATTEMPTS
    ) -> int:
        return pending.pending_count(self._db, space, plan, max_attempts=max_attempts)

    def link(
        self, file_id: FileId, content: ContentHash, *, kind: Kind, space: SpaceId, plan: str
    ) -> Linked:
        """Finds or makes the item of this content and ties the file to it."""
        return contents.link(self._db, file_id, content, kind=kind, space=space, plan=plan)

    def commit(self, done: Sequence[Done], *, space: SpaceId, plan: str) -> int:
        """Makes contents ready, all in one transaction; returns the last sequence number."""
        return contents.commit(self._db, done, space=space, plan=plan)

    def fail(self, failures: Sequence[Failed], *, space: SpaceId) -> None:
        contents.fail(self._db, failures, space=space)

    def retry_failures(self) -> int:
        """Returns how many failures were set back."""
        return contents.retry_failures(self._db)

    def purge(self, missing_before: datetime) -> list[ContentHash]:
        """Drops files missing since before (an aware time) and contents left without any file.

        Returns the hashes of those contents: their thumbnails can go too.
        """
        return contents.purge(self._db, missing_before)

    def add_cost(
        self, *, provider: str, kind: Kind | None, spans: int, tokens: int, usd: float
    ) -> None:
        contents.add_cost(
            self._db, provider=provider, kind=kind, spans=spans, tokens=tokens, usd=usd
        )

    # vectors, for an index that lives on the same thread

    def vectors_after(
        self, space: SpaceId, sequence: int, *, batch: int = 4096
    ) -> Iterator[VectorRows]:
        return vector_store.vectors_after(self._db, space, sequence, batch=batch)

    def epoch(self, space: SpaceId) -> int:
        return vector_store.epoch(self._db, space)
