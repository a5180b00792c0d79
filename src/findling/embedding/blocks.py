"""How one vector of the built-in space is laid out, and what may be asked of it. Pure arithmetic, any thread.

sentence (what it means) | visual (how it looks) | acoustic (how it sounds). Each block has length one or is all
zeros, so an inner product is the weighted sum of the blocks' cosines; weights stand on the question's side only.
"""

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Vector

SENTENCE_WIDTH, VISUAL_WIDTH, ACOUSTIC_WIDTH = 512, 256, 64
SENTENCE = slice(0, SENTENCE_WIDTH)
VISUAL = slice(SENTENCE_WIDTH, SENTENCE_WIDTH + VISUAL_WIDTH)
ACOUSTIC = slice(VISUAL.stop, VISUAL.stop + ACOUSTIC_WIDTH)
DIMENSIONS = ACOUSTIC.stop

REASONS = ((SENTENCE, "meaning"), (VISUAL, "look"), (ACOUSTIC, "sound"))
EXAMPLE_WEIGHTS = ((SENTENCE, 0.3), (VISUAL, 0.7), (ACOUSTIC, 0.5))
"""Looks decide, meaning helps: 0.7 to 0.3 keeps near-duplicates (R-precision 96.5 % against 97.0 % by look
alone, 91.3 % by meaning alone) and finds what captions call alike best (flat between 0.3 and 0.6)."""


def unit(values: NDArray[np.floating]) -> NDArray[np.float32]:
    """Length one along the last axis; what is (nearly) zero stays zero."""
    lengths = np.linalg.norm(values, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = np.where(
        lengths > 1e-6, values / np.maximum(lengths, 1e-6), 0.0
    ).astype(np.float32)
    return scaled


def compose(
    *,
    sentence: Vector | None = None,
    visual: Vector | None = None,
    acoustic: Vector | None = None,
) -> Vector:
    """The blocks that there are, each scaled to length one, side by side."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    for place, block in ((SENTENCE, sentence), (VISUAL, visual), (ACOUSTIC, acoustic)):
        if block is not None:
            vector[place] = unit(block)
    return vector


def example_question(vectors: NDArray[np.float32]) -> Vector:
    """What the spans of an example, shape (n, DIMENSIONS), have in common, weighed block by block.

    The weights of the blocks that exist sum to one. A weighted direction only: whether near-duplicates come
    first is decided by looks, what else comes along by meaning and sound.
    """
    question = np.zeros(DIMENSIONS, dtype=np.float32)
    total = 0.0
    for place, weight in EXAMPLE_WEIGHTS:
        common = unit(vectors[:, place].sum(axis=0))
        if common.any():
            question[place] = weight * common
            total += weight
    return question / np.float32(total) if total else question


def reasons(question: Vector, vectors: NDArray[np.float32]) -> list[str]:
    """For each row the block that adds most to the inner product."""
    parts = np.stack([vectors[:, place] @ question[place] for place, _ in REASONS], axis=1)
    return [REASONS[best][1] for best in parts.argmax(axis=1)]


def look_cosines(one: Vector, many: NDArray[np.float32]) -> NDArray[np.float32]:
    return unit(many[:, VISUAL]) @ unit(one[VISUAL])
