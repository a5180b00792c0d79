"""The grid of thumbnails with mouse and keyboard: says what the person wants by signals."""

import logging
import math
import sys
from html import escape

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QToolTip, QWidget

from findling.gui import grid_keys
from findling.gui.cell import Cell
from findling.gui.grid_canvas import GridCanvas
from findling.gui.grid_hover import GridHover
from findling.gui.rubber_band import RubberBand
from findling.gui.theme import Theme
from findling.gui.zoom import ZOOM_STEP

log = logging.getLogger(__name__)
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class GridView(GridCanvas):
    open_requested = Signal(object)  # Cell
    menu_requested = Signal(object, QPoint)  # list[Cell], where on the screen
    drag_requested = Signal(object)  # list[Cell]
    leave_requested = Signal()
    """Esc."""
    look_requested = Signal()
    """Space: the current item, closer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPoint | None = None
        """Where a press may become a drag of files or, with `_bands`, a band."""
        self._bands = False
        self._beside: NDArray[np.bool_] | None = None
        """What stays chosen beside a band."""
        self._before: NDArray[np.bool_] | None = None
        """What was chosen when the button went down."""
        self.band = RubberBand(self)
        self.band.drawn.connect(self._band_drawn)
        self.band.scroll_requested.connect(self._scroll_on)
        self.hover = GridHover(self._painter, self)
        self.hover.changed.connect(self._item_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.viewport().setMouseTracking(True)
        if sys.platform != "darwin":  # there the same fingers come as native gestures
            self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self.selection.current is None and len(self._results) and event.reason() in _BY_KEY:
            self._go(0, Qt.KeyboardModifier.NoModifier)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        to = self._destination(event.key())
        control, shift = event.modifiers() & _CONTROL, event.modifiers() & _SHIFT
        if to is not None:
            self._go(to, event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        elif control and shift and event.key() == Qt.Key.Key_A:
            self.selection.clear()
            self._chosen()
        elif _is_look(event) and len(self._results):
            self.look()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.choose_all()
        elif control and event.key() == Qt.Key.Key_Space:
            self._toggle_current()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _destination(self, key: int) -> int | None:
        mirrored = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
        if self.isRightToLeft():
            key = mirrored.get(Qt.Key(key), Qt.Key(key))
        current, screen = self.selection.current, self.viewport().height()
        return grid_keys.destination(key, current=current, layout=self._layout, screen=screen)

    def step(self, by: int) -> None:
        """To the next item or the one before, as far as there are any."""
        to = (self.selection.current or 0) + by
        if 0 <= to < len(self._results):
            self._go(to, Qt.KeyboardModifier.NoModifier)

    @Slot()
    def look(self) -> None:
        if self.selection.current is None:
            self._go(0, Qt.KeyboardModifier.NoModifier)
        self.look_requested.emit()

    @Slot()
    def choose_all(self) -> None:
        self.selection.choose_all()
        self._chosen()

    def _go(self, item: int, modifiers: Qt.KeyboardModifier) -> None:
        grid_keys.choose(self.selection, item, modifiers)
        self.show_item(item)
        self._chosen()

    def _toggle_current(self) -> None:
        if self.selection.current is not None:
            self.selection.toggle(self.selection.current)
            self._chosen()

    def _escape(self) -> None:
        if self.band.is_drawn:
            self._end_band()
            if self._before is not None:
                self.selection.take(np.flatnonzero(self._before), beside=None)
            self._chosen()
        else:
            self.leave_requested.emit()

    def _chosen(self) -> None:
        self.viewport().update()
        self.tell_choice()

    def _open_current(self) -> None:
        if cell := self.cell_of(self.selection.current):
            self.open_requested.emit(cell)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        where = event.position().toPoint()
        item, modifiers = self.item_at(where), event.modifiers()
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = where if item is not None or left else None
        self._bands = left and (item is None or bool(modifiers & _SHIFT))
        self._before = self.selection.mask.copy()
        self._beside = self._before if modifiers & _CONTROL else None
        self.hover.leave()
        grid_keys.press(self.selection, item, modifiers)
        self._chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        where = event.position().toPoint()
        if not event.buttons():
            item = self.item_at(where)
            rect = self.rectangle(item) if item is not None else self.rect()
            self.hover.point(item, self.cell_of(item), where, rect)
        elif self.band.is_drawn:
            self._draw_band(where)
        elif event.buttons() & Qt.MouseButton.LeftButton and self._is_far(where):
            self._begin_drag(where)

    def _is_far(self, where: QPoint) -> bool:
        far = QApplication.startDragDistance()
        return self._pressed is not None and (where - self._pressed).manhattanLength() >= far

    def _begin_drag(self, where: QPoint) -> None:
        """Of a band, or of files out of the window."""
        start, self._pressed = self._pressed, None
        if self._bands and start is not None:
            self.band.begin(start, offset=self.verticalScrollBar().value())
            self._draw_band(where)
        elif cells := self.chosen():
            self.drag_requested.emit(cells)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.band.is_drawn:
            at = self._layout.nearest(*self.content_point(self.band.pointer))
            self.selection.look_at(at if at is not None and at in self.selection else None)
            self._end_band()
            self._chosen()
            log.debug("chosen with a band: %d", len(self.selection))
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

    # the band

    def _draw_band(self, where: QPoint) -> None:
        offset, room = self.verticalScrollBar().value(), self.viewport().height()
        self.band.draw_to(where, offset=offset, room=room)

    @Slot()
    def _band_drawn(self) -> None:
        rect = self.band.rectangle
        (left, top), (right, bottom) = map(
            self.content_point, (rect.topLeft(), rect.bottomRight())
        )
        left, right = min(left, right), max(left, right)
        items = self._layout.items_in(left, top, right + 1, bottom + 1)
        self.selection.take(items, beside=self._beside)
        self.viewport().update()
        self.selection_changed.emit(len(self.selection))

    @Slot(int)
    def _scroll_on(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        self.hover.leave()
        self.band.scrolled(value)

    def _end_band(self) -> None:
        self.band.end()
        self._pressed = None
        self.viewport().update()

    def _paint_over(self, painter: QPainter) -> None:
        self.hover.paint(painter, self.rectangle)
        if self.band.is_drawn:
            self._painter.band(painter, self.band.rectangle)

    # what the pointer shows

    def _shown(self, item: int) -> tuple[Cell | None, tuple[QPixmap, float] | None]:
        cell, picture = super()._shown(item)
        return (cell, picture) if cell is None else self.hover.shown(item, cell, picture)

    @Slot(int)
    def _item_changed(self, item: int) -> None:
        if item < len(self._results):
            self.viewport().update(self.rectangle(item))

    # zoom by wheel and fingers

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & _CONTROL:
            self.zoom_by(event.angleDelta().y() / 120, at=event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_name(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover.leave()
        if isinstance(event, QNativeGestureEvent):
            return self._native_pinch(event)
        if isinstance(event, QGestureEvent):
            return self._pinched(event)
        return super().viewportEvent(event)

    def _native_pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom_times(1 + event.value(), event.position().toPoint())
        return True

    def _pinched(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self._zoom_times(pinch.scaleFactor(), at)
        return True

    def _zoom_times(self, factor: float, at: QPoint) -> None:
        if factor > 0:
            self.zoom_by(math.log(factor) / math.log(ZOOM_STEP), at=at)

    def _show_name(self, event: QHelpEvent) -> None:
        cell = self.cell_of(self.item_at(event.pos()))
        # Wrapped and escaped: a name is never read as markup.
        text = f"<span>{escape(cell.name)}</span>" if cell else ""
        QToolTip.showText(event.globalPos(), text, self.viewport())


def _is_look(event: QKeyEvent) -> bool:
    """Space, pressed anew."""
    return (
        event.key() == Qt.Key.Key_Space and not event.modifiers() and not event.isAutoRepeat()
    )
