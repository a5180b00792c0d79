"""Turns a question into one vector of one space, and knows how everyday questions score there.

Runs on the search lane; asks the provider and the index, never the catalogue.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Payload, Vector
from findling.embedding.provider import EmbeddingProvider, RemoteProvider
from findling.search.calibrate import EVERYDAY, measure
from findling.search.oracle import Ask, Key, Oracle, unit
from findling.vectors.nearest import Nearest

AWAY = 0.5
"""How far a question moves away from what it must not be."""


def _never() -> bool:
    return False


class QuestionVectors:
    """Makes one vector of everything a question is made of; nothing is asked of the provider twice."""

    def __init__(self, provider: EmbeddingProvider, *, oracle: Oracle | None = None) -> None:
        self._provider = provider
        self._oracle = oracle or Oracle(local=provider.local)

    def vector(
        self,
        meaning: str,
        *,
        without: Sequence[str],
        examples: Sequence[NDArray[np.float32]],
        content: Payload | None = None,
        superseded: Callable[[], bool] = _never,
    ) -> Vector | None:
        """One unit vector (dimensions,) or None where nothing asks for a meaning.

        Words and examples count the same; several examples share their half. `examples` holds the span
        vectors (n, dimensions) of each example. `content`: words and examples in one, asked instead of both.
        Raises what the oracle raises.
        """
        if content is None and not meaning and not any(map(len, examples)):
            return None
        asks: dict[Key, Ask] = {words: self._of_words(words) for words in without}
        if content is not None:
            asks |= self._of_contents([content])
        elif meaning:
            asks[meaning] = self._of_words(meaning)
        told = self._oracle.vectors(asks, superseded=superseded)
        if content is not None:
            question = told[content.digest]
        else:
            question = self._joined([told[meaning]] if meaning else [], examples)
        for words in without:
            question = move_away(question, told[words])
        return question if np.any(question) else None

    def of_contents(
        self, contents: Sequence[Payload], *, superseded: Callable[[], bool]
    ) -> NDArray[np.float32]:
        """The vectors (n, dimensions) of media that the library does not have, from a service far away."""
        told = self._oracle.vectors(self._of_contents(contents), superseded=superseded)
        return np.stack([told[content.digest] for content in contents])

    def close(self, timeout: float) -> None:
        self._oracle.close(timeout)

    def _joined(
        self, words: Sequence[Vector], examples: Sequence[NDArray[np.float32]]
    ) -> Vector:
        alike = [unit(self._provider.embed_example(v)) for v in examples if len(v)]
        halves = [*words, unit(np.mean(alike, axis=0))] if alike else words
        return unit(np.sum(halves, axis=0))

    def _of_words(self, words: str) -> Ask:
        return partial(self._provider.embed_text, words)

    def _of_contents(self, contents: Sequence[Payload]) -> dict[Key, Ask]:
        provider = self._provider
        assert isinstance(provider, RemoteProvider)
        return {one.digest: partial(provider.embed_payload, one) for one in contents}


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


def move_away(question: Vector, unwanted: Vector) -> Vector:
    """Turns a unit question away from a unit vector.

    Only the part of the unwanted that the question does not share is taken off (its projection on the
    question's complement): "fruit -banana" stays about fruit.
    """
    apart = unwanted - float(unwanted @ question) * question
    return unit(question - AWAY * apart)
