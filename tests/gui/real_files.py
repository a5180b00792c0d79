"""A window over fake services whose items are real files, and real hands on them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from findling.core.model import FileId, FileRow, ItemId
from tests.gui.fakes import FakeBrowse, FakeRow, file_row, listing


def write(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(f"content of {name}".encode())
    return folder


class RealBrowse(FakeBrowse):
    """Item n is the n-th name in `folder`; the library knew it as it was when this was made."""

    def __init__(self, folder: Path, *names: str, more: Sequence[Path] = ()) -> None:
        super().__init__(shown=listing(len(names)))
        self.known = [_row(folder / name, n) for n, name in enumerate(names, 1)]
        self.more = [_row(path, 1) for path in more]
        """Other copies of item 1."""

    def rows(self, ids: Sequence[int]) -> list[Any]:
        known = [row for row in self.known if row.item_id in ids]
        return [FakeRow(id=int(r.item_id or 0), path=r.path, name=r.path.name) for r in known]

    def files(self, ids: Sequence[int]) -> list[FileRow]:
        return [row for row in (*self.known, *self.more) if row.item_id in ids]


def _row(path: Path, item: int) -> FileRow:
    seen = path.lstat()
    return file_row(
        path,
        item_id=ItemId(item),
        id=FileId(item),
        size=seen.st_size,
        mtime_ns=seen.st_mtime_ns,
        inode=seen.st_ino,
        device=seen.st_dev,
    )
