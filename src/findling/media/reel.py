"""Plays a clip or recording: frames and sound from any second on, in the order of their seconds.

Runs inside decode processes. Called by the viewing process; whoever takes the pieces decides how far it goes ahead.
Frames and sound come from two open files, so that neither waits for the other, however the container has laid them.
"""

import math
import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from findling.core.model import Pixels
from findling.core.viewing import Medium
from findling.media.container import LONGEST_SIDE, foreign_errors, open_container, seconds_of
from findling.media.failures import failure
from findling.media.moments import shown_size, upright
from findling.media.packets import Tape, decoded
from findling.media.reel_sound import Chunks, Sound, is_heard, sound_from

MOST_FRAMES_A_SECOND = 60.0
"""Of those that are shown; a clip at four times its speed would want 120."""
_THREADS = max(1, min(4, os.cpu_count() or 1))
_SAME = 0.002
"""Seconds by which a frame may be late and still be the one asked for: containers round to milliseconds."""
_STEPS_BACK = (0.0, 2.0, 10.0, 60.0, math.inf)
"""Seconds to seek further back where no frame was found before the one asked for; at last, to the beginning."""
_HURRY = 1.0
"""Seconds before the one asked for from which on every frame is decoded; before, only those that others need."""
_LATE = 0.25
"""Seconds that a frame may lie behind what was shown before it is passed over."""
_MOST_LATE = 8
"""Frames passed over in a row at most, so that a slow machine still shows something."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A frame or some sound (48 kHz stereo), and its second."""

    second: float
    frame: Pixels | None = None
    sound: Sound | None = None


Steps = Generator["Piece | None", None, None]
"""None: a step was made, and whoever waits may look whether something else is wanted."""


