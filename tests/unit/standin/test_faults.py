"""Every kind of trouble arrives as it is meant, on the requests that it is meant for, and what it destroys is lost."""

import json
import math
import socket
import threading
import time
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.standin import KINDS, Fault, StandIn, digest_of
from tests.standin.faults import DESTROYING, fault_from_json, fault_from_text
from tests.unit.standin.samples import BATCH, MODEL, QUERY, ask, batch_body, jpeg, words

RED = [words(f"{QUERY}red car")]
BLUE = [words(f"{QUERY}blue car")]
BODY = batch_body(RED, BLUE, outputDimensionality=128)

ERRORS = {
    "quota-minute": (429, "RESOURCE_EXHAUSTED"),
    "quota-day": (429, "RESOURCE_EXHAUSTED"),
    "quota-bare": (429, "RESOURCE_EXHAUSTED"),
    "bad-item": (400, "INVALID_ARGUMENT"),
    "bad-request": (400, "INVALID_ARGUMENT"),
    "invalid-key": (400, "INVALID_ARGUMENT"),
    "region": (400, "FAILED_PRECONDITION"),
    "permission": (403, "PERMISSION_DENIED"),
    "billing": (403, "PERMISSION_DENIED"),
    "model-gone": (404, "NOT_FOUND"),
    "timeout-408": (408, "CANCELLED"),
    "too-large": (413, "INVALID_ARGUMENT"),
    "internal-500": (500, "INTERNAL"),
    "unavailable-503": (503, "UNAVAILABLE"),
    "deadline-504": (504, "DEADLINE_EXCEEDED"),
}


