"""Standard scores and what they are worth, down to libraries of one item."""

import numpy as np
import pytest

from findling.core.model import Strength
from findling.search.calibrate import (
    CHANCE,
    FAR,
    LEAST_BEST,
    NEAR,
    STRONG_MARGIN,
    Background,
    best_by_chance,
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
    assert measure(scores()) == Background(0.05, NEAR.deviation)
    assert measure(scores(0, 0, 0)) == Background(0.05, NEAR.deviation)


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
    assert background.deviation == NEAR.least
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
    level = best_by_chance(500)
    assert strength(level, 500) is Strength.WEAK
    assert strength(level + 0.1, 500) is Strength.LIKELY
    assert strength(expected_best(500) + STRONG_MARGIN + 0.1, 500) is Strength.STRONG


def test_chance_alone_is_likely_in_one_question_of_ten() -> None:
    drawn = np.random.default_rng(5).standard_normal((4000, 200)).max(axis=1)
    assert np.mean(drawn > best_by_chance(200)) == pytest.approx(CHANCE, abs=0.015)
    assert best_by_chance(0) == best_by_chance(1) == LEAST_BEST
    assert best_by_chance(1_000_000) > best_by_chance(1000)


def test_expected_best_of_nothing_is_finite() -> None:
    assert expected_best(0) == expected_best(2) == LEAST_BEST


# -- a narrow band, as Gemini Embedding 2 has it: others score 0.30 ± 0.03, a match 0.42 --------


def narrow(n: int, *, seed: int = 5) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(0.30, 0.03, n).astype(np.float32)


def best_of(n: int, match: float, *, seed: int) -> Strength:
    """What a match among n photos is said to be worth, measured against a sample that it is in."""
    sample = np.append(narrow(n - 1, seed=seed), np.float32(match))
    return strength(float(standard_scores(scores(match), measure(sample, scale=FAR))[0]), n)


@pytest.mark.parametrize("n", [8, 12, 30, 200, 1000])
def test_a_match_in_a_narrow_band_is_found(n: int) -> None:
    found = [best_of(n, 0.42, seed=seed) for seed in range(40)]
    assert sum(one is not Strength.WEAK for one in found) >= 36


@pytest.mark.parametrize("n", [2, 8, 30, 200, 1000])
def test_a_senseless_question_finds_nothing_in_a_narrow_band(n: int) -> None:
    """It scores more evenly than others; the best of its chance hits must not count."""
    for seed in range(40):
        sample = 0.25 + (narrow(n, seed=seed) - 0.30) * np.float32(0.6)
        z = standard_scores(sample, measure(sample, scale=FAR))
        assert strength(float(z.max()), n) is Strength.WEAK


@pytest.mark.parametrize("n", [2, 8, 30, 200, 1000])
def test_chance_makes_no_strong_finds_in_a_narrow_band(n: int) -> None:
    best = [
        float(standard_scores(sample, measure(sample, scale=FAR)).max())
        for sample in (narrow(n, seed=seed) for seed in range(40))
    ]
    assert sum(strength(z, n) is Strength.STRONG for z in best) <= 3
    assert best_of(n, 0.30, seed=1) is Strength.WEAK


def test_the_built_in_scale_would_take_everything_in_a_narrow_band_for_a_find() -> None:
    """Why a service far away is judged by its own scores from the first one on."""
    few = narrow(6)
    assert np.median(standard_scores(few, measure(few))) > 1.5
    assert abs(np.median(standard_scores(few, measure(few, scale=FAR)))) < 0.1


def test_one_item_far_away_is_no_find() -> None:
    assert (
        strength(float(standard_scores(scores(0.42), measure(scores(0.42), scale=FAR))[0]), 1)
        is Strength.WEAK
    )
    assert measure(scores(), scale=FAR) == Background(0.0, FAR.deviation)


def test_pages_all_alike_do_not_stand_out_far_away() -> None:
    pages = np.random.default_rng(7).normal(0.6, 0.003, 300).astype(np.float32)
    z = standard_scores(pages, measure(pages, scale=FAR))
    assert strength(float(z.max()), 300) is Strength.WEAK
