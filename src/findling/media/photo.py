"""Looks at still pictures: one decode gives thumbnail, look hash, main colour and what a provider sees.

Runs inside decode processes; called through the registry. Motion photos are photos; their clip is left aside.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from findling.core.errors import MediaError
from findling.core.model import Facts, Kind, Parts, Span
from findling.media.exif import Told, read_told
from findling.media.identity import open_regular
from findling.media.names import RAW_SUFFIXES
from findling.media.opening import decode, exif_of, open_image, upright_size
from findling.media.picture import dominant_colour, look_hash, pixels
from findling.media.reading import Reading, ReadPlan, SpanParts
from findling.media.sniff import Claim


def read_photo(path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    """One picture, one span. Of animations and many-paged files the first frame. Raises MediaError."""
    with open_regular(path) as file:
        if claim.format in RAW_SUFFIXES:
            return _read_raw(file, path, claim, plan)
        try:
            return _read_plain(file, claim, plan)
        except MediaError as refusal:
            if claim.format != "tiff":
                raise
            file.seek(0)
            try:  # camera RAW without its ending is a TIFF that Pillow refuses
                return _read_raw(file, path, claim, plan)
            except MediaError:
                raise refusal from None


def _read_raw(file: BinaryIO, path: Path, claim: Claim, plan: ReadPlan) -> Reading:
    from findling.media.raw import read_raw  # LibRaw only where there is RAW

    look = read_raw(file, path)
    return _reading(look.picture, look.size, look.told, claim.format, plan)


def _read_plain(file: BinaryIO, claim: Claim, plan: ReadPlan) -> Reading:
    with open_image(file, claim.format) as image:
        told = read_told(image, exif_of(image))
        size = upright_size(image)
        picture = decode(image)
    return _reading(picture, size, told, claim.format, plan)


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
