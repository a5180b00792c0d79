"""Watched folders in the catalogue. Functions over a connection; the writer's thread for changes."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

import json
from collections.abc import Iterable
from pathlib import Path

from findling.catalogue import text_index
from findling.catalogue.columns import FOLDER_STATES, as_path, now, path_bytes, utc
from findling.catalogue.connection import Database, Row
from findling.catalogue.texts import fit
from findling.core.model import FolderId, FolderState, WatchedFolder
from findling.core.report import FolderStatus

_COLUMNS = "id, path, state, away_at, include, exclude, local_only"


def folders(db: Database) -> list[WatchedFolder]:
    return [
        _folder(row) for row in db.rows(f"SELECT {_COLUMNS} FROM watched_folder ORDER BY path")
    ]


def folder_at(db: Database, path: Path) -> WatchedFolder | None:
    row = db.row(f"SELECT {_COLUMNS} FROM watched_folder WHERE path = ?", [path_bytes(path)])
    return _folder(row) if row else None


def add_folder(
    db: Database,
    path: Path,
    *,
    include: Iterable[str],
    exclude: Iterable[str],
    local_only: bool,
) -> WatchedFolder:
    """A folder that is watched already can get the mark *local only* in this way, but never lose it."""
    with db.transaction():
        db.run(
            "INSERT INTO watched_folder (path, include, exclude, local_only) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET local_only = max(local_only, excluded.local_only)",
            [
                path_bytes(path),
                json.dumps(list(include)),
                json.dumps(list(exclude)),
                local_only,
            ],
        )
    folder = folder_at(db, path)
    assert folder is not None
    return folder


def remove_folder(db: Database, folder_id: FolderId) -> int:
    with db.transaction():
        text_index.forget_names_of_folder(db, folder_id)
        dropped = db.run("DELETE FROM file WHERE folder_id = ?", [folder_id])
        db.run("DELETE FROM watched_folder WHERE id = ?", [folder_id])
    return dropped


def set_folder_state(db: Database, folder_id: FolderId, state: FolderState) -> None:
    """`away_since` is the time at which the folder was first found away."""
    code = FOLDER_STATES.index(state)
    with db.transaction():
        db.run(
            "UPDATE watched_folder SET state = ?, away_at = ? WHERE id = ? AND state <> ?",
            [code, now() if state is FolderState.AWAY else None, folder_id, code],
        )


def set_local_only(db: Database, folder_id: FolderId, value: bool) -> None:
    with db.transaction():
        db.run("UPDATE watched_folder SET local_only = ? WHERE id = ?", [value, folder_id])


def folder_status(db: Database) -> list[FolderStatus]:
    """Counts the media files that are present, or were when the folder went away."""
    return [
        FolderStatus(
            path=as_path(path),
            state=FOLDER_STATES[state],
            files=files,
            away_since=utc(away_at),
            local_only=bool(local_only),
        )
        for path, state, away_at, local_only, files in db.rows(
            "SELECT w.path, w.state, w.away_at, w.local_only, count(f.id) FROM watched_folder w"
            " LEFT JOIN file f ON f.folder_id = w.id AND f.state = 0 AND f.kind IS NOT NULL"
            " GROUP BY w.id ORDER BY w.path"
        )
    ]


def meta(db: Database, key: str) -> str | None:
    value: str | None = db.value("SELECT value FROM meta WHERE key = ?", [key])
    return value


def set_meta(db: Database, key: str, value: str) -> None:
    with db.transaction():
        db.run(
            "INSERT INTO meta (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [fit(key), fit(value)],
        )


def _folder(row: Row) -> WatchedFolder:
    return WatchedFolder(
        id=FolderId(row[0]),
        path=as_path(row[1]),
        state=FOLDER_STATES[row[2]],
        away_since=utc(row[3]),
        include=tuple(json.loads(row[4])),
        exclude=tuple(json.loads(row[5])),
        local_only=bool(row[6]),
    )
