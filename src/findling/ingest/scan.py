"""What lies in the watched folders: walks that follow no link, open nothing and never raise for one bad folder.

Runs on the look thread. Every error becomes an `Unread` value: what could not be looked at is not gone.
"""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from findling.core.model import Found
from findling.ingest.patterns import Patterns

_VANISHED = (errno.ENOENT, errno.ENOTDIR)
_OFFLINE = 0x1000 | 0x40000 | 0x400000
"""Windows: FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS (winnt.h)."""
_DATALESS = 0x40000000
"""macOS: SF_DATALESS (sys/stat.h)."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One regular file. Not `here`: its bytes are in a cloud, and opening it would download them."""

    found: Found
    here: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A folder or file that is there, but could not be looked at."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Root:
    """Where a walk stands: the watched folder, its patterns, and the watched folders inside of it.

    A file belongs to the innermost watched folder, so a walk stops at the `inner` ones.
    """

    path: Path
    patterns: Patterns
    inner: frozenset[str] = frozenset()

    def below(self, path: Path) -> tuple[str, ...]:
        return path.relative_to(self.path).parts

    def admits(self, path: Path) -> bool:
        """Whether every step from the root to `path` is one a walk would take."""
        names = self.below(path)
        if self.patterns.skips_any(names):
            return False
        return not any(str(p) in self.inner for p in (path, *path.parents))


def placeholder(status: os.stat_result) -> bool:
    """Whether opening the file would fetch it from a cloud. Sparse files are ordinary files."""
    attributes = getattr(status, "st_file_attributes", 0)
    flags = getattr(status, "st_flags", 0)
    return bool(attributes & _OFFLINE) or bool(flags & _DATALESS)


def sighting(path: Path, status: os.stat_result) -> Sighting:
    found = Found(
        path=path,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        inode=status.st_ino,
        device=status.st_dev,
    )
    return Sighting(found, here=not placeholder(status))


def walk(top: Path, *, root: Root) -> Iterator[Sighting | Unread]:
    """Everything below `top`, a folder in `root` (or the root). Symbolic links and junctions are passed over."""
    waiting = [str(top)]
    while waiting:
        yield from _list(waiting.pop(), root, waiting)


def look_at(path: Path, *, root: Root) -> Iterator[Sighting | Unread]:
    """One path that something happened to: the file, everything below the folder, or nothing."""
    if path != root.path and not root.admits(path):
        return
    try:
        if _behind_link(path, root):
            return
        status = path.lstat()
    except OSError as error:
        if error.errno not in _VANISHED:
            yield Unread(path, error.strerror or str(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from walk(path, root=root)
    elif stat.S_ISREG(status.st_mode) and root.patterns.takes(
        path.name, below="/".join(root.below(path))
    ):
        yield sighting(path, status)


def _behind_link(path: Path, root: Root) -> bool:
    """Whether a step between the root and `path` is a link: a walk would not have come here."""
    step = root.path
    for name in root.below(path)[:-1]:
        step = step / name
        if step.is_symlink():
            return True
    return False


def _list(folder: str, root: Root, waiting: list[str]) -> Iterator[Sighting | Unread]:
    """The files in one folder; the folders in it go onto `waiting`."""
    top = len(str(root.path).rstrip(os.sep)) + 1
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                below = entry.path[top:].replace(os.sep, "/")
                if root.patterns.skips(entry.name, below=below):
                    continue
                try:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.path not in root.inner and not _is_junction(entry):
                            waiting.append(entry.path)
                    elif entry.is_file(follow_symlinks=False) and root.patterns.takes(
                        entry.name, below=below
                    ):
                        yield sighting(Path(entry.path), _status(entry))
                except OSError as error:
                    if error.errno not in _VANISHED:
                        yield Unread(Path(entry.path), error.strerror or str(error))
    except OSError as error:
        if error.errno not in _VANISHED:
            yield Unread(Path(folder), error.strerror or str(error))


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    # On Windows a directory entry's own stat has neither inode nor device.
    return os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    ask = getattr(entry, "is_junction", None)  # Python 3.12+, true on Windows alone
    return bool(ask is not None and ask())


def why_away(root: Path, *, devices: Collection[int], sample: Collection[Path]) -> str | None:
    """Why a root counts as away (an unplugged drive, a lost mount), or None where it is there.

    `devices`: those that its known files were on; `sample`: paths of some of them. Away is a root that
    cannot be listed, and one that lies on another device than all of its files did while none of the
    sample is there: the bare mount point is left. (Device numbers alone change at every start.)
    """
    try:
        status = root.lstat()
        if not stat.S_ISDIR(status.st_mode):
            return "it is no folder any more"
        with os.scandir(root) as entries:
            next(entries, None)
    except OSError as error:
        return error.strerror or str(error)
    elsewhere = bool(devices) and status.st_dev not in devices
    if elsewhere and not any(os.path.lexists(path) for path in sample):
        return "another device lies in its place"
    return None


def identity(root: Path) -> tuple[int, int] | None:
    """Tells one folder at this path from another one put in its place; None where there is none."""
    try:
        status = root.lstat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