def _sent(server: StandIn) -> HTTPConnection:
    """On its way; nobody reads the answer."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=20)
    connection.request("POST", BATCH, json.dumps(BODY), {"x-goog-api-key": server.key})
    return connection


def _hang_up(connection: HTTPConnection) -> None:
    assert connection.sock is not None
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_answered_once_and_costs_nothing(kind: str, server: StandIn) -> None:
    fault = server.fault(kind)
    status, told = ask(server, BODY)
    assert (status, told["error"]["status"]) == ERRORS[kind]
    assert told["error"]["code"] == status
    assert (fault.played, server.bill.usd, len(server.refusals)) == (1, 0, 0)
    assert ask(server, BODY)[0] == 200


def test_quotas_say_which_and_how_long(server: StandIn) -> None:
    found = []
    for kind in ("quota-minute", "quota-day", "quota-bare"):
        server.fault(kind, seconds=37.27)
        error = ask(server, BODY)[1]["error"]
        details = {d["@type"].rsplit(".", 1)[-1]: d for d in error.get("details", [])}
        found.append((error["message"], details))
    (minute_text, minute), (_, day), (_, bare) = found
    assert "Please retry in 37.27" in minute_text
    assert minute["RetryInfo"]["retryDelay"] == day["RetryInfo"]["retryDelay"] == "37s"
    quotas = [one["QuotaFailure"]["violations"][0] for one in (minute, day)]
    assert "PerMinute" in quotas[0]["quotaId"]
    assert "PerDay" in quotas[1]["quotaId"]
    assert [one["quotaValue"] for one in quotas] == ["100", "1000"]
    assert quotas[0]["quotaMetric"] == quotas[1]["quotaMetric"]
    assert bare == {}


def test_the_item_to_blame_is_named_or_not(server: StandIn) -> None:
    server.fault("bad-item", marker="blue")
    assert "requests[1].content" in str(ask(server, BODY)[1])
    server.fault("bad-request", marker="blue", times=None)
    status, told = ask(server, BODY)
    assert status == 400
    assert "requests[" not in str(told)
    assert ask(server, batch_body(RED))[0] == 200


@pytest.mark.parametrize("kind", sorted(DESTROYING))
def test_what_a_fault_destroys_is_lost(kind: str, server: StandIn) -> None:
    server.fault(kind)
    try:
        status, told = ask(server, BODY)
    except (ValueError, IncompleteRead, RemoteDisconnected):
        told = {}
    else:
        assert status == 200
        assert len(told.get("embeddings", [])) == {"short-list": 1, "long-list": 3}.get(kind, 0)
    assert server.wait_until(lambda: server.lost.total() == 2)
    assert not server.answered
    assert server.bill.usd == pytest.approx(server.bill_of_lost.usd)
    assert ask(server, BODY)[0] == 200
    assert server.answered.total() == 2
    assert not server.answered_twice(queries=True)


def _as_spoilt(kind: str, values: list[float] | None) -> bool:
    if values is None or kind == "empty-item":
        return values is None and kind == "empty-item"
    match kind:
        case "empty-values":
            return values == []
        case "wrong-dimensions":
            return len(values) == 127
        case "nan":
            return math.isnan(values[0])
    return not any(values)


@pytest.mark.parametrize(
    "kind", ["empty-item", "empty-values", "wrong-dimensions", "nan", "zero"]
)
def test_one_spoilt_vector_among_others(kind: str, server: StandIn) -> None:
    server.fault(kind, digest=digest_of(BLUE))
    status, told = ask(server, BODY)
    assert status == 200
    good, spoilt = (one.get("values") for one in told["embeddings"])
    assert len(good) == 128
    assert _as_spoilt(kind, spoilt)
    assert server.answered == {digest_of(RED): 1}
    assert server.lost == {digest_of(BLUE): 1}


def test_which_content_is_hit(server: StandIn) -> None:
    def spoilt(**how: Any) -> list[int]:
        server.fault("empty-item", **how)
        told = ask(server, BODY)[1]["embeddings"]
        return [n for n, one in enumerate(told) if not one]

    assert spoilt() == [0]
    assert spoilt(item=1) == [1]
    assert spoilt(item=-1) == [1]
    assert spoilt(item=9) == [1]
    assert spoilt(whole=True) == [0, 1]
    assert spoilt(match=lambda content: content.kind == "query") == [0, 1]


def test_a_page_of_html(server: StandIn) -> None:
    server.fault("html-502")
    with pytest.raises(ValueError, match="Expecting value"):
        ask(server, BODY)
    assert server.wait_until(lambda: server.requests[0].status == 502)
    assert not server.answered


def test_a_connection_that_ends_without_a_byte(server: StandIn) -> None:
    server.fault("drop-before")
    with pytest.raises(RemoteDisconnected):
        ask(server, BODY)
    assert server.wait_until(lambda: server.requests[0].ended > 0)
    assert (server.requests[0].status, server.bill.usd) == (0, 0)


def test_no_answer_until_the_client_gives_up(server: StandIn) -> None:
    server.fault("hang")
    connection = _sent(server)
    assert server.wait_until(lambda: server.service.record.under_way == 1)
    assert not server.wait_until(lambda: server.service.record.under_way == 0, seconds=0.1)
    _hang_up(connection)
    assert server.wait_until(lambda: server.service.record.under_way == 0)
    assert (server.requests[0].status, server.bill.usd) == (0, 0)


@pytest.mark.parametrize("trouble", ["hang", "slow", "late", "latency"])
def test_closing_ends_what_hangs(trouble: str) -> None:
    failed: list[Exception] = []

    def wait() -> None:
        try:
            ask(server, BODY)
        except (IncompleteRead, RemoteDisconnected, ConnectionError) as error:
            failed.append(error)

    with StandIn() as server:
        if trouble == "latency":
            server.latency = 60.0
        else:
            server.fault(trouble, seconds=60.0)
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert server.wait_until(lambda: server.service.record.under_way == 1)
        before = time.monotonic()
    assert time.monotonic() - before < 10
    waiting.join(5)
    assert len(failed) == 1


@pytest.mark.parametrize("kind", ["slow", "late"])
def test_an_answer_that_takes_its_time(kind: str, server: StandIn) -> None:
    server.fault(kind, seconds=0.2)
    before = time.monotonic()
    assert ask(server, BODY)[0] == 200
    assert time.monotonic() - before >= 0.19
    assert server.answered.total() == 2


def test_latency_holds_for_every_embedding_request(server: StandIn) -> None:
    server.terms.latency = 0.1
    before = time.monotonic()
    threads = [threading.Thread(target=ask, args=(server, BODY)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.peak_concurrency >= 2
    assert all(one.ended - one.started >= 0.1 for one in server.requests)
    assert time.monotonic() - before < 4


def test_a_client_that_went_away_did_not_take_its_answer(server: StandIn) -> None:
    server.terms.latency = 0.15
    connection = _sent(server)
    assert server.wait_until(lambda: server.answered.total() == 2)
    _hang_up(connection)
    assert server.wait_until(lambda: server.lost.total() == 2)
    assert server.wait_until(lambda: server.requests[0].ended > 0)
    assert server.requests[0].status == 0


def test_no_usage(server: StandIn) -> None:
    server.fault("no-usage")
    assert "usageMetadata" not in ask(server, BODY)[1]


def test_times_skip_and_order(server: StandIn) -> None:
    server.fault("internal-500", times=2)
    server.fault("unavailable-503", skip=1)
    assert [ask(server, BODY)[0] for _ in range(5)] == [500, 500, 200, 503, 200]
    server.fault("internal-500", times=None)
    assert {ask(server, BODY)[0] for _ in range(3)} == {500}
    server.clear_faults()
    assert ask(server, BODY)[0] == 200


def test_probability_is_seeded() -> None:
    def played(seed: int) -> list[int]:
        with StandIn(seed=seed) as server:
            server.fault("internal-500", times=None, probability=0.5)
            return [ask(server, BODY)[0] for _ in range(12)]

    assert played(1) == played(1) != played(2)
    assert set(played(1)) == {200, 500}


def test_a_route_of_its_own(server: StandIn) -> None:
    server.fault("permission", route="model")
    assert ask(server, BODY)[0] == 200
    assert ask(server, None, path=f"/v1/models/{MODEL}", method="GET")[0] == 403
    server.fault("unavailable-503", route="any", times=2)
    assert ask(server, None, path=f"/v1/models/{MODEL}", method="GET")[0] == 503
    assert ask(server, BODY)[0] == 503


def test_a_mark_in_the_bytes_of_a_picture(server: StandIn) -> None:
    server.fault("bad-item", times=None, marker="JFIF")
    assert ask(server, batch_body(RED))[0] == 200
    assert ask(server, batch_body(RED, [jpeg()]))[0] == 400


def test_faults_are_read_from_text_and_json() -> None:
    fault = fault_from_text("quota-minute:times=3,seconds=2.5,probability=0.1,route=any")
    assert (fault.times, fault.seconds, fault.probability, fault.route) == (3, 2.5, 0.1, "any")
    assert fault_from_text("hang:times=always").times is None
    assert fault_from_json({"kind": "nan", "whole": True, "item": 2, "times": None}).whole
    for wrong in ("nothing", "hang:colour=red", "hang:times=many"):
        with pytest.raises(ValueError, match=r".+"):
            fault_from_text(wrong)


def test_every_kind_is_tried_here() -> None:
    tried = set(ERRORS) | DESTROYING | {"html-502", "drop-before", "hang", "slow", "late"}
    tried |= {"empty-item", "empty-values", "wrong-dimensions", "nan", "zero", "no-usage"}
    assert tried == set(KINDS)
    assert all(Fault(kind=kind).kind == kind for kind in KINDS)
