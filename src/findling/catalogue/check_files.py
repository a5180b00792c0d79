"""Checks of watched folders and of the files in them."""

import json
import os
from collections.abc import Iterable

from findling.catalogue.checking import Check, Places, Widths, drop_files, first, rule
from findling.catalogue.columns import KINDS, as_path
from findling.catalogue.connection import Database
from findling.catalogue.texts import fold

_KINDS = ", ".join(str(code) for code in range(len(KINDS)))


def _bad_patterns(db: Database, _: Widths) -> Places:
    return [
        (folder, column)
        for folder, *lists in db.rows("SELECT id, include, exclude FROM watched_folder")
        for column, text in zip(("include", "exclude"), lists, strict=True)
        if not _is_list_of_texts(text)
    ]


def _is_list_of_texts(text: object) -> bool:
    try:
        raw = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, list) and all(isinstance(each, str) for each in raw)


def _forget_patterns(db: Database, places: Places) -> None:
    for folder, column in places:
        db.run(f"UPDATE watched_folder SET {column} = '[]' WHERE id = ?", [folder])  # noqa: S608


def _bad_paths(db: Database, _: Widths) -> Places:
    return [
        (file,)
        for file, path in db.each("SELECT id, path FROM file")
        if not _is_path(path) or path.startswith(b"//moving/")
    ]


def _is_path(path: object) -> bool:
    return (
        isinstance(path, bytes)
        and b"\0" not in path
        and len(path) > 1
        and os.path.isabs(os.fsdecode(path))  # noqa: PTH117 - no Path for each of a million
    )


def _folderless(db: Database, _: Widths) -> Places:
    return db.rows(
        "SELECT id, folder_id FROM file WHERE folder_id NOT IN (SELECT id FROM watched_folder)"
    )


def _give_folder(db: Database, places: Places) -> None:
    """To the innermost folder that is watched and holds its path; without one, it is not ours."""
    roots = [
        (as_path(path), key) for key, path in db.rows("SELECT id, path FROM watched_folder")
    ]
    strays = []
    for file, _ in places:
        path = as_path(db.value("SELECT path FROM file WHERE id = ?", [file]))
        homes = [(len(root.parts), key) for root, key in roots if path.is_relative_to(root)]
        if homes:
            db.run("UPDATE file SET folder_id = ? WHERE id = ?", [max(homes)[1], file])
        else:
            strays.append(file)
    drop_files(db, strays)


def _bad_stats(db: Database, _: Widths) -> Places:
    """Numbers beyond 64 bits are kept as text, and are numbers none the less."""
    columns = ("size", "mtime_ns", "inode", "device")
    return [
        (file, *wrong)
        for file, *values in db.each("SELECT id, size, mtime_ns, inode, device FROM file")
        if (wrong := [c for c, v in zip(columns, values, strict=True) if not _is_count(c, v)])
    ]


def _is_count(column: str, value: object) -> bool:
    if isinstance(value, str):
        digits = value.removeprefix("-")
        return digits.isascii() and digits.isdecimal()
    return isinstance(value, int) and (column != "size" or value >= 0)


def _forget_stats(db: Database, places: Places) -> None:
    """The next look finds another file there, hashes it, and knows it again."""
    db.run_many(
        "UPDATE file SET size = 0, mtime_ns = 0, inode = 0, device = 0, wall = NULL WHERE id = ?",
        [place[:1] for place in places],
    )


def _bad_stems(db: Database, _: Widths) -> Places:
    return [
        (file,)
        for file, path, stem in db.each("SELECT id, path, stem FROM file")
        if _is_path(path) and stem != fold(as_path(path).stem)
    ]


def _fold_stems(db: Database, places: Places) -> None:
    for (file,) in places:
        path = as_path(db.value("SELECT path FROM file WHERE id = ?", [file]))
        db.run("UPDATE file SET stem = ? WHERE id = ?", [fold(path.stem), file])


def _drop(db: Database, places: Places) -> None:
    drop_files(db, _ids(places))


def _ids(places: Places) -> Iterable[int]:
    return (int(place[0]) for place in places)


