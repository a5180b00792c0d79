"""Money in words: never nothing for something, never less than what is agreed to."""

import json
from dataclasses import replace
from datetime import date

import pytest

from findling.cli.commands import run
from findling.cli.prices_shown import (
    Price,
    about,
    at_most,
    day,
    dollars,
    duration,
    print_price,
    spent,
    waiting,
)
from findling.core.model import Kind
from findling.core.report import Spending
from tests.unit.cli.toolbox_fakes import CLOUD, FakeToolbox, estimate, status

Capture = pytest.CaptureFixture[str]
SPENDING = Spending(
    usd=2.5,
    month_usd=1.25,
    spans=900,
    tokens=12_345,
    kinds={None: 0.001, Kind.CLIP: 2.0, Kind.PHOTO: 0.499},
)


@pytest.mark.parametrize(
    ("usd", "said"),
    [(0.0, "$0.00"), (0.001, "under $0.01"), (0.14, "$0.14"), (1204.0, "$1,204.00")],
)
def test_dollars(usd: float, said: str) -> None:
    assert dollars(usd) == said


def test_about_is_said_of_what_has_a_price() -> None:
    assert (about(0.14), about(0.002), about(0.0)) == (
        "about $0.14",
        "under $0.01",
        "$0.00",
    )


def test_what_is_agreed_to_is_never_more_than_what_is_said() -> None:
    assert (at_most(0.4201), at_most(0.42), at_most(0.012), at_most(3.0)) == (
        "$0.43",
        "$0.42",
        "$0.02",
        "$3.00",
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20.0, "less than a minute"),
        (70.0, "about 1 minute"),
        (600.0, "about 10 minutes"),
        (7300.0, "about 2 hours"),
    ],
)
def test_how_long(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_days_and_counts() -> None:
    assert day(date(2026, 11, 3)) == "3 November 2026"
    assert waiting(1) == "1 file waits to be sent."
    assert waiting(1200) == "1,200 files wait to be sent."


def test_the_table(capsys: Capture) -> None:
    whole = replace(estimate(), unseen=4)
    print_price(Price(estimate=whole, as_batch=False, run_cap=0.0))
    lines = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert lines[:4] == [
        ["kind", "files", "parts", "tokens", "price"],
        ["photos", "10", "10", "3,096", "$0.04"],
        ["clips", "2", "7", "9,000", "$0.38"],
        ["together", "12", "17", "12,096", "$0.42"],
    ]
    assert ["4", "more", "could"] in [line[:3] for line in lines]
    print_price(Price(estimate=replace(whole, model="new"), as_batch=False, run_cap=0.0))
    assert "No prices of new are known" in capsys.readouterr().err


def test_what_was_spent() -> None:
    assert spent(Spending(kinds={}), month_cap=20.0) == ["Spent so far: $0.00"]
    assert spent(SPENDING, month_cap=20.0) == [
        "Spent so far: $2.50; this month: $1.25 of at most $20.00",
        "  photos $0.50, clips $2.00, questions under $0.01",
    ]
    assert spent(SPENDING, month_cap=0.0)[0].endswith("this month: $1.25")


def test_status_says_it_all(capsys: Capture) -> None:
    tools = FakeToolbox(settings=CLOUD, found=status(spending=SPENDING, local_only=True))
    assert run(["status", "--json"], lambda _: tools) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["cost_usd"] == 2.5
    assert said["spending"] == {
        "usd": 2.5,
        "month_usd": 1.25,
        "month_cap_usd": 20.0,
        "spans": 900,
        "tokens": 12345,
        "kinds": {"photo": 0.499, "clip": 2.0, "question": 0.001},
    }
    assert [folder["local_only"] for folder in said["folders"]] == [True]
    assert run(["status"], lambda _: tools) == 0
    words = capsys.readouterr().out
    assert "12 files  stays on this computer\n" in words
    assert "this month: $1.25 of at most $20.00" in words
    tools = FakeToolbox(settings=replace(CLOUD, month_cap_usd=0.0))
    assert run(["status", "--json"], lambda _: tools) == 0
    assert json.loads(capsys.readouterr().out)["spending"]["month_cap_usd"] is None
