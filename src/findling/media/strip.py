"""Looks along a whole clip or recording: a strip of frames, and how loud it is where.

Runs inside decode processes. Called by the viewing process.
"""

import math
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Pixels, Samples
from findling.media.container import Opened, foreign_errors, open_container, seconds_of
from findling.media.failures import failure
from findling.media.moments import Frames, shown_size, upright
from findling.media.packets import Tape, decoded
from findling.media.sound import decode_sound
from findling.media.waveform import loudness

MOST_FRAMES = 200
MOST_HEIGHT = 1080
MOST_BARS = 4000
_SMALL = 300_000_000
"""Pixels of all frames of a clip that is decoded from end to end: about a second of one core."""
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
    with closing(Tape(path)) as tape, foreign_errors():
        picture = tape.opened.picture
        if picture is None:
            raise failure("no-picture")
        seconds = seconds_of(tape.opened) or 0.0
        targets = [(index + 0.5) * seconds / count for index in range(count)]
        pixels = seconds * float(picture.average_rate or 25) * picture.width * picture.height
        frames = (
            _one_by_one(tape, targets) if pixels <= _SMALL else _here_and_there(tape, targets)
        )
        found = _shown(frames, height, aspect=picture.sample_aspect_ratio)
    if not found:
        raise failure("damaged", what="no frame can be decoded")
    found.extend(found[-1:] * (count - len(found)))
    return tuple(max(0.0, second) for second, _ in found), tuple(pixels for _, pixels in found)


def _shown(
    frames: Iterator[tuple[float, VideoFrame]], height: int, *, aspect: Fraction | None
) -> list[tuple[float, Pixels]]:
    """Scaled to the size that the first of them gives."""
    found: list[tuple[float, Pixels]] = []
    size: tuple[int, int] | None = None
    for second, frame in frames:
        if size is None:
            width, tall = shown_size(frame, aspect=aspect)
            size = max(1, min(8 * height, round(width * height / tall))), height
        pixels = upright(frame, aspect=aspect, longest=max(size))
        found.append((second, _sized(pixels, size)))
    return found


def _one_by_one(tape: Tape, targets: list[float]) -> Iterator[tuple[float, VideoFrame]]:
    """The first frame at or after each target, decoding all of a small clip once."""
    tape.rewind()
    origin, rest = tape.opened.origin, list(reversed(targets))
    last: tuple[float, VideoFrame] | None = None
    for packet in tape.packets(tape.opened.picture):
        for frame in decoded(packet):
            if not isinstance(frame, VideoFrame) or frame.time is None:
                continue
            last = frame.time - origin, frame
            while rest and last[0] >= rest[-1] - 0.002:
                rest.pop()
                yield last
            if not rest:
                return
    if last is not None:
        yield last


def _here_and_there(tape: Tape, targets: list[float]) -> Iterator[tuple[float, VideoFrame]]:
    """The keyframe before each target; where that is too far back, a frame near the target as long as that is cheap."""
    frames = Frames(tape.opened)
    frames.new_window()
    spacing = targets[0] * 2
    last: tuple[float, VideoFrame] | None = None
    for target in targets:
        found = frames.at(target, floor=target - spacing, goal=target - spacing / 4)
        last = found or last or frames.first()
        if last is not None:
            yield last


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
