"""Trying a provider out with one real call."""

from typing import Any

import pytest

from findling.core.errors import FindlingError, Hold
from findling.core.settings import Settings
from findling.embedding.accounts import Accounts
from findling.embedding.keys import VARIABLES, Found
from tests.standin import StandIn


@pytest.fixture
def settings(server: StandIn, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("findling.embedding.keys._kept", lambda: None)
    return Settings(base_url=server.url)


def test_one_real_call_with_a_key_that_is_not_kept(server: StandIn, settings: Settings) -> None:
    took = Accounts().test("gemini", settings, f" {server.key}\n")
    assert 0 < took < 5000
    assert [request.contents for request in server.requests] == [1]


def test_with_the_key_that_is_kept(
    server: StandIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", server.key)
    assert Accounts().key() == Found(variable="GEMINI_API_KEY")
    assert Accounts().test("gemini", settings) > 0


def test_a_wrong_key_says_so(settings: Settings) -> None:
    with pytest.raises(Hold) as caught:
        Accounts().test("gemini", settings, "made-up-key-that-is-wrong-0000")
    assert caught.value.code == "key-invalid"


@pytest.mark.parametrize(("key", "code"), [("nonsense!", "key-odd"), (None, "key-missing")])
def test_no_key_asks_nobody(
    server: StandIn, settings: Settings, key: str | None, code: str
) -> None:
    with pytest.raises(FindlingError) as caught:
        Accounts().test("gemini", settings, key)
    assert caught.value.code == code
    assert not server.requests


def test_what_is_loaded_first_is_not_counted(server: StandIn, settings: Settings) -> None:
    moments = iter([1.0, 1.25])
    accounts = Accounts(monotonic=lambda: next(moments))
    assert accounts.test("gemini", settings, server.key) == 250.0


def test_google_cloud_without_an_account(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import google.auth.exceptions

    errors: Any = google.auth.exceptions  # untyped

    def default(scopes: object) -> None:
        raise errors.DefaultCredentialsError("none")

    monkeypatch.setattr("google.auth.default", default)
    with pytest.raises(Hold) as caught:
        Accounts().test("vertex", settings)
    assert caught.value.code == "credentials-missing"


def test_an_unknown_provider(settings: Settings) -> None:
    with pytest.raises(FindlingError) as caught:
        Accounts().test("orakel", settings)
    assert caught.value.code == "provider-unknown"


def test_the_builtin_one_is_asked_too(settings: Settings) -> None:
    assert Accounts().test("builtin", settings) > 0


def test_keys_go_to_the_keychain_and_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr("findling.embedding.keys.store_key", lambda text: calls.append(text))
    monkeypatch.setattr("findling.embedding.keys.delete_key", lambda: calls.append("deleted"))
    Accounts().store_key("a key")
    Accounts().delete_key()
    assert calls == ["a key", "deleted"]
