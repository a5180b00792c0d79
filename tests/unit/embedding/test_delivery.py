"""Sending, with the real SDK against the stand-in: every kind of trouble, and what comes of each content."""

import threading
import time
from typing import Any

import httpx2
import numpy as np
import pytest

from findling.core.errors import Hold
from findling.core.model import Failure, MediaPart, Payload, Tokens
from findling.embedding.delivery import parted, requests_of
from findling.embedding.forms import GEMINI, Form
from findling.embedding.keys import Key
from findling.embedding.provider import Sent
from tests.standin import StandIn
from tests.standin.contents import Content
from tests.unit.embedding.cloud import Cloud, digest, gemini, several, words


def all_right(cloud: Cloud, sent: Sent, payloads: list[Payload]) -> bool:
    return len(sent.answers) == len(payloads) and all(
        cloud.is_of(answer, payload)
        for answer, payload in zip(sent.answers, payloads, strict=True)
    )


def failures(sent: Sent) -> dict[int, Failure]:
    return {n: a for n, a in enumerate(sent.answers) if isinstance(a, Failure)}


def test_each_content_gets_its_own_vector_in_one_request(cloud: Cloud) -> None:
    payloads = several(5)
    sent = cloud.send(payloads)
    assert all_right(cloud, sent, payloads)
    assert len({np.asarray(answer).tobytes() for answer in sent.answers}) == 5
    assert [request.contents for request in cloud.server.requests] == [5]
    assert not cloud.server.refusals
    assert sent.tokens == Tokens(text=cloud.server.bill.tokens["TEXT"])


def test_more_than_a_request_takes_goes_in_several(cloud: Cloud) -> None:
    payloads = several(40)
    assert all_right(cloud, cloud.send(payloads), payloads)
    assert [request.contents for request in cloud.server.requests] == [16, 16, 8]


def test_nothing_to_send_asks_nobody(cloud: Cloud) -> None:
    assert cloud.send([]) == Sent(answers=(), tokens=Tokens())
    assert not cloud.server.requests


@pytest.mark.parametrize(
    "kind",
    [
        "timeout-408",
        "internal-500",
        "html-502",
        "unavailable-503",
        "deadline-504",
        "drop-before",
        "drop-mid",
        "broken-json",
        "quota-minute",
        "quota-bare",
    ],
)
def test_what_passes_is_tried_again(cloud: Cloud, kind: str) -> None:
    cloud.server.fault(kind, times=1)
    payloads = several(3)
    sent = cloud.send(payloads)
    assert all_right(cloud, sent, payloads)
    assert len(cloud.clock.waits) == 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("unavailable-503", "service-busy"),
        ("html-502", "service-busy"),
        ("timeout-408", "service-busy"),
        ("internal-500", "service-busy"),
        ("deadline-504", "service-busy"),
        ("broken-json", "service-busy"),
        ("drop-before", "offline"),
        ("drop-mid", "offline"),
        ("quota-minute", "quota-minute"),
        ("quota-bare", "quota-minute"),
        ("quota-day", "quota-day"),
        ("invalid-key", "key-invalid"),
        ("permission", "permission-denied"),
        ("billing", "billing"),
        ("region", "region"),
        ("model-gone", "model-gone"),
        ("bad-request", "request-refused"),
    ],
)
def test_what_stays_is_nobodys_failure(cloud: Cloud, kind: str, code: str) -> None:
    cloud.server.fault(kind, times=None)
    with pytest.raises(Hold) as caught:
        cloud.send(several(3))
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")
    only_a_person = code in {
        "key-invalid",
        "permission-denied",
        "billing",
        "region",
        "model-gone",
        "request-refused",
    }
    assert (caught.value.retry_in is None) == only_a_person
    assert len(cloud.server.requests) <= 12


def test_nobody_listens() -> None:
    with StandIn() as gone:
        pass
    cloud = gemini(gone)
    with pytest.raises(Hold) as caught:
        cloud.send(several(1))
    assert (caught.value.code, len(cloud.clock.waits)) == ("offline", 4)
    cloud.provider.close()


