"""Files that are handed on under a watching ingest: real files, real notices, a real trash, the real catalogue."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.model import FileRow, FileState, Found
from findling.core.settings import Settings
from findling.handing.service import Handing
from findling.ingest.service import Ingest
from findling.search.browse import Browse
from tests.ingest_fakes import Events, FakePool, local_branch
from tests.own_trash import use_own_trash

SETTINGS = Settings(settle_seconds=0.1, decode_processes=2)


class Home:
    """A library that watches one folder with three photos, two of them the same."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "home" / "Pictures"
        self.folder.mkdir(parents=True)
        for name, content in (("a.jpg", b"A"), ("b.jpg", b"B"), ("copy of b.jpg", b"B")):
            (self.folder / name).write_bytes(content)
        self.paths = LibraryPaths(tmp_path / "library")
        self.pool, self.events = FakePool(), Events()
        self.files = Handing()
        self.ingest = Ingest(
            clock=None,
            paths=self.paths,
            settings=SETTINGS,
            pool=self.pool,
            branches=[local_branch(SETTINGS)],
            publish=self.events.publish,
        )

    def rows(self) -> dict[str, FileRow]:
        """The present files by their names, as the window is told of them."""
        with closing(Browse(self.paths, provider="builtin", duties=())) as browse:
            ids = [int(i) for i in browse.listing(()).item_ids]
            return {row.path.name: row for row in browse.files(ids)}

    def expect(self, *names: str) -> dict[str, FileRow]:
        def reached() -> bool:
            rows = self.rows()
            read = all(row.item_id is not None for row in rows.values())
            return read and sorted(rows) == sorted(names)

        self.events.wait_until(reached)
        return self.rows()

    def held(self, name: str) -> Found:
        found = self.files.held([self.rows()[name]])[0]
        assert isinstance(found, Found)
        return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    use_own_trash(tmp_path, monkeypatch)
    home = Home(tmp_path)
    with closing(home.ingest) as ingest:
        ingest.add_folder(home.folder).result(10)
        ingest.start(watch=True)
        home.expect("a.jpg", "b.jpg", "copy of b.jpg")
        yield home
    assert home.pool.decoded == {b"A": 1, b"B": 1}, "something was analysed again"


def test_a_renamed_file_keeps_its_item(home: Home) -> None:
    before = home.rows()["a.jpg"]
    done = home.files.rename(home.held("a.jpg"), "sea.jpg")
    now = home.expect("sea.jpg", "b.jpg", "copy of b.jpg")["sea.jpg"]
    assert (now.item_id, now.id) == (before.item_id, before.id)
    home.files.take_back(done)
    assert home.expect("a.jpg", "b.jpg", "copy of b.jpg")["a.jpg"].item_id == before.item_id
    assert home.pool.identified.total() == 3, "its content was not even looked at"


def test_a_change_of_case_keeps_it_too(home: Home) -> None:
    before = home.rows()["a.jpg"]
    home.files.rename(home.held("a.jpg"), "A.JPG")
    assert home.expect("A.JPG", "b.jpg", "copy of b.jpg")["A.JPG"].item_id == before.item_id


def test_what_goes_to_the_trash_goes_missing_and_comes_back_with_its_analysis(
    home: Home,
) -> None:
    before = home.rows()["a.jpg"]
    report = home.files.move_to_trash([home.held("a.jpg")])
    home.expect("b.jpg", "copy of b.jpg")
    with closing(open_reader(home.paths)) as reader:
        row = reader.file_by_path(home.folder / "a.jpg")
        assert row is not None
        assert row.state is FileState.MISSING
    assert report.back is not None
    home.files.take_back(report.back)
    assert home.expect("a.jpg", "b.jpg", "copy of b.jpg")["a.jpg"].item_id == before.item_id


def test_only_the_shown_file_of_an_item_goes(home: Home) -> None:
    before = home.rows()["b.jpg"]
    home.files.move_to_trash([home.held("b.jpg")])
    rows = home.expect("a.jpg", "copy of b.jpg")
    assert rows["copy of b.jpg"].item_id == before.item_id


def test_what_the_library_has_not_seen_yet_is_left_alone(home: Home) -> None:
    home.ingest.pause()
    stale = home.rows()["a.jpg"]
    (home.folder / "a.jpg").write_bytes(b"edited")
    assert not isinstance(home.files.held([stale])[0], Found)
    (home.folder / "a.jpg").unlink()
    (home.folder / "a.jpg").write_bytes(b"A")
    home.ingest.resume()
