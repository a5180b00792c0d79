"""Contents that were only looked at: they are shown and found by their words, and sending them has a price.

The writer's thread. In their space they stay pending; what they have in another is left as it is.
"""

from collections.abc import Sequence

from findling.catalogue import text_index
from findling.catalogue.columns import FAILED, PENDING
from findling.catalogue.connection import Database
from findling.catalogue.contents import describe, space_key
from findling.catalogue.estimates import put_estimate
from findling.catalogue.rows import Looked
from findling.core.model import Duty


def keep_looks(db: Database, looks: Sequence[Looked], *, duty: Duty) -> None:
    with db.transaction():
        key = space_key(db, duty.space)
        for each in looks:
            describe(db, each.item_id, each.decoded.facts)
            text_index.put_texts(db, each.item_id, each.decoded, keep_pages=True)
            put_estimate(db, each.item_id, each.decoded, key=key, plan=duty.plan)
            _forget_failure(db, each.item_id, key)


def _forget_failure(db: Database, item: int, key: int) -> None:
    """It could be opened now: an earlier try that could not does not count any more."""
    db.run("DELETE FROM failure WHERE item_id = ? AND space_id = ?", [item, key])
    db.run(
        "UPDATE item_space SET state = ? WHERE item_id = ? AND space_id = ? AND state = ?",
        [PENDING, item, key, FAILED],
    )
