"""Joins what meaning, names and texts say about the items into one order.

Pure data, any thread. Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) in a form that buries
nobody: an item stands where its best list puts it, and its other lists only settle ties. A sum would push
photos, which can only be in one list, below every page that is in two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from findling.catalogue.rows import TextMatch
from findling.core.model import Strength
from findling.search.calibrate import strength
from findling.search.retrieve import Moments

RANK_OFFSET = 60
"""k of reciprocal rank fusion, as in its paper."""
EXACT_NAME_SCORE = 8.0
WORTH: dict[str, tuple[float, Strength]] = {
    "name": (6.0, Strength.STRONG),
    "title": (6.0, Strength.STRONG),
    "text": (5.0, Strength.STRONG),
    "tag": (4.5, Strength.LIKELY),
    "folder": (4.0, Strength.LIKELY),
}
"""What words found there count as, on the scale of standard scores: fixed, for words are found or not.
They lie where the meaning matches of a large library turn from likely to strong (√(2 ln n) is 4 to 5)."""
SCATTERED = (1.0, Strength.WEAK)
"""Words that stand on different pages of one document: hardly a reason."""
_NAMES = ("name", "folder", "title")
_ORDER = {Strength.STRONG: 0, Strength.LIKELY: 1, Strength.WEAK: 2}


@dataclass(slots=True)
class Evidence:
    """All that speaks for one item. `best`: where its best moment is, as (list of Moments, row), if it has one."""

    item_id: int
    score: float = float("-inf")
    strength: Strength = Strength.WEAK
    best: tuple[int, int] | None = None
    meant: bool = False
    """Meaning alone would make it more than weak."""
    texts: list[TextMatch] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        return any(match.exact for match in self.texts)

    @property
    def is_titled(self) -> bool:
        return any(match.where in _NAMES for match in self.texts)

    @property
    def place(self) -> tuple[bool, bool, float, int, bool, float, float]:
        """Sorts ascending: exact names, then all that is not weak, each by its best rank.

        Of two with the same rank the stronger goes first, then the one that is not there for a word in its
        text alone: among cats, the form that says "Cat. No." comes second.
        """
        shares = sorted((1.0 / (RANK_OFFSET + rank) for rank in self.ranks), reverse=True)
        return (
            not self.is_named,
            self.strength is Strength.WEAK,
            -shares[0],
            _ORDER[self.strength],
            not self.meant and not self.is_titled,
            -sum(shares[1:]),
            -self.score,
        )

    def raise_to(self, score: float, worth: Strength) -> None:
        self.score = max(self.score, score)
        if _ORDER[worth] < _ORDER[self.strength]:
            self.strength = worth


def fuse(lists: Sequence[Moments], texts: Iterable[TextMatch]) -> list[Evidence]:
    """One Evidence an item, best first. Each list is of one space, sorted by score, best first.

    Lists of several spaces meet by rank alone: for its meaning an item stands where the best of them puts it, and
    of two that put it there the earlier one counts.
    """
    items: dict[int, Evidence] = {}
    ranks: dict[int, int] = {}
    for number, moments in enumerate(lists):
        _add_moments(items, moments, number=number, ranks=ranks)
    for item_id, rank in ranks.items():
        items[item_id].ranks.append(rank)
    matches = sorted(texts, key=lambda match: (not match.exact, -match.rank))
    _add_texts(items, [match for match in matches if match.where in _NAMES])
    _add_texts(items, [match for match in matches if match.where not in _NAMES])
    return sorted(items.values(), key=lambda evidence: evidence.place)


def _add_moments(
    items: dict[int, Evidence], moments: Moments, *, number: int, ranks: dict[int, int]
) -> None:
    """One list of moments; `ranks` holds each item's best rank by meaning so far."""
    ids, scores = moments.item_ids.tolist(), moments.scores.tolist()
    populations = moments.populations.tolist()
    listed: set[int] = set()
    for row, item_id in enumerate(ids):
        if item_id in listed:
            continue
        listed.add(item_id)
        evidence = items.setdefault(item_id, Evidence(item_id))
        worth = strength(scores[row], populations[row])
        evidence.raise_to(scores[row], worth)
        evidence.meant = evidence.meant or worth is not Strength.WEAK
        if len(listed) < ranks.get(item_id, len(listed) + 1):
            ranks[item_id] = len(listed)
            evidence.best = (number, row)


def _add_texts(items: dict[int, Evidence], matches: Sequence[TextMatch]) -> None:
    """One list of word matches, best first, becomes one rank for each item in it."""
    listed: set[int] = set()
    for match in matches:
        evidence = items.setdefault(match.item_id, Evidence(match.item_id))
        evidence.texts.append(match)
        score, worth = SCATTERED if match.scattered else WORTH[match.where]
        evidence.raise_to(EXACT_NAME_SCORE if match.exact else score, worth)
        if match.item_id not in listed:
            listed.add(match.item_id)
            evidence.ranks.append(len(listed))
