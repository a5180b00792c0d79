"""A file gets another name without anything being written over, however the system does it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from findling.core.errors import FindlingError
from findling.handing import moving
from findling.handing.moving import look, move

WAYS = ["in one step", "unknown to the file system", "no such call"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    refuses: Callable[..., int] | None = None
    if request.param == "unknown to the file system":

        def refuses(*_: Any) -> int:
            return errno.EINVAL

    if request.param != "in one step":
        monkeypatch.setattr(moving, "_exclusive_rename", lambda: refuses)
    return str(request.param)


def written(path: Path, content: bytes = b"x") -> Path:
    path.write_bytes(content)
    return path


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FindlingError) as raised:
        call()
    assert raised.value.message
    return raised.value.code


def test_the_name_changes_and_nothing_else(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg"))
    now = move(file, tmp_path / "b.jpg")
    assert [p.name for p in tmp_path.iterdir()] == ["b.jpg"]
    assert now.path == tmp_path / "b.jpg"
    assert (now.inode, now.size, now.mtime_ns) == (file.inode, file.size, file.mtime_ns)


def test_nothing_is_written_over(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg", b"a"))
    written(tmp_path / "b.jpg", b"b")
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "name-taken"
    assert (tmp_path / "a.jpg").read_bytes() == b"a"
    assert (tmp_path / "b.jpg").read_bytes() == b"b"


def test_a_dangling_link_is_not_written_over_either(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg"))
    (tmp_path / "b.jpg").symlink_to(tmp_path / "nowhere")
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "name-taken"
    assert (tmp_path / "b.jpg").is_symlink()


def test_a_file_that_became_another_is_left_alone(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg", b"one"))
    written(tmp_path / "new", b"two").replace(tmp_path / "a.jpg")
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "changed-meanwhile"
    assert (tmp_path / "a.jpg").read_bytes() == b"two"


def test_a_file_that_was_written_to_is_left_alone(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg", b"one"))
    with (tmp_path / "a.jpg").open("ab") as out:
        out.write(b" more")
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "changed-meanwhile"


def test_a_link_in_its_place_is_not_followed(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg"))
    (tmp_path / "a.jpg").rename(tmp_path / "kept.jpg")
    (tmp_path / "a.jpg").symlink_to(tmp_path / "kept.jpg")
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "changed-meanwhile"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.jpg", "kept.jpg"]


@pytest.mark.parametrize("odd", ["link", "folder", "pipe"])
def test_only_regular_files_are_looked_at(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "odd"
    if odd == "link":
        path.symlink_to(written(tmp_path / "file"))
    elif odd == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert code_of(lambda: look(path)) == "changed-meanwhile"


def test_what_is_gone_is_said(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg"))
    (tmp_path / "a.jpg").unlink()
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "not-there"


def test_only_the_case_can_change(tmp_path: Path, way: str) -> None:
    move(look(written(tmp_path / "a.jpg")), tmp_path / "A.JPG")
    assert [p.name for p in tmp_path.iterdir()] == ["A.JPG"]


def test_two_names_of_one_file_that_differ_by_case_stay_two(tmp_path: Path, way: str) -> None:
    file = look(written(tmp_path / "a.jpg"))
    os.link(tmp_path / "a.jpg", tmp_path / "A.jpg")
    assert code_of(lambda: move(file, tmp_path / "A.jpg")) == "name-taken"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["A.jpg", "a.jpg"]


def test_where_a_and_capital_a_are_one_name_the_case_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a file system says that the new name exists, and shows one name for both."""
    file = look(written(tmp_path / "a.jpg"))
    real = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        return real(path.with_name("a.jpg") if path.name == "A.jpg" else path)

    monkeypatch.setattr(moving, "_exclusive_rename", lambda: lambda *_: errno.EEXIST)
    monkeypatch.setattr(Path, "lstat", lstat)
    assert move(file, tmp_path / "A.jpg").path.name == "A.jpg"
    assert [p.name for p in tmp_path.iterdir()] == ["A.jpg"]


def test_a_drive_that_can_do_neither_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, "no hard links")

    monkeypatch.setattr(moving, "_exclusive_rename", lambda: None)
    monkeypatch.setattr(os, "link", no_links)
    file = look(written(tmp_path / "a.jpg"))
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "cannot-move-safely"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jpg"]


def test_a_file_swapped_at_the_last_moment_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the step of the system: nobody can close that, but it is seen and undone."""
    file = look(written(tmp_path / "a.jpg", b"one"))
    step = moving._exclusive_rename()
    assert step is not None
    first = [True]

    def swapping(*call: Any) -> int:
        if first.pop() if first else False:
            written(tmp_path / "new", b"two").replace(tmp_path / "a.jpg")
        return step(*call)

    monkeypatch.setattr(moving, "_exclusive_rename", lambda: swapping)
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "changed-meanwhile"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jpg"]
    assert (tmp_path / "a.jpg").read_bytes() == b"two"


def test_a_second_name_whose_first_cannot_go_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = os.unlink

    def keeps_a(name: str, **more: Any) -> None:
        if name == "a.jpg":
            raise PermissionError(errno.EACCES, "no")
        unlink(name, **more)

    monkeypatch.setattr(moving, "_exclusive_rename", lambda: None)
    monkeypatch.setattr(os, "unlink", keeps_a)
    file = look(written(tmp_path / "a.jpg"))
    assert code_of(lambda: move(file, tmp_path / "b.jpg")) == "read-only"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jpg"]
