"""The spaces of Google's models, by name and shape. Pure; nothing of the SDK is loaded to know them."""

import hashlib
import re

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Space, SpaceId, Vector
from findling.core.settings import Settings
from findling.embedding.service import Door

DIMENSIONS = 3072
"""All that the model has. A renormalised prefix is what asking for fewer gives (measured by others, cosine 1.000000)."""
PREPROCESSING = 1
"""Counts up when what is sent of a content changes so that old and new vectors should not be compared."""
LEAST_WIDTH = 128
"""The narrowest prefix that the model is made for (ai.google.dev/gemini-api/docs/embeddings)."""
LONGEST_NAME = 64
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_SAME = ("models/", "publishers/google/models/")
"""Before a model's name, they change nothing about which model it is."""


def space_of(settings: Settings, *, door: Door) -> Space:
    """Its id is safe as a directory's name on every system, and no two models share one."""
    width = settings.index_width
    return Space(
        id=SpaceId(f"{_safe(settings.model)}.{DIMENSIONS}.{door.value}-{PREPROCESSING}"),
        dimensions=DIMENSIONS,
        prefixes=(width,) if LEAST_WIDTH <= width < DIMENSIONS else (),
    )


def unit(vector: Vector) -> Vector:
    """Of length 1; zeros stay zeros."""
    length = float(np.linalg.norm(vector))
    if length == 0:
        return np.zeros(vector.shape, np.float32)
    shortened: Vector = (vector / length).astype(np.float32)
    return shortened


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row of (n, dimensions) of length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = np.zeros(vectors.shape, np.float32)
    np.divide(vectors, lengths, out=rows, where=lengths > 0)
    return rows


def _safe(model: str) -> str:
    """The model's name where it can stand as it is; else what is left of it and a digest that keeps it apart.

    Capitals too: some systems take two names for one that differ in nothing else.
    """
    name = model.strip()
    for prefix in _SAME:
        name = name.removeprefix(prefix)
    if len(name) <= LONGEST_NAME and _PLAIN.fullmatch(name) and ".." not in name:
        return name
    rest = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME]
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{rest or 'model'}~{digest}"
