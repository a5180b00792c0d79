"""Where clips and recordings are cut, and which of a clip's windows show nothing new.

Inside decode processes; pure arithmetic.
"""

import math
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from findling.core.model import Parts, Pixels, Span
from findling.media.container import LONGEST
from findling.media.reading import SpanParts

_QUIET = 0.003
"""Root mean square below which a window counts as silent (-50 dB)."""


def windows_of(
    seconds: float, *, window: float, longest: float = math.inf
) -> list[tuple[float, float]]:
    """(start, end) of each window; a rest under a third of a window joins the one before, up to `longest`."""
    seconds = min(seconds, LONGEST)
    whole = int(seconds // window)
    if whole == 0:
        return [(0.0, seconds)]
    bounds = [(i * window, (i + 1) * window) for i in range(whole)]
    rest = seconds - whole * window
    if rest >= window / 3 or window + rest > longest:
        bounds.append((whole * window, seconds))
    elif rest > 0:
        bounds[-1] = (bounds[-1][0], seconds)
    return bounds


def join_still(windows: Generator[SpanParts, None, None]) -> Generator[SpanParts, None, None]:
    """Joins windows in a row that show the same and are silent; the first one's parts stand for all."""
    held: SpanParts | None = None
    look: NDArray[np.float32] | None = None
    with closing(windows):
        for window in windows:
            now = _still_look(window.parts)
            if held is not None and look is not None and now is not None and _same(look, now):
                held = replace(held, span=Span(start=held.span.start, end=window.span.end))
                continue
            if held is not None:
                yield held
            held, look = window, now
        if held is not None:
            yield held


def few_of_still(
    windows: Generator[SpanParts, None, None], *, frames: int
) -> Generator[SpanParts, None, None]:
    """Leaves only so many frames of a window that shows the same from beginning to end, heard or not."""
    with closing(windows):
        for window in windows:
            images = window.parts.images
            if len(images) > frames and is_still(images):
                few = tuple(images[round(i)] for i in np.linspace(0, len(images) - 1, frames))
                window = replace(window, parts=replace(window.parts, images=few))
            yield window


def is_still(images: Sequence[Pixels]) -> bool:
    look = _tiny(images)
    return _same(look, look)


def _still_look(parts: Parts) -> NDArray[np.float32] | None:
    """Tiny grey versions of the frames; None where there is sound or no frame."""
    if not parts.images or (
        parts.sound is not None and float(np.sqrt(np.mean(parts.sound**2))) > _QUIET
    ):
        return None
    return _tiny(parts.images)


def _tiny(images: Sequence[Pixels]) -> NDArray[np.float32]:
    """Shape (n, 24, 24)."""
    tiny = [
        Image.fromarray(i).convert("L").resize((24, 24), Image.Resampling.BOX) for i in images
    ]
    return np.stack([np.asarray(t, np.float32) for t in tiny])


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Every frame of the other looks like the first one's opening frame: no area of 1/576 differs visibly."""
    apart = np.abs(other - one[:1])
    return bool(apart.mean() < 2.0 and apart.max() < 16.0)
