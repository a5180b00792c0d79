"""What tests of the paid path stand on: a real library, a service without a network, and a clock that stands."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from findling.catalogue import Writer, open_writer
from findling.catalogue.rows import Added, Changes
from findling.core.courtesy import Courtesy
from findling.core.library import LibraryPaths
from findling.core.model import (
    Duty,
    Failure,
    Found,
    ItemId,
    Kind,
    MediaPart,
    Payload,
    Scope,
    Tokens,
    Vector,
)
from findling.core.report import Spending
from findling.ingest.asks import HeldBack
from findling.ingest.batches import Batches
from findling.ingest.network import NetworkLane
from findling.ingest.pace import Pace
from findling.ingest.purse import Purse
from findling.ingest.sender import Sender
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes
from tests.ingest_fakes import hash_of
from tests.service_fakes import CLOUD, MODEL, FakeService
from tests.unit.ingest.rows import Times

T = TypeVar("T")
DUTY = Duty(space=CLOUD.id, plan="p", scope=Scope.SENDABLE)
PICTURE = 100 * 0.45e-6
"""Dollars of one payload of these tests."""
OPEN, PRIVATE = Path("/open"), Path("/private")


class HandLane(NetworkLane):
    """Calls wait until the test carries them out, on its own thread."""

    def __init__(self) -> None:
        super().__init__(threads=0)
        self.waiting: list[Callable[[], None]] = []

    def submit(self, call: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()

        def carry_out() -> None:
            try:
                future.set_result(call())
            except Exception as error:
                future.set_exception(error)

        self.waiting.append(carry_out)
        return future

    def run(self) -> None:
        waiting, self.waiting = self.waiting, []
        for carry_out in waiting:
            carry_out()


class Ear:
    """Keeps what it was told; wants it as long as `wants` says."""

    def __init__(self, item: ItemId) -> None:
        self.item = item
        self.heard: list[Vector | Failure | HeldBack] = []
        self.wanting = True

    def wants(self) -> bool:
        return self.wanting

    def tell(self, answer: Vector | Failure | HeldBack) -> None:
        self.heard.append(answer)

    @property
    def kinds(self) -> list[str]:
        """What was heard: "Resting", "HeldBack", "Failure" or "ndarray"."""
        return [type(each).__name__ for each in self.heard]


def payload(name: str, *, size: int = 0, image: int = 100) -> Payload:
    data = name.encode() + b"." * size
    return Payload(
        digest=hash_of(data),
        parts=(MediaPart(mime="image/jpeg", data=data),),
        tokens=Tokens(image=image),
    )


class Bench:
    """A sender and batches over one library. `run` does everything that is on its way."""

    def __init__(self, tmp_path: Path) -> None:
        self.paths = LibraryPaths(tmp_path / "library")
        self.writer: Writer = open_writer(self.paths)
        self.times = Times()
        self.clock = Clock(monotonic=self.times.monotonic, wall=self.times.wall)
        self.service = FakeService()
        self.lane = HandLane()
        self.posted: deque[Callable[[], None]] = deque()
        self.writes = Writes(clock=self.clock)
        self.courtesy = Courtesy()
        self.pace = Pace(per_minute=0, monotonic=self.times.monotonic)
        self.changes = 0
        self.purse = self.make_purse()
        self.purse.agree(1.0)
        self.sender = self.make_sender()
        self.batches = self.make_batches()
        self._files = 0

    def close(self) -> None:
        self.writer.close()

    def make_purse(self) -> Purse:
        spending = self.writer.spending()
        return Purse(
            Spending(usd=spending.usd, month_usd=spending.month_usd, kinds={}),
            agreed_until=0.0,
            run_cap=0.0,
            month_cap=0.0,
            always=False,
            now=lambda: datetime.fromtimestamp(self.times.wall()),
        )

    def make_sender(self, *, per_minute: int = 0, in_flight: int = 2) -> Sender:
        self.pace = Pace(per_minute=per_minute, monotonic=self.times.monotonic)
        return Sender(
            self.service,
            writer=self.writer,
            writes=self.writes,
            purse=self.purse,
            pace=self.pace,
            lane=self.lane,
            in_flight=in_flight,
            model=MODEL,
            clock=self.clock,
            post=self.posted.append,
            courtesy=self.courtesy,
            may_leave=self.may_leave,
        )

    def make_batches(self) -> Batches:
        return Batches(
            self.service,
            self.sender,
            writer=self.writer,
            writes=self.writes,
            purse=self.purse,
            lane=self.lane,
            model=MODEL,
            clock=self.clock,
            post=self.posted.append,
            changed=self._changed,
            may_leave=self.may_leave,
        )

    def may_leave(self, item: ItemId) -> bool:
        return not self.writer.is_local_only(item)

    def _changed(self) -> None:
        self.changes += 1

    def content(self, name: str, *, private: bool = False) -> Ear:
        """A content in the library, which waits for answers."""
        self.add_file(name, content=name, private=private)
        row = self.writer.file_by_path((PRIVATE if private else OPEN) / f"{name}.jpg")
        assert row is not None
        assert row.item_id is not None
        return Ear(row.item_id)

    def add_file(self, name: str, *, content: str, private: bool = False) -> None:
        folder = self.writer.add_folder(PRIVATE if private else OPEN, local_only=private)
        self._files += 1
        path = folder.path / f"{name}.jpg"
        found = Found(path=path, size=1, mtime_ns=1, inode=self._files, device=1)
        added = Added(found=found, folder_id=folder.id, kind=Kind.PHOTO)
        self.writer.record(Changes(added=(added,)))
        row = self.writer.file_by_path(path)
        assert row is not None
        self.writer.link(row.id, hash_of(content.encode()), kind=Kind.PHOTO, duty=DUTY)

    def ask(self, ear: Ear, *names: str, batch: bool = False, size: int = 0) -> None:
        for name in names:
            (self.batches if batch else self.sender).ask(
                payload(name, size=size),
                kind=Kind.PHOTO,
                item=ear.item,
                wants=ear.wants,
                tell=ear.tell,
            )

    def deliver(self) -> None:
        """What was posted happens."""
        while self.posted:
            self.posted.popleft()()

    def run(self) -> None:
        """Turns, calls and deliveries until nothing is left to do at this time."""
        while True:
            self.writes.turn()
            self.batches.turn()
            self.sender.turn()
            if not (self.lane.waiting or self.posted):
                return
            self.lane.run()
            self.deliver()

    def sent(self, names: Sequence[str]) -> list[int]:
        """How often each of these payloads was answered."""
        return [self.service.answered[payload(name).digest] for name in names]

    @property
    def ledger(self) -> float:
        return self.writer.spending().usd
