"""Draws a recording as a row of rounded bars, for those that bring no cover picture.

Pure; runs inside decode processes. Called by the handler of recordings.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from findling.core.model import Samples

SIZE = (480, 320)
BARS = 40
_ACCENT = (0x2F, 0x6F, 0x5E)
_GROUND = (0xEF, 0xEC, 0xE7)
_FINER = 3  # drawn larger and shrunk, so that the round ends are smooth
_PITCH, _WIDTH = 11, 6
_SILENT = 1e-4
"""Below -80 dB nothing is worth stretching to full height."""


def loudness(samples: Samples, *, bars: int = BARS) -> NDArray[np.float32]:
    """Root mean square of `bars` equal stretches, shape (bars,), 0 to 1."""
    if samples.size == 0:
        return np.zeros(bars, np.float32)
    edges = np.linspace(0, samples.size, bars + 1).astype(np.int64)
    levels = [
        float(np.sqrt(np.mean(np.square(samples[a : max(b, a + 1)], dtype=np.float32))))
        for a, b in pairwise(edges)
    ]
    return np.nan_to_num(np.asarray(levels, np.float32))


def draw_waveform(levels: NDArray[np.float32]) -> Image.Image:
    """RGB, 480 × 320. The loudest of the `levels` (any positive unit) reaches four fifths of the height."""
    width, height = SIZE[0] * _FINER, SIZE[1] * _FINER
    image = Image.new("RGB", (width, height), _GROUND)
    brush = ImageDraw.Draw(image)
    loudest = float(levels.max(initial=0.0))
    shares = np.power(levels / loudest, 0.7) if loudest > _SILENT else np.zeros_like(levels)
    bar, pitch = _WIDTH * _FINER, _PITCH * _FINER
    left = (width - (len(levels) - 1) * pitch - bar) // 2
    for index, share in enumerate(shares):
        tall = max(bar, float(share) * height * 0.8)
        x, top = left + index * pitch, (height - tall) / 2
        brush.rounded_rectangle((x, top, x + bar, top + tall), radius=bar / 2, fill=_ACCENT)
    return image.resize(SIZE, Image.Resampling.LANCZOS)
