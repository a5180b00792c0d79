"""Lists of everything, and the few rows of them that are on screen. A reader's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.catalogue.columns import (
    FAILED,
    ITEM_STATES,
    KINDS,
    PENDING,
    READY,
    as_json,
    as_path,
    readable,
    unsigned,
    wall_time,
)
from findling.catalogue.connection import Database, Row
from findling.catalogue.filters import TAKEN, condition
from findling.catalogue.rows import KIND_CODES, MAX_ATTEMPTS, Listing, ListRow
from findling.catalogue.scopes import MARKED, narrowed
from findling.core.model import ContentHash, Kind, Scope, SpaceId
from findling.core.query import Filter

_VISIBLE = "f.state = 0 AND f.kind IS NOT NULL"
_ENTRY = np.dtype([("id", "i8"), ("kind", "u1"), ("aspect", "f4"), ("taken", "i8")])
_ASPECT = f"""CASE WHEN f.kind = {KIND_CODES[Kind.RECORDING]} THEN 1.5
    WHEN i.width > 0 AND i.height > 0 THEN CAST(i.width AS REAL) / i.height
    WHEN f.kind = {KIND_CODES[Kind.DOCUMENT]} THEN 0.71 ELSE 1.0 END"""


_SHOWN_AS = f"""CASE
    WHEN EXISTS (SELECT 1 FROM item_space WHERE item_id = i.id AND state = {READY}) THEN {READY}
    WHEN EXISTS (SELECT 1 FROM item_space
        WHERE item_id = i.id AND state = {PENDING} AND looked <> '') THEN {READY}
    WHEN EXISTS (SELECT 1 FROM item_space WHERE item_id = i.id AND state = {FAILED}) THEN {FAILED}
    WHEN i.described THEN {READY} ELSE {PENDING} END"""
"""What was looked at can be shown, whatever became of it in another space."""


def listing(db: Database, filters: Sequence[Filter]) -> Listing:
    """Of several files of one content the earliest counts: copies are younger than what they copy."""
    where, values = condition(filters)
    rows = db.each(
        f"SELECT coalesce(f.item_id, -f.id), f.kind, {_ASPECT}, coalesce({TAKEN}, 0)"
        f" FROM file f LEFT JOIN item i ON i.id = f.item_id WHERE {_VISIBLE} AND {where}",
        values,
    )
    entries = np.fromiter(rows, _ENTRY)
    oldest_first = entries[np.lexsort((entries["id"], entries["taken"]))]
    _, first = np.unique(oldest_first["id"], return_index=True)
    newest_first = oldest_first[np.sort(first)[::-1]]
    return Listing(
        item_ids=np.ascontiguousarray(newest_first["id"]),
        kinds=np.ascontiguousarray(newest_first["kind"]),
        aspects=np.ascontiguousarray(newest_first["aspect"]),
        taken=newest_first["taken"] // 1_000_000,
    )


def eligible(
    db: Database, filters: Sequence[Filter], *, space: SpaceId | None, scope: Scope
) -> NDArray[np.int64] | None:
    """Through masks over all ids, which give sorted and single ids without sorting any."""
    within = narrowed(db, scope)
    if within is None:
        return np.empty(0, np.int64)
    ready = _ready_items(db, space)
    where, values = condition(filters)
    source = "file f" if filters else "file f INDEXED BY file_by_item"
    matching = _ids(
        db,
        f"SELECT group_concat(f.item_id, ' ') FROM {source} LEFT JOIN item i ON i.id = f.item_id"
        f" WHERE f.item_id IS NOT NULL AND {_VISIBLE} AND {where}",
        values,
    )
    size = 1 + max(ready.max(initial=0), matching.max(initial=0))
    chosen = _mask(ready, size=size)
    every = np.count_nonzero(chosen)
    chosen &= _mask(matching, size=size)
    if within is not Scope.ALL:
        local = _mask(_local_items(db), size=size)
        chosen &= local if within is Scope.LOCAL_ONLY else ~local
    found = np.flatnonzero(chosen)
    return None if not filters and len(found) == every else found


def _mask(ids: NDArray[np.int64], *, size: int) -> NDArray[np.bool_]:
    mask = np.zeros(size, np.bool_)
    mask[ids[ids < size]] = True
    return mask


def _local_items(db: Database) -> NDArray[np.int64]:
    return _ids(
        db,
        "SELECT group_concat(item_id, ' ') FROM file INDEXED BY file_by_folder"
        f" WHERE folder_id IN {MARKED} AND item_id IS NOT NULL",
        [],
    )


def ready_contents(db: Database) -> list[tuple[ContentHash, Path]]:
    """Every content that was read or looked at and has a file that is there, with one such file."""
    rows = db.rows(
        "SELECT i.content, min(f.path) FROM item i JOIN file f ON f.item_id = i.id"
        f" WHERE {_VISIBLE} AND i.described = 1 GROUP BY i.id"
    )
    return [(ContentHash(content), as_path(path)) for content, path in rows]


def contents_with_looks(db: Database) -> Iterator[tuple[ContentHash, int | None, bool]]:
    for content, look, described in db.each(
        "SELECT content, look, described FROM item"
        " WHERE typeof(content) = 'blob' AND typeof(look) IN ('integer', 'null')"
    ):
        yield ContentHash(content), None if look is None else unsigned(look), bool(described)


def _ready_items(db: Database, space: SpaceId | None) -> NDArray[np.int64]:
    sql = "SELECT group_concat(item_id, ' ') FROM item_space WHERE state = 1"
    if space is None:
        return _ids(db, sql, [])
    key = db.value("SELECT id FROM space WHERE name = ?", [space])
    return _ids(db, f"{sql} AND space_id = ?", [key])


def _ids(db: Database, sql: str, values: list[object]) -> NDArray[np.int64]:
    """Many ids as one text, parsed at once: a third of the time of as many rows."""
    return np.fromstring(db.value(sql, values) or "", np.int64, sep=" ")


def rows(db: Database, ids: Sequence[int]) -> list[ListRow]:
    """In the order asked; ids that are gone are left out."""
    found = {row.id: row for row in _item_rows(db, [n for n in ids if n > 0])}
    found |= {row.id: row for row in _file_rows(db, [-n for n in ids if n < 0])}
    return [found[number] for number in map(int, ids) if number in found]


def _item_rows(db: Database, ids: Sequence[int]) -> list[ListRow]:
    rows = db.rows(
        f"SELECT i.id, i.kind, f.path, i.content, i.colour, i.seconds, i.pages, {TAKEN},"
        f" {_SHOWN_AS},"
        " (SELECT count(*) FROM file WHERE item_id = i.id AND state = 0)"
        " FROM item i JOIN file f ON f.id ="
        " (SELECT id FROM file WHERE item_id = i.id ORDER BY state, id LIMIT 1)"
        " WHERE i.id IN (SELECT value FROM json_each(?))",
        [as_json(ids)],
    )
    return [_list_row(row) for row in rows]


def _file_rows(db: Database, ids: Sequence[int]) -> list[ListRow]:
    rows = db.rows(
        "SELECT -f.id, f.kind, f.path, NULL, 8421504, NULL, NULL, f.wall,"
        f" CASE WHEN x.lasting = 1 OR x.attempts >= {MAX_ATTEMPTS} THEN {FAILED}"
        f" ELSE {PENDING} END, f.state = 0"
        " FROM file f LEFT JOIN failure x ON x.file_id = f.id"
        " WHERE f.kind IS NOT NULL AND f.id IN (SELECT value FROM json_each(?))",
        [as_json(ids)],
    )
    return [_list_row(row) for row in rows]


def _list_row(row: Row) -> ListRow:
    path = as_path(row[2])
    return ListRow(
        id=row[0],
        kind=KINDS[row[1]],
        path=path,
        name=readable(path),
        content=None if row[3] is None else ContentHash(row[3]),
        colour=row[4],
        seconds=row[5],
        pages=row[6],
        taken=wall_time(row[7]),
        state=ITEM_STATES[row[8]],
        files=row[9],
    )
