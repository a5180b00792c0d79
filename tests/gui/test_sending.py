"""From the window to the key, the price and the marks on folders: what a person does and what comes of it."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QMessageBox

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.core.settings import Settings
from findling.embedding.keys import Found
from findling.gui.estimate_dialog import EstimateDialog
from findling.gui.gestures import confirm_removal
from findling.gui.sending_desk import Change
from findling.gui.settings_dialog import SettingsDialog
from findling.gui.understanding_dialog import UnderstandingDialog
from tests.gui.conftest import Stage
from tests.gui.fakes import ROOT, FakeAccounts, FakeBrowse, FakeIngest, estimate

Make = Callable[..., Stage]
KEY = "made-up-key-for-tests-0123456789"
GEMINI = Settings(provider="gemini", former_provider="builtin")
WAITING = Progress(activity=Activity.IDLE, waiting=312, waiting_usd=0.04)


def understanding(stage: Stage) -> UnderstandingDialog | None:
    open_ones = stage.window.findChildren(UnderstandingDialog)
    return next((dialog for dialog in open_ones if dialog.isVisible()), None)


def price(stage: Stage) -> EstimateDialog | None:
    open_ones = stage.window.findChildren(EstimateDialog)
    return next((dialog for dialog in open_ones if dialog.isVisible()), None)


def opened(stage: Stage, qtbot: Any) -> UnderstandingDialog:
    stage.desk.sending.show_understanding()
    qtbot.waitUntil(lambda: not stage.desk.sending.accounts.busy)
    dialog = understanding(stage)
    assert dialog is not None
    return dialog


def _from_the_settings(stage: Stage) -> None:
    stage.window.settings_requested.emit()
    dialog = next(d for d in stage.window.findChildren(SettingsDialog) if d.isVisible())
    dialog.understanding.change.click()


def test_the_settings_and_the_bottom_line_open_it(stage: Make, qtbot: Any) -> None:
    made = stage()
    ways: tuple[Callable[[], object], ...] = (
        lambda: _from_the_settings(made),
        made.window.status.privacy.click,
    )
    for way in ways:
        way()
        qtbot.waitUntil(lambda: understanding(made) is not None)
        dialog = understanding(made)
        assert dialog is not None
        made.desk.sending.show_understanding()  # a second one is not opened
        assert (
            len([d for d in made.window.findChildren(UnderstandingDialog) if d.isVisible()])
            == 1
        )
        dialog.reject()
        qtbot.waitUntil(lambda: understanding(made) is None)


def test_the_bottom_line_says_what_leaves_the_computer(stage: Make) -> None:
    assert stage().window.status.privacy.text() == "Nothing leaves this computer"
    assert stage(settings=GEMINI).window.status.privacy.text() == "Small copies go to Google"


def test_a_key_goes_to_the_keychain_and_nowhere_else(
    stage: Make, qtbot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    accounts = FakeAccounts()
    made = stage(accounts=accounts)
    dialog = opened(made, qtbot)
    dialog.cards["gemini"].click()
    qtbot.keyClicks(dialog.key.field, KEY)
    dialog.key.test.click()
    qtbot.waitUntil(lambda: "Works: answered in 340 ms" in dialog.key.told.text)
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(made.changes))
    assert accounts.kept == KEY
    assert made.changes == [Change(settings=GEMINI, ask_price=True)]
    assert KEY not in caplog.text + repr(made.changes)
    assert not any(here for _, here in accounts.asked)


def test_closing_while_a_key_is_tried_is_safe(stage: Make, qtbot: Any) -> None:
    accounts = FakeAccounts(held=True)
    made = stage(accounts=accounts)
    dialog = opened(made, qtbot)
    dialog.cards["gemini"].click()
    qtbot.keyClicks(dialog.key.field, KEY)
    dialog.key.test.click()
    assert not dialog.key.test.isEnabled()
    dialog.reject()
    made.desk.sending.show_understanding()
    again = understanding(made)
    assert again is not None
    assert not again.ok.isEnabled()
    accounts.gate.set()
    qtbot.waitUntil(lambda: not made.desk.sending.accounts.busy)
    assert again.key.told.text == ""
    assert again.ok.isEnabled()


def test_a_key_is_deleted_only_after_a_question(stage: Make, qtbot: Any) -> None:
    accounts = FakeAccounts(kept=KEY)
    made = stage(accounts=accounts, settings=GEMINI)
    dialog = opened(made, qtbot)
    for role, left in (
        (QMessageBox.ButtonRole.RejectRole, KEY),
        (QMessageBox.ButtonRole.AcceptRole, None),
    ):
        dialog.key.delete.click()
        press(dialog, role, qtbot)
        qtbot.waitUntil(lambda: not made.desk.sending.accounts.busy)
        assert accounts.kept == left
    assert not dialog.key.field.isHidden()


def press(parent: Any, role: QMessageBox.ButtonRole, qtbot: Any) -> str:
    """Answers the question that is open; what it asked."""
    box = [b for b in parent.findChildren(QMessageBox) if b.isVisible()][-1]
    button = next(b for b in box.buttons() if box.buttonRole(b) == role)
    asked = f"{box.text()} {box.informativeText()}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not [b for b in parent.findChildren(QMessageBox) if b.isVisible()])
    return asked


def test_what_waits_is_offered_and_agreed_to(stage: Make, qtbot: Any) -> None:
    made = stage(settings=GEMINI, ingest=FakeIngest(costs=estimate()))
    status = made.window.status
    made.bridge.publish(WAITING)
    qtbot.waitUntil(lambda: not status.offer.isHidden())
    assert status.text == "312 new files wait to be sent, about $0.04"
    assert status.offer.text() == "Review…"
    assert price(made) is None  # nothing opens by itself
    status.offer.click()
    qtbot.waitUntil(lambda: price(made) is not None)
    dialog = price(made)
    assert dialog is not None
    dialog.send.click()
    assert made.ingest.of("agree") == [round(1.75 * 1.1 + 0.01, 4)]
    assert made.changes == []


def test_agreeing_with_other_settings_makes_the_services_anew(stage: Make, qtbot: Any) -> None:
    made = stage(settings=GEMINI, ingest=FakeIngest(costs=estimate()))
    made.desk.sending.money.ask()
    qtbot.waitUntil(lambda: price(made) is not None)
    dialog = price(made)
    assert dialog is not None
    dialog.always.click()
    dialog.send.click()
    assert made.ingest.of("agree") == []
    [change] = made.changes
    assert change.settings.send_new_files
    assert change.agree_usd == pytest.approx(1.75 * 1.1 + 0.01)


def test_nothing_to_send_is_said(stage: Make, qtbot: Any) -> None:
    made = stage(settings=GEMINI)
    made.desk.sending.money.ask()
    qtbot.waitUntil(lambda: made.window.message.text == "Nothing waits to be sent.")


def test_after_a_change_the_price_is_told_once_and_an_agreement_is_passed_on(
    stage: Make, qtbot: Any
) -> None:
    made = stage(settings=GEMINI, ingest=FakeIngest(costs=estimate()))
    made.desk.start(Change(settings=GEMINI, ask_price=True))
    made.bridge.publish(WAITING)
    qtbot.waitUntil(lambda: price(made) is not None)
    dialog = price(made)
    assert dialog is not None
    dialog.not_now.click()
    made.bridge.publish(WAITING)
    made.desk.start(Change(settings=GEMINI, agree_usd=2.0))
    assert made.ingest.of("agree") == [2.0]
    assert len(made.ingest.of("estimate")) == 1


def test_a_limit_leads_to_the_settings_and_no_network_to_another_try(
    stage: Make, qtbot: Any
) -> None:
    made = stage(settings=GEMINI)
    status = made.window.status
    offline = Progress(
        activity=Activity.READING,
        total=9,
        trouble="No connection: goes on by itself.",
        trouble_code="offline",
    )
    made.bridge.publish(offline)
    qtbot.waitUntil(lambda: status.offer.text() == "Try now")
    assert status.text == "No connection: goes on by itself."
    status.offer.click()
    assert made.ingest.of("try now") == [None]
    cap = "This month’s limit of $20.00 is reached."
    made.bridge.publish(Progress(activity=Activity.IDLE, trouble=cap, trouble_code="month-cap"))
    qtbot.waitUntil(lambda: status.text == cap)
    status.offer.click()
    assert understanding(made) is not None


def test_money_is_told_while_it_is_spent(stage: Make, qtbot: Any) -> None:
    made = stage(settings=GEMINI)
    made.bridge.publish(
        Progress(
            activity=Activity.READING,
            done=3,
            total=9,
            current=ROOT / "2024" / "a.jpg",
            spent_usd=0.31,
            saved_usd=0.12,
        )
    )
    status = made.window.status
    qtbot.waitUntil(lambda: "so far" in status.text)
    assert status.text == "Reading Pictures › 2024: 3 of 9 · $0.31 so far"
    assert "Saved $0.12 by recognising copies and moves." in status._text.toolTip()
    assert status.offer.isHidden()


def test_a_folder_stays_here_at_once_and_goes_only_after_a_question(
    stage: Make, qtbot: Any
) -> None:
    stays = FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20, local_only=True)
    made = stage(settings=GEMINI, browse=FakeBrowse(folders=[stays]))
    line = made.window.side.list.item(5)
    assert line.data(Qt.ItemDataRole.AccessibleTextRole).endswith("stays on this computer")

    def toggle(folder: FolderStatus) -> None:
        made.window.side.menu_requested.emit(folder, QPoint(10, 10))
        menu = [m for m in made.window.findChildren(QMenu) if m.isVisible()][-1]
        mark = next(a for a in menu.actions() if a.text() == "Keep on this computer only")
        assert mark.isChecked() == folder.local_only
        mark.trigger()
        menu.close()

    toggle(stays)
    assert made.ingest.of("local only") == []
    asked = press(made.window, QMessageBox.ButtonRole.AcceptRole, qtbot)
    assert "Let Google read" in asked
    assert made.ingest.of("local only") == [(ROOT, False)]
    toggle(FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20))
    assert made.ingest.of("local only") == [(ROOT, False), (ROOT, True)]


def test_where_nothing_is_sent_a_mark_is_taken_off_without_a_question(stage: Make) -> None:
    made = stage()
    stays = FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20, local_only=True)
    made.desk.sending.set_local_only(stays, False)
    assert made.ingest.of("local only") == [(ROOT, False)]


def test_a_folder_that_shields_its_files_is_not_removed(stage: Make, qtbot: Any) -> None:
    shielded = FindlingError(
        "folder-shielded",
        "Without “Private” its files would be sent with “Pictures”.",
        hint="Take the mark off first, if that is what you want.",
    )
    made = stage(settings=GEMINI, ingest=FakeIngest(trouble=shielded))
    confirm_removal(made.window, ROOT / "Private", made.desk.background.remove_folder)
    press(made.window, QMessageBox.ButtonRole.AcceptRole, qtbot)
    qtbot.waitUntil(lambda: "would be sent" in made.window.message.text)
    assert "Take the mark off first" in made.window.message.text


def test_the_first_page_offers_both_ways(stage: Make, qtbot: Any) -> None:
    made = stage(
        browse=FakeBrowse(folders=[]),
        accounts=FakeAccounts(found=Found(variable="GEMINI_API_KEY")),
    )
    ways = made.window.first_run.cards
    assert ways["builtin"].isChecked()
    assert "about $0.12 per 1,000 photos" in ways["gemini"].accessibleName()
    ways["gemini"].click()
    dialog = understanding(made)
    assert dialog is not None
    assert dialog.provider == "gemini"
    dialog.reject()
    assert ways["builtin"].isChecked()
    ways["gemini"].click()
    qtbot.waitUntil(lambda: not made.desk.sending.accounts.busy)
    again = understanding(made)
    assert again is not None
    again.ok.click()
    assert made.changes == [Change(settings=GEMINI, ask_price=True)]
    assert ways["gemini"].isChecked()


def test_the_first_page_goes_back_without_a_word(stage: Make, qtbot: Any) -> None:
    made = stage(browse=FakeBrowse(folders=[]), settings=GEMINI)
    ways = made.window.first_run.cards
    assert ways["gemini"].isChecked()
    ways["builtin"].click()
    assert made.changes == [
        Change(settings=Settings(provider="builtin", former_provider="gemini"))
    ]


def test_a_folder_of_a_strange_name_writes_no_markup(stage: Make, qtbot: Any) -> None:
    made = stage(settings=GEMINI)
    made.window.resize(1000, 600)
    folder = "<b>bold</b> and of a name that goes on and on " * 4
    current = Path("/x") / folder / "a.jpg"
    made.bridge.publish(Progress(activity=Activity.READING, done=1, total=2, current=current))
    label = made.window.status._text
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert "&lt;b&gt;bold" in label.toolTip()
    assert "<b>" not in label.toolTip()
    assert label.textFormat() == Qt.TextFormat.PlainText
