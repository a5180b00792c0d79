"""What sending a content is expected to count, known once it was looked at. Any connection's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterable

from findling.catalogue.columns import KINDS, as_json
from findling.catalogue.connection import Database
from findling.catalogue.pending import space_id, todo_of
from findling.catalogue.rows import Expected
from findling.core.model import Decoded, Duty, ItemId, Kind, SpaceId, Tokens

TOKENS = "text, image, audio, video, document"
"""Columns of a token count; `token_values` gives their values."""
_SUMS = ", ".join(f"coalesce(sum(e.{name}), 0)" for name in TOKENS.split(", "))
_EACH = ", ".join(f"e.{name}" for name in TOKENS.split(", "))
_SUMS_SENT = ", ".join(
    f"coalesce(sum(e.{name}) FILTER (WHERE e.turn = 1), 0)" for name in TOKENS.split(", ")
)


def token_values(tokens: Tokens) -> tuple[int, int, int, int, int]:
    return tokens.text, tokens.image, tokens.audio, tokens.video, tokens.document


def put_estimate(db: Database, item: ItemId, decoded: Decoded, *, key: int, plan: str) -> None:
    """Inside a transaction of the writer. Spans that become vectors are those with tokens."""
    counted = [span.tokens for span in decoded.spans if span.tokens is not None]
    sources = [span.source for span in decoded.spans if span.tokens is not None]
    source = b"".join(sources) if all(sources) else b""
    db.run(
        f"INSERT OR REPLACE INTO estimate (item_id, space_id, spans, source, {TOKENS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [item, key, len(counted), source or None, *token_values(sum(counted, Tokens()))],
    )
    db.run(
        "UPDATE item_space SET looked = ? WHERE item_id = ? AND space_id = ?", [plan, item, key]
    )


def estimates(db: Database, duty: Duty) -> dict[Kind, Expected]:
    """Over contents that were looked at, can be read now and are not with the service already.

    The tokens of contents with the same pixels or samples count once: they are sent once.
    """
    asked = todo_of(db, duty)
    if asked is None:
        return {}
    rows = db.rows(
        f"{asked.todo}, one AS MATERIALIZED (SELECT DISTINCT f.item_id, f.kind {asked.hashed}),"
        f" each AS (SELECT one.kind AS kind, e.spans, {_EACH}, row_number() OVER"
        " (PARTITION BY coalesce(e.source, e.item_id)) AS turn FROM one CROSS JOIN item_space s"
        " ON s.item_id = one.item_id AND s.space_id = :space AND s.looked = :plan"
        " JOIN estimate e ON e.item_id = one.item_id AND e.space_id = :space)"
        f" SELECT e.kind, count(*), sum(e.spans), {_SUMS_SENT} FROM each e GROUP BY e.kind",
        asked.values,
    )
    return {
        KINDS[kind]: Expected(contents, spans, _tokens(tokens))
        for kind, contents, spans, *tokens in rows
    }


def estimate_of(db: Database, items: Iterable[int], *, space: SpaceId) -> Tokens:
    """All of these contents together, each once; those never looked at count nothing."""
    row = db.row(
        f"SELECT {_SUMS} FROM estimate e WHERE e.space_id = ?"
        " AND e.item_id IN (SELECT value FROM json_each(?))",
        [space_id(db, space), as_json(items)],
    )
    return _tokens(row or (0, 0, 0, 0, 0))


def _tokens(values: Iterable[int]) -> Tokens:
    text, image, audio, video, document = values
    return Tokens(text=text, image=image, audio=audio, video=video, document=document)
