"""The one writer as the rest of the program meets it: commands, order, trouble, the end."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import closing
from pathlib import Path

import pytest

from findling.catalogue import Reader, Writer, open_reader
from findling.core.errors import FindlingError
from findling.core.events import Activity, LibraryChanged, Progress
from findling.core.library import LibraryPaths
from findling.core.model import SpaceId
from findling.core.settings import Settings
from findling.ingest import pipeline, writes
from findling.ingest.service import Ingest
from findling.media.failures import failure
from tests.ingest_fakes import SPACE, Events, FakePool, local_branch

SETTINGS = Settings(settle_seconds=0.0, decode_processes=1)


class FakeIndex:
    """Counts what it was asked, and knows how many rows it has been shown."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.held = 0
        self.steps = 3

    def load(self, source: Reader) -> None:
        self.calls.append("load")
        self._take(source)

    def refresh(self, source: Reader) -> int:
        before = self.held
        self._take(source)
        return self.held - before

    def prepare(self, *, seconds: float = 0.0) -> bool:
        self.calls.append("prepare")
        self.steps -= 1
        return self.steps > 0

    def save(self) -> None:
        self.calls.append("save")

    def _take(self, source: Reader) -> None:
        self.held = sum(len(rows) for rows in source.vectors_after(SpaceId(SPACE.id), 0))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    root.mkdir()
    return root


@pytest.fixture
def pool() -> FakePool:
    return FakePool()


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    return LibraryPaths(tmp_path / "library")


Make = Callable[..., Ingest]


@pytest.fixture
def make(paths: LibraryPaths, pool: FakePool, events: Events) -> Iterator[Make]:
    with contextlib.ExitStack() as stack:

        def build(index: FakeIndex | None = None, settings: Settings = SETTINGS) -> Ingest:
            ingest = Ingest(
                paths=paths,
                settings=settings,
                pool=pool,
                branches=[local_branch(settings, nearest=index)],
                publish=events.publish,
            )
            return stack.enter_context(closing(ingest))

        yield build


def test_folders_are_added_once_listed_and_removed(
    make: Make, root: Path, tmp_path: Path
) -> None:
    ingest = make()
    (tmp_path / "link").symlink_to(root)
    added = ingest.add_folder(root).result(10)
    assert ingest.add_folder(tmp_path / "link").result(10) == added
    assert ingest.folders().result(10) == [added]
    (root / "a.jpg").write_bytes(b"A")
    ingest.bring_up_to_date()

    assert ingest.remove_folder(root).result(10) == 1
    assert ingest.folders().result(10) == []
    assert (root / "a.jpg").read_bytes() == b"A"


def test_adding_alone_reads_nothing(make: Make, root: Path, pool: FakePool) -> None:
    (root / "a.jpg").write_bytes(b"A")
    ingest = make()
    ingest.add_folder(root).result(10)
    ingest.folders().result(10)
    assert not pool.identified


def test_what_is_no_folder_is_refused_in_words(make: Make, root: Path) -> None:
    ingest = make()
    with pytest.raises(FindlingError, match="no folder") as missing:
        ingest.add_folder(root / "gone").result(10)
    with pytest.raises(FindlingError, match="not a watched folder") as unknown:
        ingest.remove_folder(root).result(10)
    assert (missing.value.code, unknown.value.code) == ("folder-missing", "folder-unknown")


def test_a_second_writer_is_told_who_holds_the_library(make: Make) -> None:
    make().folders().result(10)
    second = make()
    with pytest.raises(FindlingError) as busy:
        second.start(watch=False)
    assert busy.value.code == "library-busy"
    assert second.folders().cancelled() or second.folders().exception(1) is not None


def test_new_comes_first_and_what_is_looked_at_before_it(
    make: Make, root: Path, pool: FakePool
) -> None:
    names = [f"{number:02}.jpg" for number in range(30)]
    for age, name in enumerate(names):
        path = root / name
        path.write_bytes(name.encode())
        _make_older(path, seconds=1000 + age)
    pool.hold = True
    ingest = make()
    ingest.add_folder(root).result(10)
    ingest.start(watch=False)
    pool.wait_for_held(4)
    assert [path.name for path, _ in pool.held] == names[:4]

    wanted = [root / "25.jpg", root / "20.jpg"]
    ingest.look_first(wanted)
    ingest.folders().result(10)
    order: list[str] = []
    pool.while_decoding = lambda path: order.append(path.name)
    pool.release()
    assert ingest.bring_up_to_date().failed == 0
    assert order[4:6] == ["20.jpg", "25.jpg"]
    assert order[6:10] == names[4:8]


def _make_older(path: Path, *, seconds: int) -> None:
    import os

    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime - seconds))


