"""Batches that a service answers within a day. Changes on the writer's thread; each function is one transaction.

A batch is written down before the service hears of it, so that a killed program can ask for it by name.
"""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from collections.abc import Sequence

from findling.catalogue import money
from findling.catalogue.columns import KINDS, now
from findling.catalogue.connection import Database
from findling.catalogue.contents import space_key
from findling.catalogue.estimates import TOKENS, token_values
from findling.catalogue.pending import space_id
from findling.catalogue.rows import KIND_CODES, Answer, BatchEntry, BatchId, BatchRow, Charge
from findling.core.model import ItemId, SpaceId, Tokens


def open_batch(
    db: Database, name: str, *, space: SpaceId, entries: Sequence[BatchEntry]
) -> BatchId:
    with db.transaction():
        job = db.insert(
            "INSERT INTO batch_job (space_id, name, opened_at) VALUES (?, ?, ?)",
            [space_key(db, space), name, now()],
        )
        db.run_many(
            f"INSERT INTO batch_entry (job_id, place, payload, item_id, kind, {TOKENS})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    job,
                    place,
                    entry.payload,
                    entry.item_id,
                    KIND_CODES[entry.kind],
                    *token_values(entry.tokens),
                )
                for place, entry in enumerate(entries)
            ],
        )
    return BatchId(job)


def join_batch(db: Database, batch: BatchId, riders: Sequence[tuple[bytes, ItemId]]) -> None:
    """Further contents that wait for a payload of the batch; it is not sent again for them."""
    with db.transaction():
        first = int(
            db.value("SELECT min(place) FROM batch_entry WHERE job_id = ?", [batch]) or 0
        )
        db.run_many(
            f"INSERT INTO batch_entry (job_id, place, payload, item_id, kind, {TOKENS})"
            f" SELECT job_id, ?, payload, ?, kind, {TOKENS} FROM batch_entry"
            " WHERE job_id = ? AND payload = ? AND place >= 0",
            [
                (min(first, 0) - number, item, batch, payload)
                for number, (payload, item) in enumerate(riders, 1)
            ],
        )


def name_batch(db: Database, batch: BatchId, service_name: str) -> None:
    with db.transaction():
        db.run("UPDATE batch_job SET service_name = ? WHERE id = ?", [service_name, batch])


def open_batches(db: Database, space: SpaceId) -> list[BatchRow]:
    """Oldest first."""
    rows = db.rows(
        "SELECT id, name, service_name FROM batch_job WHERE space_id = ? ORDER BY id",
        [space_id(db, space)],
    )
    return [
        BatchRow(
            id=BatchId(job), name=name, service_name=service_name, entries=_entries(db, job)
        )
        for job, name, service_name in rows
    ]


def _entries(db: Database, job: int) -> tuple[BatchEntry, ...]:
    rows = db.rows(
        f"SELECT payload, item_id, kind, {TOKENS} FROM batch_entry"
        " WHERE job_id = ? AND place >= 0 ORDER BY place",
        [job],
    )
    return tuple(
        BatchEntry(
            payload=payload,
            item_id=None if item is None else ItemId(item),
            kind=KINDS[kind],
            tokens=Tokens(text=text, image=image, audio=audio, video=video, document=document),
        )
        for payload, item, kind, text, image, audio, video, document in rows
    )


def close_batch(db: Database, batch: BatchId) -> None:
    """Its contents may be read on; closing one that is closed does nothing."""
    with db.transaction():
        _close(db, batch)


def collect_batch(
    db: Database,
    batch: BatchId,
    answers: Sequence[Answer],
    *,
    space: SpaceId,
    charges: Sequence[Charge],
) -> None:
    with db.transaction():
        money.put_answers(db, answers, space=space)
        for charge in charges:
            money.put_charge(db, charge)
        _lower_estimates(db, batch, {answer.payload for answer in answers})
        _close(db, batch)


def _lower_estimates(db: Database, batch: BatchId, answered: set[bytes]) -> None:
    """What was answered costs nothing when its contents are read on."""
    names = TOKENS.split(", ")
    left = ", ".join(f"{name} = max(0, {name} - ?)" for name in names)
    db.run_many(
        f"UPDATE estimate SET spans = max(0, spans - 1), {left} WHERE item_id = ?"
        " AND space_id = (SELECT space_id FROM batch_job WHERE id = ?)",
        [
            (*tokens, item, batch)
            for payload, item, *tokens in db.rows(
                f"SELECT payload, item_id, {TOKENS} FROM batch_entry WHERE job_id = ?", [batch]
            )
            if payload in answered and item is not None
        ],
    )


def _close(db: Database, batch: BatchId) -> None:
    db.run("DELETE FROM batch_job WHERE id = ?", [batch])


def awaited(db: Database, space: SpaceId, digests: Sequence[bytes]) -> set[bytes]:
    """Of these, what is in an open batch."""
    sql = (
        "SELECT b.payload FROM batch_entry b JOIN batch_job j ON j.id = b.job_id"
        " WHERE j.space_id = ? AND b.payload IN ({})"
    )
    return {row[0] for row in money.by_payload(db, sql, space, digests)}
