"""All that is known about single contents. A reader's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterable
from pathlib import Path

from findling.catalogue.columns import KINDS, as_json, as_path, unsigned, wall_time
from findling.catalogue.connection import Database, Row
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, ItemId, Place
from findling.core.query import ItemDetails

_COLUMNS = (
    "id, kind, format, width, height, seconds, pages, has_sound, taken, taken_offset, latitude,"
    " longitude, camera, title, artist, album, author, colour, content"
)


def items(
    db: Database, ids: Iterable[int], *, paths: LibraryPaths, tag_floor: float
) -> dict[ItemId, ItemDetails]:
    """Contents that still have a file, present or missing; paths of present files come first.

    `taken` is what the content itself says, None where it does not.
    """
    asked = as_json(ids)
    files: dict[int, list[tuple[Path, int]]] = {}
    for item, path, size in db.rows(
        "SELECT f.item_id, f.path, f.size FROM file f WHERE f.item_id IN"
        " (SELECT value FROM json_each(?)) ORDER BY f.state, f.id",
        [asked],
    ):
        files.setdefault(item, []).append((as_path(path), int(size)))
    tags: dict[int, dict[str, None]] = {}
    for item, name in db.rows(
        "SELECT item_id, name FROM tag WHERE item_id IN (SELECT value FROM json_each(?))"
        " AND confidence >= ? ORDER BY confidence DESC, name",
        [asked, tag_floor],
    ):
        tags.setdefault(item, {})[name] = None
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM item WHERE id IN (SELECT value FROM json_each(?))", [asked]
    )
    return {
        ItemId(row[0]): _details(row, files[row[0]], tuple(tags.get(row[0], ())), paths)
        for row in rows
        if row[0] in files
    }


def _details(
    row: Row, files: list[tuple[Path, int]], tags: tuple[str, ...], paths: LibraryPaths
) -> ItemDetails:
    thumbnail = paths.thumbnail(ContentHash(row[18]))
    return ItemDetails(
        item_id=ItemId(row[0]),
        kind=KINDS[row[1]],
        format=row[2],
        paths=tuple(path for path, _ in files),
        size=files[0][1],
        width=row[3],
        height=row[4],
        seconds=row[5],
        pages=row[6],
        has_sound=bool(row[7]),
        taken=wall_time(row[8]),
        offset_minutes=row[9],
        place=None if row[10] is None else Place(latitude=row[10], longitude=row[11]),
        camera=row[12],
        title=row[13],
        artist=row[14],
        album=row[15],
        author=row[16],
        tags=tags,
        thumbnail=thumbnail if thumbnail.is_file() else None,
        colour=row[17],
    )


def item_by_hash(db: Database, content: ContentHash) -> ItemId | None:
    found = db.value("SELECT id FROM item WHERE content = ?", [content])
    return None if found is None else ItemId(found)


def look_hashes(db: Database, ids: Iterable[int]) -> dict[ItemId, int]:
    """Unsigned 64-bit difference hashes, of those contents that have one."""
    rows = db.rows(
        "SELECT id, look FROM item WHERE look IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?))",
        [as_json(ids)],
    )
    return {ItemId(item): unsigned(look) for item, look in rows}


def sizes(db: Database, ids: Iterable[int]) -> dict[ItemId, int]:
    """Bytes of each content."""
    rows = db.rows(
        "SELECT item_id, size FROM file WHERE item_id IN (SELECT value FROM json_each(?))",
        [as_json(ids)],
    )
    return {ItemId(item): int(size) for item, size in rows}
