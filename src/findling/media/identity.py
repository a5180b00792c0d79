"""Opens a user's file safely and gives its content a name. Runs inside decode processes."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

import xxhash

from findling.core.errors import NotMedia
from findling.core.model import ContentHash
from findling.media.failures import failure

WHOLE = 64 << 20
"""Contents up to this many bytes are hashed whole."""
BLOCK = 4 << 20
"""Of larger ones: three blocks of this size (head, middle, tail) and the size itself."""
_CHUNK = 1 << 20
_SAFE = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe must not wait for its other end
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def open_regular(path: Path) -> BinaryIO:
    """Opens a regular file for reading; links, pipes, sockets, devices, folders are NotMedia.

    Raises FileNotFoundError (gone), MediaError "no-access", "name-too-long" or "io-error".
    """
    try:
        descriptor = os.open(path, _SAFE)
    except OSError as error:
        raise os_failure(error, path) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotMedia(path.name)
    return os.fdopen(descriptor, "rb")


def os_failure(error: OSError, path: Path) -> Exception:
    """What the system's refusal means: a failure, NotMedia, or that the file vanished."""
    if isinstance(error, FileNotFoundError) or error.errno == errno.ENOTDIR:
        return error if isinstance(error, FileNotFoundError) else FileNotFoundError(str(path))
    if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV):
        return NotMedia(path.name)
    if error.errno == errno.ENAMETOOLONG:
        return failure("name-too-long")
    if isinstance(error, PermissionError):
        return failure("no-access")
    return failure("io-error", what=error.strerror or type(error).__name__)


def identify(path: Path) -> ContentHash:
    """xxh3-128 of the bytes; over 64 MB, of the size and 4 MiB at head, middle and tail.

    Two large contents that differ only between these blocks count as one: a bargain that makes
    a 10 GB clip cost 12 MiB of reading. Errors as `open_regular`.
    """
    with open_regular(path) as file:
        try:
            size = os.fstat(file.fileno()).st_size
            return ContentHash(_hash_sampled(file, size) if size > WHOLE else _hash_whole(file))
        except OSError as error:
            raise os_failure(error, path) from error


def _hash_whole(file: BinaryIO) -> bytes:
    digest = xxhash.xxh3_128()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return bytes(digest.digest())


def _hash_sampled(file: BinaryIO, size: int) -> bytes:
    digest = xxhash.xxh3_128(b"findling sampled content\0" + size.to_bytes(8, "little"))
    for start in (0, (size - BLOCK) // 2, size - BLOCK):
        file.seek(start)
        digest.update(file.read(BLOCK))
    return bytes(digest.digest())
