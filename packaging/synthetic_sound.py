"""Invented sounds of every sort, the same each time: what the acoustic constants are made from.

Coloured noise and gliding tones, steady, struck, repeating or wavering, over a little background noise. Used by the
conversion script only, so that no recording of anybody's decides what counts as alike.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
Sound = NDArray[np.float64]


def sounds(count: int, *, seed: int = 7) -> Iterator[NDArray[np.float32]]:
    """Each between two and six seconds, peak at 0.9."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        yield _sound(chance)


def _sound(chance: np.random.Generator) -> NDArray[np.float32]:
    length = int(RATE * chance.uniform(2, 6))
    mixed = np.zeros(length)
    for _ in range(chance.integers(1, 4)):
        source = _noise if chance.random() < 0.5 else _tone
        part = source(chance, length) * _envelope(chance, length)
        mixed += part / max(float(np.abs(part).max()), 1e-9) * 10 ** chance.uniform(-1, 0)
    mixed += _noise(chance, length) / 1000 * 10 ** chance.uniform(-1.5, 1.0)
    return (mixed / np.abs(mixed).max() * 0.9).astype(np.float32)


def _log_uniform(chance: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(chance.uniform(np.log(low), np.log(high))))


def _noise(chance: np.random.Generator, length: int) -> Sound:
    """White to brown, more often than not between two edges."""
    lines = np.fft.rfftfreq(length, 1 / RATE)
    low, high = sorted((_log_uniform(chance, 50, 8000), _log_uniform(chance, 50, 8000)))
    shape = np.maximum(lines, 30) ** chance.uniform(-2, 0.5)
    if chance.random() < 0.6:
        shape = shape / (1 + (low / np.maximum(lines, 1)) ** 4)
        shape = shape / (1 + (lines / max(high, 2 * low)) ** 4)
    return np.fft.irfft(np.fft.rfft(chance.standard_normal(length)) * shape, length)


def _tone(chance: np.random.Generator, length: int) -> Sound:
    """A harmonic tone that glides and wavers."""
    time = np.arange(length) / RATE
    pitch = _log_uniform(chance, 80, 2500)
    waver = chance.uniform(0, 0.08) * np.sin(2 * np.pi * chance.uniform(2, 8) * time)
    glide = np.exp(chance.uniform(-0.5, 0.5) * time / time[-1] + waver)
    phase = 2 * np.pi * np.cumsum(pitch * glide) / RATE
    fall = chance.uniform(0.5, 2.5)
    tone = np.zeros(length)
    for partial in range(1, int(min(30, 7500 / pitch)) + 1):
        strength = chance.uniform(0.3, 1) / partial**fall
        tone += strength * np.sin(partial * phase + chance.uniform(0, 6))
    return tone


def _envelope(chance: np.random.Generator, length: int) -> Sound:
    time = np.arange(length) / RATE
    shape = chance.integers(4)
    if shape == 0:
        return np.ones(length)
    if shape == 1:
        envelope = np.zeros(length)
        for start in chance.uniform(0, time[-1], chance.integers(1, 5)):
            fall = _log_uniform(chance, 0.02, 1.5)
            envelope += (time >= start) * np.exp(-np.maximum(time - start, 0) / fall)
        return envelope
    if shape == 2:
        turn = (time * _log_uniform(chance, 0.7, 30) + chance.random()) % 1
        return np.exp(-turn * chance.uniform(1, 12))
    lines = np.fft.rfftfreq(length, 1 / RATE)
    slow = 1 + (lines / _log_uniform(chance, 0.5, 20)) ** 2
    waver = np.fft.irfft(np.fft.rfft(chance.standard_normal(length)) / slow, length)
    return np.exp(waver / waver.std() * chance.uniform(0.3, 1.5))
