"""What the window and the commands look up without asking a question: lists, details, counts, state.

Has a reading connection of its own, opened with the first call. One thread at a time: the lane's look-up
thread, or a command's main thread.
"""

from collections.abc import Callable, Sequence

from findling.catalogue import Reader, open_reader
from findling.catalogue.rows import PAUSED, Listing, ListRow
from findling.core.library import LibraryPaths
from findling.core.model import Duty, FileRow, FileState, ItemId, Kind
from findling.core.query import Filter, ItemDetails
from findling.core.report import FailureRow, FolderStatus, IndexState, KindCounts, Status


class Browse:
    """Looks things up in one library. `duties`: which space answers for what; the first is the provider's own.

    `index` tells how the index stands; it is asked for `status` only.
    """

    def __init__(
        self,
        paths: LibraryPaths,
        *,
        provider: str,
        duties: Sequence[Duty],
        index: Callable[[], IndexState] = lambda: IndexState(
            kind="scan", vectors=0, recall=None
        ),
    ) -> None:
        self._paths = paths
        self._provider = provider
        self._duties = tuple(duties)
        self._index = index
        self._reader: Reader | None = None

    def listing(self, filters: Sequence[Filter] = ()) -> Listing:
        """Everything visible that the filters let through, newest first."""
        return self._own_reader().listing(filters)

    def rows(self, ids: Sequence[int]) -> list[ListRow]:
        """What a list shows about these items; those that vanished meanwhile are left out."""
        return self._own_reader().rows(ids)

    def details(self, item_id: ItemId) -> ItemDetails | None:
        return self._own_reader().item(item_id)

    def files(self, ids: Sequence[int]) -> list[FileRow]:
        """Every file that these items are known to have now; a negative id is a file without an item."""
        reader = self._own_reader()
        alone = [
            reader.file_by_path(row.path) for row in reader.rows([i for i in ids if i < 0])
        ]
        several = [row for i in ids if i >= 0 for row in reader.files_of(ItemId(i))]
        return [row for row in (*alone, *several) if row and row.state is FileState.PRESENT]

    def counts(self) -> dict[Kind, KindCounts]:
        return self._own_reader().counts(self._duties)

    def folder_status(self) -> list[FolderStatus]:
        return self._own_reader().folder_status()

    def failures(self) -> list[FailureRow]:
        return self._own_reader().failures(self._duties)

    def status(self) -> Status:
        reader = self._own_reader()
        return Status(
            folders=tuple(reader.folder_status()),
            counts=self.counts(),
            failures=len(self.failures()),
            provider=self._provider,
            space=self._duties[0].space,
            index=self._index(),
            cost_usd=reader.cost_usd(),
            paused=reader.meta(PAUSED) == "1",
            spending=reader.spending(),
        )

    def close(self) -> None:
        """Ends the reading connection. Idempotent; call it when no look-up is under way."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _own_reader(self) -> Reader:
        if self._reader is None:
            self._reader = open_reader(self._paths)
        return self._reader
