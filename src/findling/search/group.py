"""Gathers an item's moments into one hit, and folds near-identical copies into the best of them.

Pure data, any thread.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind
from findling.search.retrieve import Moments

NEAR_BEST = 1.0
"""An item's other spans are shown when their standard score is at most this much below its best."""
MOST_SPANS = 12
MOST_ROWS = 2 * MOST_SPANS
"""What is seen and what is heard of one window are two rows, and one span."""
SAME_BITS = 8
"""Bits of 64 in which the difference hashes of copies differ at most when the look does not disagree. A picture that was
turned over left to right is compared by the hash that it had before."""
HASH_BITS = 16
"""The same for copies that were cropped, framed or recoloured, whose look must agree (unrelated pictures differ
in about 32). Looser ones folded drawings that only resemble one another; no rule sees that a picture was turned by 90 degrees."""
FLAT_BITS = 5
"""A hash with fewer bits set (or unset) comes from a flat picture, such as a black frame: it proves nothing."""
ALIKE = 0.9
"""Least look similarity of near-identical pictures; of clips always, for two of one length may share their beginning."""
NOT_UNLIKE = 0.5
"""Least look similarity of pictures with the same hash; below it, the hash met by chance."""
NOT_UNLIKE_FAR = 0.75
"""The same where the whole vector is compared and not a block of looks: there two pictures of one theme reach about
0.7, and 0.9 is what a public project takes for the same (`../shared/facts/gemini-embedding-2.md`, sections 5 and 6)."""
HASH_ALONE = 4
"""Bits in which hashes differ at most where there is nothing else to compare: vectors of two spaces never are."""
SAME_LENGTH = 0.5
"""Seconds by which near-identical clips may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What folding needs to know about one hit. `not_unlike`: the NOT_UNLIKE of the space it was found in."""

    item_id: int
    kind: Kind
    look: int | None
    seconds: float | None
    not_unlike: float = NOT_UNLIKE


def other_moments(moments: Moments, wanted: Sequence[int]) -> dict[int, NDArray[np.intp]]:
    """For each wanted item the rows of its spans near its best one (that one first, at most MOST_ROWS)."""
    among = np.flatnonzero(np.isin(moments.item_ids, np.asarray(wanted, np.int64)))
    order = among[np.argsort(moments.item_ids[among], kind="stable")]  # keeps best first
    ids, starts = np.unique(moments.item_ids[order], return_index=True)
    rows: dict[int, NDArray[np.intp]] = {}
    if not len(order):
        return rows
    for item_id, own in zip(ids.tolist(), np.split(order, starts[1:]), strict=True):
        scores = moments.scores[own]
        rows[item_id] = own[scores >= scores[0] - NEAR_BEST][:MOST_ROWS]
    return rows


def fold(
    looked: Sequence[Looked], similarity: Callable[[int, Sequence[int]], NDArray[np.float32]]
) -> list[tuple[int, ...]]:
    """Positions in `looked` (best rank first) in groups of near-identical copies, each best ranked first.

    `similarity(i, others)` is the look similarity of position i to others, NaN where it cannot be told. Groups
    keep the order of their best ranked members. Copies are measured against that member alone, so that a chain of
    small steps does not swallow a whole series.
    """
    groups: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for leader, nearby in _nearby(looked).items():
        if leader in taken:
            continue
        others = [i for i in nearby if i not in taken]
        alike = similarity(leader, others).tolist() if others else []
        copies = [
            i
            for i, likeness in zip(others, alike, strict=True)
            if _is_copy(looked[leader], likeness, bits=nearby[i])
        ]
        groups.append((leader, *copies))
        taken.update(copies)
    return groups


def _is_copy(leader: Looked, likeness: float, *, bits: int) -> bool:
    if math.isnan(likeness):
        return bits <= HASH_ALONE
    least = leader.not_unlike if bits <= SAME_BITS and leader.kind is Kind.PHOTO else ALIKE
    return likeness >= least


def bits_apart(hashes: NDArray[np.uint64], one: np.uint64) -> NDArray[np.uint8]:
    """In how many bits a hash differs from others, or from their mirrored pictures' if that is less."""
    turned_over = np.bitwise_count(hashes ^ mirrored(one))
    return np.asarray(np.minimum(np.bitwise_count(hashes ^ one), turned_over), np.uint8)


def mirrored(one: np.uint64) -> np.uint64:
    """The difference hash of the picture turned over left to right: what was brighter than its left neighbour is darker."""
    rows = np.unpackbits(np.array([one], ">u8").view(np.uint8)).reshape(8, 8)
    return np.uint64(int.from_bytes(np.packbits(1 - rows[:, ::-1]).tobytes(), "big"))


def _nearby(looked: Sequence[Looked]) -> Mapping[int, dict[int, int]]:
    """For each position the later ones whose hash, kind and length would allow them to be copies of it, with
    the bits in which their hashes differ."""
    hashes = np.array([one.look or 0 for one in looked], np.uint64)
    bits = np.bitwise_count(hashes)
    usable = (bits >= FLAT_BITS) & (bits <= 64 - FLAT_BITS)
    result: dict[int, dict[int, int]] = {}
    for i, one in enumerate(looked):
        result[i] = {}
        if usable[i] and one.kind in (Kind.PHOTO, Kind.CLIP):
            differ = bits_apart(hashes, hashes[i])
            close = usable & (differ <= HASH_BITS)
            close[: i + 1] = False
            result[i] = {
                j: int(differ[j])
                for j in np.flatnonzero(close).tolist()
                if _comparable(one, looked[j])
            }
    return result


def _comparable(one: Looked, other: Looked) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.PHOTO:
        return True
    if one.seconds is None or other.seconds is None:
        return False
    return abs(one.seconds - other.seconds) <= SAME_LENGTH
