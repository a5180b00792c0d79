"""Makes the hits that are shown: the best second or page, the reasons, the copies folded away.

Runs on the search lane; the last step of the journey, over the few items that made it to the top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.catalogue.rows import ListRow
from findling.core.model import ItemId, Kind, Span, SpanId, Strength, Vector
from findling.core.query import Filter, Hit, InFolder, Share, SpanHit
from findling.search.examples import Example
from findling.search.fuse import WORTH, Evidence
from findling.search.group import (
    MOST_SPANS,
    NOT_UNLIKE,
    NOT_UNLIKE_FAR,
    Looked,
    fold,
    other_moments,
)
from findling.search.inquiry import Finding
from findling.search.retrieve import Moments
from findling.search.shares import KINDS, shares_of

FOLD_RESERVE = 40
"""Items looked at beyond the limit, to take the places of copies that were folded away."""
UNRANKED_SCORE = 0.0
"""What a hit scores when nothing was asked but filters: newest first, all alike."""
_WHY_ORDER = ("name", "title", "text", "tag", "folder")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One item near the top with what was fetched about it.

    `finding`: the one that its best moment is in, `vector` of that moment; None and zeros if none.
    """

    evidence: Evidence
    row: ListRow
    finding: Finding | None
    vector: Vector
    reason: str | None
    shares: tuple[Share, ...] = ()


_Told = tuple[Vector, str, tuple[Share, ...]]


class HitMaker:
    """Turns evidence into hits for one question. `findings`: those whose moments were fused, in that order."""

    def __init__(
        self,
        *,
        reader: Reader,
        findings: Sequence[Finding],
        filters: Sequence[Filter],
        examples: Sequence[Example],
    ) -> None:
        self._reader = reader
        self._findings = findings
        self._folders = [one for one in filters if isinstance(one, InFolder)]
        self._inside = {e.item_id: e.path for e in examples if e.inside}

    def make(self, ranked: Sequence[Evidence], *, limit: int) -> tuple[Hit, ...]:
        """At most `limit` hits in the given order, near-identical copies folded into one."""
        top = self._candidates(ranked[: limit + FOLD_RESERVE])
        groups = self._folded(top)[:limit]
        shown = [self._shown(top, group) for group in groups]
        meant = self._spans([top[i] for i in shown])
        return tuple(
            self._hit(top, i, group, meant.get(top[i].row.id, ()))
            for i, group in zip(shown, groups, strict=True)
        )

    def _candidates(self, ranked: Sequence[Evidence]) -> list[_Candidate]:
        """Fetches rows, vectors and reasons; drops what vanished meanwhile and the examples themselves."""
        rows = {row.id: row for row in self._reader.rows([e.item_id for e in ranked])}
        kept = [e for e in ranked if e.item_id in rows and self._is_news(rows[e.item_id])]
        told: dict[int, _Told] = {}
        for number, finding in enumerate(self._findings):
            told |= self._told(
                finding,
                {e.item_id: e.best[1] for e in kept if e.best and e.best[0] == number},
            )
        return [self._candidate(e, rows[e.item_id], told.get(e.item_id)) for e in kept]

    def _candidate(self, evidence: Evidence, row: ListRow, told: _Told | None) -> _Candidate:
        if evidence.best is None or told is None:
            return _Candidate(evidence, row, None, np.zeros(0, np.float32), None)
        return _Candidate(evidence, row, self._findings[evidence.best[0]], *told)

    def _told(self, finding: Finding, rows: dict[int, int]) -> dict[int, _Told]:
        """Vector, reason and shares of these items' best moments: item id → row of the finding's moments."""
        if not rows:
            return {}
        spans = [SpanId(int(finding.moments.span_ids[row])) for row in rows.values()]
        space = finding.realm.space
        vectors = np.zeros((len(spans), space.dimensions), np.float32)
        stored = self._reader.vectors(spans, space.id)
        if stored.shape[1] == space.dimensions:  # else all of them vanished meanwhile
            vectors[:] = stored
        reasons = finding.meaning.provider.explain(finding.question, vectors)
        kinds = [KINDS[finding.moments.kinds[row]] for row in rows.values()]
        shares = shares_of(finding, vectors, kinds)
        return dict(zip(rows, zip(vectors, reasons, shares, strict=True), strict=True))

    def _is_news(self, row: ListRow) -> bool:
        """An example itself is none, unless the library has the same content under another name too; nor
        is what has no file any more."""
        return row.files > (row.id in self._inside)

    def _folded(self, top: Sequence[_Candidate]) -> list[tuple[int, ...]]:
        if not self._findings:
            return [(i,) for i in range(len(top))]
        pictured = (Kind.PHOTO, Kind.CLIP)
        hashes = self._reader.look_hashes(
            [ItemId(c.row.id) for c in top if c.row.kind in pictured and c.row.id > 0]
        )
        looked = [
            Looked(
                item_id=c.row.id,
                kind=c.row.kind,
                look=hashes.get(ItemId(c.row.id)),
                seconds=c.row.seconds,
                not_unlike=NOT_UNLIKE
                if c.finding is None or c.finding.realm.local
                else NOT_UNLIKE_FAR,
            )
            for c in top
        ]
        return fold(looked, lambda i, others: _likeness(top[i], [top[j] for j in others]))

    def _spans(self, shown: Sequence[_Candidate]) -> dict[int, tuple[SpanHit, ...]]:
        """For each item its moments near the best one, from the finding which that is in."""
        meant: dict[int, tuple[SpanHit, ...]] = {}
        for finding in self._findings:
            moments = finding.moments
            others = other_moments(moments, [c.row.id for c in shown if c.finding is finding])
            rows = np.concatenate([*others.values(), np.empty(0, np.intp)])
            spans = self._reader.spans([SpanId(int(i)) for i in moments.span_ids[rows]])
            for item_id, own in others.items():
                meant[item_id] = _moments_of(own, moments, spans)
        return meant

    def _shown(self, top: Sequence[_Candidate], group: tuple[int, ...]) -> int:
        """The copy to show: one whose words match before all others, then the one with most pixels, the
        largest file, the best rank."""
        if len(group) == 1:
            return group[0]

        details = self._reader.items([top[i].row.id for i in group])

        def worth(i: int) -> tuple[bool, int, int, int]:
            named = bool(top[i].evidence.texts)
            known = details.get(ItemId(top[i].row.id))
            if known is None:
                return (named, 0, 0, -i)
            return (named, (known.width or 0) * (known.height or 0), known.size, -i)

        return max(group, key=worth)

    def _hit(
        self,
        top: Sequence[_Candidate],
        shown: int,
        group: tuple[int, ...],
        meant: tuple[SpanHit, ...],
    ) -> Hit:
        """A group of copies is as strong as its best ranked member."""
        candidate, leader = top[shown], top[group[0]].evidence
        written = _pages_of(candidate.evidence)
        moments = written + tuple(m for m in meant if all(m.span != w.span for w in written))
        return Hit(
            item_id=ItemId(candidate.row.id),
            kind=candidate.row.kind,
            path=self._path(candidate.row),
            score=round(leader.score, 3),
            strength=leader.strength,
            why=_why(candidate),
            span=moments[0].span if moments else Span(),
            spans=moments[:MOST_SPANS],
            copies=tuple(ItemId(top[i].row.id) for i in group if i != shown),
            files=candidate.row.files,
            shares=candidate.shares,
        )

    def _path(self, row: ListRow) -> Path:
        """The path to show: one in the folders asked for, and not that of the example itself."""
        example = self._inside.get(ItemId(row.id))
        if row.files < 2 or row.id < 0 or not (self._folders or example):
            return row.path
        paths = [f.path for f in self._reader.files_of(ItemId(row.id))]
        fitting = [
            path
            for path in paths
            if path != example and all(one.folder in path.parents for one in self._folders)
        ]
        return fitting[0] if fitting else row.path


