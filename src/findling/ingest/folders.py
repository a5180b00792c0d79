"""Watched folders: added, marked, removed. Whoever is told so can rely on it: nothing of a marked one is sent any more.

Ingest thread only.
"""

from collections.abc import Callable, Collection
from pathlib import Path

from findling.catalogue import Writer
from findling.catalogue.rows import Changes
from findling.core.errors import FindlingError
from findling.core.model import FileState, FolderId, WatchedFolder
from findling.ingest.branches import Branches
from findling.ingest.looks import Looks
from findling.ingest.plan import as_known


class Folders:
    """`changed` hears that there are others now, and which are to be looked at. `rows_changed`: how many files that touched."""

    def __init__(
        self,
        *,
        writer: Writer,
        branches: Branches,
        looks: Looks,
        changed: Callable[[Collection[FolderId]], None],
        rows_changed: Callable[[int], None],
    ) -> None:
        self._writer = writer
        self._branches = branches
        self._looks = looks
        self._changed = changed
        self._rows_changed = rows_changed

    def add(self, path: Path, *, local_only: bool) -> WatchedFolder:
        """A new one within a marked one is marked too: that nobody said so again does not mean that it may be sent."""
        root = path.resolve()
        if not root.is_dir():
            raise FindlingError(
                "folder-missing",
                f"There is no folder at {path}.",
                hint="Check the spelling, or connect the drive it is on.",
            )
        around = self._around(root)
        is_new = root not in {folder.path for folder in self._writer.folders()}
        marked = local_only or (is_new and around is not None and around.local_only)
        folder = self._writer.add_folder(root, local_only=marked)
        if marked:
            if is_new and around is not None:
                self._take_over(folder, around)
            self._mark_within(folder)
        self._changed([folder.id])
        return folder

    def set_local_only(self, path: Path, value: bool) -> None:
        """With the mark, nothing of it is sent from now on; without, it waits to be sent like all others."""
        folder = self._watched(path)
        self._branches.commit()
        self._writer.set_local_only(folder.id, value)
        self._branches.forget_folder(folder.id)
        if value:
            self._mark_within(folder)
        self._changed([])
        self._rows_changed(1)

    def remove(self, path: Path) -> int:
        folder = self._watched(path)
        around = self._around(folder.path)
        if folder.local_only and around is not None and not around.local_only:
            raise FindlingError(
                "folder-shielded",
                f"{folder.path} is kept on this computer only, but the folder around it, {around.path}, is not: "
                "without the mark its files would be sent.",
                hint="Take the mark off first if that is what you want.",
            )
        self._branches.commit()
        self._looks.forget(folder.id)
        dropped = self._writer.remove_folder(folder.id)
        self._branches.forget_folder(folder.id)
        self._changed([f.id for f in self._writer.folders() if f.path in folder.path.parents])
        self._rows_changed(dropped)
        return dropped

    def _watched(self, path: Path) -> WatchedFolder:
        folders = {folder.path: folder for folder in self._writer.folders()}
        folder = folders.get(path) or folders.get(path.resolve())
        if folder is None:
            raise FindlingError(
                "folder-unknown",
                f"{path} is not a watched folder.",
                hint="See the watched ones with: findling folders list.",
            )
        return folder

    def _around(self, path: Path) -> WatchedFolder | None:
        """The innermost watched folder that `path` lies in."""
        around = [folder for folder in self._writer.folders() if folder.path in path.parents]
        return max(around, key=lambda folder: len(folder.path.parts), default=None)

    def _mark_within(self, folder: WatchedFolder) -> None:
        """Nothing of it: that holds for folders within that are watched for themselves, too."""
        for each in self._writer.folders():
            if folder.path in (each.path, *each.path.parents):
                self._writer.set_local_only(each.id, True)
                self._branches.forget_folder(each.id)

    def _take_over(self, folder: WatchedFolder, around: WatchedFolder) -> None:
        """What is known of it belongs to it at once, not only after the next look; a look under way does not know it yet."""
        rows = [
            row
            for row in self._writer.known_files(around.id)
            if folder.path in row.path.parents
        ]
        moved = tuple((row.id, as_known(row), folder.id) for row in rows)
        self._writer.record(Changes(moved=moved))
        missing = tuple(row.id for row in rows if row.state is FileState.MISSING)
        self._writer.record(Changes(gone=missing))
        self._looks.begin_again()
