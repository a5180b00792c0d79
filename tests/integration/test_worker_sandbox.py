"""A confined process reads, and does nothing else; decoders work in it as they do outside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from findling.worker.sandbox import ability
from tests import made
from tests.integration.decode_pools import MakePool, make_pool, nothing_left

pytestmark = pytest.mark.skipif(
    not ability().landlock or not ability().seccomp,
    reason="this kernel has no Landlock or no seccomp",
)
__all__ = ["make_pool", "nothing_left"]  # fixtures
ROOT = Path(__file__).parents[2]

TRIES = """
import ctypes, json, os, socket, subprocess, sys, threading
from pathlib import Path
from findling.worker.sandbox import confine

folder, confined = Path(sys.argv[1]), sys.argv[2] == "confined"
if confined:
    confine()
libc = ctypes.CDLL(None, use_errno=True)

def refused(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return None

def call(number, *values):
    if libc.syscall(number, *values) < 0:
        raise OSError(ctypes.get_errno(), "")

def traced():
    if libc.ptrace(0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "")

tries = {
    "write": lambda: (folder / "old").write_bytes(b"x"),
    "append": lambda: open(folder / "old", "ab").close(),
    "new": lambda: (folder / "new").write_bytes(b"x"),
    "truncate": lambda: os.truncate(folder / "old", 1),
    "remove": lambda: (folder / "gone").unlink(),
    "rename": lambda: (folder / "moved").rename(folder / "other"),
    "link": lambda: os.link(folder / "old", folder / "linked"),
    "symlink": lambda: (folder / "pointer").symlink_to("old"),
    "folder": lambda: (folder / "sub").mkdir(),
    "fifo": lambda: os.mkfifo(folder / "fifo"),
    "tcp": lambda: socket.socket().close(),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
    "unix": lambda: socket.socket(socket.AF_UNIX).close(),
    "pair": lambda: [one.close() for one in socket.socketpair()],
    "run": lambda: subprocess.run(["/bin/true"]),
    "trace": traced,
    "kill": lambda: os.kill(os.getppid(), 0),
}
done = {name: refused(act) for name, act in tries.items() if name != "trace" or confined}
in_thread = []
thread = threading.Thread(target=lambda: in_thread.append(refused(lambda: (folder / "t").touch())))
thread.start()
thread.join()
done["thread"] = in_thread[0]
done["read"] = refused(lambda: (folder / "old").read_bytes())
done["list"] = refused(lambda: os.listdir(folder))
done["nowhere"] = refused(lambda: open(os.devnull, "wb").close())
sys.stdout.write(json.dumps(done))
"""
"""What a decoder that was taken over might try."""
ALLOWED = {"read", "list", "nowhere"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("old", "gone", "moved"):
        (tmp_path / name).write_bytes(b"abc")
    return tmp_path


def _try(folder: Path, how: str) -> dict[str, str | None]:
    said = subprocess.run(
        [sys.executable, "-c", TRIES, str(folder), how],
        env={"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    told: dict[str, str | None] = json.loads(said.stdout)
    return told


def test_without_it_all_of_this_works(folder: Path) -> None:
    assert set(_try(folder, "free").values()) == {None}


def test_nothing_but_reading(folder: Path) -> None:
    done = _try(folder, "confined")
    scoped = {"kill"} if ability().landlock < 6 else set()
    assert {name for name, error in done.items() if error is None} == ALLOWED | scoped
    assert set(done.values()) <= {None, "PermissionError"}
    assert sorted(path.name for path in folder.iterdir()) == ["gone", "moved", "old"]
    assert (folder / "old").read_bytes() == b"abc"


def test_decode_processes_are_confined(make_pool: MakePool, tmp_path: Path) -> None:
    pool = make_pool()
    pool.decode(made.photo(tmp_path / "photo.jpg", 1)).result(60)
    (pid,) = pool.pids()
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        said = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
        assert said["NoNewPrivs"] == "1", "a thread was made before"
        assert said["Seccomp"] == "2"
