"""What the service's errors mean, read from bodies as they were seen."""

import json
from datetime import datetime
from typing import Any

import google.auth.exceptions
import httpx2
import pytest
from google.genai.errors import APIError, ClientError, ServerError

from findling.core.errors import FindlingError, Hold
from findling.embedding.service import Door, Service
from findling.embedding.trouble import Cause, Trouble, harmless, said_by, trouble_of
from tests.unit.embedding.cloud import NOON

GEMINI = Service(door=Door.GEMINI, model="gemini-embedding-2")
VERTEX = Service(door=Door.VERTEX, model="gemini-embedding-2", project="my-project")
auth: Any = google.auth.exceptions
"""Untyped."""
FREE_DAY = "EmbedContentRequestsPerDayPerProjectPerModel-FreeTier"
FREE_MINUTE = "EmbedContentRequestsPerMinutePerUserPerProjectPerModel-FreeTier"


def now() -> datetime:
    return NOON


def error(code: int, status: str = "", message: str = "", **more: Any) -> APIError:
    kind = ServerError if code >= 500 else ClientError if code >= 400 else APIError
    body = {"error": {"code": code, "status": status, "message": message, **more}}
    return kind(code, body)


def quota(*ids: str, value: str = "100", delay: str = "37s", message: str = "") -> APIError:
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{"quotaId": name, "quotaValue": value} for name in ids],
        },
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay},
    ]
    text = f"You exceeded your current quota, check your plan and billing details. {message}"
    return error(429, "RESOURCE_EXHAUSTED", text, details=details)