def test_waits_grow_and_end_within_ninety_seconds(cloud: Cloud) -> None:
    cloud.server.fault("unavailable-503", times=None)
    with pytest.raises(Hold):
        cloud.send(several(1))
    waits = cloud.clock.waits
    assert len(waits) == 4
    assert all(0.5 * 2**n <= wait <= 1.5 * 2**n for n, wait in enumerate(waits))
    assert len(cloud.server.requests) == 5


def test_a_minutes_quota_is_waited_out_exactly_as_asked(cloud: Cloud) -> None:
    cloud.server.fault("quota-minute", times=3, seconds=37.27)
    payloads = several(2)
    assert all_right(cloud, cloud.send(payloads), payloads)
    assert cloud.pacing.slowed == pytest.approx([37.27] * 3)
    assert all(37.27 <= wait <= 39.28 for wait in cloud.clock.waits)


def test_no_time_to_wait_is_a_second_all_the_same(cloud: Cloud) -> None:
    cloud.server.fault("quota-minute", times=1, seconds=0.2)
    cloud.send(several(1))
    assert cloud.pacing.slowed == [1.0]


def test_a_days_quota_ends_at_midnight_in_california(cloud: Cloud) -> None:
    cloud.server.fault("quota-day")
    with pytest.raises(Hold) as caught:
        cloud.send(several(1))
    assert caught.value.retry_in == 12 * 3600 + 60
    assert "free tier" in caught.value.message
    assert not cloud.clock.waits


# --- contents that are at fault ---


@pytest.mark.parametrize("at", [0, 6, 15])
def test_a_bad_content_is_found_and_the_others_are_answered(cloud: Cloud, at: int) -> None:
    payloads = several(16)
    cloud.server.fault("bad-request", digest=digest(payloads[at]), times=None)
    sent = cloud.send(payloads)
    assert failures(sent).keys() == {at}
    assert failures(sent)[at].code == "refused"
    assert failures(sent)[at].lasting
    assert "Request contains an invalid argument" in failures(sent)[at].reason
    assert all(cloud.is_of(sent.answers[n], payloads[n]) for n in range(16) if n != at)
    assert not cloud.server.answered_twice()
    assert len(cloud.server.requests) <= 11


def test_a_content_that_the_service_names_is_set_aside_at_once(cloud: Cloud) -> None:
    payloads = several(16)
    cloud.server.fault("bad-item", digest=digest(payloads[9]), times=None)
    sent = cloud.send(payloads)
    assert failures(sent).keys() == {9}
    contents = [request.contents for request in cloud.server.requests]
    assert contents == [16, 1, 1, 15]  # all; the probe; the named one; the rest


def test_two_bad_contents(cloud: Cloud) -> None:
    payloads = several(16)
    for n in (3, 12):
        cloud.server.fault("bad-request", digest=digest(payloads[n]), times=None)
    assert failures(cloud.send(payloads)).keys() == {3, 12}


def test_too_large_together_is_not_too_large_apart(cloud: Cloud) -> None:
    cloud.server.fault("too-large", times=1)
    payloads = several(4)
    assert all_right(cloud, cloud.send(payloads), payloads)


@pytest.mark.parametrize("kind", ["internal-500", "deadline-504", "broken-json"])
def test_one_that_the_service_fails_at_fails_alone_and_not_for_ever(
    cloud: Cloud, kind: str
) -> None:
    payloads = several(8)
    cloud.server.fault(kind, digest=digest(payloads[5]), times=None)
    sent = cloud.send(payloads)
    assert failures(sent).keys() == {5}
    assert not failures(sent)[5].lasting
    assert all(cloud.is_of(sent.answers[n], payloads[n]) for n in range(8) if n != 5)


def test_one_alone_that_the_service_fails_at(cloud: Cloud) -> None:
    """Nothing else was answered: a few words tell that the service is well."""
    payload = words("poison")
    cloud.server.fault("internal-500", digest=digest(payload), times=None)
    sent = cloud.send([payload])
    assert failures(sent).keys() == {0}
    assert sent.tokens.text == cloud.server.bill.tokens["TEXT"] > 0


