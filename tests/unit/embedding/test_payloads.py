"""What is sent of a span: of the right form, never over a limit, and counted as it will be billed."""

import io
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from findling.core.model import (
    SAMPLE_RATE,
    Kind,
    MediaPart,
    Parts,
    Payload,
    Pixels,
    Samples,
    Tokens,
)
from findling.embedding.forms import GEMINI, VERTEX, Form
from findling.embedding.payloads import (
    audible,
    expected,
    fitting,
    most_text_tokens,
    payload_of,
    prepare,
    text_tokens,
)
from tests.made import drawing


def picture(width: int = 160, height: int = 120, *, seed: int = 1) -> Pixels:
    return np.asarray(drawing(seed, (width, height)))


def frames(count: int, *, size: tuple[int, int] = (160, 120)) -> tuple[Pixels, ...]:
    return tuple(picture(*size, seed=seed) for seed in range(count))


def tone(seconds: float, *, loud: float = 0.4) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (loud * np.sin(2 * np.pi * 440 * at)).astype(np.float32)


def length(data: bytes, kind: str) -> float:
    """Seconds of the pictures or of the sound in it, decoded."""
    with av.open(io.BytesIO(data), "r") as container:
        if kind == "video":
            stream = container.streams.video[0]
            assert stream.duration is not None
            assert stream.time_base is not None
            return float(stream.duration * stream.time_base)
        decoded = container.decode(audio=0)
        return float(sum([Fraction(f.samples, f.sample_rate) for f in decoded]))


