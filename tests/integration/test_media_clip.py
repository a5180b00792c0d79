import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Kind, Pixels, TakenAt
from findling.media import clip
from findling.media.moments import upright
from findling.media.reading import Reading, ReadPlan, SpanParts, read
from tests.unit.media.made_clips import grey_by_time, tone, write_clip, write_recording

PLAN = ReadPlan(clip_window=4.0, clip_frames=4, recording_window=4.0, document_pages=50)


def spans_of(reading: Reading) -> list[SpanParts]:
    return list(reading.spans)


def seconds_shown(pixels: Pixels) -> float:
    return float(pixels[:, : pixels.shape[1] // 3].mean()) / 20


def moving(second: float) -> Pixels:
    picture = grey_by_time(second % 12)
    picture[:, 48:] = np.roll(picture[:, 48:], round(second * 10), axis=0)
    return picture


def test_a_clip_is_cut_into_windows_of_frames_and_sound(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=10,
        draw=moving,
        between_keyframes=3,
        sound=tone(hertz=500, seconds=10),
        tags={"title": "A walk", "artist": "Someone"},
    )
    reading = read(path, PLAN)
    facts, spans = reading.facts, spans_of(reading)
    assert (facts.kind, facts.format) == (Kind.CLIP, "mp4")
    assert (facts.width, facts.height, facts.has_sound) == (96, 64, True)
    assert facts.seconds == pytest.approx(10.0, abs=0.1)
    assert facts.title == "A walk"
    bounds = [(s.span.start, s.span.end) for s in spans]
    assert bounds == [(0, 4), (4, 8), (8, facts.seconds)]
    for start, span in zip((0, 4, 8), spans, strict=True):
        shown = [seconds_shown(i) for i in span.parts.images]
        assert len(shown) == 4
        assert shown == sorted(shown)
        assert start - 0.2 <= shown[0]
        assert shown[-1] <= start + 4.2
    assert [s.parts.text for s in spans] == ["A walk · Someone", None, None]
    sounds = [s.parts.sound for s in spans if s.parts.sound is not None]
    assert [s.size / SAMPLE_RATE for s in sounds] == pytest.approx([4, 4, 2], abs=0.1)


def test_a_short_clip_is_one_span_whose_frames_differ(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=3.2, between_keyframes=999)
    (span,) = spans_of(reading := read(path, PLAN))
    assert (span.span.start, span.span.end) == (0.0, reading.facts.seconds)
    assert span.parts.sound is None
    assert [seconds_shown(i) for i in span.parts.images] == pytest.approx(
        [0.4, 1.2, 2.0, 2.8], abs=0.2
    )


def test_the_poster_is_not_the_black_beginning(tmp_path: Path) -> None:
    def fading_in(second: float) -> Pixels:
        return np.zeros((64, 96, 3), np.uint8) if second < 2 else grey_by_time(second)

    reading = read(write_clip(tmp_path / "a.mp4", seconds=5, draw=fading_in), PLAN)
    assert reading.picture is not None
    assert np.asarray(reading.picture).mean() > 40


def test_a_clip_that_is_black_throughout_has_a_black_poster(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4", seconds=2, draw=lambda _: np.zeros((64, 96, 3), np.uint8)
    )
    reading = read(path, PLAN)
    assert reading.picture is not None
    assert len(spans_of(reading)) == 1


def test_still_stretches_are_one_span(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4", seconds=16, draw=lambda s: grey_by_time(0 if s < 12 else 9)
    )
    assert [(s.span.start, s.span.end) for s in spans_of(read(path, PLAN))] == [
        (0, 12),
        (12, 16),
    ]


def test_a_variable_frame_rate_keeps_its_times(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mkv",
        seconds=4,
        draw=moving,
        between_keyframes=2,
        drop=lambda s: 1.0 < s < 2.5,
    )
    (span,) = spans_of(read(path, PLAN))
    shown = [seconds_shown(i) for i in span.parts.images]
    assert shown[0] <= 1.1
    assert shown[-1] >= 3.0


def test_an_odd_size_is_read(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.avi",
        seconds=1,
        draw=lambda s: np.ascontiguousarray(grey_by_time(s)[:63, :95]),
        codec="ffv1",
    )
    reading = read(path, PLAN)
    assert (reading.facts.width, reading.facts.height) == (95, 63)
    assert spans_of(reading)[0].parts.images[0].shape == (63, 95, 3)


def test_a_clip_without_picture_is_a_recording(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.mp4", tone(hertz=440, seconds=2), codec="aac")
    reading = read(path, PLAN)
    assert reading.facts.kind is Kind.RECORDING
    assert spans_of(reading)[0].parts.kind is Kind.RECORDING


def test_a_cut_clip_gives_what_is_left(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", seconds=30, draw=moving, between_keyframes=5)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    reading = read(path, PLAN)
    assert reading.facts.seconds is not None
    assert reading.facts.seconds < 25
    assert 2 <= len(spans_of(reading)) <= 6


def test_windows_are_decoded_only_as_they_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=20, draw=moving, between_keyframes=2)
    drawn = itertools.count()
    real = upright

    def counting(*args: object, **named: object) -> Pixels:
        next(drawn)
        return real(*args, **named)  # type: ignore[arg-type]

    reading = read(path, PLAN)
    monkeypatch.setattr(clip, "upright", counting)
    next(reading.spans)
    reading.close()
    assert next(drawn) <= 2 * PLAN.clip_frames


def test_date_place_and_camera_of_a_phone(shared_media: Path) -> None:
    facts = read(shared_media / "video" / "MVI_5302.mov", PLAN).facts
    assert facts.taken == TakenAt(local=datetime(2019, 7, 24, 11, 25, 40), offset_minutes=180)
    assert facts.camera == "Apple iPhone 6"
    assert facts.place is not None
    assert facts.place.latitude == pytest.approx(32.0929)
    assert (facts.width, facts.height) == (320, 568)


def clips_in(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.iterdir()) if p.is_file())


def test_every_real_clip_is_read(shared_media: Path) -> None:
    for path in clips_in(shared_media / "video"):
        reading = read(path, PLAN)
        assert reading.facts.kind is Kind.CLIP, path.name
        assert reading.picture is not None, path.name
        assert np.asarray(reading.picture).std() > 10, path.name
        spans = spans_of(reading)
        assert all(s.parts.images for s in spans), path.name
        assert all((s.parts.sound is not None) == reading.facts.has_sound for s in spans), (
            path.name
        )


def test_hostile_files_end_in_words(shared_media: Path) -> None:
    suffixes = (".mp4", ".mov", ".mkv", ".avi", ".mp3", ".ogg", ".flac", ".wav")
    paths = [p for p in clips_in(shared_media / "hostile") if p.suffix in suffixes]
    codes = {p.name: code_of(p) for p in paths}
    assert len(codes) > 15
    assert {name for name, code in codes.items() if code is None} == {"claims_4g.wav"}


def code_of(path: Path) -> str | None:
    """The code of the failure, or None where the file was read."""
    try:
        assert spans_of(read(path, PLAN)), path.name
    except MediaError as error:
        return error.code
    return None