def _settle_kinds(db: Database, places: Places) -> None:
    files = first(places)
    db.run(
        "UPDATE file SET kind = (SELECT kind FROM item WHERE item.id = file.item_id)"
        " WHERE item_id NOT NULL AND id IN (SELECT value FROM json_each(?))",
        [files],
    )
    _drop(
        db,
        db.rows(
            "SELECT id FROM file WHERE item_id IS NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            [files],
        ),
    )


CHECKS = (
    Check(
        code="folder-patterns",
        of="folder",
        what="What a folder takes in or leaves out cannot be read.",
        mend="It is forgotten: the folder takes in what the settings say.",
        find=_bad_patterns,
        repair=_forget_patterns,
    ),
    rule(
        "folder-mark",
        "folder",
        "It is not clear whether a folder is kept on this computer only.",
        "It is.",
        "SELECT id FROM watched_folder WHERE typeof(local_only) <> 'integer'"
        " OR local_only NOT IN (0, 1)",
        "UPDATE watched_folder SET local_only = 1 WHERE id = ?",
    ),
    rule(
        "folder-state",
        "folder",
        "A folder is neither there nor away, or away since no time.",
        "It counts as there until it is looked for.",
        "SELECT id FROM watched_folder WHERE typeof(state) <> 'integer' OR state NOT IN (0, 1)"
        " OR (state = 1) <> (typeof(away_at) = 'integer')",
        "UPDATE watched_folder SET state = 0, away_at = NULL WHERE id = ?",
    ),
    Check(
        code="file-path",
        of="file",
        what="Files have no path that can be.",
        mend="They are dropped from the library; what is there is found again.",
        find=_bad_paths,
        repair=_drop,
    ),
    Check(
        code="file-folder",
        of="file",
        what="Files belong to no watched folder.",
        mend="They are given to the folder that they lie in, or dropped from the library.",
        find=_folderless,
        repair=_give_folder,
    ),
    rule(
        "file-item",
        "file",
        "Files have a content that is not there.",
        "They are read again.",
        "SELECT id FROM file WHERE item_id NOT NULL AND item_id NOT IN (SELECT id FROM item)",
        "UPDATE file SET item_id = NULL WHERE id = ?",
    ),
    rule(
        "file-kind",
        "file",
        "Files are of no kind, or of another kind than their content.",
        "They are of their content's kind, or looked at anew.",
        f"SELECT f.id FROM file f LEFT JOIN item i ON i.id = f.item_id"  # noqa: S608
        f" WHERE (f.kind NOT NULL AND (typeof(f.kind) <> 'integer' OR f.kind NOT IN ({_KINDS})))"
        f" OR (i.described = 1 AND i.kind IN ({_KINDS}) AND f.kind IS NOT i.kind)",
        _settle_kinds,
    ),
    rule(
        "file-state",
        "file",
        "Files are neither there nor missing, or missing since no time.",
        "The next look at the folders tells.",
        "SELECT id FROM file WHERE typeof(state) <> 'integer' OR state NOT IN (0, 1)"
        " OR (state = 1) <> (typeof(missing_at) = 'integer')",
        "UPDATE file SET state = 0, missing_at = NULL WHERE id = ?",
    ),
    rule(
        "file-missing-time",
        "file",
        "Files are missing since a time that is still to come.",
        "They count as missing since now.",
        "SELECT id FROM file WHERE state = 1 AND missing_at > unixepoch() + 86400",
        "UPDATE file SET missing_at = unixepoch() WHERE id = ?",
    ),
    Check(
        code="file-numbers",
        of="file",
        what="Files have a size or a time that can not be.",
        mend="They are looked at anew.",
        find=_bad_stats,
        repair=_forget_stats,
    ),
    rule(
        "file-wall",
        "file",
        "Files have a date that is none.",
        "It is taken from the file again.",
        "SELECT id FROM file WHERE wall NOT NULL AND (typeof(wall) <> 'integer'"
        " OR wall NOT BETWEEN -62135683200000000 AND 253402300799999999)",
        "UPDATE file SET wall = NULL, mtime_ns = 0 WHERE id = ?",
    ),
    Check(
        code="file-stem",
        of="file",
        what="Files are not found by their whole name.",
        mend="Their names are read again.",
        find=_bad_stems,
        repair=_fold_stems,
    ),
)
