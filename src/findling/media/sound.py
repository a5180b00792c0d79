"""Decodes sound into one channel at 16 000 samples a second, streaming, and cuts it into windows.

Runs inside decode processes. Called by the handlers of clips and recordings.
"""

import math
from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.stream import Discard

from findling.core.model import SAMPLE_RATE, Samples
from findling.media.container import Opened
from findling.media.failures import failure

_BAD_PACKETS = 500
"""So many packets that cannot be decoded, one after the other, end a stream."""
_CHUNK = SAMPLE_RATE
_GAP = 0.25
_LONGEST_GAP = 120.0
"""Seconds. Shorter gaps between time stamps are rounding; longer ones are lies."""


def decode_sound(opened: Opened, *, placed: bool = False) -> Iterator[Samples]:
    """Chunks of the chosen sound stream, in order. Raises MediaError where nothing at all can be decoded.

    `placed`: gaps and a late start become silence, so that a position in the samples is a position in the clip.
    """
    if opened.sound is None:
        return
    for stream in opened.container.streams:
        if stream is not opened.sound:
            stream.discard = Discard.all
    mixer = _Mixer()
    done = 0
    for frame in _frames(opened):
        if placed and frame.time is not None:
            lead = round((frame.time - opened.origin) * SAMPLE_RATE) - done - mixer.size
            if _GAP * SAMPLE_RATE < lead < _LONGEST_GAP * SAMPLE_RATE:
                mixer.pause(lead)
        mixer.mix(frame)
        if mixer.size >= _CHUNK:
            done += mixer.size
            yield mixer.take()
    heard = mixer.heard
    mixer.finish()
    if mixer.size:
        yield mixer.take()
    if not heard:
        raise failure("damaged", what="no sound can be decoded")


def cut(
    chunks: Iterable[Samples], *, seconds: float, longest: float = math.inf
) -> Iterator[tuple[float, Samples]]:
    """Windows of `seconds` as (start, samples); a rest under a third of a window joins the one before.

    Not where that would exceed `longest`. Holds at most one window and a third.
    """
    window = max(1, round(seconds * SAMPLE_RATE))
    most = window + window // 3
    if most > longest * SAMPLE_RATE:
        most = max(window, int(longest * SAMPLE_RATE)) + 1
    held = np.zeros(0, np.float32)
    waiting: list[Samples] = []
    size = start = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += chunk.size
        while size >= most:
            held = np.concatenate(waiting)
            yield start / SAMPLE_RATE, held[:window]
            waiting = [held[window:].copy()]
            size -= window
            start += window
    rest = np.concatenate(waiting) if waiting else held
    if rest.size:
        yield start / SAMPLE_RATE, rest


class Track:
    """The sound of a clip, taken window by window as its frames are."""

    def __init__(self, chunks: Iterator[Samples]) -> None:
        self._chunks = chunks
        self._rest = np.zeros(0, np.float32)

    def take(self, count: int) -> Samples:
        """The next `count` samples; fewer at the end."""
        parts, size = [self._rest], self._rest.size
        while size < count and (chunk := next(self._chunks, None)) is not None:
            parts.append(chunk)
            size += chunk.size
        joined = np.concatenate(parts)
        self._rest = joined[count:].copy()
        return joined[:count]

    def skip(self, count: int) -> None:
        """Passes over so many samples, a minute at a time."""
        while count > 0 and (passed := self.take(min(count, 60 * SAMPLE_RATE)).size):
            count -= passed

    def until(self, count: int | None) -> Iterator[Samples]:
        """Pieces of the next `count` samples, or of all that follow."""
        left = count
        while left is None or left > 0:
            piece = self.take(SAMPLE_RATE if left is None else min(left, SAMPLE_RATE))
            if not piece.size:
                return
            left = None if left is None else left - piece.size
            yield piece


class _Mixer:
    """Resamples frames and gathers them; starts anew where their rate or layout changes on the way."""

    def __init__(self) -> None:
        self._resampler: AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None
        self._parts: list[Samples] = []
        self.size = 0
        self.heard = False

    def mix(self, frame: AudioFrame) -> None:
        self.heard = True
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:
            self.finish()
            self._resampler = AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
            self._shape = shape
        assert self._resampler is not None
        frame.pts = None
        self._gather(self._resampler.resample(frame))

    def pause(self, samples: int) -> None:
        self._parts.append(np.zeros(samples, np.float32))
        self.size += samples

    def finish(self) -> None:
        """What the resampler still holds back."""
        if self._resampler is not None:
            self._gather(self._resampler.resample(None))
            self._resampler = None

    def take(self) -> Samples:
        """All that was gathered; floats from outside may be anything, these are within -1 to 1."""
        joined = np.concatenate(self._parts)
        self._parts, self.size = [], 0
        if np.isnan(joined.min()):
            np.nan_to_num(joined, copy=False, nan=0.0)
        return np.clip(joined, -1.0, 1.0, out=joined)

    def _gather(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            samples = frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)
            self._parts.append(samples)
            self.size += samples.size


def _frames(opened: Opened) -> Iterator[AudioFrame]:
    bad = 0
    try:
        for packet in opened.container.demux(opened.sound):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                bad += 1
                if bad > _BAD_PACKETS:
                    return
                continue
            bad = 0 if frames else bad
            yield from (f for f in frames if isinstance(f, AudioFrame))
    except av.error.FFmpegError:
        return  # the rest of the file is missing or broken; what was heard counts