def frame_count(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as container:
        return len(list(container.decode(video=0)))


def mimes(payload: Payload) -> list[str]:
    return [part.mime for part in payload.parts]


def words(payload: Payload) -> str:
    (part,) = (part for part in payload.parts if part.mime == "text/plain")
    return part.data.decode()


def test_a_photo_is_one_picture() -> None:
    (payload,) = prepare(
        Parts(kind=Kind.PHOTO, images=(picture(1024, 683),), text="taken there"), form=GEMINI
    )
    (part,) = payload.parts
    assert part.mime == "image/jpeg"
    with Image.open(io.BytesIO(part.data)) as image:
        assert image.size == (1024, 683)
    assert payload.tokens == Tokens(image=258)
    assert (payload.tokens,) == expected(Kind.PHOTO, form=GEMINI)


@pytest.mark.parametrize("count", [1, 2, 12, 30, 32])
def test_a_window_is_a_clip_of_a_frame_a_second(count: int) -> None:
    (payload,) = prepare(Parts(kind=Kind.CLIP, images=frames(count)), form=GEMINI)
    assert mimes(payload) == ["video/mp4"]
    assert frame_count(payload.parts[0].data) == count
    assert length(payload.parts[0].data, "video") == count
    assert payload.tokens == Tokens(video=66 * count)
    assert (payload.tokens,) == expected(Kind.CLIP, form=GEMINI, frames=count)


def test_more_frames_than_the_service_looks_at_are_thinned_evenly() -> None:
    levels = [np.full((32, 32, 3), 6 * number, np.uint8) for number in range(40)]
    (payload,) = prepare(Parts(kind=Kind.CLIP, images=tuple(levels)), form=GEMINI)
    with av.open(io.BytesIO(payload.parts[0].data), "r") as container:
        shown = [f.to_ndarray(format="rgb24").mean() for f in container.decode(video=0)]
    assert len(shown) == 32
    assert shown == sorted(shown)
    assert shown[0] < 10
    assert shown[-1] > 220
    assert payload.tokens == Tokens(video=66 * 32)


def test_a_windows_sound_is_a_content_of_its_own() -> None:
    seen, heard = prepare(
        Parts(kind=Kind.CLIP, images=frames(3), sound=tone(3.0), text="A title"), form=GEMINI
    )
    assert (mimes(seen), mimes(heard)) == (["video/mp4"], ["audio/mpeg"])
    assert length(heard.parts[0].data, "audio") == pytest.approx(3.1, abs=0.1)
    assert heard.tokens.audio == np.ceil(length(heard.parts[0].data, "audio") * 25)
    assert (seen.tokens, heard.tokens) == expected(Kind.CLIP, form=GEMINI, frames=3, sound=3.0)


def test_or_a_track_of_the_clip() -> None:
    parts = Parts(kind=Kind.CLIP, images=frames(10), sound=tone(10.0))
    (payload,) = prepare(parts, form=VERTEX)
    assert mimes(payload) == ["video/mp4"]
    data = payload.parts[0].data
    assert length(data, "video") == 10.0
    assert length(data, "audio") == pytest.approx(10.0, abs=0.1)
    assert payload.tokens == Tokens(video=660, audio=250)
    assert (payload.tokens,) == expected(Kind.CLIP, form=VERTEX, frames=10, sound=10.0)


def test_few_frames_with_a_track_last_as_long_as_it() -> None:
    """The service takes a frame a second of them, however often it is the same."""
    (payload,) = prepare(Parts(kind=Kind.CLIP, images=frames(4), sound=tone(20.0)), form=VERTEX)
    data = payload.parts[0].data
    assert (frame_count(data), length(data, "video")) == (4, 20.0)
    assert payload.tokens == Tokens(video=66 * 20, audio=500)


def test_a_clip_with_its_sound_stays_within_all_limits() -> None:
    parts = Parts(kind=Kind.CLIP, images=frames(40), sound=tone(200.0))
    (payload,) = prepare(parts, form=VERTEX)
    data = payload.parts[0].data
    assert 79 < length(data, "video") <= VERTEX.longest_clip
    assert length(data, "audio") <= VERTEX.longest_clip + 0.1
    assert 101 * length(data, "video") <= VERTEX.most_tokens
    short = replace(VERTEX, most_tokens=1010)
    (payload,) = prepare(parts, form=short)
    assert length(payload.parts[0].data, "video") <= 10.0


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
@pytest.mark.parametrize("sound", [None, tone(0.0), tone(5.0, loud=0.001), tone(5.0, loud=0.0)])
def test_silence_is_not_sent(form: Form, sound: Samples | None) -> None:
    (payload,) = prepare(Parts(kind=Kind.CLIP, images=frames(5), sound=sound), form=form)
    assert payload.tokens == Tokens(video=330)
    with av.open(io.BytesIO(payload.parts[0].data), "r") as container:
        assert not container.streams.audio
    assert prepare(Parts(kind=Kind.RECORDING, sound=sound), form=form) == ()
    assert expected(Kind.RECORDING, form=form) == ()


def test_one_word_in_a_long_silence_is_heard() -> None:
    sound = np.zeros(60 * SAMPLE_RATE, np.float32)
    assert audible(sound) is None
    sound[-3000:] = tone(1.0)[:3000]
    assert audible(sound) is sound


@pytest.mark.parametrize("form", [GEMINI, VERTEX])
def test_of_a_clip_without_a_frame_its_sound_is_sent(form: Form) -> None:
    (payload,) = prepare(Parts(kind=Kind.CLIP, sound=tone(2.0)), form=form)
    assert mimes(payload) == ["audio/mpeg"]
    assert (payload.tokens,) == expected(Kind.CLIP, form=form, sound=2.0)
    assert prepare(Parts(kind=Kind.CLIP, text="words"), form=form) == ()
    assert expected(Kind.CLIP, form=form) == ()


@pytest.mark.parametrize("seconds", [0.3, 60.0, 179.9, 180.0, 240.0])
def test_a_recording_is_sound_within_the_limit(seconds: float) -> None:
    (payload,) = prepare(Parts(kind=Kind.RECORDING, sound=tone(seconds)), form=GEMINI)
    assert mimes(payload) == ["audio/mpeg"]
    heard = length(payload.parts[0].data, "audio")
    assert min(seconds, 179.7) <= heard <= 180.0
    assert payload.tokens == Tokens(audio=int(np.ceil(heard * 25)))
    assert (payload.tokens,) == expected(Kind.RECORDING, form=GEMINI, sound=seconds)


def test_a_page_is_its_picture_and_its_words() -> None:
    (payload,) = prepare(
        Parts(kind=Kind.DOCUMENT, images=(picture(725, 1024),), text="Grüße aus Wien"),
        form=GEMINI,
        title="Letters",
    )
    assert mimes(payload) == ["image/jpeg", "text/plain"]
    assert words(payload) == "Grüße aus Wien"
    assert payload.tokens == Tokens(image=258, text=4)
    assert (payload.tokens,) == expected(Kind.DOCUMENT, form=GEMINI, text="Grüße aus Wien")


def test_a_page_without_words_is_its_picture() -> None:
    (payload,) = prepare(Parts(kind=Kind.DOCUMENT, images=(picture(),)), form=GEMINI)
    assert mimes(payload) == ["image/jpeg"]
    assert payload.tokens == Tokens(image=258)


def test_a_page_as_it_is() -> None:
    parts = Parts(kind=Kind.DOCUMENT, images=(picture(),), text="words", pdf=b"%PDF-1.7 page")
    (payload,) = prepare(parts, form=VERTEX)
    assert payload.parts == (MediaPart(mime="application/pdf", data=b"%PDF-1.7 page"),)
    assert payload.tokens == Tokens(document=258)
    assert (payload.tokens,) == expected(Kind.DOCUMENT, form=VERTEX, text="words", as_pdf=True)


@pytest.mark.parametrize(
    ("title", "start"),
    [("", "title: none | text: body"), ("On  bees\n", "title: On bees | text: body")],
)
def test_words_alone_say_that_they_are_a_document(title: str, start: str) -> None:
    (payload,) = prepare(Parts(kind=Kind.DOCUMENT, text="body"), form=GEMINI, title=title)
    assert mimes(payload) == ["text/plain"]
    assert words(payload) == start
    assert payload.tokens == Tokens(text=text_tokens(start))


def test_a_page_without_anything_is_not_sent() -> None:
    assert prepare(Parts(kind=Kind.DOCUMENT), form=GEMINI) == ()
    assert prepare(Parts(kind=Kind.DOCUMENT, text=" \n "), form=GEMINI) == ()


def test_pages_together_are_several_pictures() -> None:
    parts = Parts(
        kind=Kind.DOCUMENT, images=frames(8, size=(1100, 1500)), text="words " * 20_000
    )
    (payload,) = prepare(parts, form=GEMINI)
    assert mimes(payload) == ["image/jpeg"] * 6 + ["text/plain"]
    for part in payload.parts[:6]:
        with Image.open(io.BytesIO(part.data)) as image:
            assert max(image.size) <= GEMINI.page_side
    assert 6 * 258 + most_text_tokens(words(payload)) <= GEMINI.most_tokens
    assert (payload.tokens,) == expected(
        Kind.DOCUMENT, form=GEMINI, pages=6, text="words " * 20_000
    )


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "語" * 50_000, "aé " * 30_000, "\U0001f426" * 9000]
)
@pytest.mark.parametrize("images", [0, 1, 6])
def test_no_content_exceeds_the_tokens(text: str, images: int) -> None:
    (payload,) = prepare(
        Parts(kind=Kind.DOCUMENT, images=frames(images), text=text),
        form=GEMINI,
        title="t" * 5000,
    )
    assert 258 * images + most_text_tokens(words(payload)) <= GEMINI.most_tokens
    assert payload.tokens.total <= GEMINI.most_tokens


