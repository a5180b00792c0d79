"""Looks at the folders: which are due, one at a time, and what each of them changes in the catalogue.

Ingest thread only; the walking itself is done on the look thread (`findling.ingest.survey`) and comes back in slices.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from findling.catalogue import Writer
from findling.catalogue.rows import Changes
from findling.core.model import (
    FileRow,
    FileState,
    FolderId,
    FolderState,
    Found,
    WatchedFolder,
)
from findling.core.settings import Settings
from findling.ingest.patterns import Patterns
from findling.ingest.plan import Diff, Seen, Tally
from findling.ingest.scan import Root
from findling.ingest.survey import Ending, Look, LookThread, Place, examine
from findling.ingest.watch import Burst
from findling.ingest.writes import Writes
from findling.media.names import kind_by_name

log = logging.getLogger(__name__)

SAMPLE = 50
"""How many of a folder's files are asked for when another device lies in its place."""


class Looks:
    """Decides what to look at and records what was seen. Ingest thread only."""

    def __init__(
        self,
        *,
        writer: Writer,
        writes: Writes,
        settings: Settings,
        library: Path,
        thread: LookThread,
        post: Callable[[Callable[[], None]], None],
        recorded: Callable[[Changes], None],
        ended: Callable[[Tally], None],
        folders_changed: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._writes = writes
        self._settings = settings
        self._library = str(library)
        self._thread = thread
        self._post = post
        self._recorded = recorded
        self._ended = ended
        self._folders_changed = folders_changed
        self._whole: set[FolderId] = set()  # at most one entry a watched folder
        self._files: set[Path] = set()
        self._folders: set[Path] = set()
        self._look: Look | None = None

    @property
    def busy(self) -> bool:
        """A look is on its way or due."""
        return self._look is not None or self._is_due()

    @property
    def scanning(self) -> bool:
        """A whole folder is being looked through."""
        return self._look is not None and any(place.at is None for place in self._look.places)

    def adopt(self, settings: Settings) -> bool:
        """Looks from the next one on pass over what these say; whether that is something else than so far."""
        others = settings.exclude != self._settings.exclude
        self._settings = settings
        return others

    def want(self, folders: Iterable[FolderId]) -> None:
        """All of these folders."""
        self._whole.update(folders)

    def want_again(self, burst: Burst) -> None:
        """The paths that something happened to."""
        if burst.everything:
            self.want(folder.id for folder in self._writer.folders())
        self._files |= burst.files
        self._folders |= burst.folders

    def forget(self, folder_id: FolderId) -> None:
        """The folder was removed. A look in progress may hold files of it: it is begun again without."""
        self.begin_again()
        self._whole.discard(folder_id)

    def begin_again(self) -> None:
        """The folders are others now: what a look in progress brings may be filed under the wrong one."""
        look = self._look
        if look is not None:
            self.cancel()
            self.want(place.folder.id for place in look.places)

    def cancel(self) -> None:
        if self._look is not None:
            self._look.cancelled.set()
            self._look = None

    def turn(self) -> None:
        """Begins the next look if one is due and none is on its way."""
        if self._look is None and self._is_due() and not self._writes:
            self._begin()

    def _is_due(self) -> bool:
        return bool(self._whole or self._files or self._folders)

    # --- 1: what is known ---

    def _begin(self) -> None:
        folders = self._writer.folders()
        touched = _sort_by_folder(folders, self._files | self._folders)
        whole = {
            f.id for f in folders if f.id in self._whole or f.path in touched.get(f.id, ())
        }
        targeted = {i: paths for i, paths in touched.items() if i not in whole}
        files, below = self._files, self._folders
        self._whole, self._files, self._folders = set(), set(), set()
        if not whole and not targeted:
            return
        known = self._known(folders, whole, targeted, files=files, below=below)
        places = tuple(
            self._place(f, folders, known, targeted.get(f.id))
            for f in folders
            if f.id in whole or f.id in targeted
        )
        ambiguous = {r.path: r for r in known if kind_by_name(r.path.name) is None}
        away = frozenset(f.id for f in folders if f.state is FolderState.AWAY)
        diff = Diff(known, elsewhere=lambda found: self._elsewhere(found, away))
        look = self._look = Look(places, diff, ambiguous)
        self._thread.run(lambda: self._examine(look))

    def _known(
        self,
        folders: Sequence[WatchedFolder],
        whole: set[FolderId],
        targeted: Mapping[FolderId, tuple[Path, ...]],
        *,
        files: set[Path],
        below: set[Path],
    ) -> list[FileRow]:
        """All rows that lie in the looked-at places, whichever folder they belong to so far."""
        tops = [f.path for f in folders if f.id in whole]
        rows: dict[Path, FileRow] = {}
        for folder in folders:
            if folder.id in whole:
                rows |= {row.path: row for row in self._writer.known_files(folder.id)}
            elif any(_related(folder.path, top) for top in tops):
                rows |= {
                    row.path: row
                    for row in self._writer.known_files(folder.id)
                    if any(top in row.path.parents for top in tops)
                    and not _has_owner(row.path, folder, folders)
                }
            asked = below.intersection(targeted.get(folder.id, ()))
            if asked:
                rows |= {
                    row.path: row
                    for row in self._writer.known_files(folder.id)
                    if not asked.isdisjoint(row.path.parents)
                }
        for path in files.union(below).intersection(p for ps in targeted.values() for p in ps):
            row = self._writer.file_by_path(path)
            if row is not None:
                rows[path] = row
        return list(rows.values())

    def _place(
        self,
        folder: WatchedFolder,
        folders: Sequence[WatchedFolder],
        known: Sequence[FileRow],
        at: tuple[Path, ...] | None,
    ) -> Place:
        exclude = (*self._settings.exclude, *folder.exclude)
        inner = frozenset(str(f.path) for f in folders if folder.path in f.path.parents)
        inner |= {self._library}  # its thumbnails are no photos of the user's
        root = Root(folder.path, Patterns(exclude=exclude, include=folder.include), inner)
        if at is not None:
            return Place(folder, root, at)
        present = [
            row
            for row in known
            if row.folder_id == folder.id and row.state is FileState.PRESENT
        ]
        step = max(1, len(present) // SAMPLE)
        return Place(
            folder,
            root,
            None,
            present=len(present),
            devices=frozenset(row.device for row in present),
            sample=tuple(row.path for row in present[::step]),
        )

    def _elsewhere(self, found: Found, away: frozenset[FolderId]) -> FileRow | None:
        """A known file outside of this look that has left its place: the one found came from there."""
        rows = self._writer.find_inode(found.device, found.inode, found.size, found.mtime_ns)
        for row in rows:
            if row.folder_id not in away and not os.path.lexists(row.path):
                return row
        return None

    # --- 2: what is there (on the look thread) ---

    def _examine(self, look: Look) -> None:
        try:
            ending = examine(look, deliver=lambda part: self._deliver(look, part))
        except (
            BaseException
        ) as error:  # our bug: it ends the ingest thread, where it is reported
            self._post(partial(_reraise, error))
            return
        self._post(lambda: self._end(look, ending))

    def _deliver(self, look: Look, part: list[Seen]) -> None:
        while not look.room.acquire(timeout=0.1):
            if look.cancelled.is_set():
                return
        self._post(lambda: self._take(look, part))

    # --- 3: what that changes ---

    def _take(self, look: Look, part: list[Seen]) -> None:
        look.room.release()
        if not look.cancelled.is_set():
            self._record(look, look.diff.see(part))

    def _end(self, look: Look, ending: Ending) -> None:
        if look.cancelled.is_set():
            return
        for unread in ending.unread:
            log.info("passed over %r: %s", str(unread.path), unread.reason)
        self._record(look, look.diff.finish(unread=[each.path for each in ending.unread]))
        self._writes.do(lambda: self._conclude(look, ending))

    def _record(self, look: Look, changes: Changes) -> None:
        if changes:
            self._writes.do(lambda: self._write(look, changes))

    def _write(self, look: Look, changes: Changes) -> None:
        if not look.cancelled.is_set():
            self._writer.record(changes)
            self._recorded(changes)

    def _conclude(self, look: Look, ending: Ending) -> None:
        """After the last row of this look was recorded."""
        if look.cancelled.is_set():
            return
        for place in look.places:
            self._set_state(place, ending)
        self._look = None
        self._ended(look.diff.tally)

    def _set_state(self, place: Place, ending: Ending) -> None:
        folder = place.folder
        if folder.id in ending.away:
            state = FolderState.AWAY
        elif folder.id in ending.present:
            state = FolderState.PRESENT
        else:
            return
        if state is not folder.state:
            log.info("%r is %s %s", str(folder.path), state, ending.away.get(folder.id, ""))
            self._writer.set_folder_state(folder.id, state)
            self._folders_changed()


def _sort_by_folder(
    folders: Sequence[WatchedFolder], paths: Iterable[Path]
) -> dict[FolderId, tuple[Path, ...]]:
    """Each path under the innermost watched folder that holds it; paths in none are left out."""
    by_root = {folder.path: folder.id for folder in folders}
    sorted_: dict[FolderId, list[Path]] = {}
    for path in paths:
        owner = next((by_root[p] for p in (path, *path.parents) if p in by_root), None)
        if owner is not None:
            sorted_.setdefault(owner, []).append(path)
    return {owner: tuple(below) for owner, below in sorted_.items()}


def _related(one: Path, other: Path) -> bool:
    return one in other.parents or other in one.parents


def _has_owner(path: Path, folder: WatchedFolder, folders: Sequence[WatchedFolder]) -> bool:
    """Whether `folder`, whose row this is, is the innermost watched folder around it: nobody takes it over."""
    around = [f.path for f in folders if f.path in path.parents]
    return bool(around) and max(around, key=lambda p: len(p.parts)) == folder.path


def _reraise(error: BaseException) -> None:
    raise error