@pytest.mark.parametrize(
    "kind", ["empty-item", "empty-values", "wrong-dimensions", "nan", "zero"]
)
def test_what_is_no_vector_fails_exactly_that_content(cloud: Cloud, kind: str) -> None:
    cloud.server.fault(kind, item=2)
    payloads = several(4)
    sent = cloud.send(payloads)
    assert failures(sent).keys() == {2}
    assert not failures(sent)[2].lasting
    assert all(cloud.is_of(sent.answers[n], payloads[n]) for n in (0, 1, 3))
    assert len(cloud.server.requests) == 1


@pytest.mark.parametrize("kind", ["short-list", "long-list", "empty-answer"])
def test_where_nobody_knows_whose_a_vector_is_each_is_asked_alone(
    cloud: Cloud, kind: str
) -> None:
    cloud.server.fault(kind)
    payloads = several(4)
    sent = cloud.send(payloads)
    assert all_right(cloud, sent, payloads)
    assert [request.contents for request in cloud.server.requests] == [4, 1, 1, 1, 1]
    assert sent.tokens.text == cloud.server.bill.tokens["TEXT"]


@pytest.mark.parametrize("kind", ["short-list", "long-list", "empty-answer"])
def test_a_single_one_without_an_answer(cloud: Cloud, kind: str) -> None:
    cloud.server.fault(kind)
    sent = cloud.send(several(1))
    assert failures(sent)[0].code == "no-answer"
    assert not failures(sent)[0].lasting


# --- what was answered before trouble came ---


def test_what_was_answered_is_kept_when_the_day_ends(cloud: Cloud) -> None:
    cloud.server.fault("quota-day", skip=1, times=None)
    payloads = several(20)
    sent = cloud.send(payloads)
    assert all(cloud.is_of(sent.answers[n], payloads[n]) for n in range(16))
    holds = sent.answers[16:]
    assert all(isinstance(answer, Hold) and answer.code == "quota-day" for answer in holds)
    assert sent.tokens.text == cloud.server.bill.tokens["TEXT"]


def test_what_was_paid_is_told_even_if_nothing_came_of_it(cloud: Cloud) -> None:
    cloud.server.fault("short-list")
    cloud.server.fault("quota-day", times=None)
    sent = cloud.send(several(2))
    assert all(isinstance(answer, Hold) for answer in sent.answers)
    assert sent.tokens.text == cloud.server.bill.tokens["TEXT"]


def test_without_usage_what_was_expected_counts(cloud: Cloud) -> None:
    cloud.server.fault("no-usage")
    payloads = several(3)
    assert cloud.send(payloads).tokens == Tokens(text=sum(p.tokens.text for p in payloads))


def test_a_new_key_is_looked_for_after_a_bad_one(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = gemini(server)
    cloud.provider._key = None
    monkeypatch.delenv("GOOGLE_API_KEY", raising=False)
    monkeypatch.setenv("GEMINI_API_KEY", "made-up-key-that-is-wrong-0000")
    with pytest.raises(Hold) as caught:
        cloud.send(several(1))
    assert caught.value.code == "key-invalid"
    monkeypatch.setenv("GEMINI_API_KEY", server.key)
    assert cloud.is_of(cloud.send(several(1)).answers[0], several(1)[0])
    cloud.provider.close()


# --- being stopped ---


def test_a_wait_ends_at_once_when_it_is_stopped(server: StandIn) -> None:
    from findling.core.settings import Settings
    from findling.embedding.gemini import GeminiProvider
    from tests.unit.embedding.cloud import Pacing

    provider = GeminiProvider(
        settings=Settings(base_url=server.url), spent=lambda _: None, key=Key(server.key)
    )
    server.fault("quota-minute", times=None, seconds=30)
    stop = threading.Event()
    ended: list[tuple[str, float]] = []

    def send() -> None:
        try:
            provider.send(several(1), stop=stop, pacer=Pacing())
        except Hold as hold:
            ended.append((hold.code, time.monotonic()))

    thread = threading.Thread(target=send)
    thread.start()
    assert server.wait_until(lambda: bool(server.requests) and server.requests[0].status == 429)
    stopped = time.monotonic()
    stop.set()
    thread.join(5)
    assert [code for code, _ in ended] == ["stopped"]
    assert ended[0][1] - stopped < 0.3
    provider.close()


def test_what_is_stopped_before_it_began_sends_nothing(cloud: Cloud) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Hold) as caught:
        cloud.provider.send(several(2), stop=stop, pacer=cloud.pacing)
    assert caught.value.code == "stopped"
    assert not cloud.server.requests


