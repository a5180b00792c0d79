"""The choice of what understands the files: what is said before, and a key that is never shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from findling.core.errors import FindlingError, Hold
from findling.core.report import Spending
from findling.core.settings import Settings
from findling.embedding.keys import Found, Key
from findling.gui.theme import Theme
from findling.gui.told_line import Tone
from findling.gui.understanding_dialog import UnderstandingDialog

KEY = "made-up-key-for-tests-0123456789"
Make = Callable[..., UnderstandingDialog]


@pytest.fixture
def make(theme: Theme) -> Iterator[Make]:
    made: list[UnderstandingDialog] = []

    def open_one(
        settings: Settings | None = None, *, provider: str | None = None
    ) -> UnderstandingDialog:
        dialog = UnderstandingDialog(theme, settings or Settings(), provider=provider)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        made.append(dialog)
        return dialog

    yield open_one
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


class Heard:
    def __init__(self, dialog: UnderstandingDialog) -> None:
        self.tests: list[tuple[Settings, Key | None]] = []
        self.stores: list[Key] = []
        self.chosen: list[Settings] = []
        dialog.test_requested.connect(lambda settings, key: self.tests.append((settings, key)))
        dialog.store_requested.connect(self.stores.append)
        dialog.chosen.connect(self.chosen.append)


def said(dialog: UnderstandingDialog) -> str:
    labels = [w for w in dialog.findChildren(QLabel) if w.isVisibleTo(dialog)]
    return "\n".join(label.text() for label in labels)


def typed(dialog: UnderstandingDialog, qtbot: Any, key: str = KEY) -> None:
    dialog.key.field.setFocus()
    qtbot.keyClicks(dialog.key.field, key)


def test_with_the_local_way_nothing_is_said_to_leave(make: Make) -> None:
    dialog = make()
    assert dialog.provider == "builtin"
    assert "What leaves this computer" not in said(dialog)
    assert dialog.ok.isEnabled()
    dialog.ok.click()


def test_before_the_first_byte_it_says_what_is_sent_to_whom_and_on_which_terms(
    make: Make,
) -> None:
    dialog = make(provider="gemini")
    text = said(dialog)
    assert "What leaves this computer" in text
    assert "Google" in dialog.leaves.text()
    assert "free" in dialog.terms.text().lower()
    assert "improve" in dialog.terms.text()
    assert "you see what it costs" in text
    assert not dialog.ok.isEnabled()


def test_a_key_is_tried_before_it_is_kept(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    heard = Heard(dialog)
    dialog.set_found(None)
    assert not dialog.key.test.isEnabled()
    typed(dialog, qtbot)
    qtbot.mouseClick(dialog.key.test, Qt.MouseButton.LeftButton)
    settings, key = heard.tests[0]
    assert settings.provider == "gemini"
    assert key is not None
    assert key.reveal() == KEY
    dialog.set_tested(340.2)
    assert (dialog.key.told.text, dialog.key.told.tone) == (
        "Works: answered in 340 ms",
        Tone.GOOD,
    )
    qtbot.keyClicks(dialog.key.field, "x")
    assert dialog.key.told.text == ""  # that was another key


def test_what_is_wrong_with_a_key_is_said_and_where_to_mend_it(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    typed(dialog, qtbot)
    wrong = Hold("key-invalid", "Google does not know this key.", hint="Copy it again.")
    dialog.set_tested(wrong)
    assert dialog.key.told.text == "Google does not know this key. Copy it again."
    assert dialog.key.told.tone is Tone.TROUBLE
    assert dialog.isVisible()


def test_enter_in_the_field_tries_the_key_and_closes_nothing(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    heard = Heard(dialog)
    qtbot.keyClick(dialog.key.field, Qt.Key.Key_Return)
    assert heard.tests == []
    typed(dialog, qtbot)
    qtbot.keyClick(dialog.key.field, Qt.Key.Key_Return)
    assert len(heard.tests) == 1
    assert (heard.stores, heard.chosen, dialog.isVisible()) == ([], [], True)


def test_ok_keeps_the_key_first_and_decides_when_it_is_kept(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    heard = Heard(dialog)
    typed(dialog, qtbot)
    dialog.ok.click()
    assert [key.reveal() for key in heard.stores] == [KEY]
    assert (heard.chosen, dialog.isVisible()) == ([], True)
    dialog.set_stored(None)
    assert heard.chosen == [Settings(provider="gemini", former_provider="builtin")]
    assert not dialog.isVisible()
    assert dialog.key.field.text() == ""


def test_without_a_keychain_it_says_what_to_do_and_stays(make: Make, qtbot: Any) -> None:
    missing = FindlingError(
        "keychain-missing", "There is no keychain.", hint="Set GEMINI_API_KEY."
    )
    dialog = make(provider="gemini")
    heard = Heard(dialog)
    dialog.set_found(missing)
    assert dialog.key.told.text == "There is no keychain. Set GEMINI_API_KEY."
    typed(dialog, qtbot)
    dialog.ok.click()
    dialog.set_stored(missing)
    assert dialog.key.told.tone is Tone.TROUBLE
    assert (heard.chosen, dialog.isVisible()) == ([], True)


def test_a_kept_key_is_tried_replaced_or_deleted_but_not_shown(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    heard = Heard(dialog)
    dialog.set_found(Found())
    assert dialog.key.field.isHidden()
    assert dialog.ok.isEnabled()
    dialog.key.test.click()
    assert heard.tests[0][1] is None
    with qtbot.waitSignal(dialog.delete_requested):
        dialog.key.delete.click()
    dialog.key.replace.click()
    assert not dialog.key.field.isHidden()
    assert not dialog.ok.isEnabled()
    typed(dialog, qtbot)
    assert dialog.ok.isEnabled()


def test_a_key_from_outside_is_named_and_left_alone(make: Make) -> None:
    dialog = make(provider="gemini")
    dialog.set_found(Found(variable="GEMINI_API_KEY"))
    assert "GEMINI_API_KEY" in said(dialog)
    assert dialog.key.replace.isHidden()
    assert dialog.key.delete.isHidden()
    assert dialog.key.test.isEnabled()


def test_nothing_can_be_pressed_while_something_waits(make: Make) -> None:
    dialog = make(provider="gemini")
    dialog.set_found(Found())
    dialog.set_busy(True)
    waiting = [dialog.key.test, dialog.key.replace, dialog.key.delete, dialog.ok]
    assert not any(button.isEnabled() for button in waiting)
    assert dialog.cancel.isEnabled()
    dialog.set_busy(False)
    assert all(button.isEnabled() for button in waiting)


def test_the_focus_comes_back_and_the_answer_is_said_where_it_was_asked(make: Make) -> None:
    dialog = make(provider="vertex")
    dialog.cloud.project.setText("my-project")
    dialog.set_busy(False)
    dialog.cloud.test.setFocus()
    dialog.cloud.test.click()
    dialog.set_busy(True)
    dialog.set_tested(12.0)
    dialog.set_busy(False)
    assert dialog.focusWidget() is dialog.cloud.test
    dialog.cards["gemini"].click()
    assert (dialog.cloud.told.tone, dialog.key.told.text) == (Tone.GOOD, "")


def test_the_cloud_wants_a_project(make: Make, qtbot: Any) -> None:
    dialog = make(provider="vertex")
    heard = Heard(dialog)
    assert not dialog.ok.isEnabled()
    assert not dialog.cloud.test.isEnabled()
    qtbot.keyClicks(dialog.cloud.project, "my-project")
    dialog.cloud.location.clear()
    dialog.cloud.test.click()
    dialog.set_tested(Hold("permission", "Not allowed.", hint="Ask the owner."))
    assert dialog.cloud.told.text == "Not allowed. Ask the owner."
    dialog.ok.click()
    assert heard.chosen == [
        Settings(
            provider="vertex",
            former_provider="builtin",
            google_project="my-project",
            google_location="global",
        )
    ]


def test_limits_become_settings(make: Make) -> None:
    before = Settings(provider="gemini", former_provider="builtin", month_cap_usd=5.0)
    dialog = make(before)
    heard = Heard(dialog)
    dialog.set_found(Found())
    dialog.set_spending(Spending(usd=12.4, month_usd=3.1, kinds={}))
    assert "Spent this month: $3.10. In all: $12.40." in said(dialog)
    assert dialog.limits.month.text() == "$5.00"
    dialog.limits.month.setValue(0)
    assert dialog.limits.month.text() == "no limit"
    dialog.limits.run.setValue(2.5)
    dialog.limits.rate.setValue(100)
    dialog.limits.send.click()
    dialog.limits.batch.click()
    dialog.ok.click()
    assert heard.chosen == [
        replace(
            before,
            month_cap_usd=0.0,
            run_cap_usd=2.5,
            requests_per_minute=100,
            send_new_files=True,
            batch=True,
        )
    ]


def test_scrolling_past_a_limit_does_not_change_it(make: Make, qtbot: Any) -> None:
    dialog = make(Settings(provider="gemini"))
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    for focused, usd in ((False, 20.0), (True, 25.0)):
        if focused:
            dialog.limits.month.setFocus()
        spin = dialog.limits.month
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(spin.mapToGlobal(QPoint(5, 5))),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(spin, wheel)
        assert spin.value() == usd


def test_going_back_says_that_nothing_is_lost(make: Make) -> None:
    dialog = make(Settings(provider="gemini", former_provider="builtin"))
    heard = Heard(dialog)
    dialog.cards["builtin"].click()
    assert "costs nothing" in dialog.back.text()
    dialog.ok.click()
    assert heard.chosen == [Settings(provider="builtin", former_provider="gemini")]


def test_no_widget_tells_the_key(make: Make, qtbot: Any) -> None:
    dialog = make(provider="gemini")
    typed(dialog, qtbot)
    dialog.key.test.click()
    dialog.set_tested(340.2)
    for widget in dialog.findChildren(QWidget):
        told = [
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.objectName(),
            widget.windowTitle(),
        ]
        if isinstance(widget, QLabel | QAbstractButton):
            told.append(widget.text())
        if isinstance(widget, QLineEdit):
            told.append(widget.displayText())
        assert KEY not in " ".join(told)
    dialog.reject()
    assert dialog.key.field.text() == ""
    assert not dialog.key.field.isUndoAvailable()


def test_everything_has_a_name(make: Make) -> None:
    for provider in ("builtin", "gemini", "vertex"):
        dialog = make(provider=provider)
        fields = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QAbstractSpinBox)]
        own = [f for f in fields if not isinstance(f.parent(), QAbstractSpinBox)]
        assert all(field.accessibleName() for field in own)
        assert all(b.accessibleName() or b.text() for b in dialog.findChildren(QPushButton))


def test_arrows_walk_through_the_ways(make: Make, qtbot: Any) -> None:
    dialog = make()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert dialog.focusWidget() is dialog.cards["builtin"]
    qtbot.keyClick(dialog.cards["builtin"], Qt.Key.Key_Down)
    assert dialog.provider == "gemini"
    assert "What leaves this computer" in said(dialog)
    qtbot.keyClick(dialog.cards["gemini"], Qt.Key.Key_Down)
    qtbot.keyClick(dialog.cards["vertex"], Qt.Key.Key_Up)
    assert dialog.provider == "gemini"
