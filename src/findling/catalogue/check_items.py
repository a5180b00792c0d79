"""Checks of contents: what is known of them, and how far they are in each space."""

# ruff: noqa: S608 - only constants of the program are put together; values are bound.

from findling.catalogue.checking import (
    IN,
    Check,
    Places,
    Widths,
    drop_items,
    first,
    read_again,
    read_again_in,
    rule,
)
from findling.catalogue.columns import FAILED, KINDS, PENDING, READY
from findling.catalogue.connection import Database

_KINDS = ", ".join(str(code) for code in range(len(KINDS)))
_NO_ITEM = "item_id NOT IN (SELECT id FROM item)"
_FACTS = (
    ("width", "typeof(width) <> 'integer' OR width < 1"),
    ("height", "typeof(height) <> 'integer' OR height < 1"),
    ("seconds", "typeof(seconds) NOT IN ('real', 'integer') OR seconds < 0 OR seconds > 1e12"),
    ("pages", "typeof(pages) <> 'integer' OR pages < 0"),
    (
        "taken",
        "typeof(taken) <> 'integer'"
        " OR taken NOT BETWEEN -62135683200000000 AND 253402300799999999",
    ),
    ("taken_offset", "typeof(taken_offset) <> 'integer' OR abs(taken_offset) > 1440"),
    ("latitude", "typeof(latitude) NOT IN ('real', 'integer') OR abs(latitude) > 90"),
    ("longitude", "typeof(longitude) NOT IN ('real', 'integer') OR abs(longitude) > 180"),
    ("look", "typeof(look) <> 'integer'"),
)
"""Columns that may be NULL, and when else they say nothing."""


def _bad_facts(db: Database, _: Widths) -> Places:
    found = [
        (item, column)
        for column, wrong in _FACTS
        for (item,) in db.rows(f"SELECT id FROM item WHERE {column} NOT NULL AND ({wrong})")
    ]
    found += [
        (item, "colour")
        for (item,) in db.rows(
            "SELECT id FROM item WHERE typeof(colour) <> 'integer'"
            " OR colour NOT BETWEEN 0 AND 16777215"
        )
    ]
    return found + [
        (item, "has_sound")
        for (item,) in db.rows(
            "SELECT id FROM item WHERE typeof(has_sound) <> 'integer' OR has_sound NOT IN (0, 1)"
        )
    ]


def _forget_facts(db: Database, places: Places) -> None:
    plain = {"colour": "8421504", "has_sound": "0"}
    for item, column in places:
        db.run(f"UPDATE item SET {column} = {plain.get(column, 'NULL')} WHERE id = ?", [item])
    read_again(db, [item for item, _ in places])


def _undescribe(db: Database, places: Places) -> None:
    items = first(places)
    db.run(
        f"UPDATE item SET described = 0, kind = coalesce((SELECT kind FROM file WHERE"
        f" file.item_id = item.id AND file.kind IN ({_KINDS})), 0) WHERE id {IN}",
        [items],
    )
    db.run(
        f"UPDATE file SET kind = (SELECT kind FROM item WHERE item.id = file.item_id)"
        f" WHERE item_id {IN}",
        [items],
    )
    read_again(db, [place[0] for place in places])


def _try_again(db: Database, places: Places) -> None:
    failures = first(places)
    owners = db.rows(
        f"SELECT item_id, space_id FROM failure WHERE item_id NOT NULL AND id {IN}", [failures]
    )
    db.run(f"DELETE FROM failure WHERE id {IN}", [failures])
    db.run_many(
        f"UPDATE item_space SET state = {PENDING} WHERE item_id = ? AND space_id = ?"
        f" AND state = {FAILED}",
        owners,
    )


def _drop_tags(db: Database, places: Places) -> None:
    db.run_many("DELETE FROM tag WHERE item_id = ? AND space_id = ? AND name = ?", places)
    read_again_in(db, places)


