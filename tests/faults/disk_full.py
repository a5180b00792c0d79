"""A disk that fills up at every point of a run: it ends within seconds, and goes on where it stopped when there is room.

The catalogue is full at a page of its own (`max_page_count`), or no thumbnail can be written from some moment on.
"""

import errno
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from findling.catalogue import connection, open_reader
from findling.core.events import Event
from findling.core.library import LibraryPaths
from findling.core.settings import Settings
from findling.ingest import inspection, looks, pipeline
from findling.ingest.service import Ingest
from tests.ingest_fakes import SPACE, FakePool, local_branch

FILES = 300
PATIENCE = 30.0


class FullDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "pictures"
        self.root.mkdir()
        for number in range(FILES):
            name = f"{number:03} {'words ' * (number % 7)}.jpg"
            (self.root / name).write_bytes(b"\xff\xd8\xff\xe0 picture %d" % number)
        library = folder / "clean"
        self._run(library)
        self.right = contents(LibraryPaths(library))
        with closing(open_reader(LibraryPaths(library))) as reader:
            self.pages = int(reader._db.value("PRAGMA page_count"))

    def run(self, seed: int) -> str:
        chance = random.Random(seed)
        library = self.folder / f"full-{seed}"
        with closing(
            Ingest(**self._parts(library))
        ) as ingest:  # an empty library, with its tables
            ingest.add_folder(self.root).result(PATIENCE)
        with closing(open_reader(LibraryPaths(library))) as reader:
            empty = int(reader._db.value("PRAGMA page_count"))
        if chance.random() < 0.7:
            point = chance.randrange(empty, self.pages)
            with page_limit(point):
                self._run(library)
            done = f"at page {point} of {self.pages}"
        else:
            point = chance.randrange(FILES)
            with thumbnails_until(point):
                self._run(library)
            done = f"at thumbnail {point} of {FILES}"
        self._run(library)
        paths = LibraryPaths(library)
        assert contents(paths) == self.right, f"not the same after it was full {done}"
        found = inspection.inspect(paths, spaces=[SPACE], grace=0.0)
        assert {f.code for f in found.findings} <= {"thumbnail"}, found  # made-up pictures
        shutil.rmtree(library)
        return done

    def _run(self, library: Path) -> None:
        """To the end, or until it says that it cannot write: then it is closed."""
        told = threading.Event()

        def publish(event: Event) -> None:
            if getattr(event, "trouble", None):
                told.set()

        ingest = Ingest(**self._parts(library, publish=publish))
        try:
            thread = threading.Thread(target=lambda: _quietly(ingest, self.root, told))
            thread.start()
            assert told.wait(PATIENCE), "it hangs"
        finally:
            ingest.close(PATIENCE)
        thread.join(PATIENCE)
        assert not thread.is_alive(), "it hangs when it is closed"

    def _parts(
        self, library: Path, *, publish: Callable[[Event], None] = lambda event: None
    ) -> dict[str, Any]:
        settings = Settings(settle_seconds=0.0)
        return {
            "paths": LibraryPaths(library),
            "settings": settings,
            "pool": FakePool(),
            "branches": [local_branch(settings)],
            "publish": publish,
        }


def _quietly(ingest: Ingest, root: Path, told: threading.Event) -> None:
    try:
        ingest.add_folder(root).result(PATIENCE)
        ingest.bring_up_to_date()
    except BaseException:
        pass
    finally:
        told.set()


def contents(paths: LibraryPaths) -> dict[str, object]:
    with closing(open_reader(paths)) as reader:
        assert reader._db.value("PRAGMA integrity_check") == "ok"
        rows = reader._db.rows(
            "SELECT f.path, i.content, s.state, v.data FROM file f LEFT JOIN item i"
            " ON i.id = f.item_id LEFT JOIN item_space s ON s.item_id = i.id"
            " LEFT JOIN vector v ON v.item_id = i.id ORDER BY f.path"
        )
        names = reader._db.value("SELECT count(*) FROM name_words")
        return {"rows": rows, "names": names}


@contextmanager
def page_limit(pages: int) -> Iterator[None]:
    """Writers that are opened meanwhile find no room behind so many pages."""
    before = connection._WRITER_PRAGMAS
    connection._WRITER_PRAGMAS = (*before, f"max_page_count = {pages}")  # type: ignore[assignment]
    try:
        yield
    finally:
        connection._WRITER_PRAGMAS = before


@contextmanager
def thumbnails_until(count: int) -> Iterator[None]:
    """So many can be written, then the disk is full."""
    left = [count]
    places = [place for place in (pipeline, looks) if hasattr(place, "write_thumbnail")]
    assert places
    before = places[0].write_thumbnail

    def write(*values: Any, **named: Any) -> None:
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= 1
        before(*values, **named)

    for place in places:
        place.write_thumbnail = write  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for place in places:
            place.write_thumbnail = before  # type: ignore[attr-defined]
