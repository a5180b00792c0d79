"""Checks of spans and of their vectors, row by row."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from findling.catalogue.check_money import is_vector
from findling.catalogue.checking import (
    IN,
    Check,
    Places,
    Widths,
    drop_spans,
    first,
    keep_paid,
    new_epochs,
    rule,
)
from findling.catalogue.connection import Database

_SLACK = 1.0
"""Seconds by which a last window may go beyond a length that is told rounded."""


def _bad_vectors(db: Database, widths: Widths) -> Places:
    """Only what a width or a look at the bytes tells; which content it is of is told elsewhere."""
    return [
        (span,)
        for span, space, data in db.each("SELECT id, space_id, data FROM vector")
        if not is_vector(data, width=widths.of_key.get(space))
    ]


def _drop_unreadable(db: Database, places: Places) -> None:
    """They answer nothing: neither here nor for another content."""
    db.run(f"UPDATE vector SET payload = NULL WHERE id {IN}", [first(places)])
    _drop(db, places)


def _drop(db: Database, places: Places) -> None:
    drop_spans(db, [place[0] for place in places])


def _align(db: Database, places: Places) -> None:
    """Its span says whose it is; which numbers it has does not change."""
    spans = first(places)
    spaces = db.rows(
        f"SELECT space_id FROM vector WHERE id {IN} UNION SELECT space_id FROM span WHERE id {IN}",
        [spans, spans],
    )
    db.run(
        "UPDATE vector SET (item_id, space_id) ="
        f" (SELECT item_id, space_id FROM span WHERE span.id = vector.id) WHERE id {IN}",
        [spans],
    )
    new_epochs(db, [row[0] for row in spaces])


def _align_kind(db: Database, places: Places) -> None:
    spans = first(places)
    db.run(
        "UPDATE vector SET kind = (SELECT kind FROM item WHERE item.id = vector.item_id)"
        f" WHERE id {IN}",
        [spans],
    )
    new_epochs(
        db,
        [r[0] for r in db.rows(f"SELECT DISTINCT space_id FROM vector WHERE id {IN}", [spans])],
    )


def _drop_spanless(db: Database, places: Places) -> None:
    spans = first(places)
    keep_paid(db, f"id {IN}", spans)
    _drop(db, places)


CHECKS = (
    rule(
        "span-owner",
        "span",
        "Parts are of contents that are not there.",
        "They are dropped; what was paid for is kept.",
        "SELECT id FROM span WHERE item_id NOT IN (SELECT id FROM item)",
        _drop,
    ),
    rule(
        "span-range",
        "span",
        "Parts lie outside their content.",
        "They are dropped, and the contents read again.",
        "SELECT s.id FROM span s JOIN item i ON i.id = s.item_id WHERE s.id < 1"
        ' OR (s.start IS NULL) <> (s."end" IS NULL)'
        " OR (s.start NOT NULL AND (typeof(s.start) <> 'real' OR typeof(s.\"end\") <> 'real'"
        f' OR s.start < 0 OR s."end" < s.start OR s."end" > i.seconds + {_SLACK}))'
        " OR (s.page NOT NULL AND (typeof(s.page) <> 'integer' OR s.page < 1 OR s.page > i.pages"
        " OR s.start NOT NULL))",
        _drop,
    ),
    rule(
        "span-twice",
        "span",
        "Parts of contents are there twice.",
        "One of each stays.",
        "SELECT s.id FROM span s JOIN span t ON t.item_id = s.item_id"
        " AND t.space_id = s.space_id AND t.id < s.id"
        ' AND t.start IS s.start AND t."end" IS s."end" AND t.page IS s.page GROUP BY s.id',
        _drop,
    ),
    rule(
        "vector-span",
        "vector",
        "Vectors are of no part of a content.",
        "They are dropped; what was paid for is kept.",
        "SELECT id FROM vector WHERE id NOT IN (SELECT id FROM span)",
        _drop_spanless,
    ),
    rule(
        "vector-owner",
        "vector",
        "Vectors say another content than the part that they are of.",
        "They are of their part's content; the search index is made anew.",
        "SELECT v.id FROM vector v JOIN span s ON s.id = v.id"
        " WHERE v.item_id IS NOT s.item_id OR v.space_id IS NOT s.space_id",
        _align,
    ),
    rule(
        "vector-kind",
        "vector",
        "Vectors say another kind than their content.",
        "They are of their content's kind; the search index is made anew.",
        "SELECT v.id FROM vector v JOIN item i ON i.id = v.item_id WHERE v.kind IS NOT i.kind",
        _align_kind,
    ),
    Check(
        code="vector-data",
        of="vector",
        what="Vectors cannot be read.",
        mend="They are dropped, and the contents read again.",
        find=_bad_vectors,
        repair=_drop_unreadable,
    ),
    rule(
        "vector-payload",
        "vector",
        "It cannot be read what vectors were paid for.",
        "They stay, and answer for no other content.",
        "SELECT id FROM vector WHERE payload NOT NULL"
        " AND (typeof(payload) <> 'blob' OR length(payload) = 0)",
        "UPDATE vector SET payload = NULL WHERE id = ?",
    ),
)
