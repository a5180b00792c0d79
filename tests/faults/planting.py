"""Inconsistencies of every kind, planted at random places of a library by another hand than the program's.

Long, because it is one list: a few lines for each way in which a library can be wrong.
"""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.media.picture import encode_thumbnail, look_hash
from tests.faults.rich_library import FAR, NEAR
from tests.made import drawing

Planted = tuple[str, str]
"""The code it must be found by, and how the place is told."""


class Planter:
    """Gives each plant rows of its own, so that none hides another."""

    def __init__(self, paths: LibraryPaths, *, seed: int) -> None:
        self.paths = paths
        self.chance = random.Random(seed)
        self.db = sqlite3.connect(paths.catalogue, isolation_level=None)
        self.db.execute("PRAGMA foreign_keys = OFF")
        self.db.execute("PRAGMA ignore_check_constraints = ON")
        self.spaces: dict[str, int] = dict(self.db.execute("SELECT name, id FROM space"))
        self._used: set[int] = set()
        self._next = 1_000_000
        self.garbled: set[bytes] = set()
        """Payloads whose vectors were made unreadable: those are lost, and have to be."""

    def sql(self, text: str, *values: object) -> None:
        assert self.db.execute(text, values).rowcount != 0, text

    def one(self, text: str, *values: object) -> tuple[object, ...]:
        rows = self.db.execute(text, values).fetchall()
        row: tuple[object, ...] = self.chance.choice(rows)
        return row

    def nobody(self) -> int:
        """An id that no row has."""
        self._next += 1
        return self._next

    def item(self, where: str = "1") -> int:
        """A content that was read and that nothing was planted in yet."""
        free = [
            row[0]
            for row in self.db.execute(
                "SELECT i.id FROM item i JOIN item_space s ON s.item_id = i.id AND s.space_id = ?"
                f" WHERE s.state = 1 AND ({where})",
                [self.spaces[NEAR.id]],
            )
            if row[0] not in self._used
        ]
        chosen = self.chance.choice(free)
        self._used.add(chosen)
        return int(chosen)

    def file(self) -> int:
        return int(str(self.one("SELECT id FROM file WHERE item_id = ?", self.item())[0]))

    def span(self, where: str = "1", *, space: str = NEAR.id) -> int:
        item = self.item(
            f"EXISTS (SELECT 1 FROM span p WHERE p.item_id = i.id"
            f" AND p.space_id = {self.spaces[space]} AND {where})"
        )
        row = self.one(
            f"SELECT id FROM span p WHERE item_id = ? AND space_id = ? AND {where}",
            item,
            self.spaces[space],
        )
        return int(str(row[0]))

    def content(self, item: int) -> ContentHash:
        return ContentHash(
            self.db.execute("SELECT content FROM item WHERE id = ?", [item]).fetchone()[0]
        )

    def thumbnail(self) -> Path:
        return self.paths.thumbnail(self.content(self.item()))

    def close(self) -> None:
        self.db.close()


Plant = Callable[[Planter], Planted]


def _on(
    code: str, of: str, pick: Callable[[Planter], int], sql: str, *values: object
) -> tuple[str, Plant]:
    """A plant that changes one row, chosen by `pick`; its id is bound last."""

    def plant(p: Planter) -> Planted:
        key = pick(p)
        p.sql(sql, *values, key)
        return code.strip(), f"{of} {key}"

    return code, plant


def _file(p: Planter) -> int:
    return p.file()


def _item(p: Planter) -> int:
    return p.item()


def _in_near(p: Planter, item: int) -> str:
    return f"{item}/{p.spaces[NEAR.id]}"


def _state(code: str, of: str, sql: str) -> tuple[str, Plant]:
    """A plant in how far a content is; item and space are bound."""

    def plant(p: Planter) -> Planted:
        item = p.item()
        p.sql(sql, item, p.spaces[NEAR.id])
        return code, f"{of} {_in_near(p, item)}"

    return code, plant


