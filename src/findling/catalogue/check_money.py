"""Checks of what is paid for and of what it is paid in: spaces, answers, estimates, batches, the ledger."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

import math
import secrets

from findling.catalogue.checking import IN, Check, Places, Widths, first, new_epochs, rule
from findling.catalogue.columns import KINDS
from findling.catalogue.connection import Database
from findling.catalogue.estimates import TOKENS

_KINDS = ", ".join(str(code) for code in range(len(KINDS)))
_NO_ITEM = "item_id NOT IN (SELECT id FROM item)"
_NO_SPACE = "space_id NOT IN (SELECT id FROM space)"
_NEGATIVE = " OR ".join(
    f"typeof({name}) <> 'integer' OR {name} < 0" for name in ("spans", *TOKENS.split(", "))
)
_PAID = ("answer", "batch_job")
_TABLES = ("item_space", "span", "vector", "tag", "failure", "estimate", *_PAID)
NUMBERS = ("purged", "agreed")
"""Keys of the meta table whose values are numbers."""

_SPACES = " UNION ".join(
    f"SELECT space_id FROM {table} WHERE space_id NOT NULL AND {_NO_SPACE}" for table in _TABLES
)


def _settle_spaces(db: Database, places: Places) -> None:
    """Where something is paid for, the space lives on under a name of its own; else its rows go."""
    for (space,) in places:
        paid = db.value(
            "SELECT EXISTS (SELECT 1 FROM answer WHERE space_id = :s) OR EXISTS"
            " (SELECT 1 FROM batch_job WHERE space_id = :s) OR EXISTS"
            " (SELECT 1 FROM vector WHERE space_id = :s AND payload NOT NULL)",
            {"s": space},
        )
        if paid:
            db.run(
                "INSERT INTO space (id, name, epoch) VALUES (?, ?, ?)",
                [space, f"lost-{space}-{secrets.token_hex(3)}", secrets.randbits(40) + 1],
            )
            continue
        for table in ("vector", "span", "item_space", "tag", "failure", "estimate"):
            db.run(f"DELETE FROM {table} WHERE space_id = ?", [space])


def _bad_answers(db: Database, widths: Widths) -> Places:
    return [
        (space, payload)
        for space, payload, data in db.each("SELECT space_id, payload, data FROM answer")
        if not is_vector(data, width=widths.of_key.get(space)) or not isinstance(payload, bytes)
    ]


def is_vector(data: object, *, width: int | None) -> bool:
    """Whether it is so many finite float16; any width where none is known."""
    import numpy as np

    if not isinstance(data, bytes) or not data or len(data) % 2:
        return False
    if width is not None and len(data) != 2 * width:
        return False
    return bool(((np.frombuffer(data, "<u2") & 0x7C00) != 0x7C00).all())


def _bad_numbers(db: Database, _: Widths) -> Places:
    return [
        (key,)
        for key, value in db.rows("SELECT key, value FROM meta")
        if key.startswith(NUMBERS) and not _is_number(value)
    ]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except (TypeError, ValueError):
        return False


def _name_spaces(db: Database, places: Places) -> None:
    for (space,) in places:
        db.run(
            "UPDATE space SET name = ? WHERE id = ?",
            [f"lost-{space}-{secrets.token_hex(3)}", space],
        )
    new_epochs(db, [place[0] for place in places])


def _look_again(db: Database, places: Places) -> None:
    db.run_many(
        "UPDATE item_space SET looked = '' WHERE item_id = ? AND space_id = ?",
        [place[:2] for place in places],
    )
    db.run_many(
        "DELETE FROM estimate WHERE item_id = ? AND space_id = ?",
        [place[:2] for place in places],
    )


CHECKS = (
    rule(
        "space-lost",
        "space",
        "Rows belong to a way of understanding that is not known.",
        "What was paid for is kept under a name of its own; the rest is made anew.",
        _SPACES,
        _settle_spaces,
    ),
    rule(
        "space-name",
        "space",
        "A way of understanding has no name.",
        "It gets one of its own.",
        "SELECT id FROM space WHERE typeof(name) <> 'text' OR name = ''",
        _name_spaces,
    ),
    Check(
        code="answer",
        of="answer",
        what="Answers that were paid for cannot be read.",
        mend="They are dropped, and asked for again when you agree to it.",
        find=_bad_answers,
        repair=lambda db, places: db.run_many(
            "DELETE FROM answer WHERE space_id = ? AND payload = ?", places
        ),
    ),
    rule(
        "answer-time",
        "answer",
        "It is not known when answers were given.",
        "They count as given today.",
        "SELECT space_id, payload FROM answer WHERE typeof(answered_at) <> 'integer'"
        " OR answered_at < 0 OR answered_at > unixepoch() + 86400",
        "UPDATE answer SET answered_at = unixepoch() WHERE space_id = ? AND payload = ?",
    ),
    rule(
        "estimate-owner",
        "estimate",
        "Estimates are of contents that are not there.",
        "They are dropped.",
        f"SELECT item_id, space_id FROM estimate WHERE {_NO_ITEM}",
        "DELETE FROM estimate WHERE item_id = ? AND space_id = ?",
    ),
    rule(
        "estimate-numbers",
        "estimate",
        "Estimates count less than nothing.",
        "The contents are looked at again.",
        f"SELECT item_id, space_id FROM estimate WHERE {_NEGATIVE}",
        _look_again,
    ),
    rule(
        "estimate-lost",
        "content",
        "Contents were looked at, and what sending them counts is not known.",
        "They are looked at again.",
        "SELECT s.item_id, s.space_id FROM item_space s LEFT JOIN estimate e"
        " ON e.item_id = s.item_id AND e.space_id = s.space_id"
        " WHERE s.looked <> '' AND e.item_id IS NULL",
        _look_again,
    ),
    rule(
        "batch-entry-job",
        "batch entry",
        "Parts of a batch belong to no batch.",
        "They are dropped.",
        "SELECT job_id, place FROM batch_entry WHERE job_id NOT IN (SELECT id FROM batch_job)",
        "DELETE FROM batch_entry WHERE job_id = ? AND place = ?",
    ),
    rule(
        "batch-entry-item",
        "batch entry",
        "Parts of a batch are of contents that are not there.",
        "Their answers are kept for whoever needs them.",
        f"SELECT job_id, place FROM batch_entry WHERE item_id NOT NULL AND {_NO_ITEM}",
        "UPDATE batch_entry SET item_id = NULL WHERE job_id = ? AND place = ?",
    ),
    rule(
        "batch-entry-kind",
        "batch entry",
        "Parts of a batch are of no known kind.",
        "They count as photos in the ledger.",
        f"SELECT job_id, place FROM batch_entry WHERE kind NOT IN ({_KINDS})",
        "UPDATE batch_entry SET kind = 0 WHERE job_id = ? AND place = ?",
    ),
    rule(
        "batch-empty",
        "batch",
        "A batch is waited for that has nothing in it.",
        "It is closed.",
        "SELECT id FROM batch_job WHERE NOT EXISTS"
        " (SELECT 1 FROM batch_entry WHERE job_id = batch_job.id AND place >= 0)",
        lambda db, places: db.run(f"DELETE FROM batch_job WHERE id {IN}", [first(places)]),
    ),
    rule(
        "ledger-kind",
        "ledger",
        "Lines of the ledger are of no known kind.",
        "They count as questions; the sums stay.",
        f"SELECT id FROM cost_ledger WHERE kind NOT NULL AND kind NOT IN ({_KINDS})",
        "UPDATE cost_ledger SET kind = NULL WHERE id = ?",
    ),
    rule(
        "ledger-sum",
        "ledger",
        "Lines of the ledger have no sum that can be.",
        "",
        "SELECT id FROM cost_ledger WHERE typeof(usd) NOT IN ('real', 'integer') OR usd < 0"
        " OR usd > 1e6 OR typeof(tokens) <> 'integer' OR tokens < 0"
        " OR typeof(spent_at) <> 'integer'",
    ),
    Check(
        code="note",
        of="note",
        what="A note of the program's own cannot be read.",
        mend="It is forgotten.",
        find=_bad_numbers,
        repair=lambda db, places: db.run_many("DELETE FROM meta WHERE key = ?", places),
    ),
)
