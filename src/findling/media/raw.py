"""Camera RAW: shows the preview that the camera made; develops the sensor's data where there is none.

Runs inside decode processes. Called by `photo` only. Some files keep a whole preview although the
raw data behind it is cut or unknown to LibRaw; so when LibRaw refuses, every JPEG in the file is
tried, the largest first.
"""

import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import rawpy
from PIL import ExifTags, Image

from findling.core.errors import MediaError
from findling.media.exif import Told, read_told, tell
from findling.media.failures import failure
from findling.media.identity import open_regular
from findling.media.opening import (
    LARGEST,
    MAX_WHOLE,
    WORKING,
    check_size,
    decode,
    exif_of,
    open_image,
    translated,
)
from findling.media.picture import upright_rgb
from findling.media.xmp import Xmp, read_xmp

_SMALL_PREVIEW = 400
"""A preview with a shorter long side than this is worth less than developing the raw data."""
_HEADER, _LONGEST = 1 << 18, 64 << 20
"""Bytes of an embedded JPEG in which its size must stand; bytes it may have at all."""
_MOST_STARTS = 200
_JPEG_START = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")
_TURN_OF_FLIP = {3: 3, 5: 8, 6: 6}
"""LibRaw's flip to EXIF's orientation."""
_XMP_TAG = 700


@dataclass(frozen=True, slots=True)
class RawLook:
    picture: Image.Image
    size: tuple[int, int]
    told: Told


def read_raw(file: BinaryIO, path: Path, *, longest: int = LARGEST) -> RawLook:
    """The preview or a developed picture, at most `longest` long. Raises MediaError."""
    exif = _container_exif(file)
    try:
        return _by_libraw(path, exif, longest)
    except MediaError as refusal:
        if refusal.code == "too-large":
            raise
        file.seek(0)
        look = _by_largest_jpeg(file.read(MAX_WHOLE), exif, longest)
        if look is None:
            raise
        return look


def _by_libraw(path: Path, exif: Image.Exif, longest: int) -> RawLook:
    with _opened(path) as raw:
        sizes = raw.sizes
        check_size(sizes.width, sizes.height)
        turn = _TURN_OF_FLIP.get(sizes.flip, 1)
        size = (sizes.height, sizes.width) if turn >= 5 else (sizes.width, sizes.height)
        preview = _preview(raw)
        if preview is not None and max(preview.size) >= min(_SMALL_PREVIEW, *size):
            told = _merged(exif, preview)
            turn = _preview_turn(preview, exif, turn)
            return RawLook(decode(preview, turn=turn, longest=longest), size, told)
        with translated():
            half = max(size) >= 2 * (WORKING if longest == LARGEST else longest)
            developed = raw.postprocess(half_size=half, use_camera_wb=True)
            picture = upright_rgb(Image.fromarray(developed), longest)
        return RawLook(picture, size, tell(exif, _xmp_of(exif), {}))


@contextmanager
def _opened(path: Path) -> Iterator[rawpy.RawPy]:
    try:
        with translated():
            raw = rawpy.imread(_name_for_libraw(path))
    except MediaError as error:
        if isinstance(error.__cause__, rawpy.LibRawFileUnsupportedError):
            raise failure("unsupported", what="camera RAW of an unknown make") from error
        raise
    try:
        yield raw
    finally:
        raw.close()


def _name_for_libraw(path: Path) -> str | BytesIO:
    """LibRaw takes names in UTF-8 only; a file with any other name is handed over as bytes."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        with open_regular(path) as file:
            return BytesIO(file.read(MAX_WHOLE))
    return str(path)


def _preview(raw: rawpy.RawPy) -> Image.Image | None:
    try:
        thumb = raw.extract_thumb()
    except rawpy.LibRawError:
        return None
    if thumb.format is rawpy.ThumbFormat.BITMAP:
        return Image.fromarray(np.asarray(thumb.data))
    try:
        return open_image(BytesIO(bytes(thumb.data)), "jpeg")
    except MediaError:
        return None


def _by_largest_jpeg(content: bytes, exif: Image.Exif, longest: int) -> RawLook | None:
    """Every JPEG inside by falling size until one decodes (raw data may be lossless JPEG)."""
    for _, start in sorted(_jpegs(content), reverse=True):
        try:
            image = open_image(BytesIO(content[start : start + _LONGEST]), "jpeg")
            told = _merged(exif, image)
            turn = _preview_turn(image, exif, 1)
            size = image.size[::-1] if turn >= 5 else image.size
            return RawLook(decode(image, turn=turn, longest=longest), size, told)
        except MediaError:
            continue
    return None


def _jpegs(content: bytes) -> Iterator[tuple[int, int]]:
    """(pixels, where it starts) of each JPEG whose header can be read."""
    for found, match in enumerate(_JPEG_START.finditer(content)):
        if found >= _MOST_STARTS:
            return
        try:
            image = open_image(
                BytesIO(content[match.start() : match.start() + _HEADER]), "jpeg"
            )
        except MediaError:
            continue
        yield image.width * image.height, match.start()


def _preview_turn(preview: Image.Image, exif: Image.Exif, otherwise: int) -> int:
    """The preview's own orientation where it has one, else the file's, else LibRaw's."""
    for table in (exif_of(preview), exif):
        if ExifTags.Base.Orientation in table:
            turn = table[ExifTags.Base.Orientation]
            return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1
    return otherwise


def _merged(exif: Image.Exif, preview: Image.Image) -> Told:
    """What the file tells, or where it is silent (RAF, RW2) its preview."""
    own, its = tell(exif, _xmp_of(exif), {}), read_told(preview, exif_of(preview))
    return Told(
        taken=own.taken or its.taken,
        place=own.place or its.place,
        camera=own.camera or its.camera,
        title=own.title or its.title,
        author=own.author or its.author,
    )


def _xmp_of(exif: Image.Exif) -> Xmp:
    packet = exif.get(_XMP_TAG, b"")
    return read_xmp(packet) if isinstance(packet, bytes) else Xmp()


def _container_exif(file: BinaryIO) -> Image.Exif:
    """The first directory of a TIFF-like file, or those that CR3 keeps in boxes; or an empty one."""
    head = file.read(1 << 16)
    exif = Image.Exif()
    try:
        if head[:2] in (b"II", b"MM") and head[6:14] != b"HEAPCCDR":
            exif.endian = "<" if head.startswith(b"II") else ">"
            (start,) = struct.unpack(exif.endian + "I", head[4:8])
            exif.load_from_fp(file, start)
        elif head[4:12] == b"ftypcrx ":
            _load_cr3(exif, head)
    except Exception:  # hostile directories raise anything; then the file tells nothing
        return Image.Exif()
    return exif


def _load_cr3(exif: Image.Exif, head: bytes) -> None:
    """`CMT1` is the first directory, `CMT2` EXIF, `CMT4` GPS, each a TIFF of its own."""
    first = _cmt(head, b"CMT1")
    if first is None:
        return
    exif.load(first)
    for name, tag in ((b"CMT2", ExifTags.IFD.Exif), (b"CMT4", ExifTags.IFD.GPSInfo)):
        block = _cmt(head, name)
        if block is not None:
            part = Image.Exif()
            part.load(block)
            exif._ifds[tag] = dict(part)


def _cmt(head: bytes, name: bytes) -> bytes | None:
    at = head.find(name)
    if at < 4:
        return None
    size = int.from_bytes(head[at - 4 : at], "big")
    return head[at + 4 : at - 4 + size] if 16 < size <= 1 << 16 else None