class Reel:
    """One medium, open. Not for threads. Raises MediaError, FileNotFoundError, NotMedia."""

    def __init__(self, path: Path, *, longest: int) -> None:
        self._longest = longest or LONGEST_SIDE
        self._scaler = VideoReformatter()
        self.shown = 0.0
        """Up to where it was shown: frames far behind are not worth scaling."""
        with ExitStack() as stack, foreign_errors():
            self._pictures = stack.enter_context(closing(Tape(path, threads=_THREADS)))
            self._sounds = stack.enter_context(closing(Tape(path)))
            with open_container(path) as measured:
                seconds = seconds_of(measured) or 0.0
            size = self._first_size()
            heard = is_heard(self._sounds)
            if size is None and not heard:
                raise failure("damaged", what="neither frame nor sound can be decoded")
            self.medium = Medium(
                seconds=seconds,
                size=size,
                frames_a_second=self._rate() if size is not None else 0.0,
                has_sound=heard,
            )
            self._stack = stack.pop_all()

    def close(self) -> None:
        """Idempotent."""
        self._stack.close()

    def pieces(self, second: float, *, speed: float = 1.0) -> Steps:
        """From `second` on to the end, a frame first where there are any.

        The frame that stands there comes as of `second`, whenever it began. Sound covers all of the medium: silence
        where there is none.
        """
        second = max(0.0, min(second, self.medium.seconds))
        frames = self._frames(second, speed) if self.medium.size is not None else None
        sounds = (
            _pieces_of(sound_from(self._sounds, second, speed=speed, until=self.medium.seconds))
            if self.medium.has_sound
            else None
        )
        return self._merged(frames, sounds)

    def frame_at(self, second: float) -> Pixels:
        """The frame that stands there. MediaError where none can be decoded."""
        with closing(self.pieces(second)) as pieces:
            for piece in pieces:
                if piece is not None and piece.frame is not None:
                    return piece.frame
        raise failure("no-picture")

    def _merged(self, frames: Steps | None, sounds: Steps | None) -> Steps:
        frame: Piece | None = None
        sound: Piece | None = None
        if frames is not None:
            frame = yield from _next(frames)
            if frame is not None:
                yield frame
                frame = yield from _next(frames)
        if sounds is not None:
            sound = yield from _next(sounds)
        while frame is not None or sound is not None:
            if sound is None or (frame is not None and frame.second <= sound.second):
                assert frames is not None
                yield frame
                frame = yield from _next(frames)
            else:
                assert sounds is not None
                yield sound
                sound = yield from _next(sounds)

    def _frames(self, second: float, speed: float) -> Steps:
        """Scaled, no more than can be shown in a second."""
        apart = 0.0 if speed <= 1.0 else 0.98 * speed / MOST_FRAMES_A_SECOND
        last: float | None = None
        late = 0
        for found in self._from(second, quick=speed >= 2.0):
            if found is None:
                yield None
                continue
            at, frame = found
            if last is not None and at < last + apart:
                yield None
                continue
            if last is not None and at < self.shown - _LATE and late < _MOST_LATE:
                late += 1
                yield None
                continue
            late = 0
            last = at if last is None else max(last, at)
            yield Piece(second=last, frame=self._pixels(frame))

    def _pixels(self, frame: VideoFrame) -> Pixels:
        return upright(
            frame,
            aspect=self._aspect(),
            longest=self._longest,
            scaler=self._scaler,
        )

    def _from(self, second: float, *, quick: bool) -> Iterator[tuple[float, VideoFrame] | None]:
        """The frame that stands at `second`, as of `second`, then those after it."""
        held: VideoFrame | None = None
        given = False
        for back in _STEPS_BACK:
            start = second - back
            if start <= 0.0 and 0.0 < back < math.inf:
                continue
            for found in self._decoded_from(start, second, quick=quick):
                if found is None:
                    yield None
                    continue
                at, frame = found
                if not given and at <= second + _SAME:
                    held = frame
                    yield None
                    continue
                if not given:
                    if held is None and back < math.inf:
                        break  # it began after what was asked for: from further back
                    yield second, frame if held is None else held
                    given = True
                    if held is None:
                        continue
                yield at, frame
            else:
                if not given and held is not None:
                    yield second, held
                    given = True
            if given:
                return

    def _decoded_from(
        self, start: float, wanted: float, *, quick: bool
    ) -> Iterator[tuple[float, VideoFrame] | None]:
        if start > -math.inf:
            self._pictures.go_to(start)
        else:
            self._pictures.rewind()
        stream = self._pictures.opened.picture
        if stream is None:
            return
        context = stream.codec_context
        origin = self._pictures.opened.origin
        every: Literal["NONREF", "DEFAULT"] = "NONREF" if quick else "DEFAULT"
        context.skip_frame = "NONREF"
        step = 1.0 / max(1.0, self._rate())
        last = -step
        for packet in self._pictures.packets(stream):
            stamp = packet.pts if packet.time_base is not None else None
            if stamp is None or float(stamp * packet.time_base) > wanted + origin - _HURRY:
                context.skip_frame = every
            for frame in decoded(packet):
                if not isinstance(frame, VideoFrame) or max(frame.width, frame.height) > (
                    LONGEST_SIDE
                ):
                    continue
                last = frame.time - origin if frame.time is not None else last + step
                yield last, frame
            yield None

    def _first_size(self) -> tuple[int, int] | None:
        """As it is shown; None for a recording. MediaError where no frame can be decoded and there is no sound either."""
        for found in self._decoded_from(-math.inf, 0.0, quick=False):
            if found is not None:
                return shown_size(found[1], aspect=self._aspect())
        return None

    def _aspect(self) -> Fraction | None:
        stream = self._pictures.opened.picture
        return stream.sample_aspect_ratio if stream is not None else None

    def _rate(self) -> float:
        """Frames a second; 25 where the container says nothing that can be."""
        stream = self._pictures.opened.picture
        told = float(stream.average_rate or 0) if stream is not None else 0.0
        return told if 0.01 <= told <= 1000.0 else 25.0


def _next(steps: Steps) -> Generator[None, None, Piece | None]:
    """The next piece, with every step before it passed on; None at the end."""
    for piece in steps:
        if piece is not None:
            return piece
        yield None
    return None


def _pieces_of(chunks: Chunks) -> Steps:
    for chunk in chunks:
        yield None if chunk is None else Piece(second=chunk[0], sound=chunk[1])
