"""Turns a question into a vector and fetches the spans nearest to it, on one scale for all kinds.

Runs on the search lane; everything here asks the provider and the index, nothing asks the catalogue.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Vector
from findling.embedding.provider import EmbeddingProvider
from findling.search.calibrate import (
    EVERYDAY,
    LEAST_OF_WIDEST,
    Background,
    measure,
    standard_scores,
)
from findling.vectors.nearest import Nearest

KEPT_VECTORS = 512
"""Question vectors remembered (typing asks for many prefixes again): about 2 MB at 1024 dimensions."""
AWAY = 0.5
"""How far a question moves away from what it must not be."""
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


class QuestionVectors:
    """Makes one vector of everything a question is made of, and remembers those of recent words."""

    def __init__(self, provider: EmbeddingProvider) -> None:
        self._provider = provider
        self._recent: OrderedDict[str, Vector] = OrderedDict()

    def vector(
        self,
        meaning: str,
        *,
        without: Sequence[str],
        examples: Sequence[NDArray[np.float32]],
    ) -> Vector | None:
        """One unit vector (dimensions,) or None where nothing asks for a meaning.

        Words and examples count the same; several examples share their half. `examples` holds the span
        vectors (n, dimensions) of each example.
        """
        parts: list[Vector] = [self._of_words(meaning)] if meaning else []
        alike = [unit(self._provider.embed_example(v)) for v in examples if len(v)]
        if alike:
            parts.append(unit(np.mean(alike, axis=0)))
        if not parts:
            return None
        question = unit(np.sum(parts, axis=0))
        for words in without:
            question = move_away(question, self._of_words(words))
        return question if np.any(question) else None

    def _of_words(self, words: str) -> Vector:
        known = self._recent.get(words)
        if known is None:
            known = unit(self._provider.embed_text(words))
            self._recent[words] = known
            if len(self._recent) > KEPT_VECTORS:
                self._recent.popitem(last=False)
        self._recent.move_to_end(words)
        return known


class UsualDeviations:
    """How much everyday words' scores spread over each kind in this library (see `calibrate`).

    Only a provider on this machine is asked; another's questions are judged by their own spread.
    """

    def __init__(
        self, *, provider: EmbeddingProvider, questions: QuestionVectors, nearest: Nearest
    ) -> None:
        self._local = provider.local
        self._questions = questions
        self._nearest = nearest
        self._measured_at = -1
        self._deviations: dict[Kind, float] = {}

    def of_words(self) -> Mapping[Kind, float]:
        """Measured anew once the library has grown or shrunk by a fifth."""
        vectors = self._nearest.state().vectors
        if self._local and abs(vectors - self._measured_at) * 5 > self._measured_at:
            self._deviations = self._measure()
            self._measured_at = vectors
        return self._deviations

    def _measure(self) -> dict[Kind, float]:
        spreads: dict[Kind, list[float]] = {}
        for word in EVERYDAY:
            question = self._questions.vector(word, without=(), examples=())
            if question is not None:
                for kind, scores in self._nearest.background(
                    question, kinds=tuple(Kind)
                ).items():
                    spreads.setdefault(kind, []).append(measure(scores).deviation)
        return {kind: float(np.median(values)) for kind, values in spreads.items()}


def unit(vector: NDArray[np.floating]) -> Vector:
    """The vector at length 1; zeros stay zeros."""
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)


def move_away(question: Vector, unwanted: Vector) -> Vector:
    """Turns a unit question away from a unit vector.

    Only the part of the unwanted that the question does not share is taken off (its projection on the
    question's complement): "fruit -banana" stays about fruit.
    """
    apart = unwanted - float(unwanted @ question) * question
    return unit(question - AWAY * apart)


def by_meaning(
    question: Vector,
    nearest: Nearest,
    *,
    kinds: Collection[Kind],
    count: int,
    allowed: NDArray[np.int64] | None,
    usual: Mapping[Kind, float],
) -> Moments:
    """Up to `count` spans of each kind, calibrated against that kind's background, best first.

    `allowed`: sorted ids of the items that may answer, or None for all. `usual`: see UsualDeviations.
    """
    if allowed is not None and not len(allowed):
        return Moments.none()
    found = nearest.search(question, kinds=kinds, count=count, allowed=allowed)
    backgrounds = _backgrounds(question, nearest, usual=usual)
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


def _backgrounds(
    question: Vector, nearest: Nearest, *, usual: Mapping[Kind, float]
) -> dict[Kind, Background]:
    """Every kind's background for this question, of all kinds, whichever are asked for."""
    samples = nearest.background(question, kinds=tuple(Kind))
    own = [measure(sample).deviation for sample in samples.values() if np.any(sample)]
    floor = LEAST_OF_WIDEST * max([*own, *usual.values()], default=0.0)
    return {
        kind: measure(sample, usual=max(usual.get(kind, 0.0), floor))
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
