"""The catalogue for everyone who only looks: a read-only connection of one's own.

A Reader may be handed from thread to thread and is used by one at a time; `interrupt` alone may be
called from another.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import (
    details,
    files,
    folders,
    listings,
    pending,
    text_search,
    vector_store,
)
from findling.catalogue.connection import Database, connect_reader
from findling.catalogue.rows import MAX_ATTEMPTS, Listing, ListRow, TextMatch
from findling.catalogue.schema import MIGRATIONS, refuse_newer, version_of
from findling.catalogue.text_index import TAG_FLOOR
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    FileRow,
    ItemId,
    Kind,
    SpaceId,
    Span,
    SpanId,
    WatchedFolder,
)
from findling.core.query import Filter, ItemDetails
from findling.core.report import FailureRow, FolderStatus, KindCounts, Spending
from findling.core.vector_rows import VectorRows


def open_reader(paths: LibraryPaths) -> "Reader":
    """Raises FindlingError: library-missing, library-newer, library-older (a writer must open it
    first, to bring it up to date), library-foreign, library-damaged.
    """
    if not paths.catalogue.is_file():
        raise _missing(paths)
    database = connect_reader(paths.catalogue)
    try:
        version = version_of(database, path=paths.catalogue)
        if version == 0:
            raise _missing(paths)
        refuse_newer(version, path=paths.catalogue)
        if version < len(MIGRATIONS):
            raise FindlingError(
                "library-older",
                f"The library at {paths.root} was made by an older Findling.",
                hint="Run `findling index` once: it keeps a copy and brings it up to date.",
            )
    except BaseException:
        database.close()
        raise
    return Reader(database, paths=paths)


def _missing(paths: LibraryPaths) -> FindlingError:
    return FindlingError(
        "library-missing",
        f"There is no library at {paths.root} yet.",
        hint="Add a folder first: findling folders add PATH.",
    )


class Reader:
    """What each method does in detail is written where it is done, in the module it calls."""

    def __init__(self, database: Database, *, paths: LibraryPaths) -> None:
        self._db = database
        self._paths = paths
        self._eligible: dict[tuple[Filter | SpaceId | None, ...], NDArray[np.int64] | None] = {}
        self._eligible_of = -1

    def close(self) -> None:
        self._db.close()

    def interrupt(self) -> None:
        """Ends the running query, from any thread; it raises FindlingError "interrupted"."""
        self._db.interrupt()

    def meta(self, key: str) -> str | None:
        return folders.meta(self._db, key)

    # folders and files

    def folders(self) -> list[WatchedFolder]:
        return folders.folders(self._db)

    def folder_status(self) -> list[FolderStatus]:
        return folders.folder_status(self._db)

    def find_inode(self, device: int, inode: int, size: int, mtime_ns: int) -> list[FileRow]:
        return files.find_inode(self._db, device, inode, size, mtime_ns)

    def file_by_path(self, path: Path) -> FileRow | None:
        return files.file_by_path(self._db, path)

    def files_of(self, item_id: ItemId) -> list[FileRow]:
        return files.files_of(self._db, item_id)

    # how far the library is

    def pending(
        self, space: SpaceId, plan: str, *, limit: int, max_attempts: int = MAX_ATTEMPTS
    ) -> list[FileRow]:
        return pending.pending(self._db, space, plan, limit=limit, max_attempts=max_attempts)

    def pending_count(
        self, space: SpaceId, plan: str, *, max_attempts: int = MAX_ATTEMPTS
    ) -> int:
        return pending.pending_count(self._db, space, plan, max_attempts=max_attempts)

    def counts(self, space: SpaceId, plan: str) -> dict[Kind, KindCounts]:
        with self._db.snapshot():
            return pending.counts(self._db, space, plan)

    def failures(self) -> list[FailureRow]:
        return pending.failures(self._db)

    def cost_usd(self) -> float:
        return pending.cost_usd(self._db)

    def spending(self) -> Spending:
        return pending.spending(self._db)

    # lists and items

    def listing(self, filters: Sequence[Filter] = ()) -> Listing:
        return listings.listing(self._db, filters)

    def rows(self, ids: Sequence[int]) -> list[ListRow]:
        with self._db.snapshot():
            return listings.rows(self._db, ids)

    def eligible(
        self, filters: Sequence[Filter] = (), *, space: SpaceId | None = None
    ) -> NDArray[np.int64] | None:
        """Sorted ids of contents ready (in the space, if one is given) and visible that match.

        None: no filter, and everything ready is visible. Kept until someone commits.
        """
        version = int(self._db.value("PRAGMA data_version"))
        if version != self._eligible_of or len(self._eligible) > 8:
            self._eligible.clear()
            self._eligible_of = version
        key = (*filters, space)
        if key not in self._eligible:
            with self._db.snapshot():
                self._eligible[key] = listings.eligible(self._db, filters, space=space)
        return self._eligible[key]

    def item(self, item_id: ItemId, *, tag_floor: float = TAG_FLOOR) -> ItemDetails | None:
        return self.items([item_id], tag_floor=tag_floor).get(item_id)

    def items(
        self, ids: Iterable[int], *, tag_floor: float = TAG_FLOOR
    ) -> dict[ItemId, ItemDetails]:
        with self._db.snapshot():
            return details.items(self._db, ids, paths=self._paths, tag_floor=tag_floor)

    def item_by_hash(self, content: ContentHash) -> ItemId | None:
        return details.item_by_hash(self._db, content)

    def ready_contents(self) -> list[tuple[ContentHash, Path]]:
        return listings.ready_contents(self._db)

    def look_hashes(self, item_ids: Iterable[int]) -> dict[ItemId, int]:
        return details.look_hashes(self._db, item_ids)

    def sizes(self, item_ids: Iterable[int]) -> dict[ItemId, int]:
        return details.sizes(self._db, item_ids)

    # words

    def text_matches(
        self,
        words: Sequence[str],
        phrases: Sequence[str] = (),
        *,
        prefix_last: bool = False,
        without: Sequence[str] = (),
        limit: int = 200,
    ) -> list[TextMatch]:
        with self._db.snapshot():
            return text_search.text_matches(
                self._db,
                words,
                phrases,
                prefix_last=prefix_last,
                without=without,
                limit=limit,
            )

    def excluded_items(self, words: Sequence[str]) -> set[int]:
        return text_search.excluded_items(self._db, words)

    # spans and vectors

    def spans(self, span_ids: Iterable[int]) -> dict[SpanId, Span]:
        return vector_store.spans(self._db, span_ids)

    def item_vectors(self, item_id: ItemId, space: SpaceId) -> NDArray[np.float32]:
        return vector_store.item_vectors(self._db, item_id, space)

    def vectors(self, span_ids: Sequence[int], space: SpaceId) -> NDArray[np.float32]:
        return vector_store.vectors(self._db, span_ids, space)

    def vectors_after(
        self, space: SpaceId, sequence: int, *, batch: int = 4096
    ) -> Iterator[VectorRows]:
        return vector_store.vectors_after(self._db, space, sequence, batch=batch)

    def epoch(self, space: SpaceId) -> int:
        return vector_store.epoch(self._db, space)
