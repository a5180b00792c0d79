"""Ingest with a service behind it: what is sent, what it costs, what stops it, what is never paid twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from findling.catalogue import Reader, open_reader
from findling.core.errors import FindlingError, Hold
from findling.core.events import Activity, Progress
from findling.core.library import LibraryPaths
from findling.core.model import Duty, Failure, Kind, Scope
from findling.core.report import IndexSummary
from findling.core.settings import Settings
from findling.ingest import looks
from findling.ingest.branches import Branch
from findling.ingest.plan import Seen
from findling.ingest.service import Ingest
from findling.ingest.survey import Ending, Look, examine
from tests.ingest_fakes import SPACE, Events, FakePool, hash_of
from tests.service_fakes import CLOUD, DAILY, NO_KEY, OFFLINE, FakeService

SETTINGS = Settings(provider="gemini", settle_seconds=0.0, in_flight=3)
PICTURE = 100 * 0.45e-6
"""Dollars of one part of the fake decode pool."""


class Library:
    """A library over one watched tree, a service, and runs as the commands make them."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = tmp_path / "tree"
        self.root.mkdir()
        self.paths = LibraryPaths(tmp_path / "library")
        self.settings = SETTINGS
        self.pool = FakePool()
        self.service = FakeService()
        self.events = Events()
        self.stack = ExitStack()

    @property
    def cloud(self) -> Duty:
        return Duty(space=CLOUD.id, plan=self.settings.sent_plan, scope=Scope.SENDABLE)

    @property
    def local(self) -> Duty:
        return Duty(space=SPACE.id, plan=self.settings.span_plan, scope=Scope.LOCAL_ONLY)

    def open(self) -> Ingest:
        return self.stack.enter_context(
            closing(
                Ingest(
                    paths=self.paths,
                    settings=self.settings,
                    pool=self.pool,
                    branches=[
                        Branch(
                            provider="gemini",
                            duty=self.cloud,
                            nearest=None,
                            remote=self.service,
                        ),
                        Branch(provider="builtin", duty=self.local, nearest=None),
                    ],
                    publish=self.events.publish,
                )
            )
        )

    def run(self, *, agree: float | None = None, send: bool = True) -> IndexSummary:
        """One `findling index`: a look, what it costs, then sending."""
        with closing(self.open()) as ingest:
            ingest.add_folder(self.root).result(10)
            ingest.bring_up_to_date(send=False)
            estimate = ingest.estimate().result(10)
            assert estimate is not None
            ingest.agree(estimate.usd if agree is None else agree).result(10)
            return ingest.bring_up_to_date(send=send)

    def write(self, name: str, content: bytes = b"") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())
        return path

    def reader(self) -> Reader:
        return self.stack.enter_context(closing(open_reader(self.paths)))

    def ready(self) -> dict[str, int]:
        """How many contents are ready, in each space."""
        reader = self.reader()
        return {
            duty.scope.value: sum(each.ready for each in reader.counts([duty]).values())
            for duty in (self.cloud, self.local)
        }

    @property
    def spent(self) -> float:
        return self.reader().cost_usd()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    with made.stack:
        yield made


def test_nothing_is_sent_before_somebody_agrees(library: Library) -> None:
    for number in range(5):
        library.write(f"{number}.jpg")
    summary = library.run(agree=0.0)
    assert library.service.requests == []
    assert (summary.waiting, summary.cost_usd) == (5, 0.0)
    assert summary.held is not None
    assert "agreed" in summary.held
    assert sum(library.pool.looked.values()) == 5
    shown = library.reader().rows(library.reader().listing().item_ids.tolist())
    assert all(row.content is not None for row in shown), "what was looked at is to be seen"


def test_what_was_agreed_to_is_sent_and_written_into_the_ledger(library: Library) -> None:
    library.write("a.jpg", b"one\ntwo")
    library.write("b.jpg", b"three")
    with closing(library.open()) as ingest:
        ingest.add_folder(library.root).result(10)
        ingest.bring_up_to_date(send=False)
        estimate = ingest.estimate().result(10)
        assert estimate is not None
        assert (estimate.files, estimate.spans, estimate.unseen) == (2, 3, 0)
        assert estimate.usd == pytest.approx(3 * PICTURE)
        assert estimate.kinds[Kind.PHOTO].tokens.image == 300
        ingest.agree(estimate.usd).result(10)
        summary = ingest.bring_up_to_date()
    assert (summary.held, summary.waiting, summary.failed) == (None, 0, 0)
    assert summary.cost_usd == pytest.approx(library.service.usd)
    assert library.spent == pytest.approx(library.service.usd)
    assert library.ready() == {"sendable": 2, "local-only": 0}
    assert set(library.service.answered.values()) == {1}


