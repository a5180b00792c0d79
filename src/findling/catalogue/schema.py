"""The tables, as a list of migrations that only grows; opening brings an older library up to date.

Runs on the writer's thread, before anything else uses the connection. Version = number of migrations.
"""

from collections.abc import Sequence
from pathlib import Path

from findling.catalogue.connection import APPLICATION_ID, Database
from findling.core.errors import FindlingError

Migration = tuple[str, ...]

_FIRST: Migration = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # include, exclude: JSON lists. state: 0 present, 1 away. Times ending in _at: seconds UTC.
    """CREATE TABLE watched_folder (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        state INTEGER NOT NULL DEFAULT 0,
        away_at INTEGER,
        include TEXT NOT NULL,
        exclude TEXT NOT NULL
    )""",
    # taken: microseconds since 1970 on the wall clock where it was made. described: facts are known.
    """CREATE TABLE item (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content BLOB NOT NULL UNIQUE,
        kind INTEGER NOT NULL,
        described INTEGER NOT NULL DEFAULT 0,
        format TEXT NOT NULL DEFAULT '',
        width INTEGER, height INTEGER, seconds REAL, pages INTEGER,
        has_sound INTEGER NOT NULL DEFAULT 0,
        taken INTEGER, taken_offset INTEGER,
        latitude REAL, longitude REAL,
        camera TEXT, title TEXT, artist TEXT, album TEXT, author TEXT,
        colour INTEGER NOT NULL DEFAULT 8421504,
        look INTEGER
    )""",
    # size, mtime_ns, inode, device have no type: numbers beyond 64 bits are kept as text (see
    # columns.wide). kind NULL: looked at, not media. state: 0 present, 1 missing. wall: mtime in
    # microseconds on the local wall clock, stands in for a taken date. stem: the name without suffix,
    # folded, so that a name that is just what was asked is never missed.
    """CREATE TABLE file (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        folder_id INTEGER NOT NULL REFERENCES watched_folder (id),
        path BLOB NOT NULL UNIQUE,
        stem TEXT NOT NULL,
        kind INTEGER,
        size NOT NULL, mtime_ns NOT NULL, inode NOT NULL, device NOT NULL,
        wall INTEGER,
        state INTEGER NOT NULL DEFAULT 0,
        missing_at INTEGER,
        item_id INTEGER REFERENCES item (id)
    )""",
    "CREATE INDEX file_by_folder ON file (folder_id)",
    "CREATE INDEX file_by_item ON file (item_id, state, kind) WHERE item_id IS NOT NULL",
    "CREATE INDEX file_by_inode ON file (inode, device)",
    """CREATE INDEX file_unread ON file (kind, mtime_ns)
        WHERE item_id IS NULL AND kind IS NOT NULL AND state = 0""",
    "CREATE INDEX file_by_stem ON file (stem)",
    "CREATE INDEX file_missing ON file (missing_at) WHERE state = 1",
    # epoch starts at random, so that a cache of a deleted library is never taken for this one's.
    """CREATE TABLE space (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL
    )""",
    # Every item has a row in every space, so that what is left to read is a range of an index.
    # plan: how the present spans were cut ('' until ready); wanted: the plan last asked for.
    # state: 0 pending, 1 ready, 2 failed.
    """CREATE TABLE item_space (
        item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        space_id INTEGER NOT NULL REFERENCES space (id),
        state INTEGER NOT NULL DEFAULT 0,
        plan TEXT NOT NULL DEFAULT '',
        wanted TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (item_id, space_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX item_space_by_state ON item_space (space_id, state, plan)",
    """CREATE TABLE span (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        space_id INTEGER NOT NULL REFERENCES space (id),
        start REAL, "end" REAL, page INTEGER
    )""",
    "CREATE INDEX span_by_item ON span (item_id, space_id)",
    # id is the span's, and the sequence number too: ids only grow and are never given out again.
    # data: little-endian float16.
    """CREATE TABLE vector (
        id INTEGER PRIMARY KEY REFERENCES span (id) ON DELETE CASCADE,
        item_id INTEGER NOT NULL,
        space_id INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        data BLOB NOT NULL
    )""",
    """CREATE TABLE tag (
        item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        space_id INTEGER NOT NULL REFERENCES space (id),
        name TEXT NOT NULL,
        confidence REAL NOT NULL,
        PRIMARY KEY (item_id, space_id, name)
    ) WITHOUT ROWID""",
    # Either of a content in a space, or of a file whose content could not even be hashed.
    """CREATE TABLE failure (
        id INTEGER PRIMARY KEY,
        item_id INTEGER REFERENCES item (id) ON DELETE CASCADE,
        space_id INTEGER REFERENCES space (id),
        file_id INTEGER REFERENCES file (id) ON DELETE CASCADE,
        plan TEXT NOT NULL,
        code TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT NOT NULL,
        lasting INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        failed_at INTEGER NOT NULL,
        CHECK ((item_id IS NULL) = (space_id IS NULL) AND (item_id IS NULL) <> (file_id IS NULL))
    )""",
    "CREATE UNIQUE INDEX failure_of_item ON failure (item_id, space_id) WHERE item_id NOT NULL",
    "CREATE UNIQUE INDEX failure_of_file ON failure (file_id) WHERE file_id NOT NULL",
    """CREATE TABLE cost_ledger (
        id INTEGER PRIMARY KEY, spent_at INTEGER NOT NULL, provider TEXT NOT NULL,
        kind INTEGER, spans INTEGER NOT NULL, tokens INTEGER NOT NULL, usd REAL NOT NULL
    )""",
    # rowid = file.id.
    """CREATE VIRTUAL TABLE name_words USING fts5 (
        name, folder, prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
    )""",
    # One row an item (page NULL: title, tags, texts of windows) and one for each page with words.
    """CREATE TABLE item_text (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        page INTEGER
    )""",
    "CREATE INDEX item_text_by_item ON item_text (item_id)",
    # rowid = item_text.id.
    """CREATE VIRTUAL TABLE text_words USING fts5 (
        title, tag, text, prefix = '3', tokenize = "unicode61 remove_diacritics 2"
    )""",
)

_SENT_AWAY: Migration = (
    # local_only: nothing of what lies in it is ever sent anywhere.
    "ALTER TABLE watched_folder ADD COLUMN local_only INTEGER NOT NULL DEFAULT 0",
    # Now with the item, so that the contents of a marked folder are a range of it.
    "DROP INDEX file_by_folder",
    "CREATE INDEX file_by_folder ON file (folder_id, item_id)",
    # payload: digest of what was sent for it; NULL where nothing was.
    "ALTER TABLE vector ADD COLUMN payload BLOB",
    """CREATE INDEX vector_by_payload ON vector (space_id, payload)
        WHERE payload IS NOT NULL""",
    # So that catching up in one space does not walk through all of another.
    "CREATE INDEX vector_by_space ON vector (space_id)",
    # Vectors that are paid for, of contents that are not whole yet.
    """CREATE TABLE answer (
        space_id INTEGER NOT NULL REFERENCES space (id),
        payload BLOB NOT NULL,
        answered_at INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (space_id, payload)
    ) WITHOUT ROWID""",
    # looked: the plan by which it was last looked at, which tells what sending it would count.
    "ALTER TABLE item_space ADD COLUMN looked TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX item_space_unlooked ON item_space (space_id, looked) WHERE state <> 1",
    # What sending a looked-at content is expected to count: vectors, and tokens by modality.
    """CREATE TABLE estimate (
        item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
        space_id INTEGER NOT NULL REFERENCES space (id),
        spans INTEGER NOT NULL,
        text INTEGER NOT NULL, image INTEGER NOT NULL, audio INTEGER NOT NULL,
        video INTEGER NOT NULL, document INTEGER NOT NULL,
        PRIMARY KEY (item_id, space_id)
    ) WITHOUT ROWID""",
    # A job that is here is open: it is written down before the service hears of it, and goes when it
    # is answered. name: ours, by which the service is asked for it; service_name: what it calls it.
    """CREATE TABLE batch_job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        space_id INTEGER NOT NULL REFERENCES space (id),
        name TEXT NOT NULL UNIQUE,
        service_name TEXT,
        opened_at INTEGER NOT NULL
    )""",
    # place: answers come in the order of the entries, so that each stays, also when its item goes.
    """CREATE TABLE batch_entry (
        job_id INTEGER NOT NULL REFERENCES batch_job (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        payload BLOB NOT NULL,
        item_id INTEGER REFERENCES item (id) ON DELETE SET NULL,
        kind INTEGER NOT NULL,
        text INTEGER NOT NULL, image INTEGER NOT NULL, audio INTEGER NOT NULL,
        video INTEGER NOT NULL, document INTEGER NOT NULL,
        PRIMARY KEY (job_id, place)
    ) WITHOUT ROWID""",
    "CREATE INDEX batch_entry_by_payload ON batch_entry (payload)",
    "CREATE INDEX batch_entry_by_item ON batch_entry (item_id)",
    # batch: at half the price, within a day.
    "ALTER TABLE cost_ledger ADD COLUMN batch INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE cost_ledger ADD COLUMN model TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX cost_by_time ON cost_ledger (spent_at)",
)

_SENT_ONCE: Migration = (
    # source: digest of what will be sent, where the look had it; contents with the same one are sent once.
    "ALTER TABLE estimate ADD COLUMN source BLOB",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _SENT_AWAY, _SENT_ONCE)
"""Append only. A library in the field has run some of these and never runs them again."""


def version_of(database: Database, *, path: Path) -> int:
    """The schema version; refuses a file that is some other program's."""
    version = int(database.value("PRAGMA user_version"))
    application = int(database.value("PRAGMA application_id"))
    unused = version == 0 and not database.value("SELECT count(*) FROM sqlite_master")
    if application != APPLICATION_ID and not unused:
        raise FindlingError(
            "library-foreign",
            f"{path} is not a Findling library.",
            hint="Choose another place with --library DIR or FINDLING_LIBRARY.",
        )
    return version


def refuse_newer(version: int, *, path: Path, known: int = len(MIGRATIONS)) -> None:
    if version > known:
        raise FindlingError(
            "library-newer",
            f"The library at {path.parent} was made by a newer Findling.",
            hint="Update Findling, or choose another library with --library DIR.",
        )


def bring_up_to_date(
    database: Database, *, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> Path | None:
    """Creates or migrates; the older library is kept beside as `catalogue.db.v<N>.bak`.

    Returns where the backup lies, None if none was needed. All steps are one transaction: killed
    in between, the library is still the old one.
    """
    version = version_of(database, path=path)
    refuse_newer(version, path=path, known=len(migrations))
    if version == len(migrations):
        return None
    backup = _back_up(database, path=path, version=version) if version else None
    with database.transaction():
        for migration in migrations[version:]:
            for statement in migration:
                database.run(statement)
        database.run(f"PRAGMA application_id = {APPLICATION_ID}")
        database.run(f"PRAGMA user_version = {len(migrations)}")
    return backup


def _back_up(database: Database, *, path: Path, version: int) -> Path:
    backup = path.with_name(f"{path.name}.v{version}.bak")
    copy_to(database, backup)
    return backup


def copy_to(database: Database, backup: Path) -> None:
    """Written under another name first: a backup that carries the right name is whole."""
    unfinished = backup.with_name(backup.name + ".part")
    unfinished.unlink(missing_ok=True)
    database.backup_to(unfinished)
    unfinished.replace(backup)
