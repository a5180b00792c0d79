"""The one way in which a file gets another name: in one step of the system that refuses to write over anything.

Linux has renameat2 with RENAME_NOREPLACE, macOS renameatx_np with RENAME_EXCL, Windows' own rename refuses by itself.
Where a file system knows neither (NFS), a second name is made and the first taken away: making it refuses what exists,
too. What remains there: a program that puts another file under the old name between the last look and the taking
away, some microseconds. Where there are no second names either, nothing is moved.
"""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from findling.core.model import Found
from findling.handing.refusals import changed, of_os_error, taken, unsafe

_NOREPLACE, _EXCL = 1, 4
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a file system says that cannot refuse by itself."""
_NO_LINKS = frozenset(
    {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}
)


def look(path: Path) -> Found:
    """One regular file as it is now; a link is never followed. Raises FindlingError."""
    try:
        return _found(path, path.lstat())
    except OSError as error:
        raise of_os_error(error, path) from error


def same_file(one: Found, other: Found) -> bool:
    return (one.device, one.inode) == (other.device, other.inode)


def untouched(one: Found, other: Found) -> bool:
    """Also unchanged since."""
    return same_file(one, other) and (one.size, one.mtime_ns) == (other.size, other.mtime_ns)


def move(file: Found, target: Path) -> Found:
    """Gives exactly this file the name `target` on the same file system; it is looked at before and after.

    Raises FindlingError, and then every file lies where it lay.
    """
    try:
        if os.name == "nt":
            return _move_on_windows(file, target)
        with _folder(file.path.parent) as here, _folder(target.parent) as there:
            return _move(file, here, target, there)
    except OSError as error:
        about = target if error.errno == errno.EEXIST else file.path
        raise of_os_error(error, about) from error


def _move(file: Found, here: int, target: Path, there: int) -> Found:
    name = file.path.name
    if not untouched(_look_in(here, file.path), file):
        raise changed(file.path)
    try:
        _without_replacing(here, name, there, target.name, path=file.path)
    except FileExistsError:
        if not _only_its_case(file, target):
            raise
        os.rename(name, target.name, src_dir_fd=here, dst_dir_fd=there)
    now = _look_in(there, target)
    if not same_file(now, file):
        _without_replacing(there, target.name, here, name, path=target)
        raise changed(file.path)
    return now


def _move_on_windows(file: Found, target: Path) -> Found:
    if not untouched(look(file.path), file):
        raise changed(file.path)
    file.path.rename(target)  # refuses what exists
    return look(target)


def _without_replacing(here: int, name: str, there: int, new: str, *, path: Path) -> None:
    in_one_step = _exclusive_rename()
    if in_one_step is not None:
        code = in_one_step(here, os.fsencode(name), there, os.fsencode(new))
        if code == 0:
            return
        if code not in _UNKNOWN:
            raise OSError(code, os.strerror(code))
    _by_second_name(here, name, there, new, path=path)


def _by_second_name(here: int, name: str, there: int, new: str, *, path: Path) -> None:
    try:
        os.link(name, new, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
    except OSError as error:
        if error.errno in _NO_LINKS:
            raise unsafe(path) from error
        raise
    first, second = (os.lstat(name, dir_fd=here), os.lstat(new, dir_fd=there))
    if (first.st_dev, first.st_ino) != (second.st_dev, second.st_ino):
        os.unlink(new, dir_fd=there)
        raise changed(path)
    try:
        os.unlink(name, dir_fd=here)
    except OSError:
        os.unlink(new, dir_fd=there)
        raise


def _only_its_case(file: Found, target: Path) -> bool:
    """Whether `target` is the file itself, on a file system for which a and A are one name."""
    if file.path.parent != target.parent or file.path.name == target.name:
        return False
    if file.path.name.casefold() != target.name.casefold():
        return False
    names = [each.name for each in target.parent.iterdir()]
    both = file.path.name in names and target.name in names
    return not both and same_file(_found(target, target.lstat()), file)


@cache
def _exclusive_rename() -> Callable[[int, bytes, int, bytes], int] | None:
    """The system's call that refuses what exists: 0, or the error's number. None where the system has none."""
    names = {"linux": ("renameat2", _NOREPLACE), "darwin": ("renameatx_np", _EXCL)}
    name, flag = names.get(sys.platform, ("", 0))
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if call is None:
        return None
    call.argtypes = [
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    ]

    def rename(here: int, old: bytes, there: int, new: bytes) -> int:
        return 0 if call(here, old, there, new, flag) == 0 else ctypes.get_errno()

    return rename


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """A folder held fast: whatever is put in its place meanwhile, this one is meant."""
    folder = os.open(path, getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield folder
    finally:
        os.close(folder)


def _look_in(folder: int, path: Path) -> Found:
    return _found(path, os.lstat(path.name, dir_fd=folder))


def _found(path: Path, seen: os.stat_result) -> Found:
    if not stat.S_ISREG(seen.st_mode):
        raise changed(path)
    return Found(
        path=path,
        size=seen.st_size,
        mtime_ns=seen.st_mtime_ns,
        inode=seen.st_ino,
        device=seen.st_dev,
    )


def must_be_free(path: Path) -> None:
    """Says early what the move itself would refuse. Raises FindlingError."""
    if os.path.lexists(path):
        raise taken(path)
