"""Tells what each part of a question did for a hit. Asks the index for the sample that scores are measured by; search lane."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind
from findling.core.query import Share
from findling.search.inquiry import Finding
from findling.search.weighing import Pull
from findling.vectors.nearest import Nearest

KINDS = tuple(Kind)
"""By their codes in `Moments`."""


def shares_of(
    finding: Finding, vectors: NDArray[np.float32], kinds: Sequence[Kind]
) -> list[tuple[Share, ...]]:
    """For each row of `vectors` (n, dimensions), of the kind in the same place, one share a pull.

    A part's score is its inner product less what it comes to on the sample of that kind, in the question's deviations.
    """
    means = _means(finding.pulls, finding.meaning.nearest, set(kinds))
    deviations = {kind: finding.backgrounds[kind].deviation for kind in set(kinds)}
    result = []
    for vector, kind in zip(vectors, kinds, strict=True):
        products = [float(pull.vector @ vector) for pull in finding.pulls]
        scores = [
            (product - mean) / deviations[kind] if product else 0.0
            for product, mean in zip(products, means[kind], strict=True)
        ]
        total = sum(map(abs, scores)) or 1.0
        result.append(
            tuple(
                Share(parts=pull.parts, score=round(score, 3), share=abs(score) / total)
                for pull, score in zip(finding.pulls, scores, strict=True)
            )
        )
    return result


def _means(
    pulls: Sequence[Pull], nearest: Nearest, kinds: set[Kind]
) -> dict[Kind, list[float]]:
    """The mean of what each pull scores on things chosen at random, those apart that share nothing with it."""
    means: dict[Kind, list[float]] = {kind: [] for kind in kinds}
    for pull in pulls:
        for kind, scores in nearest.background(pull.vector, kinds=kinds).items():
            told = scores[scores != 0]
            means[kind].append(float(told.mean()) if told.size else 0.0)
    return means
