"""Contents and what became of reading them. The writer's thread; each function is one transaction.

A content is read for one space under one plan. `item_space.plan` is the plan its present spans were
cut by; what was readied under an earlier plan stays findable until the new spans replace it.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from findling.catalogue import text_index
from findling.catalogue.columns import (
    FAILED,
    ITEM_STATES,
    PENDING,
    READY,
    as_float16,
    as_json,
    microseconds,
    signed,
)
from findling.catalogue.connection import Database
from findling.catalogue.estimates import put_estimate
from findling.catalogue.rows import KIND_CODES, Done, Linked
from findling.catalogue.texts import fit
from findling.core.model import (
    ContentHash,
    Decoded,
    Duty,
    Facts,
    FileId,
    ItemId,
    Kind,
    SpaceId,
)


def space_key(db: Database, space: SpaceId) -> int:
    """The space's row; made on first use, inside a transaction of the writer.

    Every content gets its row in a new space at once, and every new content in each space (`link`).
    """
    known = db.value("SELECT id FROM space WHERE name = ?", [space])
    if known is not None:
        return int(known)
    key = db.insert(
        "INSERT INTO space (name, epoch) VALUES (?, ?)", [space, secrets.randbits(40) + 1]
    )
    db.run("INSERT INTO item_space (item_id, space_id) SELECT id, ? FROM item", [key])
    return key


def link(
    db: Database, file_id: FileId, content: ContentHash, *, kind: Kind, duty: Duty
) -> Linked:
    with db.transaction():
        db.run(
            "INSERT INTO item (content, kind) VALUES (?, ?) ON CONFLICT (content) DO NOTHING",
            [content, KIND_CODES[kind]],
        )
        row = db.row("SELECT id, kind, described FROM item WHERE content = ?", [content])
        assert row is not None
        item, code, described = row
        if not described and code != KIND_CODES[kind]:
            db.run("UPDATE item SET kind = ? WHERE id = ?", [code := KIND_CODES[kind], item])
        db.run("UPDATE file SET item_id = ?, kind = ? WHERE id = ?", [item, code, file_id])
        db.run("DELETE FROM failure WHERE file_id = ?", [file_id])
        key = space_key(db, duty.space)
        db.run(
            "INSERT INTO item_space (item_id, space_id) SELECT ?, id FROM space WHERE 1"
            " ON CONFLICT DO NOTHING",
            [item],
        )
        db.run(
            "UPDATE item_space SET wanted = ? WHERE item_id = ? AND space_id = ?",
            [duty.plan, item, key],
        )
        return _linked(db, ItemId(item), key, duty.plan)


def _linked(db: Database, item: ItemId, key: int, plan: str) -> Linked:
    row = db.row(
        "SELECT s.state, s.plan, x.lasting, x.attempts, x.plan, s.looked FROM item_space s"
        " LEFT JOIN failure x ON x.item_id = s.item_id AND x.space_id = s.space_id"
        " WHERE s.item_id = ? AND s.space_id = ?",
        [item, key],
    )
    assert row is not None
    state, cut_by, lasting, attempts, failed_plan, looked_plan = row
    counted = attempts if attempts and failed_plan == plan else 0
    if state == READY and cut_by != plan:
        state = FAILED if lasting else PENDING
    elif state == FAILED and not lasting and not counted:
        state = PENDING
    return Linked(
        item_id=item,
        state=ITEM_STATES[state],
        attempts=counted,
        lasting=bool(lasting),
        looked=looked_plan == plan,
    )


def commit(db: Database, done: Sequence[Done], *, duty: Duty) -> int:
    """Everything about these contents at once: half of it is never seen by anyone."""
    with db.transaction():
        key = space_key(db, duty.space)
        for each in done:
            _commit_one(db, each.item_id, each.decoded, key=key, plan=duty.plan)
        return last_sequence(db)


def _commit_one(db: Database, item: ItemId, decoded: Decoded, *, key: int, plan: str) -> None:
    describe(db, item, decoded.facts)
    removed = db.run("DELETE FROM span WHERE item_id = ? AND space_id = ?", [item, key])
    if removed:
        _raise_epochs(db, [key])
    tags = _put_spans(db, item, decoded, key)
    db.run("DELETE FROM tag WHERE item_id = ? AND space_id = ?", [item, key])
    db.run_many(
        "INSERT INTO tag (item_id, space_id, name, confidence) VALUES (?, ?, ?, ?)",
        [(item, key, name, confidence) for name, confidence in tags.items()],
    )
    text_index.put_texts(db, item, decoded)
    if any(span.tokens is not None for span in decoded.spans):
        put_estimate(db, item, decoded, key=key, plan=plan)
    db.run("DELETE FROM failure WHERE item_id = ? AND space_id = ?", [item, key])
    db.run(
        "UPDATE item_space SET state = ?, plan = ?, wanted = ? WHERE item_id = ? AND space_id = ?",
        [READY, plan, plan, item, key],
    )


def describe(db: Database, item: ItemId, facts: Facts) -> None:
    taken, place = facts.taken, facts.place
    kind = KIND_CODES[facts.kind]
    words = (facts.camera, facts.title, facts.artist, facts.album, facts.author)
    db.run(
        "UPDATE item SET described = 1, kind = ?, format = ?, width = ?, height = ?,"
        " seconds = ?, pages = ?, has_sound = ?, taken = ?, taken_offset = ?, latitude = ?,"
        " longitude = ?, camera = ?, title = ?, artist = ?, album = ?, author = ?, colour = ?,"
        " look = ? WHERE id = ?",
        [
            kind,
            facts.format,
            facts.width,
            facts.height,
            facts.seconds,
            facts.pages,
            facts.has_sound,
            microseconds(taken.local) if taken else None,
            taken.offset_minutes if taken else None,
            place.latitude if place else None,
            place.longitude if place else None,
            *(fit(text) if text else None for text in words),
            facts.colour,
            None if facts.look is None else signed(facts.look),
            item,
        ],
    )
    db.run("UPDATE file SET kind = ? WHERE item_id = ? AND kind <> ?", [kind, item, kind])


def _put_spans(db: Database, item: ItemId, decoded: Decoded, key: int) -> dict[str, float]:
    """Returns the content's tags: of each, the confidence of the span that shows it best."""
    tags: dict[str, float] = {}
    kind = KIND_CODES[decoded.facts.kind]
    for each in decoded.spans:
        span = db.insert(
            'INSERT INTO span (item_id, space_id, start, "end", page) VALUES (?, ?, ?, ?, ?)',
            [item, key, each.span.start, each.span.end, each.span.page],
        )
        if each.embedded is None:
            continue
        payload = None if each.payload is None else each.payload.digest
        db.run(
            "INSERT INTO vector (id, item_id, space_id, kind, data, payload)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [span, item, key, kind, as_float16(each.embedded.vector), payload],
        )
        if payload is not None:  # from now on it is known by this vector
            db.run("DELETE FROM answer WHERE space_id = ? AND payload = ?", [key, payload])
        for tag in each.embedded.tags:
            name = fit(tag.name)
            tags[name] = max(tags.get(name, 0.0), float(tag.confidence))
    return tags


