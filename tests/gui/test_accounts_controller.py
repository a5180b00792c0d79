"""The key: looked up, tried, kept and deleted beside the GUI thread, and shown to nobody."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from findling.core.errors import FindlingError, Hold
from findling.core.settings import Settings
from findling.embedding.keys import Key
from findling.gui.bridge import Bridge
from findling.gui.controllers.accounts import AccountsController
from tests.gui.fakes import FakeAccounts, services

KEY = "made-up-key-for-tests-0123456789"
GEMINI = Settings(provider="gemini")


class Heard:
    def __init__(self, controller: AccountsController) -> None:
        self.found: list[Any] = []
        self.tested: list[Any] = []
        self.stored: list[Any] = []
        self.busy: list[bool] = []
        controller.key_looked_up.connect(self.found.append)
        controller.tested.connect(self.tested.append)
        controller.stored.connect(self.stored.append)
        controller.busy_changed.connect(self.busy.append)


@pytest.fixture
def accounts() -> Iterator[FakeAccounts]:
    made = FakeAccounts()
    yield made
    made.gate.set()


@pytest.fixture
def controller(
    bridge: Bridge, accounts: FakeAccounts, tmp_path: Path
) -> Iterator[AccountsController]:
    made = AccountsController(services(tmp_path, accounts=accounts), bridge)
    yield made
    accounts.gate.set()
    made.close()


def test_a_key_is_tried_kept_found_and_deleted(
    controller: AccountsController, accounts: FakeAccounts, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.test(GEMINI, Key(KEY))
    controller.store(Key(KEY))
    controller.look_up()
    controller.delete()
    qtbot.waitUntil(lambda: len(heard.found) == 2)
    assert heard.tested == [340.2]
    assert heard.stored == [None]
    assert heard.found[0] is not None
    assert heard.found[1] is None
    assert (accounts.kept, accounts.tried) == (None, [KEY])
    assert heard.busy == [True, False]


def test_nothing_is_asked_on_the_gui_thread(
    controller: AccountsController, accounts: FakeAccounts, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.look_up()
    controller.store(Key(KEY))
    controller.test(GEMINI, None)
    controller.delete()
    qtbot.waitUntil(lambda: len(heard.found) == 2)
    assert [here for _, here in accounts.asked] == [False] * len(accounts.asked)
    assert accounts.tried == [None]


def test_what_is_wrong_is_told(
    controller: AccountsController, accounts: FakeAccounts, qtbot: Any
) -> None:
    heard = Heard(controller)
    accounts.trouble = Hold("key-invalid", "Google does not know this key.", hint="Copy it.")
    accounts.no_keychain = FindlingError(
        "no-keychain", "There is no keychain.", hint="Set one."
    )
    controller.test(GEMINI, Key(KEY))
    controller.store(Key(KEY))
    controller.look_up()
    qtbot.waitUntil(lambda: bool(heard.found))
    codes = [one.code for one in (*heard.tested, *heard.stored, *heard.found)]
    assert codes == ["key-invalid", "no-keychain", "no-keychain"]


def test_an_answer_that_nobody_waits_for_is_not_told(
    controller: AccountsController, accounts: FakeAccounts, qtbot: Any
) -> None:
    heard = Heard(controller)
    accounts.held = True
    controller.test(GEMINI, Key(KEY))
    assert controller.busy
    controller.forget()
    accounts.gate.set()
    qtbot.waitUntil(lambda: heard.busy == [True, False])
    assert heard.tested == []
