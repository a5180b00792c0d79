"""How a sound sounds, without knowing what it is: log-mel statistics. Runs in decode processes; numpy only.

Timbre by cepstral means and deviations (Davis and Mermelstein 1980), rhythm by the energies of the bands'
slow modulations (McKinney and Breebaart 2003). Loudness is left out: near and far sound alike.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from findling.core.model import SAMPLE_RATE, Samples, Vector
from findling.embedding.model_files import load_array

FRAME, HOP, FFT = 400, 160, 512
"""Samples: 25 ms every 10 ms."""
BANDS, COEFFICIENTS = 40, 20
FLOOR = 1e-7
"""Energy below the loudest band of the whole sound (70 dB) that is taken as nothing."""
SILENCE = 5e-4
"""A sound that never leaves this range (66 dB below full) has nothing to compare."""
GROUPS = 8
"""Bands are joined in so many groups for their modulations."""
LONG = 512
"""Frames (5.12 s) in which modulations are looked for; windows overlap by half."""
RATES = (0.4, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 50.0)
"""Edges of the modulation bands, in hertz: the frames' own rate is 100 Hz."""
FEATURES = 3 * COEFFICIENTS - 1 + (len(RATES) - 1) * GROUPS
CHUNK = 2000
"""Frames transformed at once, to bound memory: 20 s."""


class Acoustics:
    """Features standardised and half whitened by constants from synthetic sound (see the conversion script)."""

    def __init__(self) -> None:
        self._mean = load_array("sound_mean.npy").astype(np.float32)
        self._basis = load_array("sound_basis.npy").astype(np.float32)

    def embed(self, sound: Samples) -> Vector:
        """(64,), not scaled; zeros for silence or for less than one frame."""
        clean: Samples = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
        if len(clean) < FRAME or float(np.abs(clean - clean.mean()).max()) < SILENCE:
            return np.zeros(self._basis.shape[1], dtype=np.float32)
        placed: Vector = ((features(clean) - self._mean) @ self._basis).astype(np.float32)
        return placed


def features(sound: Samples) -> NDArray[np.float32]:
    """(FEATURES,): cepstral means without the loudness, deviations, deviations of change; modulations."""
    levels = log_mel(sound)
    cepstrum = levels @ _cosines().T
    change = cepstrum[4:] - cepstrum[:-4] if len(cepstrum) > 4 else np.zeros_like(cepstrum)
    timbre = (cepstrum.mean(axis=0)[1:], cepstrum.std(axis=0), change.std(axis=0))
    return np.concatenate([*timbre, _modulations(levels).ravel()]).astype(np.float32)


def log_mel(sound: Samples) -> NDArray[np.float32]:
    """(frames, BANDS) in dB below the loudest band of the whole sound. At least one frame long."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    window = np.hanning(FRAME).astype(np.float32)
    bank = _mel_bank()
    energies = np.concatenate(
        [
            np.abs(np.fft.rfft(frames[start : start + CHUNK] * window, FFT, axis=1)) ** 2 @ bank
            for start in range(0, len(frames), CHUNK)
        ]
    )
    levels: NDArray[np.float32] = 10 * np.log10(
        energies / max(float(energies.max()), 1e-12) + FLOOR
    )
    return levels.astype(np.float32)


def _mel_bank(lowest: float = 50.0, highest: float = 8000.0) -> NDArray[np.float32]:
    """(FFT // 2 + 1, BANDS) triangles, evenly spaced on O'Shaughnessy's mel scale."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (lowest, highest))
    edges = 700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1)
    lines = np.fft.rfftfreq(FFT, 1 / SAMPLE_RATE)[:, None]
    rising = (lines - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - lines) / np.diff(edges)[1:]
    bank: NDArray[np.float32] = np.clip(np.minimum(rising, falling), 0, None).astype(np.float32)
    return bank


def _cosines() -> NDArray[np.float32]:
    """(COEFFICIENTS, BANDS): the discrete cosine transform of type II."""
    steps = np.arange(COEFFICIENTS)[:, None] * (np.arange(BANDS) + 0.5) / BANDS
    rows: NDArray[np.float32] = (np.cos(np.pi * steps) * np.sqrt(2 / BANDS)).astype(np.float32)
    return rows


def _modulations(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    """(rates, GROUPS): log energy of how each group of bands rises and falls at each rate."""
    groups = levels.reshape(len(levels), GROUPS, -1).mean(axis=2)
    groups = groups - groups.mean(axis=0)
    if len(groups) < LONG:
        groups = np.pad(groups, ((0, LONG - len(groups)), (0, 0)))
    window = np.hanning(LONG).astype(np.float32)[:, None]
    starts = range(0, len(groups) - LONG + 1, LONG // 2)
    spectra = [np.abs(np.fft.rfft(groups[s : s + LONG] * window, axis=0)) ** 2 for s in starts]
    spectrum = np.mean(spectra, axis=0)
    rates = np.fft.rfftfreq(LONG, HOP / SAMPLE_RATE)
    bands = [
        spectrum[(rates >= low) & (rates < high)].mean(axis=0) for low, high in pairwise(RATES)
    ]
    energies: NDArray[np.float32] = np.log(np.stack(bands) + 1e-3)
    return energies
