"""Each rule of the documentation, and each of our own, refuses what breaks it and nothing else."""

import io
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.standin import StandIn, digest_of
from tests.standin.contents import Content, Part
from tests.standin.media import watch
from tests.standin.rules import Platform, check
from tests.standin.wire import ApiError
from tests.unit.standin.samples import (
    QUERY,
    VERTEX,
    Parts,
    ask,
    batch_body,
    clip,
    content,
    encoded,
    jpeg,
    mp3,
    pdf,
    picture,
    tone,
    wav,
    words,
)

Made = Callable[[Path], Parts]


def _jpeg(**how: Any) -> Parts:
    return [("image/jpeg", encoded(picture(), **how))]


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    return exif


def _noted_png() -> Parts:
    notes = PngInfo()
    notes.add_text("Author", "somebody")
    return [("image/png", encoded(picture(), "PNG", pnginfo=notes))]


def _long_wav(seconds: float) -> tuple[str, bytes]:
    """At a thousand samples a second, which is quickly read."""
    return wav(tone(seconds / 16), rate=1000)


def _listed_wav() -> Parts:
    mime, data = wav(tone(1))
    return [(mime, data + b"LIST\x0c\x00\x00\x00INFOISFT\x00\x00\x00\x00")]


GOOD: dict[str, Made] = {
    "jpeg": lambda _: [jpeg()],
    "png": lambda _: [("image/png", encoded(picture(), "PNG"))],
    "transparent png": lambda _: [("image/png", encoded(picture().convert("RGBA"), "PNG"))],
    "palette png": lambda _: [
        ("image/png", encoded(picture().convert("P"), "PNG", transparency=b"\x00\x80"))
    ],
    "six images": lambda _: [jpeg(n) for n in range(6)],
    "mp3": lambda _: [mp3(tone(2))],
    "mp3 by its other name": lambda _: [("audio/mp3", mp3(tone(2))[1])],
    "wav of 180 s": lambda _: [_long_wav(180)],
    "clip of 120 s": lambda _: [clip(120)],
    "clip with a track": lambda _: [clip(4, track=4.0)],
    "hevc": lambda _: [clip(4, codec="libx265")],
    "mov": lambda _: [clip(4, form="mov")],
    "pdf of six pages": lambda folder: [pdf(folder, *"abcdef")],
    "page and its words": lambda _: [jpeg(), words("what is written on it")],
    "question": lambda _: [words(f"{QUERY}red car")],
    "document": lambda _: [words("title: none | text: a body")],
    "8192 tokens": lambda _: [words(("title: none | text: " + "x" * 32768)[:32768])],
}

BAD: dict[str, tuple[str, Made]] = {
    "webp": ("format", lambda _: [("image/webp", encoded(picture(), "WEBP"))]),
    "gif": ("format", lambda _: [("image/gif", encoded(picture(), "GIF"))]),
    "png called jpeg": ("format", lambda _: [("image/jpeg", encoded(picture(), "PNG"))]),
    "half a jpeg": ("format", lambda _: [("image/jpeg", jpeg()[1][:1500])]),
    "no picture at all": ("format", lambda _: [("image/png", b"not a picture")]),
    "wav called mp3": ("format", lambda _: [("audio/mpeg", wav(tone(1))[1])]),
    "ogg": ("format", lambda _: [("audio/ogg", wav(tone(1))[1])]),
    "mov called mp4": ("format", lambda _: [("video/mp4", clip(4, form="mov")[1])]),
    "mpeg-4 part 2": ("format", lambda _: [clip(4, codec="mpeg4")]),
    "matroska": ("format", lambda _: [("video/mp4", clip(4, form="matroska")[1])]),
    "broken pdf": ("format", lambda _: [("application/pdf", b"%PDF-1.4 and no more")]),
    "text as a file": ("format", lambda _: [("application/json", b"{}")]),
    "seven images": ("images", lambda _: [jpeg(n) for n in range(7)]),
    "seven pages": ("pages", lambda folder: [pdf(folder, *"abcdefg")]),
    "six pages and one": (
        "pages",
        lambda folder: [pdf(folder, *"abcdef"), pdf(folder, "g")],
    ),
    "sound over 180 s": ("seconds", lambda _: [_long_wav(180.1)]),
    "clip of 121 s": ("seconds", lambda _: [clip(121)]),
    "odd frame": ("odd-size", lambda _: [clip(4, size=(63, 48))]),
    "over 8192 tokens": ("tokens", lambda _: [words("title: none | text: " + "x" * 32768)]),
    "nothing in a part": ("empty", lambda _: [words(" ")]),
    "exif": ("metadata", lambda _: _jpeg(exif=_exif())),
    "xmp": ("metadata", lambda _: _jpeg(xmp=b"<x:xmpmeta/>")),
    "colour profile": ("metadata", lambda _: _jpeg(icc_profile=b"a profile")),
    "comment": ("metadata", lambda _: _jpeg(comment="by somebody")),
    "more after the picture": ("metadata", lambda _: [("image/jpeg", jpeg()[1] + b"more")]),
    "png text": ("metadata", lambda _: _noted_png()),
    "id3": ("metadata", lambda _: [mp3(tone(1), plain=False)]),
    "id3v1": ("metadata", lambda _: [("audio/mpeg", mp3(tone(1))[1] + b"TAG" + bytes(125))]),
    "wav list": ("metadata", lambda _: _listed_wav()),
    "mp4 title": ("metadata", lambda _: [clip(4, title="holiday")]),
    "pdf title": ("metadata", lambda folder: [pdf(folder, "a", title="letter")]),
    "pdf xmp": (
        "metadata",
        lambda folder: [("application/pdf", pdf(folder, "a")[1] + b"% <x:xmpmeta/>")],
    ),
    "no prefix": ("prefix", lambda _: [words("red car")]),
    "another task": ("prefix", lambda _: [words("task: clustering | query: red car")]),
    "an empty question": ("prefix", lambda _: [words(QUERY)]),
    "prefix beside a picture": ("prefix", lambda _: [jpeg(), words(f"{QUERY}car")]),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_may_be_sent_is_answered(name: str, server: StandIn, tmp_path: Path) -> None:
    status, told = ask(server, batch_body(GOOD[name](tmp_path)))
    assert status == 200, told
    assert not server.refusals


@pytest.mark.parametrize("name", BAD)
def test_what_breaks_a_rule_is_refused(name: str, server: StandIn, tmp_path: Path) -> None:
    reason, made = BAD[name]
    status, told = ask(server, batch_body([jpeg()], made(tmp_path)))
    assert (status, told["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert [refusal.reason for refusal in server.refusals] == [reason]
    blamed = "requests[1]" in str(told)
    assert blamed or reason == "format"  # what cannot be decoded is not named by the service
    assert not server.answered
    assert server.bill.usd == 0


def test_lax_lifts_only_our_own_rules(tmp_path: Path) -> None:
    with StandIn(strict=False) as server:
        for name in ("exif", "id3", "mp4 title", "no prefix", "webp", "seven images"):
            reason, made = BAD[name]
            status, _ = ask(server, batch_body(made(tmp_path)))
            assert (status == 200) == (reason in ("metadata", "prefix"))
        assert ask(server, batch_body([jpeg()], taskType="RETRIEVAL_QUERY"))[0] == 200


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"taskType": "RETRIEVAL_QUERY"}, "task-type"),
        ({"task_type": "RETRIEVAL_QUERY"}, "task-type"),
        ({"title": "a title"}, "task-type"),
        ({"outputDimensionality": 127}, "dimensions"),
        ({"outputDimensionality": 3073}, "dimensions"),
        ({"outputDimensionality": "768"}, "dimensions"),
        ({"autoTruncate": True}, "unknown-field"),
        ({"documentOcr": True}, "unknown-field"),
        ({"embedContentConfig": {"audioTrackExtraction": True}}, "unknown-field"),
        ({"colour": "red"}, "unknown-field"),
        ({"model": "models/gemini-embedding-001"}, "model"),
    ],
)
def test_fields_of_a_request(config: dict[str, Any], reason: str, server: StandIn) -> None:
    status, _ = ask(server, batch_body([jpeg()], **config))
    assert status == 400
    assert [refusal.reason for refusal in server.refusals] == [reason]


