"""Pixels: from what decoders give to what thumbnails, placeholders, hashes and providers take.

Pure arithmetic on Pillow images, inside decode processes. Colour profiles are honoured, because it
costs little on the reduced picture: wide-gamut phone photos and printers' CMYK look wrong without.
"""

from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from findling.core.model import Pixels

THUMBNAIL = 480
PIXELS = 1024
"""Long side of the picture that a provider is given: as large as it was decoded. One size less saves a resize here
(7 ms of a 12 MP photo's 90), and each provider shrinks to its own size anyway."""
_QUALITY = 45
_METHOD = 2
"""Of 37 photos: 13.4 kB, 5 ms, 32.4 dB each. Quality 75: 18.9 kB, 34.7 dB; method 4: 4 % smaller, 12 ms."""
_MAX_PROFILE = 4 << 20
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation to what undoes it; TIFF 6.0, tag 274."""


def fit(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """`size` shrunk, never enlarged, so that its long side is at most `longest`; no side below 1."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def upright_rgb(image: Image.Image, longest: int, *, turn: int = 1) -> Image.Image:
    """Any mode to 8-bit RGB, transparency on white, turned by EXIF orientation `turn`, shrunk."""
    small = shrink(_plain(image), longest)
    flat = _on_white(small) if small.mode in ("RGBA", "LA") else small
    rgb = _to_srgb(flat, image.info.get("icc_profile"))
    return rgb.transpose(_TURNS[turn]) if turn in _TURNS else rgb


def shrink(picture: Image.Image, longest: int) -> Image.Image:
    """A smaller copy, or the picture itself where it is small enough."""
    size = fit(picture.size, longest)
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def pixels(picture: Image.Image, longest: int = PIXELS) -> Pixels:
    """Shape (height, width, 3): an RGB picture as a provider takes it."""
    return np.asarray(shrink(picture, longest), dtype=np.uint8)


def encode_thumbnail(picture: Image.Image) -> bytes:
    """WebP, long side at most `THUMBNAIL`."""
    out = BytesIO()
    shrink(picture, THUMBNAIL).save(out, "WEBP", quality=_QUALITY, method=_METHOD)
    return out.getvalue()


def dominant_colour(picture: Image.Image) -> int:
    """0xRRGGBB: the most frequent of four colours that stand for the picture."""
    small = picture.resize((32, 32), Image.Resampling.BOX, reducing_gap=2.0).quantize(4)
    counts = small.getcolors(256)
    palette = small.getpalette()
    assert counts is not None
    assert palette is not None
    index = max(counts)[1]
    assert isinstance(index, int)
    red, green, blue = palette[3 * index : 3 * index + 3]
    return red << 16 | green << 8 | blue


def look_hash(picture: Image.Image) -> int:
    """64 bits: whether each of 8 x 8 cells is brighter than its left neighbour (a difference hash)."""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.BOX, reducing_gap=3.0)
    cells = np.asarray(grey, dtype=np.int16)
    return int.from_bytes(np.packbits(cells[:, 1:] > cells[:, :-1]).tobytes(), "big")


def _plain(image: Image.Image) -> Image.Image:
    """To one of L, RGB, RGBA, LA, CMYK, LAB: the modes that can be shrunk and then coloured."""
    mode = image.mode
    if mode.startswith(("I", "F")):
        return _to_8_bits(image)
    if "transparency" in image.info and mode in ("P", "RGB", "L", "1"):
        return image.convert("RGBA")
    if mode in ("L", "RGB", "RGBA", "LA", "CMYK", "LAB"):
        return image
    if mode == "1":
        return image.convert("L")
    if mode in ("PA", "RGBa", "La"):
        return image.convert("RGBA" if mode != "La" else "LA")
    return image.convert("RGB")


def _to_8_bits(image: Image.Image) -> Image.Image:
    """16 bits by their upper half (12 bits where that is all they use); the rest between its extremes."""
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        top = int(values.max(initial=0))
        shift = 8 if top > 0xFFF else max(0, top.bit_length() - 8) if top > 0xFF else 0
        return Image.fromarray((values >> shift).astype(np.uint8))
    finite = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(finite.min(initial=0.0)), float(finite.max(initial=0.0))
    if image.mode == "I" and low >= 0 and 0xFF < high <= 0xFFFF:
        low, high = 0.0, 65535.0
    scaled = (finite - low) * (255.0 / (high - low)) if high > low else np.zeros_like(finite)
    return Image.fromarray(np.rint(scaled).astype(np.uint8))


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB")


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """sRGB by the embedded profile; the plain conversion where there is none or it makes no sense."""
    if image.mode == "LAB":
        return _apply(image, _lab_transform())
    usable = isinstance(profile, bytes) and 128 <= len(profile) <= _MAX_PROFILE
    if usable and image.mode in ("RGB", "CMYK"):
        assert isinstance(profile, bytes)
        transform = _transform(profile, image.mode)
        if transform is not None:
            return _apply(image, transform)
    return image.convert("RGB")


def _apply(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    try:
        changed = ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, ValueError):
        return image.convert("RGB")
    return changed if changed is not None else image.convert("RGB")


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Cached, since a camera's photos all carry the same profile. None: it is sRGB already, or unusable."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if mode == "RGB" and "srgb" in ImageCms.getProfileDescription(source).casefold():
            return None
        target = ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(source, target, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(lab, srgb, "LAB", "RGB")
