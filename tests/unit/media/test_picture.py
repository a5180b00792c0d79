import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from findling.media.picture import (
    THUMBNAIL,
    dominant_colour,
    encode_thumbnail,
    fit,
    look_hash,
    pixels,
    shrink,
    upright_rgb,
)


def gradient(width: int = 64, height: int = 48) -> Image.Image:
    across = np.linspace(0, 255, width, dtype=np.uint8)[None, :].repeat(height, 0)
    down = np.linspace(0, 255, height, dtype=np.uint8)[:, None].repeat(width, 1)
    return Image.fromarray(np.dstack([across, down, 255 - across]))


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((4000, 3000), (480, 360)),
        ((100, 50), (100, 50)),
        ((1, 200_000), (1, 480)),
        ((9, 480), (9, 480)),
    ],
)
def test_fit_shrinks_and_never_reaches_zero(
    size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert fit(size, THUMBNAIL) == fitted


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_is_undone(turn: int) -> None:
    upright = gradient()
    undo = {6: 8, 8: 6}.get(turn, turn)  # turning the other way stores what `turn` sets right
    stored = upright_rgb(upright, 1024, turn=undo)
    assert np.array_equal(np.asarray(upright_rgb(stored, 1024, turn=turn)), np.asarray(upright))


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "La", "P", "PA", "RGBA", "RGBa", "CMYK", "YCbCr", "HSV"]
)
def test_every_mode_becomes_rgb(mode: str) -> None:
    base = gradient().convert({"La": "LA", "PA": "P", "RGBa": "RGBA"}.get(mode, mode))
    image = base.convert(mode)
    result = upright_rgb(image, 1024)
    assert result.mode == "RGB"
    if mode == "1":  # dithered
        return
    wanted = np.asarray(
        gradient().convert("L") if mode in ("L", "LA", "La") else gradient(), dtype=int
    )
    got = np.asarray(result.convert("L") if mode in ("L", "LA", "La") else result, dtype=int)
    assert np.abs(got - wanted).mean() < (40 if mode in ("P", "PA") else 4)


def test_lab_becomes_rgb() -> None:
    lab = ImageCms.profileToProfile(
        gradient(),
        ImageCms.createProfile("sRGB"),
        ImageCms.createProfile("LAB"),
        outputMode="LAB",
    )
    assert lab is not None
    difference = np.asarray(upright_rgb(lab, 1024), dtype=int) - np.asarray(
        gradient(), dtype=int
    )
    assert np.abs(difference).mean() < 6


def test_sixteen_bits_keep_their_upper_half() -> None:
    values = np.linspace(0, 65535, 256).astype(np.uint16)[None, :].repeat(4, 0)
    result = np.asarray(upright_rgb(Image.fromarray(values), 1024))[0, :, 0]
    assert np.abs(result.astype(int) - np.arange(256)).max() <= 1


def test_twelve_bits_in_sixteen_are_not_left_dark() -> None:
    values = np.linspace(0, 4095, 256).astype(np.uint16)[None, :].repeat(4, 0)
    assert np.asarray(upright_rgb(Image.fromarray(values), 1024)).max() >= 250


@pytest.mark.parametrize("top", [1.0, 1e30])
def test_floats_spread_over_their_range_and_survive_nan(top: float) -> None:
    values = np.linspace(0, top, 64, dtype=np.float32)[None, :].repeat(4, 0)
    values[0, 0], values[1, 1] = np.nan, np.inf
    result = np.asarray(upright_rgb(Image.fromarray(values), 1024))
    assert result[3, 0, 0] == 0
    assert result[3, -1, 0] == 255


def test_whole_numbers_of_32_bits() -> None:
    values = np.linspace(0, 65535, 64).astype(np.int32)[None, :].repeat(4, 0)
    result = np.asarray(upright_rgb(Image.fromarray(values), 1024))
    assert (result.min(), result.max()) == (0, 255)
    assert np.asarray(upright_rgb(Image.new("I", (4, 4), 7), 1024)).shape == (4, 4, 3)


def test_transparency_lies_on_white() -> None:
    assert (
        upright_rgb(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), 9).getpixel((0, 0)) == (255,) * 3
    )
    keyed = Image.new("P", (4, 4), 0)
    keyed.putpalette([10, 20, 30])
    keyed.info["transparency"] = 0
    assert upright_rgb(keyed, 9).getpixel((0, 0)) == (255,) * 3


def test_a_wide_gamut_profile_is_honoured_and_nonsense_is_not() -> None:
    image = Image.new("RGB", (8, 8), (200, 30, 30))
    image.info["icc_profile"] = b"nonsense" * 40
    assert upright_rgb(image, 9).getpixel((0, 0)) == (200, 30, 30)
    image.info["icc_profile"] = ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")
    ).tobytes()
    assert upright_rgb(image, 9).getpixel((0, 0)) == (200, 30, 30)


def test_thumbnails_are_small_webp() -> None:
    for size in ((2000, 1000), (1, 200_000), (200_000, 1), (1, 1)):
        thumbnail = Image.open(io.BytesIO(encode_thumbnail(Image.new("RGB", size))))
        assert thumbnail.format == "WEBP"
        assert max(thumbnail.size) <= THUMBNAIL
        assert min(thumbnail.size) >= 1


def test_pixels_are_rows_of_rgb() -> None:
    array = pixels(gradient(1000, 500), 640)
    assert array.shape == (320, 640, 3)
    assert array.dtype == np.uint8


def test_the_main_colour_is_the_most_frequent() -> None:
    image = Image.new("RGB", (100, 100), (250, 0, 0))
    image.paste((0, 0, 250), (0, 0, 100, 30))
    colour = dominant_colour(image)
    assert colour >> 16 > 200
    assert colour & 0xFF < 60
    assert dominant_colour(Image.new("RGB", (1, 1), (1, 2, 3))) == 0x010203


def test_look_hashes_hold_through_shrinking_and_part_through_change() -> None:
    rng = np.random.default_rng(5)
    noise = Image.fromarray(rng.integers(0, 255, (9, 12, 3), dtype=np.uint8)).resize((600, 450))
    other = Image.fromarray(rng.integers(0, 255, (9, 12, 3), dtype=np.uint8)).resize((600, 450))
    mine = look_hash(noise)
    assert 0 <= mine < 1 << 64
    assert (mine ^ look_hash(shrink(noise, 200))).bit_count() <= 2
    assert (mine ^ look_hash(other)).bit_count() > 16
    assert look_hash(Image.new("RGB", (5, 5))) == 0
