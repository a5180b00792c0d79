"""Standard scores and what they are worth, down to libraries of one item."""

import numpy as np
import pytest

from findling.core.model import Strength
from findling.search.calibrate import (
    LEAST_BEST,
    LEAST_DEVIATION,
    PRIOR_DEVIATION,
    PRIOR_MEAN,
    Background,
    expected_best,
    measure,
    standard_scores,
    strength,
)


def scores(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


def test_a_large_sample_speaks_for_itself() -> None:
    sample = np.random.default_rng(1).normal(0.3, 0.05, 1000).astype(np.float32)
    background = measure(sample)
    assert background.mean == pytest.approx(sample.mean(), abs=1e-6)
    assert background.deviation == pytest.approx(sample.std(), abs=1e-6)


def test_kinds_on_different_scales_become_comparable() -> None:
    random = np.random.default_rng(2)
    photos = measure(random.normal(0.1, 0.02, 500).astype(np.float32))
    pages = measure(random.normal(0.4, 0.1, 500).astype(np.float32))
    photo, page = (
        standard_scores(scores(0.2), photos)[0],
        standard_scores(scores(0.5), pages)[0],
    )
    assert photo > 4 > 2 > page


def test_an_empty_library_falls_back_to_the_prior() -> None:
    assert measure(scores()) == Background(PRIOR_MEAN, PRIOR_DEVIATION)
    assert measure(scores(0, 0, 0)) == Background(PRIOR_MEAN, PRIOR_DEVIATION)


def test_one_item_is_judged_by_the_prior() -> None:
    background = measure(scores(0.8))
    assert standard_scores(scores(0.8), background)[0] > 3
    assert abs(standard_scores(scores(0.1), measure(scores(0.1)))[0]) < 1


def test_zeros_are_no_evidence() -> None:
    sample = np.zeros(100, np.float32)
    sample[:50] = np.linspace(0.2, 0.4, 50)
    assert measure(sample).mean == pytest.approx(0.3, abs=1e-6)
    assert standard_scores(scores(0.0), Background(-1.0, 0.1))[0] == -np.inf


def test_equal_scores_do_not_divide_by_zero() -> None:
    background = measure(np.full(100, 0.5, np.float32))
    assert background.deviation == LEAST_DEVIATION
    assert standard_scores(scores(0.5), background)[0] == pytest.approx(0, abs=1e-4)


def test_an_even_question_makes_no_finds() -> None:
    """What a senseless question scores: all alike, the best a little above."""
    even = np.random.default_rng(3).normal(0.02, 0.05, 200).astype(np.float32)
    best = even.max(keepdims=True)
    believed = standard_scores(best, measure(even, usual=0.1))[0]
    assert standard_scores(best, measure(even))[0] == pytest.approx(2 * believed, rel=0.1)
    assert strength(believed, 200) is Strength.WEAK


@pytest.mark.parametrize("n", [30, 1000, 50_000])
def test_expected_best_is_what_random_scores_reach(n: int) -> None:
    best = [np.random.default_rng(seed).normal(size=n).max() for seed in range(40)]
    assert expected_best(n) == pytest.approx(np.mean(best), abs=0.25)
    assert sum(strength(z, n) is Strength.STRONG for z in best) <= 3


def test_among_few_chance_still_has_to_be_beaten() -> None:
    assert strength(1.9, 1) is Strength.WEAK
    assert strength(2.1, 5) is Strength.LIKELY
    assert strength(4.0, 5) is Strength.STRONG


def test_strength_grows_with_the_surplus() -> None:
    floor = expected_best(500)
    assert strength(floor - 0.1, 500) is Strength.WEAK
    assert strength(floor + 0.1, 500) is Strength.LIKELY
    assert strength(floor + 2.0, 500) is Strength.STRONG
    assert strength(floor + 0.1, 500_000) is Strength.WEAK


def test_expected_best_of_nothing_is_finite() -> None:
    assert expected_best(0) == expected_best(2) == LEAST_BEST
