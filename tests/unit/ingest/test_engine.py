"""What an engine waits for: it never turns without anything to do. On the test's own thread, with a clock that stands."""

import os
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from findling.catalogue import Reader
from findling.core.courtesy import Courtesy
from findling.core.errors import Hold
from findling.core.library import LibraryPaths
from findling.core.model import Duty, Scope
from findling.core.report import IndexSummary
from findling.core.settings import Settings
from findling.ingest.branches import Branch
from findling.ingest.engine import Engine, Parts
from findling.ingest.keeping import Index
from findling.ingest.settle import Clock
from tests.ingest_fakes import Events, FakePool
from tests.service_fakes import CLOUD, FakeService
from tests.unit.ingest.rows import Times

SETTINGS = Settings(provider="gemini", settle_seconds=0.0, decode_processes=1)
BUSY = Hold("service-busy", "It is busy.", hint="Wait.", retry_in=30.0)


class Drive:
    """An engine, and the inbox that its thread would work through."""

    def __init__(
        self, tmp_path: Path, *, settings: Settings = SETTINGS, index: Index | None = None
    ) -> None:
        self.root = tmp_path / "tree"
        self.root.mkdir(exist_ok=True)
        self.times = Times()
        self.pool = FakePool()
        self.service = FakeService()
        self.inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        duty = Duty(space=CLOUD.id, plan=settings.sent_plan, scope=Scope.SENDABLE)
        parts = Parts(
            paths=LibraryPaths(tmp_path / "library"),
            settings=settings,
            pool=self.pool,
            branches=(
                Branch(provider="gemini", duty=duty, nearest=index, remote=self.service),
            ),
            publish=Events().publish,
            clock=Clock(monotonic=self.times.monotonic, wall=self.times.wall),
            courtesy=Courtesy(),
        )
        self.engine = Engine(parts, post=self.inbox.put)

    def close(self) -> None:
        self.engine.close()

    def turn(self, seconds: float = 0.0) -> None:
        """What is in the inbox, then what is due; waits for the inbox for so long at first."""
        try:
            job = self.inbox.get(timeout=seconds) if seconds else self.inbox.get_nowait()
            while True:
                job()
                job = self.inbox.get_nowait()
        except queue.Empty:
            self.engine.turn()

    def until(self, holds: Callable[[], bool]) -> None:
        """Turns as the thread would, until it is so; a wait for the clock alone is passed over at once."""
        for _ in range(2000):
            self.turn()
            if holds():
                return
            if (due := self.engine.due_in()) is None or due > 0:
                self.turn(0.05)
        raise AssertionError("it never came to that")

    def until_over(self, run: "Future[IndexSummary]") -> None:
        """Turns only when a message came or something is due: whoever waits for neither waits for ever.

        A second passes between two turns, so that nothing is due for having been told a moment ago.
        """
        self.engine.turn()
        while not run.done():
            due = self.engine.due_in()
            try:
                self.inbox.get(timeout=5 if due is None else 0.05)()
            except queue.Empty:
                assert due is not None, "nothing is due, and nothing comes"
                self.times.pass_by(due)
            self.times.pass_by(1.0)
            if self.inbox.empty():
                self.engine.turn()

    def is_quiet(self) -> bool:
        """It waits: for the clock, or for a message."""
        self.turn()
        due = self.engine.due_in()
        return self.inbox.empty() and (due is None or due > 0.01)

    def run(self, *, send: bool = True) -> "Future[IndexSummary]":
        future: Future[IndexSummary] = Future()
        self.engine.begin_run(future, send=send)
        return future


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    with closing(Drive(tmp_path)) as made:
        yield made


def test_a_run_that_waits_for_the_service_waits_quietly(drive: Drive) -> None:
    (drive.root / "a.jpg").write_bytes(b"a")
    drive.service.trouble.append(BUSY)
    drive.engine.add_folder(drive.root, local_only=False)
    drive.engine.agree(1.0)
    over = drive.run()
    drive.until(lambda: drive.engine.estimate() is not None and not drive.service.trouble)
    drive.until(drive.is_quiet)
    drive.times.pass_by(20)
    drive.until(drive.is_quiet)
    assert not over.done()
    drive.times.pass_by(15)
    drive.until(over.done)
    assert over.result().waiting == 0


class SlowIndex:
    """Has something left to do for a few turns after the last row."""

    def __init__(self) -> None:
        self.steps = 3

    def load(self, source: Reader) -> None:
        """Nothing is kept."""

    def refresh(self, source: Reader) -> int:
        return 1

    def prepare(self, *, seconds: float = 0.0) -> bool:
        self.steps -= 1
        return self.steps > 0

    def save(self) -> None:
        """Nothing is kept."""


def test_a_run_ends_although_rows_change_in_its_last_turns(tmp_path: Path) -> None:
    drive = Drive(tmp_path, index=SlowIndex())
    with closing(drive):
        (drive.root / "a.jpg").write_bytes(b"a")
        drive.engine.add_folder(drive.root, local_only=False)
        drive.until_over(drive.run(send=False))
        drive.engine.agree(1.0)
        drive.until_over(drive.run())


def test_a_pause_is_quiet_although_a_file_was_too_young(tmp_path: Path) -> None:
    drive = Drive(tmp_path, settings=replace(SETTINGS, settle_seconds=5.0))
    with closing(drive):
        path = drive.root / "a.jpg"
        path.write_bytes(b"a")
        now = path.stat().st_mtime
        drive.times.start = now
        drive.engine.add_folder(drive.root, local_only=False)
        over = drive.run()
        drive.until(lambda: not drive.engine._looks.busy and drive.is_quiet())
        drive.engine.pause()
        drive.times.pass_by(6)
        drive.until(drive.is_quiet)
        assert not over.done()
        drive.engine.resume()
        drive.until(over.done)


def test_a_young_file_behind_a_full_line_is_waited_for_quietly(tmp_path: Path) -> None:
    drive = Drive(tmp_path, settings=replace(SETTINGS, settle_seconds=5.0, in_flight=1))
    with closing(drive):
        drive.pool.hold_parts = True
        old = drive.root / "old"
        old.mkdir()
        for number in range(20):
            (old / f"{number}.jpg").write_bytes(f"{number}".encode())
        drive.times.start = (old / "19.jpg").stat().st_mtime + 60
        young = drive.root / "young.jpg"
        young.write_bytes(b"young")
        os.utime(young, (drive.times.start, drive.times.start))
        drive.engine.add_folder(drive.root, local_only=False)
        drive.engine.agree(1.0)
        over = drive.run()
        drive.until(lambda: len(drive.pool.held_parts) > 4 and drive.is_quiet())
        drive.times.pass_by(6)
        drive.until(drive.is_quiet)
        drive.pool.release()
        drive.until(over.done)
        assert over.result().waiting == 0


def test_a_long_look_is_waited_for_quietly(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Callable[[], None]] = []
    monkeypatch.setattr(drive.engine._thread, "run", jobs.append)
    drive.engine.add_folder(drive.root, local_only=False)
    over = drive.run()
    drive.turn()
    assert len(jobs) == 1
    drive.times.pass_by(30)
    drive.until(drive.is_quiet)
    jobs[0]()
    drive.until(over.done)
