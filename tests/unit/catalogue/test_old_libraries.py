"""A library of every older version in the field opens, whole, and its old file is kept."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from findling.catalogue import Reader, needs_migration, open_reader, open_writer
from findling.catalogue.schema import MIGRATIONS
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    Duty,
    FolderState,
    ItemState,
    Kind,
    Place,
    Scope,
    SpaceId,
    Tokens,
)
from findling.core.report import KindCounts

DATA = Path(__file__).parents[2] / "data"
VERSIONS = [1, 2]
"""Each made by the writer of that version; with small pages, so that it is small. 2 knows an estimate besides."""
BUILTIN = Duty(space=SpaceId("builtin-1"), plan="c30x4r60d300")
CLOUD = Duty(space=SpaceId("gemini-1"), plan="sent", scope=Scope.SENDABLE)
HOLIDAY, NOTES = Path("/media/Holiday"), Path("/media/Notes")
CAFE = HOLIDAY / os.fsdecode(b"caf\xe9.jpg")
THEN = datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.fixture(params=VERSIONS)
def made_by(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def source(made_by: int) -> Path:
    return DATA / f"library-v{made_by}.db"


@pytest.fixture
def old(paths: LibraryPaths, source: Path) -> LibraryPaths:
    paths.create()
    shutil.copyfile(source, paths.catalogue)
    return paths


@pytest.fixture
def migrated(old: LibraryPaths) -> Reader:
    open_writer(old).close()
    return open_reader(old)


def version(path: Path) -> int:
    database = sqlite3.connect(path)
    try:
        return int(database.execute("PRAGMA user_version").fetchone()[0])
    finally:
        database.close()


def content(number: int) -> ContentHash:
    return ContentHash(number.to_bytes(16, "big"))


def test_readers_wait_for_a_writer_and_the_old_file_is_kept(
    old: LibraryPaths, source: Path, made_by: int
) -> None:
    assert needs_migration(old)
    with pytest.raises(FindlingError) as refused:
        open_reader(old)
    assert refused.value.code == "library-older"
    open_writer(old).close()
    assert not needs_migration(old)
    assert version(old.catalogue) == len(MIGRATIONS)
    assert [path.name for path in old.root.glob("*.bak*")] == [f"catalogue.db.v{made_by}.bak"]
    kept = sqlite3.connect(old.root / f"catalogue.db.v{made_by}.bak")
    was = sqlite3.connect(source)
    assert list(kept.iterdump()) == list(was.iterdump())
    kept.close()
    was.close()


def test_folders_and_files_survive(migrated: Reader) -> None:
    holiday, notes = migrated.folders()
    assert (holiday.path, holiday.exclude, holiday.state) == (
        HOLIDAY,
        ("*.tmp",),
        FolderState.PRESENT,
    )
    assert (notes.path, notes.include, notes.state) == (
        NOTES,
        ("*.pdf", "*.mp3"),
        FolderState.AWAY,
    )
    assert notes.away_since == THEN
    assert not holiday.local_only
    assert not notes.local_only
    assert [status.files for status in migrated.folder_status()] == [4, 4]
    cafe = migrated.file_by_path(CAFE)
    assert cafe is not None
    assert (cafe.size, cafe.mtime_ns, cafe.inode, cafe.device) == (
        104,
        1_600_000_004 * 10**9,
        4,
        7,
    )
    nothing = migrated.file_by_path(HOLIDAY / "list.xyz")
    assert nothing is not None
    assert nothing.kind is None
    assert migrated.meta("paused") == "1"
    migrated.close()


def test_contents_and_their_states_survive(migrated: Reader) -> None:
    counts = migrated.counts([BUILTIN])
    assert counts[Kind.PHOTO] == KindCounts(ready=1, pending=1, failed=0, missing=1)
    assert counts[Kind.CLIP] == KindCounts(ready=1, pending=0, failed=0, missing=0)
    assert counts[Kind.RECORDING] == KindCounts(ready=0, pending=2, failed=0, missing=0)
    assert counts[Kind.DOCUMENT] == KindCounts(ready=1, pending=0, failed=1, missing=0)
    beach = migrated.item_by_hash(content(1))
    assert beach is not None
    told = migrated.item(beach)
    assert told is not None
    assert told.paths == (HOLIDAY / "Beach 2019.jpg", HOLIDAY / "copy" / "Beach 2019.jpg")
    assert (told.taken, told.offset_minutes) == (datetime(2019, 7, 20, 12, 30), 120)
    assert (told.place, told.camera) == (Place(latitude=54.1, longitude=10.8), "Camera")
    assert (told.tags, told.colour) == (("sandbar",), 0x3366AA)
    assert migrated.look_hashes([beach]) == {beach: 2**63 + 5}
    assert [row.state for row in migrated.rows([beach])] == [ItemState.READY]
    broken, locked = migrated.failures()
    assert (broken.path, broken.code, broken.attempts) == (NOTES / "broken.pdf", "broken", 1)
    assert (locked.path, locked.reason) == (NOTES / "locked.mp3", "It may not be read.")
    migrated.close()


def test_spans_vectors_words_and_the_ledger_survive(migrated: Reader) -> None:
    surf = migrated.item_by_hash(content(2))
    assert surf is not None
    (rows,) = migrated.vectors_after(BUILTIN.space, 0)
    assert len(rows) == 6
    np.testing.assert_array_equal(
        migrated.item_vectors(surf, BUILTIN.space), [[0, 1, 0, 0], [0, 0.5, 0.5, 0]]
    )
    spans = migrated.spans(rows.span_ids)
    assert [(span.start, span.end, span.page) for span in spans.values()][1:3] == [
        (0.0, 30.0, None),
        (30.0, 45.5, None),
    ]
    (herring,) = migrated.text_matches(["herring"])
    assert (herring.item_id, herring.page) == (migrated.item_by_hash(content(5)), 2)
    assert [match.where for match in migrated.text_matches(["sandbar"])] == ["tag"]
    assert [match.where for match in migrated.text_matches(["beach"])] == ["name"]
    spent = migrated.spending(datetime(2023, 11, 20))
    assert (spent.usd, spent.month_usd, spent.spans, spent.tokens) == (0.25, 0.25, 2, 516)
    assert spent.kinds == {Kind.PHOTO: 0.25}
    migrated.close()


def test_what_is_new_works_in_an_old_library(old: LibraryPaths) -> None:
    writer = open_writer(old)
    reader = open_reader(old)
    assert reader.pending_count(BUILTIN) == 1
    assert reader.pending_count(CLOUD) == 3
    assert not reader.has_vectors(CLOUD.space)
    assert reader.has_vectors(BUILTIN.space)
    assert reader.estimate_of([1, 2, 3], space=CLOUD.space) == Tokens()
    writer.set_local_only(writer.add_folder(HOLIDAY).id, True)
    assert reader.pending_count(CLOUD) == 0
    assert writer._db.value("PRAGMA integrity_check") == "ok"
    assert writer._db.rows("PRAGMA foreign_key_check") == []
    reader.close()
    writer.close()


def test_an_estimate_made_before_sources_were_known_still_counts(paths: LibraryPaths) -> None:
    paths.create()
    shutil.copyfile(DATA / "library-v2.db", paths.catalogue)
    open_writer(paths).close()
    reader = open_reader(paths)
    assert reader.estimates(CLOUD)[Kind.PHOTO].tokens == Tokens(text=9)
    reader.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from findling.catalogue import connection, open_writer
from findling.core.library import LibraryPaths

run = connection.Database.run

def run_until(self, sql, values=()):
    if sys.argv[2] in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return run(self, sql, values)

connection.Database.run = run_until
open_writer(LibraryPaths(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("at", ["BEGIN", "ADD COLUMN source", "user_version", "COMMIT"])
def test_killed_in_the_middle_it_is_still_the_old_one(
    old: LibraryPaths, source: Path, made_by: int, at: str
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(old.root), at],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert needs_migration(old)
    now, was = sqlite3.connect(old.catalogue), sqlite3.connect(source)
    assert list(now.iterdump()) == list(was.iterdump())
    now.close()
    was.close()
    open_writer(old).close()
    reader = open_reader(old)
    assert reader.counts([BUILTIN])[Kind.PHOTO].ready == 1
    reader.close()
    assert version(old.root / f"catalogue.db.v{made_by}.bak") == made_by


def test_what_no_writer_can_open_is_not_older(paths: LibraryPaths) -> None:
    assert needs_migration(paths)
    paths.create()
    foreign = sqlite3.connect(paths.catalogue)
    foreign.execute("CREATE TABLE bookmarks (url)")
    foreign.close()
    assert not needs_migration(paths)
    paths.catalogue.write_bytes(b"no database at all" * 100)
    assert not needs_migration(paths)
