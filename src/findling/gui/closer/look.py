"""What one look holds: the item, where it matches, and which words are asked for. Pure values; any thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

from findling.core.query import Hit
from findling.gui import words
from findling.gui.cell import Cell

FAINTEST = 0.35
"""The height of the weakest match beside the best one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch that the question matches, in seconds; `share` is its strength beside the best one, 0 to 1."""

    start: float
    end: float
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    cell: Cell
    hit: Hit | None = None
    picture: QPixmap | None = None
    """The stored picture, small; shown until the file itself is read."""
    aspect: float | None = None
    """Width / height of the item itself, where it has a shape."""
    asked: str = ""
    """The text of the question."""
    place: int = 0
    count: int = 0
    """The item is number `place` of `count`, counted from 1."""


def matches(hit: Hit | None, seconds: float | None) -> tuple[Match, ...]:
    """Where a clip or recording matches, in order. Nothing where all of it does: then no place is better than another."""
    if hit is None or words.is_whole(hit.span, seconds):
        return ()
    scores = {
        (spot.span.start, spot.span.end): spot.score
        for spot in hit.spans
        if spot.span.start is not None and spot.span.end is not None
    }
    if hit.span.start is not None and hit.span.end is not None:
        scores.setdefault((hit.span.start, hit.span.end), hit.score)
    best = max(scores.values(), default=0.0)
    return tuple(
        Match(start or 0.0, end or 0.0, _share(score, best))
        for (start, end), score in sorted(scores.items(), key=lambda known: known[0][0] or 0.0)
    )


def _share(score: float, best: float) -> float:
    return max(FAINTEST, min(1.0, score / best)) if best > 0 else 1.0


def begins(hit: Hit | None) -> float:
    """The second at which to begin: that of the best match."""
    return hit.span.start or 0.0 if hit is not None else 0.0


def first_page(hit: Hit | None) -> int:
    return hit.span.page or 1 if hit is not None else 1


def next_match(known: Sequence[Match], second: float, *, forward: bool) -> float | None:
    """The start of the match after or before this second. A match that has just begun counts as the one before."""
    starts = [match.start for match in known]
    if forward:
        return next((start for start in starts if start > second + 0.05), None)
    return next((start for start in reversed(starts) if start < second - 1.0), None)


def marked_words(asked: str) -> tuple[str, ...]:
    """The words of a question that may stand on a page: not those it wants away, and not `kind:` and the like."""
    found = []
    for word in asked.replace('"', " ").replace("“", " ").replace("”", " ").split():
        if word.startswith("-") or ":" in word:
            continue
        bare = word.strip(".,;!?()[]'’‘")
        if len(bare) > 1:
            found.append(bare)
    return tuple(dict.fromkeys(found))
