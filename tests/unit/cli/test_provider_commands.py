"""A key is asked for without echo, tried, kept in the keychain and shown to nobody; what leaves is said before."""

import getpass
import io
import json
import sys
from typing import Any

import pytest

from findling.cli.commands import run
from findling.core.errors import FindlingError, Hold
from findling.core.settings import Settings
from findling.embedding.registry import describe_providers
from tests.unit.cli.conftest import Sits
from tests.unit.cli.toolbox_fakes import CLOUD, KEY, FakeAccounts, FakeToolbox

Capture = pytest.CaptureFixture[str]
NOTES = {note.name: note for note in describe_providers()}
WRONG = Hold("key-invalid", "Google does not know this key.", hint="Copy it again.")
NO_KEYCHAIN = FindlingError("keychain-missing", "There is no keychain.", hint="Set a variable.")


def call(tools: FakeToolbox, *words: str) -> int:
    return run(["provider", *words], lambda _: tools)


def answer(capsys: Capture) -> Any:
    said = capsys.readouterr()
    assert KEY not in said.out + said.err
    return json.loads(said.out)


@pytest.fixture
def types_key(monkeypatch: pytest.MonkeyPatch, person: Sits) -> Sits:
    """Sits down and types this key where it is not shown."""

    def sit(key: str) -> None:
        person("")
        monkeypatch.setattr(getpass, "getpass", lambda _: f" {key} ")

    return sit


def test_what_there_is_to_choose_from(capsys: Capture) -> None:
    assert call(FakeToolbox(settings=CLOUD), "list", "--json") == 0
    notes = {note["name"]: note for note in answer(capsys)}
    assert set(notes) == {"builtin", "gemini", "vertex"}
    for name, note in notes.items():
        assert set(note) == {
            *("name", "title", "local", "cost", "limits", "used"),
            *("leaves", "to_whom", "terms", "key_url"),
        }
        assert note["used"] is (name == "gemini")
    assert "Google" in notes["gemini"]["to_whom"]
    assert "free" in notes["gemini"]["terms"]
    assert call(FakeToolbox(settings=CLOUD), "list") == 0
    words = capsys.readouterr().out
    for sentence in ("leaves", "to_whom", "terms", "cost"):
        assert notes["gemini"][sentence] in words
    assert "gemini (in use): " in words


def test_a_key_that_is_there_is_not_asked_for(capsys: Capture) -> None:
    for accounts in (FakeAccounts(variable="GEMINI_API_KEY"), FakeAccounts(kept=KEY)):
        tools = FakeToolbox(accounts=accounts)
        assert call(tools, "use", "gemini", "--json") == 0
        said = answer(capsys)
        assert (said["provider"], said["terms"]) == ("gemini", NOTES["gemini"].terms)
        assert said["key"]
        assert tools.kept[-1].provider == "gemini"
        assert accounts.tried == []


@pytest.mark.parametrize("missing", [None, NO_KEYCHAIN])
def test_without_a_key_and_a_terminal(missing: FindlingError | None, capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(missing=missing))
    assert call(tools, "use", "gemini", "--json") == 1
    said = answer(capsys)["error"]
    assert said["code"] == "key-missing"
    assert "GEMINI_API_KEY" in said["hint"]
    assert tools.kept == []


def test_a_key_is_tried_and_kept(types_key: Sits, capsys: Capture) -> None:
    types_key(KEY)
    accounts = FakeAccounts()
    told: list[str] = []
    accounts.before = lambda: told.append(capsys.readouterr().err)
    tools = FakeToolbox(accounts=accounts)
    assert call(tools, "use", "gemini") == 0
    ((provider, settings, key),) = accounts.tried
    assert (provider, settings.provider, key, accounts.kept) == ("gemini", "gemini", KEY, KEY)
    for sentence in (NOTES["gemini"].leaves, NOTES["gemini"].to_whom, NOTES["gemini"].terms):
        assert sentence in told[0], "said only after the first byte"
    assert KEY not in told[0]
    said = capsys.readouterr()
    assert KEY not in said.out + said.err
    assert said.out.startswith("Using gemini from now on.")
    assert tools.kept[-1].provider == "gemini"


def test_a_key_that_does_not_work_changes_nothing(types_key: Sits, capsys: Capture) -> None:
    types_key(KEY)
    tools = FakeToolbox(accounts=FakeAccounts(trouble=WRONG))
    assert call(tools, "use", "gemini", "--json") == 1
    assert answer(capsys)["error"]["code"] == "key-invalid"
    assert (tools.kept, tools.accounts.kept) == ([], None)


def test_where_there_is_no_keychain_no_key_is_asked_for(
    types_key: Sits, capsys: Capture
) -> None:
    types_key(KEY)
    tools = FakeToolbox(accounts=FakeAccounts(missing=NO_KEYCHAIN))
    assert call(tools, "use", "gemini", "--json") == 1
    assert answer(capsys)["error"]["code"] == "keychain-missing"
    assert tools.accounts.tried == []


