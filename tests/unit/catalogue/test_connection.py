"""How the world's faults at the database come out in words."""

import os
import sqlite3
from pathlib import Path

import pytest

from findling.catalogue import Writer, open_reader, open_writer
from findling.catalogue.connection import connect_reader, connect_writer, translate
from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from tests.unit.catalogue.made import add


def test_a_full_disk_is_named_and_loses_nothing(writer: Writer, paths: LibraryPaths) -> None:
    add(writer, "kept.jpg")
    pages = writer._db.value("PRAGMA page_count")
    writer._db.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FindlingError) as stopped:
        add(writer, *(f"{n}-{'long' * 40}.jpg" for n in range(2000)))
    assert stopped.value.code == "disk-full"
    writer._db.run("PRAGMA max_page_count = 1000000")
    assert len(add(writer, "later.jpg")) == 1
    assert writer._db.value("SELECT count(*) FROM file") == 2
    assert writer._db.value("PRAGMA integrity_check") == "ok"


def test_a_file_that_is_no_database_is_damaged_for_both(paths: LibraryPaths) -> None:
    paths.create()
    paths.catalogue.write_bytes(b"something else entirely" * 1000)
    for open_it in (open_writer, open_reader):
        with pytest.raises(FindlingError) as refused:
            open_it(paths)
        assert refused.value.code == "library-damaged"
    assert paths.catalogue.read_bytes().startswith(b"something")


def read_all(paths: LibraryPaths) -> None:
    reader = open_reader(paths)
    try:
        reader.listing()
        reader.text_matches(["17"])
    finally:
        reader.close()


def test_a_torn_page_is_damaged_not_a_crash(writer: Writer, paths: LibraryPaths) -> None:
    add(writer, *(f"{n}.jpg" for n in range(3000)))
    writer.close()
    size = paths.catalogue.stat().st_size
    with paths.catalogue.open("r+b") as torn:
        torn.seek(size // 4)
        torn.write(os.urandom(size // 2))
    with pytest.raises(FindlingError) as refused:
        read_all(paths)
    assert refused.value.code == "library-damaged"


def test_a_held_write_lock_is_busy(writer: Writer, paths: LibraryPaths) -> None:
    other = sqlite3.connect(paths.catalogue, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writer._db.run("PRAGMA busy_timeout = 10")
    with pytest.raises(FindlingError) as refused:
        add(writer, "a.jpg")
    assert refused.value.code == "library-locked"
    other.close()
    assert len(add(writer, "a.jpg")) == 1


def test_a_reader_writes_nothing(writer: Writer, paths: LibraryPaths) -> None:
    database = connect_reader(paths.catalogue)
    with pytest.raises(FindlingError) as refused:
        database.run("DELETE FROM file")
    assert refused.value.code == "library-unwritable"
    database.close()


def test_an_absent_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(FindlingError) as refused:
        connect_reader(tmp_path / "none.db")
    assert refused.value.code == "library-unreadable"
    assert not list(tmp_path.iterdir())


def test_our_own_mistakes_are_not_the_worlds_fault(tmp_path: Path) -> None:
    database = connect_writer(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError):
        database.run("SELEC 1")
    database.close()


def test_an_interrupted_question_says_so() -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    told = translate(error, path=Path("/library/catalogue.db"))
    assert told is not None
    assert told.code == "interrupted"


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = connect_writer(tmp_path / "a.db")
    database.run("CREATE TABLE t (n)")

    def half() -> None:
        with database.transaction():
            database.run("INSERT INTO t VALUES (1)")
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert database.value("SELECT count(*) FROM t") == 0
    database.close()


def test_a_writer_survives_a_process_kill_by_wal_and_normal(writer: Writer) -> None:
    assert writer._db.value("PRAGMA journal_mode") == "wal"
    assert writer._db.value("PRAGMA synchronous") == 1
    assert writer._db.value("PRAGMA foreign_keys") == 1