def _fact(column: str, value: object, where: str = "1") -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        item = p.item(where)
        p.sql(f"UPDATE item SET {column} = ? WHERE id = ?", value, item)
        return "item-facts", f"content {item}/{column}"

    return f"item-facts {column}", plant


def _span(sql: str, where: str = "1", code: str = "span-range") -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        span = p.span(where)
        p.sql(sql, span)
        return code, f"span {span}"

    return f"{code} {sql[16:50]}", plant


def _vector(value: Callable[[bytes], bytes], *, paid: bool) -> Plant:
    def plant(p: Planter) -> Planted:
        span = p.span(space=FAR.id if paid else NEAR.id)
        data, payload = p.one("SELECT data, payload FROM vector WHERE id = ?", span)
        assert isinstance(data, bytes)
        if isinstance(payload, bytes):
            p.garbled.add(payload)
        p.sql("UPDATE vector SET data = ? WHERE id = ?", value(data), span)
        return "vector-data", f"vector {span}"

    return plant


def _nan(data: bytes) -> bytes:
    values = np.frombuffer(data, "<f2").copy()
    values[len(values) // 2] = np.nan
    return values.tobytes()


def _moved_vector(p: Planter) -> Planted:
    span = p.span()
    p.sql("UPDATE vector SET item_id = item_id + 1 WHERE id = ?", span)
    return "vector-owner", f"vector {span}"


def _spanless(*, paid: bool) -> Plant:
    def plant(p: Planter) -> Planted:
        span = p.span(space=FAR.id if paid else NEAR.id)
        p.sql("DELETE FROM span WHERE id = ?", span)
        return "vector-span", f"vector {span}"

    return plant


def _ownerless_span(p: Planter) -> Planted:
    space, nobody = p.spaces[NEAR.id], p.nobody()
    p.sql("INSERT INTO span (item_id, space_id) VALUES (?, ?)", nobody, space)
    return "span-owner", f"span {p.db.execute('SELECT max(id) FROM span').fetchone()[0]}"


def _twice(p: Planter) -> Planted:
    span = p.span("page NOT NULL")
    columns = 'item_id, space_id, start, "end", page'
    p.sql(f"INSERT INTO span ({columns}) SELECT {columns} FROM span WHERE id = ?", span)
    return "span-twice", f"span {p.db.execute('SELECT max(id) FROM span').fetchone()[0]}"


def _emptied(p: Planter) -> Planted:
    item = p.item()
    spans = "SELECT id FROM span WHERE item_id = ? AND space_id = ?"
    p.sql(f"DELETE FROM vector WHERE id IN ({spans})", item, p.spaces[NEAR.id])
    p.sql("DELETE FROM span WHERE item_id = ? AND space_id = ?", item, p.spaces[NEAR.id])
    return "ready-empty", f"content {_in_near(p, item)}"


def _answer(value: bytes) -> Plant:
    def plant(p: Planter) -> Planted:
        space, payload = p.one(
            "SELECT space_id, payload FROM answer WHERE length(data) = ?", 2 * FAR.dimensions
        )
        assert isinstance(payload, bytes)
        p.garbled.add(payload)
        p.sql("UPDATE answer SET data = ? WHERE payload = ?", value, payload)
        return "answer", f"answer {space}/{payload.hex()}"

    return plant


def _answer_time(p: Planter) -> Planted:
    space, payload = p.one(
        "SELECT space_id, payload FROM answer WHERE answered_at < unixepoch() + 9"
    )
    assert isinstance(payload, bytes)
    p.sql("UPDATE answer SET answered_at = 1 << 50 WHERE payload = ?", payload)
    return "answer-time", f"answer {space}/{payload.hex()}"


def _lost_space(p: Planter) -> Planted:
    space = p.nobody()
    payload = p.chance.randbytes(16)
    p.sql("INSERT INTO answer VALUES (?, ?, unixepoch(), ?)", space, payload, b"\0\x3c" * 24)
    return "space-lost", f"space {space}"


def _estimate(code: str, of: str, sql: str) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        far = p.spaces[FAR.id]
        item = p.item(f"i.id IN (SELECT item_id FROM estimate WHERE space_id = {far})")
        p.sql(sql, item, far)
        return code, f"{of} {item}/{far}"

    return code, plant


def _entry(code: str, column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        job, place = p.one(
            "SELECT job_id, place FROM batch_entry WHERE kind = 0 AND item_id < 9999"
        )
        wrong = p.nobody() if value is None else value
        p.sql(
            f"UPDATE batch_entry SET {column} = ? WHERE job_id = ? AND place = ?",
            wrong,
            job,
            place,
        )
        return code, f"batch entry {job}/{place}"

    return code, plant


def _entry_of_no_job(p: Planter) -> Planted:
    job = p.nobody()
    p.sql("INSERT INTO batch_entry VALUES (?, 0, x'00', NULL, 0, 0, 0, 0, 0, 0)", job)
    return "batch-entry-job", f"batch entry {job}/0"


def _empty_batch(p: Planter) -> Planted:
    p.sql(
        "INSERT INTO batch_job (space_id, name, opened_at) VALUES (?, ?, 1)",
        p.spaces[FAR.id],
        f"empty {p.nobody()}",
    )
    return "batch-empty", f"batch {p.db.execute('SELECT max(id) FROM batch_job').fetchone()[0]}"


def _ledger(code: str, column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        (row,) = p.one(
            "SELECT id FROM cost_ledger WHERE kind = 0 AND usd = 0.001 AND tokens = 9"
        )
        p.sql(f"UPDATE cost_ledger SET {column} = ? WHERE id = ?", value, row)
        return code, f"ledger {row}"

    return f"{code} {column}", plant


def _failure(code: str, column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        (row,) = p.one(
            "SELECT id FROM failure WHERE attempts = 1 AND code = 'broken' AND item_id < 9999"
        )
        wrong = p.nobody() if value is None else value
        p.sql(f"UPDATE failure SET {column} = ? WHERE id = ?", wrong, row)
        return code, f"failure {row}"

    return f"{code} {column}", plant


def _unsaid(p: Planter) -> Planted:
    row, item = p.one(
        "SELECT id, item_id FROM failure WHERE code = 'broken' AND attempts = 1 AND item_id < 9999"
    )
    p.sql("DELETE FROM failure WHERE id = ?", row)
    return "failed-unsaid", f"state {item}/{p.spaces[NEAR.id]}"


def _tag(code: str, column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        item = p.item("i.id IN (SELECT item_id FROM tag)")
        (name,) = p.one("SELECT name FROM tag WHERE item_id = ?", item)
        wrong = p.nobody() if value is None else value
        p.sql(f"UPDATE tag SET {column} = ? WHERE item_id = ? AND name = ?", wrong, item, name)
        owner = wrong if column == "item_id" else item
        return code, f"tag {owner}/{p.spaces[NEAR.id]}/{name}"

    return code, plant


def _stray_name(p: Planter) -> Planted:
    row = p.nobody()
    p.sql("INSERT INTO name_words (rowid, name, folder) VALUES (?, 'ghost', '')", row)
    return "name-stray", f"name {row}"


def _stray_text(p: Planter) -> Planted:
    row = p.nobody()
    p.sql("INSERT INTO text_words (rowid, title, tag, text) VALUES (?, '', '', 'ghost')", row)
    return "text-stray", f"text {row}"


def _text(code: str, sql: str, of: str = "text") -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        item = p.item("i.id IN (SELECT item_id FROM item_text WHERE page = 2)")
        (row,) = p.one("SELECT id FROM item_text WHERE item_id = ? AND page = 2", item)
        p.sql(sql, row)
        return code, f"{of} {row}"

    return f"{code} {sql[:24]}", plant


def _title(sql: str) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        item = p.item("i.title NOT NULL")
        (row,) = p.one("SELECT id FROM item_text WHERE item_id = ? AND page IS NULL", item)
        p.sql(sql, row)
        return "title-words", f"content {item}"

    return f"title-words {sql[22:40]}", plant


def _thumb(code: str, spoil: Callable[[Planter, Path], None]) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        path = p.thumbnail()
        spoil(p, path)
        return code, str(path)

    return f"{code} {spoil.__name__}", plant


def gone(p: Planter, path: Path) -> None:
    path.unlink()


def cut_short(p: Planter, path: Path) -> None:
    path.write_bytes(path.read_bytes()[: p.chance.randrange(13, path.stat().st_size)])


def garbage(p: Planter, path: Path) -> None:
    path.write_bytes(p.chance.randbytes(300))


def hollow(p: Planter, path: Path) -> None:
    """The right length, and noise where the picture was."""
    whole = path.read_bytes()
    path.write_bytes(whole[:20] + p.chance.randbytes(len(whole) - 20))


def anothers(p: Planter, path: Path) -> None:
    """A picture that is nothing like it."""
    with Image.open(path) as shown:
        mine = look_hash(shown.convert("RGB"))
    others = (drawing(number, (96, 64)).rotate(90) for number in range(1000))
    path.write_bytes(
        encode_thumbnail(next(o for o in others if (look_hash(o) ^ mine).bit_count() > 24))
    )


def _orphan(p: Planter) -> Planted:
    path = p.paths.thumbnail(ContentHash(p.chance.randbytes(16)))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"RIFF\x04\0\0\0WEBP")
    return "thumbnail-orphan", str(path)


def _misplaced(p: Planter) -> Planted:
    path = p.paths.thumbnails / "zz" / f"copy {p.nobody()}.webp"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"RIFF\x04\0\0\0WEBP")
    return "thumbnail-orphan", str(path)


def _leftover(folder: str, name: str) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        path = p.paths.root / folder / name.replace("?", str(p.nobody()))
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(b"half")
        return "leftover", str(path)

    return f"leftover {folder}/{name}", plant


def _foreign_cache(p: Planter) -> Planted:
    path = p.paths.index / f"nobody-{p.nobody()}"
    path.mkdir()
    (path / "index.head").write_bytes(b"what")
    return "cache-foreign", str(path)


def _patterns(p: Planter) -> Planted:
    root = f"/media/Other {p.nobody()}".encode()
    p.sql(
        "INSERT INTO watched_folder (path, include, exclude) VALUES (?, '[]', '{nonsense')",
        root,
    )
    return (
        "folder-patterns",
        f"folder {p.db.execute('SELECT max(id) FROM watched_folder').fetchone()[0]}/exclude",
    )


def _folder(code: str, column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        root = f"/media/Other {p.nobody()}".encode()
        p.sql(
            "INSERT INTO watched_folder (path, include, exclude) VALUES (?, '[]', '[]')", root
        )
        folder = p.db.execute("SELECT max(id) FROM watched_folder").fetchone()[0]
        p.sql(f"UPDATE watched_folder SET {column} = ? WHERE id = ?", value, folder)
        return code, f"folder {folder}"

    return code, plant


def _note(p: Planter) -> Planted:
    p.sql("INSERT OR REPLACE INTO meta VALUES ('purged', 'yesterday')")
    return "note", "note purged"


def _trigger(p: Planter) -> Planted:
    name = f"t{p.nobody()}"
    p.db.execute(f"CREATE TRIGGER {name} AFTER INSERT ON tag BEGIN DELETE FROM tag; END")
    return "foreign-object", f"trigger/{name}"


def _lost_index(p: Planter) -> Planted:
    name, _ = p.one("SELECT name, 1 FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
    p.db.execute(f"DROP INDEX {name}")
    return "index-lost", f"index {name}"


def _bad_stat(column: str, value: object) -> tuple[str, Plant]:
    def plant(p: Planter) -> Planted:
        file = p.file()
        p.sql(f"UPDATE file SET {column} = ? WHERE id = ?", value, file)
        return "file-numbers", f"file {file}/{column}"

    return f"file-numbers {column}", plant


def _folderless(p: Planter) -> Planted:
    file, folder = p.file(), p.nobody()
    p.sql("UPDATE file SET folder_id = ? WHERE id = ?", folder, file)
    return "file-folder", f"file {file}/{folder}"


MANY: dict[str, Plant] = {
    **dict(
        [
            _on(
                "file-item",
                "file",
                _file,
                "UPDATE file SET item_id = item_id + 70000 WHERE id = ?",
            ),
            _on("file-state", "file", _file, "UPDATE file SET state = 7 WHERE id = ?"),
            _on("file-kind", "file", _file, "UPDATE file SET kind = 9 WHERE id = ?"),
            _on(
                "file-missing-time",
                "file",
                _file,
                "UPDATE file SET state = 1, missing_at = 1 << 40 WHERE id = ?",
            ),
            _on("file-wall", "file", _file, "UPDATE file SET wall = 1 << 62 WHERE id = ?"),
            _on("file-stem", "file", _file, "UPDATE file SET stem = 'what' WHERE id = ?"),
            _on("file-path", "file", _file, "UPDATE file SET path = 'x' || id WHERE id = ?"),
            _bad_stat("size", -5),
            _bad_stat("mtime_ns", "soon"),
            _bad_stat("inode", 1.5),
            _on(
                "item-content",
                "content",
                _item,
                "UPDATE item SET content = 'x' || id WHERE id = ?",
            ),
            _on("item-kind", "content", _item, "UPDATE item SET kind = 12 WHERE id = ?"),
            _fact("width", -3),
            _fact("seconds", -1.0),
            _fact("taken", 1 << 62),
            _fact("latitude", 91.0),
            _fact("colour", 1 << 30),
            _fact("has_sound", 5),
            _state(
                "state-lost",
                "content",
                "DELETE FROM item_space WHERE item_id = ? AND space_id = ?",
            ),
            _state(
                "state-unknown",
                "state",
                "UPDATE item_space SET state = 9 WHERE item_id = ? AND space_id = ?",
            ),
            _state(
                "ready-uncut",
                "state",
                "UPDATE item_space SET plan = '' WHERE item_id = ? AND space_id = ?",
            ),
            _span("UPDATE span SET start = -4.0 WHERE id = ?", "start NOT NULL"),
            _span('UPDATE span SET "end" = 5000.0 WHERE id = ?', "start NOT NULL"),
            _span("UPDATE span SET page = 99 WHERE id = ?", "page NOT NULL"),
            _span('UPDATE span SET "end" = NULL WHERE id = ?', "start NOT NULL"),
            _text("text-page", "UPDATE item_text SET page = 1 WHERE id = ?"),
            _text("text-page", "UPDATE item_text SET page = 50 WHERE id = ?"),
            _text("text-lost", "DELETE FROM text_words WHERE rowid = ?"),
            _text("text-owner", "UPDATE item_text SET item_id = 900000 + id WHERE id = ?"),
            _title("UPDATE text_words SET title = 'other' WHERE rowid = ?"),
            _title("UPDATE text_words SET tag = 'other' WHERE rowid = ?"),
            _on(
                "name-words",
                "file",
                _file,
                "UPDATE name_words SET name = 'other' WHERE rowid = ?",
            ),
            _on("name-words ", "file", _file, "DELETE FROM name_words WHERE rowid = ?"),
            _estimate(
                "estimate-numbers",
                "estimate",
                "UPDATE estimate SET image = -1 WHERE item_id = ? AND space_id = ?",
            ),
            _estimate(
                "estimate-lost",
                "content",
                "DELETE FROM estimate WHERE item_id = ? AND space_id = ?",
            ),
            _thumb("thumbnail-missing", gone),
            _thumb("thumbnail", cut_short),
            _thumb("thumbnail", garbage),
            _thumb("thumbnail", hollow),
            _thumb("thumbnail", anothers),
            _tag("tag-sure", "confidence", 7.5),
            _tag("tag-owner", "item_id", None),
            _failure("failure-words", "attempts", 0),
            _failure("failure-owner", "item_id", None),
            _entry("batch-entry-kind", "kind", 77),
            _entry("batch-entry-item", "item_id", None),
            _ledger("ledger-kind", "kind", 99),
            _leftover("", "settings?.tmp"),
            _leftover("thumbnails/ab", "?.new"),
            _folder("folder-mark", "local_only", 4),
            _folder("folder-state", "state", 6),
        ]
    ),
    "vector NaN": _vector(_nan, paid=False),
    "vector NaN, paid": _vector(_nan, paid=True),
    "vector too short": _vector(lambda data: data[:-2], paid=False),
    "vector of odd length": _vector(lambda data: data[:-1], paid=False),
    "vector-owner": _moved_vector,
    "vector-span": _spanless(paid=False),
    "vector-span, paid": _spanless(paid=True),
    "span-owner": _ownerless_span,
    "span-twice": _twice,
    "ready-empty": _emptied,
    "failed-unsaid": _unsaid,
    "answer garbled": _answer(b"\xff" * 7),
    "answer NaN": _answer(b"\0\x7e" * FAR.dimensions),
    "answer-time": _answer_time,
    "space-lost": _lost_space,
    "batch-entry-job": _entry_of_no_job,
    "batch-empty": _empty_batch,
    "name-stray": _stray_name,
    "text-stray": _stray_text,
    "thumbnail-orphan": _orphan,
    "thumbnail misplaced": _misplaced,
    "cache-foreign": _foreign_cache,
    "folder-patterns": _patterns,
    "file-folder": _folderless,
    "foreign-object": _trigger,
}
"""Planted several times, each at another place."""


def _sequence(p: Planter) -> Planted:
    highest = p.db.execute("SELECT max(id) FROM span").fetchone()[0]
    p.sql("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'span'")
    return "sequence", f"table span/{highest}"


def _words_index(p: Planter) -> Planted:
    p.sql("UPDATE text_words_content SET c2 = 'something else' WHERE id % 3 = 0")
    return "words-index", "table text_words"


def _epoch(p: Planter) -> Planted:
    p.sql("UPDATE space SET epoch = -1 WHERE name = ?", FAR.id)
    return "space-epoch", f"space {p.spaces[FAR.id]}"


def _cache_torn(p: Planter) -> Planted:
    folder = p.paths.index / NEAR.id
    column = p.chance.choice(sorted(folder.glob("*.vectors")))
    data = bytearray(column.read_bytes())
    data[p.chance.randrange(len(data))] ^= 0x55
    column.write_bytes(data)
    return "cache", f"{folder}: it is torn, foreign or of another version"


def _pages(p: Planter) -> Planted:
    """A row that its index does not know: written while the index was out of sight."""
    p.db.execute("PRAGMA writable_schema = ON")
    (number, sql) = p.db.execute(
        "SELECT rootpage, sql FROM sqlite_master WHERE name = 'file_by_stem'"
    ).fetchone()
    p.db.execute("DELETE FROM sqlite_master WHERE name = 'file_by_stem'")
    p.db.execute("PRAGMA writable_schema = RESET")
    p.sql("UPDATE file SET stem = stem || ' x' WHERE id = ?", file := p.file())
    p.db.execute("PRAGMA writable_schema = ON")
    p.db.execute(
        "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql)"
        " VALUES ('index', 'file_by_stem', 'file', ?, ?)",
        [number, sql],
    )
    p.db.execute("PRAGMA writable_schema = RESET")
    return "pages", f"row {file} missing from index file_by_stem"


ONCE: dict[str, Plant] = {
    "sequence": _sequence,
    "words-index": _words_index,
    "space-epoch": _epoch,
    "cache": _cache_torn,
    "note": _note,
    "index-lost": _lost_index,
    "ledger-sum": _ledger("ledger-sum", "usd", -4.0)[1],
}
"""There is one place for each."""


def plant_all(planter: Planter, *, times: int) -> list[tuple[str, Planted]]:
    """Every kind, those of MANY so many times; in random order."""
    kinds = [(name, plant) for name, plant in MANY.items() for _ in range(times)]
    planter.chance.shuffle(kinds)
    return [(name, plant(planter)) for name, plant in (*kinds, *ONCE.items())]