def test_a_second_run_sends_nothing(library: Library) -> None:
    library.write("a.jpg", b"one\ntwo")
    library.run()
    requests = list(library.service.requests)
    assert library.run().cost_usd == 0
    assert library.service.requests == requests


def test_equal_payloads_are_sent_once_in_one_run_and_over_runs(library: Library) -> None:
    library.write("a.jpg", b"same\none")
    library.write("b.jpg", b"same\ntwo")
    first = library.run()
    library.write("c.jpg", b"same")
    second = library.run()
    assert library.service.answered[hash_of(b"same")] == 1
    assert first.saved_usd + second.saved_usd == pytest.approx(2 * PICTURE)
    assert second.cost_usd == 0
    assert library.ready()["sendable"] == 3


def test_a_moved_file_costs_nothing_and_counts_as_saved(library: Library) -> None:
    path = library.write("a.jpg", b"one\ntwo")
    library.run()
    path.rename(library.root / "b.jpg")
    summary = library.run()
    assert (summary.moved, summary.cost_usd) == (1, 0)
    assert summary.saved_usd == pytest.approx(2 * PICTURE)


def test_the_cap_of_a_run_is_never_passed(library: Library) -> None:
    for number in range(40):
        library.write(f"{number:02}.jpg")
    summary = library.run(agree=10.5 * PICTURE)
    assert library.service.usd <= 10.5 * PICTURE
    assert summary.waiting == 40 - sum(library.service.answered.values())
    assert summary.held is not None
    library.run()
    assert library.ready()["sendable"] == 40
    assert set(library.service.answered.values()) == {1}


def test_the_cap_of_the_month_is_never_passed(library: Library) -> None:
    library.settings = replace(SETTINGS, month_cap_usd=5 * PICTURE)
    for number in range(20):
        library.write(f"{number:02}.jpg")
    summary = library.run(agree=1.0)
    assert library.service.usd <= 5 * PICTURE
    assert summary.held is not None
    assert "month" in summary.held


def test_without_a_network_it_waits_and_goes_on_by_itself(library: Library) -> None:
    for number in range(10):
        library.write(f"{number}.jpg")
    library.service.trouble.extend([OFFLINE] * 6)
    summary = library.run()
    assert (summary.failed, summary.waiting, summary.held) == (0, 0, None)
    assert library.ready()["sendable"] == 10
    told = [e.trouble for e in library.events.seen if isinstance(e, Progress) and e.trouble]
    assert any("no connection" in words for words in told)


@pytest.mark.parametrize("hold", [DAILY, NO_KEY])
def test_what_lasts_ends_the_run_and_fails_no_file(library: Library, hold: Hold) -> None:
    for number in range(10):
        library.write(f"{number}.jpg")
    library.service.trouble.append(hold)
    summary = library.run()
    assert summary.held is not None
    assert hold.message in summary.held
    assert summary.failed == 0
    assert summary.waiting == 10 - sum(library.service.answered.values())
    library.run()
    assert library.ready()["sendable"] == 10
    assert set(library.service.answered.values()) == {1}


def test_a_payload_that_is_refused_fails_its_file_alone(library: Library) -> None:
    library.write("bad.jpg", b"bad")
    library.write("good.jpg", b"good")
    library.write("mixed.jpg", b"bad\nfine")
    library.service.failures[hash_of(b"bad")] = Failure(
        code="refused", reason="The service refused it.", hint="Leave it out."
    )
    summary = library.run()
    assert [row.path.name for row in summary.failures] == ["bad.jpg"]
    assert library.ready()["sendable"] == 2, "what is left of a content is found"


