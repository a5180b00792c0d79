"""Cuts an area out of pictures that were decoded. Inside decode processes; pure arithmetic over arrays."""

from findling.core.model import Pixels
from findling.core.viewing import Box

LEAST = 8
"""Pixels that an area has at least on each side: a line or a dot shows nothing."""


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
