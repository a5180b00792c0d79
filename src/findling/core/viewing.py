"""Looking at one file closely: what the window asks for, and what it gets. Whoever answers decodes elsewhere.

No call waits; futures raise MediaError (a reason for a person) or FileNotFoundError, and CancelledError when the
viewer closes first. They end on other threads.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo or a frame, upright. `pixels`: (height, width, 3) RGB in sRGB."""

    pixels: Pixels
    whole: tuple[int, int]
    """Width and height of the whole photo in its own pixels; `pixels` may be smaller."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page or picture; 0 to 1 of its width and height, from the left and the top."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    pixels: Pixels
    pages: int
    """How many the document has."""
    size: tuple[float, float]
    """Width and height of the page in points (1/72 inch)."""
    marks: tuple[Box, ...] = ()
    """Where the words that were asked for stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A few frames of a clip, evenly spread, all of one size."""

    seconds: tuple[float, ...]
    frames: tuple[Pixels, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """What a player must know before it plays."""

    seconds: float
    size: tuple[int, int] | None
    """Width and height of the moving picture, upright and with square pixels; None for a recording."""
    frames_a_second: float
    has_sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The next piece of what is played: one frame, or some sound, or the end."""

    second: float
    """Where it lies in the medium."""
    turn: int
    """Counts the seeks: whatever still arrives with an older turn is dropped by the player."""
    frame: Pixels | None = None
    sound: NDArray[np.int16] | None = None
    """(samples, 2), 48 kHz, interleaved stereo; already at the speed asked for."""
    ended: bool = False


class Playback(Protocol):
    """One medium being played. Moments come in order of their seconds, a bounded lead ahead of what was `taken`.

    After a seek the frame that stands there comes first, as of the second asked for. Where there is sound at all, it covers
    the whole medium, as silence where there is none. What breaks off on the way ends; the next seek tries again.
    """

    medium: "Future[Medium]"

    def seek(self, second: float, *, speed: float = 1.0) -> int:
        """From there on, and the turn under which it comes."""
        ...

    def taken(self, second: float) -> None:
        """Shown up to here: the next moments may be decoded."""
        ...

    def close(self) -> None: ...


class Viewer(Protocol):
    def photo(self, path: Path, *, longest: int) -> "Future[Picture]":
        """No longer than `longest` pixels; 0: as it is (bounded by memory)."""
        ...

    def page(
        self, path: Path, *, page: int, longest: int, words: Sequence[str] = ()
    ) -> "Future[PageView]":
        """`page` counts from 1."""
        ...

    def strip(self, path: Path, *, count: int, height: int) -> "Future[Strip]": ...

    def levels(self, path: Path, *, bars: int) -> "Future[NDArray[np.float32]]":
        """Loudness of equal stretches, 0 to 1."""
        ...

    def play(self, path: Path, *, longest: int, take: Callable[[Moment], None]) -> Playback:
        """Frames no longer than `longest`. `take` is called on another thread. Nothing comes before the first seek."""
        ...

    def save_span(self, path: Path, *, start: float, end: float, to: Path) -> "Future[Path]":
        """A new file with this part of a clip or recording, without loss. MP4 and MOV begin exactly at `start`, the others
        with the keyframe at or before it; the container stays what it is, so `to` should end as `path` does. Never over
        another file: where `to` exists, FileExistsError."""
        ...

    def save_page(self, path: Path, *, page: int, to: Path) -> "Future[Path]": ...

    def save_frame(self, path: Path, *, second: float, to: Path) -> "Future[Path]":
        """At full size, as PNG or JPEG by the ending of `to`; of a photo, the photo."""
        ...

    def close(self) -> None: ...
