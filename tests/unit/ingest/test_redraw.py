"""Thumbnails that are gone come back, one after the other, and never under a wrong name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from findling.core.errors import NotMedia
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.ingest.redraw import Redraw
from findling.ingest.thumbnails import write_thumbnail
from tests.ingest_fakes import FakePool, hash_of


class Bench:
    """Files a, b and c, of which b has its thumbnail."""

    def __init__(self, folder: Path) -> None:
        self.paths = LibraryPaths(folder / "library")
        self.files = {name: folder / name for name in "abc"}
        for name, path in self.files.items():
            path.write_text(name)
        write_thumbnail(self.paths, content=self.content("b"), picture=b"kept")
        self.pool = FakePool()
        self.posted: list[Callable[[], None]] = []
        self.drawn = 0
        self.redraw = Redraw(
            paths=self.paths,
            pool=self.pool,
            contents=lambda: [(self.content(n), p) for n, p in self.files.items()],
            post=self.posted.append,
            drawn=self._count,
        )

    def _count(self, pictures: int) -> None:
        self.drawn += pictures

    @staticmethod
    def content(name: str) -> ContentHash:
        return hash_of(name.encode())

    def picture(self, name: str) -> bytes | None:
        place = self.paths.thumbnail(self.content(name))
        return place.read_bytes() if place.exists() else None

    def rest_until_done(self) -> None:
        for _ in range(50):
            if not self.redraw.behind:
                return
            self.redraw.rest()
            while self.posted:
                self.posted.pop(0)()
        raise AssertionError("never done")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_is_gone_is_drawn_again_and_nothing_else(bench: Bench) -> None:
    bench.rest_until_done()
    assert bench.picture("a") == b"webp of a"
    assert bench.picture("b") == b"kept"
    assert bench.picture("c") == b"webp of c"
    assert bench.pool.decoded == {b"a": 1, b"c": 1}
    assert bench.drawn == 2


def test_one_at_a_time(bench: Bench) -> None:
    bench.pool.hold = True
    bench.redraw.rest()
    bench.redraw.rest()
    bench.posted.pop(0)()
    bench.redraw.rest()
    assert bench.redraw.waits
    assert len(bench.pool.held) == 1


def test_a_file_with_another_content_by_now_gives_no_picture(bench: Bench) -> None:
    bench.files["a"].write_text("other")
    bench.rest_until_done()
    assert bench.picture("a") is None
    assert bench.picture("c") is not None


def test_a_file_that_cannot_be_read_any_more_stops_nobody(bench: Bench) -> None:
    bench.files["a"].unlink()
    bench.pool.errors[b"c"] = NotMedia("c")
    bench.rest_until_done()
    assert bench.drawn == 0


def test_what_has_no_picture_is_not_tried_for_ever(bench: Bench) -> None:
    for name in "ac":
        write_thumbnail(bench.paths, content=bench.content(name), picture=b"")
    bench.rest_until_done()
    assert not bench.pool.decoded
