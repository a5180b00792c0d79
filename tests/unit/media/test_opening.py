import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from findling.core.errors import MediaError
from findling.media.opening import (
    LARGEST,
    MAX_PIXELS,
    check_size,
    decode,
    open_image,
    orientation,
    translated,
    upright_size,
)


def half_and_half(width: int = 60, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right, with a white top left corner: every turn looks different."""
    image = Image.new("RGB", (width, height), (220, 0, 0))
    image.paste((0, 0, 220), (width // 2, 0, width, height))
    image.paste((255, 255, 255), (0, 0, width // 4, height // 4))
    return image


def stored(format_name: str, turn: int, **options: object) -> io.BytesIO:
    """The picture as a camera held at `turn` stores it."""
    undo = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    image = half_and_half()
    if turn in undo:
        image = image.transpose(undo[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    out = io.BytesIO()
    image.save(out, format_name, exif=exif.tobytes(), **options)
    out.seek(0)
    return out


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
@pytest.mark.parametrize("format_name", ["jpeg", "png", "webp", "tiff", "avif", "heic"])
def test_orientation_is_applied_once_in_every_format(format_name: str, turn: int) -> None:
    if format_name == "heic":
        pytest.importorskip("pillow_heif").register_heif_opener()
    pillow_name = {"heic": "HEIF"}.get(format_name, format_name.upper())
    image = open_image(stored(pillow_name, turn), format_name)
    size = upright_size(image)
    picture = decode(image)
    assert size == (60, 40)
    assert_upright(picture)


def assert_upright(picture: Image.Image) -> None:
    assert picture.size == (60, 40)
    corner, left, right = (picture.getpixel(at) for at in ((3, 3), (5, 30), (55, 30)))
    assert isinstance(corner, tuple)
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert min(corner) > 180
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


def without_box(content: bytes, name: bytes) -> bytes:
    """A box file without the boxes of one name."""
    kept, at = b"", 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4], "big") or len(content) - at
        kept += b"" if content[at + 4 : at + 8] == name else content[at : at + size]
        at += size
    return kept


@pytest.mark.parametrize("rebuildable", [True, False])
@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_jpeg_xl_is_turned_once_whether_it_holds_a_jpeg_or_pixels(
    turn: int, rebuildable: bool, tmp_path: Path
) -> None:
    from pillow_jxl import JpegXLImagePlugin  # noqa: F401 - registers the format

    out = io.BytesIO()
    source = tmp_path / "source.jpg"  # the plugin takes a JPEG over unchanged only from a file
    source.write_bytes(stored("JPEG", turn).getvalue())
    with Image.open(source) as jpeg:
        jpeg.save(out, "JXL", lossless_jpeg=True)
    content = out.getvalue() if rebuildable else without_box(out.getvalue(), b"jbrd")
    image = open_image(io.BytesIO(content), "jxl")
    size = upright_size(image)
    assert_upright(decode(image))
    assert size == (60, 40)


def test_a_large_jpeg_is_reduced_while_it_is_decoded() -> None:
    out = io.BytesIO()
    half_and_half(4000, 3000).save(out, "JPEG")
    image = open_image(out, "jpeg")
    assert upright_size(image) == (4000, 3000)
    picture = decode(image)
    assert image.size == (1000, 750)
    assert picture.size == (1000, 750)


def test_others_are_brought_to_working_size() -> None:
    out = io.BytesIO()
    half_and_half(3000, 200).save(out, "PNG")
    assert decode(open_image(out, "png")).size == (LARGEST, 68)


@pytest.mark.parametrize(
    ("kept", "code"), [(0.8, None), (0.25, "truncated"), (0.05, "truncated")]
)
@pytest.mark.parametrize("format_name", ["jpeg", "png"])
def test_a_cut_picture_is_kept_when_most_of_it_came(
    format_name: str, kept: float, code: str | None
) -> None:
    rng = np.random.default_rng(3)
    out = io.BytesIO()
    Image.fromarray(rng.integers(1, 255, (300, 400, 3), dtype=np.uint8)).save(out, format_name)
    content = out.getvalue()
    file = io.BytesIO(content[: int(len(content) * kept)])
    if code is None:
        assert decode(open_image(file, format_name)).size == (400, 300)
        return
    with pytest.raises(MediaError) as caught:
        decode(open_image(file, format_name))
    assert caught.value.code == code


def chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def png_of(width: int, height: int) -> io.BytesIO:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(100)))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b""))


@pytest.mark.parametrize("size", [(20_000, 20_000), (2**31 - 1, 2**31 - 1), (50_000, 50_000)])
def test_what_says_it_is_huge_is_refused_before_decoding(size: tuple[int, int]) -> None:
    with pytest.raises(MediaError) as caught:
        open_image(png_of(*size), "png")
    assert caught.value.code == "too-large"


def test_a_huge_jpeg_xl_is_refused_before_its_decoder_starts() -> None:
    bits, position = 0, 0
    for value, count in ((0, 1), (3, 2), (99_999, 30), (0, 3), (3, 2), (99_999, 30)):
        bits |= value << position
        position += count
    with pytest.raises(MediaError) as caught:
        open_image(io.BytesIO(b"\xff\x0a" + bits.to_bytes(16, "little")), "jxl")
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(("size", "code"), [((0, 5), "no-picture"), ((-3, 5), "no-picture")])
def test_a_picture_needs_an_area(size: tuple[int, int], code: str) -> None:
    with pytest.raises(MediaError) as caught:
        check_size(*size)
    assert caught.value.code == code
    check_size(MAX_PIXELS, 1)


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (MemoryError(), "too-much-memory"),
        (OSError("image file is truncated (3 bytes not processed)"), "truncated"),
        (OSError("broken data stream when reading image file"), "damaged"),
        (OSError(5, "Input/output error"), "io-error"),
        (struct.error("x"), "damaged"),
        (SyntaxError("x"), "damaged"),
        (ValueError("x"), "damaged"),
        (AttributeError("x"), "damaged"),
        (Image.DecompressionBombError("x"), "too-large"),
    ],
)
def test_whatever_a_decoder_raises_becomes_a_failure(raised: Exception, code: str) -> None:
    with pytest.raises(MediaError) as caught, translated():
        raise raised
    assert caught.value.code == code


def test_a_vanished_file_stays_one() -> None:
    with pytest.raises(FileNotFoundError), translated():
        raise FileNotFoundError(2, "gone")


@pytest.mark.parametrize("turn", [0, 9, 77])
def test_orientations_that_do_not_exist_mean_upright(turn: int) -> None:
    assert orientation(open_image(stored("JPEG", turn), "jpeg")) == 1


def test_a_broken_exif_block_does_not_cost_the_picture() -> None:
    out = io.BytesIO()
    half_and_half().save(out, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xfe" * 90)
    assert decode(open_image(out, "jpeg")).size == (60, 40)


@pytest.mark.parametrize(
    "format_name",
    ["jpeg", "png", "gif", "bmp", "tiff", "webp", "heic", "avif", "jxl", "psd", "ico", "tga"],
)
def test_noise_is_a_failure_in_every_format(format_name: str) -> None:
    noise = np.random.default_rng(8).bytes(5000)
    with pytest.raises(MediaError):
        decode(open_image(io.BytesIO(noise), format_name))


@pytest.mark.parametrize(
    ("format_name", "head"), [("jpeg", b"\xff\xd8\xff\xe0\0\2"), ("gif", b"GIF89a")]
)
def test_a_beginning_that_never_ends_is_given_up(
    tmp_path: Path, format_name: str, head: bytes
) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(head + b"\x08\0\x08\0\0\0\0")
        file.truncate(1 << 34)
    with path.open("rb") as file, pytest.raises(MediaError) as caught:
        open_image(file, format_name)
    assert caught.value.code == "damaged"
