"""The one list of actions: every one has its place, its own keys, and does something."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QMenuBar, QWidget

from findling.gui.actions import Actions, entries, headings, sequences
from findling.gui.help_dialogs import AboutDialog, ShortCutsDialog
from findling.gui.menu_button import MenuButton
from tests.gui.conftest import Stage

Make = Callable[..., Stage]


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_no_name_and_no_key_is_given_twice(platform: str) -> None:
    names = Counter(entry.name for entry in entries(platform))
    keys = Counter(
        key.toString() for entry in entries(platform) for key in sequences(entry.keys)
    )
    assert names.most_common(1)[0][1] == 1
    assert keys.most_common(1)[0][1] == 1


def actions_of(menus: list[QMenu]) -> list[QAction]:
    return [a for menu in menus for a in menu.actions() if not a.isSeparator()]


def test_button_and_bar_hold_every_action(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    acts = Actions(window, items=QWidget(window))
    bar = QMenuBar(window)
    acts.fill_bar(bar)
    for holder in (acts.whole_menu(), bar):
        menus = [m for a in holder.actions() if isinstance(m := a.menu(), QMenu)]
        assert [m.title() for m in menus] == list(headings().values())
        assert [a.objectName() for a in actions_of(menus)] == [e.name for e in entries()]


def test_every_action_does_something(stage: Make) -> None:
    acts = stage().window.acts
    for entry in entries():
        if entry.opens:
            shown = acts.submenu(entry.name)
            assert shown.receivers(SIGNAL("aboutToShow()")) > 0, entry.name
        else:
            signals = ("triggered(bool)", "toggled(bool)")
            assert any(acts[entry.name].receivers(SIGNAL(s)) for s in signals), entry.name


def test_what_needs_a_choice_waits_for_one(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid, acts = made.window.grid, made.window.acts
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    names = ("open", "copy", "trash", "undo")
    assert [acts[n].isEnabled() for n in names] == [False] * 4
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert [acts[n].isEnabled() for n in names] == [True, True, True, False]
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert [acts[n].isEnabled() for n in names] == [False, True, True, False]
    assert acts["copy-paths"].text() == "Copy paths"


def test_keys_of_items_stay_out_of_a_line_of_text(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid, search = made.window.grid, made.window.search.text
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    trash = made.window.acts["trash"]
    asked: list[bool] = []
    trash.triggered.connect(asked.append)
    search.setFocus()
    qtbot.keyClicks(search, "ab")
    qtbot.keyClick(search, Qt.Key.Key_Home)
    qtbot.keyClick(search, Qt.Key.Key_Delete)
    assert search.text() == "b"
    assert asked == []


def test_side_bar_and_button_and_action_agree(stage: Make, qtbot: Any) -> None:
    made = stage()
    acts, side = made.window.acts, made.window.side
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    assert not acts["side-bar"].isChecked()
    assert side.isHidden()
    acts["side-bar"].trigger()
    assert not side.isHidden()


def test_f10_opens_the_whole_menu(stage: Make, qtbot: Any) -> None:
    made = stage()
    assert made.window.findChild(MenuButton) is not None
    qtbot.keyClick(made.window, Qt.Key.Key_F10)
    shown = [m for m in made.window.findChildren(QMenu) if m.isVisible()]
    assert [a.text() for a in shown[0].actions()] == list(headings().values())
    shown[0].close()


def texts(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_help_lists_the_keys_and_what_it_is(stage: Make, qtbot: Any) -> None:
    made = stage()
    made.window.acts["short-cuts"].trigger()
    dialog = made.window.findChild(ShortCutsDialog)
    assert dialog is not None
    said = texts(dialog)
    assert said[said.index("Rename") + 1] == "F2" or "F2" in said
    assert {"Move to trash", "Keyboard short-cuts", "Among the pictures"} <= set(said)
    dialog.reject()
    made.window.acts["about"].trigger()
    about = made.window.findChild(AboutDialog)
    assert about is not None
    assert any(text.startswith("Version ") for text in texts(about))
    assert "Lucide (icons)" in texts(about)
    about.reject()
