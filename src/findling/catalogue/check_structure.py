"""Checks of the database file itself: its pages, its indexes, its tables of words, its relations as a whole."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

import sqlite3

from findling.catalogue.checking import Check, Places, Widths, new_epochs, rule
from findling.catalogue.connection import Database
from findling.catalogue.schema import MIGRATIONS
from findling.core.errors import FindlingError

MOST_TOLD = 1000
WORDS = ("name_words", "text_words")
_COUNTED = ("watched_folder", "item", "file", "span", "item_text", "batch_job")
"""Tables whose ids are never given out again."""


def _fresh() -> dict[str, str]:
    """Name and definition of everything a new catalogue has."""
    plain = sqlite3.connect(":memory:")
    try:
        for statement in (step for migration in MIGRATIONS for step in migration):
            plain.execute(statement)
        return dict(plain.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"))
    finally:
        plain.close()


def _lost_indexes(db: Database, _: Widths) -> Places:
    there: dict[str, str] = dict(
        db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    )
    return [
        (name,)
        for name, sql in _fresh().items()
        if sql.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX")) and there.get(name) != sql
    ]


def _make_indexes(db: Database, places: Places) -> None:
    fresh = _fresh()
    for (name,) in places:
        db.run(f"DROP INDEX IF EXISTS {name}")
        db.run(fresh[name])


def _foreign_objects(db: Database, _: Widths) -> Places:
    """Triggers and views are none of ours, and would change what is written."""
    return db.rows("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')")


def _drop_objects(db: Database, places: Places) -> None:
    for kind, name in places:
        quoted = str(name).replace('"', '""')
        db.run(f'DROP {kind} IF EXISTS "{quoted}"')


def _pages(db: Database, _: Widths) -> Places:
    rows = db.rows(f"PRAGMA integrity_check({MOST_TOLD})")
    return [row for row in rows if row[0] != "ok" and not _is_of_words(row[0])]


def _is_of_words(said: str) -> bool:
    return any(table in said for table in WORDS)


def _reindex(db: Database, _: Places) -> None:
    db.run("REINDEX")


def _words(db: Database, _: Widths) -> Places:
    """Tables of words whose index does not fit their rows; a read-only connection asks in another way."""
    told = db.rows(f"PRAGMA integrity_check({MOST_TOLD})")
    bad = {table for table in WORDS if any(table in row[0] for row in told)}
    for table in WORDS:
        try:
            db.run(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        except FindlingError as error:
            if error.code == "library-damaged":
                bad.add(table)
            elif error.code != "library-unwritable":
                raise
    return [(table,) for table in sorted(bad)]


def _rebuild_words(db: Database, places: Places) -> None:
    for (table,) in places:
        db.run(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")


def _sequences(db: Database, _: Widths) -> Places:
    """(table, highest id): what was given out last is said to be less than that."""
    found = []
    for table in _COUNTED:
        highest = db.value(f"SELECT max(id) FROM {table}")
        told = db.value("SELECT seq FROM sqlite_sequence WHERE name = ?", [table])
        if highest is not None and (not isinstance(told, int) or told < highest):
            found.append((table, highest))
    return found


def _set_sequences(db: Database, places: Places) -> None:
    """Numbers may have been given out twice meanwhile: no index made before is trusted."""
    for table, highest in places:
        db.run("DELETE FROM sqlite_sequence WHERE name = ?", [table])
        db.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, highest])
    if any(table == "span" for table, _ in places):
        new_epochs(db, [row[0] for row in db.rows("SELECT id FROM space")])


def _relations(db: Database, _: Widths) -> Places:
    return [
        (child, "?" if row is None else row, parent)
        for child, row, parent, _ in db.rows("PRAGMA foreign_key_check")
    ]


CHECKS = (
    Check(
        code="foreign-object",
        of="",
        what="The catalogue has triggers or views that are not Findling's.",
        mend="They are taken out.",
        find=_foreign_objects,
        repair=_drop_objects,
    ),
    Check(
        code="index-lost",
        of="index",
        what="Indexes of the catalogue are missing or are not Findling's.",
        mend="They are made anew.",
        find=_lost_indexes,
        repair=_make_indexes,
    ),
    Check(
        code="pages",
        of="",
        what="The catalogue's rows and indexes do not fit together.",
        mend="Its indexes are made anew.",
        find=_pages,
        repair=_reindex,
    ),
    Check(
        code="words-index",
        of="table",
        what="The index of words does not fit the words.",
        mend="It is made anew.",
        find=_words,
        repair=_rebuild_words,
    ),
    Check(
        code="sequence",
        of="table",
        what="Numbers that were given out could be given out again.",
        mend="Counting goes on behind the highest; the search index is made anew.",
        find=_sequences,
        repair=_set_sequences,
    ),
    rule(
        "space-epoch",
        "space",
        "A way of understanding has no mark of its age.",
        "It gets a new one; its search index is made anew.",
        "SELECT id FROM space WHERE typeof(epoch) <> 'integer' OR epoch < 1",
        lambda db, places: new_epochs(db, [place[0] for place in places]),
    ),
)
LAST = (
    Check(
        code="relation",
        of="row",
        what="Rows speak of rows that are not there.",
        mend="",
        find=_relations,
        repair=None,
    ),
)
