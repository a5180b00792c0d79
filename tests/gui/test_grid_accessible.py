"""What a screen reader is told of the grid: the items in view as entries of a list, and which one is current."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QAccessible

from findling.gui.grid_accessible import GridEntry, GridList, expose
from findling.gui.grid_view import GridView
from findling.gui.theme import Theme
from tests.gui.conftest import Stage
from tests.gui.fakes import FakeBrowse, listing


@pytest.fixture
def told() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def stage(stage: Callable[..., Stage], qtbot: Any) -> Callable[..., Stage]:
    """With the rows of what is in view."""

    def make(**parts: Any) -> Stage:
        made = stage(**parts)
        qtbot.waitUntil(lambda: bool(made.window.grid.visible_cells()))
        return made

    return make


def list_of(stage: Stage) -> GridList:
    shown = QAccessible.queryAccessibleInterface(stage.window.grid)
    assert isinstance(shown, GridList)
    return shown


def name(entry: Any) -> str:
    return str(entry.text(QAccessible.Text.Name))


def test_the_grid_is_a_list_of_what_is_in_view(stage: Callable[..., Stage], told: None) -> None:
    made = stage(browse=FakeBrowse(shown=listing(500)))
    shown = list_of(made)
    assert shown.role() == QAccessible.Role.List
    assert name(shown) == "Results"
    assert 0 < shown.childCount() < 100
    first = shown.child(0)
    assert first.role() == QAccessible.Role.ListItem
    assert name(first) == "Photo 1.jpg"
    assert shown.indexOfChild(shown.child(3)) == 3
    assert shown.child(shown.childCount()) is None


def test_an_entry_lies_where_its_item_lies(stage: Callable[..., Stage], told: None) -> None:
    made = stage()
    shown = list_of(made)
    second = shown.child(1)
    middle = second.rect().center()
    assert shown.rect().contains(second.rect())
    assert shown.childAt(middle.x(), middle.y()) is second


def test_entries_follow_the_view(stage: Callable[..., Stage], told: None, qtbot: Any) -> None:
    made = stage(browse=FakeBrowse(shown=listing(500)))
    shown, grid = list_of(made), made.window.grid
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = shown.childCount() - 1
    qtbot.waitUntil(lambda: name(shown.child(last)) == "Photo 500.jpg")


def test_the_current_item_has_the_focus(stage: Callable[..., Stage], told: None) -> None:
    made = stage()
    made.window.activateWindow()
    made.window.grid.setFocus()
    made.window.grid.selection.choose(2)
    made.window.grid.tell_choice()
    shown = list_of(made)
    states = [shown.child(place).state() for place in range(4)]
    assert [bool(state.selected) for state in states] == [False, False, True, False]
    assert [bool(state.focused) for state in states] == [False, False, True, False]
    assert shown.focusChild() is shown.child(2)


def test_another_current_item_is_said(
    stage: Callable[..., Stage], told: None, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    made = stage()
    said: list[str] = []

    def hear(event: Any) -> None:
        thing = event.accessibleInterface()
        if isinstance(thing, GridEntry) and event.type() == QAccessible.Event.Focus:
            said.append(name(thing))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    made.window.activateWindow()
    made.window.grid.setFocus()
    qtbot.waitUntil(lambda: said == ["Photo 1.jpg"])
    made.window.grid.selection.choose(4)
    made.window.grid.tell_choice()
    qtbot.waitUntil(lambda: said == ["Photo 1.jpg", "Photo 5.jpg"])


def test_nothing_is_said_of_a_grid_without_focus(
    stage: Callable[..., Stage], told: None, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    made = stage()
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: pytest.fail("said"))
    made.window.search.setFocus()
    made.window.grid.selection.choose(4)
    with qtbot.waitSignal(made.window.grid.current_changed):
        made.window.grid.tell_choice()
    qtbot.wait(20)


def test_an_entry_of_a_grid_that_is_gone_is_no_longer_valid(theme: Theme, told: None) -> None:
    grid = GridView(theme)
    expose(grid)
    shown = QAccessible.queryAccessibleInterface(grid)
    assert isinstance(shown, GridList)
    entry = shown.entry(0)
    assert entry.isValid()
    shiboken6.delete(grid)
    gc.collect()
    assert not entry.isValid()


def test_an_entry_without_item_is_empty(stage: Callable[..., Stage], told: None) -> None:
    made = stage()
    entry = list_of(made).entry(400)
    assert (name(entry), entry.item, entry.rect().isEmpty()) == ("", None, True)
    assert entry.state().invisible
