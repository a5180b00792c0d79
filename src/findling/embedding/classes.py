"""From what the network recognised to meaning and tags. Loaded beside the network, in the same process.

ConSE (Norouzi et al. 2013, arXiv 1312.5650): a picture's place among sentences is the mean of its classes' places,
weighed by how likely each class is.
"""

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Tag, Vector
from findling.embedding.model_files import load_array, load_lines

LIKELIEST = 50
"""Classes that have a say in a picture's meaning; more or fewer changed little or hurt."""
TAG_FLOOR = 0.1
MOST_TAGS = 5


class Classes:
    """The thousand classes: names a person reads, and vectors (1000, 512) centred on their mean."""

    def __init__(self) -> None:
        self.names = tuple(line.split("\t")[0] for line in load_lines("classes.tsv"))
        self._vectors = load_array("class_vectors.npy").astype(np.float32)

    def meaning(self, posterior: NDArray[np.float32]) -> Vector:
        """(512,), not scaled; `posterior` (1000,) may be averaged over several pictures."""
        likeliest = np.argpartition(posterior, -LIKELIEST)[-LIKELIEST:]
        weighed: Vector = posterior[likeliest] @ self._vectors[likeliest]
        return weighed

    def tags(self, posterior: NDArray[np.float32]) -> tuple[Tag, ...]:
        """The likeliest first; confidence is the posterior. Two classes of one name count as one tag."""
        shares: dict[str, float] = {}
        for i in np.flatnonzero(posterior >= TAG_FLOOR):
            shares[self.names[i]] = shares.get(self.names[i], 0.0) + float(posterior[i])
        best = sorted(shares.items(), key=lambda share: -share[1])[:MOST_TAGS]
        return tuple(Tag(name=name, confidence=confidence) for name, confidence in best)
