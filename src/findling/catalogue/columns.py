"""How values of the program become column values and back. Pure functions, any thread."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue.connection import Row
from findling.catalogue.texts import fit, fold
from findling.core.model import (
    FileId,
    FileRow,
    FileState,
    FolderId,
    FolderState,
    Found,
    ItemId,
    ItemState,
    Kind,
    Vector,
)

KINDS: tuple[Kind, ...] = tuple(Kind)
FILE_STATES = (FileState.PRESENT, FileState.MISSING)
FOLDER_STATES = (FolderState.PRESENT, FolderState.AWAY)
ITEM_STATES = (ItemState.PENDING, ItemState.READY, ItemState.FAILED)
PENDING, READY, FAILED = 0, 1, 2
PRESENT, MISSING = 0, 1

FILE_COLUMNS = "f.id, f.folder_id, f.path, f.kind, f.size, f.mtime_ns, f.inode, f.device, f.state, f.item_id"
_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_INT64 = 1 << 63


def file_row(row: Row) -> FileRow:
    """From `FILE_COLUMNS`."""
    return FileRow(
        id=FileId(row[0]),
        folder_id=FolderId(row[1]),
        path=as_path(row[2]),
        kind=None if row[3] is None else KINDS[row[3]],
        size=int(row[4]),
        mtime_ns=int(row[5]),
        inode=int(row[6]),
        device=int(row[7]),
        state=FILE_STATES[row[8]],
        item_id=None if row[9] is None else ItemId(row[9]),
    )


def stat_values(found: Found) -> tuple[bytes, str, object, object, object, object, int | None]:
    """path, stem, size, mtime_ns, inode, device, wall."""
    return (
        path_bytes(found.path),
        fold(found.path.stem),
        wide(found.size),
        wide(found.mtime_ns),
        wide(found.inode),
        wide(found.device),
        wall_clock(found.mtime_ns),
    )


def wide(number: int) -> int | str:
    """Dates past 2262 and 128-bit inodes do not fit SQLite's integers: those are kept as text."""
    return number if -_INT64 <= number < _INT64 else str(number)


def signed(bits: int) -> int:
    """64 bits as SQLite's signed integer; `unsigned` is the way back."""
    return bits - (_INT64 << 1) if bits >= _INT64 else bits


def unsigned(number: int) -> int:
    return number & ((_INT64 << 1) - 1)


def path_bytes(path: Path) -> bytes:
    """Names that are no UTF-8 survive."""
    return os.fsencode(path)


def as_path(stored: bytes) -> Path:
    return Path(os.fsdecode(stored))


def readable(path: Path) -> str:
    """The file's name, fit to be shown and indexed."""
    return fit(path.name)


def microseconds(moment: datetime) -> int:
    """A wall clock as microseconds since 1970 on that same clock."""
    return (moment.replace(tzinfo=None) - _EPOCH) // _MICROSECOND


def wall_time(stored: int | None) -> datetime | None:
    return None if stored is None else _EPOCH + timedelta(microseconds=stored)


def wall_clock(mtime_ns: int) -> int | None:
    """A file's time on this machine's wall clock; None beyond the years 1 to 9999."""
    try:
        return microseconds(datetime.fromtimestamp(mtime_ns // 1_000_000_000)) + (
            mtime_ns % 1_000_000_000 // 1000
        )
    except (OverflowError, ValueError, OSError):
        return None


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def utc(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def as_json(ids: Iterable[int] | NDArray[np.int64]) -> str:
    """Many ids as one bound value, for `IN (SELECT value FROM json_each(?))`."""
    return f"[{','.join(map(str, map(int, ids)))}]"


def as_float16(vector: NDArray[np.floating]) -> bytes:
    return vector.astype("<f2").tobytes()


def as_vector(blob: bytes) -> Vector:
    return np.frombuffer(blob, "<f2").astype(np.float32)


def as_vectors(blobs: Sequence[bytes]) -> NDArray[np.float16]:
    """Shape (n, dimensions); all blobs are of one space and so of one length."""
    if not blobs:
        return np.empty((0, 0), np.float16)
    return np.frombuffer(b"".join(blobs), "<f2").reshape(len(blobs), -1)
