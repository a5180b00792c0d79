"""When a quota ends, and sentences that say what would help."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from findling.core.errors import FindlingError, Hold
from findling.embedding.service import Door, Service, as_hold, end_of_quota_day

GEMINI = Service(door=Door.GEMINI, model="gemini-embedding-2")
VERTEX = Service(door=Door.VERTEX, model="gemini-embedding-2", project="my-project")


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-07-01T19:00+00:00", "2026-07-02T07:00+00:00"),  # summer time, UTC-7
        ("2026-07-02T06:59+00:00", "2026-07-02T07:00+00:00"),
        ("2026-07-02T07:00+00:00", "2026-07-03T07:00+00:00"),
        ("2026-12-01T19:00+00:00", "2026-12-02T08:00+00:00"),  # winter time, UTC-8
        ("2026-11-01T08:00+00:00", "2026-11-02T08:00+00:00"),  # the day of 25 hours
        ("2026-03-08T08:30+00:00", "2026-03-09T07:00+00:00"),  # the day of 23 hours
        ("2026-07-01T12:00+02:00", "2026-07-02T07:00+00:00"),
    ],
)
def test_a_quotas_day_ends_at_midnight_in_california(now: str, end: str) -> None:
    assert end_of_quota_day(datetime.fromisoformat(now)) == datetime.fromisoformat(end)


@pytest.mark.parametrize("free", [True, False])
def test_the_time_is_named_here(free: bool) -> None:
    now = datetime(2026, 7, 1, 19, 0, tzinfo=UTC)
    hold = GEMINI.day_used_up(now=now, free=free)
    resume = datetime(2026, 7, 2, 7, 0, tzinfo=UTC).astimezone()
    assert f"at {resume:%H:%M}" in hold.message
    today = resume.date() == now.astimezone().date()
    assert ("today" if today else "tomorrow") in hold.message
    assert ("free tier" in hold.message) == free
    assert hold.retry_in == 12 * 3600 + 60


def test_a_clock_in_another_zone_tells_the_same() -> None:
    now = datetime(2026, 7, 1, 21, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert GEMINI.day_used_up(now=now, free=True).retry_in == 12 * 3600 + 60


HOLDS = [
    "no_key",
    "bad_key",
    "no_account",
    "no_project",
    "switched_off",
    "not_allowed",
    "no_bill",
    "wrong_region",
    "model_gone",
    "wrong_address",
    "busy",
    "offline",
    "stopped",
    "no_batches",
    "batches_full",
]


@pytest.mark.parametrize("service", [GEMINI, VERTEX], ids=["gemini", "vertex"])
@pytest.mark.parametrize("name", HOLDS)
def test_every_hold_is_a_sentence_with_a_next_step(service: Service, name: str) -> None:
    hold: Hold = getattr(service, name)()
    assert hold.message[0].isupper()
    assert hold.message.endswith(".")
    assert len(hold.hint) > 20
    for jargon in ("embedding", "vector", "HTTP", "exception", "None"):
        assert jargon not in hold.message.replace(service.model, "")


def test_a_project_is_named_where_there_is_one() -> None:
    assert "“my-project”" in VERTEX.switched_off().message
    assert "of this account" in replace(VERTEX, project="").not_allowed().message


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://127.0.0.1:8765/x?key=secret", "127.0.0.1:8765"),
        ("https://me:secret@proxy.example", "proxy.example"),
        ("nonsense", "the address that is set"),
        ("http://host:port", "the address that is set"),
        ("", "googleapis.com"),
    ],
)
def test_an_address_is_shown_without_secrets(address: str, shown: str) -> None:
    message = replace(GEMINI, address=address).wrong_address().message
    assert shown in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("model", "address", "code"),
    [
        ("gemini-embedding-2", "", None),
        ("publishers/google/models/gemini-embedding-2", "https://example.com/", None),
        ("", "", "model-gone"),
        ("../x", "", "model-gone"),
        ("a b", "", "model-gone"),
        ("a?b", "", "model-gone"),
        ("gemini-embedding-2", "example.com", "address-wrong"),
    ],
)
def test_settings_that_cannot_be(model: str, address: str, code: str | None) -> None:
    hold = Service(door=Door.GEMINI, model=model, address=address).unusable()
    assert (hold.code if hold else None) == code


def test_a_keys_trouble_holds_for_a_person() -> None:
    hold = as_hold(FindlingError("key-odd", "No key.", hint="Another."))
    assert (hold.code, hold.message, hold.hint, hold.retry_in) == (
        "key-odd",
        "No key.",
        "Another.",
        None,
    )
