"""The grid of thumbnails with mouse and keyboard: says what the person wants by signals."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from findling.gui.grid_canvas import GridCanvas
from findling.gui.grid_keys import destination
from findling.gui.theme import Theme

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class GridView(GridCanvas):
    open_requested = Signal(object)  # Cell
    menu_requested = Signal(object, QPoint)  # list[Cell], where on the screen
    drag_requested = Signal(object)  # list[Cell]
    leave_requested = Signal()
    """Esc."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self.selection.current is None and len(self._results) and event.reason() in _BY_KEY:
            self._go(0, Qt.KeyboardModifier.NoModifier)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        screen = self.viewport().height()
        to = destination(
            event.key(), current=self.selection.current, layout=self._layout, screen=screen
        )
        if to is not None:
            self._go(to, event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.choose_all()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def choose_all(self) -> None:
        self.selection.choose_all()
        self._chosen()

    def _go(self, item: int, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.selection.extend(item)
        else:
            self.selection.choose(item)
        self.show_item(item)
        self._chosen()

    def _chosen(self) -> None:
        self.viewport().update()
        self.tell_current()

    def _open_current(self) -> None:
        current = self.selection.current
        if current is not None and (cell := self._shelf.cell(int(self._results.ids[current]))):
            self.open_requested.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        item = self.item_at(event.position().toPoint())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._pressed = event.position().toPoint() if item is not None else None
        if item is None:
            if not control and not shift:
                self.selection.clear()
        elif shift:
            self.selection.extend(item)
        elif control:
            self.selection.toggle(item)
        elif item in self.selection:
            return  # may become a drag of several; decided when the button is let go
        else:
            self.selection.choose(item)
        self._chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance() and (cells := self.chosen()):
            self._pressed = None
            self.drag_requested.emit(cells)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if self._pressed is not None and plain and event.button() == Qt.MouseButton.LeftButton:
            item = self.item_at(self._pressed)
            if item is not None and len(self.selection) > 1:
                self.selection.choose(item)
                self._chosen()
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.item_at(event.position().toPoint()) is not None:
            self._open_current()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        current = self.selection.current
        if event.reason() == QContextMenuEvent.Reason.Keyboard and current is not None:
            where = self.viewport().mapToGlobal(self.rectangle(current).center())
        else:
            item = self.item_at(event.pos())
            if item is None:
                return
            if item not in self.selection:
                self._go(item, Qt.KeyboardModifier.NoModifier)
            where = event.globalPos()
        if cells := self.chosen():
            self.menu_requested.emit(cells, where)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120, at=event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.item_at(event.pos())
            cell = self._shelf.cell(int(self._results.ids[item])) if item is not None else None
            # Wrapped and escaped: a name is never read as markup.
            text = f"<span>{escape(cell.name)}</span>" if cell else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)
