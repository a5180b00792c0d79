"""Files given as examples become vectors: from the library where it knows their content, else freshly read.

Runs on the search lane. A file from outside is opened by a decode process; only its hash is taken here.
"""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as StillReading
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.core.errors import FindlingError, NotMedia
from findling.core.model import Decoded, ItemId, Space
from findling.media.identity import identify

POLL = 0.05
"""Seconds between looks at whether a newer question has made this one pointless."""


class ExampleDecoder(Protocol):
    """The part of the decode pool that an example needs."""

    def decode(self, path: Path, *, urgent: bool = False) -> "Future[Decoded]": ...


@dataclass(frozen=True, slots=True)
class Example:
    """`vectors`: (n, dimensions), one a span. `item_id`: the library's item of this very content.

    `inside`: the path itself is a file of the library, so that it is no news as an answer.
    """

    path: Path
    vectors: NDArray[np.float32]
    item_id: ItemId | None
    inside: bool


class Superseded(Exception):
    """A newer question was asked; nobody waits for the answer to this one any more."""


def read_example(
    path: Path,
    *,
    reader: Reader,
    space: Space,
    decoder: ExampleDecoder | None,
    superseded: Callable[[], bool],
) -> Example:
    """The vectors of one example; FindlingError "like-unreadable" with the reason where there are none.

    Looked for by path, then by content, then read. Raises Superseded as soon as a newer question is asked.
    """
    path = path.expanduser().absolute()
    row = reader.file_by_path(path)
    if row is not None and row.item_id is not None and _unchanged(path, row.size, row.mtime_ns):
        vectors = reader.item_vectors(row.item_id, space.id)
        if len(vectors):
            return Example(path, vectors, row.item_id, inside=True)
    try:
        item_id = reader.item_by_hash(identify(path))
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file", "Check the name.") from error
    except NotMedia as error:
        raise _unreadable(
            path, "it is no file", "Give a photo, clip, recording or PDF."
        ) from error
    except FindlingError as error:
        raise _unreadable(path, error.message, error.hint) from error
    if item_id is not None and len(vectors := reader.item_vectors(item_id, space.id)):
        return Example(path, vectors, item_id, inside=row is not None)
    if decoder is None:
        raise _unreadable(path, "it is not in the library", "Add its folder first.")
    decoded = _decode(path, decoder, superseded)
    found = [s.embedded.vector for s in decoded.spans if s.embedded is not None]
    if not found:
        raise _unreadable(path, "nothing in it can be compared", "Try another file.")
    return Example(path, np.stack(found).astype(np.float32), item_id, inside=row is not None)


def _unchanged(path: Path, size: int, mtime_ns: int) -> bool:
    """Whether the row still speaks of the file; one that is away at the moment does."""
    try:
        now = path.stat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) == (size, mtime_ns)


def _decode(path: Path, decoder: ExampleDecoder, superseded: Callable[[], bool]) -> Decoded:
    future = decoder.decode(path, urgent=True)
    while True:
        try:
            return future.result(timeout=POLL)
        except StillReading:
            if superseded():
                future.cancel()
                raise Superseded from None
        except CancelledError as error:
            raise _unreadable(path, "Findling is closing", "Ask again.") from error
        except NotMedia as error:
            hint = "Give a photo, clip, recording or PDF."
            raise _unreadable(
                path, "it is no kind of media that Findling knows", hint
            ) from error
        except FileNotFoundError as error:
            raise _unreadable(path, "there is no such file", "Check the name.") from error
        except FindlingError as error:
            raise _unreadable(path, error.message, error.hint) from error


def _unreadable(path: Path, reason: str, hint: str) -> FindlingError:
    reason = reason.rstrip(".")
    reason = reason[:1].lower() + reason[1:]
    return FindlingError(
        "like-unreadable", f"{path} cannot be used as an example: {reason}.", hint=hint
    )