def listed(rows: Sequence[ListRow]) -> tuple[Hit, ...]:
    """Hits for a question of filters alone, in the given order."""
    return tuple(
        Hit(
            item_id=ItemId(row.id),
            kind=row.kind,
            path=row.path,
            score=UNRANKED_SCORE,
            strength=Strength.LIKELY,
            why=(),
            span=Span(),
            files=row.files,
        )
        for row in rows
    )


def _likeness(one: _Candidate, others: Sequence[_Candidate]) -> NDArray[np.float32]:
    """Look similarities: NaN where vectors are of two spaces, 0 where there are none."""
    result = np.zeros(len(others), np.float32)
    if one.finding is None:
        return result
    same = [i for i, other in enumerate(others) if other.finding is one.finding]
    foreign = [
        i for i, other in enumerate(others) if other.finding is not None and i not in same
    ]
    result[foreign] = np.nan
    if same:
        vectors = np.stack([others[i].vector for i in same])
        result[same] = one.finding.meaning.provider.look_similarity(one.vector, vectors)
    return result


def _moments_of(
    rows: NDArray[np.intp], moments: Moments, spans: dict[SpanId, Span]
) -> tuple[SpanHit, ...]:
    """Best first. What is seen and what is heard of the same seconds is one moment."""
    best: dict[Span, float] = {}
    for row in rows:
        span = spans.get(SpanId(int(moments.span_ids[row])))
        if span is not None and span not in best:
            best[span] = round(float(moments.scores[row]), 3)
    return tuple(SpanHit(span=span, score=score) for span, score in best.items())


def _pages_of(evidence: Evidence) -> tuple[SpanHit, ...]:
    """The pages on which the words stand, best match first: more exact than any meaning."""
    pages = dict.fromkeys(match.page for match in evidence.texts if match.page is not None)
    return tuple(
        SpanHit(span=Span(page=page), score=WORTH["text"][0])
        for page in list(pages)[:MOST_SPANS]
    )


def _why(candidate: _Candidate) -> tuple[str, ...]:
    """Words first; meaning counts as a reason where it is more than a weak one, or the only one."""
    places = {match.where for match in candidate.evidence.texts}
    words = tuple(where for where in _WHY_ORDER if where in places)
    if candidate.reason is None or (words and not candidate.evidence.meant):
        return words
    return (*words, candidate.reason)
