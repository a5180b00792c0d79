"""Puts the scores of different kinds on one scale, and says how much a score is worth.

Pure arithmetic over arrays, any thread. The raw inner products of a question with photos, pages and sounds
lie on different scales; against the library itself they become standard scores (DESIGN section 7).

A question without sense scores evenly low with everything, so that its own small deviation would raise its
best chance hit to a find. Hence a deviation counts no less than is usual for everyday words in the same
library.

What is likely must beat what the best of as many random scores reaches in one question of ten: their expected best
(on which this once rested) is beaten by chance in every second one. Measured with the built-in provider over
`../shared/media`: of 50 things that are not there 66 % are answered with "no confident match" and of 50 that are 28 %
(with the expected best 32 % and 8 %; the two kinds of question overlap, and no level parts them).
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Strength

EVERYDAY = (
    *("dog", "house", "tree", "car", "child", "water", "mountain", "book"),
    *("table", "street", "garden", "music", "friend", "kitchen", "summer", "bridge"),
    *("computer", "horse", "window", "food", "ship", "hand", "shirt", "party"),
)
"""Words whose scores tell what is usual in a library."""
FEW = 30
"""Below this many scores a mean and a deviation say little (the usual rule of thumb for the normal
approximation), so what is believed beforehand joins in, the more the fewer there are."""
LEAST_BEST = 2.0
"""However few may answer, two deviations above the mean must be beaten: chance does that once in 44."""
CHANCE = 0.1
"""How often the best of random scores would be taken for a likely match."""
STRONG_MARGIN = 1.0
"""By how many deviations a strong match beats the expected best of as many random ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What is believed of a space's inner products before the library itself has told.

    `mean`, `deviation`: of a question with unrelated things; no mean where it differs too much from kind to kind.
    `least`: scores closer together than this are all the same thing; nothing stands out among them.
    `of_widest`: a kind's deviation counts at least this much of the widest kind's.
    """

    mean: float | None
    deviation: float
    least: float
    of_widest: float


NEAR = Scale(mean=0.05, deviation=0.1, least=0.01, of_widest=0.5)
"""The built-in space: measured with everyday words over photos (0.02 and 0.09), rounded up. Hundreds of pages of one
document are all alike (0.03 where photos spread 0.12); without half of the widest any odd page among them stands out
for any question."""
FAR = Scale(mean=None, deviation=0.04, least=0.03, of_widest=0.0)
"""Gemini Embedding 2: a picture that does not match a text scores 0.23 to 0.38, one that does 0.35 to 0.45 (reported
by a public project; nothing could be measured here). That band is narrow, and it lies elsewhere for each pair of kinds:
sounds, pages and pictures, asked by text or by picture. A mean from elsewhere would lift or sink them all, so each
sample speaks for itself from its first score on; only the deviation is helped out. Everyday words are not asked about
(they would be sent), so the narrow end of that band stands in for what is usual: it keeps senseless questions and pages
that are all alike down. And kinds are not held to the widest, for words and pages spread wider than words and pictures."""


@dataclass(frozen=True, slots=True)
class Background:
    """What this question scores on things chosen at random."""

    mean: float
    deviation: float


def measure(
    scores: NDArray[np.float32], *, usual: float = 0.0, scale: Scale = NEAR
) -> Background:
    """Mean and deviation of a random sample of one kind's scores for this question.

    A score of exactly 0 means that question and vector share no block: no evidence, left out.
    `usual`: the deviation below which this question's own is not believed.
    """
    told = scores[scores != 0].astype(np.float64)
    trust = min(1.0, len(told) / FEW)
    own = float(told.var()) if len(told) > 1 else 0.0
    variance = trust * own + (1 - trust) * scale.deviation**2
    return Background(_mean(told, trust, scale), max(math.sqrt(variance), usual, scale.least))


def _mean(told: NDArray[np.float64], trust: float, scale: Scale) -> float:
    """Where no mean is believed beforehand, the middle score stands in for it: among few, a match is not in its way."""
    if not len(told):
        return scale.mean or 0.0
    believed = float(np.median(told)) if scale.mean is None else scale.mean
    return trust * float(told.mean()) + (1 - trust) * believed


def standard_scores(scores: NDArray[np.float32], background: Background) -> NDArray[np.float32]:
    """z = (score - mean) / deviation, same shape; -inf where the score is exactly 0 (no evidence)."""
    z = (scores - background.mean) / background.deviation
    return np.where(scores == 0, -np.inf, z).astype(np.float32)


def expected_best(n: int) -> float:
    """What the best of n random standard normal scores reaches on average, at least LEAST_BEST.

    √(2 ln n) less its second-order term (Cramér 1946, 28.6; √(2 ln n) alone is 0.6 too much for n = 200).
    """
    if n < 3:
        return LEAST_BEST
    bound = math.sqrt(2 * math.log(n))
    correction = (math.log(math.log(n)) + math.log(4 * math.pi)) / (2 * bound)
    return max(bound - correction, LEAST_BEST)


@lru_cache(maxsize=1024)
def best_by_chance(n: int) -> float:
    """What the best of n random standard normal scores exceeds with probability CHANCE only, at least LEAST_BEST: all n
    stay below z with probability Φ(z)^n (the distribution of a maximum)."""
    return max(NormalDist().inv_cdf((1 - CHANCE) ** (1 / max(n, 1))), LEAST_BEST)


def strength(z: float, n: int) -> Strength:
    """What a standard score among n eligible vectors of its kind is worth."""
    if z <= best_by_chance(n):
        return Strength.WEAK
    return Strength.STRONG if z - expected_best(n) >= STRONG_MARGIN else Strength.LIKELY
