"""Whole runs over a real tree and a real catalogue, with a decode pool that counts."""

import os
import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest

from findling.catalogue import Reader, open_reader
from findling.core.errors import NotMedia
from findling.core.library import LibraryPaths
from findling.core.model import FileState, FolderState
from findling.core.report import IndexSummary
from findling.core.settings import Settings
from findling.ingest.service import Ingest
from findling.ingest.settle import Clock
from findling.media.failures import failure
from tests.ingest_fakes import Events, FakePool, hash_of, local_branch

SETTINGS = Settings(settle_seconds=0.05)


class Library:
    """A library over one watched tree; each `index` is a run of its own, as the command makes it."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "tree"
        self.root.mkdir()
        self.paths = LibraryPaths(tmp_path / "library")
        self.pool = FakePool()
        self.events = Events()
        self.folders: list[Path] = [self.root]

    def ingest(self, *, days_later: int = 0) -> Ingest:
        return Ingest(
            paths=self.paths,
            settings=SETTINGS,
            clock=Clock(wall=lambda: time.time() + 86_400 * days_later),
            pool=self.pool,
            branches=[local_branch(SETTINGS)],
            publish=self.events.publish,
        )

    def index(self, *, days_later: int = 0) -> IndexSummary:
        with closing(self.ingest(days_later=days_later)) as ingest:
            for folder in self.folders:
                ingest.add_folder(folder).result(10)
            self.folders = []
            return ingest.bring_up_to_date()

    def write(self, name: str, content: bytes = b"") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())
        return path

    def reader(self) -> Reader:
        return open_reader(self.paths)

    def present(self) -> dict[str, bytes]:
        """Every media file that is there, below the root, with its content's hash."""
        with closing(self.reader()) as reader:
            rows = reader.rows([int(i) for i in reader.listing(()).item_ids])
            found = {}
            for row in rows:
                for file in reader.files_of(row.id) if row.id > 0 else []:  # type: ignore[arg-type]
                    if file.state is FileState.PRESENT:
                        found[file.path.relative_to(self.root).as_posix()] = row.content or b""
            return found


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def counted(summary: IndexSummary) -> dict[str, int]:
    names = ("added", "changed", "moved", "removed", "unchanged", "failed")
    return {name: n for name in names if (n := getattr(summary, name))}


def test_first_run_reads_everything_and_the_second_nothing(library: Library) -> None:
    for number in range(40):
        library.write(f"a/{number}.jpg")
    library.write("notes.txt")

    assert counted(library.index()) == {"added": 40}
    assert len(library.pool.decoded) == 40
    identified = library.pool.identified.total()

    assert counted(library.index()) == {"unchanged": 40}
    assert library.pool.decoded.total() == 40
    assert library.pool.identified.total() == identified
    thumbnail = library.paths.thumbnail(hash_of(b"a/7.jpg"))
    assert thumbnail.read_bytes() == b"webp of a/7.jpg"


def test_rename_move_copy_and_delete_cost_no_decode(library: Library) -> None:
    for name in ("one.jpg", "two.jpg", "three.jpg", "four.jpg", "sub/five.jpg"):
        library.write(name)
    library.index()

    (library.root / "one.jpg").rename(library.root / "uno.jpg")
    (library.root / "two.jpg").rename(library.root / "sub" / "two.jpg")
    shutil.copy(library.root / "three.jpg", library.root / "drei.jpg")
    (library.root / "four.jpg").unlink()
    summary = library.index()

    assert counted(summary) == {"added": 1, "moved": 2, "removed": 1, "unchanged": 2}
    assert library.pool.decoded.total() == 5
    assert library.present() == {
        "uno.jpg": hash_of(b"one.jpg"),
        "sub/two.jpg": hash_of(b"two.jpg"),
        "three.jpg": hash_of(b"three.jpg"),
        "drei.jpg": hash_of(b"three.jpg"),
        "sub/five.jpg": hash_of(b"sub/five.jpg"),
    }


def test_edit_in_place_and_atomic_save_decode_the_new_content_once(library: Library) -> None:
    library.write("edited.jpg")
    library.write("saved.jpg")
    library.index()

    library.write("edited.jpg", b"another picture")
    library.write("saved.new", b"saved anew").replace(library.root / "saved.jpg")
    summary = library.index()

    assert counted(summary) == {"changed": 2}
    assert set(library.pool.decoded.values()) == {1}
    assert library.present() == {
        "edited.jpg": hash_of(b"another picture"),
        "saved.jpg": hash_of(b"saved anew"),
    }


def test_two_files_that_swapped_names_are_moved(library: Library) -> None:
    a, b = library.write("a.jpg", b"aaaa"), library.write("b.jpg", b"bbbb")
    os.utime(a, ns=(10**18, 10**18))
    os.utime(b, ns=(10**18, 10**18))
    library.index()

    a.rename(library.root / "c.jpg")
    b.rename(a)
    (library.root / "c.jpg").rename(b)

    assert counted(library.index()) == {"moved": 2}
    assert library.present() == {"a.jpg": hash_of(b"bbbb"), "b.jpg": hash_of(b"aaaa")}
    assert library.pool.identified.total() == 2


def test_a_folder_moved_out_and_back_costs_nothing(library: Library, tmp_path: Path) -> None:
    for number in range(5):
        library.write(f"trip/{number}.jpg")
    library.index()

    (library.root / "trip").rename(tmp_path / "elsewhere")
    assert counted(library.index()) == {"removed": 5}
    assert library.present() == {}
    (tmp_path / "elsewhere").rename(library.root / "trip")
    assert counted(library.index()) == {"added": 5}

    assert len(library.present()) == 5
    assert library.pool.identified.total() == 5


