"""Reads clips: a frame that shows something, the facts, and windows of frames with their own sound.

Runs inside decode processes. Called through `findling.media.reading`.
"""

import logging
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Facts, Kind, Parts, Pixels, Samples, Span
from findling.media.container import Opened, foreign_errors, open_container, seconds_of
from findling.media.failures import failure
from findling.media.moments import Frames, shown_size, upright
from findling.media.picture import dominant_colour, look_hash
from findling.media.reading import PICTURE, Outline, Reading, ReadPlan, SpanParts, handler
from findling.media.sniff import Claim
from findling.media.sound import Track, decode_sound
from findling.media.tags import read_tags
from findling.media.windows import few_of_still, join_still, windows_of

_POSTERS = (0.1, 0.3, 0.5, 0.7, 0.9, 0.02)
"""Where to look for a frame that shows something, as shares of the length."""
_EMPTY_WINDOWS = 20
"""So many windows in a row without frame or sound: the rest of the clip is not there."""

log = logging.getLogger(__name__)


def read_clip(path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    """A clip's facts, poster and windows. A file without moving picture is read as a recording.

    Raises MediaError, FileNotFoundError.
    """
    with open_container(path) as opened:
        if opened.picture is None:
            return handler(Kind.RECORDING)(path, claim, plan)
        seconds = seconds_of(opened) or 0.0
        tags = read_tags(opened.tags())
        frames = Frames(opened)
        poster = _poster(frames, seconds)
        if poster is None:
            raise failure("damaged", what="no frame can be decoded")
        pixels, (width, height) = poster
        has_sound = opened.sound is not None
    picture = Image.fromarray(pixels)
    facts = Facts(
        kind=Kind.CLIP,
        format=claim.format,
        width=width,
        height=height,
        seconds=seconds,
        has_sound=has_sound,
        taken=tags.taken,
        place=tags.place,
        camera=tags.camera,
        title=tags.title,
        artist=tags.artist,
        album=tags.album,
        author=tags.author,
        colour=dominant_colour(picture),
        look=look_hash(picture),
    )
    spans = _spans(path, facts, plan, text=tags.words())
    return Reading(facts=facts, picture=picture, spans=spans)


def shows_something(pixels: Pixels) -> bool:
    """Neither black, nor white, nor one even colour."""
    grey = pixels[::4, ::4].mean(axis=2)
    return bool(12.0 < grey.mean() < 245.0 and grey.std() > 12.0)


def _poster(frames: Frames, seconds: float) -> tuple[Pixels, tuple[int, int]] | None:
    """The first of a few frames that shows something, else the liveliest of them."""
    best: tuple[float, Pixels, tuple[int, int]] | None = None
    frames.new_window()
    for share in _POSTERS:
        target = seconds * share
        found = frames.at(target, floor=target / 2, goal=target / 2) or frames.first()
        if found is None:
            continue
        pixels = upright(found[1], aspect=frames.aspect, longest=PICTURE)
        size = shown_size(found[1], aspect=frames.aspect)
        if shows_something(pixels):
            return pixels, size
        lively = float(pixels[::4, ::4].std())
        if best is None or lively > best[0]:
            best = (lively, pixels, size)
    return (best[1], best[2]) if best is not None else None


def _spans(
    path: Path, facts: Facts, plan: ReadPlan, *, text: str | None
) -> Generator[SpanParts, None, None]:
    seconds = facts.seconds or 0.0
    if plan.outlines:
        return _outlines(path, facts, plan, text=text)
    spans = join_still(_windows(path, seconds, plan, text=text))
    return few_of_still(spans, frames=plan.still_frames) if plan.still_frames else spans


def _bounds(seconds: float, plan: ReadPlan) -> list[tuple[float, float]]:
    start, end = plan.stretch(seconds)
    windows = windows_of(end - start, window=plan.clip_window, longest=plan.longest_clip)
    return [(start + first, start + past) for first, past in windows]


def _frame_count(seconds: float, plan: ReadPlan) -> int:
    """Frames that a window of so many seconds gets."""
    if not plan.frames_a_second:
        return plan.clip_frames
    return min(plan.clip_frames, max(1, round(seconds * plan.frames_a_second)))


def _windows(
    path: Path, seconds: float, plan: ReadPlan, *, text: str | None
) -> Generator[SpanParts, None, None]:
    """One window after the other: frames from one container, the sound streaming from another."""
    bounds = _bounds(seconds, plan)
    with (
        open_container(path) as pictures,
        open_container(path) as sounds,
        closing(_clip_sound(sounds)) as chunks,
        foreign_errors(),
    ):
        frames = Frames(
            pictures, window_effort=plan.window_effort, clip_effort=plan.clip_effort
        )
        track = Track(chunks)
        track.skip(round(bounds[0][0] * SAMPLE_RATE))
        empty = 0
        for start, end in bounds:
            images = _images(frames, start, end, plan=plan, only=len(bounds) == 1)
            sound = track.take(round((end - start) * SAMPLE_RATE))
            empty = 0 if images or sound.size else empty + 1
            if empty >= _EMPTY_WINDOWS:
                log.info("nothing more in %s after %.0f s", path.name, start)
                return
            if images or sound.size:
                parts = Parts(
                    kind=Kind.CLIP,
                    images=images,
                    sound=sound if sound.size else None,
                    text=text,
                )
                yield SpanParts(span=Span(start=start, end=end), parts=parts)
                text = None


def _clip_sound(opened: Opened) -> Generator[Samples, None, None]:
    """A clip whose sound cannot be decoded is a clip without sound."""
    try:
        yield from decode_sound(opened, placed=True)
    except MediaError as error:
        log.info("no sound: %s", error.message)


def _images(
    frames: Frames, start: float, end: float, *, plan: ReadPlan, only: bool
) -> tuple[Pixels, ...]:
    """Frames evenly within a window. Keyframes wherever they are good enough; in a clip of one window (`only`), and
    where frames go by the second, those between are decoded too, so that they differ."""
    frames.new_window()
    count = _frame_count(end - start, plan)
    only = only or bool(plan.frames_a_second)
    spacing = (end - start) / max(1, count)
    images: list[Pixels] = []
    last = start - spacing / 4
    for index in range(count):
        target = start + (index + 0.5) * spacing
        floor = max(start, last + spacing / 4)
        if only:
            floor = max(floor, target - spacing / 2, min(0.3, spacing / 4))
        found = frames.at(target, floor=floor, goal=target if only else floor)
        if found is None or found[0] >= end:
            continue
        last = found[0]
        images.append(upright(found[1], aspect=frames.aspect, longest=plan.frame_side))
    if not images and start == 0.0 and (found := frames.first()) is not None:
        images.append(upright(found[1], aspect=frames.aspect, longest=plan.frame_side))
    return tuple(images)


def _outlines(
    path: Path, facts: Facts, plan: ReadPlan, *, text: str | None
) -> Generator[SpanParts, None, None]:
    """The windows from the length alone, as if each of them moved and could be heard."""
    for start, end in _bounds(facts.seconds or 0.0, plan):
        yield SpanParts(
            span=Span(start=start, end=end),
            parts=Parts(kind=Kind.CLIP, text=text),
            outline=Outline(
                frames=_frame_count(end - start, plan),
                sound=end - start if facts.has_sound else 0.0,
            ),
        )
        text = None
