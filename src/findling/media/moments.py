"""Picks frames out of a clip: upright, in true proportions, with bounded decoding.

Runs inside decode processes. Called by the handlers of clips and (for covers) of recordings.
"""

import struct
from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from findling.core.model import Pixels
from findling.media.container import LONGEST_SIDE, Opened

WINDOW_PIXELS = 600_000_000
"""Decoded on the way to frames between keyframes, for each window: about 1.5 s of H.264 on one core."""
CLIP_PIXELS = 12_000_000_000
"""The same for a whole clip; beyond it only keyframes are taken."""
_BAD_PACKETS = 300
_BAD_KEYS = 5
_STEPS_BACK = (0.0, 2.0, 10.0, 60.0)
"""Seconds."""
_INDEXED = frozenset({"mov", "avi"})
"""Demuxers whose index is complete once the container is open."""
_UPRIGHT = (1, 0, 0, 1)


class Frames:
    """Frames of the picture stream by time, in seconds from the clip's beginning, ascending within a window."""

    def __init__(self, opened: Opened, *, window_effort: int = 1, clip_effort: int = 1) -> None:
        assert opened.picture is not None
        self._container = opened.container
        self._stream = opened.picture
        self._context = opened.picture.codec_context
        self._origin = opened.origin
        self._index = self._stream.index_entries if opened.format in _INDEXED else None
        self._going: Iterator[tuple[float, VideoFrame]] | None = None
        self._position = -1.0
        self._entry = 0.0
        self._window = WINDOW_PIXELS * window_effort
        self._left = self._window
        self._clip_left = CLIP_PIXELS * clip_effort
        self.aspect = self._stream.sample_aspect_ratio

    def new_window(self) -> None:
        self._left = min(self._window, self._clip_left)

    def at(
        self, target: float, *, floor: float, goal: float
    ) -> tuple[float, VideoFrame] | None:
        """The keyframe before `target` if it is not before `floor`; else decodes on up to `goal`.

        None where that would decode too much, or where nothing comes after `floor`.
        """
        if not self._reachable(target, goal=goal):
            found = self._keyframe(target)
            if found is None or found[0] >= floor:
                return found
            self._go_from(self._entry)
        return self._go_on(goal, floor=floor)

    def _reachable(self, target: float, *, goal: float) -> bool:
        """Whether decoding on from where it stands is at least as good as a jump to a keyframe."""
        if self._going is None or self._position > goal:
            return False
        before = self._keyframe_time(target)
        return goal >= target if before is None else before <= self._position

    def first(self) -> tuple[float, VideoFrame] | None:
        """The first frame that can be decoded, whenever it is."""
        return self._keyframe(0.0)

    def _keyframe_time(self, target: float) -> float | None:
        if self._index is None or not len(self._index) or self._stream.time_base is None:
            return None
        base = self._stream.time_base
        entry = self._index.search_timestamp(round((target + self._origin) / base))
        if entry < 0:
            return None
        return float(self._index[entry].timestamp * base) - self._origin

    def _keyframe(self, target: float) -> tuple[float, VideoFrame] | None:
        """The keyframe at or before `target`, decoded alone.

        Containers without an index seek to any packet: then the next keyframe counts, and where none
        follows, one from further back.
        """
        self._going = None
        self._context.skip_frame = "DEFAULT"
        for back in _STEPS_BACK:
            self._entry = target - back
            found = self._keyframe_from(self._entry)
            if found is not None or self._entry < -1.0:
                return found
        return None

    def _keyframe_from(self, start: float) -> tuple[float, VideoFrame] | None:
        """The first keyframe that the decoder accepts after a seek: one packet in, then drained.

        A keyframe of two fields needs both packets: then the decoder simply runs until a frame comes out.
        """
        keys = 0
        for count, packet in enumerate(self._packets(start)):
            if not packet.is_keyframe and packet.size and count < _BAD_PACKETS:
                continue
            frames = self._decoded(packet) or self._drained()
            if frames:
                return self._time(frames[0]), frames[0]
            keys += 1
            if keys >= _BAD_KEYS:
                break
            self._context.flush_buffers()
        if not keys:
            return None
        return next(self._sequence(start), None)

    def _packets(self, start: float) -> Iterator["av.Packet[av.VideoStream]"]:
        """From a seek to the end, or to where the file breaks."""
        try:
            try:
                self._container.seek(round((start + self._origin) * 1e6))
            except (av.error.FFmpegError, OverflowError):
                self._container.seek(0, any_frame=True)
            yield from self._container.demux(self._stream)
        except av.error.FFmpegError:
            return

    def _decoded(self, packet: "av.Packet[av.VideoStream]") -> list[VideoFrame]:
        try:
            return [f for f in packet.decode() if max(f.width, f.height) <= LONGEST_SIDE]
        except av.error.FFmpegError:
            return []

    def _drained(self) -> list[VideoFrame]:
        try:
            return list(self._context.decode(None))
        except av.error.FFmpegError:
            return []

    def _go_from(self, start: float) -> None:
        self._position = -1.0
        self._going = self._sequence(start)
        self._context.skip_frame = (
            "NONREF"  # nothing refers to those: half the work where there are B-frames
        )

    def _sequence(self, start: float) -> Iterator[tuple[float, VideoFrame]]:
        bad = 0
        for packet in self._packets(start):
            frames = self._decoded(packet)
            bad = 0 if frames else bad + 1
            if bad > _BAD_PACKETS:
                return
            for frame in frames:
                yield self._time(frame), frame

    def _go_on(self, goal: float, *, floor: float) -> tuple[float, VideoFrame] | None:
        assert self._going is not None
        last: tuple[float, VideoFrame] | None = None
        while self._left > 0:
            found = next(self._going, None)
            if found is None:
                self._going = None
                break
            last = found
            self._position = found[0]
            cost = found[1].width * found[1].height
            self._left -= cost
            self._clip_left -= cost
            if found[0] >= goal:
                break
        return last if last is not None and last[0] >= floor else None

    def _time(self, frame: VideoFrame) -> float:
        if frame.time is not None:
            return frame.time - self._origin
        rate = self._stream.average_rate or Fraction(25)
        return max(0.0, self._position + float(1 / rate))


