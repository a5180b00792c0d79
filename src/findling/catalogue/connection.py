"""The one door to sqlite3: how connections are set up, and its errors translated once.

Durability: WAL with synchronous=NORMAL. A killed process loses no committed transaction; a power
cut may lose the last ones (their files are then simply read again) but never leaves a torn library.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from findling.core.errors import FindlingError
from findling.core.library import private

APPLICATION_ID = 0x46494E44
"""ASCII "FIND", in the header of every catalogue."""
PAGE_SIZE = 8192
BUSY_MS = 5_000
Row = tuple[Any, ...]
Values = Sequence[object] | dict[str, object]

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)
_WRITER_PRAGMAS = (
    f"page_size = {PAGE_SIZE}",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -32768",
)
_READER_PRAGMAS = ("query_only = ON", "cache_size = -16384")


class Database:
    """A connection in autocommit mode; what belongs together goes through `transaction`."""

    def __init__(self, connection: sqlite3.Connection, *, path: Path) -> None:
        self._connection = connection
        self._path = path

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with self._translated():
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Rows as they come, without holding all of them."""
        with self._translated():
            yield from self._connection.execute(sql, values)

    def row(self, sql: str, values: Values = ()) -> Row | None:
        with self._translated():
            found: Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row; None if there is no row."""
        row = self.row(sql, values)
        return row[0] if row else None

    def run(self, sql: str, values: Values = ()) -> int:
        """Executes one statement and returns how many rows it changed."""
        with self._translated():
            return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, values: Values = ()) -> int:
        """Executes one INSERT and returns the id of the new row."""
        with self._translated():
            return self._connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Iterable[Values]) -> int:
        with self._translated():
            return self._connection.executemany(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Never held over decoding, embedding or the network."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads that see one and the same state of the library."""
        self.run("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.rollback()

    def backup_to(self, target: Path) -> None:
        make_private(target)
        with self._translated():
            copy = sqlite3.connect(target)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def interrupt(self) -> None:
        """Ends a running query; callable from any thread. The query raises FindlingError "interrupted"."""
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            known = translate(error, path=self._path)
            if known is None:
                raise
            raise known from error


def connect_writer(path: Path) -> Database:
    """The writing connection; belongs to the thread that opens it. A file that is made is its owner's only."""
    make_private(path)
    return _connect(path, str(path), same_thread=True, pragmas=_WRITER_PRAGMAS)


def connect_reader(path: Path) -> Database:
    """A read-only connection: may be handed from thread to thread, used by one at a time."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    return _connect(path, address, same_thread=False, pragmas=_READER_PRAGMAS)


def _connect(
    path: Path, address: str, *, same_thread: bool, pragmas: Sequence[str]
) -> Database:
    try:
        connection = sqlite3.connect(
            address,
            uri=address.startswith("file:"),
            isolation_level=None,
            timeout=BUSY_MS / 1000,
            check_same_thread=same_thread,
        )
    except sqlite3.OperationalError as error:
        raise (translate(error, path=path) or error) from error
    database = Database(connection, path=path)
    try:
        for pragma in pragmas:
            database.run(f"PRAGMA {pragma}")
    except BaseException:
        database.close()
        raise
    return database


def make_private(path: Path) -> None:
    """An empty file, so that SQLite does not make one that others may read. What cannot be made, SQLite explains."""
    with suppress(OSError):
        os.close(private(path, os.O_RDWR | os.O_CREAT))


def translate(error: sqlite3.Error, *, path: Path) -> FindlingError | None:
    """The world's faults in words; None for what is our own bug (wrong SQL, broken constraint)."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    where = path.parent
    if code == sqlite3.SQLITE_FULL:
        return FindlingError(
            "disk-full",
            f"The disk that holds the library at {where} is full.",
            hint="Free some space; the work then goes on where it stopped.",
        )
    if code in _DAMAGED:
        return FindlingError(
            "library-damaged",
            f"The library file {path} is damaged.",
            hint="Put a backup in its place, or move it away: your files are untouched, "
            "and the library is built anew from them.",
        )
    if code in _BUSY:
        return FindlingError(
            "library-locked",
            f"Another program keeps the library at {where} locked.",
            hint="Wait a moment and try again, or end the other program.",
        )
    if code in _UNWRITABLE:
        return FindlingError(
            "library-unwritable",
            f"Nothing can be written to the library at {where}.",
            hint="Check that the folder belongs to you and is not read-only.",
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return FindlingError(
            "library-unreadable",
            f"The library file {path} cannot be read or written ({error}).",
            hint="Check that its disk is connected and healthy.",
        )
    if code == sqlite3.SQLITE_INTERRUPT:
        return FindlingError(
            "interrupted", "The question was given up for a newer one.", hint="Ask again."
        )
    return None
