"""Batches are written down before they are handed over, and their contents rest until they are answered."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Answer, BatchEntry, BatchRow, Changes, Charge
from findling.core.model import ItemId, Kind, SpaceId, Tokens
from tests.unit.catalogue.made import CLOUD, DUTY, add, ids, link, look, payload
from tests.unit.catalogue.test_money import answer, charge

SPACE = CLOUD.space
TOKENS = Tokens(text=1, image=2, audio=3, video=4, document=5)


def entry(number: int, item: ItemId | None) -> BatchEntry:
    return BatchEntry(
        payload=payload(number).digest, item_id=item, kind=Kind.CLIP, tokens=TOKENS
    )


def test_an_open_batch_is_there_again_as_it_was(writer: Writer) -> None:
    one, two = (link(writer, file, duty=CLOUD) for file in add(writer, "a.jpg", "b.jpg"))
    entries = [entry(9, two), entry(3, one), entry(5, one)]
    first = writer.open_batch("ours-1", space=SPACE, entries=entries)
    second = writer.open_batch("ours-2", space=SPACE, entries=[])
    writer.name_batch(first, "batches/b1")
    assert writer.open_batches(SPACE) == [
        BatchRow(id=first, name="ours-1", service_name="batches/b1", entries=tuple(entries)),
        BatchRow(id=second, name="ours-2", service_name=None, entries=()),
    ]
    assert writer.open_batches(SpaceId("other")) == []


def test_its_contents_rest_until_it_is_closed(writer: Writer, reader: Reader) -> None:
    files = add(writer, "a.jpg", "b.jpg")
    item, _ = (link(writer, file, duty=CLOUD) for file in files)
    look(writer, item, 7)
    batch = writer.open_batch("ours", space=SPACE, entries=[entry(1, item)])
    assert ids(writer.pending(CLOUD, limit=9)) == [files[1].id]
    assert writer.pending_count(CLOUD) == 1
    assert reader.estimates(CLOUD) == {}
    assert not reader.is_whole(CLOUD)
    assert writer.pending_count(DUTY) == 2
    other = replace(CLOUD, plan="another")
    assert writer.pending_count(other, unlooked=True) == 2
    writer.close_batch(batch)
    assert ids(writer.pending(CLOUD, limit=9)) == [files[1].id, files[0].id]
    assert set(reader.estimates(CLOUD)) == {Kind.PHOTO}
    writer.close_batch(batch)
    assert writer.open_batches(SPACE) == []


def test_while_all_others_are_read_it_is_not_whole(writer: Writer, reader: Reader) -> None:
    item = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    writer.open_batch("ours", space=SPACE, entries=[entry(1, item)])
    assert writer.pending(CLOUD, limit=9) == []
    assert not reader.is_whole(CLOUD)


def test_what_is_awaited(writer: Writer) -> None:
    batch = writer.open_batch("ours", space=SPACE, entries=[entry(1, None), entry(2, None)])
    asked = [payload(number).digest for number in range(1200)]
    assert writer.awaited(SPACE, asked) == {payload(1).digest, payload(2).digest}
    assert writer.awaited(SpaceId("other"), asked) == set()
    writer.close_batch(batch)
    assert writer.awaited(SPACE, asked) == set()


def test_answers_costs_and_the_end_of_a_batch_are_one_step(
    writer: Writer, reader: Reader
) -> None:
    batch = writer.open_batch("ours", space=SPACE, entries=[entry(1, None), entry(2, None)])
    answers: list[Answer] = [answer(1), answer(2)]
    broken: list[Charge] = [charge(0.5), charge(0.5, spans=None)]
    with pytest.raises(sqlite3.IntegrityError):
        writer.collect_batch(batch, answers, space=SPACE, charges=broken)
    assert reader.cost_usd() == 0
    assert len(writer.open_batches(SPACE)) == 1
    writer.collect_batch(batch, answers, space=SPACE, charges=[charge(0.5), charge(0.25)])
    assert writer.open_batches(SPACE) == []
    assert reader.cost_usd() == 0.75
    assert len(writer.answered(SPACE, [payload(1).digest, payload(2).digest])) == 2


def test_an_entry_keeps_its_place_when_its_content_is_dropped(writer: Writer) -> None:
    files = add(writer, "a.jpg", "b.jpg")
    one, two = (link(writer, file, duty=CLOUD) for file in files)
    writer.open_batch("ours", space=SPACE, entries=[entry(1, one), entry(2, two)])
    writer.record(Changes(gone=(files[0].id,)))
    writer.purge(datetime.now(UTC) + timedelta(days=1))
    (batch,) = writer.open_batches(SPACE)
    assert batch.entries == (entry(1, None), entry(2, two))


def test_two_batches_never_have_one_name(writer: Writer) -> None:
    writer.open_batch("ours", space=SPACE, entries=[])
    with pytest.raises(sqlite3.IntegrityError):
        writer.open_batch("ours", space=SPACE, entries=[])