def test_the_index_holds_what_an_event_announces_and_is_kept(
    make: Make, root: Path, events: Events
) -> None:
    index = FakeIndex()
    held: list[int] = []
    announce = events.publish

    def publish(event: object) -> None:
        if isinstance(event, LibraryChanged):
            held.append(index.held)
        announce(event)  # type: ignore[arg-type]

    events.publish = publish  # type: ignore[method-assign]
    (root / "a.jpg").write_bytes(b"A")
    ingest = make(index)
    ingest.add_folder(root).result(10)
    ingest.bring_up_to_date()
    assert held[-1] == 1
    assert index.calls == ["load", "save", "prepare", "prepare", "prepare"]

    ingest.bring_up_to_date()
    assert index.calls.count("save") == 1, "nothing new, nothing written"


@pytest.mark.parametrize("where", ["commit", "link", "record", "thumbnail"])
def test_a_full_disk_pauses_with_a_sentence_and_loses_nothing(
    make: Make,
    root: Path,
    pool: FakePool,
    events: Events,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    full = threading.Event()
    full.set()

    def refuse(real: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **options: object) -> object:
            if full.is_set():
                raise FindlingError("disk-full", "The disk is full.", hint="Free some space.")
            return real(*args, **options)

        return act

    owner, name = (pipeline, "write_thumbnail") if where == "thumbnail" else (Writer, where)
    monkeypatch.setattr(owner, name, refuse(getattr(owner, name)))
    monkeypatch.setattr(writes, "_FIRST_REST", 0.05)
    for number in range(20):
        (root / f"{number}.jpg").write_bytes(b"%d" % number)
    ingest = make()
    ingest.add_folder(root).result(10)
    ingest.start(watch=False)
    events.wait_until(lambda: _troubled(events) == "The disk is full. Free some space.")
    full.clear()

    summary = ingest.bring_up_to_date()
    assert summary.failed == 0
    assert len(pool.decoded) == 20
    assert set(pool.decoded.values()) == {1}
    events.wait_until(lambda: _troubled(events) is None)


def _troubled(events: Events) -> str | None:
    told = [event.trouble for event in events.seen if isinstance(event, Progress)]
    return told[-1] if told else None


def test_a_folder_removed_while_it_is_read_leaves_nothing_behind(
    make: Make, root: Path, pool: FakePool, paths: LibraryPaths
) -> None:
    for number in range(10):
        (root / f"{number}.jpg").write_bytes(b"%d" % number)
    pool.errors[b"0"] = failure("damaged", what="cut")
    pool.hold = True
    ingest = make()
    ingest.add_folder(root).result(10)
    ingest.start(watch=False)
    pool.wait_for_held(2)
    ingest.remove_folder(root).result(10)
    pool.release()

    assert ingest.bring_up_to_date().added == 0
    with closing(open_reader(paths)) as reader:
        assert len(reader.listing(())) == 0
        assert reader.failures() == []


def test_progress_tells_how_far_it_is(make: Make, root: Path, events: Events) -> None:
    for number in range(5):
        (root / f"{number}.jpg").write_bytes(b"%d" % number)
    ingest = make()
    ingest.add_folder(root).result(10)
    ingest.start(watch=False)
    ingest.bring_up_to_date()
    ingest.close()
    told = [event for event in events.seen if isinstance(event, Progress)]
    assert {each.activity for each in told} >= {Activity.READING, Activity.IDLE}
    assert told[-1].activity is Activity.STOPPED
    assert max(each.total for each in told) == 5
    assert all(each.done <= each.total for each in told)


def test_after_the_end_commands_are_cancelled(make: Make, root: Path) -> None:
    ingest = make()
    ingest.close()
    ingest.close()
    assert ingest.add_folder(root).cancelled()
    with pytest.raises(CancelledError):
        ingest.bring_up_to_date()


def test_who_waits_for_a_run_is_let_go_when_it_is_closed(
    make: Make, root: Path, pool: FakePool
) -> None:
    (root / "a.jpg").write_bytes(b"A")
    pool.hold = True
    ingest = make()
    ingest.add_folder(root).result(10)
    ended: list[BaseException] = []

    def wait() -> None:
        try:
            ingest.bring_up_to_date()
        except CancelledError as error:
            ended.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    pool.wait_for_held(1)
    ingest.close()
    waiting.join(10)
    assert len(ended) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_ends_the_thread_and_reaches_who_waits(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Writer, "record", broken)
    (root / "a.jpg").write_bytes(b"A")
    ingest = make()
    ingest.add_folder(root).result(10)
    with pytest.raises(ZeroDivisionError):
        ingest.bring_up_to_date()
