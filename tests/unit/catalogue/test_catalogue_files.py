"""Files come, change, move, go and return; what each costs is told by the rows."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Added, Changes
from findling.core.model import FileState, FolderState, ItemState, Kind
from tests.unit.catalogue.made import (
    DUTY,
    ROOT,
    add,
    content,
    folder_id,
    found,
    ids,
    link,
    ready,
)


def names(reader: Reader, word: str) -> list[int]:
    return [match.item_id for match in reader.text_matches([word])]


def test_a_new_file_is_pending_and_found_by_name_at_once(
    writer: Writer, reader: Reader
) -> None:
    (file,) = add(writer, "party/cake.jpg")
    assert file.state is FileState.PRESENT
    assert file.item_id is None
    assert names(reader, "cake") == [-file.id]
    assert ids(writer.pending(DUTY, limit=5)) == [file.id]
    assert list(reader.listing().item_ids) == [-file.id]


def test_what_is_no_media_is_remembered_and_shown_nowhere(
    writer: Writer, reader: Reader
) -> None:
    (other,) = add(writer, "notes.txt", kind=None)
    assert other.kind is None
    assert ids(list(writer.known_files(folder_id(writer)))) == [other.id]
    assert names(reader, "notes") == []
    assert len(reader.listing()) == 0
    assert writer.pending_count(DUTY) == 0


def test_a_file_dropped_as_no_media_leaves_lists_and_words(
    writer: Writer, reader: Reader
) -> None:
    (file,) = add(writer, "fake.jpg")
    link(writer, file)
    writer.drop_files([file.id])
    kept = writer.file_by_path(file.path)
    assert kept == replace(file, kind=None)
    assert names(reader, "fake") == []
    assert len(reader.listing()) == 0
    assert writer.pending_count(DUTY) == 0


def test_a_move_keeps_the_item_and_changes_the_words(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "old.jpg")
    (file,) = writer.files_of(item)
    there = found("trip/new.jpg", inode=file.inode)
    writer.record(Changes(moved=((file.id, there, file.folder_id),)))
    (moved,) = writer.files_of(item)
    assert (moved.id, moved.path) == (file.id, ROOT / "trip/new.jpg")
    assert names(reader, "old") == []
    assert names(reader, "new") == names(reader, "trip") == [item]
    assert writer.pending_count(DUTY) == 0


def test_two_files_swap_their_names_in_one_change(writer: Writer) -> None:
    one, two = ready(writer, "one.jpg"), ready(writer, "two.jpg")
    (a,), (b,) = writer.files_of(one), writer.files_of(two)
    writer.record(
        Changes(
            moved=(
                (a.id, found("two.jpg", inode=a.inode), a.folder_id),
                (b.id, found("one.jpg", inode=b.inode), b.folder_id),
            )
        )
    )
    assert writer.files_of(one)[0].path == ROOT / "two.jpg"
    assert writer.files_of(two)[0].path == ROOT / "one.jpg"


def test_a_move_over_another_file_replaces_that_row(writer: Writer, reader: Reader) -> None:
    one, two = ready(writer, "one.jpg"), ready(writer, "two.jpg")
    (a,) = writer.files_of(one)
    writer.record(Changes(moved=((a.id, found("two.jpg", inode=a.inode), a.folder_id),)))
    assert [f.path for f in writer.files_of(one)] == [ROOT / "two.jpg"]
    assert writer.files_of(two) == []
    assert list(reader.listing().item_ids) == [one]


def test_a_changed_file_is_unlinked_and_pending(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    (file,) = writer.files_of(item)
    writer.record(Changes(changed=((file.id, found("a.jpg", size=99)),)))
    (again,) = writer.pending(DUTY, limit=5)
    assert (again.id, again.size, again.item_id) == (file.id, 99, None)
    assert list(reader.listing().item_ids) == [-file.id]


def test_a_passed_over_file_recorded_anew_gets_a_kind(writer: Writer) -> None:
    (other,) = add(writer, "late.jpg", kind=None)
    now = Added(found=found("late.jpg", size=5), folder_id=other.folder_id, kind=Kind.PHOTO)
    writer.record(Changes(added=(now,)))
    (known,) = writer.known_files(other.folder_id)
    assert (known.kind, known.size) == (Kind.PHOTO, 5)


def test_gone_and_returned(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    (file,) = writer.files_of(item)
    writer.record(Changes(gone=(file.id,)))
    assert writer.files_of(item)[0].state is FileState.MISSING
    assert len(reader.listing()) == 0
    assert names(reader, "a") == []
    assert reader.counts([DUTY])[Kind.PHOTO].missing == 1
    writer.record(Changes(returned=((file.id, found("a.jpg", inode=file.inode)),)))
    assert list(reader.listing().item_ids) == [item]
    assert names(reader, "a") == [item]
    assert writer.pending_count(DUTY) == 0


def test_a_copy_is_tied_to_the_same_item_and_costs_nothing(
    writer: Writer, reader: Reader
) -> None:
    item = ready(writer, "a.jpg")
    (first,) = writer.files_of(item)
    (copy,) = add(writer, "copy.jpg")
    known = writer.link(copy.id, content(first.id + 1_000), kind=Kind.PHOTO, duty=DUTY)
    assert (known.item_id, known.state) == (item, ItemState.READY)
    assert writer.pending_count(DUTY) == 0
    (row,) = reader.rows(list(reader.listing().item_ids))
    assert (row.files, row.path) == (2, ROOT / "a.jpg")


def test_a_file_is_known_by_its_inode(writer: Writer) -> None:
    (file,) = add(writer, "a.jpg")
    assert writer.find_inode(file.device, file.inode, file.size, file.mtime_ns) == [file]
    assert writer.find_inode(file.device, file.inode, file.size + 1, file.mtime_ns) == []


def test_numbers_beyond_64_bits_and_names_beyond_utf8_survive(
    writer: Writer, reader: Reader
) -> None:
    folder = folder_id(writer)
    odd = replace(
        found(os.fsdecode(b"caf\xe9.jpg")),
        inode=2**127 + 3,
        device=2**64 - 1,
        mtime_ns=9_000 * 365 * 86_400 * 10**9,
    )
    writer.record(Changes(added=(Added(found=odd, folder_id=folder, kind=Kind.PHOTO),)))
    (file,) = writer.find_inode(odd.device, odd.inode, odd.size, odd.mtime_ns)
    assert (file.path, file.inode, file.mtime_ns) == (odd.path, odd.inode, odd.mtime_ns)
    assert names(reader, "caf") == [-file.id]
    (row,) = reader.rows([-file.id])
    assert row.name == "caf\ufffd.jpg"


def test_known_files_may_be_changed_while_they_are_walked(writer: Writer) -> None:
    add(writer, *(f"{n}.jpg" for n in range(2500)))
    walked = 0
    for file in writer.known_files(folder_id(writer)):
        walked += 1
        if file.id % 500 == 0:
            writer.record(Changes(gone=(file.id,)))
    assert walked == 2500


def test_folders(writer: Writer, reader: Reader) -> None:
    folder = writer.add_folder(ROOT, include=("*.jpg",), exclude=("raw",))
    assert writer.add_folder(ROOT) == folder == reader.folders()[0]
    assert (folder.include, folder.exclude) == (("*.jpg",), ("raw",))
    add(writer, "a.jpg", "b.jpg")
    add(writer, "c.txt", kind=None)
    assert reader.folder_status()[0].files == 2


def test_away_is_not_deleted(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    (waiting,) = add(writer, "b.jpg")
    folder = folder_id(writer)
    writer.set_folder_state(folder, FolderState.AWAY)
    since = reader.folders()[0].away_since
    assert since is not None
    assert set(reader.listing().item_ids) == {item, -waiting.id}
    assert writer.pending_count(DUTY) == 0
    writer.record(Changes(gone=(waiting.id,)))
    assert writer.purge(datetime.now(UTC) + timedelta(days=1)) == []
    assert writer.file_by_path(waiting.path) is not None
    writer.set_folder_state(folder, FolderState.AWAY)
    assert reader.folders()[0].away_since == since
    writer.set_folder_state(folder, FolderState.PRESENT)
    assert reader.folders()[0].away_since is None


def test_a_removed_folder_added_again_costs_nothing(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg")
    hashed = content(writer.files_of(item)[0].id + 1_000)
    assert writer.remove_folder(folder_id(writer)) == 1
    assert (len(reader.listing()), names(reader, "a")) == (0, [])
    (file,) = add(writer, "a.jpg")
    known = writer.link(file.id, hashed, kind=Kind.PHOTO, duty=DUTY)
    assert (known.item_id, known.state) == (item, ItemState.READY)


def test_meta(writer: Writer, reader: Reader) -> None:
    assert writer.meta("space") is None
    writer.set_meta("space", "one")
    writer.set_meta("space", "two")
    assert writer.meta("space") == reader.meta("space") == "two"


def test_paths_are_matched_whole(writer: Writer) -> None:
    add(writer, "a.jpg")
    assert writer.file_by_path(Path(f"{ROOT}/A.jpg")) is None
