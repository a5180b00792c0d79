"""Words looked up in names, folders, titles, tags and texts. A reader's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Sequence
from dataclasses import replace

from findling.catalogue.connection import Database
from findling.catalogue.rows import TextMatch
from findling.catalogue.texts import all_of, fold, quoted

PAGES_PER_ITEM = 5
"""So that one long document does not take all the places."""
_SPARE = 2
"""Matches fetched for one wanted, since rows of missing files are among them."""
_SCATTERED_LIMIT = 20_000
_CLOSE = 8
"""Words that may stand between those asked for on a page that is about them together."""
_AHEAD = 1000.0
"""Put on the rank of such pages; bm25 ranks stay far below."""
_PAGES_LIMIT = 20_000
"""Pages among which the best of each document are chosen: bounds the time of a common word."""

_NAMES = """
    WITH m AS MATERIALIZED (
        SELECT rowid AS id, rank FROM name_words WHERE name_words MATCH ? ORDER BY rank LIMIT ?
    )
    SELECT coalesce(f.item_id, -f.id), -m.rank FROM m JOIN file f ON f.id = m.id
    WHERE f.state = 0 AND f.kind IS NOT NULL ORDER BY m.rank
"""

_EXACT = """
    SELECT coalesce(f.item_id, -f.id) FROM file f
    WHERE f.stem = ? AND f.state = 0 AND f.kind IS NOT NULL ORDER BY f.id LIMIT ?
"""

_TEXTS = f"""
    WITH m AS MATERIALIZED (
        SELECT rowid AS id, rank FROM text_words WHERE text_words MATCH ? ORDER BY rank LIMIT ?
    ), placed AS (
        SELECT t.id, t.item_id, t.page, m.rank,
            row_number() OVER (PARTITION BY t.item_id ORDER BY m.rank) AS place
        FROM m JOIN item_text t ON t.id = m.id
    )
    SELECT id, item_id, page, -rank FROM placed
    WHERE place <= {PAGES_PER_ITEM} AND EXISTS
        (SELECT 1 FROM file f WHERE f.item_id = placed.item_id AND f.state = 0)
    ORDER BY rank LIMIT ?
"""


def text_matches(
    db: Database,
    words: Sequence[str],
    phrases: Sequence[str],
    *,
    prefix_last: bool,
    without: Sequence[str],
    limit: int,
) -> list[TextMatch]:
    """Exact names first, then names, folders, titles, tags, texts; each best first, each ≤ limit."""
    terms = all_of(words, phrases, prefix_last=prefix_last)
    if not terms:
        return []
    asked = " AND ".join(terms)
    found = _names(db, asked, fold(" ".join([*words, *phrases])), limit=limit)
    found += _texts(db, asked, limit=limit, close=_close(terms))
    if len(terms) > 1 and len({match.item_id for match in found}) < limit:
        found += _scattered(db, terms, {match.item_id for match in found}, limit=limit)
    out = excluded_items(db, without)
    return [match for match in found if match.item_id not in out]


def excluded_items(db: Database, words: Sequence[str]) -> set[int]:
    """Ids whose name, title, tags or text hold one of the words, whole (negative ids: see rows)."""
    terms = [term for term in map(quoted, words) if term is not None]
    if not terms:
        return set()
    any_of = " OR ".join(terms)
    found = db.rows(
        "SELECT coalesce(f.item_id, -f.id) FROM name_words m JOIN file f ON f.id = m.rowid"
        " WHERE name_words MATCH ?",
        [f"name : ({any_of})"],
    )
    found += db.rows(
        "SELECT DISTINCT t.item_id FROM text_words m JOIN item_text t ON t.id = m.rowid"
        " WHERE text_words MATCH ?",
        [any_of],
    )
    return {row[0] for row in found}


def _names(db: Database, asked: str, whole: str, *, limit: int) -> list[TextMatch]:
    """A name that is just what was asked comes first, even where thousands of others match."""
    rows = db.rows(_NAMES, [f"name : ({asked})", limit * _SPARE])
    best = rows[0][1] if rows else 0.0
    exact = {row[0] for row in db.rows(_EXACT, [whole, limit])} if whole else set()
    ranks = dict.fromkeys(exact, best)
    for item, rank in rows:
        ranks.setdefault(item, rank)
    found = [
        TextMatch(item_id=item, where="name", page=None, rank=rank, exact=item in exact)
        for item, rank in ranks.items()
    ][:limit]
    return found + (_folders(db, asked, set(ranks), limit=limit) if len(found) < limit else [])


def _folders(db: Database, asked: str, named: set[int], *, limit: int) -> list[TextMatch]:
    found: dict[int, TextMatch] = {}
    for item, rank in db.rows(_NAMES, [asked, limit * _SPARE]):
        if item not in named:
            match = TextMatch(item_id=item, where="folder", page=None, rank=rank, exact=False)
            found.setdefault(item, match)
    return list(found.values())[:limit]


def _texts(
    db: Database, asked: str, *, limit: int, close: str | None = None
) -> list[TextMatch]:
    """Titles, tags, texts, in this order. `close` asks for the words close together: such pages go first."""
    found: list[TextMatch] = []
    seen: set[int] = set()
    for where, question, most in (
        ("title", f"title : ({asked})", limit * _SPARE),
        ("tag", f"tag : ({asked})", limit * _SPARE),
        *((("text", close, _PAGES_LIMIT),) if close else ()),
        ("text", asked, _PAGES_LIMIT),
    ):
        rows = [row for row in db.rows(_TEXTS, [question, most, limit]) if row[0] not in seen]
        seen.update(row[0] for row in rows)
        ahead = _AHEAD if question == close else 0.0
        found += [
            TextMatch(item_id=item, where=where, page=page, rank=rank + ahead, exact=False)
            for _, item, page, rank in rows
        ]
    return found


def _close(terms: Sequence[str]) -> str | None:
    """Asks for the terms within a few words of one another; None for a single one."""
    if len(terms) < 2:
        return None
    return f"NEAR({' '.join(terms)}, {_CLOSE + len(terms)})"


def _scattered(
    db: Database, terms: Sequence[str], known: set[int], *, limit: int
) -> list[TextMatch]:
    """Contents that hold every term, but not all in one place: one in the name, one on a page."""
    everywhere: dict[int, list[TextMatch]] | None = None
    for term in terms:
        one: dict[int, TextMatch] = {}
        for match in _texts(db, term, limit=_SCATTERED_LIMIT):
            one.setdefault(match.item_id, match)
        for match in _names(db, term, "", limit=_SCATTERED_LIMIT):
            one.setdefault(match.item_id, match)
        everywhere = {
            item: [*(everywhere[item] if everywhere is not None else ()), match]
            for item, match in one.items()
            if item not in known and (everywhere is None or item in everywhere)
        }
        if not everywhere:
            return []
    best = [
        replace(max(matches, key=_most_telling), scattered=all(m.page for m in matches))
        for matches in (everywhere or {}).values()
    ]
    return sorted(best, key=lambda match: -match.rank)[:limit]


def _most_telling(match: TextMatch) -> tuple[bool, float]:
    return match.page is not None, match.rank
