"""Decode pools for tests: closed afterwards, with nothing left of them."""

import multiprocessing
import os
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from findling.core.settings import Settings
from findling.worker.pool import DecodePool

MakePool = Callable[..., DecodePool]


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No process and no thread outlives a test."""
    before = set(threading.enumerate())
    yield
    assert multiprocessing.active_children() == []
    assert set(threading.enumerate()) <= before


@pytest.fixture
def make_pool() -> Iterator[MakePool]:
    pools: list[DecodePool] = []

    def make(**chosen: float) -> DecodePool:
        settings = Settings(**{"decode_processes": 1, **chosen})  # type: ignore[arg-type]
        pools.append(DecodePool(settings=settings))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close(10)


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half an hour of nothing: small on the disk, seconds in a decoder."""
    path = tmp_path_factory.mktemp("long") / "long.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(bytes(2 * 16_000 * 1800))
    return path


def pid_reading(pool: DecodePool, path: Path) -> int:
    """The decode process that has the file open; returns as soon as one has."""
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        for pid in pool.pids():
            if str(path) in _open_files(pid):
                return pid
        os.sched_yield()
    raise AssertionError(f"nobody opened {path}")


def _open_files(pid: int) -> set[str]:
    try:
        return {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    except OSError:  # it has just closed the file, or ended
        return set()
