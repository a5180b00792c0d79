"""The sender: what goes out, what comes back, what stands still."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from findling.catalogue.rows import Answer, Charge
from findling.core.errors import FindlingError, Hold
from findling.core.model import Failure, Kind, Tokens
from findling.embedding.provider import Sent
from findling.ingest.sender import POLITE, QUEUED_BYTES
from tests.service_fakes import DAILY, FORM, NO_KEY, OFFLINE, vector_of
from tests.unit.ingest.sending import PICTURE, Bench, payload

BUSY = Hold("service-busy", "It is busy.", hint="Wait.", retry_in=30.0)
FULL = FindlingError("disk-full", "The disk is full.", hint="Make room.")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def full_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """While the list is empty, no answer can be written."""
    room: list[int] = []
    keep = bench.writer.keep_answers

    def keep_answers(answers: list[Answer], *, space: str, charge: Charge | None) -> None:
        if not room:
            raise FULL
        keep(answers, space=bench.service.space.id, charge=charge)

    monkeypatch.setattr(bench.writer, "keep_answers", keep_answers)
    return room


def test_an_answer_is_written_down_with_its_price_before_anyone_is_told(bench: Bench) -> None:
    ear = bench.content("a")
    known: list[int] = []

    def tell(answer: object) -> None:
        known.append(len(bench.writer.answered(bench.service.space.id, [payload("x").digest])))

    bench.sender.ask(
        payload("x"), kind=Kind.PHOTO, item=ear.item, wants=lambda: True, tell=tell
    )
    bench.run()
    assert known == [1]
    assert bench.ledger == pytest.approx(PICTURE)
    assert bench.purse.spent == pytest.approx(PICTURE)
    assert not bench.sender.busy


def test_equal_payloads_under_way_are_sent_once_and_all_are_told(bench: Bench) -> None:
    one, other = bench.content("a"), bench.content("b")
    bench.ask(one, "x")
    bench.sender.turn()
    bench.ask(other, "x")
    bench.run()
    assert bench.sent(["x"]) == [1]
    assert one.kinds == other.kinds == ["ndarray"]
    assert bench.sender.saved_usd == pytest.approx(PICTURE)


def test_what_is_known_is_not_asked_for(bench: Bench) -> None:
    bench.ask(bench.content("a"), "x")
    bench.run()
    known = bench.sender.known([payload("x"), payload("y")])
    assert list(known) == [payload("x").digest]
    assert np.allclose(known[payload("x").digest], vector_of(payload("x").digest), atol=1e-3)


def test_requests_keep_every_limit_of_the_form(bench: Bench) -> None:
    bench.service.form = replace(FORM, most_contents=4, most_bytes=100, most_images=3)
    bench.ask(bench.content("a"), *"abcdefg")
    bench.run()
    assert bench.service.requests == [3, 3, 1]
    bench.ask(bench.content("b"), *"hij", size=50)
    bench.run()
    assert bench.service.requests[3:] == [1, 1, 1]


def test_what_nobody_wants_any_more_is_not_sent(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x", "y")
    ear.wanting = False
    bench.run()
    assert bench.service.requests == []
    assert not bench.sender.busy


def test_what_is_dropped_on_its_way_is_kept_and_paid_once(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, "x")
    bench.sender.turn()
    ear.wanting = False
    bench.run()
    assert ear.heard == []
    assert bench.ledger == pytest.approx(bench.service.usd)
    assert payload("x").digest in bench.sender.known([payload("x")])


def test_a_copy_in_a_private_folder_stops_what_waits_to_be_sent(bench: Bench) -> None:
    ear, other = bench.content("a"), bench.content("b")
    bench.ask(ear, "x", "both")
    bench.ask(other, "both")
    bench.add_file("copy", content="a", private=True)
    bench.run()
    assert bench.sent(["x", "both"]) == [0, 1]
    assert set(ear.kinds) == {"HeldBack"}
    assert other.kinds == ["ndarray"]


def test_a_failure_is_told_and_its_tokens_are_paid(bench: Bench) -> None:
    refused = Failure(code="refused", reason="No.", hint="Leave it.")
    bench.service.failures[payload("x").digest] = refused
    ear = bench.content("a")
    bench.ask(ear, "x")
    bench.run()
    assert ear.heard == [refused]
    assert bench.ledger == pytest.approx(bench.service.usd)


def test_a_hold_behind_answers_keeps_them(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, late = bench.content("a"), bench.content("b")
    bench.ask(ear, "x")
    bench.ask(late, "y")
    sent = Sent(answers=(vector_of(payload("x").digest), NO_KEY), tokens=Tokens(image=150))
    monkeypatch.setattr(bench.service, "send", lambda *_, **__: sent)
    bench.run()
    assert (ear.kinds, late.kinds) == (["ndarray"], ["HeldBack"])
    assert bench.sender.held is NO_KEY
    assert bench.ledger == pytest.approx(1.5 * PICTURE)


def test_trouble_gives_everything_back_and_is_tried_again(bench: Bench) -> None:
    ear = bench.content("a")
    bench.service.trouble.extend([BUSY, BUSY])
    bench.ask(ear, *"abcdef")
    bench.run()
    assert ear.kinds == 6 * ["HeldBack"]
    assert bench.purse.room == pytest.approx(1.0), "nothing stays set aside"
    assert bench.sender.goes_on
    assert bench.sender.due_in() == pytest.approx(30)
    again = bench.content("b")
    bench.ask(again, "x")
    assert again.kinds == ["HeldBack"]
    bench.times.pass_by(30)
    bench.run()
    assert bench.sender.held is None


def test_troubles_that_come_together_count_once(bench: Bench) -> None:
    bench.sender = bench.make_sender(in_flight=4)
    bench.service.trouble.extend(4 * [BUSY])
    bench.ask(bench.content("a"), *(str(n) for n in range(16)))
    bench.run()
    assert bench.service.trouble == type(bench.service.trouble)()
    assert bench.sender.due_in() == pytest.approx(30)


@pytest.mark.parametrize("lasting", [DAILY, NO_KEY])
def test_a_passing_trouble_does_not_hide_a_lasting_one(bench: Bench, lasting: Hold) -> None:
    for order in ([BUSY, lasting], [lasting, BUSY]):
        bench.sender.retry_now()
        bench.service.trouble.extend(order)
        bench.ask(bench.content(order[0].code), *(f"{order[0].code}{n}" for n in range(8)))
        bench.run()
        assert bench.sender.held is lasting
        assert not bench.sender.goes_on


def test_after_trouble_one_request_goes_ahead(bench: Bench) -> None:
    bench.service.trouble.append(BUSY)
    bench.ask(bench.content("a"), "x")
    bench.run()
    bench.times.pass_by(31)
    bench.sender.turn()
    bench.ask(bench.content("b"), *"abcdefgh")
    bench.sender.turn()
    assert len(bench.lane.waiting) == 1
    bench.lane.run()
    bench.deliver()
    bench.ask(bench.content("c"), *"ijklmnop")
    bench.sender.turn()
    assert len(bench.lane.waiting) == 2


def test_beside_a_question_one_request_goes_on(bench: Bench) -> None:
    bench.ask(bench.content("a"), *"abcdefgh")
    with bench.courtesy.asked_for():
        bench.sender.turn()
        assert len(bench.lane.waiting) == 1
        assert bench.sender.due_in() == POLITE
    bench.sender.turn()
    assert len(bench.lane.waiting) == 2
    assert bench.sender.due_in() is None


def test_the_purse_stops_what_it_cannot_pay(bench: Bench) -> None:
    bench.purse.agree(4.5 * PICTURE)
    ear = bench.content("a")
    bench.ask(ear, *"abcdefgh")
    bench.run()
    assert bench.service.usd <= 4.5 * PICTURE
    assert bench.sender.held is not None
    assert bench.sender.held.code == "not-agreed"
    assert ear.kinds.count("ndarray") == 4
    assert bench.sender.due_in() is None


@pytest.mark.parametrize("first", [1, 2, 3])
def test_what_was_agreed_to_is_used_however_requests_are_cut(bench: Bench, first: int) -> None:
    bench.purse.agree(4.5 * PICTURE)
    names = "abcdefgh"
    bench.ask(bench.content("a"), *names[:first])
    bench.run()
    bench.ask(bench.content("b"), *names[first:])
    bench.run()
    assert sum(bench.service.requests) == 4
    assert bench.sender.held is not None


def test_while_the_pace_forbids_a_request_it_is_not_asked_all_the_time(bench: Bench) -> None:
    bench.sender = bench.make_sender(per_minute=6)
    bench.ask(bench.content("a"), *"abcdefgh")
    bench.run()
    assert bench.service.requests == [4]
    assert bench.pace.wait_for(1) == 0, "two of the six are free, the request is of four"
    assert bench.sender.due_in() == pytest.approx(60)
    bench.times.pass_by(60)
    bench.run()
    assert bench.service.requests == [4, 4]


def test_decode_processes_wait_while_too_much_is_queued(bench: Bench) -> None:
    went: list[int] = []
    bench.sender.when_room(lambda: went.append(1))
    assert went == [1]
    ear = bench.content("a")
    bench.ask(ear, "x", size=QUEUED_BYTES)
    bench.sender.when_room(lambda: went.append(2))
    assert went == [1]
    bench.sender.turn()
    assert went == [1, 2]
    bench.ask(ear, "y", size=QUEUED_BYTES)
    bench.sender.when_room(lambda: went.append(3))
    bench.sender.hold(NO_KEY)
    assert went == [1, 2, 3]


def test_with_a_full_disk_nothing_more_is_bought(bench: Bench, full_disk: list[int]) -> None:
    bench.sender = bench.make_sender(in_flight=1)
    ear = bench.content("a")
    bench.ask(ear, *"abcdefgh")
    bench.run()
    assert bench.service.requests == [4]
    assert (ear.heard, bench.ledger) == ([], 0)
    assert bench.sender.due_in() is None
    full_disk.append(1)
    bench.times.pass_by(120)
    bench.run()
    assert bench.service.requests == [4, 4]
    assert bench.ledger == pytest.approx(bench.service.usd)
    assert bench.purse.spent == pytest.approx(bench.service.usd)
    assert ear.kinds == 8 * ["ndarray"]


def test_a_pause_gives_back_what_waits_and_takes_nothing_new(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, *"abcdefgh", "i")
    bench.sender.turn()
    bench.sender.allow(False)
    assert ear.kinds == ["HeldBack"]
    bench.ask(ear, "j")
    assert ear.kinds == 2 * ["HeldBack"]
    bench.lane.run()
    bench.deliver()
    assert ear.kinds == 2 * ["HeldBack"] + 8 * ["ndarray"], "what is on its way arrives"
    assert not bench.sender.busy
    bench.sender.allow(True)
    bench.ask(ear, "k")
    bench.run()
    assert bench.sent(["k"]) == [1]


def test_an_end_keeps_what_came_and_takes_nothing_new(bench: Bench) -> None:
    ear = bench.content("a")
    bench.ask(ear, *"abcdefgh")
    bench.sender.turn()
    bench.lane.run()
    bench.sender.close()
    assert bench.ledger == pytest.approx(bench.service.usd)
    bench.deliver()
    assert bench.ledger == pytest.approx(bench.service.usd), "once"
    bench.ask(ear, "z")
    assert ear.kinds[-1] == "HeldBack"


def test_trouble_at_the_end_is_no_news(bench: Bench) -> None:
    bench.service.trouble.append(OFFLINE)
    bench.ask(bench.content("a"), "x")
    bench.sender.turn()
    bench.lane.run()
    bench.sender.close()
    assert bench.sender.held is None


def test_what_a_person_can_act_on_holds_and_ends_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(*_: object, **__: object) -> Sent:
        raise FindlingError("keychain-locked", "The keychain is locked.", hint="Unlock it.")

    monkeypatch.setattr(bench.service, "send", send)
    bench.ask(bench.content("a"), "x")
    bench.run()
    assert bench.sender.held is not None
    assert bench.sender.held.code == "keychain-locked"
    assert not bench.sender.goes_on


def test_our_own_mistakes_fly(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(*_: object, **__: object) -> Sent:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.service, "send", send)
    ear = bench.content("a")
    bench.ask(ear, "x")
    with pytest.raises(ZeroDivisionError):
        bench.run()
    assert ear.kinds == ["HeldBack"]
    assert bench.purse.room == pytest.approx(1.0)