def purge(db: Database, missing_before: datetime) -> list[ContentHash]:
    with db.transaction():
        old = [
            FileId(row[0])
            for row in db.rows(
                "SELECT f.id FROM file f JOIN watched_folder w ON w.id = f.folder_id"
                " WHERE f.state = 1 AND f.missing_at < ? AND w.state = 0",
                [int(missing_before.timestamp())],
            )
        ]
        text_index.forget_names(db, old)
        db.run("DELETE FROM file WHERE id IN (SELECT value FROM json_each(?))", [as_json(old)])
        orphans = db.rows(
            "SELECT id, content FROM item WHERE NOT EXISTS"
            " (SELECT 1 FROM file WHERE file.item_id = item.id)"
        )
        for item, _ in orphans:
            text_index.forget_texts(db, item)
        ids = as_json(item for item, _ in orphans)
        touched = db.rows(
            "SELECT DISTINCT space_id FROM span"
            " WHERE item_id IN (SELECT value FROM json_each(?))",
            [ids],
        )
        db.run("DELETE FROM item WHERE id IN (SELECT value FROM json_each(?))", [ids])
        _raise_epochs(db, [row[0] for row in touched])
        return [ContentHash(content) for _, content in orphans]


def last_sequence(db: Database) -> int:
    return int(db.value("SELECT max(id) FROM vector") or 0)


def _raise_epochs(db: Database, keys: Sequence[int]) -> None:
    db.run_many("UPDATE space SET epoch = epoch + 1 WHERE id = ?", [(key,) for key in keys])