def reason(name: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": name}


def told(raised: Exception, service: Service = GEMINI) -> Trouble:
    trouble = trouble_of(raised, service=service, now=now)
    assert trouble is not None
    return trouble


CAUSES = [
    (error(408), Cause.BUSY),
    (error(409), Cause.BUSY),
    (error(499, "CANCELLED"), Cause.BUSY),
    (error(500, "INTERNAL"), Cause.BROKEN),
    (error(502), Cause.BUSY),
    (error(503, "UNAVAILABLE"), Cause.BUSY),
    (error(504, "DEADLINE_EXCEEDED"), Cause.SLOW),
    (error(529), Cause.BUSY),
    (error(400, "INVALID_ARGUMENT", "* requests[0].content: no"), Cause.REFUSED),
    (error(413), Cause.REFUSED),
    (error(422), Cause.REFUSED),
    (quota(FREE_MINUTE), Cause.MINUTE),
    (quota(), Cause.MINUTE),
    (error(429, "RESOURCE_EXHAUSTED", "Resource exhausted."), Cause.MINUTE),
    (httpx2.ConnectError("refused"), Cause.OFFLINE),
    (httpx2.ReadError("reset"), Cause.OFFLINE),
    (httpx2.RemoteProtocolError("gone"), Cause.OFFLINE),
    (httpx2.ProxyError("no"), Cause.OFFLINE),
    (httpx2.DecodingError("gzip"), Cause.OFFLINE),
    (httpx2.ReadTimeout("slow"), Cause.SLOW),
    (httpx2.ConnectTimeout("slow"), Cause.SLOW),
    (httpx2.PoolTimeout("slow"), Cause.SLOW),
    (json.JSONDecodeError("no", "", 0), Cause.GARBLED),
    (UnicodeDecodeError("utf-8", b"", 0, 1, "no"), Cause.GARBLED),
    (auth.TransportError("no network"), Cause.OFFLINE),
]


@pytest.mark.parametrize(("raised", "cause"), CAUSES)
def test_causes(raised: Exception, cause: Cause) -> None:
    assert told(raised).cause is cause
    assert told(raised).hold is None


HOLDS = [
    (error(400, "INVALID_ARGUMENT", "API key not valid. Please pass one."), "key-invalid"),
    (error(400, "INVALID_ARGUMENT", "no", details=[reason("API_KEY_INVALID")]), "key-invalid"),
    (error(400, "INVALID_ARGUMENT", "API key expired. Please renew."), "key-invalid"),
    (error(401, "UNAUTHENTICATED"), "key-invalid"),
    (error(403, "PERMISSION_DENIED", "Your API key was reported as leaked."), "key-invalid"),
    (error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers"), "key-invalid"),
    (error(403, "PERMISSION_DENIED", "The caller does not have permission"), "permission-denied"),
    (error(403, "PERMISSION_DENIED", "x", details=[reason("SERVICE_DISABLED")]), "permission-denied"),
    (error(403, "PERMISSION_DENIED", "x", details=[reason("BILLING_DISABLED")]), "billing"),
    (error(400, "FAILED_PRECONDITION", "Enable billing on the project."), "billing"),
    (error(402), "billing"),
    (error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."), "billing"),
    (quota(FREE_DAY, value="0"), "billing"),
    (error(400, "FAILED_PRECONDITION", "User location is not supported for the API use."), "region"),
    (
        error(400, "FAILED_PRECONDITION", "Gemini API free tier is not available in your country. Please enable billing on your project."),
        "region",
    ),
    (error(451), "region"),
    (error(404, "NOT_FOUND", "models/x is not found"), "model-gone"),
    (error(404, "", "<html>nothing here</html>"), "address-wrong"),
    (error(302), "address-wrong"),
    (error(405), "address-wrong"),
    (error(407), "address-wrong"),
    (quota(FREE_DAY), "quota-day"),
    (quota(FREE_MINUTE, FREE_DAY), "quota-day"),
    (httpx2.UnsupportedProtocol("ftp"), "address-wrong"),
    (httpx2.LocalProtocolError("header"), "address-wrong"),
    (httpx2.InvalidURL("none"), "address-wrong"),
    (auth.DefaultCredentialsError("none"), "credentials-missing"),
    (auth.RefreshError("revoked"), "key-invalid"),
]  # fmt: skip


@pytest.mark.parametrize(("raised", "code"), HOLDS)
def test_holds(raised: Exception, code: str) -> None:
    trouble = told(raised)
    assert trouble.cause is Cause.HELD
    assert trouble.hold is not None
    assert trouble.hold.code == code
    assert (trouble.hold.retry_in is None) == (code != "quota-day")


def test_a_service_that_is_off_is_told_apart_from_one_that_is_forbidden() -> None:
    off = error(
        403, "PERMISSION_DENIED", "API has not been used in project 1 before or it is disabled."
    )
    forbidden = error(403, "PERMISSION_DENIED", "no", details=[reason("IAM_PERMISSION_DENIED")])
    for service in (GEMINI, VERTEX):
        hints = []
        for raised in (off, forbidden):
            hold = told(raised, service).hold
            assert hold is not None
            hints.append(hold.hint)
        assert "Switch on" in hints[0]
        assert "Switch on" not in hints[1]


def test_signing_in_that_may_go_well_later_is_no_refusal() -> None:
    retryable = auth.RefreshError("busy", retryable=True)
    assert told(retryable, VERTEX).cause is Cause.BUSY


@pytest.mark.parametrize(
    ("raised", "seconds"),
    [
        (quota(FREE_MINUTE, delay="37s", message="Please retry in 37.27346s."), 37.27346),
        (quota(FREE_MINUTE, delay="0s", message="Please retry in 842.5ms."), 0.8425),
        (quota(FREE_MINUTE, message="Please retry in 1m3.5s."), 63.5),
        (quota(FREE_MINUTE, message="Please retry in 18h2m1s."), 64921),
        (quota(FREE_MINUTE, message="Please retry in a while."), 37),
        (quota(FREE_MINUTE, delay="3.5s"), 3.5),
        (quota(FREE_MINUTE, delay="soon"), None),
        (error(503, "UNAVAILABLE", "busy"), None),
    ],
)
def test_how_long_it_wants_to_be_left_alone(raised: APIError, seconds: float | None) -> None:
    assert told(raised).asked == (None if seconds is None else pytest.approx(seconds))


def test_retry_after_counts_where_nothing_else_is_said() -> None:
    response = httpx2.Response(503, headers={"Retry-After": "12"})
    raised = ServerError(503, {"error": {"message": "busy"}}, response)
    assert told(raised).asked == 12


def test_contents_that_are_named() -> None:
    violations = [{"field": f"requests[{n}].content.parts[0]"} for n in (7, 2, 7)]
    raised = error(400, "INVALID_ARGUMENT", "no", details=[{"fieldViolations": violations}])
    assert told(raised).blamed == (2, 7)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {"error": None},
        {"error": "text"},
        {"error": {"message": 7, "details": "no"}},
        {"error": {"details": [None, 3, {"violations": 5}, {"violations": [1, None]}]}},
        {"error": {"details": [{"violations": [{}]}, {"retryDelay": None}]}},
    ],
)
def test_bodies_of_any_shape_are_read(body: Any) -> None:
    raised = ClientError.__new__(ClientError)
    raised.code, raised.details, raised.response = 400, body, None
    assert told(raised).cause is Cause.REFUSED
    assert said_by(raised).message


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Bad  thing\n here", "Bad thing here"),
        ("", "it gave no reason"),
        ("<!DOCTYPE html><html>x</html>", "it answered with a web page"),
        ("key AIzaSyA0123456789abcdefghijklmnop here", "key … here"),
        ("key AQ.Ab8RN6-0123456789abcdefghijk here", "key … here"),
        ("my secret-key here", "my … here"),
        ("tab\x00\x1b[31m red", "tab [31m red"),
    ],
)
def test_what_it_said_becomes_harmless(said: str, shown: str) -> None:
    assert harmless(said, secret="secret-key") == shown


def test_a_long_speech_is_cut_between_words() -> None:
    shown = harmless("word " * 200)
    assert len(shown) <= 242
    assert shown.endswith("word …")


def test_a_hold_and_a_trouble_stay_what_they_are() -> None:
    hold = GEMINI.no_key()
    assert told(hold).hold is hold
    trouble = told(error(503))
    assert told(trouble) is trouble


@pytest.mark.parametrize(
    "ours", [ValueError("x"), KeyError("x"), FindlingError("a", "b", hint="c")]
)
def test_our_own_mistakes_are_not_the_worlds(ours: Exception) -> None:
    assert trouble_of(ours, service=GEMINI, now=now) is None


def test_which_causes_are_tried_again() -> None:
    assert {cause for cause in Cause if not cause.worth_retrying} == {Cause.REFUSED, Cause.HELD}
    assert not Cause.OFFLINE.may_be_the_content
    assert not Cause.MINUTE.may_be_the_content
    assert isinstance(told(quota(FREE_DAY)).hold, Hold)
