"""Nothing is sent that nobody agreed to; what is agreed to is what was said."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from findling.cli.commands import run
from findling.core.report import IndexSummary
from findling.core.settings import Settings
from tests.unit.cli.conftest import Sits
from tests.unit.cli.toolbox_fakes import (
    CLOUD,
    FakeIngest,
    FakeToolbox,
    cloud,
    estimate,
)

Capture = pytest.CaptureFixture[str]


def call(tools: FakeToolbox, *words: str) -> int:
    return run(words, lambda _: tools)


def answer(capsys: Capture) -> dict[str, Any]:
    """stdout as exactly one JSON object."""
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def test_the_built_in_model_asks_nothing(capsys: Capture) -> None:
    tools = cloud(FakeIngest(), Settings())
    assert call(tools, "index", "--yes", "--batch") == 0
    assert tools.writer.did == ["send"]
    assert capsys.readouterr().err == ""


def test_without_a_terminal_the_price_is_said_and_nothing_sent(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index") == 2
    assert tools.writer.did == ["look"]
    said = capsys.readouterr()
    assert said.out == ""
    for part in ("photos", "clips", "together", "$0.42", "12 files wait", "$19.50", "--yes"):
        assert part in said.err
    assert "Prices of gemini-embedding-2, 23 November 2026." in said.err
    assert "about 3 minutes" in said.err


def test_the_price_for_scripts(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index", "--json") == 2
    said = answer(capsys)
    assert set(said) == {"error", "estimate"}
    assert said["error"]["code"] == "price-not-agreed"
    assert set(said["error"]) == {"code", "message", "hint"}
    told = said["estimate"]
    assert (told["files"], told["spans"], told["usd"]) == (12, 17, 0.42)
    assert told["kinds"]["clip"] == {"files": 2, "spans": 7, "tokens": 9000, "usd": 0.378}
    assert (told["batch_usd"], told["at_most_usd"], told["month_left_usd"]) == (
        0.21,
        0.472,
        19.5,
    )
    assert (told["prices_of"], told["seconds"], told["unseen"]) == ("2026-11-23", 200.0, 0)


def test_yes_agrees_to_a_little_more_than_the_price(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index", "--yes", "--json") == 0
    assert tools.writer.calls[:3] == [("look", None), ("agree", 0.472), ("send", None)]
    summary = answer(capsys)
    assert (summary["added"], summary["unchanged"], summary["seconds"]) == (3, 9, 3.0)
    assert (summary["cost_usd"], summary["saved_usd"]) == (0.4, 0.1)
    assert (summary["held"], summary["held_code"], summary["waiting"]) == (None, "", 0)


@pytest.mark.parametrize(
    ("settings", "left", "agreed"),
    [
        (replace(CLOUD, run_cap_usd=0.3), 19.5, 0.3),
        (replace(CLOUD, run_cap_usd=5.0), 19.5, 0.472),
        (CLOUD, 0.2, 0.2),
        (CLOUD, None, 0.472),
    ],
)
def test_no_limit_is_agreed_away(
    settings: Settings, left: float | None, agreed: float, capsys: Capture
) -> None:
    tools = cloud(FakeIngest(waiting=estimate(month_left=left)), settings)
    assert call(tools, "index", "--yes") == 0
    assert ("agree", agreed) in tools.writer.calls
    beyond = "What is beyond it stays unsent." in capsys.readouterr().err
    assert beyond is (left == 0.2)


def test_a_spent_month_is_no_question(capsys: Capture) -> None:
    held = IndexSummary(
        unchanged=12, held="This month's limit is reached.", held_code="month-cap", waiting=12
    )
    tools = cloud(FakeIngest(waiting=estimate(month_left=0.0), sent=held))
    assert call(tools, "index") == 0
    assert tools.writer.did == ["look", "send"]
    said = capsys.readouterr().out
    assert "This month's limit is reached.\n12 files wait to be sent.\n" in said


def test_nothing_waits(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate(files=0)))
    assert call(tools, "index") == 0
    assert tools.writer.did == ["look"]
    assert capsys.readouterr().out == "3 new, 9 unchanged; 1.0 s\n"


@pytest.mark.parametrize("typed", ["y\n", "YES\n"])
def test_a_person_agrees(typed: str, person: Sits, capsys: Capture) -> None:
    person(typed)
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index") == 0
    assert tools.writer.did == ["look", "agree", "send"]
    said = capsys.readouterr()
    assert "Send and read them for at most $0.48? [y/N]" in said.err
    assert "Cost $0.40; $0.10 saved by what was known already." in said.out


@pytest.mark.parametrize("typed", ["n\n", "\n", "", "yesterday\n"])
def test_everything_else_is_a_no(typed: str, person: Sits, capsys: Capture) -> None:
    person(typed)
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index") == 0
    assert tools.writer.calls[:2] == [("look", None), ("agree", 0.0)]
    assert "send" not in tools.writer.did
    assert "Nothing was sent." in capsys.readouterr().out


def test_who_said_it_once_for_all_is_not_asked(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()), replace(CLOUD, send_new_files=True))
    assert call(tools, "index") == 0
    assert tools.writer.did == ["look", "send"]


def test_a_batch_for_this_run_only(capsys: Capture) -> None:
    handed = IndexSummary(unchanged=12, waiting=12)
    tools = cloud(FakeIngest(waiting=estimate(), sent=handed))
    assert call(tools, "index", "--yes", "--batch") == 0
    assert [settings.batch for settings in tools.opened_with] == [True]
    assert tools.kept == []
    assert ("agree", 0.241) in tools.writer.calls
    said = capsys.readouterr()
    assert "within a day: about $0.21." in said.err
    assert "The next findling index collects the answers" in said.err


def test_an_answered_batch_is_read_on_without_a_question(capsys: Capture) -> None:
    collected = IndexSummary(unchanged=12, cost_usd=0.2, seconds=1.0)
    read_on = IndexSummary(unchanged=12, cost_usd=0.2, seconds=2.0)
    answered = FakeIngest(waiting=estimate(usd=0.0), looked=collected, sent=read_on)
    tools = cloud(answered)
    assert call(tools, "index", "--json") == 0
    assert tools.writer.did == ["look", "send"]
    summary = answer(capsys)
    assert (summary["cost_usd"], summary["seconds"]) == (0.2, 3.0)


def test_a_batch_that_the_provider_has_not(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate(batch=False)))
    assert call(tools, "index", "--yes", "--batch", "--json") == 1
    assert tools.writer.did == ["look"]
    assert answer(capsys)["error"]["code"] == "batch-unavailable"


@pytest.mark.parametrize(
    ("code", "cost", "exit_code"),
    [
        ("key-invalid", 0.0, 1),
        ("permission-denied", 0.0, 1),
        ("model-gone", 0.0, 1),
        ("key-invalid", 0.1, 0),
        ("quota-day", 0.0, 0),
        ("offline", 0.0, 0),
        ("run-cap", 0.0, 0),
        ("not-agreed", 0.0, 0),
    ],
)
def test_what_stops_a_run_is_an_error_only_if_a_person_must_mend_it(
    code: str, cost: float, exit_code: int, capsys: Capture
) -> None:
    held = IndexSummary(
        unchanged=12, held="It stopped.", held_code=code, waiting=12, cost_usd=cost
    )
    tools = cloud(FakeIngest(waiting=estimate(), sent=held))
    assert call(tools, "index", "--yes", "--json") == exit_code
    said = answer(capsys)
    if exit_code:
        assert said["error"]["code"] == code
        assert "12 files wait to be sent." in said["error"]["hint"]
    else:
        assert (said["held"], said["held_code"], said["waiting"]) == ("It stopped.", code, 12)


def test_some_files_failed(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate(), sent=IndexSummary(unchanged=12, failed=1)))
    assert call(tools, "index", "--yes") == 3


def test_staying_keeps_agreeing_only_when_told_to(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index", "--watch") == 2
    assert tools.writer.did == ["look"]

    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "index", "--watch", "--yes") == 0
    assert tools.writer.did == ["look", "send", "start"]
    assert [settings.send_new_files for settings in tools.opened_with] == [True]
    assert tools.kept == []

    tools = cloud(FakeIngest(waiting=estimate(files=0)))
    assert call(tools, "index", "--watch") == 0
    assert tools.writer.did == ["look", "start"]
    assert [settings.send_new_files for settings in tools.opened_with] == [False]


def test_trying_again_costs_as_much_as_trying(capsys: Capture) -> None:
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "failures", "--retry") == 2
    assert tools.writer.did == ["retry", "look"]
    tools = cloud(FakeIngest(waiting=estimate()))
    assert call(tools, "failures", "--retry", "--yes") == 0
    assert tools.writer.did == ["retry", "look", "agree", "send"]


def test_folders_that_stay_here(capsys: Capture, tmp_path: Path) -> None:
    tools = FakeToolbox()
    assert call(tools, "folders", "add", "--local-only", str(tmp_path), "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"path": str(tmp_path), "state": "present", "local_only": True}
    ]
    assert call(tools, "folders", "mark", str(tmp_path), "--no-local-only", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [{"path": str(tmp_path), "local_only": False}]
    assert call(tools, "folders", "mark", str(tmp_path), "--local-only") == 0
    assert capsys.readouterr().out == (
        f"Nothing in {tmp_path} leaves this computer from now on.\n"
    )
    marks = [value for name, value in tools.writer.calls if name in ("add", "mark")]
    assert marks == [(tmp_path, True), (tmp_path, False), (tmp_path, True)]
    assert call(tools, "folders", "mark", str(tmp_path)) == 2