def test_what_goes_elsewhere_is_said(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    assert call(tools, "use", "gemini") == 0
    assert "by way of http://127.0.0.1:9." in capsys.readouterr().err


def test_choices_that_come_with_it(capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    words = ["--month-cap", "5", "--run-cap", "1.5", "--per-minute", "100", "--model", "other"]
    assert call(tools, "use", "gemini", *words, "--send-new-files", "--batch") == 0
    assert tools.settings == Settings(
        provider="gemini",
        month_cap_usd=5.0,
        run_cap_usd=1.5,
        requests_per_minute=100,
        model="other",
        send_new_files=True,
        batch=True,
    )
    assert call(tools, "use", "builtin", "--ask-first") == 0
    assert (tools.settings.provider, tools.settings.send_new_files) == ("builtin", False)


@pytest.mark.parametrize("cap", ["-1", "nan", "inf", "much"])
def test_a_limit_is_an_amount(cap: str, capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    assert call(tools, "use", "gemini", "--month-cap", cap) == 2
    assert tools.kept == []


def test_google_cloud_takes_a_project(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = FakeToolbox()
    assert call(tools, "use", "vertex", "--json") == 1
    assert answer(capsys)["error"]["code"] == "project-missing"
    assert call(tools, "use", "vertex", "--project", "mine", "--location", "eu") == 0
    chosen = tools.settings
    assert (chosen.google_project, chosen.google_location) == ("mine", "eu")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "theirs")
    tools = FakeToolbox()
    assert call(tools, "use", "vertex") == 0
    assert (tools.settings.provider, tools.settings.google_project) == ("vertex", "")


def test_unknown_ones(capsys: Capture) -> None:
    tools = FakeToolbox()
    for words in (["use", "nobody"], ["test", "nobody"]):
        assert call(tools, *words, "--json") == 1
        assert answer(capsys)["error"]["code"] == "provider-unknown"
    assert tools.kept == []


def test_trying_a_provider(capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    assert call(tools, "test", "gemini", "--json") == 0
    assert answer(capsys) == {"provider": "gemini", "question_ms": 123.4, "photo_ms": None}
    ((provider, settings, key),) = tools.accounts.tried
    assert (provider, settings.provider, key) == ("gemini", "gemini", None)
    assert call(tools, "test", "gemini") == 0
    said = capsys.readouterr()
    assert said.out == "gemini answers: a question in 123 ms.\n"
    assert NOTES["gemini"].terms in said.err
    tools.accounts.trouble = WRONG
    assert call(tools, "test", "gemini", "--json") == 1
    assert answer(capsys)["error"]["message"] == WRONG.message


# --- the key ---


def test_a_key_is_replaced(types_key: Sits, capsys: Capture) -> None:
    types_key(KEY)
    tools = FakeToolbox(accounts=FakeAccounts(kept="the one before"))
    assert call(tools, "key") == 0
    assert tools.accounts.kept == KEY
    said = capsys.readouterr()
    assert KEY not in said.out + said.err
    assert "keychain" in said.out
    assert "The key works (123 ms)." in said.err


def test_a_key_is_handed_over(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, tried in (([], 1), (["--untested"], 0)):
        tools = FakeToolbox()
        given = io.TextIOWrapper(io.BytesIO(f"{KEY}\r\nmore".encode()))
        monkeypatch.setattr(sys, "stdin", given)
        assert call(tools, "key", "--stdin", "--json", *words) == 0
        assert answer(capsys)["changeable"] is True
        assert (tools.accounts.kept, len(tools.accounts.tried)) == (KEY, tried)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", "key-empty"),
        (b" \n", "key-empty"),
        (b"\xff\xfe\n", "key-odd"),
        (b"ab\n", "key-odd"),
    ],
)
def test_what_cannot_be_a_key(
    given: bytes, code: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    tools = FakeToolbox()
    assert call(tools, "key", "--stdin", "--json") == 1
    assert answer(capsys)["error"]["code"] == code
    assert (tools.accounts.kept, tools.accounts.tried) == (None, [])


def test_a_key_that_does_not_work_is_not_kept(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(KEY.encode())))
    tools = FakeToolbox(accounts=FakeAccounts(kept="before", trouble=WRONG))
    assert call(tools, "key", "--stdin", "--json") == 1
    assert answer(capsys)["error"]["code"] == "key-invalid"
    assert tools.accounts.kept == "before"


def test_entering_takes_a_terminal(capsys: Capture) -> None:
    assert call(FakeToolbox(), "key", "--json") == 1
    said = answer(capsys)["error"]
    assert said["code"] == "no-terminal"
    assert "--stdin" in said["hint"]


def test_no_echo_or_no_question(
    person: Sits, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    person("")

    def shows(_: str) -> str:
        import warnings

        warnings.warn("it would show", getpass.GetPassWarning, stacklevel=2)
        return KEY

    def ends(_: str) -> str:
        raise EOFError

    for entered, code in ((shows, "no-terminal"), (ends, "key-empty")):
        monkeypatch.setattr(getpass, "getpass", entered)
        tools = FakeToolbox()
        assert call(tools, "key", "--json") == 1
        assert answer(capsys)["error"]["code"] == code
        assert tools.accounts.kept is None


def test_a_key_is_deleted(capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    assert call(tools, "key", "--delete") == 0
    assert tools.accounts.kept is None
    assert capsys.readouterr().out == "The keychain holds no key any more.\n"
    tools.accounts.variable = "GEMINI_API_KEY"
    assert call(tools, "key", "--delete") == 0
    assert "environment variable GEMINI_API_KEY" in capsys.readouterr().out


def test_where_the_key_is(capsys: Capture) -> None:
    for accounts, words, changeable in (
        (FakeAccounts(kept=KEY), "keychain", True),
        (FakeAccounts(variable="GOOGLE_API_KEY"), "GOOGLE_API_KEY", False),
        (FakeAccounts(), None, False),
    ):
        assert call(FakeToolbox(accounts=accounts), "key", "--where", "--json") == 0
        said = answer(capsys)
        assert said["changeable"] is changeable
        assert (words in said["key"]) if words else said["key"] is None
        assert accounts.tried == []
    assert call(FakeToolbox(), "key", "--where") == 0
    assert "findling provider key" in capsys.readouterr().out


def test_one_thing_at_a_time(capsys: Capture) -> None:
    tools = FakeToolbox(accounts=FakeAccounts(kept=KEY))
    assert call(tools, "key", "--where", "--delete") == 2
    assert tools.accounts.kept == KEY
