"""What is left to read, content by content. Any connection's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Sequence
from dataclasses import dataclass

from findling.catalogue.columns import FILE_COLUMNS, file_row
from findling.catalogue.connection import Database
from findling.catalogue.rows import KIND_CODES, MAX_ATTEMPTS
from findling.catalogue.scopes import MARKED, folder_in, item_in, narrowed
from findling.core.model import Duty, FileRow, Kind, Scope, SpaceId

READING_ORDER: Sequence[Kind] = (Kind.PHOTO, Kind.RECORDING, Kind.DOCUMENT, Kind.CLIP)
"""Cheap kinds before dear ones."""

UNKNOWN = -1
"""No row of the table space."""

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
    )
"""
"""Contents not ready in (space, plan), through index ranges: what is done costs nothing."""

_UNLOOKED = """
    WITH todo (item_id) AS (
        SELECT item_id FROM item_space INDEXED BY item_space_unlooked
            WHERE space_id = :space AND state <> 1 AND looked < :plan
        UNION ALL SELECT item_id FROM item_space INDEXED BY item_space_unlooked
            WHERE space_id = :space AND state <> 1 AND looked > :plan
        UNION ALL SELECT item_id FROM item_space
            WHERE space_id = :space AND state = 1 AND plan < :plan AND looked <> :plan
        UNION ALL SELECT item_id FROM item_space
            WHERE space_id = :space AND state = 1 AND plan > :plan AND looked <> :plan
    )
"""
"""Those of them that were not looked at under this plan: while all wait to be agreed to, none."""

_UNREAD_NEW = " WITH todo (item_id) AS (SELECT id FROM item) "
"""In a space that nothing was ever read for."""

_UNREAD_LOCAL = f"""
    WITH todo (item_id) AS (
        SELECT DISTINCT g.item_id FROM file g INDEXED BY file_by_folder
        LEFT JOIN item_space s ON s.item_id = g.item_id AND s.space_id = :space
        WHERE g.folder_id IN {MARKED} AND g.item_id IS NOT NULL
        AND (s.state IS NULL OR s.state <> 1 OR s.plan <> :plan)
        AND (s.looked IS NULL OR s.looked <> :plan OR NOT :unlooked)
    )
"""
"""The same among the contents of marked folders: all others may well never be read in this space."""

_HASHED = """
    FROM todo CROSS JOIN file f INDEXED BY file_by_item ON f.item_id = todo.item_id
    JOIN watched_folder w ON w.id = f.folder_id
    LEFT JOIN failure x ON x.item_id = todo.item_id AND x.space_id = :space
    WHERE f.kind IS NOT NULL AND f.state = 0 AND w.state = 0
    AND (x.id IS NULL OR (x.lasting = 0 AND (x.attempts < :attempts OR x.plan <> :plan)))
"""
"""CROSS JOIN keeps SQLite from walking all files to look for the few that are left."""

_NOT_AWAITED = """ AND NOT EXISTS (SELECT 1 FROM batch_entry b JOIN batch_job j ON j.id = b.job_id
    WHERE b.item_id = todo.item_id AND j.space_id = :space)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One duty's work as SQL: `todo` names contents, `hashed` and `unhashed` their files (`f`)."""

    todo: str
    hashed: str
    unhashed: str
    values: dict[str, object]


def todo_of(
    db: Database,
    duty: Duty,
    *,
    max_attempts: int = MAX_ATTEMPTS,
    unlooked: bool = False,
    awaited: bool = False,
) -> Todo | None:
    """None: the duty's scope is empty. `unlooked`: only what was not looked at yet under this plan.

    `awaited`: also contents that are with the service in an open batch. To look at, they always belong.
    """
    scope = narrowed(db, duty.scope)
    if scope is None:
        return None
    key = space_id(db, duty.space)
    hashed = _HASHED
    if scope is Scope.SENDABLE:
        hashed += f" AND {item_in(scope, 'todo.item_id')}"
    if not (unlooked or awaited) and db.value("SELECT EXISTS (SELECT 1 FROM batch_job)"):
        hashed += _NOT_AWAITED
    return Todo(
        todo=_todo(scope, known=key != UNKNOWN, unlooked=unlooked),
        hashed=hashed,
        unhashed=f"{_UNHASHED} AND {folder_in(scope, 'w')}",
        values={
            "space": key,
            "plan": duty.plan,
            "attempts": max_attempts,
            "unlooked": unlooked,
        },
    )


def _todo(scope: Scope, *, known: bool, unlooked: bool) -> str:
    if scope is Scope.LOCAL_ONLY:
        return _UNREAD_LOCAL
    if not known:
        return _UNREAD_NEW
    return _UNLOOKED if unlooked else _UNREAD


def pending(
    db: Database, duty: Duty, *, limit: int, max_attempts: int, unlooked: bool
) -> list[FileRow]:
    """Of several files of one content the newest; contents that wait in an open batch rest."""
    asked = todo_of(db, duty, max_attempts=max_attempts, unlooked=unlooked)
    found: list[FileRow] = []
    for kind in READING_ORDER if asked else ():
        assert asked is not None
        values = {**asked.values, "kind": KIND_CODES[kind], "limit": limit - len(found)}
        rows = db.rows(
            f"{asked.todo} SELECT * FROM ("
            f" SELECT * FROM (SELECT {FILE_COLUMNS} {asked.unhashed} AND f.kind = :kind"
            " ORDER BY f.mtime_ns DESC LIMIT :limit)"
            f" UNION ALL SELECT {_PLAIN} FROM (SELECT {FILE_COLUMNS}, max(f.mtime_ns) AS newest"
            f" {asked.hashed} AND f.kind = :kind"
            " GROUP BY f.item_id ORDER BY newest DESC LIMIT :limit)"
            ") ORDER BY mtime_ns DESC LIMIT :limit",
            values,
        )
        found += map(file_row, rows)
        if len(found) >= limit:
            break
    return found


def pending_count(db: Database, duty: Duty, *, max_attempts: int, unlooked: bool) -> int:
    """Files to read; of several files with one known content, one counts."""
    asked = todo_of(db, duty, max_attempts=max_attempts, unlooked=unlooked)
    if asked is None:
        return 0
    unhashed = int(db.value(f"SELECT count(*) {asked.unhashed}", asked.values))
    hashed = f"{asked.todo} SELECT count(DISTINCT f.item_id) {asked.hashed}"
    return unhashed + int(db.value(hashed, asked.values))


def is_whole(db: Database, duty: Duty) -> bool:
    """Nothing is left to read that can be read now. What failed is not; what a batch holds still is."""
    asked = todo_of(db, duty, awaited=True)
    if asked is None:
        return True
    for sql in (
        f"SELECT EXISTS (SELECT 1 {asked.unhashed})",
        f"{asked.todo} SELECT EXISTS (SELECT 1 {asked.hashed})",
    ):
        if db.value(sql, asked.values):
            return False
    return True


def space_id(db: Database, space: SpaceId) -> int:
    """The space's row; UNKNOWN for one that nothing was ever read for."""
    key = db.value("SELECT id FROM space WHERE name = ?", [space])
    return UNKNOWN if key is None else int(key)


_PLAIN = FILE_COLUMNS.replace("f.", "")
