"""Several ways of reading side by side: on this computer and through a service."""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from findling.catalogue import open_reader, open_writer
from findling.catalogue.rows import Added, Changes
from findling.core.courtesy import Courtesy
from findling.core.library import LibraryPaths
from findling.core.model import Duty, Found, Kind, Scope
from findling.core.settings import Settings
from findling.ingest import paid
from findling.ingest.branches import Branch, Branches
from findling.ingest.progress import Account
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes
from tests.ingest_fakes import SPACE, FakePool, hash_of
from tests.service_fakes import CLOUD, FakeService
from tests.unit.ingest.rows import Times
from tests.unit.ingest.sending import HandLane

SETTINGS = Settings(provider="gemini", settle_seconds=0.0, decode_processes=1)


class Two:
    """A cloud line and a local one over one library; files lie in an open and in a private folder."""

    def __init__(
        self, tmp_path: Path, *, lane: HandLane | None = None, remote: bool = True
    ) -> None:
        self.root = tmp_path / "tree"
        self.paths = LibraryPaths(tmp_path / "library")
        self.writer, self.reader = open_writer(self.paths), open_reader(self.paths)
        self.times = Times()
        clock = Clock(self.times.monotonic, self.times.wall)
        self.writes = Writes(clock=clock)
        self.pool, self.service = FakePool(), FakeService()
        self.posted: deque[Callable[[], None]] = deque()
        self.lane = lane or HandLane()
        self.committed = 0
        cloud = Duty(space=CLOUD.id, plan="c", scope=Scope.SENDABLE)
        local = Duty(space=SPACE.id, plan="l", scope=Scope.LOCAL_ONLY if remote else Scope.ALL)
        branches = [Branch(provider="builtin", duty=local, nearest=None)]
        if remote:
            branches.insert(
                0, Branch(provider="gemini", duty=cloud, nearest=None, remote=self.service)
            )
        self.branches = Branches(
            branches,
            writer=self.writer,
            reader=self.reader,
            writes=self.writes,
            decoders=self.pool,
            paths=self.paths,
            settings=SETTINGS,
            clock=clock,
            account=Account(),
            post=self.posted.append,
            look_again=lambda path: None,
            committed=self._committed,
            courtesy=Courtesy(),
        )

    def _committed(self, count: int) -> None:
        self.committed += count

    def close(self) -> None:
        self.branches.close()
        self.reader.close()
        self.writer.close()

    def write(self, name: str, *, private: bool = False) -> Path:
        top = self.root / ("private" if private else "open")
        top.mkdir(parents=True, exist_ok=True)
        folder = self.writer.add_folder(top, local_only=private)
        path = top / name
        path.write_bytes(name.encode())
        status = path.stat()
        self.times.start = max(self.times.start, status.st_mtime + 1)
        found = Found(
            path=path,
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            inode=status.st_ino,
            device=status.st_dev,
        )
        added = Added(found=found, folder_id=folder.id, kind=Kind.PHOTO)
        self.writer.record(Changes(added=(added,)))
        self.branches.rows_changed()
        return path

    def run(self) -> None:
        """Turns until both lines are idle, or wait for somebody's word."""
        for _ in range(200):
            self.branches.turn(may_read=True)
            self.lane.run()
            while self.posted:
                self.posted.popleft()()
            if self.branches.idle:
                return
            self.times.pass_by(1)
        raise AssertionError("it never came to rest")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    lane = HandLane()
    monkeypatch.setattr(paid, "NetworkLane", lambda threads: lane)
    made = Two(tmp_path, lane=lane)
    yield made
    made.close()


def test_each_line_reads_what_is_its_duty(two: Two) -> None:
    two.write("open.jpg")
    two.write("secret.jpg", private=True)
    two.branches.want_sending(True)
    till = two.branches.paid
    assert till is not None
    assert two.branches.left()[0] == 2
    two.run()
    assert not two.service.answered
    assert two.pool.decoded == {b"secret.jpg": 1}
    assert two.pool.looked == {b"open.jpg": 1}
    left, by_kind = two.branches.left()
    assert (left, by_kind[Kind.PHOTO]) == (0, 1), "to look at, and at all"
    till.agree(1.0)
    two.run()
    assert two.service.answered == {hash_of(b"open.jpg"): 1}


def test_while_nothing_may_be_read_nothing_is_due(two: Two) -> None:
    two.write("young.jpg")
    two.branches.want_sending(True)
    two.branches.turn(may_read=False)
    assert two.branches.due_in(may_read=False) is None
    assert not two.pool.looked
    assert two.branches.has_ready


def test_on_this_computer_alone_nothing_is_paid_for(tmp_path: Path) -> None:
    one = Two(tmp_path, remote=False)
    one.write("a.jpg")
    one.branches.want_sending(True)
    one.branches.begin()
    one.run()
    assert one.branches.paid is None
    assert one.branches.trouble is None
    assert one.pool.decoded == {b"a.jpg": 1}
    assert one.committed == 1
    assert one.branches.due_in(may_read=True) is None
    one.close()


def test_what_is_told_to_all_lines(two: Two) -> None:
    path = two.write("a.jpg", private=True)
    two.branches.look_first([path])
    two.pool.hold = True
    two.branches.turn(may_read=True)
    while two.posted:
        two.posted.popleft()()
    assert not two.branches.at_rest
    (folder,) = two.writer.folders()
    two.branches.forget_folder(folder.id)
    assert two.branches.at_rest
    two.branches.forget_failures()
    two.branches.forget_dropped()
    assert two.branches.dropped == set()
    assert two.branches.trouble is None
    assert two.branches.last_work == two.times.now
