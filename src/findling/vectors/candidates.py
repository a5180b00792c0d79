"""What a search over one kind brings back, and the two small steps every way of searching shares.

Pure functions over arrays; any thread.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

DENSE = 1 << 26
"""Item ids up to here are looked up in a table of that many bytes; beyond, by sorting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The best spans of one kind, best first: arrays of the same length k, k <= the count asked for.

    `scores` are inner products with the stored float16 vectors, in float32.
    `population` is how many vectors of the kind were eligible.
    """

    span_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    population: int

    @classmethod
    def none(cls) -> Self:
        return cls(
            span_ids=np.empty(0, np.int64),
            item_ids=np.empty(0, np.int64),
            scores=np.empty(0, np.float32),
            population=0,
        )


class AllowedItems:
    """Sorted item ids, ready to be asked about many rows at once."""

    def __init__(self, item_ids: NDArray[np.int64]) -> None:
        self._item_ids = item_ids[item_ids >= 0]
        self._limit = int(self._item_ids[-1]) + 1 if len(self._item_ids) else 0
        self._table: NDArray[np.bool_] | None = None
        if self._limit <= DENSE:
            self._table = np.zeros(
                self._limit + 1, bool
            )  # the last place stands for all beyond
            self._table[self._item_ids] = True

    def mask(self, item_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each row's item id, whether it is allowed. Rows never carry negative ids."""
        if self._table is None:
            return np.isin(item_ids, self._item_ids)
        return self._table[np.minimum(item_ids, self._limit)]


def best_first(
    scores: NDArray[np.float32], rows: NDArray[np.int64], *, count: int
) -> NDArray[np.intp]:
    """Positions of the `count` highest scores, best first; of equal scores the older row leads."""
    if len(scores) > 4 * count > 0:
        floor = np.partition(scores, len(scores) - count)[len(scores) - count]
        chosen = np.flatnonzero(scores >= floor)
    else:
        chosen = np.arange(len(scores))
    order = np.lexsort((rows[chosen], -scores[chosen]))
    return chosen[order[:count]]
