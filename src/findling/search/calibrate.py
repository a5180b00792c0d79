"""Puts the scores of different kinds on one scale, and says how much a score is worth.

Pure arithmetic over arrays, any thread. The raw inner products of a question with photos, pages and sounds
lie on different scales; against the library itself they become standard scores (DESIGN section 7).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Strength

FEW = 30
"""Below this many scores a mean and a deviation say little (the usual rule of thumb for the normal
approximation), so the prior joins in, the more the fewer there are."""
PRIOR_MEAN = 0.1
PRIOR_DEVIATION = 0.12
"""What a question's inner products with unrelated things look like where the library is too small to tell:
cosines of sentence vectors of unrelated things."""
LEAST_DEVIATION = 0.01
"""Scores closer together than this are all the same thing; nothing stands out among them."""
STRONG_MARGIN = 1.0
LIKELY_MARGIN = 0.0
"""By how many deviations a score must beat the expected best of n random ones, √(2 ln n)."""


@dataclass(frozen=True, slots=True)
class Background:
    """What this question scores on things chosen at random."""

    mean: float
    deviation: float


def measure(scores: NDArray[np.float32]) -> Background:
    """Mean and deviation of a random sample of one kind's scores for this question.

    A score of exactly 0 means that question and vector share no block: no evidence, left out.
    """
    told = scores[scores != 0].astype(np.float64)
    trust = min(1.0, len(told) / FEW)
    mean = trust * float(told.mean()) + (1 - trust) * PRIOR_MEAN if len(told) else PRIOR_MEAN
    own = float(told.var()) if len(told) > 1 else 0.0
    variance = trust * own + (1 - trust) * PRIOR_DEVIATION**2
    return Background(mean, max(math.sqrt(variance), LEAST_DEVIATION))


def standard_scores(scores: NDArray[np.float32], background: Background) -> NDArray[np.float32]:
    """z = (score - mean) / deviation, same shape; -inf where the score is exactly 0 (no evidence)."""
    z = (scores - background.mean) / background.deviation
    return np.where(scores == 0, -np.inf, z).astype(np.float32)


def expected_best(n: int) -> float:
    """√(2 ln n): about what the best of n random standard normal scores reaches (extreme value theory)."""
    return math.sqrt(2 * math.log(max(n, 2)))


def strength(z: float, n: int) -> Strength:
    """What a standard score among n eligible vectors of its kind is worth."""
    surplus = z - expected_best(n)
    if surplus >= STRONG_MARGIN:
        return Strength.STRONG
    return Strength.LIKELY if surplus >= LIKELY_MARGIN else Strength.WEAK
