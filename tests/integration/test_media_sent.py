"""From files to what is sent of them: sizes, lengths, directions, and nothing of the file's own data about itself."""

import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import ExifTags, Image

from findling.core.errors import MediaError
from findling.core.model import SAMPLE_RATE, Kind, MediaPart, Payload, Pixels, Tokens
from findling.core.settings import Settings
from findling.embedding.forms import GEMINI, VERTEX, Form
from findling.media import clip, recording
from findling.media.moments import Frames
from findling.media.reading import Reading, read
from findling.worker.plans import sent_plan
from findling.worker.sending import outlined, prepared
from tests import made
from tests.unit.media.made_clips import grey_by_time, tone, write_clip, write_recording


def sent(path: Path, *, form: Form = GEMINI, **chosen: float) -> list[Payload]:
    settings = Settings(**chosen)  # type: ignore[arg-type]
    reading = read(path, sent_plan(settings, form))
    contents = prepared(
        reading.spans,
        form=form,
        title=reading.facts.title or "",
        single_pages=settings.document_single_pages,
    )
    return [content.payload for content in contents if content.payload is not None]


def looked(path: Path, *, form: Form = GEMINI, **chosen: float) -> tuple[Reading, list[Tokens]]:
    settings = Settings(**chosen)  # type: ignore[arg-type]
    reading = read(path, sent_plan(settings, form, outlines=True))
    contents = outlined(reading.spans, form=form, single_pages=settings.document_single_pages)
    return reading, [content.tokens for content in contents if content.tokens is not None]


def shown(part: MediaPart) -> list[Pixels]:
    with av.open(io.BytesIO(part.data), "r") as container:
        return [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]  # type: ignore[misc]


def lasting(part: MediaPart) -> float:
    with av.open(io.BytesIO(part.data), "r") as container:
        assert container.duration is not None
        return container.duration / 1e6


def moving(second: float) -> Pixels:
    """The left third says the second; the rest changes all the time."""
    picture = grey_by_time(second % 12)
    picture[:, 48:] = np.roll(picture[:, 48:], round(second * 10), axis=0)
    return picture


