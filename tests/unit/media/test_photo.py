import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from findling.core.errors import MediaError, NotMedia
from findling.core.model import Kind, Span
from findling.media.reading import PICTURE, ReadPlan, read

PLAN = ReadPlan(clip_window=30, clip_frames=4, recording_window=60, document_pages=100)


def gradient(width: int, height: int) -> Image.Image:
    across = np.linspace(0, 255, width, dtype=np.uint8)[None, :].repeat(height, 0)
    return Image.fromarray(np.dstack([across, across, 255 - across]))


def test_a_photo_is_one_span_with_one_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    gradient(3000, 2000).save(path)
    reading = read(path, PLAN)
    assert reading.facts.kind is Kind.PHOTO
    assert (reading.facts.format, reading.facts.width, reading.facts.height) == (
        "jpeg",
        3000,
        2000,
    )
    assert reading.facts.look is not None
    assert reading.picture is not None
    assert max(reading.picture.size) <= PICTURE
    (span,) = reading.spans
    assert span.span == Span()
    assert span.parts.kind is Kind.PHOTO
    assert [image.shape for image in span.parts.images] == [(683, PICTURE, 3)]


@pytest.mark.parametrize("animated", ["GIF", "PNG", "WEBP"])
def test_of_animations_the_first_frame_is_shown(tmp_path: Path, animated: str) -> None:
    path = tmp_path / "a"
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(path, animated, save_all=True, append_images=frames[1:], duration=100)
    picture = read(path, PLAN).picture
    assert picture is not None
    pixel = picture.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 240 > 20 > pixel[1]


def test_of_many_pages_the_first_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:])
    picture = read(path, PLAN).picture
    assert picture is not None
    assert picture.getpixel((5, 5)) == (255, 0, 0)


def test_a_cmyk_jpeg_is_not_inverted(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (40, 40), (200, 30, 30)).convert("CMYK").save(path, quality=95)
    picture = read(path, PLAN).picture
    assert picture is not None
    pixel = picture.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert np.abs(np.subtract(pixel, (200, 30, 30))).max() < 12


@pytest.mark.parametrize(
    "size", [(1, 200_000), (200_000, 1), (1, 1)], ids=["thin", "wide", "dot"]
)
def test_odd_shapes_keep_an_area(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.png"
    Image.new("1", size).save(path)
    reading = read(path, PLAN)
    assert reading.picture is not None
    assert min(reading.picture.size) >= 1
    (span,) = reading.spans
    assert min(span.parts.images[0].shape) >= 1


def test_a_clip_behind_a_jpeg_does_not_matter(tmp_path: Path) -> None:
    out = io.BytesIO()
    gradient(60, 40).save(out, "JPEG")
    path = tmp_path / "MVIMG_1.jpg"
    path.write_bytes(out.getvalue() + b"\0\0\0\x18ftypmp42" + bytes(500))
    assert read(path, PLAN).facts.kind is Kind.PHOTO


@pytest.mark.skipif(os.name == "nt", reason="names are bytes elsewhere")
@pytest.mark.parametrize("name", [b"invalid\xff\xc3\x28.png", b"new\nline.png", b"-rf.png"])
def test_any_name_can_be_read(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    try:
        gradient(30, 20).save(io.BytesIO(), "PNG")
        with path.open("wb") as file:
            gradient(30, 20).save(file, "PNG")
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert read(path, PLAN).facts.width == 30


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "The file is empty."),
        (
            b"<html>404</html>",
            "mislabelled",
            "The name says JPEG, but the content is a web page.",
        ),
        (b"\x01\x02\x03", "damaged", "The file is damaged: its beginning"),
        (b"\xff\xd8\xff", "damaged", "The file is damaged"),
        (b"\xff\xd8\xff\xe0" + b"\x5a" * 3000, None, "The file"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, content: bytes, code: str | None, words: str
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=words) as caught:
        read(path, PLAN)
    assert code in (None, caught.value.code)
    assert caught.value.hint


def test_what_is_not_media_is_no_failure(tmp_path: Path) -> None:
    for name, content in (("a.svg", b"<svg/>"), ("notes.txt", b"words"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotMedia):
            read(tmp_path / name, PLAN)
    with pytest.raises(NotMedia):
        read(tmp_path, PLAN)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "gone.jpg", PLAN)
