"""What the middle of the window shows: a question and its items in order, cut into sections. Pure numpy values.

The same shape for browsing (sections by month) and searching (best matches, a divider, weaker ones).
"""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind, Strength
from findling.core.query import (
    Answer,
    Filter,
    Hit,
    InFolder,
    KindIs,
    SearchRequest,
    TakenFrom,
)
from findling.gui import words
from findling.gui.services import Listing

KINDS = list(Kind)
_RECORDING, _DOCUMENT = KINDS.index(Kind.RECORDING), KINDS.index(Kind.DOCUMENT)
_CELL_ASPECTS = {_RECORDING: 1.3, _DOCUMENT: 0.94}
"""Cells of what has no shape of its own: a waveform, a page with room around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the person has asked so far; nothing asked means browsing."""

    text: str = ""
    like: tuple[Path, ...] = ()
    kind: Kind | None = None
    folder: Path | None = None
    since: date | None = None
    """Only what was made on this day or later."""

    @property
    def asks(self) -> bool:
        return bool(self.text.strip() or self.like)

    @property
    def of_any_kind(self) -> Self:
        return replace(self, kind=None)

    def filters(self) -> tuple[Filter, ...]:
        kinds = (KindIs(frozenset({self.kind})),) if self.kind else ()
        folders = (InFolder(self.folder),) if self.folder else ()
        days = (TakenFrom(self.since),) if self.since else ()
        return (*kinds, *folders, *days)

    def request(self, *, words_only: bool = False) -> SearchRequest:
        return SearchRequest(
            text=self.text.strip(),
            like=self.like,
            filters=self.filters(),
            words_only=words_only,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`start`: its first item. A divider is a line with its title in the middle."""

    start: int
    title: str = ""
    note: str = ""
    divider: bool = False
    month: int | None = None
    """Months since January 1970, where it holds what was taken in one month."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Results:
    question: Question
    ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    aspects: NDArray[np.float32]
    sections: tuple[Section, ...] = ()
    hits: dict[int, Hit] = field(default_factory=dict)
    """By item id; empty when browsing."""
    counts: tuple[int, ...] | None = None
    """Items by kind, in the order of `Kind`, whatever kind is chosen; None where that is not known."""
    confident: bool = True
    total: int = 0
    notices: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def starts(self) -> NDArray[np.int64]:
        return np.array([s.start for s in self.sections], dtype=np.int64)


class Aspects:
    """Width / height by item id; made on the lane's thread from a listing of everything."""

    def __init__(self, listing: Listing) -> None:
        order = np.argsort(listing.item_ids, kind="stable")
        self._ids = listing.item_ids[order]
        self._aspects = listing.aspects[order]

    def of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], bool]:
        """The aspects (1 where an id is not known), and whether all were known."""
        if not len(self._ids):
            return np.ones(len(ids), dtype=np.float32), not len(ids)
        places = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
        known = self._ids[places] == ids
        return np.where(known, self._aspects[places], 1.0).astype(np.float32), bool(known.all())


def browsing(question: Question, listing: Listing) -> Results:
    """Everything in a listing (of any kind), newest first, of the kind that was chosen."""
    ids, kinds, aspects, taken = (
        listing.item_ids,
        listing.kinds,
        listing.aspects,
        listing.taken,
    )
    counts = _counts(kinds)
    if question.kind is not None:
        chosen = kinds == KINDS.index(question.kind)
        ids, kinds, aspects, taken = ids[chosen], kinds[chosen], aspects[chosen], taken[chosen]
    return Results(
        question=question,
        ids=ids,
        kinds=kinds,
        aspects=_cell_aspects(aspects, kinds),
        sections=months(taken),
        counts=counts,
        total=len(ids),
    )


def months(taken: NDArray[np.int64]) -> tuple[Section, ...]:
    """One section a month, from seconds on the wall clock, newest first."""
    if not len(taken):
        return ()
    starts, numbers = _month_starts(taken)
    ends = np.append(starts[1:], len(taken))
    return tuple(
        Section(
            start=int(start),
            title=words.month(1970 + int(number) // 12, int(number) % 12 + 1),
            note=words.number(int(end - start)),
            month=int(number),
        )
        for start, end, number in zip(starts, ends, numbers, strict=True)
    )


def _month_starts(taken: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first item of each month, and which month it is: sought between the newest and the oldest."""
    oldest, newest = (int(m) for m in _month_numbers(taken[[-1, 0]]))
    numbers = np.arange(newest, oldest - 1, -1)
    if newest - oldest > len(taken):  # a few that lie ages apart
        numbers = np.unique(_month_numbers(taken))[::-1]
    begins = numbers.astype("datetime64[M]").astype("datetime64[s]").astype(np.int64)
    ends = len(taken) - np.searchsorted(taken[::-1], begins, side="left")
    starts = np.append(0, ends[:-1])
    some = starts < ends
    return starts[some], numbers[some]


def _month_numbers(taken: NDArray[np.int64]) -> NDArray[np.int64]:
    return taken.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)


def found(
    question: Question, answer: Answer, *, aspects: Aspects | None
) -> tuple[Results, bool]:
    """The answer as results, weak hits last, and whether the shapes of all items were known."""
    good = [hit for hit in answer.hits if hit.strength is not Strength.WEAK]
    weak = [hit for hit in answer.hits if hit.strength is Strength.WEAK]
    hits = good + weak
    ids = np.array([hit.item_id for hit in hits], dtype=np.int64)
    kinds = np.array([KINDS.index(hit.kind) for hit in hits], dtype=np.uint8)
    shapes, known = aspects.of(ids) if aspects else (np.ones(len(ids), np.float32), not hits)
    results = Results(
        question=question,
        ids=ids,
        kinds=kinds,
        aspects=_cell_aspects(shapes, kinds),
        sections=_by_strength(answer, good=len(good), weak=len(weak)),
        hits={int(hit.item_id): hit for hit in hits},
        counts=_counts(kinds) if question.kind is None else None,
        confident=answer.confident,
        total=answer.total,
        notices=answer.notices,
    )
    return results, known


def _by_strength(answer: Answer, *, good: int, weak: int) -> tuple[Section, ...]:
    if not answer.confident or not good:
        return (Section(start=0),) if good + weak else ()
    strong = sum(hit.strength is Strength.STRONG for hit in answer.hits)
    note = words.translate("Results", "{count} strong").format(count=words.number(strong))
    best = Section(
        start=0,
        title=words.translate("Results", "Best matches"),
        note=note if strong else "",
    )
    if not weak:
        return (best,)
    weaker = words.translate("Results", "Weaker matches")
    return (best, Section(start=good, title=weaker, divider=True))


def _counts(kinds: NDArray[np.uint8]) -> tuple[int, ...]:
    return tuple(int(np.count_nonzero(kinds == number)) for number in range(len(KINDS)))


def _cell_aspects(
    aspects: NDArray[np.float32], kinds: NDArray[np.uint8]
) -> NDArray[np.float32]:
    shaped = aspects.astype(np.float32)
    shaped[~(shaped > 0)] = 1.0  # not known, or no number
    shaped[np.isinf(shaped)] = 1.0
    for kind, aspect in _CELL_ASPECTS.items():
        np.putmask(shaped, kinds == kind, np.float32(aspect))
    return shaped
