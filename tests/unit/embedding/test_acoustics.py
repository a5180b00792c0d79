"""What sounds alike lies close, loud or soft; silence and broken samples lie nowhere."""

import numpy as np
import pytest

from findling.core.model import SAMPLE_RATE, Samples
from findling.embedding.acoustics import FEATURES, FRAME, Acoustics, features, log_mel
from findling.embedding.blocks import ACOUSTIC_WIDTH, unit


@pytest.fixture(scope="module")
def acoustics() -> Acoustics:
    return Acoustics()


def noise(seed: int, *, seconds: float = 3.0) -> Samples:
    random = np.random.default_rng(seed)
    return (random.normal(size=int(seconds * SAMPLE_RATE)) * 0.1).astype(np.float32)


def tone(hertz: float, *, seconds: float = 3.0, seed: int = 0) -> Samples:
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = sum(np.sin(2 * np.pi * hertz * k * at) / k for k in range(1, 6))
    return (0.2 * np.asarray(wave) + noise(seed, seconds=seconds) * 0.01).astype(np.float32)


def clicks(rate: float, *, seed: int, seconds: float = 6.0) -> Samples:
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (noise(seed, seconds=seconds) * np.exp(-20 * ((at * rate) % 1))).astype(np.float32)


def test_the_features_are_as_many_as_the_constants_expect() -> None:
    assert features(noise(1)).shape == (FEATURES,)


def test_log_mel_finds_a_tone_in_its_band() -> None:
    levels = log_mel(tone(1000, seed=1)).mean(axis=0)
    low = log_mel(tone(200, seed=1)).mean(axis=0)
    assert low.argmax() < levels.argmax() < 30


def test_alike_sounds_are_closer_than_others(acoustics: Acoustics) -> None:
    rows = [
        noise(1),
        noise(2),
        tone(300),
        tone(330, seed=5),
        clicks(2, seed=1),
        clicks(2, seed=9),
    ]
    placed = unit(np.stack([acoustics.embed(row) for row in rows]))
    alike = placed @ placed.T - 2 * np.eye(6)
    assert alike.argmax(axis=1).tolist() == [1, 0, 3, 2, 5, 4]


def test_rhythm_is_heard_where_the_timbre_is_the_same(acoustics: Acoustics) -> None:
    slow, slow_again, fast = (
        unit(acoustics.embed(clicks(rate, seed=seed)))
        for rate, seed in ((1, 1), (1, 2), (9, 3))
    )
    assert slow @ slow_again > slow @ fast + 0.1


def test_loudness_does_not_matter(acoustics: Acoustics) -> None:
    loud, soft = acoustics.embed(clicks(3, seed=1)), acoustics.embed(clicks(3, seed=1) * 0.05)
    assert unit(loud) @ unit(soft) > 0.999


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(SAMPLE_RATE, np.float32),
        np.full(SAMPLE_RATE, 0.4, np.float32),
        np.full(SAMPLE_RATE, np.nan, np.float32),
        noise(1)[: FRAME - 1],
        np.zeros(0, np.float32),
    ],
    ids=["silence", "constant", "no numbers", "too short", "nothing"],
)
def test_what_cannot_be_heard_is_zero(acoustics: Acoustics, sound: Samples) -> None:
    assert acoustics.embed(sound).tolist() == [0.0] * ACOUSTIC_WIDTH


def test_one_frame_is_enough(acoustics: Acoustics) -> None:
    placed = acoustics.embed(noise(1)[:FRAME])
    assert np.isfinite(placed).all()
    assert placed.any()


def test_a_broken_sample_does_not_spread(acoustics: Acoustics) -> None:
    broken = noise(1).copy()
    broken[100:110] = np.inf
    assert np.isfinite(acoustics.embed(broken)).all()
