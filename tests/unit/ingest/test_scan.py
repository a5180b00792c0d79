import os
import socket
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from findling.ingest.patterns import Patterns
from findling.ingest.scan import (
    Root,
    Sighting,
    Unread,
    identity,
    look_at,
    placeholder,
    walk,
    why_away,
)


def root_at(path: Path, *exclude: str, inner: Iterable[Path] = ()) -> Root:
    return Root(path, Patterns(exclude=exclude), frozenset(map(str, inner)))


def names(found: Iterable[Sighting | Unread], root: Path) -> set[str]:
    return {
        each.found.path.relative_to(root).as_posix()
        for each in found
        if isinstance(each, Sighting)
    }


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_regular_files_alone_and_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.jpg")
    put(tmp_path / "sub" / "b.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.jpg")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("sock.jpg")
        found = list(walk(tmp_path, root=root_at(tmp_path)))
    assert names(found, tmp_path) == {"a.jpg", "sub/b.jpg"}


def test_names_that_are_no_utf8_survive(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    (found,) = walk(tmp_path, root=root_at(tmp_path))
    assert isinstance(found, Sighting)
    assert os.fsencode(found.found.path) == raw


def test_excludes_and_inner_roots(tmp_path: Path) -> None:
    for name in ("a.jpg", ".hid/b.jpg", "inner/c.jpg", "x/inner/d.jpg"):
        put(tmp_path / name)
    root = root_at(tmp_path, ".*", inner=[tmp_path / "inner"])
    assert names(walk(tmp_path, root=root), tmp_path) == {"a.jpg", "x/inner/d.jpg"}


def test_what_stat_said(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jpg", b"12345")
    (found,) = walk(tmp_path, root=root_at(tmp_path))
    status = path.stat()
    assert isinstance(found, Sighting)
    assert found.here
    seen = found.found
    assert (seen.size, seen.mtime_ns, seen.inode, seen.device) == (
        5,
        status.st_mtime_ns,
        status.st_ino,
        status.st_dev,
    )


def test_a_folder_that_cannot_be_listed_is_unread_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.jpg")
    put(tmp_path / "locked" / "b.jpg")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(
        os, "scandir", scandir
    )  # the tests may run as root, whom nothing is denied
    found = list(walk(tmp_path, root=root_at(tmp_path)))
    assert names(found, tmp_path) == {"a.jpg"}
    assert Unread(tmp_path / "locked", "Permission denied") in found


def test_paths_too_long_to_open_are_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(22):
        Path("y" * 200).mkdir()
        os.chdir("y" * 200)
    found = list(walk(tmp_path, root=root_at(tmp_path)))
    assert [each.reason for each in found if isinstance(each, Unread)] == ["File name too long"]


def test_a_folder_that_vanishes_in_between_is_nothing(tmp_path: Path) -> None:
    assert list(walk(tmp_path / "gone", root=root_at(tmp_path))) == []


def test_looking_at_one_path(tmp_path: Path) -> None:
    root = root_at(tmp_path, ".*", inner=[tmp_path / "inner"])
    put(tmp_path / "sub" / "a.jpg")
    put(tmp_path / "sub" / ".b.jpg")
    put(tmp_path / "inner" / "c.jpg")
    (tmp_path / "link").symlink_to(tmp_path / "sub")

    def at(name: str) -> set[str]:
        return names(look_at(tmp_path / name, root=root), tmp_path)

    assert at("sub/a.jpg") == at("sub") == {"sub/a.jpg"}
    for nothing in ("sub/.b.jpg", "inner/c.jpg", "link", "link/a.jpg", "sub/gone", "a.jpg/x"):
        assert at(nothing) == set()


def test_a_path_that_may_not_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / ("y" * 300)
    assert list(look_at(path, root=root_at(tmp_path))) == [Unread(path, "File name too long")]


def test_cloud_placeholders_are_told_by_their_marks_alone() -> None:
    def status(**values: int) -> os.stat_result:
        return cast(os.stat_result, SimpleNamespace(**values))

    assert placeholder(status(st_file_attributes=0x400000))
    assert placeholder(status(st_flags=0x40000000))
    assert not placeholder(status(st_size=10 << 30, st_blocks=0))


class TestAway:
    def test_there(self, tmp_path: Path) -> None:
        assert why_away(tmp_path, devices=[tmp_path.stat().st_dev], sample=[]) is None
        assert why_away(tmp_path, devices=[], sample=[]) is None

    def test_no_folder(self, tmp_path: Path) -> None:
        assert why_away(tmp_path / "gone", devices=[], sample=[]) == "No such file or directory"
        assert why_away(put(tmp_path / "file"), devices=[], sample=[]) is not None

    def test_a_bare_mount_point(self, tmp_path: Path) -> None:
        other = tmp_path.stat().st_dev + 1
        assert why_away(tmp_path, devices=[other], sample=[tmp_path / "gone.jpg"]) is not None

    def test_another_device_number_alone_says_nothing(self, tmp_path: Path) -> None:
        other = tmp_path.stat().st_dev + 1
        still = put(tmp_path / "a.jpg")
        assert (
            why_away(tmp_path, devices=[other], sample=[tmp_path / "gone.jpg", still]) is None
        )

    def test_identity(self, tmp_path: Path) -> None:
        status = tmp_path.stat()
        assert identity(tmp_path) == (status.st_dev, status.st_ino)
        assert identity(tmp_path / "gone") is None
        assert identity(put(tmp_path / "file")) is None
