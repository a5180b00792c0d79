"""One writer a library: a lock that the system itself lets go when its process ends.

The file says who holds it. Taken by the thread that opens the writer; free-standing, no SQL.
"""

import os
import sys
from pathlib import Path
from typing import Self

from findling.core.errors import FindlingError

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The locked byte lies far behind the text, which must stay readable for others."""

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from `take` to `close` (or to the end of the process). The file itself stays."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Raises FindlingError "library-busy" naming the holder, "library-unwritable" if no file can be."""
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            _take(descriptor)
        except (BlockingIOError, PermissionError) as error:
            os.close(descriptor)
            raise _busy(path) from error
        except OSError as error:
            os.close(descriptor)
            raise _unwritable(path, error) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {_program()}\n".encode())
        return cls(descriptor)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _program() -> str:
    """What a person would call this program; `python -m findling` shows as a file of the package."""
    called = Path(sys.argv[0])
    return called.parent.name if called.name == "__main__.py" else called.name or "python"


def holder(path: Path) -> tuple[int, str] | None:
    """Process id and program that wrote themselves into the lock file, whether or not they still hold it."""
    try:
        pid, _, program = (
            path.read_text(encoding="utf-8", errors="replace").strip().partition(" ")
        )
        return int(pid), program
    except (OSError, ValueError):
        return None


def _busy(path: Path) -> FindlingError:
    who = holder(path)
    by = f"{who[1]} (process {who[0]})" if who else "another program"
    return FindlingError(
        "library-busy",
        f"This library is already being brought up to date by {by}.",
        hint="Use the window that is open, or end that program and try again.",
    )


def _unwritable(path: Path, error: OSError) -> FindlingError:
    return FindlingError(
        "library-unwritable",
        f"Nothing can be written to the library at {path.parent}: {error.strerror}.",
        hint="Check that the folder exists and belongs to you, or choose another with --library.",
    )
