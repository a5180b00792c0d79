"""What was paid for: answers of a service until their contents are whole, and the ledger.

Changes on the writer's thread. An answer and its price are written in one transaction, so that neither is
ever there without the other.
"""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Iterator, Sequence
from datetime import datetime

from findling.catalogue.columns import KINDS, as_float16, as_vector, now
from findling.catalogue.connection import Database, Row
from findling.catalogue.contents import space_key
from findling.catalogue.pending import space_id
from findling.catalogue.rows import KIND_CODES, Answer, Charge
from findling.catalogue.texts import fit
from findling.core.model import SpaceId, Vector
from findling.core.report import Spending

_AT_ONCE = 500
"""Digests in one question; SQLite binds 32 766 values at most."""


def answered(db: Database, space: SpaceId, digests: Sequence[bytes]) -> dict[bytes, Vector]:
    """Of these, what is known: among answers that wait, and among vectors of any content."""
    found: dict[bytes, Vector] = {}
    for table in ("answer", "vector"):
        rows = by_payload(
            db,
            f"SELECT payload, data FROM {table} WHERE space_id = ? AND payload IN ({{}})",
            space,
            [digest for digest in digests if digest not in found],
        )
        found |= {payload: as_vector(data) for payload, data in rows}
    return found


def by_payload(
    db: Database, sql: str, space: SpaceId, digests: Sequence[bytes]
) -> Iterator[Row]:
    """Rows of `sql`, which binds the space first and has `{}` for the list of digests."""
    key = space_id(db, space)
    for start in range(0, len(digests), _AT_ONCE):
        some = digests[start : start + _AT_ONCE]
        yield from db.each(sql.format(", ".join("?" * len(some))), [key, *some])


def keep_answers(
    db: Database, answers: Sequence[Answer], *, space: SpaceId, charges: Sequence[Charge]
) -> None:
    with db.transaction():
        put_answers(db, answers, space=space)
        for charge in charges:
            put_charge(db, charge)


def add_charge(db: Database, charge: Charge) -> None:
    """For questions, whose vectors are not kept."""
    with db.transaction():
        put_charge(db, charge)


def put_answers(db: Database, answers: Sequence[Answer], *, space: SpaceId) -> None:
    """Inside a transaction. What is known already stays as it is."""
    key, moment = space_key(db, space), now()
    db.run_many(
        "INSERT INTO answer (space_id, payload, answered_at, data) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(key, each.payload, moment, as_float16(each.vector)) for each in answers],
    )


def put_charge(db: Database, charge: Charge) -> None:
    """Inside a transaction."""
    db.run(
        "INSERT INTO cost_ledger (spent_at, provider, kind, spans, tokens, usd, batch, model)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            now(),
            fit(charge.provider),
            None if charge.kind is None else KIND_CODES[charge.kind],
            charge.spans,
            charge.tokens.total,
            charge.usd,
            charge.batch,
            fit(charge.model),
        ],
    )


def drop_old_answers(db: Database, before: datetime) -> int:
    """Returns how many. Their contents were never finished, or had failed for another reason."""
    with db.transaction():
        return db.run("DELETE FROM answer WHERE answered_at < ?", [int(before.timestamp())])


def cost_usd(db: Database) -> float:
    return float(db.value("SELECT coalesce(sum(usd), 0) FROM cost_ledger"))


def spending(db: Database, moment: datetime | None) -> Spending:
    """`moment`: the time that is now (aware, or on the local clock); the month is the one it lies in."""
    today = (moment or datetime.now()).astimezone()
    first = int(datetime(today.year, today.month, 1).timestamp())
    rows = db.rows(
        "SELECT kind, sum(usd), sum(spans), sum(tokens),"
        " sum(CASE WHEN spent_at >= ? THEN usd ELSE 0 END) FROM cost_ledger GROUP BY kind",
        [first],
    )
    return Spending(
        usd=sum(row[1] for row in rows),
        month_usd=float(sum(row[4] for row in rows)),
        spans=sum(row[2] for row in rows),
        tokens=sum(row[3] for row in rows),
        kinds={None if row[0] is None else KINDS[row[0]]: row[1] for row in rows},
    )
