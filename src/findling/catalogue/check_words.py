"""Checks of the words by which names, titles, tags and texts are found."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from findling.catalogue.checking import IN, Check, Places, Widths, first, read_again, rule
from findling.catalogue.columns import as_path
from findling.catalogue.connection import Database
from findling.catalogue.text_index import folder_words, put_names, sure_tags, title_words
from findling.catalogue.texts import name_words, spread
from findling.core.model import FileId, ItemId


def _stale_names(db: Database, _: Widths) -> Places:
    """Files whose words are missing or are not those of their name."""
    rows = db.each(
        "SELECT f.id, f.path, w.path, n.name, n.folder FROM file f"
        " JOIN watched_folder w ON w.id = f.folder_id LEFT JOIN name_words n ON n.rowid = f.id"
        " WHERE f.kind NOT NULL AND typeof(f.path) = 'blob'"
    )
    return [
        (file,)
        for file, path, root, name, folder in rows
        if name != name_words(as_path(path).name)
        or folder != folder_words(as_path(path), as_path(root))
    ]


def _put_names(db: Database, places: Places) -> None:
    db.run(f"DELETE FROM name_words WHERE rowid {IN}", [first(places)])
    rows = db.rows(
        "SELECT f.id, f.path, w.path FROM file f JOIN watched_folder w ON w.id = f.folder_id"
        f" WHERE f.id {IN}",
        [first(places)],
    )
    put_names(db, [(FileId(file), as_path(path), as_path(root)) for file, path, root in rows])


def _stale_titles(db: Database, _: Widths) -> Places:
    """Contents whose title or tags are not those that are found."""
    rows = db.rows(
        "SELECT i.id, i.title, i.artist, i.album, i.author, t.id, w.title, w.tag FROM item i"
        " LEFT JOIN item_text t ON t.item_id = i.id AND t.page IS NULL"
        " LEFT JOIN text_words w ON w.rowid = t.id WHERE i.described = 1"
    )
    return [
        (item,)
        for item, *titles, row, title, tag in rows
        if (row is None or title is not None)  # a row without its words is told elsewhere
        and (title or "", tag or "") != _expected(db, item, titles)
    ]


def _expected(db: Database, item: int, titles: list[str | None]) -> tuple[str, str]:
    return spread(title_words(titles)), spread("\n".join(sure_tags(db, ItemId(item))))


def _put_titles(db: Database, places: Places) -> None:
    for (item,) in places:
        titles = db.row("SELECT title, artist, album, author FROM item WHERE id = ?", [item])
        title, tag = _expected(db, item, list(titles or ()))
        row = db.value(
            "SELECT id FROM item_text WHERE item_id = ? AND page IS NULL ORDER BY id", [item]
        )
        if row is None:
            row = db.insert("INSERT INTO item_text (item_id) VALUES (?)", [item])
            db.run(
                "INSERT INTO text_words (rowid, title, tag, text) VALUES (?, ?, ?, '')",
                [row, title, tag],
            )
        else:
            db.run(
                "UPDATE text_words SET title = ?, tag = ? WHERE rowid = ?", [title, tag, row]
            )


def _drop_texts(db: Database, places: Places) -> None:
    rows = first(places)
    items = [r[0] for r in db.rows(f"SELECT item_id FROM item_text WHERE id {IN}", [rows])]
    db.run(f"DELETE FROM text_words WHERE rowid {IN}", [rows])
    db.run(f"DELETE FROM item_text WHERE id {IN}", [rows])
    read_again(db, items)


CHECKS = (
    rule(
        "name-stray",
        "name",
        "Names are found of files that are not there, or are no media.",
        "They are taken out.",
        "SELECT rowid FROM name_words WHERE rowid NOT IN"
        " (SELECT id FROM file WHERE kind NOT NULL)",
        "DELETE FROM name_words WHERE rowid = ?",
    ),
    Check(
        code="name-words",
        of="file",
        what="Files are not found by their name.",
        mend="Their names are put in again.",
        find=_stale_names,
        repair=_put_names,
    ),
    rule(
        "text-owner",
        "text",
        "Texts are of contents that are not there.",
        "They are dropped.",
        "SELECT id FROM item_text WHERE item_id NOT IN (SELECT id FROM item)",
        _drop_texts,
    ),
    rule(
        "text-page",
        "text",
        "Texts are of pages that are not there, or are there twice.",
        "They are dropped, and the contents read again.",
        "SELECT t.id FROM item_text t JOIN item i ON i.id = t.item_id"
        " WHERE (t.page NOT NULL AND (typeof(t.page) <> 'integer' OR t.page < 1"
        " OR t.page > i.pages)) OR EXISTS (SELECT 1 FROM item_text o"
        " WHERE o.item_id = t.item_id AND o.page IS t.page AND o.id < t.id)",
        _drop_texts,
    ),
    rule(
        "text-lost",
        "text",
        "Texts have lost their words.",
        "The contents are read again.",
        "SELECT id FROM item_text WHERE id NOT IN (SELECT rowid FROM text_words)",
        _drop_texts,
    ),
    rule(
        "text-stray",
        "text",
        "Words are found that are of no content.",
        "They are taken out.",
        "SELECT rowid FROM text_words WHERE rowid NOT IN (SELECT id FROM item_text)",
        "DELETE FROM text_words WHERE rowid = ?",
    ),
    Check(
        code="title-words",
        of="content",
        what="Contents are not found by their title or tags.",
        mend="Both are put in again.",
        find=_stale_titles,
        repair=_put_titles,
    ),
)
