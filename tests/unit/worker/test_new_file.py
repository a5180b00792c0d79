"""A new file is there whole or not at all, and never in the place of another one."""

import os
import stat
from pathlib import Path

import pytest

from findling.core.errors import MediaError
from findling.worker.new_file import NewFile


def refuse(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def written(to: Path, *pieces: tuple[int, bytes]) -> Path:
    new = NewFile(to, most=1000)
    for at, data in pieces:
        new.write(at, data)
    return new.keep()


@pytest.mark.parametrize("links", [True, False])
def test_pieces_land_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    to = written(tmp_path / "a.bin", (0, b"head----"), (8, b"tail"), (4, b"mid-"))
    assert to.read_bytes() == b"headmid-tail"
    assert names(tmp_path) == ["a.bin"]
    assert stat.S_IMODE(to.stat().st_mode) == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def test_what_is_there_stays(tmp_path: Path) -> None:
    to = tmp_path / "a.bin"
    to.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        NewFile(to, most=10)
    assert names(tmp_path) == ["a.bin"]


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "a.bin").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        NewFile(tmp_path / "a.bin", most=10)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("links", [True, False])
def test_what_came_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    to = tmp_path / "a.bin"
    new = NewFile(to, most=10)
    new.write(0, b"new")
    to.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        new.keep()
    assert to.read_bytes() == b"precious"
    assert names(tmp_path) == ["a.bin"]


def test_dropping_leaves_nothing(tmp_path: Path) -> None:
    new = NewFile(tmp_path / "a.bin", most=10)
    new.write(0, b"half")
    new.drop()
    new.drop()
    assert names(tmp_path) == []


@pytest.mark.parametrize(("at", "size"), [(0, 11), (10, 1), (-1, 1), (1 << 60, 1)])
def test_no_more_than_was_agreed_is_written(tmp_path: Path, at: int, size: int) -> None:
    new = NewFile(tmp_path / "a.bin", most=10)
    with pytest.raises(MediaError) as caught:
        new.write(at, b"x" * size)
    assert caught.value.code == "unsaved"
    new.drop()
    assert names(tmp_path) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        NewFile(tmp_path / "gone" / "a.bin", most=10)
