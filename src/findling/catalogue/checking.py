"""What a check of the catalogue is made of, and the steps that several mends share. The connection's thread."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from findling.catalogue.columns import PENDING, as_json, now
from findling.catalogue.connection import Database, Row
from findling.core.model import SpaceId

Places = Sequence[Row]
"""Where it was found: the keys of rows, each a tuple."""
IN = "IN (SELECT value FROM json_each(?))"


class Widths:
    """How many numbers a vector of a space has: as the program knows it, else as most of them have."""

    def __init__(self, db: Database, known: Mapping[SpaceId, int]) -> None:
        self.of_key: dict[int, int] = {}
        for key, name in db.rows("SELECT id, name FROM space"):
            width = known.get(name) or _usual_width(db, key)
            if width:
                self.of_key[key] = width


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """`of`: what a place is called. No `repair`: it is told, and left as it is."""

    code: str
    of: str
    what: str
    mend: str
    find: Callable[[Database, Widths], Places]
    repair: Callable[[Database, Places], object] | None


def rule(
    code: str,
    of: str,
    what: str,
    mend: str,
    find: str,
    repair: str | Callable[[Database, Places], object] | None = None,
) -> Check:
    """A check in SQL. `find` selects keys; `repair` in SQL is run for each of them."""
    return Check(
        code=code,
        of=of,
        what=what,
        mend=mend,
        find=lambda db, _: db.rows(find),
        repair=_each(repair) if isinstance(repair, str) else repair,
    )


def _each(sql: str) -> Callable[[Database, Places], object]:
    wanted = sql.count("?")
    return lambda db, places: db.run_many(sql, [place[:wanted] for place in places])


def first(places: Places) -> str:
    """The first column of all places, to be bound once."""
    return as_json({int(place[0]) for place in places})


def read_again(db: Database, items: Iterable[int]) -> None:
    """Their contents count as not read yet. What they have stays findable until it is replaced."""
    db.run(
        f"UPDATE item_space SET state = {PENDING}, plan = '' WHERE item_id {IN}",
        [as_json(set(items))],
    )


def read_again_in(db: Database, pairs: Iterable[Sequence[int]]) -> None:
    """The same for (item, space)."""
    db.run_many(
        f"UPDATE item_space SET state = {PENDING}, plan = '' WHERE item_id = ? AND space_id = ?",
        [tuple(pair[:2]) for pair in pairs],
    )


def drop_spans(db: Database, spans: Iterable[int]) -> None:
    """With their vectors; those that were paid for are kept as answers. Their contents are read again."""
    ids = as_json(set(spans))
    owners = db.rows(
        f"SELECT item_id, space_id FROM span WHERE id {IN}"
        f" UNION SELECT item_id, space_id FROM vector WHERE id {IN}",
        [ids, ids],
    )
    keep_paid(db, f"id {IN}", ids)
    db.run(f"DELETE FROM vector WHERE id {IN}", [ids])
    db.run(f"DELETE FROM span WHERE id {IN}", [ids])
    read_again_in(db, owners)
    new_epochs(db, {space for _, space in owners})


def keep_paid(db: Database, which: str, value: object) -> None:
    """What is paid for in these vectors, as answers: whoever asks for the same gets them for nothing."""
    db.run(
        "INSERT INTO answer (space_id, payload, answered_at, data)"
        " SELECT space_id, payload, ?, data FROM vector"
        f" WHERE payload IS NOT NULL AND space_id IN (SELECT id FROM space) AND {which}"
        " ON CONFLICT DO NOTHING",
        [now(), value],
    )


def drop_items(db: Database, items: Iterable[int]) -> None:
    """Everything about contents that cannot be kept. Their files are read as if they were new."""
    ids = as_json(set(items))
    keep_paid(db, f"item_id {IN}", ids)
    db.run(f"UPDATE file SET item_id = NULL WHERE item_id {IN}", [ids])
    spaces = db.rows(f"SELECT DISTINCT space_id FROM vector WHERE item_id {IN}", [ids])
    db.run(f"DELETE FROM vector WHERE item_id {IN}", [ids])
    db.run(
        f"DELETE FROM text_words WHERE rowid IN (SELECT id FROM item_text WHERE item_id {IN})",
        [ids],
    )
    db.run(f"DELETE FROM item WHERE id {IN}", [ids])
    new_epochs(db, {row[0] for row in spaces})


def drop_files(db: Database, files: Iterable[int]) -> None:
    """The next look at the folders finds again what is there. What was paid for is kept as answers."""
    ids = as_json(set(files))
    lonely = db.rows(
        f"SELECT item_id FROM file WHERE id {IN} AND item_id NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM file g WHERE g.item_id = file.item_id AND g.id NOT {IN})",
        [ids, ids],
    )
    keep_paid(db, f"item_id {IN}", as_json(row[0] for row in lonely))
    db.run(f"DELETE FROM name_words WHERE rowid {IN}", [ids])
    db.run(f"DELETE FROM failure WHERE file_id {IN}", [ids])
    db.run(f"DELETE FROM file WHERE id {IN}", [ids])


def new_epochs(db: Database, spaces: Iterable[int]) -> None:
    """No index made before fits any more."""
    db.run_many(
        "UPDATE space SET epoch = ? WHERE id = ?",
        [(secrets.randbits(40) + 1, space) for space in spaces],
    )


def _usual_width(db: Database, key: int) -> int:
    counts: Counter[int] = Counter()
    for table in ("vector", "answer"):
        counts.update(
            dict(
                db.rows(
                    f"SELECT length(data) / 2, count(*) FROM {table} WHERE space_id = ?"
                    " AND typeof(data) = 'blob' AND length(data) % 2 = 0 GROUP BY 1",
                    [key],
                )
            )
        )
    return max(counts, key=counts.__getitem__, default=0)
