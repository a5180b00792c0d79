"""Fetches the spans nearest to a question, on one scale for all kinds of one space.

Runs on the search lane; everything here asks the index, nothing asks the provider or the catalogue.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Vector
from findling.search.calibrate import NEAR, Background, Scale, measure, standard_scores
from findling.vectors.nearest import Nearest

KIND_CODES = {kind: code for code, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Moments:
    """Spans by meaning, best first; arrays of the same length k.

    `scores` are standard scores; `populations` counts the eligible vectors of the span's kind.
    """

    span_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    scores: NDArray[np.float32]
    populations: NDArray[np.int64]

    @classmethod
    def none(cls) -> Self:
        ids = np.empty(0, np.int64)
        return cls(ids, ids, np.empty(0, np.uint8), np.empty(0, np.float32), ids)

    def __len__(self) -> int:
        return len(self.span_ids)

    def only(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Moments":
        """The chosen rows, by mask or by position."""
        return Moments(
            self.span_ids[rows],
            self.item_ids[rows],
            self.kinds[rows],
            self.scores[rows],
            self.populations[rows],
        )


def by_meaning(
    question: Vector,
    nearest: Nearest,
    *,
    kinds: Collection[Kind],
    count: int,
    allowed: NDArray[np.int64] | None,
    backgrounds: Mapping[Kind, Background],
) -> Moments:
    """Up to `count` spans of each kind, calibrated against that kind's background, best first.

    `allowed`: sorted ids of the items that may answer, or None for all.
    """
    if allowed is not None and not len(allowed):
        return Moments.none()
    found = nearest.search(question, kinds=kinds, count=count, allowed=allowed)
    parts: list[Moments] = []
    for kind, candidates in found.items():
        size = len(candidates.span_ids)
        if not size:
            continue
        parts.append(
            Moments(
                candidates.span_ids,
                candidates.item_ids,
                np.full(size, KIND_CODES[kind], np.uint8),
                standard_scores(candidates.scores, backgrounds[kind]),
                np.full(size, candidates.population, np.int64),
            )
        )
    return _merged(parts)


def backgrounds_of(
    question: Vector,
    nearest: Nearest,
    *,
    usual: Mapping[Kind, float],
    scale: Scale = NEAR,
) -> dict[Kind, Background]:
    """Every kind's background for this question, of all kinds, whichever are asked for. `usual`: see UsualDeviations."""
    samples = nearest.background(question, kinds=tuple(Kind))
    own = [measure(s, scale=scale).deviation for s in samples.values() if np.any(s)]
    floor = scale.of_widest * max([*own, *usual.values()], default=0.0)
    return {
        kind: measure(sample, usual=max(usual.get(kind, 0.0), floor), scale=scale)
        for kind, sample in samples.items()
    }


def _merged(parts: Sequence[Moments]) -> Moments:
    if not parts:
        return Moments.none()
    together = Moments(
        np.concatenate([p.span_ids for p in parts]),
        np.concatenate([p.item_ids for p in parts]),
        np.concatenate([p.kinds for p in parts]),
        np.concatenate([p.scores for p in parts]),
        np.concatenate([p.populations for p in parts]),
    )
    told = together.only(np.isfinite(together.scores))
    return told.only(np.argsort(-told.scores, kind="stable"))