def test_a_hundred_contents_are_the_most(server: StandIn) -> None:
    question = [words(f"{QUERY}red car")]
    config = {"outputDimensionality": 128}
    assert ask(server, batch_body(*[question] * 100, **config))[0] == 200
    assert ask(server, batch_body(*[question] * 101, **config))[0] == 400
    assert ask(server, {"requests": []})[0] == 400
    assert [refusal.reason for refusal in server.refusals] == ["contents", "empty"]


def test_a_body_has_a_largest_size() -> None:
    with StandIn(most_bytes=1000) as server:
        status, told = ask(server, batch_body([jpeg()]))
        assert status == 400
        assert "payload size exceeds" in told["error"]["message"]


def test_images_may_count_over_a_whole_request() -> None:
    with StandIn(images_per_request=True) as server:
        assert ask(server, batch_body(*[[jpeg(n)] for n in range(6)]))[0] == 200
        status, told = ask(server, batch_body(*[[jpeg(n)] for n in range(7)]))
        assert status == 400
        assert "supports at most 6 image parts" in told["error"]["message"]


def test_vertex_takes_more_pictures_and_its_own_fields(server: StandIn, tmp_path: Path) -> None:
    path = f"{VERTEX}:embedContent"
    webp = [("image/webp", encoded(picture(), "WEBP"))]
    assert ask(server, {"content": content(webp)}, path=path)[0] == 200
    page = {
        "content": content([pdf(tmp_path, "a")]),
        "embedContentConfig": {"documentOcr": True},
    }
    assert ask(server, page, path=path)[0] == 200
    assert not server.refusals
    two = {"content": content([clip(4), clip(5)])}
    assert ask(server, two, path=path)[0] == 400
    assert [refusal.reason for refusal in server.refusals] == ["files"]


def test_a_clip_with_its_track_has_81_seconds_of_room() -> None:
    """66 tokens a frame, 25 a second of sound, 10 for each second's time stamp."""
    platform = Platform(vertex=True, strict=True, most_frames=120, most_dimensions=3072)
    mime, data = clip(4, track=4.0)
    asked = Content(parts=(Part(mime=mime, data=data),), config={"audioTrackExtraction": True})
    seen = watch(data)
    fits = replace(seen, seconds=81.0, track_seconds=81.0)
    assert check(asked, [fits], platform) == {"VIDEO": 81 * 66, "AUDIO": 81 * 25}
    with pytest.raises(ApiError) as refusal:
        check(asked, [replace(seen, seconds=82.0, track_seconds=82.0)], platform)
    assert refusal.value.reason == "tokens"


def test_a_refusal_names_the_content(server: StandIn) -> None:
    bad = [words("no prefix")]
    ask(server, batch_body([jpeg()], bad))
    assert server.refusals[0].digest == digest_of(bad)


def test_samples_are_what_they_claim() -> None:
    with wave.open(io.BytesIO(wav(tone(2))[1])) as file:
        assert file.getnframes() == 32_000