def test_a_photo_leaves_its_camera_and_place_at_home(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kamera"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 30.0)
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    made.drawing(1, (2000, 1000)).save(
        tmp_path / "a.jpg", exif=exif, icc_profile=b"profile" * 40, comment=b"to Anna"
    )
    (payload,) = sent(tmp_path / "a.jpg")
    (part,) = payload.parts
    with Image.open(io.BytesIO(part.data)) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert image.size[0] < image.size[1] <= 1024
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
    for word in (b"Exif", b"Kamera", b"profile", b"Anna"):
        assert word not in part.data


def test_a_photo_is_as_large_as_chosen(tmp_path: Path) -> None:
    made.photo(tmp_path / "a.jpg", 1, size=(1600, 1200))
    (payload,) = sent(tmp_path / "a.jpg", photo_side=640)
    with Image.open(io.BytesIO(payload.parts[0].data)) as image:
        assert image.size == (640, 480)


def test_windows_have_a_frame_a_second_and_their_sound(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=10,
        draw=moving,
        between_keyframes=60,
        sound=tone(hertz=500, seconds=10),
        tags={"title": "A walk", "location": "+48.8577+002.295/"},
    )
    payloads = sent(path, clip_window=4.0)
    assert [[p.mime for p in one.parts] for one in payloads] == [
        ["video/mp4"],
        ["audio/mpeg"],
    ] * 3
    frames = [shown(one.parts[0]) for one in payloads[::2]]
    assert [len(f) for f in frames] == [4, 4, 2]
    seconds = [float(f[:, :32].mean()) / 20 for window in frames for f in window]
    assert seconds == pytest.approx([0.5 + n for n in range(10)], abs=0.65)
    assert [lasting(one.parts[0]) for one in payloads[1::2]] == pytest.approx(
        [4.1, 4.1, 2.1], abs=0.1
    )
    for one in payloads:
        assert b"walk" not in one.parts[0].data
        assert b"48.8577" not in one.parts[0].data


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_clip_is_sent_upright(tmp_path: Path, turned: int) -> None:
    def scene(second: float) -> Pixels:
        picture = np.zeros((120, 200, 3), np.uint8)
        picture[:40, :60] = (250, 40, 40)
        picture[80:, 140 - round(second * 10) :] = (40, 40, 250)
        return picture

    path = write_clip(tmp_path / "a.mp4", seconds=3, draw=scene, turned=turned)
    (payload,) = sent(path)
    frame = shown(payload.parts[0])[0].astype(int)
    expected = (120, 200) if turned == 180 else (200, 120)
    assert frame.shape[:2] == expected
    upright = np.rot90(frame, k={90: -1, 180: 2, 270: 1}[turned])
    corner, opposite = upright[5:30, 5:50].mean((0, 1)), upright[95:, 170:].mean((0, 1))
    reds = [corner, upright[95:, 5:50].mean((0, 1)), opposite, upright[5:30, 170:].mean((0, 1))]
    assert sum(r[0] > 200 and r[2] < 90 for r in reds) == 1
    assert sum(r[2] > 200 and r[0] < 90 for r in reds) == 1
    with read(path, sent_plan(Settings(), GEMINI)).picture or Image.new(
        "RGB", (1, 1)
    ) as poster:
        small = np.asarray(poster.resize(frame.shape[1::-1])).astype(int)
    assert np.abs(small - frame).mean() < 25


@pytest.mark.parametrize("size", [(101, 57), (31, 64), (64, 33)])
def test_odd_sizes_become_even(tmp_path: Path, size: tuple[int, int]) -> None:
    def scene(second: float) -> Pixels:
        return np.full((size[1], size[0], 3), round(20 * second), np.uint8)

    path = write_clip(tmp_path / "a.mkv", seconds=3, draw=scene, codec="ffv1")
    (payload,) = sent(path)
    height, width = shown(payload.parts[0])[0].shape[:2]
    assert width % 2 == height % 2 == 0


def test_a_clip_without_sound_is_pictures_only(tmp_path: Path) -> None:
    (payload,) = sent(write_clip(tmp_path / "a.mp4", seconds=3, draw=moving))
    assert payload.tokens == Tokens(video=198)


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
def test_a_silent_track_is_not_sent(tmp_path: Path, form: Form) -> None:
    silence = np.zeros(44_100 * 3, np.float32)
    path = write_clip(tmp_path / "a.mp4", seconds=3, draw=moving, sound=silence)
    (payload,) = sent(path, form=form)
    assert payload.tokens == Tokens(video=198)


def still(second: float) -> Pixels:
    return grey_by_time(5.0)


def test_a_still_clip_is_two_frames_however_long(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=24, draw=still, between_keyframes=100)
    (payload,) = sent(path, clip_window=6.0)
    assert len(shown(payload.parts[0])) == 2
    assert lasting(payload.parts[0]) == 2.0
    assert payload.tokens == Tokens(video=132)


def test_a_still_clip_that_is_heard_sends_all_its_sound(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4", seconds=12, draw=still, sound=tone(hertz=500, seconds=12)
    )
    payloads = sent(path, clip_window=6.0)
    assert [len(shown(p.parts[0])) for p in payloads[::2]] == [2, 2]
    assert [lasting(p.parts[0]) for p in payloads[1::2]] == pytest.approx([6.1, 6.1], abs=0.1)
    with_track = sent(path, form=VERTEX, clip_window=6.0)
    assert [lasting(p.parts[0]) for p in with_track] == pytest.approx([6.0, 6.0], abs=0.1)


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
@pytest.mark.parametrize("seconds", [12.0, 12.5, 15.0, 22.0, 30.0])
def test_no_clip_exceeds_the_limit(tmp_path: Path, form: Form, seconds: float) -> None:
    def scene(second: float) -> Pixels:
        return np.full((16, 16, 3), round(8 * second), np.uint8)

    form = replace(form, longest_clip=12.0, most_frames=10)
    path = write_clip(
        tmp_path / "a.mp4",
        seconds=seconds,
        rate=2,
        draw=scene,
        sound=tone(hertz=300, seconds=seconds),
    )
    payloads = sent(path, form=form, clip_window=10_000.0)
    clips = [p.parts[0] for p in payloads if p.parts[0].mime == "video/mp4"]
    assert len(clips) == math.ceil(seconds / 12)
    assert all(lasting(part) <= 12.1 for part in clips)
    assert all(len(shown(part)) <= 10 for part in clips)
    assert looked(path, form=form, clip_window=10_000.0)[1][0] == payloads[0].tokens


@pytest.mark.parametrize("seconds", [8.5, 9.0, 9.5, 12.0, 18.5])
@pytest.mark.parametrize("kept", [True, False])
def test_no_recording_exceeds_the_limit(
    tmp_path: Path, seconds: float, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not kept:
        monkeypatch.setattr(recording, "KEPT", 1.0)
    form = replace(GEMINI, longest_recording=9.0)
    path = write_recording(
        tmp_path / "a.wav", tone(hertz=300, seconds=seconds), codec="pcm_s16le"
    )
    payloads = sent(path, form=form, recording_window=1000.0)
    lengths = [lasting(p.parts[0]) for p in payloads]
    assert len(lengths) == math.ceil(seconds / 9)
    assert max(lengths) <= 9.0
    assert sum(lengths) == pytest.approx(seconds, abs=1.0)
    assert looked(path, form=form, recording_window=1000.0)[1] == [p.tokens for p in payloads]


def test_a_recording_leaves_its_tags_at_home(tmp_path: Path) -> None:
    path = write_recording(
        tmp_path / "a.mp3",
        tone(hertz=440, seconds=2),
        codec="mp3",
        tags={"title": "Crow", "artist": "A bird"},
    )
    (payload,) = sent(path)
    assert [p.mime for p in payload.parts] == ["audio/mpeg"]
    with av.open(io.BytesIO(payload.parts[0].data), "r") as container:
        assert not container.metadata
        assert container.streams.audio[0].rate == SAMPLE_RATE
        assert container.streams.audio[0].channels == 1
    assert b"Crow" not in payload.parts[0].data


def test_every_page_is_drawn_and_carries_its_words(tmp_path: Path) -> None:
    long = "words and words " * 20
    path = made.document(tmp_path / "a.pdf", *[long] * 10, title="Many words")
    payloads = sent(path)
    assert [[p.mime for p in one.parts] for one in payloads] == [
        ["image/jpeg", "text/plain"]
    ] * 10
    for one in payloads:
        with Image.open(io.BytesIO(one.parts[0].data)) as image:
            assert max(image.size) == 1024
        assert one.parts[1].data.decode().startswith("words and words")


def test_pages_are_sent_as_they_are_up_to_a_number(tmp_path: Path) -> None:
    path = made.document(tmp_path / "a.pdf", *[f"page {n}" for n in range(1, 10)], title="Mine")
    payloads = sent(path, form=VERTEX, document_single_pages=2)
    assert [[p.mime for p in one.parts] for one in payloads] == [
        ["application/pdf"],
        ["application/pdf"],
        ["image/jpeg"] * 6 + ["text/plain"],
        ["image/jpeg", "text/plain"],
    ]
    assert not any(b"Mine" in part.data for one in payloads for part in one.parts)
    assert [p.tokens for p in payloads] == looked(path, form=VERTEX, document_single_pages=2)[1]


def test_a_page_that_would_carry_something_is_sent_as_a_picture(shared_media: Path) -> None:
    first, *_ = sent(shared_media / "pdf" / "scan0314.pdf", form=VERTEX)
    assert [p.mime for p in first.parts] == ["image/jpeg", "text/plain"]


def test_a_look_decodes_no_frames_and_draws_no_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = write_clip(
        tmp_path / "a.mp4", seconds=10, draw=moving, sound=tone(hertz=500, seconds=10)
    )
    pages = made.document(tmp_path / "a.pdf", "one", "two")
    film_reading, pages_reading = (
        read(path, sent_plan(Settings(), GEMINI, outlines=True)) for path in (film, pages)
    )

    def never(*_: object, **__: object) -> Iterator[None]:
        raise AssertionError("this was only a look")

    monkeypatch.setattr(Frames, "at", never)
    monkeypatch.setattr(clip, "decode_sound", never)
    monkeypatch.setattr("findling.media.document.drawn", never)
    (window,) = film_reading.spans
    assert window.outline is not None
    assert (window.outline.frames, round(window.outline.sound)) == (10, 10)
    assert [s.parts.text for s in pages_reading.spans] == ["one", "two"]


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
def test_a_look_comes_near_to_the_price(shared_media: Path, form: Form) -> None:
    """Within 5 %, for each kind, over real files: tokens by what they cost (dollars a million)."""
    wanted: dict[Kind, float] = {}
    estimated: dict[Kind, float] = {}
    for folder in ("video", "audio/labelled", "audio/speech", "pdf"):
        for path in sorted((shared_media / folder).iterdir())[1::3]:
            try:
                reading, tokens = looked(path, form=form)
                payloads = sent(path, form=form)
            except MediaError:
                assert path.stem in ("encrypted_user", "truncated")
                continue
            kind = reading.facts.kind
            estimated[kind] = estimated.get(kind, 0.0) + sum(map(_usd, tokens))
            wanted[kind] = wanted.get(kind, 0.0) + sum(_usd(p.tokens) for p in payloads)
            _check_limits(payloads, form)
    assert set(wanted) == {Kind.CLIP, Kind.RECORDING, Kind.DOCUMENT}
    for kind, usd in wanted.items():
        assert usd <= estimated[kind] <= 1.05 * usd, kind


def _usd(tokens: Tokens) -> float:
    still_pictures = 0.45 * (tokens.image + tokens.document)
    return 0.2 * tokens.text + still_pictures + 6.5 * tokens.audio + 12 * tokens.video


def _check_limits(payloads: list[Payload], form: Form) -> None:
    for payload in payloads:
        assert payload.tokens.total <= form.most_tokens
        assert payload.size <= form.most_bytes
        assert sum(p.mime == "image/jpeg" for p in payload.parts) <= form.most_images
        for part in payload.parts:
            if part.mime == "video/mp4":
                assert lasting(part) <= form.longest_clip
            elif part.mime == "audio/mpeg":
                assert lasting(part) <= form.longest_recording


@pytest.mark.parametrize("name", ["encrypted_user", "truncated"])
def test_what_cannot_be_read_is_not_prepared(shared_media: Path, name: str) -> None:
    for attempt in (sent, looked):
        with pytest.raises(MediaError):
            attempt(shared_media / "pdf" / f"{name}.pdf")


def test_a_look_knows_what_becomes_the_same_payload(tmp_path: Path) -> None:
    sound = tone(hertz=440, seconds=3)
    same = [
        write_recording(tmp_path / "a.wav", sound, codec="pcm_s16le"),
        write_recording(tmp_path / "b.flac", sound),
    ]
    other = write_recording(tmp_path / "c.flac", tone(hertz=300, seconds=3))
    sources = []
    for path in (*same, other):
        reading = read(path, sent_plan(Settings(), GEMINI, outlines=True))
        (content,) = outlined(reading.spans, form=GEMINI, single_pages=2)
        sources.append(content.source)
    digests = [payload.digest for path in (*same, other) for payload in sent(path)]
    assert digests[0] == digests[1] != digests[2]
    assert sources[0] == sources[1] != sources[2]
    assert all(sources)
