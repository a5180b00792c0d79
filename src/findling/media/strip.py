"""Looks along a whole clip or recording: a strip of frames, and how loud it is where.

Runs inside decode processes. Called by the viewing process.
"""

import math
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Pixels, Samples
from findling.media.container import Opened, foreign_errors, open_container, seconds_of
from findling.media.failures import failure
from findling.media.moments import Frames, shown_size, upright
from findling.media.sound import decode_sound
from findling.media.waveform import loudness

MOST_FRAMES = 200
MOST_HEIGHT = 1080
MOST_BARS = 4000
_WHOLE = 600.0
"""Seconds. Of longer sounds only glimpses are heard."""
_GLIMPSES = 120
_GLIMPSE = 0.25
"""Seconds. An hour of MP3 takes 0.3 s so."""


def frame_strip(
    path: Path, *, count: int, height: int
) -> tuple[tuple[float, ...], tuple[Pixels, ...]]:
    """Seconds and frames, evenly spread, all of one size. Keyframes where they lie close enough.

    Raises MediaError, FileNotFoundError, NotMedia.
    """
    count, height = max(1, min(count, MOST_FRAMES)), max(1, min(height, MOST_HEIGHT))
    with open_container(path) as opened, foreign_errors():
        if opened.picture is None:
            raise failure("no-picture")
        spacing = (seconds_of(opened) or 0.0) / count
        frames = Frames(opened)
        frames.new_window()
        found: list[tuple[float, Pixels]] = []
        size: tuple[int, int] | None = None
        for index in range(count):
            target = (index + 0.5) * spacing
            frame = frames.at(target, floor=target - spacing, goal=target - spacing / 4)
            frame = frame or (frames.first() if not found else None)
            if frame is None:
                found.extend(found[-1:])
                continue
            if size is None:
                width, tall = shown_size(frame[1], aspect=frames.aspect)
                size = max(1, min(8 * height, round(width * height / tall))), height
            longest = max(1, max(size))
            pixels = upright(frame[1], aspect=frames.aspect, longest=longest)
            found.append((frame[0], _sized(pixels, size)))
    if not found:
        raise failure("damaged", what="no frame can be decoded")
    return tuple(max(0.0, second) for second, _ in found), tuple(pixels for _, pixels in found)


def _sized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    if pixels.shape[1::-1] == size:
        return pixels
    return np.asarray(
        Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR), dtype=np.uint8
    )


def sound_levels(path: Path, *, bars: int) -> NDArray[np.float32]:
    """Root mean square of equal stretches, shape (bars,), 0 to 1; zeros for a clip without sound.

    Raises MediaError, FileNotFoundError, NotMedia.
    """
    bars = max(1, min(bars, MOST_BARS))
    with open_container(path) as opened, foreign_errors():
        if opened.sound is None:
            return np.zeros(bars, np.float32)
        seconds = seconds_of(opened) or 0.0
    with open_container(path) as opened, foreign_errors():
        try:
            if seconds <= _WHOLE:
                return _heard_whole(opened, seconds, bars)
            return _glimpsed(opened, seconds, bars)
        except MediaError:
            if opened.picture is None:
                raise
            return np.zeros(bars, np.float32)  # a clip whose sound cannot be decoded is silent


def _heard_whole(opened: Opened, seconds: float, bars: int) -> NDArray[np.float32]:
    chunks: list[Samples] = []
    most, size = round((_WHOLE + 60.0) * SAMPLE_RATE), 0
    for chunk in decode_sound(opened, placed=True):
        chunks.append(chunk)
        size += chunk.size
        if size >= most:
            break
    missing = round(seconds * SAMPLE_RATE) - size
    if missing > 0:
        chunks.append(np.zeros(missing, np.float32))
    return loudness(np.concatenate(chunks), bars=bars)


def _glimpsed(opened: Opened, seconds: float, bars: int) -> NDArray[np.float32]:
    """Short stretches here and there; the bars between are drawn from their neighbours."""
    count = min(bars, _GLIMPSES)
    at = (np.arange(count) + 0.5) / count
    levels = np.array([_level(opened, seconds * share) for share in at], np.float32)
    wanted = (np.arange(bars) + 0.5) / bars
    return np.interp(wanted, at, levels).astype(np.float32)


def _level(opened: Opened, second: float) -> float:
    try:
        opened.container.seek(round((second + opened.origin) * 1e6))
    except (av.error.FFmpegError, OverflowError):
        return 0.0
    try:
        chunk = next(decode_sound(opened), None)
    except MediaError:
        return 0.0
    if chunk is None:
        return 0.0
    return float(loudness(chunk[: math.ceil(_GLIMPSE * SAMPLE_RATE)], bars=1)[0])