def shown_size(frame: VideoFrame, *, aspect: Fraction | None) -> tuple[int, int]:
    """Width and height as it is meant to be seen: square pixels, upright."""
    width, height = _squared(frame, aspect)
    return (height, width) if _transposed(_matrix(frame)) else (width, height)


def upright(
    frame: VideoFrame,
    *,
    aspect: Fraction | None,
    longest: int,
    scaler: VideoReformatter | None = None,
) -> Pixels:
    """RGB, turned as its display matrix says, square pixels, no side longer than `longest`.

    `scaler`: kept by whoever wants many frames; then they are scaled faster and less finely.
    """
    width, height = _squared(frame, aspect)
    scale = min(1.0, longest / max(width, height))
    finely = "AREA" if scale < 1.0 else "BILINEAR"
    small = (scaler or VideoReformatter()).reformat(
        frame,
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        format="rgb24",
        interpolation="FAST_BILINEAR" if scaler else finely,
        threads=1,
    )
    pixels = cast(Pixels, small.to_ndarray())
    a, b, c, d = matrix = _matrix(frame)
    if _transposed(matrix):
        pixels = pixels.swapaxes(0, 1)
        across, down = c < 0, b < 0
    else:
        across, down = a < 0, d < 0
    return np.ascontiguousarray(pixels[:: -1 if down else 1, :: -1 if across else 1])


def turn_of(opened: Opened) -> int:
    """Degrees that the picture is turned counter-clockwise to be upright: 0, 90, 180 or 270. Decodes one frame."""
    found = Frames(opened).first() if opened.picture is not None else None
    return round(found[1].rotation) % 360 if found is not None else 0


def _squared(frame: VideoFrame, aspect: Fraction | None) -> tuple[int, int]:
    ratio = float(aspect) if aspect else 1.0
    if not 0.2 <= ratio <= 5.0:
        ratio = 1.0
    return max(1, round(frame.width * ratio)), max(1, frame.height)


def _matrix(frame: VideoFrame) -> tuple[int, int, int, int]:
    """The turning part of the display matrix: x' = a x + c y, y' = b x + d y, y downwards (ISO/IEC 14496-12)."""
    try:
        side: bytes = bytes(cast("SideDataContainer", frame.side_data)[Type.DISPLAYMATRIX])
    except KeyError:
        return _UPRIGHT
    a, b, _, c, d = struct.unpack("<5i", side[:20])
    return (a, b, c, d) if a * d - b * c else _UPRIGHT


def _transposed(matrix: tuple[int, int, int, int]) -> bool:
    a, b, _, _ = matrix
    return abs(b) > abs(a)
