from pathlib import Path

import pytest

from findling.core.model import FolderId, FolderState, Kind, WatchedFolder
from findling.ingest.patterns import Patterns
from findling.ingest.plan import Diff, Seen
from findling.ingest.scan import Root
from findling.ingest.survey import AWAY_FROM, Ending, Look, Place, examine, kind_of
from tests.unit.ingest.rows import found, row

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(20)


def place(root: Path, *, at: tuple[Path, ...] | None = None, present: int = 0) -> Place:
    folder = WatchedFolder(id=FolderId(1), path=root, state=FolderState.PRESENT)
    return Place(folder, Root(root, Patterns()), at, present=present)


def examined(*places: Place) -> tuple[set[str], Ending]:
    seen: list[Seen] = []
    ending = examine(Look(places, Diff([]), {}), deliver=seen.extend)
    paths = [each.found.path for each in seen]
    assert len(paths) == len(set(paths)), "seen twice"
    return {path.name for path in paths}, ending


def test_a_touched_file_in_a_touched_folder_is_seen_once(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "a.jpg"
    path.write_bytes(b"x")
    names, ending = examined(place(tmp_path, at=(path, path.parent)))
    assert names == {"a.jpg"}
    assert not ending.present, "only a whole look says that a folder is there"


def test_a_root_that_is_not_there_is_away_and_unread(tmp_path: Path) -> None:
    names, ending = examined(place(tmp_path / "gone"))
    assert not names
    assert FolderId(1) in ending.away
    assert [each.path for each in ending.unread] == [tmp_path / "gone"]


@pytest.mark.parametrize(("present", "away"), [(AWAY_FROM, True), (AWAY_FROM - 1, False)])
def test_an_empty_root_is_away_when_it_held_many(
    tmp_path: Path, present: int, away: bool
) -> None:
    _, ending = examined(place(tmp_path, present=present))
    assert (FolderId(1) in ending.away) is away
    assert (FolderId(1) in ending.present) is not away


class TestKind:
    def test_a_telling_name_is_not_opened(self) -> None:
        assert kind_of(found("/nowhere/a.jpg", inode=1), None) is Kind.PHOTO

    def test_an_unknown_name_is_told_by_its_first_bytes(self, tmp_path: Path) -> None:
        for name, content, kind in (
            ("picture", JPEG, Kind.PHOTO),
            ("notes.txt", b"some words", None),
            ("empty", b"", None),
        ):
            path = tmp_path / name
            path.write_bytes(content)
            assert kind_of(found(str(path), inode=1), None) is kind

    def test_what_was_looked_at_is_not_opened_again(self) -> None:
        known = row(1, "/nowhere/a", kind=None)
        assert kind_of(found("/nowhere/a", inode=1), known) is None
        with pytest.raises(FileNotFoundError):
            kind_of(found("/nowhere/a", inode=1, size=2), known)

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "target").write_bytes(JPEG)
        (tmp_path / "link").symlink_to(tmp_path / "target")
        with pytest.raises(OSError, match="symbolic"):
            kind_of(found(str(tmp_path / "link"), inode=1), None)
