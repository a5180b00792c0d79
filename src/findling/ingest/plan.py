"""From what is known and what was found to what has changed. Pure but for `elsewhere`; ingest thread.

Fed slice by slice, so that the first files of a long scan are in the library before its last ones are seen.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from findling.catalogue.rows import Added, Changes
from findling.core.model import FileId, FileRow, FileState, FolderId, Found, Kind


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that is there now. `kind` None: looked at, and not media."""

    found: Found
    folder_id: FolderId
    kind: Kind | None
    here: bool = True
    """False for a cloud placeholder: what is known of it stays, but it is not taken in."""


Elsewhere = Callable[[Found], FileRow | None]
"""A row outside of what this diff knows, whose file is gone from its place and is the one found."""

_Key = tuple[int, int, int, int]


@dataclass(slots=True)
class Tally:
    """What was found, as paths of media files: the figures a person is told. Returned files count as added."""

    added: set[Path] = field(default_factory=set)
    changed: set[Path] = field(default_factory=set)
    moved: set[Path] = field(default_factory=set)
    removed: set[Path] = field(default_factory=set)
    unchanged: set[Path] = field(default_factory=set)

    def merge(self, other: "Tally") -> None:
        """`other` came later: a file added and then changed is an added one, one added and then gone is none."""
        self.removed |= other.removed - self.added
        for paths in (self.added, self.changed, self.moved, self.unchanged):
            paths -= other.removed
        self.removed -= other.added
        self.added |= other.added
        self.changed |= other.changed - self.added
        self.moved |= other.moved - self.added
        self.unchanged |= other.unchanged - self.added - self.moved
        self.unchanged -= self.changed

    def forget(self, paths: Collection[Path]) -> None:
        """These turned out to be no media."""
        for each in (self.added, self.changed, self.moved, self.unchanged):
            each.difference_update(paths)


class Diff:
    """One comparison. `see` slices in any order, then `finish` once; the union of the changes is the answer.

    * Same path, size and time: unchanged, unless its inode was known under another name.
    * Same path, another size or time: changed. Its content is hashed again; only new content costs more.
    * The (device, inode, size, time) of a known file that is not at its own path any more: moved.
    * Any other new path: added. A copy, or a move across disks, is told by its hash when it is read.
    * Known, present, and not seen (nor below anything unread): gone.
    """

    def __init__(
        self, known: Iterable[FileRow], *, elsewhere: Elsewhere = lambda found: None
    ) -> None:
        self._known: dict[Path, FileRow] = {}
        self._inodes: defaultdict[_Key, list[FileRow]] = defaultdict(list)
        for row in known:
            self._known[row.path] = row
            self._inodes[_key(row)].append(row)
        self._elsewhere = elsewhere
        self._met: set[FileId] = set()
        """Rows at whose path something was seen."""
        self._settled: set[FileId] = set()
        """Rows that `see` has spoken about: they are no sources of moves."""
        self._deferred: list[Seen] = []
        self.tally = Tally()

    def see(self, slice_: Iterable[Seen]) -> Changes:
        """What this slice settles at once."""
        builder = _Builder(self.tally)
        for seen in slice_:
            row = self._known.get(seen.found.path)
            if row is not None:
                self._met.add(row.id)
            if seen.here and self._known_under_another_name(seen.found, row):
                self._deferred.append(seen)
            elif row is None:
                self._new_path(seen, builder)
            else:
                self._settled.add(row.id)
                self._known_path(row, seen, builder)
        return builder.changes()

    def finish(self, *, unread: Collection[Path] = ()) -> Changes:
        """Moves, and what is gone; nothing at or below an `unread` path is."""
        builder = _Builder(self.tally)
        rest: list[Seen] = []
        for seen in self._deferred:
            source = self._source(seen, unread)
            if source is None:
                rest.append(seen)
            else:
                self._settled.add(source.id)
                builder.move(source, seen.found, seen.folder_id)
        for seen in rest:
            row = self._known.get(seen.found.path)
            if row is None or row.id in self._settled:
                builder.add(seen)
            else:
                builder.change(row, seen)
        for row in self._known.values():
            if (
                row.state is FileState.PRESENT
                and row.id not in self._met
                and row.id not in self._settled
                and not _is_below(row.path, unread)
            ):
                builder.lose(row)
        return builder.changes()

    def _new_path(self, seen: Seen, builder: "_Builder") -> None:
        if not seen.here:
            return
        came = self._elsewhere(seen.found)
        if came is None or came.path in self._known or came.id in self._settled:
            builder.add(seen)
        elif _may_move(came, seen):
            self._settled.add(came.id)
            builder.move(came, seen.found, seen.folder_id)
        else:
            builder.add(seen)

    def _known_path(self, row: FileRow, seen: Seen, builder: "_Builder") -> None:
        found = seen.found if seen.here else as_known(row)
        if not _same(row, found):
            builder.change(row, seen)
        elif row.folder_id != seen.folder_id:
            builder.move(row, found, seen.folder_id)
        elif row.state is FileState.MISSING:
            builder.bring_back(row, found)
        elif row.kind is not None:
            self.tally.unchanged.add(row.path)

    def _known_under_another_name(self, found: Found, row: FileRow | None) -> bool:
        """Whether it left that name is known at the end only."""
        if row is not None and _key(row) == _key(found):
            return False
        return _key(found) in self._inodes

    def _source(self, seen: Seen, unread: Collection[Path]) -> FileRow | None:
        candidates = [
            row
            for row in self._inodes[_key(seen.found)]
            if row.id not in self._settled
            and _may_move(row, seen)
            and not _is_below(row.path, unread)
        ]
        same_name = (row for row in candidates if row.path.name == seen.found.path.name)
        return next(same_name, candidates[0] if candidates else None)


