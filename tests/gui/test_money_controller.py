"""The price is asked for once, told once, and an agreement is passed on."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.report import Estimate
from findling.gui.bridge import Bridge
from findling.gui.controllers.money import MoneyController
from tests.gui.fakes import FakeIngest, estimate, services

WAITING = Progress(activity=Activity.IDLE, waiting=312, waiting_usd=0.04)


@pytest.fixture
def ingest() -> FakeIngest:
    return FakeIngest(costs=estimate())


@pytest.fixture
def controller(bridge: Bridge, ingest: FakeIngest, tmp_path: Path) -> MoneyController:
    return MoneyController(services(tmp_path, ingest=ingest), bridge)


def test_the_price_is_asked_for_and_told(
    controller: MoneyController, ingest: FakeIngest, qtbot: Any
) -> None:
    told: list[Any] = []
    controller.estimated.connect(told.append)
    controller.ask()
    controller.ask()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [estimate()]
    assert len(ingest.of("estimate")) == 1
    controller.ask()
    assert len(ingest.of("estimate")) == 2


def test_a_chosen_provider_tells_its_price_once_all_was_looked_at(
    controller: MoneyController, ingest: FakeIngest
) -> None:
    controller.note(WAITING)
    assert ingest.of("estimate") == []
    controller.ask_when_known()
    controller.note(Progress(activity=Activity.READING, waiting=3))
    controller.note(Progress(activity=Activity.IDLE))
    assert ingest.of("estimate") == []
    controller.note(WAITING)
    controller.note(WAITING)
    assert len(ingest.of("estimate")) == 1


def test_what_was_agreed_to_is_passed_on_and_nothing_asked_again(
    controller: MoneyController, ingest: FakeIngest
) -> None:
    controller.ask_when_known()
    controller.agree(2.03)
    controller.retry()
    controller.note(WAITING)
    assert ingest.done == [("agree", 2.03), ("try now", None)]


def test_trouble_is_told(controller: MoneyController, ingest: FakeIngest, qtbot: Any) -> None:
    failed: list[FindlingError] = []
    controller.failed.connect(failed.append)
    ingest.trouble = FindlingError("library-busy", "Busy.", hint="Wait.")
    controller.ask()
    controller.agree(1.0)
    qtbot.waitUntil(lambda: len(failed) == 2)


def test_an_estimate_that_was_given_up_is_no_trouble(
    bridge: Bridge, tmp_path: Path, qtbot: Any
) -> None:
    class Closed(FakeIngest):
        def estimate(self) -> "Future[Estimate | None]":
            self.done.append(("estimate", None))
            future: Future[Estimate | None] = Future()
            future.cancel()
            return future

    ingest = Closed()
    controller = MoneyController(services(tmp_path, ingest=ingest), bridge)
    controller.ask()
    qtbot.waitUntil(lambda: not controller._asking)
    controller.ask()
    assert len(ingest.of("estimate")) == 2
