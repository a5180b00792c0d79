"""The sound of what is played: 48 kHz stereo from any second on, faster or slower at the same pitch.

Runs inside decode processes. Called by `findling.media.reel`.
"""

from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from findling.media.packets import Tape, decoded

RATE = 48_000
SLOWEST, FASTEST = 0.25, 4.0
_CHUNK = RATE // 10
_GAP = 0.1
"""Seconds. Shorter gaps between time stamps are rounding."""
_BAD_PACKETS = 500

Sound = NDArray[np.int16]
"""Shape (n, 2), 48 kHz."""

Chunks = Iterator[tuple[float, Sound] | None]
"""Seconds and sound; None: a step was made without either."""


def is_heard(tape: Tape) -> bool:
    """Whether its sound can be decoded and brought into the one form."""
    if tape.opened.sound is None:
        return False
    stretch = _Stretch(1.0)
    frames = (f for packet in tape.packets(tape.opened.sound) for f in decoded(packet))
    for _, frame in zip(range(8), frames, strict=False):
        if isinstance(frame, AudioFrame):
            stretch.push(frame)
    return not stretch.broken


def sound_from(tape: Tape, second: float, *, speed: float, until: float) -> Chunks:
    """A tenth of a second at a time, from `second` to `until`: silence where there is none."""
    gathered = _Gathered(second, max(SLOWEST, min(speed, FASTEST)))
    tape.go_to(second)
    clock: float | None = None
    bad = 0
    for packet in tape.packets(tape.opened.sound):
        frames = [f for f in decoded(packet) if isinstance(f, AudioFrame)]
        bad = 0 if frames else bad + 1
        if bad > _BAD_PACKETS:
            break
        for frame in frames:
            start = clock if frame.time is None else frame.time - tape.opened.origin
            start = second if start is None else start
            clock = start + frame.samples / max(1, frame.sample_rate)
            missing = gathered.missing_before(start, until)
            yield from gathered.silence(missing)
            gathered.add(frame, start)
            yield from gathered.chunks()
        yield None
    gathered.finish()
    yield from gathered.chunks(all_of_it=True)
    yield from gathered.silence(until - gathered.heard)


class _Gathered:
    """What came out and was not handed on yet. `heard`: up to where frames were taken in."""

    def __init__(self, second: float, speed: float) -> None:
        self._second = self.heard = second
        self._speed = speed
        self._stretch = _Stretch(speed)
        self._parts: list[Sound] = []
        self._size = self._cut = 0
        self._begun = False

    def missing_before(self, start: float, until: float) -> float:
        """Seconds of silence before a frame; none where its time stamp cannot be."""
        gap = start - self.heard
        return gap if _GAP < gap <= until - self.heard else 0.0

    def silence(self, seconds: float) -> Chunks:
        """Tenth by tenth, after what is held."""
        if seconds <= 0.0:
            return
        self.finish()
        yield from self.chunks(all_of_it=True)
        left = round(seconds / self._speed * RATE)
        while left > 0:
            count = min(left, _CHUNK)
            self._gather(np.zeros((count, 2), np.int16))
            left -= count
            yield from self.chunks(all_of_it=True)
        self.heard += seconds

    def add(self, frame: AudioFrame, start: float) -> None:
        long = frame.samples / max(1, frame.sample_rate)
        if start + long <= self.heard:
            return  # before what was asked for
        if not self._begun and start < self.heard:
            self._cut = round((self.heard - start) / self._speed * RATE)
            self.heard = start
        self._begun = True
        self.heard += long
        self._gather(self._stretch.push(frame))

    def finish(self) -> None:
        """What the filters still hold back."""
        self._gather(self._stretch.finish())

    def chunks(self, *, all_of_it: bool = False) -> Chunks:
        while self._size >= _CHUNK or (all_of_it and self._size):
            joined = np.concatenate(self._parts)
            out, rest = joined[:_CHUNK], joined[_CHUNK:]
            self._parts, self._size = [rest], len(rest)
            yield self._second, np.ascontiguousarray(out)
            self._second += len(out) / RATE * self._speed

    def _gather(self, sound: Sound) -> None:
        if self._cut:
            cut = min(self._cut, len(sound))
            self._cut -= cut
            sound = sound[cut:]
        self._parts.append(sound)
        self._size += len(sound)


class _Stretch:
    """FFmpeg's filters from a decoder's frames to the one form; built anew where those change on the way."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._graph: Graph | None = None
        self._shape: tuple[str, str, int] | None = None
        self.broken = False
        """Whether the last frames were of a form that cannot be turned into the one."""

    def push(self, frame: AudioFrame) -> Sound:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        parts: list[Sound] = []
        if shape != self._shape:
            parts.append(self.finish())
            self._shape = shape
            self._graph = self._built(frame)
        if self._graph is not None:
            frame.pts = None
            try:
                self._graph.push(frame)
                parts.extend(self._pulled())
            except (av.error.FFmpegError, ValueError):
                self._graph = None
                self.broken = True
        return _joined(parts)

    def finish(self) -> Sound:
        """The rest; after it, the next frame begins anew."""
        graph, self._shape = self._graph, None
        parts: list[Sound] = []
        if graph is not None:
            try:
                graph.push(None)
                parts.extend(self._pulled())
            except (av.error.FFmpegError, ValueError):
                self.broken = True
        self._graph = None
        return _joined(parts)

    def _built(self, frame: AudioFrame) -> Graph | None:
        graph = Graph()
        try:
            nodes: list[Any] = [
                graph.add_abuffer(
                    sample_rate=frame.sample_rate,
                    format=frame.format.name,
                    layout=frame.layout.name,
                )
            ]
            nodes.append(
                graph.add(
                    "aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=stereo"
                )
            )
            nodes.extend(graph.add("atempo", f"{tempo:.6f}") for tempo in tempos(self._speed))
            nodes.append(graph.add("aformat", "sample_fmts=s16:channel_layouts=stereo"))
            nodes.append(graph.add("abuffersink"))
            graph.link_nodes(*nodes).configure()
        except (av.error.FFmpegError, ValueError):
            self.broken = True
            return None
        self.broken = False
        return graph

    def _pulled(self) -> Iterator[Sound]:
        assert self._graph is not None
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if isinstance(frame, AudioFrame):
                yield frame.to_ndarray().reshape(-1, 2).astype(np.int16, copy=False)


def tempos(speed: float) -> tuple[float, ...]:
    """Factors of 0.5 to 2 whose product is `speed`: within them the filter overlaps and never leaves out."""
    if speed == 1.0:
        return ()
    factors: list[float] = []
    while speed > 2.0:
        factors.append(2.0)
        speed /= 2.0
    while speed < 0.5:
        factors.append(0.5)
        speed /= 0.5
    return (*factors, speed)


def _joined(parts: list[Sound]) -> Sound:
    return np.concatenate(parts) if parts else np.zeros((0, 2), np.int16)
