"""From files and pictures of any kind that a library may hold to what the space can recognise."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from tests.standin.media import RATE, Seen, frames_and_sound, leaf_through, spectrum, thumb

Medium = Path | bytes | Image.Image | NDArray[np.float32]
_WINDOWS = (30, 60)
"""Seconds: a long recording is recognised by its pieces."""


def seen_in(medium: Medium) -> list[Seen]:
    """Raises ValueError where nothing can be recognised in it."""
    if isinstance(medium, np.ndarray):
        return list(_heard(medium))
    if isinstance(medium, Image.Image):
        return [_pictured(medium)]
    data = medium if isinstance(medium, bytes) else medium.read_bytes()
    if data.startswith(b"%PDF"):
        return [leaf_through(data)]
    try:
        return [_pictured(_opened(data))]
    except (OSError, UnidentifiedImageError, SyntaxError):
        return _played(data)


def teach_folder(folder: Path, teach: Callable[[Path, str], None]) -> int:
    """Every readable file of MANIFEST.csv under its label and captions; how many."""
    taught = 0
    with (folder / "MANIFEST.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            words = f"{row['label']} {row['caption']}".replace(";", " ").replace(" | ", " ")
            path = folder / row["path"]
            if not words.strip() or not path.is_file() or path.suffix == ".pdf":
                continue
            try:
                teach(path, words)
            except ValueError:
                continue
            taught += 1
    return taught


def _opened(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        import pillow_heif

        opened = pillow_heif.open_heif(io.BytesIO(data))
        return opened.to_pillow()
    return Image.open(io.BytesIO(data))


def _pictured(picture: Image.Image) -> Seen:
    upright = ImageOps.exif_transpose(picture)
    return Seen(mime="image/*", thumbs=(thumb(upright),))


def _played(data: bytes) -> list[Seen]:
    try:
        thumbs, samples = frames_and_sound(data)
    except (av.FFmpegError, OSError) as error:
        raise ValueError(f"There is nothing to recognise: {error}") from error
    seen = [Seen(mime="video/*", thumbs=thumbs)] if thumbs else []
    return [*seen, *(_heard(samples) if samples.size else [])]


def _heard(samples: NDArray[np.float32]) -> Iterator[Seen]:
    """The whole, and overlapping pieces of it."""
    yield Seen(mime="audio/*", spectrum=spectrum(samples))
    for seconds in _WINDOWS:
        step = seconds * RATE // 2
        for at in range(0, samples.size - 2 * step + 1, step):
            yield Seen(mime="audio/*", spectrum=spectrum(samples[at : at + 2 * step]))
