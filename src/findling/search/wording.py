"""Asks the catalogue what a question demands in so many words: who may answer, and whose words match.

Runs on the search lane, with its reading connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from findling.catalogue import Reader
from findling.catalogue.rows import TextMatch
from findling.core.model import Kind, Scope, SpaceId
from findling.core.query import Filter, FilterRow, KindIs
from findling.search.parse import Parsed

MOST_MATCHES = 200
"""Matches of words fetched at most, of each place; a word that is everywhere tells nothing apart."""
MOST_FILTERED = 2000
"""The same where filters will take most of them away again."""
MOST_QUOTING = 10_000
MOST_BEGUN = 200
"""Matches of a half typed word: names to choose from while typing, no more."""
LEAST_PREFIX = 2
"""Letters from which on a half typed word is looked for."""
_WHOLE_WORDS_ONLY = frozenset({"text", "tag"})
"""A half typed word counts in names only: "cat" must not find every page with a "category"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligible:
    """Who may answer, whatever it was read with.

    `ready`: sorted ids of read items, None for all of them. `gone`: items that hold an excluded word. `quoting`:
    items that hold every quoted phrase, None if nothing was quoted.
    """

    filters: tuple[Filter, ...] = ()
    ready: NDArray[np.int64] | None = None
    gone: frozenset[int] = frozenset()
    quoting: frozenset[int] | None = None

    def names(self, item_id: int) -> bool:
        """Whether excluded words and quotes let this item answer."""
        return item_id not in self.gone and (self.quoting is None or item_id in self.quoting)


def eligible(
    reader: Reader, *, filters: Sequence[Filter], without: Sequence[str], parsed: Parsed
) -> Eligible:
    """What filters, quotes and excluded words leave over of what is read."""
    gone: frozenset[int] = frozenset()
    quoting: frozenset[int] | None = None
    if without:
        gone = frozenset(int(i) for i in reader.excluded_items(without))
    if parsed.phrases:
        matches = reader.text_matches(
            (), parsed.phrases, prefix_last=False, without=(), limit=MOST_QUOTING
        )
        quoting = frozenset(match.item_id for match in matches)
    limits = Eligible(filters=tuple(filters), gone=gone, quoting=quoting)
    return replace(limits, ready=eligible_in(reader, limits))


def eligible_in(
    reader: Reader,
    limits: Eligible,
    *,
    space: SpaceId | None = None,
    scope: Scope = Scope.ALL,
) -> NDArray[np.int64] | None:
    """Sorted ids of those that are read in this space and of this scope; None for all that are read there."""
    ready = reader.eligible(limits.filters, space=space, scope=scope)
    if limits.quoting is not None:
        ids = np.array(sorted(limits.quoting), np.int64)
        ready = ids if ready is None else np.intersect1d(ready, ids, assume_unique=True)
    if limits.gone:
        if ready is None:
            ready = everyone(reader, space=space)
        dropped = np.array(sorted(limits.gone), np.int64)
        ready = np.setdiff1d(ready, dropped, assume_unique=True)
    return ready


def everyone(reader: Reader, *, space: SpaceId | None = None) -> NDArray[np.int64]:
    """Sorted ids of all that is read and visible (where `eligible` says None for it)."""
    ids = reader.eligible((KindIs(frozenset(Kind)),), space=space)
    return np.empty(0, np.int64) if ids is None else ids


def matches_of(
    reader: Reader,
    parsed: Parsed,
    *,
    without: Sequence[str],
    allowed: Eligible,
) -> list[TextMatch]:
    """The matches of all words and phrases in names, folders, titles, tags and texts that may answer."""
    if not parsed.words and not parsed.phrases:
        return []
    most = MOST_FILTERED if allowed.filters or parsed.phrases else MOST_MATCHES
    found = reader.text_matches(
        parsed.words, parsed.phrases, prefix_last=False, without=without, limit=most
    )
    if parsed.ends_open and parsed.words and len(parsed.words[-1]) >= LEAST_PREFIX:
        begun = reader.text_matches(
            parsed.words, parsed.phrases, prefix_last=True, without=without, limit=MOST_BEGUN
        )
        known = {(match.item_id, match.where) for match in found}
        found += [
            match
            for match in begun
            if match.where not in _WHOLE_WORDS_ONLY
            and (match.item_id, match.where) not in known
        ]
    kept = [match for match in found if allowed.names(match.item_id)]
    return _filtered(reader, kept, allowed) if allowed.filters else kept


def _filtered(reader: Reader, matches: list[TextMatch], allowed: Eligible) -> list[TextMatch]:
    """Keeps what the filters let through. Names answer before their files are read, so what is not among the
    eligible ids, which are read items only, is looked at one by one."""
    ready = allowed.ready
    if ready is None or not matches:
        return matches
    ids = np.array([match.item_id for match in matches], np.int64)
    inside = np.isin(ids, ready)
    others = {
        row.id
        for row in reader.rows(sorted({int(i) for i in ids[~inside]}))
        if all(
            one.match(FilterRow(kind=row.kind, path=row.path, taken=row.taken))
            for one in allowed.filters
        )
    }
    return [m for m, ok in zip(matches, inside, strict=True) if ok or m.item_id in others]
