from pathlib import Path

from findling.catalogue.rows import Changes
from findling.core.model import FileId, FileState, FolderId, Found, Kind
from findling.ingest.plan import Diff, Seen, Tally
from tests.unit.ingest.rows import found, row

HERE = FolderId(1)


def seen(
    path: str, *, inode: int, size: int = 1, mtime_ns: int = 1, kind: Kind | None = Kind.PHOTO
) -> Seen:
    return Seen(found(path, inode=inode, size=size, mtime_ns=mtime_ns), HERE, kind)


def ids(pairs: tuple[tuple[FileId, Found], ...]) -> list[int]:
    return [file_id for file_id, _ in pairs]


def test_nothing_new_is_nothing_to_record() -> None:
    diff = Diff([row(1, "/r/a.jpg")])
    assert not diff.see([seen("/r/a.jpg", inode=1)])
    assert not diff.finish()
    assert diff.tally.unchanged == {Path("/r/a.jpg")}


def test_another_inode_alone_is_no_change() -> None:
    """Some file systems make up inodes at every mount."""
    diff = Diff([row(1, "/r/a.jpg")])
    assert not diff.see([seen("/r/a.jpg", inode=99)])
    assert not diff.finish()


def test_a_hard_link_is_a_copy() -> None:
    diff = Diff([row(1, "/r/a.jpg")])
    diff.see([seen("/r/b.jpg", inode=1), seen("/r/a.jpg", inode=1)])
    changes = diff.finish()
    assert [each.found.path for each in changes.added] == [Path("/r/b.jpg")]
    assert not changes.moved
    assert not changes.gone


def test_a_reused_inode_is_no_move() -> None:
    diff = Diff([row(1, "/r/a.jpg")])
    changes = diff.see([seen("/r/b.jpg", inode=1, mtime_ns=2)])
    assert len(changes.added) == 1
    assert diff.finish().gone == (1,)


def test_of_two_gone_links_the_one_with_the_same_name_moved() -> None:
    diff = Diff([row(1, "/r/x/a.jpg", inode=7), row(2, "/r/x/b.jpg", inode=7)])
    diff.see([seen("/r/y/b.jpg", inode=7)])
    changes = diff.finish()
    assert [(file_id, f.path) for file_id, f, _ in changes.moved] == [(2, Path("/r/y/b.jpg"))]
    assert changes.gone == (1,)


def test_a_renamed_file_over_another_takes_its_place() -> None:
    diff = Diff([row(1, "/r/a.jpg"), row(2, "/r/b.jpg")])
    diff.see([seen("/r/a.jpg", inode=2)])
    changes = diff.finish()
    assert [(file_id, f.path) for file_id, f, _ in changes.moved] == [(2, Path("/r/a.jpg"))]
    assert not changes.gone, "row 1 is replaced by the move"


def test_missing_files_return_or_have_changed_meanwhile() -> None:
    missing = FileState.MISSING
    diff = Diff([row(1, "/r/a.jpg", state=missing), row(2, "/r/b.jpg", state=missing)])
    changes = diff.see([seen("/r/a.jpg", inode=1), seen("/r/b.jpg", inode=2, size=9)])
    assert ids(changes.returned) == [1]
    assert ids(changes.changed) == [2]
    assert not diff.finish()


def test_a_missing_file_that_turns_up_elsewhere_was_moved() -> None:
    diff = Diff([row(1, "/r/a.jpg", state=FileState.MISSING)])
    diff.see([seen("/r/b.jpg", inode=1)])
    assert [file_id for file_id, _, _ in diff.finish().moved] == [1]


def test_what_could_not_be_looked_at_is_neither_gone_nor_moved() -> None:
    diff = Diff([row(1, "/r/locked/a.jpg"), row(2, "/r/locked/deep/b.jpg"), row(3, "/r/c.jpg")])
    diff.see([seen("/r/a.jpg", inode=1)])
    changes = diff.finish(unread=[Path("/r/locked")])
    assert changes.gone == (3,)
    assert [each.found.path for each in changes.added] == [Path("/r/a.jpg")]


def test_a_row_elsewhere_whose_file_left_is_moved_once() -> None:
    elsewhere = row(9, "/other/a.jpg", inode=5, folder=2)
    diff = Diff([], elsewhere=lambda one: elsewhere if one.inode == 5 else None)
    changes = diff.see([seen("/r/a.jpg", inode=5), seen("/r/again.jpg", inode=5)])
    assert [(file_id, folder) for file_id, _, folder in changes.moved] == [(9, HERE)]
    assert len(changes.added) == 1


def test_no_media_that_becomes_media_is_taken_in_anew() -> None:
    known = [
        row(1, "/r/a", kind=None),
        row(2, "/r/b.txt", kind=None),
        row(3, "/r/c", kind=None),
    ]
    diff = Diff(known)
    changes = diff.see(
        [seen("/r/a", inode=1, size=2), seen("/r/c", inode=3, size=2, kind=None)]
    )
    assert [each.found.path for each in changes.added] == [Path("/r/a")]
    assert ids(changes.changed) == [3]
    diff.see([seen("/r/b.jpg", inode=2)])
    changes = diff.finish()
    assert [each.found.path for each in changes.added] == [Path("/r/b.jpg")]
    assert changes.gone == (2,)
    assert diff.tally.removed == set(), "what was no media is not counted"


def test_a_placeholder_keeps_what_is_known_and_is_not_taken_in() -> None:
    diff = Diff([row(1, "/r/a.jpg"), row(2, "/r/b.jpg", state=FileState.MISSING)])
    cloud = [
        Seen(found(path, inode=50, mtime_ns=77), HERE, None, here=False)
        for path in ("/r/a.jpg", "/r/b.jpg", "/r/new.jpg")
    ]
    changes = diff.see(cloud)
    assert changes == Changes(returned=((FileId(2), found("/r/b.jpg", inode=2)),))
    assert not diff.finish()


def test_a_row_of_another_folder_at_the_same_path_changes_hands() -> None:
    diff = Diff([row(1, "/r/in/a.jpg", folder=2), row(2, "/r/in/b.jpg", folder=2)])
    changes = diff.see([seen("/r/in/a.jpg", inode=1), seen("/r/in/b.jpg", inode=2, size=5)])
    assert [(file_id, folder) for file_id, _, folder in changes.moved] == [(1, HERE)]
    assert [each.found.path for each in changes.added] == [Path("/r/in/b.jpg")]
    assert diff.tally.moved == set()


def test_tallies_of_one_run_add_up_to_what_a_person_would_say() -> None:
    a, b, c, d = (Path(f"/{name}") for name in "abcd")
    total = Tally(added={a}, unchanged={b, c})
    total.merge(Tally(changed={a, b}, removed={c}, added={d}))
    total.merge(Tally(removed={d}))
    assert total == Tally(added={a}, changed={b}, removed={c})
    total.merge(Tally(added={c}))
    total.forget([a])
    assert total == Tally(added={c}, changed={b})
