"""Where the key is, never the key; no call that nobody asked for."""

from dataclasses import replace

import pytest

from findling.cli.doctor import Check, examine
from findling.core.errors import FindlingError, Hold
from tests.unit.cli.toolbox_fakes import CLOUD, KEY, FakeAccounts, FakeToolbox

NO_KEYCHAIN = FindlingError("keychain-missing", "There is no keychain.", hint="Set a variable.")


def checks(tools: FakeToolbox, *, online: bool = False) -> dict[str, Check]:
    return {check.name: check for check in examine(tools, online=online)}


def test_the_built_in_model_needs_no_key() -> None:
    for accounts in (FakeAccounts(), FakeAccounts(missing=NO_KEYCHAIN)):
        found = checks(FakeToolbox(accounts=accounts), online=True)
        assert (found["key"].ok, found["key"].hint) == (None, "")
        assert found["understood by"].detail.endswith("(builtin)")
        assert accounts.tried == []
        assert not {"service", "address", "Google Cloud project"} & set(found)


def test_gemini_needs_one() -> None:
    for accounts, ok in (
        (FakeAccounts(), False),
        (FakeAccounts(missing=NO_KEYCHAIN), False),
        (FakeAccounts(kept=KEY), True),
        (FakeAccounts(variable="GEMINI_API_KEY"), True),
    ):
        found = checks(FakeToolbox(settings=CLOUD, accounts=accounts))
        assert found["key"].ok is ok
        assert bool(found["key"].hint) is not ok
        assert KEY not in repr(found)
        assert "gemini-embedding-2" in found["understood by"].detail
        assert accounts.tried == [], "nobody asked for a call"


def test_a_call_that_was_asked_for() -> None:
    tools = FakeToolbox(settings=CLOUD, accounts=FakeAccounts(kept=KEY))
    assert checks(tools, online=True)["service"].detail == "answers in 123 ms"
    tools.accounts.trouble = Hold("key-invalid", "Wrong.", hint="Copy it again.")
    service = checks(tools, online=True)["service"]
    assert (service.ok, service.detail, service.hint) == (False, "Wrong.", "Copy it again.")


def test_where_it_is_asked_and_for_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = replace(CLOUD, provider="vertex", base_url="http://127.0.0.1:9")
    found = checks(FakeToolbox(settings=elsewhere))
    assert "http://127.0.0.1:9" in found["address"].detail
    assert found["Google Cloud project"].ok is False
    assert found["key"].ok is None
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "mine")
    assert checks(FakeToolbox(settings=elsewhere))["Google Cloud project"].detail == "mine"