def test_a_passing_failure_is_tried_twice_and_the_rest_is_kept(library: Library) -> None:
    library.write("a.jpg", b"odd\nfine")
    library.service.failures[hash_of(b"odd")] = Failure(
        code="no-answer", reason="No answer came.", hint="Try again.", lasting=False
    )
    summary = library.run(agree=1.0)
    assert summary.failed == 1
    assert library.pool.decoded[b"odd\nfine"] == 2
    library.service.failures.clear()
    with closing(library.open()) as ingest:
        ingest.retry_failures().result(10)
        ingest.agree(1.0).result(10)
        ingest.bring_up_to_date()
    assert library.service.answered == {hash_of(b"odd"): 1, hash_of(b"fine"): 1}
    assert library.ready()["sendable"] == 1


def test_local_only_folders_are_read_here_and_never_sent(library: Library) -> None:
    library.write("private/secret.jpg", b"secret")
    library.write("open.jpg", b"open")
    library.write("copy.jpg", b"secret")
    with closing(library.open()) as ingest:
        ingest.add_folder(library.root / "private", local_only=True).result(10)
        ingest.bring_up_to_date(send=False)
    library.run()
    assert set(library.service.answered) == {hash_of(b"open")}
    assert library.ready() == {"sendable": 1, "local-only": 1}


def test_a_mark_set_later_holds_for_what_was_not_sent(library: Library) -> None:
    (library.root / "private").mkdir()
    library.write("private/a.jpg", b"a")
    with closing(library.open()) as ingest:
        ingest.add_folder(library.root).result(10)
        ingest.add_folder(library.root / "private").result(10)
        ingest.bring_up_to_date(send=False)
        ingest.set_local_only(library.root / "private", True).result(10)
        ingest.agree(1.0).result(10)
        ingest.bring_up_to_date()
        assert library.service.requests == []
        with pytest.raises(FindlingError) as refused:
            ingest.remove_folder(library.root / "private").result(10)
        assert refused.value.code == "folder-shielded"
        ingest.set_local_only(library.root / "private", False).result(10)
        ingest.agree(1.0).result(10)
        ingest.bring_up_to_date()
    assert set(library.service.answered) == {hash_of(b"a")}


def test_an_end_in_the_middle_keeps_every_answer_that_came(library: Library) -> None:
    for number in range(30):
        library.write(f"{number:02}.jpg")
    enough = threading.Event()
    gate = threading.Event()

    def before() -> None:
        if sum(library.service.answered.values()) >= 10:
            enough.set()
            gate.wait(10)

    library.service.before = before
    with closing(library.open()) as ingest:
        ingest.add_folder(library.root).result(10)
        ingest.bring_up_to_date(send=False)
        ingest.agree(1.0).result(10)
        ingest.start(watch=False)
        assert enough.wait(10)
        gate.set()
    assert library.spent == pytest.approx(library.service.usd)
    library.service.before = lambda: None
    library.run()
    assert set(library.service.answered.values()) == {1}
    assert library.ready()["sendable"] == 30


def test_a_pause_sends_nothing_more_and_a_resume_goes_on(library: Library) -> None:
    for number in range(30):
        library.write(f"{number:02}.jpg")
    begun = threading.Event()

    def before() -> None:
        begun.set()

    library.service.before = before
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.bring_up_to_date(send=False)
    ingest.agree(1.0).result(10)
    ingest.start(watch=False)
    assert begun.wait(10)
    ingest.pause()
    library.events.wait_until(lambda: _last(library).activity is Activity.PAUSED)
    sent = len(library.service.requests)
    ingest.folders().result(10)
    assert len(library.service.requests) == sent
    ingest.resume()
    library.events.wait_until(lambda: sum(library.service.answered.values()) == 30)
    assert set(library.service.answered.values()) == {1}


@pytest.mark.parametrize("batch", [False, True])
def test_a_pause_ends_also_what_is_just_being_prepared(library: Library, batch: bool) -> None:
    library.settings = replace(SETTINGS, batch=batch)
    library.write("a.jpg", b"one\ntwo")
    library.pool.hold_parts = True
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.bring_up_to_date(send=False)
    ingest.agree(1.0).result(10)
    ingest.start(watch=False)
    library.pool.wait_for_held(1)
    ingest.pause()
    ingest.folders().result(10)
    library.pool.release()
    library.events.wait_until(lambda: _last(library).activity is Activity.PAUSED)
    assert library.service.requests == []
    ingest.resume()
    library.events.wait_until(lambda: bool(library.service.requests or library.service.batches))


