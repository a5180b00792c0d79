"""What could not be read, and how often that was tried. The writer's thread; each function is one transaction."""

from collections.abc import Sequence

from findling.catalogue.columns import FAILED, PENDING, now
from findling.catalogue.connection import Database
from findling.catalogue.contents import space_key
from findling.catalogue.rows import Failed
from findling.catalogue.texts import fit
from findling.core.model import Duty, ItemId


def fail(db: Database, failures: Sequence[Failed], *, duty: Duty) -> None:
    with db.transaction():
        key = space_key(db, duty.space)
        for each in failures:
            if each.item_id is None:
                _fail_file(db, each)
            else:
                _fail_item(db, each.item_id, each, key)


_FAILURE = (
    "INSERT INTO failure (item_id, space_id, file_id, plan, code, reason, hint, lasting,"
    " attempts, failed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO UPDATE SET"
    " attempts = CASE WHEN plan = excluded.plan THEN attempts + 1 ELSE 1 END,"
    " plan = excluded.plan, code = excluded.code, reason = excluded.reason,"
    " hint = excluded.hint, lasting = excluded.lasting, failed_at = excluded.failed_at"
)


def _fail_file(db: Database, failed: Failed) -> None:
    db.run(_FAILURE, [None, None, failed.file_id, "", *_words(failed)])


def _fail_item(db: Database, item: ItemId, failed: Failed, key: int) -> None:
    """What is ready under an earlier plan stays ready: something old is better than nothing."""
    wanted = db.value(
        "SELECT wanted FROM item_space WHERE item_id = ? AND space_id = ?", [item, key]
    )
    db.run(_FAILURE, [item, key, None, wanted or "", *_words(failed)])
    db.run(
        "UPDATE item_space SET state = ? WHERE item_id = ? AND space_id = ? AND state = ?",
        [FAILED, item, key, PENDING],
    )


def _words(failed: Failed) -> list[object]:
    failure = failed.failure
    return [fit(failure.code), fit(failure.reason), fit(failure.hint), failure.lasting, now()]


def retry_failures(db: Database) -> int:
    """Returns how many failures were set back."""
    with db.transaction():
        count = db.run("DELETE FROM failure")
        db.run("UPDATE item_space SET state = ? WHERE state = ?", [PENDING, FAILED])
    return count
