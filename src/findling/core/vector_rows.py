"""A batch of stored vectors on its way from the catalogue to an index. Pure data."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorRows:
    """Rows in ascending order of `sequences`; all arrays have the same length n.

    `kinds` counts in the order of `list(Kind)`; `vectors` has the shape (n, dimensions).
    """

    sequences: NDArray[np.int64]
    span_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    vectors: NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.sequences)

    @classmethod
    def empty(cls, dimensions: int = 0) -> Self:
        return cls(
            sequences=np.empty(0, np.int64),
            span_ids=np.empty(0, np.int64),
            item_ids=np.empty(0, np.int64),
            kinds=np.empty(0, np.uint8),
            vectors=np.empty((0, dimensions), np.float16),
        )
