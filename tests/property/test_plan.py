"""Whatever happens to files between two looks, the rows end up saying what is there, and never the wrong content."""

import random
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from findling.catalogue.rows import Changes
from findling.core.model import FileId, FileRow, FileState, FolderId, Found, ItemId, Kind
from findling.ingest.plan import Diff, Seen

FOLDER = FolderId(1)
NAMES = st.sampled_from(["/r/a", "/r/b", "/r/s/a", "/r/s/b"])


@dataclass(frozen=True)
class OnDisk:
    inode: int
    mtime_ns: int
    content: int


class Disk(RuleBasedStateMachine):
    """A disk, the rows, and what each row's file was last read as (`item_id` stands for the content)."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(1)
        self.disk: dict[str, OnDisk] = {}
        self.rows: dict[FileId, FileRow] = {}
        self.changed_since_look = True
        self.read: set[int] = set()

    # what people and programs do

    @rule(name=NAMES)
    def write(self, name: str) -> None:
        old = self.disk.get(name)
        inode = old.inode if old else next(self.numbers)
        self._put(name, OnDisk(inode, next(self.numbers), next(self.numbers)))

    @rule(name=NAMES)
    def save_over(self, name: str) -> None:
        self._put(name, OnDisk(next(self.numbers), next(self.numbers), next(self.numbers)))

    @rule(source=NAMES, to=NAMES)
    def rename(self, source: str, to: str) -> None:
        if source in self.disk:
            self._put(to, self.disk.pop(source))

    @rule(source=NAMES, to=NAMES, keep_time=st.booleans())
    def copy(self, source: str, to: str, keep_time: bool) -> None:
        if source in self.disk and source != to:
            old = self.disk[source]
            mtime = old.mtime_ns if keep_time else next(self.numbers)
            self._put(to, OnDisk(next(self.numbers), mtime, old.content))

    @rule(source=NAMES, to=NAMES)
    def hard_link(self, source: str, to: str) -> None:
        if source in self.disk and to not in self.disk:
            self._put(to, self.disk[source])

    @rule(one=NAMES, other=NAMES)
    def swap(self, one: str, other: str) -> None:
        if one in self.disk and other in self.disk:
            self.disk[one], self.disk[other] = self.disk[other], self.disk[one]
            self.changed_since_look = True

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        self.disk.pop(name, None)
        self.changed_since_look = True

    # what Findling does

    @rule(slices=st.integers(1, 4), shuffle=st.randoms(use_true_random=False))
    def look(self, slices: int, shuffle: random.Random) -> None:
        seen = [self._seen(name) for name in sorted(self.disk)]
        shuffle.shuffle(seen)
        diff = Diff(self.rows.values())
        for start in range(slices):
            self._apply(diff.see(seen[start::slices]))
        self._apply(diff.finish())
        self.changed_since_look = False

    @rule()
    def read_pending(self) -> None:
        for row in list(self.rows.values()):
            there = self.disk.get(str(row.path))
            stands = there is not None and there.mtime_ns == row.mtime_ns
            if row.state is FileState.PRESENT and row.item_id is None and there and stands:
                self.rows[row.id] = replace(row, item_id=ItemId(there.content))

    @invariant()
    def rows_say_what_is_there(self) -> None:
        if self.changed_since_look:
            return
        present = {str(r.path): r for r in self.rows.values() if r.state is FileState.PRESENT}
        assert set(present) == set(self.disk)
        for name, row in present.items():
            there = self.disk[name]
            assert (row.mtime_ns, row.size) == (there.mtime_ns, 1)
            assert row.item_id in (None, there.content), "a file is taken for another content"

    # helpers

    def _put(self, name: str, file: OnDisk) -> None:
        self.disk[name] = file
        self.changed_since_look = True

    def _seen(self, name: str) -> Seen:
        file = self.disk[name]
        found = Found(
            path=Path(name), size=1, mtime_ns=file.mtime_ns, inode=file.inode, device=1
        )
        return Seen(found, FOLDER, Kind.PHOTO)

    def _apply(self, changes: Changes) -> None:
        """As the catalogue records them: gone, moved, changed, returned, added."""
        for file_id in changes.gone:
            self.rows[file_id] = replace(self.rows[file_id], state=FileState.MISSING)
        moved = {file_id: self.rows.pop(file_id) for file_id, _, _ in changes.moved}
        for file_id, found, _ in changes.moved:
            self._free(found.path)
            self.rows[file_id] = _as_found(moved[file_id], found)
        for file_id, found in changes.changed:
            self.rows[file_id] = replace(_as_found(self.rows[file_id], found), item_id=None)
        for file_id, found in changes.returned:
            self.rows[file_id] = _as_found(self.rows[file_id], found)
        for each in changes.added:
            self._free(each.found.path)
            row = _row(FileId(next(self.numbers)), each.found)
            self.rows[row.id] = row

    def _free(self, path: Path) -> None:
        for file_id in [row.id for row in self.rows.values() if row.path == path]:
            del self.rows[file_id]


def _row(file_id: FileId, found: Found) -> FileRow:
    return FileRow(
        id=file_id,
        folder_id=FOLDER,
        path=found.path,
        kind=Kind.PHOTO,
        size=found.size,
        mtime_ns=found.mtime_ns,
        inode=found.inode,
        device=found.device,
        state=FileState.PRESENT,
        item_id=None,
    )


def _as_found(row: FileRow, found: Found) -> FileRow:
    return replace(_row(row.id, found), item_id=row.item_id)


TestDisk = Disk.TestCase
TestDisk.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
