"""To a real trash below `tmp_path` and back again."""

import os
from pathlib import Path

import pytest

from findling.core.handing import Trashing
from findling.core.model import FileId, FileRow, FileState, FolderId, Found, Kind
from findling.handing import trash as trashing
from findling.handing.moving import look
from findling.handing.service import Handing


def written(path: Path, content: bytes = b"x") -> Found:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return look(path)


def row(found: Found) -> FileRow:
    return FileRow(
        id=FileId(1),
        folder_id=FolderId(1),
        path=found.path,
        kind=Kind.PHOTO,
        size=found.size,
        mtime_ns=found.mtime_ns,
        inode=found.inode,
        device=found.device,
        state=FileState.PRESENT,
        item_id=None,
    )


@pytest.mark.parametrize("name", ["a.jpg", "Größe 100%.jpg", "no ending", "a;b=c #.jpg"])
def test_away_and_back(tmp_path: Path, trash: Path, name: str) -> None:
    files = Handing()
    found = written(tmp_path / "m" / name, b"content")
    report = files.move_to_trash([found])
    assert report.done == (found.path,)
    assert report.refused == ()
    assert not found.path.exists()
    assert [p.read_bytes() for p in (trash / "files").iterdir()] == [b"content"]
    assert report.back is not None
    assert files.take_back(report.back).done == (found.path,)
    assert look(found.path) == found
    assert list((trash / "files").iterdir()) == list((trash / "info").iterdir()) == []


def test_names_that_are_no_text(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    found = written(tmp_path / "m" / os.fsdecode(b"a\xff.jpg"))
    report = files.move_to_trash([found])
    assert report.back is not None
    assert files.take_back(report.back).done == (found.path,)


def test_two_of_one_name_come_back_to_their_own_places(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    one, two = written(tmp_path / "1" / "a.jpg", b"1"), written(tmp_path / "2" / "a.jpg", b"2")
    report = files.move_to_trash([one, two])
    assert report.back is not None
    files.take_back(report.back)
    assert (one.path.read_bytes(), two.path.read_bytes()) == (b"1", b"2")


def test_one_that_changed_is_left_and_the_rest_goes(tmp_path: Path, trash: Path) -> None:
    changed, fine = written(tmp_path / "a.jpg"), written(tmp_path / "b.jpg")
    (tmp_path / "a.jpg").write_bytes(b"another")
    report = Handing().move_to_trash([changed, fine])
    assert report.done == (fine.path,)
    assert [r.path for r in report.refused] == [changed.path]
    assert report.refused[0].error.code == "changed-meanwhile"
    assert (tmp_path / "a.jpg").read_bytes() == b"another"


def test_what_is_gone_or_read_only_is_told(
    tmp_path: Path, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = written(tmp_path / "gone.jpg"), written(tmp_path / "ro" / "kept.jpg")
    gone.path.unlink()
    real = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: real(path, mode) and Path(os.fsdecode(path)).name != "ro",
    )
    report = Handing().move_to_trash([gone, kept])
    assert [r.error.code for r in report.refused] == ["not-there", "read-only"]
    assert kept.path.exists()
    assert not trash.exists()


def test_nothing_comes_back_over_another_file(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    report = files.move_to_trash([written(tmp_path / "a.jpg", b"old")])
    written(tmp_path / "a.jpg", b"new")
    assert report.back is not None
    back = files.take_back(report.back)
    assert [r.error.code for r in back.refused] == ["name-taken"]
    assert (tmp_path / "a.jpg").read_bytes() == b"new"
    assert [p.read_bytes() for p in (trash / "files").iterdir()] == [b"old"]


def test_nothing_comes_back_into_another_folder(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    found = written(tmp_path / "m" / "a.jpg")
    report = files.move_to_trash([found])
    (tmp_path / "m").rename(tmp_path / "elsewhere")
    (tmp_path / "other").mkdir()
    (tmp_path / "m").symlink_to(tmp_path / "other")
    assert report.back is not None
    assert [r.error.code for r in files.take_back(report.back).refused] == ["folder-changed"]
    assert list((tmp_path / "other").iterdir()) == []


def test_only_what_went_in_this_session_comes_back(tmp_path: Path, trash: Path) -> None:
    report = Handing().move_to_trash([written(tmp_path / "a.jpg")])
    assert report.back is not None
    assert [r.path for r in Handing().take_back(report.back).refused] == [tmp_path / "a.jpg"]


def test_another_file_in_the_trash_is_not_taken_for_it(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    report = files.move_to_trash([written(tmp_path / "a.jpg", b"old")])
    assert report.back is not None
    entry = report.back.trashed[0].entry
    assert entry is not None
    entry.unlink()
    entry.write_bytes(b"foreign")
    assert files.take_back(report.back).done == ()
    assert not (tmp_path / "a.jpg").exists()


def test_a_note_that_names_another_place_is_not_ours(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    report = files.move_to_trash([written(tmp_path / "a.jpg")])
    note = next((trash / "info").iterdir())
    note.write_text(note.read_text().replace("a.jpg", "b.jpg"))
    assert report.back is not None
    assert [r.error.code for r in files.take_back(report.back).refused] == ["not-in-trash"]


def test_paths_in_the_trash_of_a_drive_are_relative_to_its_top(tmp_path: Path) -> None:
    entry = tmp_path / ".Trash-0" / "files" / "a.jpg"
    written(entry)
    note = tmp_path / ".Trash-0" / "info" / "a.jpg.trashinfo"
    note.parent.mkdir()
    note.write_text("[Trash Info]\nPath=m/a.jpg\nDeletionDate=2024-01-01T00:00:00\n")
    assert trashing.is_noted(entry, tmp_path / "m" / "a.jpg")
    assert not trashing.is_noted(entry, tmp_path / "a.jpg")
    note.write_text("Path=m/a.jpg\n")
    assert not trashing.is_noted(entry, tmp_path / "m" / "a.jpg")


def test_taken_back_once_is_taken_back(tmp_path: Path, trash: Path) -> None:
    files = Handing()
    report = files.move_to_trash([written(tmp_path / "a.jpg")])
    assert isinstance(report.back, Trashing)
    assert files.take_back(report.back).refused == ()
    assert files.take_back(report.back).done == ()
    assert (tmp_path / "a.jpg").exists()


def test_a_rename_is_checked_done_and_taken_back(tmp_path: Path) -> None:
    files = Handing()
    found = written(tmp_path / "a.jpg", b"a")
    done = files.rename(found, "b.jpg")
    assert (tmp_path / "b.jpg").read_bytes() == b"a"
    written(tmp_path / "a.jpg", b"new")
    assert [r.error.code for r in files.take_back(done).refused] == ["name-taken"]
    (tmp_path / "a.jpg").unlink()
    assert files.take_back(done).done == (tmp_path / "a.jpg",)
    assert look(tmp_path / "a.jpg") == found


def test_held_is_what_the_library_knows(tmp_path: Path) -> None:
    same, edited, gone = (written(tmp_path / n) for n in ("same", "edited", "gone"))
    (tmp_path / "edited").write_bytes(b"longer")
    (tmp_path / "gone").unlink()
    held = Handing().held([row(same), row(edited), row(gone)])
    assert held[0] == same
    assert [getattr(h, "code", "") for h in held[1:]] == ["changed-meanwhile", "not-there"]