def test_a_private_folder_within_one_that_is_being_read_is_never_sent(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.settings = replace(SETTINGS, send_new_files=True)
    library.write("private/secret.jpg", b"secret")
    library.write("open.jpg", b"open")
    library.pool.hold_parts = True
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.start(watch=False)
    library.pool.wait_for_held(2)
    may_look = threading.Event()

    def slow(look: Look, *, deliver: Callable[[list[Seen]], None]) -> Ending:
        may_look.wait(10)
        return examine(look, deliver=deliver)

    monkeypatch.setattr(looks, "examine", slow)
    ingest.add_folder(library.root / "private", local_only=True).result(10)
    library.pool.release()
    library.events.wait_until(lambda: library.ready() == {"sendable": 1, "local-only": 1})
    may_look.set()
    library.events.wait_until(lambda: _last(library).activity is Activity.IDLE)
    assert set(library.service.answered) == {hash_of(b"open")}


def test_a_look_under_way_files_nothing_under_the_wrong_folder(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.settings = replace(SETTINGS, send_new_files=True)
    library.write("private/secret.jpg", b"secret")
    looking, may_look, sending = threading.Event(), threading.Event(), threading.Event()
    library.service.before = sending.set

    def slow(look: Look, *, deliver: Callable[[list[Seen]], None]) -> Ending:
        if looking.is_set():
            sending.wait(0.5)  # the next look comes too late for what the first one filed
        looking.set()
        may_look.wait(10)
        return examine(look, deliver=deliver)

    monkeypatch.setattr(looks, "examine", slow)
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.start(watch=False)
    assert looking.wait(10)
    ingest.add_folder(library.root / "private", local_only=True).result(10)
    may_look.set()
    library.events.wait_until(lambda: library.ready()["local-only"] == 1)
    library.events.wait_until(lambda: _last(library).activity is Activity.IDLE)
    assert not library.service.answered


def test_a_folder_that_is_watched_already_can_be_added_with_the_mark(library: Library) -> None:
    library.settings = replace(SETTINGS, send_new_files=True)
    library.write("secret.jpg", b"secret")
    library.pool.hold_parts = True
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.start(watch=False)
    library.pool.wait_for_held(1)
    ingest.add_folder(library.root, local_only=True).result(10)
    library.pool.release()
    library.events.wait_until(lambda: _last(library).activity is Activity.IDLE)
    assert not library.service.answered
    assert library.ready() == {"sendable": 0, "local-only": 1}


def test_a_copy_that_comes_into_a_private_folder_stops_what_is_on_its_way(
    library: Library,
) -> None:
    library.settings = replace(SETTINGS, send_new_files=True)
    (library.root / "private").mkdir()
    library.write("a.jpg", b"secret")
    library.pool.hold_parts = True
    ingest = library.open()
    ingest.add_folder(library.root / "private", local_only=True).result(10)
    ingest.add_folder(library.root).result(10)
    ingest.start(watch=False)
    library.pool.wait_for_held(1)
    library.write("private/copy.jpg", b"secret")
    ingest.rescan()
    library.events.wait_until(lambda: library.ready()["local-only"] == 1)
    library.pool.release()
    library.events.wait_until(lambda: _last(library).activity is Activity.IDLE)
    assert not library.service.answered


def test_the_mark_holds_for_watched_folders_within(library: Library) -> None:
    library.write("private/early/a.jpg", b"a")
    library.write("private/late/b.jpg", b"b")
    with closing(library.open()) as ingest:
        ingest.add_folder(library.root / "private" / "early").result(10)
        ingest.add_folder(library.root / "private", local_only=True).result(10)
        ingest.add_folder(library.root / "private" / "late").result(10)
        assert all(folder.local_only for folder in ingest.folders().result(10))
        ingest.agree(1.0).result(10)
        ingest.bring_up_to_date()
        ingest.set_local_only(library.root / "private" / "late", False).result(10)
        ingest.agree(1.0).result(10)
        ingest.bring_up_to_date()
        ingest.set_local_only(library.root / "private", True).result(10)
        assert all(folder.local_only for folder in ingest.folders().result(10))
    assert set(library.service.answered) == {hash_of(b"b")}, "the mark was taken off by hand"


def test_new_files_wait_quietly_until_somebody_agrees(library: Library) -> None:
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    library.write("a.jpg")
    ingest.start(watch=False)
    library.events.wait_until(lambda: _last(library).waiting == 1)
    progress = _last(library)
    assert progress.trouble is None
    assert progress.waiting_usd == pytest.approx(PICTURE)
    for number in range(3):
        library.write(f"more{number}.jpg")
        ingest.rescan()
        library.events.wait_until(lambda count=number + 2: _last(library).waiting == count)  # type: ignore[misc]
    ingest.agree(1.0).result(10)
    library.events.wait_until(
        lambda: _last(library).spent_usd > 0 or bool(library.service.requests)
    )
    library.events.wait_until(lambda: _last(library).activity is Activity.IDLE)
    library.write("b.jpg")
    ingest.rescan()
    library.events.wait_until(lambda: _last(library).waiting == 1)
    assert sum(library.service.answered.values()) == 4, (
        "the agreement was for what was known then"
    )


def test_with_leave_given_new_files_are_sent_at_once(library: Library) -> None:
    library.settings = replace(SETTINGS, send_new_files=True)
    library.write("a.jpg")
    ingest = library.open()
    ingest.add_folder(library.root).result(10)
    ingest.start(watch=False)
    library.events.wait_until(lambda: sum(library.service.answered.values()) == 1)
    assert not library.pool.looked, "what may be sent is read once"


def test_a_batch_is_handed_over_collected_and_costs_half(library: Library) -> None:
    library.settings = replace(SETTINGS, batch=True)
    for number in range(6):
        library.write(f"{number}.jpg")
    summary = library.run()
    assert summary.waiting == 0, "what rests in a batch waits for nobody's word"
    assert library.ready()["sendable"] == 0
    assert [len(payloads) for payloads in library.service.batches.values()] == [6]
    assert library.run().cost_usd == 0, "and is not handed over twice"
    assert len(library.service.batches) == 1
    library.service.batch_done = True
    collected = library.run(agree=0.0)
    assert library.ready()["sendable"] == 6, "what is paid for needs no further leave"
    assert collected.cost_usd == pytest.approx(6 * PICTURE / 2)
    assert library.service.requests == []


def test_a_payload_of_several_contents_is_in_one_batch_once(library: Library) -> None:
    library.settings = replace(SETTINGS, batch=True)
    library.write("a.jpg", b"same\none")
    library.write("b.jpg", b"same\ntwo")
    library.run()
    library.write("c.jpg", b"same")
    assert library.run().waiting == 0
    digests = [p.digest for payloads in library.service.batches.values() for p in payloads]
    assert sorted(digests) == sorted(map(hash_of, (b"same", b"one", b"two")))
    library.service.batch_done = True
    library.run()
    assert library.ready()["sendable"] == 3


def test_a_lost_batch_is_sent_one_by_one(library: Library) -> None:
    library.settings = replace(SETTINGS, batch=True)
    library.write("a.jpg")
    library.run()
    library.service.batch_lost = "It expired."
    library.run(agree=1.0)
    assert library.ready()["sendable"] == 1
    assert library.spent == pytest.approx(PICTURE)


def test_what_a_batch_did_not_answer_is_asked_alone(library: Library) -> None:
    library.settings = replace(SETTINGS, batch=True)
    library.write("a.jpg", b"odd")
    library.write("b.jpg", b"fine")
    library.service.failures[hash_of(b"odd")] = Failure(
        code="refused", reason="The service refused it.", hint="Leave it out."
    )
    library.run()
    library.service.batch_done = True
    summary = library.run(agree=1.0)
    assert [row.code for row in summary.failures] == ["refused"]
    assert library.ready()["sendable"] == 1


def test_the_bill_is_by_kind(library: Library) -> None:
    library.write("a.jpg", b"one\ntwo")
    library.run()
    spending = library.reader().spending()
    assert spending.kinds == {Kind.PHOTO: pytest.approx(2 * PICTURE)}
    assert spending.usd == pytest.approx(library.service.usd)
    assert (spending.spans, spending.tokens) == (2, 200)


def _last(library: Library) -> Progress:
    told = (e for e in reversed(library.events.seen) if isinstance(e, Progress))
    return next(told, Progress(activity=Activity.STOPPED))
