"""Turns the parts of a question into vectors of one space, and knows how everyday questions score there.

Runs on the search lane; asks the provider and the index, never the catalogue.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Payload, Vector
from findling.embedding.provider import EmbeddingProvider, RemoteProvider
from findling.search.calibrate import EVERYDAY, measure
from findling.search.oracle import Ask, Key, Oracle, unit
from findling.vectors.nearest import Nearest


def _never() -> bool:
    return False


class QuestionVectors:
    """Makes a vector of each thing a question is made of; nothing is asked of the provider twice."""

    def __init__(self, provider: EmbeddingProvider, *, oracle: Oracle | None = None) -> None:
        self._provider = provider
        self._oracle = oracle or Oracle(local=provider.local)

    def of_words(
        self, words: Iterable[str], *, superseded: Callable[[], bool] = _never
    ) -> dict[str, Vector]:
        """A unit vector for each, or zeros where there is no meaning in it. Raises what the oracle raises."""
        asks: dict[Key, Ask] = {one: partial(self._provider.embed_text, one) for one in words}
        told = self._oracle.vectors(asks, superseded=superseded)
        return {one: vector for one, vector in told.items() if isinstance(one, str)}

    def of_example(self, vectors: NDArray[np.float32]) -> Vector:
        """The unit vector of an example by those of its spans, shape (n, dimensions); zeros where there are none."""
        if not len(vectors):
            return np.zeros(self._provider.space.dimensions, np.float32)
        return unit(self._provider.embed_example(vectors))

    def of_contents(
        self, contents: Sequence[Payload], *, superseded: Callable[[], bool]
    ) -> NDArray[np.float32]:
        """The vectors (n, dimensions) of media that the library does not have, from a service far away."""
        told = self._oracle.vectors(self._of_contents(contents), superseded=superseded)
        return np.stack([told[content.digest] for content in contents])

    def close(self, timeout: float) -> None:
        self._oracle.close(timeout)

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
            question = self._questions.of_words([word])[word]
            if np.any(question):
                for kind, scores in self._nearest.background(
                    question, kinds=tuple(Kind)
                ).items():
                    spreads.setdefault(kind, []).append(measure(scores).deviation)
        return {kind: float(np.median(values)) for kind, values in spreads.items()}