def test_a_root_that_is_away_loses_nothing(library: Library, tmp_path: Path) -> None:
    for number in range(5):
        library.write(f"{number}.jpg")
    library.index()

    library.root.rename(tmp_path / "unplugged")
    assert counted(library.index()) == {}
    with closing(library.reader()) as reader:
        assert [f.state for f in reader.folders()] == [FolderState.AWAY]
    (tmp_path / "unplugged").rename(library.root)
    assert counted(library.index()) == {"unchanged": 5}

    with closing(library.reader()) as reader:
        assert [f.state for f in reader.folders()] == [FolderState.PRESENT]
    assert library.pool.identified.total() == 5


@pytest.mark.parametrize(
    ("files", "state"), [(20, FolderState.AWAY), (19, FolderState.PRESENT)]
)
def test_a_large_root_found_empty_counts_as_away(
    library: Library, files: int, state: FolderState
) -> None:
    for number in range(files):
        library.write(f"{number}.jpg")
    library.index()
    for path in library.root.iterdir():
        path.unlink()

    summary = library.index()

    assert summary.removed == (0 if state is FolderState.AWAY else files)
    with closing(library.reader()) as reader:
        assert [f.state for f in reader.folders()] == [state]


def test_failures_stand_until_their_content_changes(library: Library) -> None:
    library.write("broken.jpg")
    library.write("copy of broken.jpg", b"broken.jpg")
    library.write("good.jpg")
    library.pool.errors[b"broken.jpg"] = failure("damaged", what="cut")

    first = library.index()
    assert counted(first) == {"added": 3, "failed": 2}
    assert [f.path.name for f in first.failures] == ["broken.jpg", "copy of broken.jpg"]
    assert counted(library.index()) == {"unchanged": 3, "failed": 2}
    assert library.pool.decoded[b"broken.jpg"] == 1

    library.write("broken.jpg", b"whole again")
    library.write("copy of broken.jpg", b"whole again")
    assert counted(library.index()) == {"changed": 2, "unchanged": 1}


def test_passing_failures_are_tried_twice_then_on_request(library: Library) -> None:
    library.write("slow.jpg")
    library.write("locked.jpg")
    library.pool.errors[b"slow.jpg"] = failure("too-slow")
    library.pool.identify_errors["locked.jpg"] = failure("no-access")

    assert library.index().failed == 2
    assert library.index().failed == 2
    assert library.pool.decoded[b"slow.jpg"] == 2
    assert library.pool.identified[library.root / "locked.jpg"] == 2

    library.pool.errors.clear()
    library.pool.identify_errors.clear()
    with closing(library.ingest()) as ingest:
        assert ingest.retry_failures().result(10) == 2
        assert ingest.bring_up_to_date().failed == 0


def test_what_turns_out_to_be_no_media_is_not_counted(library: Library) -> None:
    library.write("a.jpg")
    library.write("page.jpg")
    library.pool.errors[b"page.jpg"] = NotMedia("page.jpg")

    assert counted(library.index()) == {"added": 1}
    assert counted(library.index()) == {"unchanged": 1}
    assert library.pool.decoded[b"page.jpg"] == 1


def test_a_file_changed_while_it_is_read_is_read_again_and_never_mixed(
    library: Library,
) -> None:
    path = library.write("busy.jpg", b"first")

    def change(_: Path) -> None:
        library.pool.while_decoding = lambda path: None
        path.write_bytes(b"second, longer")

    library.pool.while_decoding = change

    assert counted(library.index()) == {"added": 1}
    assert library.present() == {"busy.jpg": hash_of(b"second, longer")}
    assert not library.paths.thumbnail(hash_of(b"first")).exists()


def test_a_file_that_vanishes_while_it_is_read_is_gone(library: Library) -> None:
    library.write("brief.jpg")
    library.pool.while_decoding = lambda path: path.unlink()

    assert counted(library.index()) == {}
    assert library.present() == {}


def test_roots_in_roots_share_no_files(library: Library) -> None:
    library.write("outer.jpg")
    inner = library.write("in/inner.jpg").parent
    assert counted(library.index()) == {"added": 2}

    library.folders = [inner]
    assert counted(library.index()) == {"unchanged": 2}
    with closing(library.reader()) as reader:
        assert {f.path.name: f.files for f in reader.folder_status()} == {"tree": 1, "in": 1}

    with closing(library.ingest()) as ingest:
        assert ingest.remove_folder(inner).result(10) == 1
        assert counted(ingest.bring_up_to_date()) == {"added": 1, "unchanged": 1}
    assert library.pool.decoded.total() == 2


def test_missing_files_are_purged_with_their_thumbnails(library: Library) -> None:
    path = library.write("old.jpg")
    library.index()
    thumbnail = library.paths.thumbnail(hash_of(b"old.jpg"))
    path.unlink()
    library.index()
    assert thumbnail.exists()

    library.index(days_later=29)
    assert thumbnail.exists()
    library.index(days_later=31)
    assert not thumbnail.exists()


def test_hidden_files_links_and_the_library_itself_are_passed_over(library: Library) -> None:
    library.write(".hidden.jpg")
    library.write("@eaDir/thumb.jpg")
    library.write("node_modules/icon.png")
    library.write("seen.jpg")
    library.write("no_suffix", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(20))
    (library.root / "link.jpg").symlink_to(library.root / "seen.jpg")
    (library.root / "round").symlink_to(library.root)
    os.mkfifo(library.root / "pipe.jpg")
    library.paths = LibraryPaths(library.root / "my library")

    assert counted(library.index()) == {"added": 2}
    assert counted(library.index()) == {"unchanged": 2}
    assert set(library.present()) == {"seen.jpg", "no_suffix"}