def test_what_is_stopped_while_it_is_looked_into_is_no_failure(cloud: Cloud) -> None:
    """It ends between the tries of the question that tells whether the service is well."""
    stop = threading.Event()

    def stops(content: Content) -> bool:
        if content.kind == "query":
            stop.set()
        return content.kind == "query"

    cloud.server.fault("bad-request", times=None, marker="title: none")
    cloud.server.fault("unavailable-503", times=None, match=stops)
    with pytest.raises(Hold) as caught:
        cloud.provider.send(several(1), stop=stop, pacer=cloud.pacing)
    assert caught.value.code == "stopped"


# --- answers of another shape ---


ODD = [
    "",
    "[]",
    "7",
    "null",
    "true",
    '"text"',
    '{"embeddings": "text"}',
    '{"embeddings": 5}',
    '{"embeddings": {}}',
    '{"embeddings": [null]}',
    '{"embeddings": [{"values": "text"}]}',
    '{"embeddings": [{"values": [null]}]}',
    '{"embeddings": [{"values": ["1"]}]}',
    '{"usageMetadata": 7}',
    '{"usageMetadata": {"promptTokensDetails": [null]}}',
    '{"usageMetadata": {"promptTokensDetails": [{"modality": 7}]}}',
    "\ufeff{}",
]


@pytest.mark.parametrize("body", ODD)
def test_json_of_any_shape_is_no_crash(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    """The first content is answered so, whenever it is among others or alone; the rest properly."""
    payloads = several(4)
    real = httpx2.Client.send

    def send(client: Any, request: Any, **how: Any) -> Any:
        if b"content number 000" in request.content:
            return httpx2.Response(200, text=body, request=request)
        return real(client, request, **how)

    monkeypatch.setattr(httpx2.Client, "send", send)
    sent = cloud.send(payloads)
    assert failures(sent).keys() == {0}
    assert not failures(sent)[0].lasting
    assert all(cloud.is_of(sent.answers[n], payloads[n]) for n in range(1, 4))


# --- cutting into requests ---


def payload(size: int, *, pictures: int = 0) -> Payload:
    parts = [MediaPart(mime="image/jpeg", data=b"") for _ in range(pictures)]
    parts.append(MediaPart(mime="text/plain", data=bytes(size)))
    return Payload(digest=bytes(16), parts=tuple(parts), tokens=Tokens())


FORM = Form(most_contents=3, most_bytes=100, most_images=4)


@pytest.mark.parametrize(
    ("payloads", "expected"),
    [
        ([], []),
        ([payload(1)] * 7, [[0, 1, 2], [3, 4, 5], [6]]),
        ([payload(60), payload(40), payload(1)], [[0, 1], [2]]),
        ([payload(500), payload(1)], [[0], [1]]),
        ([payload(1, pictures=2)] * 3, [[0, 1], [2]]),
        ([payload(1, pictures=6), payload(1)], [[0], [1]]),
    ],
)
def test_no_request_is_over_a_limit(payloads: list[Payload], expected: list[list[int]]) -> None:
    assert list(requests_of(payloads, form=FORM)) == expected


def test_on_the_gemini_api_six_pictures_fill_a_request() -> None:
    requests = list(requests_of([payload(1, pictures=1)] * 8, form=GEMINI))
    assert [len(request) for request in requests] == [6, 2]


@pytest.mark.parametrize(
    ("blamed", "expected"),
    [
        ([], [[4, 5], [6, 7, 8]]),
        ([1], [[5], [4, 6, 7, 8]]),
        ([0, 3], [[4], [7], [5, 6, 8]]),
        ([9], [[4, 5], [6, 7, 8]]),
        ([0, 1, 2, 3, 4], [[4, 5], [6, 7, 8]]),
    ],
)
def test_a_request_is_divided(blamed: list[int], expected: list[list[int]]) -> None:
    assert [list(part) for part in parted([4, 5, 6, 7, 8], blamed=blamed)] == expected
