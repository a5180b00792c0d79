"""Folders from which nothing is sent, and what that means for their contents."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.connection import Database, Values
from findling.catalogue.rows import Changes, Done, Failed
from findling.core.model import Duty, Kind, Scope
from tests.unit.catalogue.made import (
    BROKEN,
    CLOUD,
    DUTY,
    HERE,
    PRIVATE,
    ROOT,
    add,
    decoded,
    ids,
    link,
    look,
    sent,
)


def test_a_mark_is_kept_and_told(writer: Writer, reader: Reader) -> None:
    assert not writer.add_folder(ROOT).local_only
    private = writer.add_folder(PRIVATE, local_only=True)
    assert private.local_only
    assert [folder.local_only for folder in reader.folders()] == [False, True]
    assert [status.local_only for status in reader.folder_status()] == [False, True]
    writer.set_local_only(private.id, False)
    assert [folder.local_only for folder in reader.folders()] == [False, False]


def test_adding_again_puts_the_mark_on_but_never_takes_it_off(writer: Writer) -> None:
    writer.add_folder(ROOT)
    assert writer.add_folder(ROOT, local_only=True).local_only
    assert writer.add_folder(ROOT).local_only


def test_one_copy_in_a_marked_folder_keeps_the_content_here(writer: Writer) -> None:
    (open_copy,), (own_copy,) = add(writer, "a.jpg"), add(writer, "b.jpg", root=PRIVATE)
    item = link(writer, open_copy, 5, duty=CLOUD)
    assert writer.pending_count(CLOUD) == 2
    private = writer.add_folder(PRIVATE, local_only=True)
    assert ids(writer.pending(HERE, limit=9)) == [own_copy.id]
    assert not writer.is_local_only(item)
    assert link(writer, own_copy, 5, duty=HERE) == item
    assert writer.is_local_only(item)
    assert writer.pending(CLOUD, limit=9) == []
    assert writer.pending_count(HERE) == 1
    writer.set_local_only(private.id, False)
    assert writer.pending(HERE, limit=9) == []
    assert writer.pending_count(CLOUD) == 1


def test_a_missing_copy_still_counts_until_it_is_purged(writer: Writer) -> None:
    writer.add_folder(PRIVATE, local_only=True)
    (copy,), (own,) = add(writer, "a.jpg"), add(writer, "b.jpg", root=PRIVATE)
    item = link(writer, own, 5, duty=HERE)
    link(writer, copy, 5, duty=CLOUD)
    writer.record(Changes(gone=(own.id,)))
    assert writer.is_local_only(item)
    assert writer.pending(CLOUD, limit=9) == []
    assert ids(writer.pending(HERE, limit=9)) == [copy.id]
    writer.purge(datetime.now(UTC) + timedelta(days=1))
    assert not writer.is_local_only(item)
    assert ids(writer.pending(CLOUD, limit=9)) == [copy.id]


def test_what_was_sent_before_the_mark_answers_no_longer_there(
    writer: Writer, reader: Reader
) -> None:
    (kept,), (other,) = add(writer, "a.jpg"), add(writer, "b.jpg", root=PRIVATE)
    stays, private = link(writer, kept, duty=CLOUD), link(writer, other, duty=CLOUD)
    done = [Done(item_id=item, decoded=sent(item)) for item in (stays, private)]
    writer.commit(done, duty=CLOUD)
    assert reader.eligible(space=CLOUD.space, scope=Scope.SENDABLE) is None
    none = reader.eligible(space=CLOUD.space, scope=Scope.LOCAL_ONLY)
    assert none is not None
    assert list(none) == []
    writer.add_folder(PRIVATE, local_only=True)
    left = reader.eligible(space=CLOUD.space, scope=Scope.SENDABLE)
    assert left is not None
    assert list(left) == [stays]
    assert writer.pending_count(HERE) == 1
    writer.commit([Done(item_id=private, decoded=decoded())], duty=HERE)
    assert reader.eligible(space=HERE.space, scope=Scope.LOCAL_ONLY) is None
    counts = reader.counts([CLOUD, HERE])[Kind.PHOTO]
    assert (counts.ready, counts.pending) == (2, 0)


def test_only_failures_of_spaces_in_use_are_told(writer: Writer, reader: Reader) -> None:
    writer.add_folder(PRIVATE, local_only=True)
    (here,), (own,) = add(writer, "a.jpg"), add(writer, "b.jpg", root=PRIVATE)
    (unread,) = add(writer, "c.jpg")
    for file in (here, own):
        item = link(writer, file, duty=DUTY)
        writer.fail([Failed(file_id=file.id, item_id=item, failure=BROKEN)], duty=DUTY)
    writer.fail([Failed(file_id=unread.id, item_id=None, failure=BROKEN)], duty=DUTY)
    names = {
        duties: [row.path.name for row in reader.failures(duties)]
        for duties in (None, (DUTY,), (CLOUD, HERE), (CLOUD,), ())
    }
    assert names == {
        None: ["a.jpg", "c.jpg", "b.jpg"],
        (DUTY,): ["a.jpg", "c.jpg", "b.jpg"],
        (CLOUD, HERE): ["c.jpg", "b.jpg"],
        (CLOUD,): ["c.jpg"],
        (): ["c.jpg"],
    }


def test_whole_is_when_nothing_can_be_read_any_more(writer: Writer, reader: Reader) -> None:
    assert reader.is_whole(CLOUD)
    one, two = add(writer, "a.jpg", "b.jpg")
    assert not reader.is_whole(CLOUD)
    item, broken = link(writer, one, duty=CLOUD), link(writer, two, duty=CLOUD)
    writer.fail([Failed(file_id=two.id, item_id=broken, failure=BROKEN)], duty=CLOUD)
    look(writer, item, 7)
    assert not reader.is_whole(CLOUD)
    writer.commit([Done(item_id=item, decoded=sent(7))], duty=CLOUD)
    assert reader.is_whole(CLOUD)
    assert reader.is_whole(HERE)
    assert not reader.is_whole(DUTY)


@contextmanager
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Values]]]:
    """Every question to the database meanwhile."""
    seen: list[tuple[str, Values]] = []
    rows = Database.rows

    def listen(self: Database, sql: str, values: Values = ()) -> list[tuple[object, ...]]:
        seen.append((sql, values))
        return rows(self, sql, values)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "rows", listen)
        patch.setattr(Database, "row", lambda self, *ask: next(iter(listen(self, *ask)), None))
        yield seen


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("duty", [DUTY, CLOUD, HERE])
def test_what_is_left_is_found_through_indexes(
    writer: Writer, marked: bool, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many files are done: none of the questions walks through all files or contents."""
    writer.add_folder(PRIVATE, local_only=marked)
    known = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    look(writer, known, 7)
    link(writer, add(writer, "b.jpg", root=PRIVATE)[0], duty=HERE)
    with asked(monkeypatch) as questions:
        for unlooked in (False, True):
            writer.pending(duty, limit=5, unlooked=unlooked)
            writer.pending_count(duty, unlooked=unlooked)
        writer.is_local_only(known)
    assert questions
    for sql, values in questions:
        steps = [row[3] for row in writer._db.rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        walks = [step for step in steps if step.startswith("SCAN") and walked(step) in BIG]
        assert [step for step in walks if "file_unread" not in step] == []


BIG = {"file", "f", "g", "item", "item_space", "s", "estimate", "vector", "span"}


def walked(step: str) -> str:
    """The table of one step of a plan: "SCAN f USING INDEX …"."""
    return step.split()[1]
