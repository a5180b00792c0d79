"""Keeps the full-text tables in step with files and contents. The writer's thread, inside a transaction."""

from collections.abc import Collection, Iterable
from pathlib import Path

from findling.catalogue.connection import Database
from findling.catalogue.texts import fold, name_words, spread
from findling.core.model import Decoded, FileId, FolderId, ItemId

TAG_FLOOR = 0.25
"""Tags a provider is less sure of are not findable by their name."""
PAGE_LETTERS = 200_000
"""Words of one page beyond this many characters are not indexed: no page a person reads has more."""


def put_names(db: Database, files: Iterable[tuple[FileId, Path, Path]]) -> None:
    """(file, its path, its watched folder's path): the folder's own name and all below are words."""
    db.run_many(
        "INSERT INTO name_words (rowid, name, folder) VALUES (?, ?, ?)",
        [(file, name_words(path.name), folder_words(path, root)) for file, path, root in files],
    )


def folder_words(path: Path, root: Path) -> str:
    try:
        parts = (root.name, *path.parent.relative_to(root).parts)
    except ValueError:
        parts = path.parent.parts
    return " ".join(name_words(part) for part in parts)


def forget_names(db: Database, files: Iterable[FileId]) -> None:
    db.run_many("DELETE FROM name_words WHERE rowid = ?", [(file,) for file in files])


def forget_names_of_folder(db: Database, folder_id: FolderId) -> None:
    db.run(
        "DELETE FROM name_words WHERE rowid IN (SELECT id FROM file WHERE folder_id = ?)",
        [folder_id],
    )


def put_texts(
    db: Database, item_id: ItemId, decoded: Decoded, *, keep_pages: bool = False
) -> None:
    """Replaces all words of one content; its tags are those of all spaces, and are there already.

    `keep_pages`: words of pages that `decoded` does not speak of stay.
    """
    pages = [
        (span.span.page, span.text)
        for span in decoded.spans
        if span.span.page is not None and span.text and not span.text.isspace()
    ]
    forget_texts(db, item_id, pages={page for page, _ in pages} if keep_pages else None)
    facts = decoded.facts
    title = title_words([facts.title, facts.artist, facts.album, facts.author])
    sure = "\n".join(sure_tags(db, item_id))
    whole = _new_words(decoded, title)
    if title or sure or whole:
        _put(db, item_id, page=None, words=(title, sure, whole))
    for page, text in pages:
        _put(db, item_id, page=page, words=("", "", text))


def forget_texts(
    db: Database, item_id: ItemId, *, pages: Collection[int] | None = None
) -> None:
    """All words of a content; with `pages`, those of these pages and of the content as a whole."""
    rows = db.rows("SELECT id, page FROM item_text WHERE item_id = ?", [item_id])
    gone = [(row,) for row, page in rows if pages is None or page is None or page in pages]
    db.run_many("DELETE FROM text_words WHERE rowid = ?", gone)
    db.run_many("DELETE FROM item_text WHERE id = ?", gone)


def title_words(titles: Iterable[str | None]) -> str:
    """Title, artist, album and author as they are found."""
    return "\n".join(text for text in titles if text)


def sure_tags(db: Database, item_id: ItemId) -> list[str]:
    """The surest first."""
    rows = db.rows(
        "SELECT name FROM tag WHERE item_id = ? AND confidence >= ?"
        " GROUP BY name ORDER BY max(confidence) DESC, name",
        [item_id, TAG_FLOOR],
    )
    return [row[0] for row in rows]


def _put(
    db: Database, item_id: ItemId, *, page: int | None, words: tuple[str, str, str]
) -> None:
    row = db.insert("INSERT INTO item_text (item_id, page) VALUES (?, ?)", [item_id, page])
    db.run(
        "INSERT INTO text_words (rowid, title, tag, text) VALUES (?, ?, ?, ?)",
        [row, *(spread(text[:PAGE_LETTERS]) for text in words)],
    )


def _new_words(decoded: Decoded, title: str) -> str:
    """The texts of windows, each once, without what the title says already."""
    texts = dict.fromkeys(s.text for s in decoded.spans if s.span.page is None and s.text)
    known = set(fold(title).split())
    return "\n".join(text for text in texts if not known.issuperset(fold(text).split()))