class _Builder:
    """Changes while they are being found."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._added: list[Added] = []
        self._changed: list[tuple[FileId, Found]] = []
        self._moved: list[tuple[FileId, Found, FolderId]] = []
        self._returned: list[tuple[FileId, Found]] = []
        self._gone: list[FileId] = []

    def add(self, seen: Seen) -> None:
        self._added.append(Added(found=seen.found, folder_id=seen.folder_id, kind=seen.kind))
        if seen.kind is not None:
            self._tally.added.add(seen.found.path)

    def change(self, row: FileRow, seen: Seen) -> None:
        """A file that was no media and now is, is taken in anew: a change keeps the row's kind."""
        if row.folder_id != seen.folder_id or (row.kind is None and seen.kind is not None):
            self.add(seen)
            return
        self._changed.append((row.id, seen.found))
        if row.kind is not None:
            self._tally.changed.add(row.path)

    def move(self, row: FileRow, found: Found, folder_id: FolderId) -> None:
        self._moved.append((row.id, found, folder_id))
        if row.kind is not None:
            paths = self._tally.unchanged if row.path == found.path else self._tally.moved
            paths.add(found.path)

    def bring_back(self, row: FileRow, found: Found) -> None:
        self._returned.append((row.id, found))
        if row.kind is not None:
            self._tally.added.add(row.path)

    def lose(self, row: FileRow) -> None:
        self._gone.append(row.id)
        if row.kind is not None:
            self._tally.removed.add(row.path)

    def changes(self) -> Changes:
        return Changes(
            added=tuple(self._added),
            changed=tuple(self._changed),
            moved=tuple(self._moved),
            returned=tuple(self._returned),
            gone=tuple(self._gone),
        )


def _key(at: FileRow | Found) -> _Key:
    return (at.device, at.inode, at.size, at.mtime_ns)


def _same(row: FileRow, found: Found) -> bool:
    return row.size == found.size and row.mtime_ns == found.mtime_ns


def _may_move(row: FileRow, seen: Seen) -> bool:
    """A file that was no media under its old name may be media under its new one: that is a new file."""
    return row.kind is not None or seen.kind is None


def as_known(row: FileRow) -> Found:
    return Found(
        path=row.path, size=row.size, mtime_ns=row.mtime_ns, inode=row.inode, device=row.device
    )


def _is_below(path: Path, tops: Collection[Path]) -> bool:
    return bool(tops) and any(path == top or top in path.parents for top in tops)
