"""Looks at still pictures: one decode gives thumbnail, look hash, main colour and what a provider sees.

Runs inside decode processes; called through the registry. Motion photos are photos; their clip is left aside.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import Facts, Kind, Parts, Span
from findling.media.exif import Told, read_told
from findling.media.identity import open_regular
from findling.media.names import RAW_SUFFIXES
from findling.media.opening import LARGEST, decode, exif_of, open_image, upright_size
from findling.media.picture import dominant_colour, look_hash, pixels
from findling.media.reading import Reading, ReadPlan, SpanParts
from findling.media.sniff import Claim

MOST_PIXELS = 120_000_000
"""A photo asked for as it is gets no larger than this: 360 MB."""


@dataclass(frozen=True, slots=True)
class _Look:
    picture: Image.Image
    size: tuple[int, int]
    told: Told


def read_photo(path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    """One picture, one span. Of animations and many-paged files the first frame. Raises MediaError."""
    look = _look(path, claim, longest=LARGEST)
    return _reading(look.picture, look.size, look.told, claim.format, plan)


def view_photo(
    path: Path, claim: Claim, *, longest: int
) -> tuple[Image.Image, tuple[int, int]]:
    """The photo no longer than `longest` (0: as it is, up to `MOST_PIXELS`), and the size of the whole.

    Raises MediaError.
    """
    look = _look(path, claim, longest=longest)
    return look.picture, look.size


def _look(path: Path, claim: Claim, *, longest: int) -> _Look:
    with open_regular(path) as file:
        if claim.format in RAW_SUFFIXES:
            return _look_at_raw(file, path, longest)
        try:
            return _look_at_plain(file, claim, longest)
        except MediaError as refusal:
            if claim.format != "tiff":
                raise
            file.seek(0)
            try:  # camera RAW without its ending is a TIFF that Pillow refuses
                return _look_at_raw(file, path, longest)
            except MediaError:
                raise refusal from None


def _look_at_raw(file: BinaryIO, path: Path, longest: int) -> _Look:
    from findling.media.raw import read_raw  # LibRaw only where there is RAW

    look = read_raw(file, path, longest=longest or round(math.sqrt(MOST_PIXELS)))
    return _Look(look.picture, look.size, look.told)


def _look_at_plain(file: BinaryIO, claim: Claim, longest: int) -> _Look:
    with open_image(file, claim.format) as image:
        told = read_told(image, exif_of(image))
        size = upright_size(image)
        picture = decode(image, longest=longest or _bounded(size))
    return _Look(picture, size, told)


def _bounded(size: tuple[int, int]) -> int:
    """The long side of a picture of this shape that has `MOST_PIXELS` at most."""
    share = MOST_PIXELS / (size[0] * size[1])
    return max(size) if share >= 1 else max(1, int(max(size) * math.sqrt(share)))


def _reading(
    picture: Image.Image, size: tuple[int, int], told: Told, format_name: str, plan: ReadPlan
) -> Reading:
    facts = Facts(
        kind=Kind.PHOTO,
        format=format_name,
        width=size[0],
        height=size[1],
        taken=told.taken,
        place=told.place,
        camera=told.camera,
        title=told.title,
        author=told.author,
        colour=dominant_colour(picture),
        look=look_hash(picture),
    )
    return Reading(facts=facts, picture=picture, spans=_spans(picture, plan))


def _spans(picture: Image.Image, plan: ReadPlan) -> Iterator[SpanParts]:
    shown = pixels(picture, plan.photo_side)
    yield SpanParts(span=Span(), parts=Parts(kind=Kind.PHOTO, images=(shown,)))
