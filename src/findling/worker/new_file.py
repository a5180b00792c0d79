"""Writes a new file beside others so that it is there whole or not at all, and never in the place of another one.

In the program itself, off the GUI thread: viewing processes may not write.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from findling.core.errors import MediaError
from findling.media.failures import failure

_OPEN = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20


class NewFile:
    """Gathers pieces in a hidden file in the folder of `to`; `keep` gives it its name.

    Raises FileExistsError (something has that name), FileNotFoundError (no such folder), MediaError "unsaved".
    """

    def __init__(self, to: Path, *, most: int) -> None:
        self._to = to
        self._most = most
        if os.path.lexists(to):
            raise FileExistsError(str(to))
        self._hidden = to.parent / f".findling-{secrets.token_hex(8)}.part"
        try:
            self._file = os.fdopen(os.open(self._hidden, _OPEN, 0o666), "r+b")
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _unsaved(error) from error
        self._done = False

    def write(self, at: int, data: bytes) -> None:
        """MediaError "unsaved"; also beyond `most` bytes, which no honest process asks for."""
        if at < 0 or at + len(data) > self._most:
            raise failure("unsaved", what="it would become larger than what it is taken from")
        try:
            self._file.seek(at)
            self._file.write(data)
        except OSError as error:
            raise _unsaved(error) from error

    def keep(self) -> Path:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._place()
        except FileExistsError:
            raise
        except OSError as error:
            raise _unsaved(error) from error
        finally:
            self.drop()
        return self._to

    def drop(self) -> None:
        """Leaves nothing behind. Idempotent."""
        if not self._done:
            self._done = True
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._hidden.unlink()

    def _place(self) -> None:
        """A second name for the hidden file; where the disk knows no second names, a copy under a name that is free."""
        try:
            os.link(self._hidden, self._to)
        except FileExistsError:
            raise
        except OSError:
            self._copy()

    def _copy(self) -> None:
        with os.fdopen(os.open(self._to, _OPEN, 0o666), "wb") as copy:
            try:
                self._file.seek(0)
                while piece := self._file.read(_PIECE):
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            except BaseException:
                self._to.unlink()
                raise


def _unsaved(error: OSError) -> MediaError:
    return failure("unsaved", what=error.strerror or type(error).__name__)
