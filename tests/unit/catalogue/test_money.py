"""What was paid for is found again, and the ledger adds up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Answer, Charge, Done
from findling.core.model import Kind, SpaceId, Tokens
from tests.unit.catalogue.made import CLOUD, add, link, payload, ready, sent

SPACE = CLOUD.space


def answer(number: int) -> Answer:
    vector = np.array([number, 0.5, 0.25], np.float32)
    return Answer(payload=payload(number).digest, vector=vector)


def charge(usd: float = 0.25, **changed: Any) -> Charge:
    told = {
        "provider": "gemini",
        "model": "model-2",
        "kind": Kind.PHOTO,
        "spans": 2,
        "tokens": Tokens(text=1, image=2, audio=3, video=4, document=5),
        "usd": usd,
    }
    return Charge(**{**told, **changed})


def digests(*numbers: int) -> list[bytes]:
    return [payload(number).digest for number in numbers]


def waiting(reader: Reader) -> int:
    return int(reader._db.value("SELECT count(*) FROM answer"))


def test_an_answer_is_known_from_when_it_comes_until_its_content_goes(
    writer: Writer, reader: Reader
) -> None:
    assert writer.answered(SPACE, digests(1)) == {}
    writer.keep_answers([answer(1), answer(2)], space=SPACE, charge=charge())
    found = writer.answered(SPACE, digests(1, 2, 3))
    assert set(found) == set(digests(1, 2))
    assert found[payload(2).digest].dtype == np.float32
    np.testing.assert_array_equal(found[payload(2).digest], [2, 0.5, 0.25])
    assert writer.answered(SpaceId("other"), digests(1, 2)) == {}
    item = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    writer.commit([Done(item_id=item, decoded=sent(1, 4))], duty=CLOUD)
    assert waiting(reader) == 1
    known = writer.answered(SPACE, digests(1, 2, 4))
    assert {digest: vector[0] for digest, vector in known.items()} == {
        payload(1).digest: 1,
        payload(2).digest: 2,
        payload(4).digest: 4,
    }


def test_the_same_part_of_another_content_is_found_after_the_first_is_whole(
    writer: Writer,
) -> None:
    one, two = (link(writer, file, duty=CLOUD) for file in add(writer, "a.jpg", "b.jpg"))
    writer.keep_answers([answer(1)], space=SPACE, charge=None)
    writer.commit([Done(item_id=one, decoded=sent(1))], duty=CLOUD)
    assert set(writer.answered(SPACE, digests(1))) == set(digests(1))
    writer.commit([Done(item_id=two, decoded=sent(1))], duty=CLOUD)
    assert set(writer.answered(SPACE, digests(1))) == set(digests(1))


def test_many_are_asked_for_at_once(writer: Writer) -> None:
    writer.keep_answers([answer(n) for n in range(1200)], space=SPACE, charge=None)
    assert len(writer.answered(SPACE, digests(*range(2000)))) == 1200


def test_what_is_known_already_stays_and_costs_are_written_all_the_same(
    writer: Writer, reader: Reader
) -> None:
    writer.keep_answers([answer(1)], space=SPACE, charge=charge(0.5))
    again = Answer(payload=payload(1).digest, vector=np.zeros(3, np.float32))
    writer.keep_answers([again, answer(2)], space=SPACE, charge=charge(0.25))
    assert writer.answered(SPACE, digests(1))[payload(1).digest][0] == 1
    assert reader.cost_usd() == 0.75


def test_answers_and_their_price_are_written_together_or_not_at_all(
    writer: Writer, reader: Reader
) -> None:
    broken = charge(provider="gemini", spans=None)
    with pytest.raises(Exception, match="NOT NULL"):
        writer.keep_answers([answer(1)], space=SPACE, charge=broken)
    assert waiting(reader) == 0
    assert reader.cost_usd() == 0


def test_a_local_vector_has_no_payload(writer: Writer, reader: Reader) -> None:
    item = link(writer, add(writer, "a.jpg")[0], duty=CLOUD)
    writer.commit([Done(item_id=item, decoded=sent(1))], duty=CLOUD)
    assert reader._db.rows("SELECT payload FROM vector") == [(payload(1).digest,)]
    ready(writer, "b.jpg")
    assert reader._db.rows("SELECT count(*), count(payload) FROM vector") == [(2, 1)]


def test_old_answers_go(writer: Writer, reader: Reader) -> None:
    writer.keep_answers([answer(1), answer(2)], space=SPACE, charge=None)
    assert writer.drop_old_answers(datetime.now(UTC) - timedelta(days=90)) == 0
    assert writer.drop_old_answers(datetime.now(UTC) + timedelta(seconds=5)) == 2
    assert waiting(reader) == 0


def test_the_ledger_adds_up(writer: Writer, reader: Reader) -> None:
    assert reader.cost_usd() == 0
    nothing = reader.spending()
    assert (nothing.usd, nothing.month_usd, nothing.spans, nothing.tokens) == (0, 0, 0, 0)
    assert nothing.kinds == {}
    writer.add_charge(charge(0.25))
    writer.add_charge(charge(0.5, kind=None, spans=1, tokens=Tokens(text=5)))
    writer.keep_answers([], space=SPACE, charge=charge(1.0, batch=True))
    assert reader.cost_usd() == 1.75
    spent = reader.spending()
    assert (spent.usd, spent.month_usd, spent.spans, spent.tokens) == (1.75, 1.75, 5, 35)
    assert spent.kinds == {Kind.PHOTO: 1.25, None: 0.5}
    assert writer.spending() == spent
    rows = reader._db.rows("SELECT model, batch FROM cost_ledger ORDER BY id")
    assert rows == [("model-2", 0), ("model-2", 0), ("model-2", 1)]


def test_a_month_begins_on_its_first_day_here(writer: Writer, reader: Reader) -> None:
    writer.add_charge(charge(1.0))
    writer.add_charge(charge(2.0))
    last, first = datetime(2026, 3, 31, 23, 59, 59), datetime(2026, 4, 1)
    for row, moment in enumerate((last, first), start=1):
        values = [int(moment.timestamp()), row]
        writer._db.run("UPDATE cost_ledger SET spent_at = ? WHERE id = ?", values)
    assert reader.spending(datetime(2026, 4, 30, 23)).month_usd == 2.0
    assert reader.spending(datetime(2026, 4, 1).astimezone(UTC)).month_usd == 2.0
    assert reader.spending(datetime(2026, 3, 31, 23, 59, 59)).month_usd == 3.0
    assert reader.spending(datetime(2026, 5, 1)).month_usd == 0
