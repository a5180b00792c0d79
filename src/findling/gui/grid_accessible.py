"""The grid for screen readers: a list whose entries are the items in view, and a word when another one is current.

The grid paints its items itself, so Qt knows none of them. Entry number n stands for the n-th item in view, whatever
it is by then: entries are made once and never taken back, as Qt keeps a name for each of them. GUI thread.
"""

from functools import cache
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QWindow,
)
from shiboken6 import isValid

from findling.gui.cell import Cell
from findling.gui.grid_canvas import GridCanvas


def expose(grid: GridCanvas) -> None:
    """From now on screen readers see its items, and are told which one is current."""
    _install()
    _Teller(grid)


class GridList(QAccessibleObject):
    """The grid as a list."""

    def __init__(self, grid: GridCanvas) -> None:
        super().__init__(grid)
        self.grid = grid
        self._entries: list[GridEntry] = []

    def entry(self, place: int) -> "GridEntry":
        while len(self._entries) <= place:
            made = GridEntry(self.grid, len(self._entries))
            QAccessible.registerAccessibleInterface(made)
            self._entries.append(made)
        return self._entries[place]

    def current(self) -> "GridEntry | None":
        """Of the item that is current, if it is in view."""
        current, visible = self.grid.selection.current, self.grid.visible_items()
        if current is None or current not in visible:
            return None
        return self.entry(current - visible.start)

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(
            self.grid.parentWidget() or self.grid.window()
        )

    def window(self) -> QWindow:
        return self.grid.window().windowHandle()

    def childCount(self) -> int:  # noqa: N802
        return len(self.grid.visible_items())

    def child(self, index: int) -> QAccessibleInterface:
        if 0 <= index < self.childCount():
            return self.entry(index)
        return cast(QAccessibleInterface, None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        return child.place if isinstance(child, GridEntry) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802
        there = self.grid.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        item, visible = self.grid.item_at(there), self.grid.visible_items()
        if item is None or item not in visible:
            return cast(QAccessibleInterface, None)
        return self.entry(item - visible.start)

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802
        return cast(QAccessibleInterface, self.current() if self.grid.hasFocus() else None)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.multiSelectable = True
        state.focused = self.grid.hasFocus()
        state.disabled = not self.grid.isEnabled()
        state.invisible = not self.grid.isVisible()
        return state

    def text(self, which: QAccessible.Text) -> str:
        if which == QAccessible.Text.Name:
            return self.grid.accessibleName()
        if which == QAccessible.Text.Description:
            return self.grid.accessibleDescription()
        return ""

    def rect(self) -> QRect:
        grid = self.grid
        return QRect(grid.mapToGlobal(grid.rect().topLeft()), grid.size())


class GridEntry(QAccessibleInterface):
    """One of the items in view, counted from the first."""

    def __init__(self, grid: GridCanvas, place: int) -> None:
        super().__init__()
        self._grid, self.place = grid, place

    @property
    def item(self) -> int | None:
        """Its place among the results; None if fewer are in view by now."""
        visible = self._grid.visible_items()
        return visible[self.place] if self.place < len(visible) else None

    @property
    def _cell(self) -> Cell | None:
        item = self.item
        return self._grid.cell(int(self._grid.results.ids[item])) if item is not None else None

    def isValid(self) -> bool:  # noqa: N802
        return isValid(self._grid)

    def object(self) -> QObject:
        return cast(QObject, None)

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._grid)

    def window(self) -> QWindow:
        return self._grid.window().windowHandle()

    def childCount(self) -> int:  # noqa: N802
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802
        return cast(QAccessibleInterface, None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        grid, item = self._grid, self.item
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.invisible = item is None or not grid.isVisible()
        state.selected = item is not None and item in grid.selection
        is_current = item is not None and item == grid.selection.current
        state.focused = is_current and grid.hasFocus()
        return state

    def text(self, which: QAccessible.Text) -> str:
        cell = self._cell
        return cell.spoken if cell is not None and which == QAccessible.Text.Name else ""

    def setText(self, which: QAccessible.Text, text: str) -> None:  # noqa: N802
        """A screen reader renames no file."""

    def rect(self) -> QRect:
        item = self.item
        if item is None:
            return QRect()
        place = self._grid.rectangle(item)
        return QRect(self._grid.viewport().mapToGlobal(place.topLeft()), place.size())


class _Teller(QObject):
    """Says which item is current whenever that changes or the grid gets the focus."""

    def __init__(self, grid: GridCanvas) -> None:
        super().__init__(grid)
        self._grid = grid
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        grid.current_changed.connect(self._soon.start)
        grid.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn:
            self._soon.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _tell(self) -> None:
        if not QAccessible.isActive() or not self._grid.hasFocus():
            return
        shown = QAccessible.queryAccessibleInterface(self._grid)
        entry = shown.current() if isinstance(shown, GridList) else None
        if entry is not None:
            for what in (QAccessible.Event.NameChanged, QAccessible.Event.Focus):
                QAccessible.updateAccessibility(QAccessibleEvent(entry, what))


@cache
def _install() -> None:
    QAccessible.installFactory(_list_of)


_kept: list[GridList] = []
"""Qt deletes them with their grids and would find them gone, if Python had let go of them before: one a window."""


def _list_of(_class: str, thing: QObject) -> QAccessibleInterface | None:
    """Asked by Qt for every widget that a screen reader comes upon."""
    if not isinstance(thing, GridCanvas):
        return None
    _kept.append(GridList(thing))
    return _kept[-1]
