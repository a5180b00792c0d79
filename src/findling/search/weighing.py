"""Weighs the parts of a question against one another and joins them in one vector. Pure arithmetic, any thread.

An inner product with the sum of several vectors is the sum of their inner products, so each part's share in a score can
be told afterwards. Dividing each part by how wide its own scores spread in the library was tried: it retrieves no better
(photo and words: R@10 60 % both ways, R@5 49 % against 53 % without).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from findling.core.model import Vector
from findling.core.query import Role

AWAY = 0.5
"""How far a question moves away from a part of weight -1."""
ALPHA, BETA, GAMMA = 1.0, 0.75, 0.15
"""Of Rocchio's formula, as recommended by Manning, Raghavan and Schuetze (Introduction to Information Retrieval, 2008,
9.1.1): what was asked counts most, and an answer that is wanted tells more than one that is not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """One or several parts (by position) with their common unit vector."""

    parts: tuple[int, ...]
    vector: Vector
    weight: float = 1.0
    is_words: bool = False
    role: Role = Role.PART


@dataclass(frozen=True, slots=True, eq=False)
class Pull:
    """What some parts add to the question's vector: all pulls sum up to it."""

    parts: tuple[int, ...]
    vector: Vector


def weigh(weighed: Sequence[Weighed]) -> tuple[Pull, ...]:
    """Pulls that sum up to one unit vector; none where nothing is left to move to.

    Words and examples are two groups that count the same, each the weighted mean of its own.
    """
    told = [one for one in weighed if np.any(one.vector)]
    positive = [one for one in told if one.role is Role.PART and one.weight > 0]
    pulls = _scaled(_means(positive))
    if pulls:
        pulls = _moved_away(pulls, [o for o in told if o.role is Role.PART and o.weight < 0])
    return _marked(
        pulls,
        more=[one for one in told if one.role is Role.MORE],
        less=[one for one in told if one.role is Role.LESS],
    )


def together(pulls: Sequence[Pull]) -> Vector:
    return np.asarray(np.sum([pull.vector for pull in pulls], axis=0), np.float32)


def _means(parts: Sequence[Weighed]) -> list[Pull]:
    """The words' mean and the examples', each by its parts' mean weight."""
    groups = [[one for one in parts if one.is_words is words] for words in (True, False)]
    pulls: list[Pull] = []
    for group in (one for one in groups if one):
        mean = np.sum([one.vector * np.float32(one.weight) for one in group], axis=0)
        length = float(np.linalg.norm(mean))
        if length < 1e-6:
            continue
        worth = sum(one.weight for one in group) / len(group)
        pulls += [
            Pull(one.parts, one.vector * np.float32(one.weight * worth / length))
            for one in group
        ]
    return pulls


def _moved_away(pulls: tuple[Pull, ...], unwanted: Sequence[Weighed]) -> tuple[Pull, ...]:
    """Only what the unwanted does not share with the question is taken off (its projection on the question's complement):
    "fruit -banana" stays about fruit."""
    for one in unwanted:
        question = together(pulls)
        apart = one.vector - float(one.vector @ question) * question
        off = Pull(one.parts, apart * np.float32(AWAY * one.weight))
        pulls = _scaled([*pulls, off])
    return pulls


def _marked(
    pulls: tuple[Pull, ...], *, more: Sequence[Weighed], less: Sequence[Weighed]
) -> tuple[Pull, ...]:
    """alpha * q + beta * mean(more) - gamma * mean(less): Rocchio, "Relevance feedback in information retrieval", in
    Salton (ed.), The SMART Retrieval System, 1971."""
    if not more and not (pulls and less):
        return pulls
    return _scaled(
        [
            *(Pull(pull.parts, pull.vector * np.float32(ALPHA)) for pull in pulls),
            *(Pull(one.parts, one.vector * np.float32(BETA / len(more))) for one in more),
            *(Pull(one.parts, one.vector * np.float32(-GAMMA / len(less))) for one in less),
        ]
    )


def _scaled(pulls: Sequence[Pull]) -> tuple[Pull, ...]:
    """The same at a common length of 1; nothing where they cancel each other out."""
    if not pulls:
        return ()
    length = np.linalg.norm(together(pulls))
    if length < 1e-6:
        return ()
    return tuple(Pull(pull.parts, pull.vector / np.float32(length)) for pull in pulls)
