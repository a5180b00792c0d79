"""What travels between the program and a viewing process: asks in, sights out.

Asks come from the program and are trusted. Sights are not: a decoder that a hostile file took over may write them. So a
sight is a short head of JSON (numbers, words, the shapes of what follows) and raw bytes; nothing in it can run.
"""

import json
import logging
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError, MediaError
from findling.media.failures import failure
from findling.worker.messages import Outcome

log = logging.getLogger(__name__)

MOST_BYTES = 512 << 20
"""Of all arrays of one sight; a photo of 120 megapixels is 360 MB."""
_MOST_HEAD = 64 << 10
_MOST_ARRAYS = 256
_MOST_NUMBERS = 4096
_KINDS = {"u1": np.uint8, "i2": np.int16, "f4": np.float32}
_NAMES = {np.dtype(kind): name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first message to a new process."""

    memory: int
    """Bytes of address space it may have."""
    seconds: float
    """What one ask may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoAsk:
    path: Path
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAsk:
    path: Path
    page: int
    longest: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripAsk:
    path: Path
    count: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsAsk:
    path: Path
    bars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanAsk:
    path: Path
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetAsk:
    """One page as a document of its own."""

    path: Path
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameAsk:
    """One frame, or a photo, as PNG or JPEG."""

    path: Path
    second: float
    png: bool


Ask = PhotoAsk | PageAsk | StripAsk | LevelsAsk | SpanAsk | SheetAsk | FrameAsk


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAsk:
    """What is to be played, and how large its frames may be."""

    path: Path
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer:
    """What the player did since the last one: where it went, and up to where it has shown."""

    turn: int
    second: float
    speed: float
    taken: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """An answer, or a piece of one. What numbers, words and arrays mean depends on what was asked."""

    outcome: Outcome
    numbers: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    arrays: tuple[NDArray[Any], ...] = ()


def failed(error: MediaError) -> Sight:
    words = (error.code, error.message, error.hint)
    return Sight(outcome=Outcome.FAILED, words=words, numbers=(float(error.lasting),))


def piece_of(at: int, data: bytes) -> Sight:
    """A part of a new file, and where in it it belongs."""
    array = np.frombuffer(data, np.uint8)
    return Sight(outcome=Outcome.PART, numbers=(float(at),), arrays=(array,))


def error_of(sight: Sight, path: Path) -> Exception:
    """What went wrong; FindlingError "worker-garbled" where that makes no sense."""
    if sight.outcome is Outcome.VANISHED:
        return FileNotFoundError(str(path))
    if sight.outcome is Outcome.FAILED and len(sight.words) == 3 and sight.numbers:
        code, message, hint = sight.words
        return MediaError(code, message, hint=hint, lasting=bool(sight.numbers[0]))
    if sight.outcome is Outcome.BROKEN:
        log.error("a viewing process failed on %r:\n%s", str(path), "\n".join(sight.words))
    return failure("crashed")


def send_sight(pipe: Connection, sight: Sight) -> None:
    """OSError where nobody listens any more."""
    arrays = [np.ascontiguousarray(array) for array in sight.arrays]
    head = {
        "outcome": sight.outcome,
        "numbers": list(sight.numbers),
        "words": list(sight.words),
        "arrays": [[_NAMES[array.dtype], *array.shape] for array in arrays],
    }
    pipe.send_bytes(json.dumps(head).encode("ascii"))
    for array in arrays:
        if array.size:
            _put(pipe, _raw(array))


def receive_sight(pipe: Connection) -> Sight:
    """The next one. FindlingError "worker-garbled" for anything else; EOFError or OSError at the pipe's end."""
    outcome, numbers, words, shapes = read_head(pipe.recv_bytes(_MOST_HEAD))
    arrays = tuple(_take(pipe, kind, shape) for kind, shape in shapes)
    return Sight(outcome=outcome, numbers=numbers, words=words, arrays=arrays)


Shape = tuple[str, tuple[int, ...]]


def read_head(
    data: bytes,
) -> tuple[Outcome, tuple[float, ...], tuple[str, ...], tuple[Shape, ...]]:
    """Outcome, numbers, words, and the arrays that follow. FindlingError "worker-garbled"."""
    try:
        head = json.loads(data)
        outcome = Outcome(head["outcome"])
        numbers = tuple(_number(value) for value in _listed(head["numbers"], _MOST_NUMBERS))
        words = tuple(_word(value) for value in _listed(head["words"], 16))
        shapes = tuple(_shape(value) for value in _listed(head["arrays"], _MOST_ARRAYS))
    except Exception as error:  # hostile JSON raises many things, RecursionError among them
        raise garbled() from error
    if sum(_bytes_of(shape) for shape in shapes) > MOST_BYTES:
        raise garbled()
    return outcome, numbers, words, shapes


def garbled() -> FindlingError:
    return FindlingError(
        "worker-garbled",
        "A reader answered with something that makes no sense.",
        hint="Try the file again; if it happens again, leave it out of the library.",
    )


def _raw(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _listed(value: object, most: int) -> Sequence[object]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("no list, or too long a one")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("no finite number")
    return number


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no words")
    return value


def _shape(value: object) -> Shape:
    kind, *sides = _listed(value, 4)
    if not isinstance(kind, str) or kind not in _KINDS or not sides:
        raise ValueError("no array")
    whole: list[int] = []
    for side in sides:
        if isinstance(side, bool) or not isinstance(side, int) or not 0 <= side <= MOST_BYTES:
            raise ValueError("no extent")
        whole.append(side)
    return kind, tuple(whole)


def _bytes_of(shape: Shape) -> int:
    return math.prod(shape[1]) * np.dtype(_KINDS[shape[0]]).itemsize


if sys.platform == "win32":

    def _put(pipe: Connection, data: memoryview) -> None:
        pipe.send_bytes(data)

    def _take(pipe: Connection, kind: str, shape: tuple[int, ...]) -> NDArray[Any]:
        array = np.empty(shape, _KINDS[kind])
        if array.size:
            got = pipe.recv_bytes_into(_raw(array))
            if got != array.nbytes:
                raise garbled()
        return array

else:
    # Past the pipe's own reader, which gathers in pieces: 45 frames of 1080p a second through it, 330 without.

    def _put(pipe: Connection, data: memoryview) -> None:
        handle = pipe.fileno()
        while data:
            data = data[os.write(handle, data) :]

    def _take(pipe: Connection, kind: str, shape: tuple[int, ...]) -> NDArray[Any]:
        array = np.empty(shape, _KINDS[kind])
        if not array.size:
            return array
        rest, handle = _raw(array), pipe.fileno()
        while rest:
            got = os.readv(handle, [rest])
            if not got:
                raise EOFError
            rest = rest[got:]
        return array