CHECKS = (
    rule(
        "item-content",
        "content",
        "Contents have no fingerprint that can be.",
        "They are dropped, and their files read again.",
        "SELECT id FROM item WHERE typeof(content) <> 'blob' OR length(content) <> 16 OR id < 1",
        lambda db, places: drop_items(db, [place[0] for place in places]),
    ),
    rule(
        "item-kind",
        "content",
        "Contents are of no known kind.",
        "They are read again.",
        f"SELECT id FROM item WHERE typeof(kind) <> 'integer' OR kind NOT IN ({_KINDS})"
        " OR typeof(described) <> 'integer' OR described NOT IN (0, 1)",
        _undescribe,
    ),
    Check(
        code="item-facts",
        of="content",
        what="Facts of contents can not be.",
        mend="They are forgotten, and the contents read again.",
        find=_bad_facts,
        repair=_forget_facts,
    ),
    rule(
        "state-owner",
        "state",
        "A state is known of contents that are not there.",
        "It is dropped.",
        f"SELECT item_id, space_id FROM item_space WHERE {_NO_ITEM}",
        "DELETE FROM item_space WHERE item_id = ? AND space_id = ?",
    ),
    rule(
        "state-lost",
        "content",
        "It is not known how far contents are.",
        "They are read again.",
        "SELECT i.id, s.id FROM item i CROSS JOIN space s LEFT JOIN item_space x"
        " ON x.item_id = i.id AND x.space_id = s.id WHERE x.item_id IS NULL",
        "INSERT INTO item_space (item_id, space_id) VALUES (?, ?)",
    ),
    rule(
        "state-unknown",
        "state",
        "Contents are neither read nor to be read nor failed.",
        "They are read again.",
        "SELECT item_id, space_id FROM item_space WHERE typeof(state) <> 'integer'"
        f" OR state NOT IN ({PENDING}, {READY}, {FAILED})",
        read_again_in,
    ),
    rule(
        "ready-uncut",
        "state",
        "Contents count as read, and it is not known how.",
        "They are read again.",
        f"SELECT item_id, space_id FROM item_space WHERE state = {READY} AND plan = ''",
        read_again_in,
    ),
    rule(
        "ready-undescribed",
        "content",
        "Contents count as read, and nothing is known of them.",
        "They are read again.",
        "SELECT i.id, s.space_id FROM item i JOIN item_space s ON s.item_id = i.id"
        f" WHERE s.state = {READY} AND i.described = 0",
        read_again_in,
    ),
    rule(
        "ready-empty",
        "content",
        "Contents count as read, and have nothing to be found by.",
        "They are read again.",
        f"SELECT s.item_id, s.space_id FROM item_space s WHERE s.state = {READY} AND NOT EXISTS"
        " (SELECT 1 FROM span p JOIN vector v ON v.id = p.id"
        " WHERE p.item_id = s.item_id AND p.space_id = s.space_id)",
        read_again_in,
    ),
    rule(
        "failed-unsaid",
        "state",
        "Contents failed, and no reason is known.",
        "They are read again.",
        f"SELECT s.item_id, s.space_id FROM item_space s WHERE s.state = {FAILED} AND NOT EXISTS"
        " (SELECT 1 FROM failure x WHERE x.item_id = s.item_id AND x.space_id = s.space_id)",
        read_again_in,
    ),
    rule(
        "failure-owner",
        "failure",
        "Failures are of contents or files that are not there.",
        "They are dropped.",
        f"SELECT id FROM failure WHERE (item_id NOT NULL AND {_NO_ITEM})"
        " OR (file_id NOT NULL AND file_id NOT IN (SELECT id FROM file))"
        " OR (item_id IS NULL) = (file_id IS NULL) OR (item_id IS NULL) <> (space_id IS NULL)",
        "DELETE FROM failure WHERE id = ?",
    ),
    rule(
        "failure-words",
        "failure",
        "Failures have no reason, or were tried no number of times.",
        "They are dropped, and the files tried again.",
        "SELECT id FROM failure WHERE code = '' OR reason = ''"
        " OR typeof(attempts) <> 'integer' OR attempts < 1"
        " OR typeof(lasting) <> 'integer' OR lasting NOT IN (0, 1)"
        " OR typeof(failed_at) <> 'integer'",
        _try_again,
    ),
    rule(
        "tag-owner",
        "tag",
        "Tags are of contents that are not there.",
        "They are dropped.",
        f"SELECT item_id, space_id, name FROM tag WHERE {_NO_ITEM}",
        "DELETE FROM tag WHERE item_id = ? AND space_id = ? AND name = ?",
    ),
    rule(
        "tag-sure",
        "tag",
        "It is not known how sure tags are.",
        "They are dropped, and the contents read again.",
        "SELECT item_id, space_id, name FROM tag WHERE typeof(confidence) NOT IN"
        " ('real', 'integer') OR confidence < 0 OR confidence > 1.001 OR name = ''",
        _drop_tags,
    ),
)
