"""Cuts an area out of pictures that were decoded. Inside decode processes; pure arithmetic over arrays."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from findling.core.model import Pixels
from findling.core.viewing import Box

if TYPE_CHECKING:
    from collections.abc import Generator

    from findling.media.reading import SpanParts

LEAST = 8
"""Pixels that an area has at least on each side: a line or a dot shows nothing."""


def cropped(spans: "Iterator[SpanParts]", box: Box) -> "Iterator[SpanParts]":
    """The same spans with that area alone. What is read or heard is not of the area: it is left out where there is a
    picture."""
    with closing(cast("Generator[SpanParts, None, None]", spans)):
        for span in spans:
            parts = span.parts
            if parts.images:
                images = tuple(area(image, box) for image in parts.images)
                parts = replace(parts, images=images, sound=None, text=None, pdf=b"")
            yield replace(span, parts=parts)


def area(pixels: Pixels, box: Box) -> Pixels:
    """At least LEAST pixels each way, however small or far outside the box is."""
    height, width = pixels.shape[:2]
    top, bottom = _edges(box.top, box.height, height)
    left, right = _edges(box.left, box.width, width)
    return pixels[top:bottom, left:right].copy()


def _edges(start: float, length: float, size: int) -> tuple[int, int]:
    least = min(LEAST, size)
    first = min(max(0, round(start * size)), size - least)
    return first, min(size, max(first + least, round((start + length) * size)))
