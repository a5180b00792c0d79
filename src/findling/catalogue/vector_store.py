"""Spans and their vectors on the way out. Any connection's thread; batches, so that no read is long."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from findling.catalogue.columns import as_json, as_vectors
from findling.catalogue.connection import Database
from findling.core.model import ItemId, SpaceId, Span, SpanId
from findling.core.vector_rows import VectorRows

_IN = "IN (SELECT value FROM json_each(?))"


def vectors_after(
    db: Database, space: SpaceId, sequence: int, *, batch: int
) -> Iterator[VectorRows]:
    """Everything newer than a sequence number, oldest first; each batch is a read of its own."""
    key = db.value("SELECT id FROM space WHERE name = ?", [space])
    while rows := db.rows(
        "SELECT id, item_id, kind, data FROM vector INDEXED BY vector_by_space"
        " WHERE id > ? AND space_id = ? ORDER BY id LIMIT ?",
        [sequence, key, batch],
    ):
        ids = np.array([row[0] for row in rows], np.int64)
        yield VectorRows(
            sequences=ids,
            span_ids=ids,
            item_ids=np.array([row[1] for row in rows], np.int64),
            kinds=np.array([row[2] for row in rows], np.uint8),
            vectors=as_vectors([row[3] for row in rows]),
        )
        sequence = rows[-1][0]


def epoch(db: Database, space: SpaceId) -> int:
    """Changes whenever vectors of the space were removed; 0 for a space nothing is known of."""
    return int(db.value("SELECT epoch FROM space WHERE name = ?", [space]) or 0)


def space_names(db: Database) -> list[SpaceId]:
    return [SpaceId(row[0]) for row in db.rows("SELECT name FROM space ORDER BY id")]


def has_vectors(db: Database, space: SpaceId) -> bool:
    return bool(
        db.value(
            "SELECT EXISTS (SELECT 1 FROM vector WHERE space_id ="
            " (SELECT id FROM space WHERE name = ?))",
            [space],
        )
    )


def spans(db: Database, ids: Iterable[int]) -> dict[SpanId, Span]:
    rows = db.rows(f'SELECT id, start, "end", page FROM span WHERE id {_IN}', [as_json(ids)])
    return {
        SpanId(number): Span(start=start, end=end, page=page)
        for number, start, end, page in rows
    }


def item_vectors(db: Database, item: ItemId, space: SpaceId) -> NDArray[np.float32]:
    """Shape (n, dimensions), in the order of the content's spans."""
    rows = db.rows(
        "SELECT v.data FROM span s JOIN vector v ON v.id = s.id"
        " WHERE s.item_id = ? AND s.space_id = (SELECT id FROM space WHERE name = ?)"
        " ORDER BY s.id",
        [item, space],
    )
    return as_vectors([row[0] for row in rows]).astype(np.float32)


def vectors(db: Database, ids: Sequence[int], space: SpaceId) -> NDArray[np.float32]:
    """Shape (len(ids), dimensions), in the order asked; zeros for spans that are gone."""
    rows = db.rows(
        f"SELECT id, data FROM vector WHERE id {_IN}"
        " AND space_id = (SELECT id FROM space WHERE name = ?)",
        [as_json(ids), space],
    )
    stored = as_vectors([row[1] for row in rows])
    place = {row[0]: index for index, row in enumerate(rows)}
    result = np.zeros((len(ids), stored.shape[1]), np.float32)
    for index, number in enumerate(map(int, ids)):
        if number in place:
            result[index] = stored[place[number]]
    return result
