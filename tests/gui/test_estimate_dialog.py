"""The price, told before anything is sent; nothing but its own button agrees to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from findling.core.model import Kind
from findling.core.report import KindEstimate
from findling.core.settings import Settings
from findling.gui.estimate_dialog import Agreement, EstimateDialog
from findling.gui.theme import Theme
from tests.gui.fakes import estimate

Make = Callable[..., EstimateDialog]


@pytest.fixture
def make(theme: Theme, qtbot: Any) -> Iterator[Make]:
    made: list[EstimateDialog] = []

    def open_one(settings: Settings | None = None, **more: Any) -> EstimateDialog:
        dialog = EstimateDialog(
            theme, estimate(**more), settings or Settings(provider="gemini")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        made.append(dialog)
        return dialog

    yield open_one
    for dialog in made:
        dialog.close()
        dialog.deleteLater()


def agreements(dialog: EstimateDialog) -> list[Agreement]:
    heard: list[Agreement] = []
    dialog.agreed.connect(heard.append)
    return heard


def said(dialog: EstimateDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_lists_kinds_and_the_sum(make: Make) -> None:
    dialog = make()
    assert dialog.table == [
        ("Photos", "1,204", "1,204", "$0.14"),
        ("Clips", "96", "412", "$1.61"),
        ("Together", "1,300", "1,616", "$1.75"),
    ]
    text = said(dialog)
    for line in (
        "1,300 files wait to be read by Google",
        "It takes about 12 minutes at the rate that is allowed.",
        "Left of this month’s limit of $20.00: $17.30.",
        "Google’s prices as of 23 November 2026.",
        "Nothing has been sent yet.",
        "At most $1.94 will be spent.",
    ):
        assert line in text


def test_the_button_agrees_to_a_little_more_than_the_estimate(make: Make, qtbot: Any) -> None:
    dialog = make()
    heard = agreements(dialog)
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert heard[0].usd == pytest.approx(1.75 * 1.1 + 0.01)
    assert heard[0].settings == Settings(provider="gemini")
    assert dialog.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_never_agrees(make: Make, qtbot: Any, key: Qt.Key) -> None:
    dialog = make()
    heard = agreements(dialog)
    for widget in (dialog, dialog.send, dialog.always, dialog.batch, dialog.not_now):
        dialog.open()
        widget.setFocus()
        qtbot.keyClick(widget, key)
    assert heard == []
    assert dialog.isHidden()  # the last one was *not now*


def test_escape_means_not_now(make: Make, qtbot: Any) -> None:
    dialog = make()
    heard = agreements(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (heard, dialog.isHidden()) == ([], True)


def test_alt_s_agrees(make: Make, qtbot: Any) -> None:
    dialog = make()
    heard = agreements(dialog)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(heard))


def test_what_is_ticked_becomes_settings(make: Make, qtbot: Any) -> None:
    dialog = make()
    heard = agreements(dialog)
    assert not dialog.always.isChecked()
    assert dialog.always.text().replace("&", "").endswith("up to $20.00 a month")
    dialog.always.click()
    dialog.batch.click()
    assert "At most $0.98 will be spent." in said(dialog)
    dialog.send.click()
    assert heard[0].settings == Settings(provider="gemini", send_new_files=True, batch=True)
    assert heard[0].usd == pytest.approx(0.88 * 1.1 + 0.01)


def test_where_there_are_no_batches_none_is_offered_and_the_choice_is_kept(make: Make) -> None:
    dialog = make(Settings(provider="vertex", batch=True), batch_usd=None)
    heard = agreements(dialog)
    assert dialog.batch.isHidden()
    dialog.send.click()
    assert heard[0].settings.batch
    assert heard[0].usd == pytest.approx(1.75 * 1.1 + 0.01)


def test_more_than_the_month_allows_is_said_and_not_agreed_to(make: Make) -> None:
    dialog = make(month_left_usd=1.2, unseen=1)
    assert "files are read for $1.20, the others wait" in dialog.beyond.text
    assert "1 more file has not been looked at yet" in said(dialog)
    heard = agreements(dialog)
    dialog.batch.click()  # half of it is within the limit
    assert dialog.beyond.text == ""
    dialog.batch.click()
    dialog.send.click()
    assert heard[0].usd == pytest.approx(1.2)


def test_without_a_limit_none_is_spoken_of(make: Make) -> None:
    one = {Kind.PHOTO: KindEstimate(files=1, spans=1, usd=0.0001)}
    dialog = make(Settings(month_cap_usd=0.0), month_left_usd=None, seconds=None, kinds=one)
    assert "limit" not in said(dialog)
    assert "1 file waits to be read by Google" in said(dialog)
    assert dialog.table[0] == ("Photos", "1", "1", "under $0.01")
    assert dialog.always.text().replace("&", "") == "Send new files without asking"


def test_a_limit_that_is_used_up_leaves_nothing_to_agree_to(make: Make, qtbot: Any) -> None:
    dialog = make(month_left_usd=0.0)
    heard = agreements(dialog)
    assert "is used up" in dialog.beyond.text
    assert not dialog.send.isEnabled()
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert heard == []
