"""What is left to read, how far the library is, and what could not be read. Any connection's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Sequence

from findling.catalogue.columns import FILE_COLUMNS, KINDS, as_path, file_row
from findling.catalogue.connection import Database
from findling.catalogue.rows import KIND_CODES, MAX_ATTEMPTS
from findling.core.model import FileRow, Kind, SpaceId
from findling.core.report import FailureRow, KindCounts, Spending

READING_ORDER: Sequence[Kind] = (Kind.PHOTO, Kind.RECORDING, Kind.DOCUMENT, Kind.CLIP)
"""Cheap kinds before dear ones."""

_UNHASHED = """
    FROM file f INDEXED BY file_unread JOIN watched_folder w ON w.id = f.folder_id
    LEFT JOIN failure x ON x.file_id = f.id
    WHERE f.item_id IS NULL AND f.kind IS NOT NULL AND f.state = 0 AND w.state = 0
    AND (x.id IS NULL OR (x.lasting = 0 AND x.attempts < :attempts))
"""
"""Files never hashed. The partial index holds just these, newest at its end."""

_UNREAD = """
    WITH todo (item_id) AS (
        SELECT item_id FROM item_space WHERE space_id = :space AND state IN (0, 2)
        UNION ALL SELECT item_id FROM item_space
            WHERE space_id = :space AND state = 1 AND plan < :plan
        UNION ALL SELECT item_id FROM item_space
            WHERE space_id = :space AND state = 1 AND plan > :plan
        UNION ALL SELECT id FROM item WHERE :space = -1
    )
"""
"""Contents not ready in (space, plan), through index ranges: what is done costs nothing.

Space -1: one that nothing was ever read for, so that everything is left to do.
"""

_HASHED = """
    FROM todo CROSS JOIN file f INDEXED BY file_by_item ON f.item_id = todo.item_id
    JOIN watched_folder w ON w.id = f.folder_id
    LEFT JOIN failure x ON x.item_id = todo.item_id AND x.space_id = :space
    WHERE f.kind IS NOT NULL AND f.state = 0 AND w.state = 0
    AND (x.id IS NULL OR (x.lasting = 0 AND (x.attempts < :attempts OR x.plan <> :plan)))
"""
"""CROSS JOIN keeps SQLite from walking all files to look for the few that are left."""


def pending(
    db: Database, space: SpaceId, plan: str, *, limit: int, max_attempts: int
) -> list[FileRow]:
    values = _values(db, space, plan, max_attempts)
    found: list[FileRow] = []
    for kind in READING_ORDER:
        values |= {"kind": KIND_CODES[kind], "limit": limit - len(found)}
        rows = db.rows(
            f"{_UNREAD} SELECT * FROM ("
            f" SELECT * FROM (SELECT {FILE_COLUMNS} {_UNHASHED} AND f.kind = :kind"
            " ORDER BY f.mtime_ns DESC LIMIT :limit)"
            f" UNION ALL SELECT {_PLAIN} FROM (SELECT {FILE_COLUMNS}, max(f.mtime_ns) AS newest"
            f" {_HASHED} AND f.kind = :kind"
            " GROUP BY f.item_id ORDER BY newest DESC LIMIT :limit)"
            ") ORDER BY mtime_ns DESC LIMIT :limit",
            values,
        )
        found += map(file_row, rows)
        if len(found) >= limit:
            break
    return found


def pending_count(db: Database, space: SpaceId, plan: str, *, max_attempts: int) -> int:
    """Files to read; of several files with one known content, one counts."""
    values = _values(db, space, plan, max_attempts)
    unhashed = int(db.value(f"SELECT count(*) {_UNHASHED}", values))
    hashed = int(db.value(f"{_UNREAD} SELECT count(DISTINCT f.item_id) {_HASHED}", values))
    return unhashed + hashed


def counts(db: Database, space: SpaceId, plan: str) -> dict[Kind, KindCounts]:
    """Contents by kind and state; a file whose content has no hash yet counts as one content."""
    values = _values(db, space, plan, MAX_ATTEMPTS)
    found = {kind: dict.fromkeys(("ready", "pending", "failed", "missing"), 0) for kind in Kind}
    for sql in (_COUNT_ITEMS, _COUNT_UNHASHED):
        for code, state, count in db.rows(sql, values):
            found[KINDS[code]][state] += count
    return {kind: KindCounts(**states) for kind, states in found.items()}


_PLAIN = FILE_COLUMNS.replace("f.", "")

_COUNT_ITEMS = """
    SELECT p.kind,
        CASE WHEN p.missing THEN 'missing'
            WHEN s.state = 1 AND (s.plan = :plan OR x.id IS NOT NULL) THEN 'ready'
            WHEN x.id IS NOT NULL THEN 'failed' ELSE 'pending' END AS truth,
        count(*)
    FROM (SELECT item_id, kind, min(state) AS missing FROM file INDEXED BY file_by_item
        WHERE item_id IS NOT NULL GROUP BY item_id) p
    LEFT JOIN item_space s ON s.item_id = p.item_id AND s.space_id = :space
    LEFT JOIN failure x ON x.item_id = p.item_id AND x.space_id = :space
        AND (x.lasting = 1 OR (x.attempts >= :attempts AND x.plan = :plan))
    GROUP BY p.kind, truth
"""

_COUNT_UNHASHED = """
    SELECT f.kind,
        CASE WHEN f.state = 1 THEN 'missing' WHEN x.id IS NOT NULL THEN 'failed'
            ELSE 'pending' END AS truth,
        count(*)
    FROM file f LEFT JOIN failure x ON x.file_id = f.id
        AND (x.lasting = 1 OR x.attempts >= :attempts)
    WHERE f.item_id IS NULL AND f.kind IS NOT NULL GROUP BY f.kind, truth
"""


def failures(db: Database) -> list[FailureRow]:
    """One row a present file, by path: the copies of a broken content are named each."""
    rows = db.rows(
        "SELECT f.path, f.kind, x.code, x.reason, x.hint, x.attempts FROM failure x"
        " JOIN file f ON f.id = x.file_id OR f.item_id = x.item_id"
        " WHERE f.state = 0 AND f.kind IS NOT NULL ORDER BY f.path"
    )
    return [
        FailureRow(
            path=as_path(path),
            kind=KINDS[kind],
            code=code,
            reason=reason,
            hint=hint,
            attempts=attempts,
        )
        for path, kind, code, reason, hint, attempts in rows
    ]


def cost_usd(db: Database) -> float:
    return float(db.value("SELECT coalesce(sum(usd), 0) FROM cost_ledger"))


def spending(db: Database) -> Spending:
    """Sums of the ledger."""
    return Spending(usd=cost_usd(db), kinds={})


def _values(db: Database, space: SpaceId, plan: str, max_attempts: int) -> dict[str, object]:
    key = db.value("SELECT id FROM space WHERE name = ?", [space])
    return {"space": -1 if key is None else key, "plan": plan, "attempts": max_attempts}
