"""What a folder holds by its names: as a look at it would see it, told while it goes on."""

from itertools import count
from pathlib import Path

from findling.core.model import Kind
from findling.core.report import FolderCount
from findling.ingest.counting import count_folder


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


def test_files_are_counted_by_kind_and_what_is_passed_over_is_not(tmp_path: Path) -> None:
    tree(tmp_path, "a.jpg", "b/c.JPG", "b/d.mp4", "e.pdf", "notes.txt", ".hidden/f.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    told: list[FolderCount] = []
    count_folder(tmp_path, told.append, lambda: True, exclude=(".*",))
    assert told == [
        FolderCount(
            path=tmp_path, kinds={Kind.PHOTO: 2, Kind.CLIP: 1, Kind.DOCUMENT: 1}, done=True
        )
    ]


def test_it_is_told_while_it_goes_on(tmp_path: Path) -> None:
    tree(tmp_path, *(f"{number}.jpg" for number in range(5)))
    told: list[FolderCount] = []
    clock = count()
    count_folder(tmp_path, told.append, lambda: True, exclude=(), clock=lambda: next(clock))
    assert [each.kinds.get(Kind.PHOTO) for each in told] == [1, 2, 3, 4, 5, 5]
    assert [each.done for each in told] == [False] * 5 + [True]


def test_nobody_wants_it_any_more(tmp_path: Path) -> None:
    tree(tmp_path, "a.jpg")
    told: list[FolderCount] = []
    count_folder(tmp_path, told.append, lambda: False, exclude=())
    assert told == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    told: list[FolderCount] = []
    count_folder(tmp_path / "gone", told.append, lambda: True, exclude=())
    assert told == [FolderCount(path=tmp_path / "gone", done=True)]
