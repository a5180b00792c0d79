import numpy as np

from findling.media.clip import shows_something


def test_black_white_and_even_frames_show_nothing() -> None:
    striped = np.zeros((64, 64, 3), np.uint8)
    striped[:, ::8] = striped[:, 1::8] = striped[:, 2::8] = striped[:, 3::8] = 200
    assert shows_something(striped)
    for level in (0, 5, 128, 255):
        assert not shows_something(np.full((64, 64, 3), level, np.uint8))
