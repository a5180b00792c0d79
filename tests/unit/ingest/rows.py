"""Rows for tests of ingest."""

from pathlib import Path

from findling.core.model import FileId, FileRow, FileState, FolderId, Found, ItemId, Kind


def row(
    number: int,
    path: str = "",
    *,
    kind: Kind | None = Kind.PHOTO,
    size: int = 1,
    mtime_ns: int = 1,
    inode: int | None = None,
    state: FileState = FileState.PRESENT,
    folder: int = 1,
    item: int | None = None,
) -> FileRow:
    return FileRow(
        id=FileId(number),
        folder_id=FolderId(folder),
        path=Path(path or f"/r/{number}.jpg"),
        kind=kind,
        size=size,
        mtime_ns=mtime_ns,
        inode=number if inode is None else inode,
        device=1,
        state=state,
        item_id=None if item is None else ItemId(item),
    )


def found(path: str, *, inode: int, size: int = 1, mtime_ns: int = 1) -> Found:
    return Found(path=Path(path), size=size, mtime_ns=mtime_ns, inode=inode, device=1)


class Times:
    """A clock that stands until it is told."""

    def __init__(self, wall: float = 1e9) -> None:
        self.now = 0.0
        self.start = wall

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.start + self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
