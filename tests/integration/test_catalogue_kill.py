"""A writer killed in the middle of its commits leaves a whole library and what it had told."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from findling.catalogue import open_reader, open_writer
from findling.core.library import LibraryPaths
from tests.unit.catalogue.made import DUTY

COMMITS = """
import sys
from pathlib import Path
from findling.catalogue import open_writer
from findling.catalogue.rows import Done
from findling.core.library import LibraryPaths
from tests.unit.catalogue.made import DUTY, add, decoded, link

writer = open_writer(LibraryPaths(Path(sys.argv[1])))
start = int(sys.argv[2])
for number in range(start, start + 100_000):
    files = add(writer, *(f"{number}/{n}.pdf" for n in range(8)))
    items = [link(writer, file) for file in files]
    pages = decoded(texts=["some words of a page"] * 3)
    done = [Done(item_id=item, decoded=pages) for item in items]
    print(writer.commit(done, duty=DUTY), flush=True)
"""


@pytest.mark.parametrize("run", range(3))
def test_killed_between_any_two_steps(tmp_path: Path, run: int) -> None:
    paths = LibraryPaths(tmp_path / "library")
    chance = random.Random(run)
    told = 0
    for start in (0, 200_000, 400_000):
        told = commit_until_killed(paths, start, lines=chance.randrange(1, 25)) or told
        writer = open_writer(paths)
        assert writer._db.value("PRAGMA integrity_check") == "ok"
        assert writer._db.rows("PRAGMA foreign_key_check") == []
        writer._db.run("INSERT INTO name_words (name_words) VALUES ('integrity-check')")
        writer._db.run("INSERT INTO text_words (text_words) VALUES ('integrity-check')")
        writer.close()
        check_that_nothing_is_half_there(paths, told)


def commit_until_killed(paths: LibraryPaths, start: int, *, lines: int) -> int:
    """Returns the last sequence number that the writer said it had committed."""
    told = 0
    with subprocess.Popen(
        [sys.executable, "-c", COMMITS, str(paths.root), str(start)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        for _ in range(lines):
            told = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    return told


def check_that_nothing_is_half_there(paths: LibraryPaths, told: int) -> None:
    reader = open_reader(paths)
    sequences = [int(s) for rows in reader.vectors_after(DUTY.space, 0) for s in rows.sequences]
    counts = reader.counts([DUTY])
    ready = sum(kind.ready for kind in counts.values())
    pending = sum(kind.pending for kind in counts.values())
    assert max(sequences) >= told
    assert len(sequences) == ready * 3
    assert reader._db.value("SELECT count(*) FROM item_text") == ready * 3
    assert ready % 8 == 0
    assert (ready + pending) % 8 == 0
    assert reader.pending_count(DUTY) == pending
    reader.close()
