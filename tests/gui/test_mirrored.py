"""From right to left everything changes sides: side bar, details, signs, counts, figures, scroll bars."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from findling.core.settings import Settings
from findling.gui.cards import Card
from findling.gui.estimate_dialog import EstimateDialog
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine
from tests.gui.conftest import Stage
from tests.gui.fakes import estimate


@pytest.fixture(autouse=True)
def _mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def left(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).x()


def columns_of(image: QImage, colour: str) -> list[int]:
    """Where something of exactly this colour is painted."""
    wanted = QColor(colour).rgb()
    high, wide = image.height(), image.width()
    return [x for x in range(wide) if any(image.pixel(x, y) == wanted for y in range(high))]


def test_the_panes_change_sides(stage: Callable[..., Stage]) -> None:
    window = stage().window
    assert left(window.details) < left(window.grid) < left(window.side)
    assert left(window.details_button) < left(window.search) < left(window.side_button)
    assert left(window.status.privacy) < left(window.status._text)


def test_kinds_run_from_the_right(stage: Callable[..., Stage]) -> None:
    pills = list(stage().window.filters._pills.values())
    assert [left(p) for p in pills] == sorted((left(p) for p in pills), reverse=True)


def test_a_folder_has_its_sign_at_the_right(stage: Callable[..., Stage], theme: Theme) -> None:
    side = stage().window.side
    row = side.list.count() - 1
    image = side.list.viewport().grab(side.list.visualItemRect(side.list.item(row))).toImage()
    assert min(columns_of(image, theme.palette.accent)) > image.width() * 0.8


def test_the_lines_between_the_panes_are_on_their_inner_sides(
    stage: Callable[..., Stage], theme: Theme
) -> None:
    window = stage().window
    line = QColor(theme.palette.hairline)
    side, details = window.side.grab().toImage(), window.details.grab().toImage()
    assert side.pixelColor(0, side.height() // 2) == line
    assert details.pixelColor(details.width() - 1, details.height() // 2) == line


def test_the_clear_button_and_the_glass_change_sides(stage: Callable[..., Stage]) -> None:
    search = stage().window.search
    search.text.setText("a")
    assert search._clear.x() < search.text.x() < search._glass.x()


def test_facts_stand_at_the_left_of_their_titles(
    stage: Callable[..., Stage], qtbot: Any
) -> None:
    window = stage().window
    window.grid.setFocus()
    window.grid.selection.choose(0)
    window.grid.tell_choice()
    qtbot.waitUntil(lambda: bool(window.details._table._lines))
    title, value = window.details._table._lines[:2]
    qtbot.waitUntil(lambda: value.x() < title.x())


def test_a_card_has_its_icon_at_the_right(theme: Theme, qtbot: Any) -> None:
    card = Card(theme, icon=IconName.FOLDER, title="A", note="b", checkable=True)
    qtbot.addWidget(card)
    card.resize(400, 70)
    card.show()
    qtbot.waitUntil(lambda: card._check.x() < 200 < card._icon.x())
    card.close()


def test_what_is_told_has_its_sign_at_the_right(theme: Theme, qtbot: Any) -> None:
    line = ToldLine(theme)
    qtbot.addWidget(line)
    line.say("All is well.")
    qtbot.waitUntil(lambda: line._icon.x() > line._text.x())
    line.close()


def test_a_button_shows_the_side_it_opens(stage: Callable[..., Stage], theme: Theme) -> None:
    shown = stage().window.side_button.icon().pixmap(18, 18).toImage()
    at_the_right = theme.icon(IconName.DETAILS, colour=theme.palette.text)
    assert shown == at_the_right.pixmap(18, 18).toImage()


def test_prices_run_to_the_left(theme: Theme, qtbot: Any) -> None:
    dialog = EstimateDialog(theme, estimate(), Settings(provider="gemini"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.send.x() < dialog.not_now.x() < dialog.most.x())
    dialog.close()
