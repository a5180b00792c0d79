"""The watching ingest on a real tree with real notices: whatever happens to files, only new content is decoded."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from findling.catalogue import open_reader
from findling.core.events import FoldersChanged, LibraryChanged
from findling.core.library import LibraryPaths
from findling.core.model import FileState, FolderState
from findling.core.settings import Settings
from findling.ingest.service import Ingest
from findling.ingest.settle import Clock
from tests.ingest_fakes import Events, FakePool, hash_of, local_branch

SETTINGS = Settings(settle_seconds=0.1, decode_processes=2)


class Watched:
    """A running ingest over one tree, and what the catalogue says about it."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "tree"
        self.outside = tmp_path / "outside"
        self.root.mkdir()
        self.outside.mkdir()
        self.paths = LibraryPaths(tmp_path / "library")
        self.pool = FakePool()
        self.events = Events()
        self.ingest = self.make()

    def make(self, settings: Settings = SETTINGS, *, clock: Clock | None = None) -> Ingest:
        return Ingest(
            clock=clock,
            paths=self.paths,
            settings=settings,
            pool=self.pool,
            branches=[local_branch(settings)],
            publish=self.events.publish,
        )

    def write(self, name: str, content: bytes = b"") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())
        return path

    def files(self) -> dict[str, bytes | None]:
        """Present media files below the root, each with its content; None while that is unknown."""
        with closing(open_reader(self.paths)) as reader:
            found: dict[str, bytes | None] = {}
            for row in reader.rows([int(i) for i in reader.listing(()).item_ids]):
                if row.id < 0:
                    found[row.path.relative_to(self.root).as_posix()] = None
                    continue
                for file in reader.files_of(row.id):  # type: ignore[arg-type]
                    if file.state is FileState.PRESENT:
                        found[file.path.relative_to(self.root).as_posix()] = row.content
            return found

    def expect(self, **files: bytes) -> None:
        """Waits until exactly these files are known, by their contents (underscores for dots and slashes)."""
        wanted = {name.encode(): hash_of(content) for name, content in files.items()}

        def reached() -> bool:
            return {_plain(n): c for n, c in self.files().items()} == wanted

        self.events.wait_until(reached)

    def state(self) -> FolderState:
        with closing(open_reader(self.paths)) as reader:
            return reader.folders()[0].state


def _plain(name: str) -> bytes:
    return name.replace(".", "_").replace("/", "_").encode()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    with closing(watched.ingest) as ingest:
        ingest.add_folder(watched.root).result(10)
        watched.write("a.jpg", b"A")
        watched.write("trip/b.jpg", b"B")
        ingest.start(watch=True)
        watched.expect(a_jpg=b"A", trip_b_jpg=b"B")
        yield watched
    assert watched.pool.decoded == dict.fromkeys(watched.pool.decoded, 1), "decoded twice"


def test_new_files_in_old_and_new_folders(watched: Watched) -> None:
    watched.write("c.jpg", b"C")
    watched.write("deep/er/d.jpg", b"D")
    watched.expect(a_jpg=b"A", trip_b_jpg=b"B", c_jpg=b"C", deep_er_d_jpg=b"D")
    assert any(isinstance(event, LibraryChanged) for event in watched.events.seen)


def test_a_rename_costs_nothing(watched: Watched) -> None:
    (watched.root / "a.jpg").rename(watched.root / "z.jpg")
    watched.expect(z_jpg=b"A", trip_b_jpg=b"B")
    assert watched.pool.identified.total() == 2


def test_a_move_between_folders_costs_nothing(watched: Watched) -> None:
    (watched.root / "a.jpg").rename(watched.root / "trip" / "a.jpg")
    watched.expect(trip_a_jpg=b"A", trip_b_jpg=b"B")
    assert watched.pool.identified.total() == 2


def test_a_move_between_roots_costs_no_decode(watched: Watched) -> None:
    watched.ingest.add_folder(watched.outside).result(10)
    (watched.root / "a.jpg").rename(watched.outside / "a.jpg")

    def moved() -> bool:
        with closing(open_reader(watched.paths)) as reader:
            return {s.path: s.files for s in reader.folder_status()} == {
                watched.root: 1,
                watched.outside: 1,
            }

    watched.events.wait_until(moved)


def test_a_copy_is_hashed_but_not_decoded(watched: Watched) -> None:
    shutil.copy(watched.root / "a.jpg", watched.root / "copy.jpg")
    watched.expect(a_jpg=b"A", copy_jpg=b"A", trip_b_jpg=b"B")


def test_an_edit_in_place_is_read(watched: Watched) -> None:
    watched.write("a.jpg", b"A, edited")
    watched.expect(a_jpg=b"A, edited", trip_b_jpg=b"B")


