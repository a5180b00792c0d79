"""What may be sent now, what it costs, and why it stands still."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from findling.catalogue import open_reader, open_writer
from findling.catalogue.rows import Added, Changes, Done, Looked
from findling.core.courtesy import Courtesy
from findling.core.library import LibraryPaths
from findling.core.model import Decoded, Duty, Embedded, Found, ItemId, Kind, Scope
from findling.core.settings import Settings
from findling.ingest import paid as paid_module
from findling.ingest.paid import Paid
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes
from tests.ingest_fakes import hash_of, prepared_as
from tests.service_fakes import CLOUD, FORM, NO_KEY, OFFLINE, FakeService, vector_of
from tests.unit.ingest.rows import Times
from tests.unit.ingest.sending import PICTURE, HandLane, payload

SETTINGS = Settings(provider="gemini")


class Till:
    """The paid part of one library. `changed` counts how often it said that more or less may be read."""

    def __init__(self, tmp_path: Path, settings: Settings = SETTINGS) -> None:
        self.settings = settings
        self.writer = open_writer(LibraryPaths(tmp_path / "library"))
        self.reader = open_reader(LibraryPaths(tmp_path / "library"))
        self.times = Times(datetime(2026, 11, 25).timestamp())
        self.clock = Clock(self.times.monotonic, self.times.wall)
        self.writes = Writes(clock=self.clock)
        self.service = FakeService()
        self.posted: deque[Callable[[], None]] = deque()
        self.changed = 0
        self.duty = Duty(space=CLOUD.id, plan="p", scope=Scope.SENDABLE)
        self.folder = self.writer.add_folder(Path("/r"))
        self.paid = self.open()

    def open(self) -> Paid:
        return Paid(
            self.service,
            duty=self.duty,
            writer=self.writer,
            reader=self.reader,
            writes=self.writes,
            settings=self.settings,
            clock=self.clock,
            post=self.posted.append,
            changed=self._changed,
            courtesy=Courtesy(),
        )

    def close(self) -> None:
        self.paid.close()
        self.reader.close()
        self.writer.close()

    def _changed(self) -> None:
        self.changed += 1
        self.paid.recount()

    def content(self, name: str, *, looked: bool = True) -> ItemId:
        found = Found(
            path=Path(f"/r/{name}.jpg"), size=1, mtime_ns=1, inode=sum(name.encode()), device=1
        )
        added = Added(found=found, folder_id=self.folder.id, kind=Kind.PHOTO)
        self.writer.record(Changes(added=(added,)))
        row = self.writer.file_by_path(found.path)
        assert row is not None
        linked = self.writer.link(
            row.id, hash_of(name.encode()), kind=Kind.PHOTO, duty=self.duty
        )
        if looked:
            decoded = prepared_as(name.encode(), with_payloads=False)
            look = Looked(item_id=linked.item_id, decoded=replace(decoded, looked_at=True))
            self.writer.keep_looks([look], duty=self.duty)
        self.paid.recount()
        return linked.item_id

    def read(self, item: ItemId, name: str) -> None:
        decoded: Decoded = prepared_as(name.encode(), with_payloads=True)
        spans = tuple(
            replace(span, embedded=Embedded(vector=vector_of(hash_of(name.encode()))))
            for span in decoded.spans
        )
        self.writer.commit(
            [Done(item_id=item, decoded=replace(decoded, spans=spans))], duty=self.duty
        )
        self.paid.recount()

    def ask(self, item: ItemId, name: str) -> list[object]:
        told: list[object] = []
        self.paid.outbox.ask(
            payload(name), kind=Kind.PHOTO, item=item, wants=lambda: True, tell=told.append
        )
        return told

    def run(self) -> None:
        lane = self.paid._lane
        assert isinstance(lane, HandLane)
        while True:
            self.paid.turn()
            if not (lane.waiting or self.posted):
                return
            lane.run()
            while self.posted:
                self.posted.popleft()()


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paid_module, "NetworkLane", lambda threads: HandLane())


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path)
    yield made
    made.close()


def test_nothing_may_be_sent_before_somebody_wants_it_and_agrees(till: Till) -> None:
    till.content("a")
    till.content("new", looked=False)
    assert not till.paid.may_send()
    till.paid.want(True)
    assert not till.paid.may_send()
    files, dollars = till.paid.waiting()
    assert files == 1
    assert dollars == pytest.approx(PICTURE)
    held = till.paid.held
    assert held is not None
    assert held.code == "not-agreed"
    assert till.paid.trouble is None, "that nobody has agreed yet is no trouble"
    till.paid.agree(1.0)
    assert till.paid.may_send()
    assert till.paid.held is None
    assert till.paid.waiting() == (0, 0.0)


def test_an_estimate_sums_up_what_waits(till: Till) -> None:
    till.content("a")
    till.content("b")
    till.content("new", looked=False)
    estimate = till.paid.estimate()
    assert (estimate.files, estimate.spans, estimate.unseen) == (2, 2, 1)
    assert estimate.usd == pytest.approx(2 * PICTURE)
    assert estimate.batch_usd == pytest.approx(PICTURE)
    assert estimate.month_left_usd == pytest.approx(20)
    assert estimate.seconds == pytest.approx(0.24)
    till.service.form = replace(FORM, batches=False)
    assert till.paid.estimate().batch_usd is None


def test_a_limit_a_minute_makes_it_longer(tmp_path: Path) -> None:
    till = Till(tmp_path, replace(SETTINGS, requests_per_minute=1))
    till.content("a")
    till.content("b")
    assert till.paid.estimate().seconds == pytest.approx(120)
    till.close()


def test_what_costs_nothing_needs_nobodys_leave(till: Till) -> None:
    item = till.content("a")
    till.paid.want(True)
    nothing = replace(prepared_as(b"a", with_payloads=False), spans=(), looked_at=True)
    till.writer.keep_looks([Looked(item_id=item, decoded=nothing)], duty=till.duty)
    till.run()
    assert till.paid.may_send()
    assert till.changed == 1
    till.read(item, "a")
    till.times.pass_by(2)
    till.run()
    assert not till.paid.may_send()
    assert till.changed == 2
    till.times.pass_by(2)
    till.run()
    assert till.paid.due_in() is None
    assert till.changed == 2, "it comes to rest"


def test_what_waits_is_counted_now_and_then_only(till: Till) -> None:
    till.content("a")
    till.paid.want(True)
    assert till.paid.waiting()[0] == 1
    till.content("b")
    assert till.paid.waiting()[0] == 1
    assert till.paid.due_in() == pytest.approx(1.0)
    till.times.pass_by(1)
    assert till.paid.waiting()[0] == 2


def test_an_agreement_is_kept_over_a_restart_and_ends_with_what_it_was_for(till: Till) -> None:
    till.paid.agree(0.5)
    till.paid = till.open()
    till.paid.want(True)
    assert till.paid.may_send()
    till.paid.all_read()
    assert not till.paid.may_send()
    changed = till.changed
    till.paid.all_read()
    assert till.changed == changed, "once"
    till.paid = till.open()
    till.paid.want(True)
    assert not till.paid.may_send()


def test_a_new_agreement_ends_a_hold_for_money_and_no_other(till: Till) -> None:
    item = till.content("a")
    till.paid.want(True)
    till.paid.agree(0.5 * PICTURE)
    till.ask(item, "x")
    till.run()
    assert till.paid.held is not None
    assert till.paid.held.code == "not-agreed"
    assert till.paid.waiting()[0] == 1
    till.paid.agree(1.0)
    assert till.paid.may_send()
    till.paid.sender.hold(NO_KEY)
    till.paid.agree(1.0)
    assert not till.paid.may_send()
    assert till.paid.trouble == "There is no key. Enter one."
    till.paid.retry_now()
    assert till.paid.may_send()


def test_the_month_ends_and_it_goes_on_by_itself(tmp_path: Path) -> None:
    till = Till(tmp_path, replace(SETTINGS, month_cap_usd=1.5 * PICTURE, send_new_files=True))
    item = till.content("a")
    till.paid.want(True)
    till.ask(item, "x")
    till.run()
    told = till.ask(item, "y")
    till.run()
    assert till.paid.held is not None
    assert till.paid.held.code == "month-cap"
    assert not till.paid.goes_on, "no run waits for that"
    assert len(told) == 1
    due = till.paid.due_in()
    assert due is not None
    till.times.pass_by(6 * 86_400)
    changed = till.changed
    till.run()
    assert till.paid.may_send()
    assert till.changed > changed
    till.ask(item, "y")
    till.run()
    assert till.service.answered[payload("y").digest] == 1
    till.close()


def test_passing_trouble_is_waited_out_and_said(till: Till) -> None:
    item = till.content("a")
    till.paid.want(True)
    till.paid.agree(1.0)
    till.service.trouble.append(OFFLINE)
    till.ask(item, "x")
    till.run()
    assert till.paid.goes_on
    assert till.paid.waiting() == (0, 0.0), "it waits for nobody's word"
    assert till.paid.trouble == "There is no connection. It goes on by itself."


def test_a_round_counts_what_it_spent(till: Till) -> None:
    item = till.content("a")
    till.paid.want(True)
    till.paid.agree(1.0)
    till.ask(item, "x")
    till.run()
    assert till.paid.spent_usd == pytest.approx(PICTURE)
    till.paid.sender.saved_usd = 1.0
    till.paid.begin_round()
    assert (till.paid.spent_usd, till.paid.sender.saved_usd) == (0, 0)


def test_a_move_saves_what_sending_would_cost(till: Till) -> None:
    till.content("a")
    paths = [Path("/r/a.jpg"), Path("/r/unknown.jpg")]
    assert till.paid.price_of(paths) == pytest.approx(PICTURE)


def test_batches_where_they_are_wanted_and_taken(tmp_path: Path) -> None:
    till = Till(tmp_path, replace(SETTINGS, batch=True))
    assert till.paid.outbox is till.paid.batches
    item = till.content("a")
    till.paid.want(True)
    till.paid.agree(1.0)
    told = till.ask(item, "x")
    assert till.paid.busy
    till.paid.allow(False)
    assert len(told) == 1
    assert not till.paid.busy
    till.service.form = replace(FORM, batches=False)
    assert till.paid.outbox is till.paid.sender
    till.close()


def test_a_mark_on_a_folder_holds_at_the_last_moment(till: Till) -> None:
    item = till.content("a")
    till.paid.want(True)
    till.paid.agree(1.0)
    told = till.ask(item, "x")
    till.writer.set_local_only(till.folder.id, True)
    till.run()
    assert till.service.requests == []
    assert len(told) == 1
