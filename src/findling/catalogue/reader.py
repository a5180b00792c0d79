"""The catalogue for everyone who only looks: a read-only connection of one's own.

A Reader may be handed from thread to thread and is used by one at a time; `interrupt` alone may be
called from another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import (
    checks,
    details,
    estimates,
    files,
    folders,
    listings,
    money,
    pending,
    scopes,
    tallies,
    text_search,
    vector_store,
)
from findling.catalogue.connection import Database, connect_reader
from findling.catalogue.rows import MAX_ATTEMPTS, Expected, Listing, ListRow, TextMatch
from findling.catalogue.schema import MIGRATIONS, refuse_newer, version_of
from findling.catalogue.text_index import TAG_FLOOR
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    Duty,
    FileRow,
    ItemId,
    Kind,
    Scope,
    SpaceId,
    Span,
    SpanId,
    Tokens,
    WatchedFolder,
)
from findling.core.query import Filter, ItemDetails
from findling.core.report import FailureRow, Finding, FolderStatus, KindCounts, Spending
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


def needs_migration(paths: LibraryPaths) -> bool:
    """Whether readers must wait for a writer: no library there yet, or one of an older Findling.

    Opening a writer once makes or migrates it. False for what cannot be opened: whoever opens it says why.
    """
    if not paths.catalogue.is_file():
        return True
    try:
        database = connect_reader(paths.catalogue)
        try:
            return version_of(database, path=paths.catalogue) < len(MIGRATIONS)
        finally:
            database.close()
    except FindlingError:
        return False


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
        self._eligible: dict[tuple[object, ...], NDArray[np.int64] | None] = {}
        self._whole: dict[Duty, bool] = {}
        self._kept_of = -1

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
        self,
        duty: Duty,
        *,
        limit: int,
        max_attempts: int = MAX_ATTEMPTS,
        unlooked: bool = False,
    ) -> list[FileRow]:
        return pending.pending(
            self._db, duty, limit=limit, max_attempts=max_attempts, unlooked=unlooked
        )

    def pending_count(
        self, duty: Duty, *, max_attempts: int = MAX_ATTEMPTS, unlooked: bool = False
    ) -> int:
        return pending.pending_count(
            self._db, duty, max_attempts=max_attempts, unlooked=unlooked
        )

    def is_whole(self, duty: Duty) -> bool:
        """Nothing that could be read now is left. Kept until someone commits."""
        self._forget_if_changed()
        if duty not in self._whole:
            with self._db.snapshot():
                self._whole[duty] = pending.is_whole(self._db, duty)
        return self._whole[duty]

    def counts(self, duties: Sequence[Duty]) -> dict[Kind, KindCounts]:
        with self._db.snapshot():
            return tallies.counts(self._db, duties)

    def failures(self, duties: Sequence[Duty] | None = None) -> list[FailureRow]:
        """Of these duties, or of all spaces that were ever in use."""
        with self._db.snapshot():
            return tallies.failures(self._db, duties)

    def is_local_only(self, item_id: ItemId) -> bool:
        return scopes.is_local_only(self._db, item_id)

    # money

    def estimates(self, duty: Duty) -> dict[Kind, Expected]:
        """What sending all that was looked at and waits is expected to count, of kinds that have any."""
        with self._db.snapshot():
            return estimates.estimates(self._db, duty)

    def unlooked_count(self, duty: Duty) -> int:
        """Files that are not in these figures yet."""
        return self.pending_count(duty, unlooked=True)

    def estimate_of(self, item_ids: Iterable[int], *, space: SpaceId) -> Tokens:
        return estimates.estimate_of(self._db, item_ids, space=space)

    def cost_usd(self) -> float:
        return money.cost_usd(self._db)

    def spending(self, now: datetime | None = None) -> Spending:
        """Sums of the ledger; the month is the one of `now`."""
        return money.spending(self._db, now)

    def inspect(self, widths: Mapping[SpaceId, int]) -> list[Finding]:
        """Everything in the catalogue that is not as it should be, of one moment; see `checks`."""
        with self._db.snapshot():
            return checks.look(self._db, widths=widths)

    def contents_with_looks(self) -> Iterator[tuple[ContentHash, int | None, bool]]:
        """Of every content: its hash, how its picture looks, whether it was read or looked at."""
        return listings.contents_with_looks(self._db)

    def space_names(self) -> list[SpaceId]:
        return vector_store.space_names(self._db)

    # lists and items

    def listing(self, filters: Sequence[Filter] = ()) -> Listing:
        return listings.listing(self._db, filters)

    def rows(self, ids: Sequence[int]) -> list[ListRow]:
        with self._db.snapshot():
            return listings.rows(self._db, ids)

    def eligible(
        self,
        filters: Sequence[Filter] = (),
        *,
        space: SpaceId | None = None,
        scope: Scope = Scope.ALL,
    ) -> NDArray[np.int64] | None:
        """Sorted ids of contents ready (in the space, if one is given), visible and in the scope that match.

        None: no filter, and everything ready there is visible and in the scope. Kept until someone commits.
        """
        self._forget_if_changed()
        key = (*filters, space, scope)
        if key not in self._eligible:
            with self._db.snapshot():
                self._eligible[key] = listings.eligible(
                    self._db, filters, space=space, scope=scope
                )
        return self._eligible[key]

    def _forget_if_changed(self) -> None:
        version = int(self._db.value("PRAGMA data_version"))
        if version != self._kept_of or len(self._eligible) > 8:
            self._eligible.clear()
            self._whole.clear()
            self._kept_of = version

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

    def has_vectors(self, space: SpaceId) -> bool:
        return vector_store.has_vectors(self._db, space)

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
