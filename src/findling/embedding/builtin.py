"""The provider that needs no key, no network and no account. Nothing leaves the machine.

Pictures and sound are embedded in decode processes, questions on the search lane; each half of the model is loaded
when it is first needed, so neither pays for the other. One thread at a time.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from findling.core.model import (
    Embedded,
    Failure,
    Kind,
    Parts,
    Space,
    SpaceId,
    Tag,
    Vector,
)
from findling.embedding import blocks
from findling.embedding.acoustics import Acoustics
from findling.embedding.classes import Classes
from findling.embedding.picture_network import PictureNetwork, Seen
from findling.embedding.sentences import Sentences

SPACE = Space(id=SpaceId("builtin-1"), dimensions=blocks.DIMENSIONS)


class BuiltinProvider:
    name = "builtin"
    space = SPACE
    local = True

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        """All pictures of all items go through the network together. An item without anything gets zeros."""
        pictures = [picture for item in items for picture in item.images]
        seen = self._network.see(pictures) if pictures else None
        answers: list[Embedded | Failure] = []
        first = 0
        for item in items:
            count = len(item.images)
            look = _average(seen, first, count) if seen is not None and count else None
            answers.append(self._embed(item, look))
            first += count
        return answers

    def embed_text(self, text: str) -> Vector:
        return blocks.compose(sentence=self._sentences.embed(text))

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        return blocks.example_question(vectors)

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        return blocks.reasons(query, vectors)

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        return blocks.look_cosines(a, b)

    def close(self) -> None:
        for part in ("_network", "_classes", "_sentences", "_acoustics"):
            self.__dict__.pop(part, None)

    def _embed(self, item: Parts, look: "tuple[Vector, Vector] | None") -> Embedded:
        posterior, visual = look if look is not None else (None, None)
        tags: tuple[Tag, ...] = ()
        if posterior is not None and item.kind is not Kind.DOCUMENT:
            tags = self._classes.tags(posterior)
        vector = blocks.compose(
            sentence=self._sentence(item, posterior),
            visual=visual,
            acoustic=self._acoustics.embed(item.sound) if item.sound is not None else None,
        )
        return Embedded(vector=vector, tags=tags)

    def _sentence(self, item: Parts, posterior: Vector | None) -> Vector | None:
        """A page means what it says, a picture what is on it; with a title, half and half.

        A page or title without a word counts as one that has none: a scan means what is on its picture.
        """
        words = self._sentences.embed(item.text) if item.text and item.text.strip() else None
        if words is not None and not words.any():
            words = None
        if posterior is None or (item.kind is Kind.DOCUMENT and words is not None):
            return words
        shown = self._classes.meaning(posterior)
        return shown if words is None else blocks.unit(shown) + blocks.unit(words)

    @cached_property
    def _network(self) -> PictureNetwork:
        return PictureNetwork()

    @cached_property
    def _classes(self) -> Classes:
        return Classes()

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences()

    @cached_property
    def _acoustics(self) -> Acoustics:
        return Acoustics()


def _average(seen: Seen, first: int, count: int) -> tuple[Vector, Vector]:
    """Posterior and look of one item's pictures; of a clip's window, the mean over its frames."""
    part = slice(first, first + count)
    return seen.posteriors[part].mean(axis=0), seen.looks[part].mean(axis=0)
