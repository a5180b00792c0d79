"""The network sees what is there, whatever the picture's shape and company."""

import numpy as np
import pytest

from findling.core.model import Pixels
from findling.embedding.picture_network import BATCH, SIDE, PictureNetwork, letterbox
from tests.made import drawing


@pytest.fixture(scope="module")
def network() -> PictureNetwork:
    return PictureNetwork()


def picture(seed: int, *, size: tuple[int, int] = (320, 240)) -> Pixels:
    return np.asarray(drawing(seed, size))


def test_a_wide_picture_stands_in_the_middle_on_white() -> None:
    square = letterbox(np.zeros((100, 400, 3), np.uint8))
    assert square.shape == (SIDE, SIDE, 3)
    rows = square[:, SIDE // 2, 0]
    assert (rows[:90] == 255).all()
    assert (rows[-90:] == 255).all()
    assert (rows[100:160] == 0).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (260, 260), (3, 2)])
def test_every_shape_fits(shape: tuple[int, int]) -> None:
    assert letterbox(np.full((*shape, 3), 90, np.uint8)).shape == (SIDE, SIDE, 3)


def test_a_view_with_gaps_in_memory_is_read_right() -> None:
    flipped = picture(1)[:, ::-1]
    assert (letterbox(flipped) == letterbox(np.ascontiguousarray(flipped))).all()


def test_posteriors_are_shares(network: PictureNetwork) -> None:
    seen = network.see([picture(1)])
    assert seen.posteriors.shape == (1, 1000)
    assert seen.posteriors.sum() == pytest.approx(1, abs=1e-4)
    assert seen.looks.shape == (1, 256)


def test_company_changes_nothing(network: PictureNetwork) -> None:
    pictures = [picture(seed) for seed in range(BATCH + 2)]
    together = network.see(pictures)
    for i in (0, BATCH - 1, BATCH, BATCH + 1):
        alone = network.see([pictures[i]])
        assert together.posteriors[i] == pytest.approx(alone.posteriors[0], abs=1e-4)
        assert together.looks[i] == pytest.approx(alone.looks[0], abs=1e-2)
