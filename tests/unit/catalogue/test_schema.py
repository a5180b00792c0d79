"""Versions: newer refused, older backed up and migrated in one transaction, foreign files left alone."""

import sqlite3
from pathlib import Path

import pytest

from findling.catalogue import Writer, open_reader, open_writer
from findling.catalogue.connection import connect_writer
from findling.catalogue.schema import MIGRATIONS, bring_up_to_date
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from tests.unit.catalogue.made import ROOT, add

NEXT = (*MIGRATIONS, ("ALTER TABLE file ADD COLUMN stars INTEGER NOT NULL DEFAULT 0",))
BREAKS = (
    *MIGRATIONS,
    ("ALTER TABLE file ADD COLUMN stars INTEGER", "INSERT INTO nowhere VALUES (1)"),
)


def set_version(path: Path, version: int) -> None:
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {version}")
    database.close()


def test_a_newer_library_is_refused_in_words(writer: Writer, paths: LibraryPaths) -> None:
    writer.close()
    set_version(paths.catalogue, len(MIGRATIONS) + 1)
    for open_it in (open_writer, open_reader):
        with pytest.raises(FindlingError) as refused:
            open_it(paths)
        assert refused.value.code == "library-newer"


def test_a_refused_library_does_not_stay_locked(writer: Writer, paths: LibraryPaths) -> None:
    writer.close()
    set_version(paths.catalogue, 99)
    with pytest.raises(FindlingError):
        open_writer(paths)
    set_version(paths.catalogue, len(MIGRATIONS))
    open_writer(paths).close()


def test_an_older_library_is_kept_beside_and_migrated(
    writer: Writer, paths: LibraryPaths
) -> None:
    add(writer, "a.jpg")
    writer.close()
    database = connect_writer(paths.catalogue)
    backup = bring_up_to_date(database, path=paths.catalogue, migrations=NEXT)
    assert database.rows("SELECT stars FROM file") == [(0,)]
    assert database.value("PRAGMA user_version") == len(NEXT)
    database.close()
    assert backup == paths.root / f"catalogue.db.v{len(MIGRATIONS)}.bak"
    old = sqlite3.connect(backup)
    assert old.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert old.execute("SELECT CAST(path AS TEXT) FROM file").fetchall() == [(f"{ROOT}/a.jpg",)]
    old.close()


def test_a_broken_migration_leaves_the_old_library(writer: Writer, paths: LibraryPaths) -> None:
    add(writer, "a.jpg")
    writer.close()
    database = connect_writer(paths.catalogue)
    with pytest.raises(sqlite3.OperationalError):
        bring_up_to_date(database, path=paths.catalogue, migrations=BREAKS)
    database.close()
    again = open_writer(paths)
    assert again.file_by_path(ROOT / "a.jpg") is not None
    assert "stars" not in str(again._db.rows("SELECT sql FROM sqlite_master"))
    again.close()


def test_an_up_to_date_library_is_not_backed_up(writer: Writer, paths: LibraryPaths) -> None:
    writer.close()
    open_writer(paths).close()
    assert not list(paths.root.glob("*.bak*"))


def test_another_programs_database_is_left_alone(paths: LibraryPaths) -> None:
    paths.create()
    foreign = sqlite3.connect(paths.catalogue)
    foreign.execute("CREATE TABLE bookmarks (url)")
    foreign.close()
    for open_it in (open_writer, open_reader):
        with pytest.raises(FindlingError) as refused:
            open_it(paths)
        assert refused.value.code == "library-foreign"


def test_a_reader_asks_for_a_writer_first(
    writer: Writer, paths: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FindlingError) as refused:
        open_reader(LibraryPaths(paths.root / "elsewhere"))
    assert refused.value.code == "library-missing"
    monkeypatch.setattr("findling.catalogue.reader.MIGRATIONS", NEXT)
    with pytest.raises(FindlingError) as older:
        open_reader(paths)
    assert older.value.code == "library-older"


def test_an_empty_file_is_no_library_yet_and_becomes_one(paths: LibraryPaths) -> None:
    paths.create()
    paths.catalogue.touch()
    with pytest.raises(FindlingError) as refused:
        open_reader(paths)
    assert refused.value.code == "library-missing"
    open_writer(paths).close()
    open_reader(paths).close()
