"""Reads recordings: true length, tags, cover or waveform, and windows of sound.

Runs inside decode processes. Called through `findling.media.reading`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from findling.core.model import SAMPLE_RATE, Facts, Kind, Parts, Samples, Span
from findling.media.container import LONGEST, Opened, foreign_errors, open_container, seconds_of
from findling.media.failures import failure
from findling.media.moments import upright
from findling.media.picture import dominant_colour, look_hash
from findling.media.reading import PICTURE, Outline, Reading, ReadPlan, SpanParts, handler
from findling.media.sniff import Claim
from findling.media.sound import Track, cut, decode_sound
from findling.media.tags import Tags, read_tags
from findling.media.waveform import BARS, draw_waveform, loudness
from findling.media.windows import windows_of

KEPT = 600.0
"""Seconds. A recording up to this long is decoded once and kept (38 MB) until its windows are taken."""
COVER_BYTES = 64 << 20
_GLIMPSE = 0.25
"""Seconds listened to for each bar of a long recording's waveform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What a first pass found: all samples, or (too long to keep) length and levels alone."""

    seconds: float
    levels: NDArray[np.float32]
    samples: Samples | None


def read_recording(path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    """A recording's facts, picture and windows. A file with moving picture is read as a clip.

    Raises MediaError, FileNotFoundError.
    """
    with open_container(path) as opened:
        if opened.picture is not None:
            return handler(Kind.CLIP)(path, claim, plan)
        tags = read_tags(opened.tags())
        has_cover = opened.cover is not None
        heard = _hear_all(opened)
    cover = _cover(path) if has_cover else None
    if heard is None:
        heard = _hear_here_and_there(path, levels=cover is None)
    picture = cover if cover is not None else draw_waveform(heard.levels)
    facts = Facts(
        kind=Kind.RECORDING,
        format=claim.format,
        seconds=heard.seconds,
        has_sound=True,
        taken=tags.taken,
        place=tags.place,
        camera=tags.camera,
        title=tags.title,
        artist=tags.artist,
        album=tags.album,
        author=tags.author,
        colour=dominant_colour(picture),
        look=look_hash(picture) if cover is not None else None,
    )
    return Reading(facts=facts, picture=picture, spans=_windows(path, heard, plan, tags=tags))


def _hear_all(opened: Opened) -> _Heard | None:
    """Decodes the whole recording; None where it is too long to be kept."""
    if (opened.claimed_seconds or 0.0) > KEPT:
        return None
    chunks: list[Samples] = []
    size = 0
    for chunk in decode_sound(opened):
        chunks.append(chunk)
        size += chunk.size
        if size > KEPT * SAMPLE_RATE:
            return None
    if not size:
        raise failure("damaged", what="no sound can be decoded")
    samples = np.concatenate(chunks)
    return _Heard(seconds=size / SAMPLE_RATE, levels=loudness(samples), samples=samples)


def _hear_here_and_there(path: Path, *, levels: bool) -> _Heard:
    """The length from the packets, the levels from a glimpse at each bar's place."""
    with open_container(path) as opened:
        seconds = seconds_of(opened) or 0.0
    found = np.zeros(BARS, np.float32)
    if levels:
        for bar in range(BARS):
            found[bar] = _level_at(path, seconds * (bar + 0.5) / BARS)
    return _Heard(seconds=seconds, levels=found, samples=None)


def _level_at(path: Path, position: float) -> float:
    with open_container(path) as opened:
        try:
            opened.container.seek(round((position + opened.origin) * 1e6))
        except (av.error.FFmpegError, OverflowError):
            return 0.0
        chunks: list[Samples] = []
        size = 0
        for chunk in decode_sound(opened):
            chunks.append(chunk)
            size += chunk.size
            if size >= _GLIMPSE * SAMPLE_RATE:
                break
        return float(loudness(np.concatenate(chunks), bars=1)[0]) if chunks else 0.0


def _cover(path: Path) -> Image.Image | None:
    """The attached picture, or None where it cannot be decoded."""
    with open_container(path) as opened:
        opened.source.allow(COVER_BYTES)
        try:
            for packet in opened.container.demux(opened.cover):
                for frame in packet.decode():
                    if not isinstance(frame, VideoFrame):
                        return None
                    return Image.fromarray(upright(frame, aspect=None, longest=PICTURE))
        except (av.error.FFmpegError, ValueError):
            return None
    return None


def _windows(path: Path, heard: _Heard, plan: ReadPlan, *, tags: Tags) -> Iterator[SpanParts]:
    """The tags' words go with the first window alone: they would make every window match alike."""
    text = tags.words()
    start, end = plan.stretch(heard.seconds)
    if heard.samples is not None:
        samples = heard.samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
        yield from _spans([samples], plan, text=text, start=start)
        return
    if plan.outlines:
        yield from _outlines(heard.seconds, plan, text=text)
        return
    with open_container(path) as opened, foreign_errors():
        track = Track(iter(decode_sound(opened)))
        track.skip(round(start * SAMPLE_RATE))
        chunks = track.until(round((end - start) * SAMPLE_RATE) if plan.cut else None)
        yield from _spans(chunks, plan, text=text, start=start)


def _spans(
    chunks: "Iterator[Samples] | list[Samples]",
    plan: ReadPlan,
    *,
    text: str | None,
    start: float,
) -> Iterator[SpanParts]:
    """`start`: where the first sample lies, in seconds."""
    windows = cut(chunks, seconds=plan.recording_window, longest=plan.longest_recording)
    for offset, samples in windows:
        first = start + offset
        if first >= LONGEST:
            return
        span = Span(start=first, end=first + samples.size / SAMPLE_RATE)
        yield SpanParts(span=span, parts=Parts(kind=Kind.RECORDING, sound=samples, text=text))
        text = None


def _outlines(seconds: float, plan: ReadPlan, *, text: str | None) -> Iterator[SpanParts]:
    """The same windows from the length alone."""
    for start, end in windows_of(
        seconds, window=plan.recording_window, longest=plan.longest_recording
    ):
        yield SpanParts(
            span=Span(start=start, end=end),
            parts=Parts(kind=Kind.RECORDING, text=text),
            outline=Outline(sound=end - start),
        )
        text = None
