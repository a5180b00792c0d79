import itertools
import wave
from pathlib import Path

import numpy as np
import pytest

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Kind
from findling.media import recording
from findling.media.reading import Reading, ReadPlan, SpanParts, read
from findling.media.waveform import SIZE
from tests.unit.media.made_clips import tone, write_clip, write_recording

PLAN = ReadPlan(clip_window=30.0, clip_frames=4, recording_window=4.0, document_pages=50)


def spans_of(reading: Reading) -> list[SpanParts]:
    return list(reading.spans)


def write_wav(path: Path, *, seconds: float, hertz: float = 440.0) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        samples = tone(hertz=hertz, seconds=seconds, rate=SAMPLE_RATE)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [("mp3", "mp3"), ("m4a", "aac"), ("flac", "flac"), ("wav", "pcm_s16le")],
)
def test_a_recording_is_cut_into_windows(tmp_path: Path, suffix: str, codec: str) -> None:
    path = write_recording(
        tmp_path / f"a.{suffix}",
        tone(hertz=440, seconds=10),
        codec=codec,
        tags={"title": "Crow", "artist": "A bird", "album": "Farm"},
    )
    reading = read(path, PLAN)
    facts, spans = reading.facts, spans_of(reading)
    assert facts.kind is Kind.RECORDING
    assert facts.seconds == pytest.approx(10.0, abs=0.15)
    assert (facts.title, facts.artist, facts.album) == ("Crow", "A bird", "Farm")
    assert [s.span.start for s in spans] == [0.0, 4.0, 8.0]
    assert spans[-1].span.end == facts.seconds
    assert all(s.parts.sound is not None and np.abs(s.parts.sound).max() > 0.3 for s in spans)
    assert [s.parts.text for s in spans] == ["Crow · A bird · Farm", None, None]


def test_without_a_cover_a_waveform_is_drawn(tmp_path: Path) -> None:
    reading = read(write_wav(tmp_path / "a.wav", seconds=1), PLAN)
    assert reading.picture is not None
    assert reading.picture.size == SIZE
    assert reading.facts.look is None


def test_the_true_length_counts_not_the_claimed_one(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", seconds=2)
    raw = bytearray(path.read_bytes())
    raw[4:8] = raw[40:44] = b"\xff\xff\xff\xf0"
    path.write_bytes(bytes(raw))
    assert read(path, PLAN).facts.seconds == pytest.approx(2.0, abs=0.01)


def test_a_long_recording_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_recording(tmp_path / "a.flac", tone(hertz=440, seconds=20))
    short = read(path, PLAN)
    monkeypatch.setattr(recording, "KEPT", 5.0)
    long = read(path, PLAN)
    assert long.facts.seconds == pytest.approx(20.0, abs=0.01)
    for one, other in itertools.zip_longest(short.spans, long.spans):
        assert one.span == other.span
        assert one.parts.sound is not None
        assert other.parts.sound is not None
        assert np.array_equal(one.parts.sound, other.parts.sound)
    assert long.picture is not None
    assert (np.asarray(long.picture.convert("L")) < 160).mean() > 0.1


def test_a_long_recording_that_claims_to_be_short_is_streamed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_recording(tmp_path / "a.aac", tone(hertz=440, seconds=20), codec="aac")
    monkeypatch.setattr(recording, "KEPT", 12.0)
    monkeypatch.setattr("findling.media.container.Opened.claimed_seconds", 3.0)
    measured: list[Path] = []
    real = recording._hear_here_and_there

    def noted(path: Path, *, levels: bool) -> recording._Heard:
        measured.append(path)
        return real(path, levels=levels)

    monkeypatch.setattr(recording, "_hear_here_and_there", noted)
    reading = read(path, PLAN)
    assert measured == [path]
    assert reading.facts.seconds == pytest.approx(20.0, abs=0.3)
    assert (
        sum(s.parts.sound.size for s in reading.spans if s.parts.sound is not None)
        > 19 * SAMPLE_RATE
    )


def test_what_comes_after_hours_has_no_span(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_wav(tmp_path / "a.wav", seconds=20)
    monkeypatch.setattr(recording, "LONGEST", 8.0)
    reading = read(path, PLAN)
    assert reading.facts.seconds == pytest.approx(20.0)
    assert [s.span.start for s in reading.spans] == [0.0, 4.0]


def test_a_recording_with_moving_picture_is_a_clip(tmp_path: Path) -> None:
    made = write_clip(tmp_path / "a.mkv", seconds=2, sound=tone(hertz=440, seconds=2))
    path = made.rename(tmp_path / "a.mka")
    assert read(path, PLAN).facts.kind is Kind.CLIP


def test_a_recording_cut_to_its_header_is_damaged(tmp_path: Path) -> None:
    path = write_recording(tmp_path / "a.flac", tone(hertz=440, seconds=2))
    path.write_bytes(path.read_bytes()[:80])
    with pytest.raises(MediaError) as caught:
        read(path, PLAN)
    assert caught.value.code in ("damaged", "truncated")


def test_a_cover_is_the_picture(shared_media: Path) -> None:
    reading = read(shared_media / "audio" / "formats" / "t16.mp3", PLAN)
    assert reading.facts.kind is Kind.RECORDING
    assert reading.picture is not None
    assert reading.picture.size == (200, 200)
    assert reading.facts.look is not None


def test_every_real_recording_is_read(shared_media: Path) -> None:
    for path in sorted((shared_media / "audio").rglob("*.*")):
        reading = read(path, PLAN)
        assert reading.facts.kind is Kind.RECORDING, path.name
        assert reading.picture is not None, path.name
        total = sum(s.parts.sound.size for s in reading.spans if s.parts.sound is not None)
        assert total / SAMPLE_RATE == pytest.approx(reading.facts.seconds, abs=0.01), path.name


@pytest.mark.parametrize(
    "suffix", ["mp3", "m4a", "flac", "ogg", "wav", "aiff", "wma", "mka", "opus"]
)
def test_tags_are_read_in_every_format_that_has_them(shared_media: Path, suffix: str) -> None:
    for path in (shared_media / "audio" / "formats").glob(f"t*.{suffix}"):
        facts = read(path, PLAN).facts
        assert (facts.title, facts.artist, facts.album) == (
            "Morning rooster",
            "Test Artist",
            "Farm",
        ), path.name
        assert facts.taken is None, path.name
