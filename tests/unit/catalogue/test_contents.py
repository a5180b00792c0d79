"""Contents are linked, committed, fail, are tried again and purged."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Changes, Done, Failed
from findling.core.model import (
    Decoded,
    Duty,
    Facts,
    FileRow,
    ItemId,
    ItemState,
    Kind,
    Place,
    SpaceId,
    SpanId,
    Tag,
    TakenAt,
)
from tests.unit.catalogue.made import (
    BROKEN,
    DUTY,
    PLAN,
    ROOT,
    SLOW,
    SPACE,
    add,
    content,
    decoded,
    folder_id,
    found,
    ids,
    link,
    ready,
    under,
)

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def commit(writer: Writer, item: ItemId, outcome: Decoded, *, plan: str = PLAN) -> int:
    return writer.commit([Done(item_id=item, decoded=outcome)], duty=under(plan))


def fail(writer: Writer, file: FileRow, item: ItemId | None, *, lasting: bool = False) -> None:
    failure = BROKEN if lasting else SLOW
    writer.fail([Failed(file_id=file.id, item_id=item, failure=failure)], duty=DUTY)


def test_everything_about_a_content_comes_back(writer: Writer, reader: Reader) -> None:
    facts = Facts(
        kind=Kind.CLIP,
        format="mp4",
        width=1920,
        height=1080,
        seconds=12.5,
        has_sound=True,
        taken=TakenAt(local=datetime(1969, 7, 20, 20, 17, 40, 123456), offset_minutes=-60),
        place=Place(latitude=-33.9, longitude=18.4),
        camera="Camera",
        title="A \udcff title\0",
        artist="Artist",
        album="Album",
        author="Author",
        colour=0x123456,
        look=2**64 - 2,
    )
    tags = [Tag(name="sea", confidence=0.9), Tag(name="ship", confidence=0.1)]
    item = ready(writer, "a.mp4", decoded(facts, tags=tags), kind=Kind.PHOTO)
    told = reader.item(item)
    assert told is not None
    assert facts.taken is not None
    assert (told.kind, told.format, told.width, told.height) == (Kind.CLIP, "mp4", 1920, 1080)
    assert (told.seconds, told.pages, told.has_sound) == (12.5, None, True)
    assert (told.taken, told.offset_minutes) == (facts.taken.local, -60)
    assert (told.place, told.camera, told.title) == (
        facts.place,
        "Camera",
        "A \ufffd title\ufffd",
    )
    assert (told.artist, told.album, told.author) == ("Artist", "Album", "Author")
    assert (told.tags, told.colour, told.size) == (("sea",), 0x123456, 10)
    assert told.paths == (ROOT / "a.mp4",)
    assert reader.look_hashes([item]) == {item: 2**64 - 2}
    assert reader.sizes([item]) == {item: 10}
    assert writer.files_of(item)[0].kind is Kind.CLIP
    everything = reader.item(item, tag_floor=0.0)
    assert everything is not None
    assert everything.tags == ("sea", "ship")


def test_a_thumbnail_is_named_when_it_is_there(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    before = reader.item(item)
    assert before is not None
    assert before.thumbnail is None
    path = reader._paths.thumbnail(content(writer.files_of(item)[0].id + 1_000))
    path.parent.mkdir(parents=True)
    path.touch()
    after = reader.item(item)
    assert after is not None
    assert after.thumbnail == path


def test_an_item_without_files_is_not_told(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    writer.remove_folder(folder_id(writer))
    assert reader.item(item) is None
    assert reader.item(ItemId(99)) is None


def test_one_commit_is_all_or_nothing(writer: Writer, reader: Reader) -> None:
    one, two = add(writer, "one.jpg", "two.jpg")
    good, bad = link(writer, one), link(writer, two)
    done = [
        Done(item_id=good, decoded=decoded()),
        Done(item_id=bad, decoded=decoded(Facts(kind=Kind.PHOTO, format=None))),  # type: ignore[arg-type]
    ]
    with pytest.raises(Exception, match="NOT NULL"):
        writer.commit(done, duty=DUTY)
    assert writer.pending_count(DUTY) == 2
    assert list(reader.vectors_after(SPACE, 0)) == []


def test_a_second_commit_replaces_the_first_and_raises_the_epoch(
    writer: Writer, reader: Reader
) -> None:
    item = ready(
        writer,
        "a.jpg",
        decoded(vectors=[[1.0, 0.0], [0.0, 1.0]], tags=[Tag(name="old", confidence=1)]),
    )
    epoch = reader.epoch(SPACE)
    assert epoch > 0
    sequence = commit(writer, item, decoded(vectors=[[0.5, 0.5]]))
    assert reader.epoch(SPACE) == epoch + 1
    (rows,) = reader.vectors_after(SPACE, 0)
    assert list(rows.sequences) == [sequence]
    np.testing.assert_array_equal(reader.item_vectors(item, SPACE), [[0.5, 0.5]])
    assert reader.text_matches(["old"]) == []
    assert set(reader.spans(range(10))) == {SpanId(int(rows.span_ids[0]))}


def test_spaces_stand_side_by_side(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    other = SpaceId("other")
    there = Duty(space=other, plan=PLAN)
    assert writer.pending_count(there) == 1
    writer.commit([Done(item_id=item, decoded=decoded(vectors=[[1.0, 2.0, 3.0]]))], duty=there)
    assert reader.item_vectors(item, SPACE).shape == (1, 2)
    assert reader.item_vectors(item, other).shape == (1, 3)
    assert writer.pending_count(there) == writer.pending_count(DUTY) == 0
    (late,) = add(writer, "late.jpg")
    link(writer, late)
    assert writer.pending_count(there) == 1


def test_a_new_plan_reads_again_but_keeps_the_old_answer(
    writer: Writer, reader: Reader
) -> None:
    item = ready(writer, "a.jpg")
    (file,) = writer.pending(under("plan-b"), limit=5)
    assert writer.pending_count(under("plan-b")) == 1
    assert reader.counts([under("plan-b")])[Kind.PHOTO].pending == 1
    known = writer.link(
        file.id, content(file.id + 1_000), kind=Kind.PHOTO, duty=under("plan-b")
    )
    assert known.state is ItemState.PENDING
    assert reader.eligible() is None
    fail(writer, file, item)
    fail(writer, file, item)
    assert writer.pending_count(under("plan-b")) == 0
    assert reader.counts([under("plan-b")])[Kind.PHOTO].ready == 1
    assert len(reader.item_vectors(item, SPACE)) == 1
    assert writer.pending_count(under("plan-c")) == 1
    commit(writer, item, decoded(), plan="plan-c")
    assert writer.pending_count(under("plan-c")) == 0
    assert reader.failures() == []


def test_a_content_is_tried_twice_then_only_on_request(writer: Writer, reader: Reader) -> None:
    (file,) = add(writer, "a.jpg")
    item = link(writer, file)
    fail(writer, file, item)
    assert ids(writer.pending(DUTY, limit=5)) == [file.id]
    fail(writer, file, item)
    assert writer.pending(DUTY, limit=5) == []
    (row,) = reader.failures()
    assert (row.path, row.kind, row.code, row.attempts) == (file.path, Kind.PHOTO, "slow", 2)
    assert reader.counts([DUTY])[Kind.PHOTO].failed == 1
    known = writer.link(file.id, content(file.id + 1_000), kind=Kind.PHOTO, duty=DUTY)
    assert (known.state, known.attempts, known.lasting) == (ItemState.FAILED, 2, False)
    assert writer.retry_failures() == 1
    assert ids(writer.pending(DUTY, limit=5)) == [file.id]
    assert reader.failures() == []


def test_a_lasting_failure_is_tried_once(writer: Writer) -> None:
    (file,) = add(writer, "a.jpg")
    fail(writer, file, link(writer, file), lasting=True)
    assert writer.pending_count(DUTY) == 0
    assert writer.pending_count(under("plan-b")) == 0
    writer.record(Changes(changed=((file.id, found("a.jpg", size=11)),)))
    assert writer.pending_count(DUTY) == 1


def test_a_file_that_cannot_be_opened_does_not_loop(writer: Writer, reader: Reader) -> None:
    (file,) = add(writer, "a.jpg")
    fail(writer, file, None)
    fail(writer, file, None)
    assert writer.pending(DUTY, limit=5) == []
    assert reader.failures()[0].attempts == 2
    assert reader.counts([DUTY])[Kind.PHOTO].failed == 1
    assert reader.rows([-file.id])[0].state is ItemState.FAILED
    writer.record(Changes(changed=((file.id, found("a.jpg", size=11)),)))
    assert writer.pending_count(DUTY) == 1
    assert reader.failures() == []


def test_success_wipes_the_failure(writer: Writer, reader: Reader) -> None:
    (file,) = add(writer, "a.jpg")
    item = link(writer, file)
    fail(writer, file, item)
    commit(writer, item, decoded())
    assert reader.failures() == []
    assert reader.counts([DUTY])[Kind.PHOTO].ready == 1


def test_failures_name_present_files_only(writer: Writer, reader: Reader) -> None:
    one, two = add(writer, "one.jpg", "two.jpg")
    item = link(writer, one, 5)
    assert link(writer, two, 5) == item
    fail(writer, one, item, lasting=True)
    assert [row.path.name for row in reader.failures()] == ["one.jpg", "two.jpg"]
    writer.record(Changes(gone=(one.id,)))
    assert [row.path.name for row in reader.failures()] == ["two.jpg"]


def test_purge_drops_what_is_long_gone_and_raises_the_epoch(
    writer: Writer, reader: Reader
) -> None:
    item, kept = ready(writer, "a.jpg", decoded(texts=["rare words"])), ready(writer, "b.jpg")
    (file,) = writer.files_of(item)
    epoch = reader.epoch(SPACE)
    writer.record(Changes(gone=(file.id,)))
    assert writer.purge(datetime.now(UTC) - timedelta(days=30)) == []
    assert writer.purge(TOMORROW) == [content(file.id + 1_000)]
    assert reader.epoch(SPACE) == epoch + 1
    assert reader.item_by_hash(content(file.id + 1_000)) is None
    (rows,) = reader.vectors_after(SPACE, 0)
    assert list(rows.item_ids) == [kept]
    for table in ("item_text", "text_words", "tag", "failure"):
        assert reader._db.value(f"SELECT count(*) FROM {table}") == 0
    assert reader._db.value("SELECT count(*) FROM name_words") == 1


def test_span_ids_are_never_given_out_again(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    (before,) = reader.vectors_after(SPACE, 0)
    writer.remove_folder(folder_id(writer))
    writer.purge(TOMORROW)
    assert ready(writer, "b.jpg") > item
    (after,) = reader.vectors_after(SPACE, 0)
    assert after.sequences[0] > before.sequences[0]
