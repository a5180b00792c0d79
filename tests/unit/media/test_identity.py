import errno
import os
import socket
from pathlib import Path

import pytest
import xxhash

from findling.core.errors import MediaError, NotMedia
from findling.media import identity
from findling.media.identity import identify, open_regular, os_failure


def test_small_contents_are_hashed_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 3_000_000)
    assert identify(path) == xxhash.xxh3_128(b"x" * 3_000_000).digest()


def test_copies_are_one_content_whatever_their_names(tmp_path: Path) -> None:
    for name in ("a.jpg", "b"):
        (tmp_path / name).write_bytes(b"same")
    assert identify(tmp_path / "a.jpg") == identify(tmp_path / "b")


def test_large_contents_differ_by_size_head_middle_and_tail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "WHOLE", 100)
    monkeypatch.setattr(identity, "BLOCK", 10)
    path = tmp_path / "a"
    hashes = set()
    for change in (None, 0, 500, 999):
        content = bytearray(1000)
        if change is not None:
            content[change] = 1
        path.write_bytes(content)
        hashes.add(identify(path))
    path.write_bytes(bytes(1001))
    hashes.add(identify(path))
    assert len(hashes) == 5
    content = bytearray(1000)
    content[200] = 1
    path.write_bytes(content)
    assert identify(path) in hashes  # between the blocks nobody looks


def test_a_sparse_giant_costs_three_blocks(tmp_path: Path) -> None:
    path = tmp_path / "giant.mkv"
    with path.open("wb") as file:
        file.truncate(1 << 36)
    assert len(identify(path)) == 16


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to("real")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    (tmp_path / "folder.jpg").mkdir()
    os.mkfifo(tmp_path / "pipe.mp4")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "sock"))
    server.close()
    for name in ("link.jpg", "loop.jpg", "folder.jpg", "pipe.mp4", "sock"):
        with pytest.raises(NotMedia):
            open_regular(tmp_path / name)
    with pytest.raises(NotMedia):
        open_regular(Path("/dev/zero"))


def test_a_vanished_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "gone", tmp_path / "file" / "below"):
        with pytest.raises(FileNotFoundError):
            identify(path)


def test_a_path_beyond_the_limits_says_so(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        identify(tmp_path / ("x" * 5000))
    assert caught.value.code == "name-too-long"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, "no-access"), (errno.EPERM, "no-access"), (errno.EIO, "io-error")],
)
def test_refusals_of_the_system_become_failures(number: int, code: str) -> None:
    error = os_failure(OSError(number, "words"), Path("x"))
    assert isinstance(error, MediaError)
    assert error.code == code
    assert not error.lasting
