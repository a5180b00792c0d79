"""Vectors shaped like the built-in provider's (a sentence, a look, perhaps a sound), and a catalogue that serves them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Space, SpaceId
from findling.core.vector_rows import VectorRows

Floats = NDArray[np.float32]
BLOCKS = (512, 256, 64)
BUILTIN_LIKE = Space(id=SpaceId("made/1"), dimensions=sum(BLOCKS))
SMALL_BLOCKS = (32, 16, 8)
SMALL = Space(id=SpaceId("small/1"), dimensions=sum(SMALL_BLOCKS))
NESTED = Space(id=SpaceId("nested/1"), dimensions=512, prefixes=(64, 256))


def unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    safe = np.where(length > 0, length, 1)
    return np.divide(vectors, safe, dtype=np.float32)


@dataclass
class Maker:
    """Draws items around a fixed set of concepts, and questions about the same concepts."""

    seed: int = 1
    blocks: tuple[int, ...] = BLOCKS
    concepts: int = 400
    chance: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.chance = np.random.default_rng(self.seed)
        words, look = self.blocks[0], self.blocks[1]
        families = self._normal(max(2, self.concepts // 16), words)
        of_family = families[self.chance.integers(0, len(families), self.concepts)]
        words_of = unit(unit(of_family) + unit(self._normal(self.concepts, words)))
        self.words: Floats = words_of - words_of.mean(0)
        self.fall: Floats = (1 / np.sqrt(np.arange(1, look + 1))).astype(np.float32)
        self.looks: Floats = self._normal(self.concepts, look) * self.fall

    def items(self, count: int) -> Floats:
        """(count, sum of blocks): every item has a sentence, four in five a look, three in ten a sound."""
        main = self.chance.integers(0, self.concepts, count)
        sentence = self.words[main] * self._uniform(0.2, 1, count)
        for _ in range(10):
            other = self.chance.integers(0, self.concepts, count)
            weight = self.chance.standard_exponential((count, 1), np.float32)
            sentence += self.words[other] * weight * np.float32(0.12)
        look = self.looks[main] + self._normal(count, self.blocks[1]) * self.fall
        sound = self._normal(count, self.blocks[2])
        look[self.chance.random(count) < 0.2] = 0
        sound[self.chance.random(count) < 0.7] = 0
        parts = [unit(part) for part in (sentence, look, sound)]
        return np.concatenate(parts, axis=1)

    def questions(self, count: int) -> Floats:
        """Typed ones: a sentence near a concept, nothing else."""
        near = unit(self.words[self.chance.integers(0, self.concepts, count)])
        off = unit(self._normal(count, self.blocks[0]))
        asked = np.zeros((count, sum(self.blocks)), np.float32)
        asked[:, : self.blocks[0]] = unit(near + off * self._uniform(0.1, 1, count))
        return asked

    def _uniform(self, low: float, high: float, count: int) -> Floats:
        return self.chance.uniform(low, high, (count, 1)).astype(np.float32)

    def _normal(self, count: int, width: int) -> Floats:
        return self.chance.standard_normal((count, width), np.float32)


class MadeCatalogue:
    """Keeps rows in memory as the catalogue would: ascending sequence numbers, an epoch raised by removals."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.rows = VectorRows.empty(space.dimensions)
        self.rounds = 0
        """How often everything was asked for from the beginning."""
        self._epoch = 1
        self._next = 1

    def add(
        self,
        vectors: Floats,
        *,
        kind: Kind = Kind.PHOTO,
        item_ids: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int64]:
        """Returns the span ids given."""
        count = len(vectors)
        numbers = np.arange(self._next, self._next + count)
        self._next += count
        self.rows = VectorRows(
            sequences=np.r_[self.rows.sequences, numbers],
            span_ids=np.r_[self.rows.span_ids, numbers + 1000],
            item_ids=np.r_[self.rows.item_ids, numbers if item_ids is None else item_ids],
            kinds=np.r_[self.rows.kinds, np.full(count, list(Kind).index(kind), np.uint8)],
            vectors=np.concatenate([self.rows.vectors, vectors.astype(np.float16)]),
        )
        return numbers + 1000

    def remove_items(self, item_ids: NDArray[np.int64]) -> None:
        self.rows = self._where(~np.isin(self.rows.item_ids, item_ids))
        self._epoch += 1

    def epoch(self, space: SpaceId) -> int:
        assert space == self.space.id
        return self._epoch

    def vectors_after(
        self, space: SpaceId, sequence: int, *, batch: int = 4096
    ) -> Iterator[VectorRows]:
        assert space == self.space.id
        self.rounds += sequence == 0
        newer = self._where(self.rows.sequences > sequence)
        for start in range(0, len(newer), batch):
            cut = slice(start, start + batch)
            yield VectorRows(
                sequences=newer.sequences[cut],
                span_ids=newer.span_ids[cut],
                item_ids=newer.item_ids[cut],
                kinds=newer.kinds[cut],
                vectors=newer.vectors[cut],
            )

    def _where(self, chosen: NDArray[np.bool_]) -> VectorRows:
        return VectorRows(
            sequences=self.rows.sequences[chosen],
            span_ids=self.rows.span_ids[chosen],
            item_ids=self.rows.item_ids[chosen],
            kinds=self.rows.kinds[chosen],
            vectors=self.rows.vectors[chosen],
        )
