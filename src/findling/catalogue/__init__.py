"""SQLite, the only truth: what was found, what is known about it, its vectors and its words.

The only room that imports sqlite3. One writer a library, owned by one thread; any number of readers.
"""

from findling.catalogue.reader import Reader, needs_migration, open_reader
from findling.catalogue.writer import Writer, open_writer

__all__ = ["Reader", "Writer", "needs_migration", "open_reader", "open_writer"]
