import numpy as np

from findling.media.waveform import BARS, SIZE, draw_waveform, loudness


def test_bars_follow_the_loudness() -> None:
    samples = np.concatenate([np.full(8000, 0.1, np.float32), np.full(8000, 0.8, np.float32)])
    levels = loudness(samples)
    assert levels.shape == (BARS,)
    assert np.allclose(levels[: BARS // 2], 0.1)
    assert np.allclose(levels[BARS // 2 :], 0.8)


def test_few_and_no_samples_make_bars_too() -> None:
    assert loudness(np.zeros(0, np.float32)).tolist() == [0.0] * BARS
    assert np.all(loudness(np.full(3, 0.5, np.float32)) == 0.5)


def test_a_loud_bar_is_taller_than_a_quiet_one() -> None:
    levels = np.zeros(BARS, np.float32)
    levels[0], levels[-1] = 0.1, 1.0
    picture = draw_waveform(levels)
    ink = (np.asarray(picture.convert("L")) < 160).sum(axis=0)
    assert picture.size == SIZE
    assert picture.mode == "RGB"
    assert ink[: SIZE[0] // 4].max() < ink[3 * SIZE[0] // 4 :].max()
    assert ink.max() < SIZE[1] * 0.85


def test_silence_is_a_row_of_dots() -> None:
    ink = np.asarray(draw_waveform(np.full(BARS, 1e-6, np.float32)).convert("L")) < 160
    assert 0 < ink.sum(axis=0).max() < 10