def test_noise_as_large_as_it_gets_fits_into_a_request() -> None:
    random = np.random.default_rng(1)

    def noise(width: int, height: int) -> Pixels:
        return random.integers(0, 256, (height, width, 3), dtype=np.uint8)

    (pages,) = prepare(
        Parts(kind=Kind.DOCUMENT, images=tuple(noise(1024, 1024) for _ in range(6))),
        form=GEMINI,
    )
    (clip,) = prepare(
        Parts(kind=Kind.CLIP, images=tuple(noise(480, 480) for _ in range(32))), form=GEMINI
    )
    (photo,) = prepare(Parts(kind=Kind.PHOTO, images=(noise(1024, 1024),)), form=GEMINI)
    assert max(pages.size, clip.size, photo.size) <= GEMINI.most_bytes


def test_a_clip_is_never_larger_than_the_service_looks() -> None:
    (payload,) = prepare(Parts(kind=Kind.CLIP, images=frames(2, size=(641, 361))), form=GEMINI)
    with av.open(io.BytesIO(payload.parts[0].data), "r") as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (480, 270)
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"


def test_a_digest_names_exactly_its_parts() -> None:
    one, other = MediaPart(mime="text/plain", data=b"ab"), MediaPart(mime="a/b", data=b"c")
    variants = [
        [one],
        [other],
        [one, other],
        [other, one],
        [MediaPart(mime="text/plain", data=b"abc")],
        [MediaPart(mime="text/plain", data=b"a"), MediaPart(mime="text/plain", data=b"b")],
        [MediaPart(mime="text/plai", data=b"nab")],
    ]
    digests = [payload_of(parts, Tokens()).digest for parts in variants]
    assert len(set(digests)) == len(variants)
    assert {len(digest) for digest in digests} == {16}
    assert payload_of([one], Tokens(text=5)).digest == digests[0]


def test_sizes_are_summed_over_the_parts() -> None:
    parts = [MediaPart(mime="a/b", data=b"12345"), MediaPart(mime="text/plain", data=b"123")]
    assert payload_of(parts, Tokens()).size == 8


@settings(deadline=None)
@given(text=st.text(max_size=400), tokens=st.integers(0, 200))
def test_fitting_text_is_the_longest_beginning_that_fits(text: str, tokens: int) -> None:
    cut = fitting(text, tokens=tokens)
    assert text.startswith(cut)
    assert most_text_tokens(cut) <= tokens
    assert cut == text or most_text_tokens(text[: len(cut) + 1]) >= tokens


def test_letters_are_counted_as_google_says() -> None:
    assert [text_tokens(text) for text in ("", "a", "four", "fours", "ä" * 9)] == [
        0,
        1,
        1,
        2,
        3,
    ]
