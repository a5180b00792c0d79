"""Requests a minute and a day, counted by the service's own clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.standin import StandIn
from tests.unit.standin.samples import QUERY, ask, batch_body, words

PACIFIC = ZoneInfo("America/Los_Angeles")
EVENING = datetime(2026, 11, 23, 23, 50, tzinfo=PACIFIC)


def _sent(server: StandIn, count: int) -> int:
    questions = [[words(f"{QUERY}number {n}")] for n in range(count)]
    return ask(server, batch_body(*questions, outputDimensionality=128))[0]


def _quota(server: StandIn, count: int) -> tuple[str, str]:
    """Which quota says no, and how long it says to wait."""
    questions = [[words(f"{QUERY}number {n}")] for n in range(count)]
    status, told = ask(server, batch_body(*questions, outputDimensionality=128))
    assert status == 429
    details = {d["@type"].rsplit(".", 1)[-1]: d for d in told["error"]["details"]}
    violation = details["QuotaFailure"]["violations"][0]
    return violation["quotaId"], details["RetryInfo"]["retryDelay"]


def test_each_content_counts_and_the_minute_slides() -> None:
    with StandIn(rpm=10, clock=lambda: 1_000_000.0) as server:
        assert _sent(server, 6) == 200
        server.advance(20)
        assert _sent(server, 4) == 200
        quota, wait = _quota(server, 1)
        assert "PerMinute" in quota
        assert wait == "40s"
        server.advance(39.9)
        assert _sent(server, 1) == 429
        server.advance(0.2)
        assert _sent(server, 6) == 200
        assert _sent(server, 1) == 429
        assert server.bill.contents["query"] == 16


def test_more_than_the_quota_at_once_never_passes() -> None:
    with StandIn(rpm=10) as server:
        assert _sent(server, 11) == 429
        assert _sent(server, 10) == 200


def test_the_day_ends_at_midnight_in_california() -> None:
    with StandIn(rpd=5, clock=EVENING.timestamp) as server:
        assert _sent(server, 5) == 200
        quota, wait = _quota(server, 1)
        assert "PerDay" in quota
        assert wait == "37s"
        assert server.service.quota.reset_at() == EVENING + timedelta(minutes=10)
        server.advance(300)
        assert _sent(server, 1) == 429
        server.advance(301)
        assert _sent(server, 5) == 200


def test_what_is_refused_or_quota_less_is_not_counted() -> None:
    with StandIn(rpm=3) as server:
        assert ask(server, batch_body([words(QUERY)] * 1), headers={})[0] == 403
        assert ask(server, {"requests": []})[0] == 400
        assert _sent(server, 3) == 200


@pytest.mark.parametrize("limit", [1, 100])
def test_quotas_may_change_while_it_runs(limit: int, server: StandIn) -> None:
    assert _sent(server, 1) == 200
    server.terms.rpm = limit
    assert _sent(server, 1) == (429 if limit == 1 else 200)
