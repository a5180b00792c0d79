"""What the scans and notices found, row by row. Changes on the writer's thread, one transaction each."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from findling.catalogue import text_index
from findling.catalogue.columns import (
    FILE_COLUMNS,
    as_json,
    as_path,
    file_row,
    now,
    path_bytes,
    stat_values,
    wide,
)
from findling.catalogue.connection import Database
from findling.catalogue.rows import KIND_CODES, Added, Changes
from findling.core.model import FileId, FileRow, FolderId, Found, ItemId

_SELECT = f"SELECT {FILE_COLUMNS} FROM file f"
_BATCH = 2000


def known_files(db: Database, folder_id: FolderId) -> Iterator[FileRow]:
    """In batches, each read whole: the caller may write while it goes through them."""
    last = 0
    while batch := db.rows(
        f"{_SELECT} WHERE f.folder_id = ? AND f.id > ? ORDER BY f.id LIMIT {_BATCH}",
        [folder_id, last],
    ):
        last = batch[-1][0]
        yield from map(file_row, batch)


def find_inode(
    db: Database, device: int, inode: int, size: int, mtime_ns: int
) -> list[FileRow]:
    rows = db.rows(
        f"{_SELECT} WHERE f.inode = ? AND f.device = ? AND f.size = ? AND f.mtime_ns = ?",
        [wide(inode), wide(device), wide(size), wide(mtime_ns)],
    )
    return [file_row(row) for row in rows]


def file_by_path(db: Database, path: Path) -> FileRow | None:
    row = db.row(f"{_SELECT} WHERE f.path = ?", [path_bytes(path)])
    return file_row(row) if row else None


def files_of(db: Database, item_id: ItemId) -> list[FileRow]:
    """Present ones first, then by age in the library."""
    rows = db.rows(f"{_SELECT} WHERE f.item_id = ? ORDER BY f.state, f.id", [item_id])
    return [file_row(row) for row in rows]


def record(db: Database, changes: Changes) -> None:
    """Gone before moved before added, so that a freed path can be taken within one change."""
    with db.transaction():
        roots = {
            FolderId(folder): as_path(path)
            for folder, path in db.rows("SELECT id, path FROM watched_folder")
        }
        _gone(db, changes.gone)
        _moved(db, changes.moved, roots)
        _changed(db, changes.changed)
        _returned(db, changes.returned)
        _added(db, changes.added, roots)


def drop_files(db: Database, file_ids: Sequence[FileId]) -> None:
    ids = as_json(file_ids)
    with db.transaction():
        db.run(
            "UPDATE file SET kind = NULL, item_id = NULL"
            " WHERE id IN (SELECT value FROM json_each(?))",
            [ids],
        )
        db.run("DELETE FROM failure WHERE file_id IN (SELECT value FROM json_each(?))", [ids])
        text_index.forget_names(db, file_ids)


def _gone(db: Database, file_ids: Iterable[FileId]) -> None:
    moment = now()
    db.run_many(
        "UPDATE file SET state = 1, missing_at = ? WHERE id = ? AND state = 0",
        [(moment, file_id) for file_id in file_ids],
    )


def _moved(
    db: Database,
    moved: Sequence[tuple[FileId, Found, FolderId]],
    roots: dict[FolderId, Path],
) -> None:
    """Two steps, since files may swap names: first out of the way, then to their new paths."""
    if not moved:
        return
    db.run_many(
        "UPDATE file SET path = CAST('//moving/' || id AS BLOB) WHERE id = ?",
        [(file_id,) for file_id, _, _ in moved],
    )
    for file_id, found, folder_id in moved:
        _replace(db, found.path)
        db.run(
            "UPDATE file SET path = ?, stem = ?, size = ?, mtime_ns = ?, inode = ?, device = ?, wall = ?,"
            " folder_id = ?, state = 0, missing_at = NULL WHERE id = ?",
            [*stat_values(found), folder_id, file_id],
        )
    media = _media_among(db, [file_id for file_id, _, _ in moved])
    text_index.forget_names(db, media)
    text_index.put_names(
        db, [(fid, found.path, roots[folder]) for fid, found, folder in moved if fid in media]
    )


def _replace(db: Database, path: Path) -> None:
    """The file that was here is no more; its content stays until it is purged."""
    row = db.row("SELECT id FROM file WHERE path = ?", [path_bytes(path)])
    if row:
        text_index.forget_names(db, [row[0]])
        db.run("DELETE FROM file WHERE id = ?", [row[0]])


def _changed(db: Database, changed: Sequence[tuple[FileId, Found]]) -> None:
    db.run_many(
        "UPDATE file SET path = ?, stem = ?, size = ?, mtime_ns = ?, inode = ?, device = ?, wall = ?,"
        " item_id = NULL, state = 0, missing_at = NULL WHERE id = ?",
        [(*stat_values(found), file_id) for file_id, found in changed],
    )
    _forget_failures(db, [file_id for file_id, _ in changed])


def _returned(db: Database, returned: Sequence[tuple[FileId, Found]]) -> None:
    db.run_many(
        "UPDATE file SET path = ?, stem = ?, size = ?, mtime_ns = ?, inode = ?, device = ?, wall = ?,"
        " state = 0, missing_at = NULL WHERE id = ?",
        [(*stat_values(found), file_id) for file_id, found in returned],
    )


def _added(db: Database, added: Sequence[Added], roots: dict[FolderId, Path]) -> None:
    names = []
    for each in added:
        _replace(db, each.found.path)
        code = None if each.kind is None else KIND_CODES[each.kind]
        file_id = db.insert(
            "INSERT INTO file (path, stem, size, mtime_ns, inode, device, wall, folder_id, kind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*stat_values(each.found), each.folder_id, code],
        )
        if code is not None:
            names.append((FileId(file_id), each.found.path, roots[each.folder_id]))
    text_index.put_names(db, names)


def _media_among(db: Database, file_ids: Sequence[FileId]) -> set[FileId]:
    rows = db.rows(
        "SELECT id FROM file WHERE kind IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        [as_json(file_ids)],
    )
    return {FileId(row[0]) for row in rows}


def _forget_failures(db: Database, file_ids: Sequence[FileId]) -> None:
    db.run_many("DELETE FROM failure WHERE file_id = ?", [(fid,) for fid in file_ids])
