"""What every provider can do. Asked by decode processes and by the search lane, by one thread at a time."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Embedded, Failure, Parts, Space, Vector


class EmbeddingProvider(Protocol):
    """Item vectors and questions meet in a plain inner product; what an item lacks counts for nothing."""

    @property
    def name(self) -> str: ...

    @property
    def space(self) -> Space: ...

    @property
    def local(self) -> bool:
        """Items are embedded inside decode processes and nothing leaves the machine."""
        ...

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        """One answer an item, in the same order."""
        ...

    def embed_text(self, text: str) -> Vector:
        """A typed question, shape (dimensions,); all zeros when there is nothing in it."""
        ...

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        """The stored span vectors of an example, shape (n, dimensions), as a question."""
        ...

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        """For each row why it matches, above all: "meaning", "look" or "sound"."""
        ...

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of the looks alone of `a` with each row of `b`; 0 where either has none."""
        ...

    def close(self) -> None:
        """Lets go of what is loaded. Idempotent."""
        ...
