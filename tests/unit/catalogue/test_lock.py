"""The writer's lock, against a real second process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from findling.catalogue.lock import WriterLock, holder
from findling.core.errors import FindlingError

HOLD = """
import sys
from pathlib import Path
from findling.catalogue.lock import WriterLock
lock = WriterLock.take(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_the_second_process_learns_who_holds_it_and_death_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(FindlingError) as refused:
            WriterLock.take(path)
        assert refused.value.code == "library-busy"
        assert str(other.pid) in refused.value.message
        other.send_signal(signal.SIGKILL)
    WriterLock.take(path).close()


def test_one_process_cannot_take_it_twice_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    lock = WriterLock.take(path)
    with pytest.raises(FindlingError, match=str(os.getpid())):
        WriterLock.take(path)
    lock.close()
    lock.close()
    WriterLock.take(path).close()
    known = holder(path)
    assert known is not None
    assert known[0] == os.getpid()


def test_a_lock_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(FindlingError) as refused:
        WriterLock.take(tmp_path / "nowhere" / "writer.lock")
    assert refused.value.code == "library-unwritable"


def test_an_empty_lock_file_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    path.touch()
    assert holder(path) is None
