"""Batches: filled, handed over once, looked after, collected once; over restarts and trouble."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from findling.core.errors import FindlingError, Hold
from findling.core.model import Failure, Tokens
from findling.embedding.provider import BatchState
from findling.ingest import batches
from findling.ingest.batches import CALLS, DRAFTING, LOOK_SECONDS
from tests.service_fakes import DAILY, NO_KEY
from tests.unit.ingest.sending import DUTY, PICTURE, Bench, payload

BUSY = Hold("service-busy", "It is busy.", hint="Wait.", retry_in=30.0)
REFUSED = Hold("batch-refused", "No batches here.", hint="One by one.")
FULL = FindlingError("disk-full", "The disk is full.", hint="Make room.")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


def hand_over(bench: Bench) -> None:
    """What was asked for goes into a batch, and that on its way."""
    bench.run()
    bench.times.pass_by(DRAFTING)
    bench.run()


def collect(bench: Bench) -> None:
    bench.service.batch_done = True
    bench.times.pass_by(LOOK_SECONDS)
    bench.run()


def in_batches(bench: Bench) -> list[bytes]:
    """Every payload that was handed over, as often as it was."""
    return [p.digest for payloads in bench.service.batches.values() for p in payloads]


def no_room(
    monkeypatch: pytest.MonkeyPatch, bench: Bench, method: str, room: list[int]
) -> None:
    """As long as `room` is empty, `method` of the writer finds the disk full."""
    real: Callable[..., object] = getattr(bench.writer, method)

    def act(*args: object, **named: object) -> object:
        if not room:
            raise FULL
        return real(*args, **named)

    monkeypatch.setattr(bench.writer, method, act)


def test_a_batch_is_handed_over_when_nothing_more_comes(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x", batch=True)
    bench.run()
    assert bench.batches.busy
    assert bench.batches.due_in() == pytest.approx(DRAFTING)
    hand_over(bench)
    assert in_batches(bench) == [payload("x").digest]
    assert ear.kinds == ["Resting"]
    assert bench.batches.waiting == 1
    assert not bench.batches.busy
    assert bench.purse.room == pytest.approx(1 - PICTURE / 2)


def test_a_full_batch_goes_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_ENTRIES", 2)
    bench.ask(bench.content("a"), *"xyz", batch=True)
    bench.run()
    assert in_batches(bench) == [payload("x").digest, payload("y").digest]


@pytest.mark.parametrize("limit", ["MOST_TOKENS", "MOST_BYTES"])
def test_tokens_and_bytes_fill_it_too(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(batches, limit, 50)
    bench.ask(bench.content("a"), "x", size=50, batch=True)
    bench.run()
    assert len(in_batches(bench)) == 1


def test_answers_are_collected_at_half_the_price_and_once(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x", "y", batch=True)
    hand_over(bench)
    collect(bench)
    assert bench.ledger == pytest.approx(PICTURE)
    assert bench.purse.spent == pytest.approx(bench.ledger)
    assert bench.purse.room == pytest.approx(1 - PICTURE)
    assert len(bench.batches.known([payload("x"), payload("y")])) == 2
    assert bench.sender.saved_usd == 0, "what was just paid for is not saved"
    bench.batches.known([payload("x")])
    assert bench.sender.saved_usd == pytest.approx(PICTURE), "for another content it is"
    assert bench.batches.waiting == 0
    assert bench.changes == 1
    assert bench.batches.due_in() is None


def test_a_batch_that_is_seen_to_be_done_twice_is_paid_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    room: list[int] = []
    no_room(monkeypatch, bench, "collect_batch", room)
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    collect(bench)
    bench.times.pass_by(LOOK_SECONDS)
    bench.batches.turn()
    bench.lane.run()
    bench.deliver()
    room.append(1)
    bench.times.pass_by(LOOK_SECONDS)
    bench.run()
    assert bench.ledger == pytest.approx(PICTURE / 2)
    assert bench.purse.spent == pytest.approx(PICTURE / 2)


def test_a_payload_of_several_contents_is_handed_over_once_and_all_rest(bench: Bench) -> None:
    one, other, late = (bench.content(name) for name in "abc")
    bench.ask(one, "x", batch=True)
    bench.ask(other, "x", batch=True)
    hand_over(bench)
    bench.ask(late, "x", batch=True)
    bench.run()
    assert in_batches(bench) == [payload("x").digest]
    assert one.kinds == other.kinds == late.kinds == ["Resting"]
    assert bench.writer.pending_count(DUTY) == 0
    collect(bench)
    assert bench.writer.pending_count(DUTY) == 3


def test_what_nobody_wants_any_more_is_not_handed_over(bench: Bench) -> None:
    ear, other = bench.content("a"), bench.content("b")
    bench.ask(ear, "x", "both", batch=True)
    bench.ask(other, "both", batch=True)
    ear.wanting = False
    hand_over(bench)
    assert in_batches(bench) == [payload("both").digest]
    (row,) = bench.writer.open_batches(bench.service.space.id)
    assert [entry.item_id for entry in row.entries] == [other.item]


def test_a_copy_in_a_private_folder_stops_a_batch_that_is_being_filled(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x", batch=True)
    bench.add_file("copy", content="a", private=True)
    hand_over(bench)
    assert in_batches(bench) == []
    assert ear.kinds == ["HeldBack"]
    assert bench.purse.room == pytest.approx(1.0)
    assert not bench.batches.busy


def test_a_pause_gives_back_what_is_in_no_batch_yet(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x", batch=True)
    bench.sender.allow(False)
    bench.batches.let_go()
    bench.ask(ear, "y", batch=True)
    assert ear.kinds == 2 * ["HeldBack"]
    hand_over(bench)
    assert in_batches(bench) == []


def test_the_purse_stops_a_batch_that_it_cannot_pay(bench: Bench) -> None:
    bench.purse.agree(0.4 * PICTURE)
    ear = bench.content("a")
    bench.ask(ear, "x", batch=True)
    hand_over(bench)
    assert in_batches(bench) == []
    assert ear.kinds == ["HeldBack"]
    assert bench.sender.held is not None
    assert bench.sender.held.code == "not-agreed"


def test_a_disk_that_is_full_hands_nothing_over_before_it_is_written_down(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    room: list[int] = []
    no_room(monkeypatch, bench, "open_batch", room)
    one, other = bench.content("a"), bench.content("b")
    bench.ask(one, "x", batch=True)
    hand_over(bench)
    assert in_batches(bench) == []
    assert bench.purse.room == pytest.approx(1.0)
    bench.ask(other, "x", batch=True)
    assert other.kinds == ["HeldBack"], "the payload is about to go out already"
    room.append(1)
    bench.times.pass_by(10)
    bench.run()
    assert in_batches(bench) == [payload("x").digest]
    assert one.kinds == ["Resting"]
    assert bench.purse.room == pytest.approx(1 - PICTURE / 2)


def test_a_disk_that_is_full_between_batch_and_riders_hands_over_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    room: list[int] = []
    no_room(monkeypatch, bench, "join_batch", room)
    bench.ask(bench.content("a"), "x", batch=True)
    bench.ask(bench.content("b"), "x", batch=True)
    hand_over(bench)
    room.append(1)
    bench.times.pass_by(10)
    bench.run()
    assert in_batches(bench) == [payload("x").digest]
    assert bench.writer.pending_count(DUTY) == 0
    assert len(bench.writer.open_batches(bench.service.space.id)) == 1


def test_a_batch_that_may_have_arrived_is_looked_for_before_it_is_sent_again(
    bench: Bench,
) -> None:
    bench.service.lost_replies.append(BUSY)
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    assert bench.sender.held is BUSY
    assert bench.writer.pending_count(DUTY) == 0, "its content rests"
    bench.times.pass_by(31)
    bench.run()
    (row,) = bench.writer.open_batches(bench.service.space.id)
    assert row.service_name == f"batches/{row.name}"
    collect(bench)
    assert bench.sent(["x"]) == [1]


def test_a_batch_that_did_not_arrive_is_given_up(bench: Bench) -> None:
    bench.service.trouble.append(BUSY)
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    bench.times.pass_by(31)
    bench.run()
    assert bench.batches.waiting == 0
    assert bench.writer.pending_count(DUTY) == 1
    assert bench.purse.room == pytest.approx(1.0)
    assert not bench.batches.refused


@pytest.mark.parametrize("hold", [NO_KEY, DAILY])
def test_what_was_refused_has_not_arrived(bench: Bench, hold: Hold) -> None:
    bench.service.trouble.append(hold)
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    assert bench.sender.held is hold
    assert bench.batches.waiting == 0
    assert bench.writer.pending_count(DUTY) == 1, "it waits, and a person is told so"


@pytest.mark.parametrize("why", [REFUSED, FULL])
def test_where_no_batches_are_taken_everything_goes_one_by_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, why: FindlingError
) -> None:
    def start_batch(*_: object, **__: object) -> str:
        raise why

    monkeypatch.setattr(bench.service, "start_batch", start_batch)
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    assert bench.batches.refused
    ear = bench.content("b")
    bench.ask(ear, "x", batch=True)
    bench.run()
    assert ear.kinds == ["ndarray"]


def test_what_a_batch_did_not_answer_is_asked_alone(bench: Bench) -> None:
    odd = Failure(code="refused", reason="No.", hint="Leave it.")
    bench.service.failures[payload("x").digest] = odd
    bench.ask(bench.content("a"), "x", "y", batch=True)
    hand_over(bench)
    collect(bench)
    ear = bench.content("b")
    bench.ask(ear, "x", batch=True)
    bench.run()
    assert ear.heard == [odd]


def test_an_open_batch_is_taken_up_again_and_its_money_stays_set_aside(bench: Bench) -> None:
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    bench.purse = bench.make_purse()
    bench.purse.agree(1.0)
    bench.sender = bench.make_sender()
    bench.batches = bench.make_batches()
    assert bench.batches.waiting == 1
    assert bench.purse.room == pytest.approx(1 - PICTURE / 2)
    ear = bench.content("b")
    bench.ask(ear, "x", batch=True)
    assert ear.kinds == ["Resting"]
    collect(bench)
    assert bench.ledger == pytest.approx(PICTURE / 2)
    assert bench.purse.room == pytest.approx(1 - PICTURE / 2)


@pytest.mark.parametrize("arrived", [True, False])
def test_after_a_kill_the_service_is_asked_whether_it_arrived(
    bench: Bench, arrived: bool
) -> None:
    bench.ask(bench.content("a"), "x", batch=True)
    bench.times.pass_by(DRAFTING)
    bench.batches.turn()
    if arrived:
        bench.lane.run()
    bench.lane.waiting.clear()
    bench.posted.clear()
    bench.batches = bench.make_batches()
    bench.run()
    rows = bench.writer.open_batches(bench.service.space.id)
    assert [row.service_name is not None for row in rows] == ([True] if arrived else [])
    assert bench.writer.pending_count(DUTY) == (0 if arrived else 1)


def test_a_lost_batch_costs_nothing(bench: Bench) -> None:
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    bench.service.batch_lost = "It expired."
    bench.times.pass_by(LOOK_SECONDS)
    bench.run()
    assert (bench.ledger, bench.batches.waiting) == (0, 0)
    assert bench.batches.refused
    assert bench.purse.room == pytest.approx(1.0)


def test_trouble_while_looking_is_looked_at_again_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.ask(bench.content("a"), "x", batch=True)
    hand_over(bench)
    with monkeypatch.context() as patch:

        def look(*_: object, **__: object) -> BatchState:
            raise BUSY

        patch.setattr(bench.service, "look_at_batch", look)
        bench.times.pass_by(LOOK_SECONDS)
        bench.run()
    assert bench.batches.waiting == 1
    assert bench.batches.due_in() == pytest.approx(LOOK_SECONDS)
    collect(bench)
    assert bench.batches.waiting == 0


@pytest.mark.parametrize("method", ["start_batch", "look_at_batch"])
def test_our_own_mistakes_fly(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.service, method, broken)
    bench.ask(bench.content("a"), "x", batch=True)

    def all_of_it() -> None:
        hand_over(bench)
        collect(bench)

    with pytest.raises(ZeroDivisionError):
        all_of_it()


def test_decode_processes_wait_while_batches_are_handed_over(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_ENTRIES", 1)
    went: list[int] = []
    bench.batches.when_room(lambda: went.append(0))
    bench.ask(bench.content("a"), *(str(n) for n in range(CALLS)), batch=True)
    bench.batches.when_room(lambda: went.append(1))
    assert went == [0]
    bench.run()
    assert went == [0, 1]


def test_the_service_may_leave_open_what_was_billed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = bench.service.look_at_batch

    def without_bill(name: str, *, digests: list[bytes]) -> BatchState:
        state = look(name, digests=digests)
        return BatchState(done=state.done, answers=state.answers, tokens=Tokens())

    monkeypatch.setattr(bench.service, "look_at_batch", without_bill)
    bench.ask(bench.content("a"), "x", "y", batch=True)
    hand_over(bench)
    collect(bench)
    assert bench.ledger == pytest.approx(PICTURE)
