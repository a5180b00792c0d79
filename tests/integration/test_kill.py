"""An index run killed at random moments and run again ends like a clean run, and repeats only what was in flight."""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests import made

KILLS = 10
IN_FLIGHT = 18
"""Contents that may be under way at one moment: ten with four decode processes, and a batch of eight that waits for
its commit."""


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    for seed in range(60):
        made.photo(folder / "photos" / f"{seed:03}.jpg", seed)
    for seed in range(12):
        made.recording(folder / "sounds" / f"{seed:03}.wav", seed)
        made.document(
            folder / "papers" / f"{seed:03}.pdf", f"page about number {seed}", "and more"
        )
        made.clip(folder / "clips" / f"{seed:03}.mp4", seed)
    (folder / "photos" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    return folder


def _findling(library: Path, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "findling", *words, "--library", str(library), "--json"],
        env={**os.environ, "FINDLING_LOG": "debug", "PYTHONPATH": "src"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _finish(library: Path, *words: str) -> object:
    process = _findling(library, *words)
    out, _ = process.communicate(timeout=240)
    return json.loads(out)


def _counts(library: Path) -> object:
    status = _finish(library, "status")
    assert isinstance(status, dict)
    return status["counts"]


def _log_counts(library: Path, what: str) -> Counter[str]:
    log = (library / "findling.log").read_text()
    return Counter(re.findall(rf"{what} ([0-9a-f]{{32}})", log))


def _read_after_commit(library: Path) -> list[str]:
    """Contents that were given to a decode process after a run had committed them."""
    committed: set[str] = set()
    again = []
    steps = re.findall(
        r"(committed|decode submitted) ([0-9a-f]{32})", (library / "findling.log").read_text()
    )
    for step, content in steps:
        if step == "committed":
            committed.add(content)
        elif content in committed:
            again.append(content)
    return again


def _wait_until_read(
    library: Path, process: "subprocess.Popen[bytes]", *, contents: int
) -> None:
    """Returns when so many contents have been given to the decode processes, over all runs."""
    log = library / "findling.log"
    while process.poll() is None:
        if log.exists() and len(_log_counts(library, "decode submitted")) > contents:
            return
        time.sleep(0.01)


@pytest.fixture(scope="module")
def clean(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("clean") / "library"
    _finish(library, "folders", "add", str(media))
    _finish(library, "index")
    return library


def test_kills_change_nothing_in_the_end(media: Path, clean: Path, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    library = tmp_path / "library"
    _finish(library, "folders", "add", str(media))
    for kill in range(KILLS):
        process = _findling(library, "index")
        _wait_until_read(library, process, contents=8 * kill + chance.randrange(8))
        process.kill()
        process.communicate()  # returns once the decode processes have noticed and ended, too
    assert len(_log_counts(library, "committed")) < len(_log_counts(clean, "committed"))
    summary = _finish(library, "index")

    assert isinstance(summary, dict)
    assert summary["failed"] == 1
    assert _counts(library) == _counts(clean)
    with sqlite3.connect(library / "catalogue.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    committed = _log_counts(library, "committed")
    assert set(committed.values()) == {1}, "a content was committed twice"
    assert _read_after_commit(library) == [], (
        "a content was read again although it was committed"
    )
    again = sum(_log_counts(library, "decode submitted").values()) - len(committed)
    assert again <= KILLS * IN_FLIGHT, "more was read again than was in flight at the kills"