def test_an_atomic_save_over_the_name_is_read(watched: Watched) -> None:
    watched.write("a.jpg.tmp", b"A, saved").replace(watched.root / "a.jpg")
    watched.expect(a_jpg=b"A, saved", trip_b_jpg=b"B")


def test_a_deleted_file_is_gone(watched: Watched) -> None:
    (watched.root / "a.jpg").unlink()
    watched.expect(trip_b_jpg=b"B")


def test_a_whole_folder_out_and_back_costs_nothing(watched: Watched) -> None:
    (watched.root / "trip").rename(watched.outside / "trip")
    watched.expect(a_jpg=b"A")
    (watched.outside / "trip").rename(watched.root / "trip")
    watched.expect(a_jpg=b"A", trip_b_jpg=b"B")
    assert watched.pool.identified.total() == 2


def test_a_folder_renamed_keeps_its_files(watched: Watched) -> None:
    (watched.root / "trip").rename(watched.root / "journey")
    watched.expect(a_jpg=b"A", journey_b_jpg=b"B")
    assert watched.pool.identified.total() == 2


def test_a_root_away_and_back_loses_nothing_and_is_watched_again(watched: Watched) -> None:
    watched.root.rename(watched.outside / "tree")
    watched.events.wait_until(lambda: watched.state() is FolderState.AWAY)
    (watched.outside / "tree").rename(watched.root)
    watched.events.wait_until(lambda: watched.state() is FolderState.PRESENT)
    assert any(isinstance(event, FoldersChanged) for event in watched.events.seen)

    watched.write("c.jpg", b"C")
    watched.expect(a_jpg=b"A", trip_b_jpg=b"B", c_jpg=b"C")
    assert watched.pool.identified.total() == 3


def test_a_file_seen_while_it_is_written_is_read_once_it_is_whole(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    ahead = 0.0
    clock = Clock(wall=lambda: time.time() + ahead)
    with closing(watched.make(replace(SETTINGS, settle_seconds=3600), clock=clock)) as ingest:
        ingest.add_folder(watched.root).result(10)
        ingest.start(watch=True)
        with (watched.root / "long.jpg").open("wb", buffering=0) as out:
            for number in range(5):
                out.write(b"piece %d " % number)
                size = out.tell()
                watched.events.wait_until(lambda size=size: _known_size(watched) == size)  # type: ignore[misc]
        assert not watched.pool.identified

        ahead = 7200.0
        ingest.rescan()
        watched.expect(long_jpg=b"piece 0 piece 1 piece 2 piece 3 piece 4 ")
    assert watched.pool.identified.total() == 1


def _known_size(watched: Watched) -> int | None:
    with closing(open_reader(watched.paths)) as reader:
        row = reader.file_by_path(watched.root / "long.jpg")
        return None if row is None else row.size


def test_paused_reads_nothing_but_names_are_known(watched: Watched) -> None:
    watched.ingest.pause()
    watched.events.wait_until(lambda: watched.ingest.paused)
    watched.write("c.jpg", b"C")
    watched.events.wait_until(lambda: "c.jpg" in watched.files())
    assert watched.files()["c.jpg"] is None
    with closing(open_reader(watched.paths)) as reader:
        assert reader.meta("paused") == "1"

    watched.ingest.resume()
    watched.expect(a_jpg=b"A", trip_b_jpg=b"B", c_jpg=b"C")


def test_a_pause_outlives_the_program_and_an_asked_for_run_reads_all_the_same(
    watched: Watched,
) -> None:
    watched.ingest.pause()
    watched.events.wait_until(lambda: watched.ingest.paused)
    watched.ingest.close()
    watched.write("c.jpg", b"C")

    with closing(watched.make(replace(SETTINGS, scan_minutes=60))) as again:
        assert again.bring_up_to_date().added == 1
        assert again.paused
    assert watched.files()["c.jpg"] == hash_of(b"C")


def test_two_copies_that_arrive_together_are_decoded_once(watched: Watched) -> None:
    watched.pool.hold = True
    os.link(watched.write("one.jpg", b"same"), watched.root / "two.jpg")
    watched.pool.wait_for_held(1)
    watched.write("three.jpg", b"same")
    watched.events.wait_until(lambda: watched.files().get("three.jpg") == hash_of(b"same"))
    watched.pool.release()
    watched.expect(
        a_jpg=b"A", trip_b_jpg=b"B", one_jpg=b"same", two_jpg=b"same", three_jpg=b"same"
    )


def test_closing_keeps_what_is_decoded_and_reads_the_rest_next_time(watched: Watched) -> None:
    watched.pool.hold = True
    watched.write("c.jpg", b"C")
    watched.pool.wait_for_held(1)
    watched.ingest.close()
    watched.ingest.close()
    watched.pool.held.clear()
    watched.pool.hold = False

    with closing(watched.make()) as again:
        assert again.bring_up_to_date().failed == 0
    assert watched.files()["c.jpg"] == hash_of(b"C")
