"""A rectangle drawn over the grid that chooses what it touches; at the upper and lower edge the grid scrolls along."""

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal, Slot

EDGE = 28
"""Pixels from the upper and lower edge within which the grid scrolls."""
FASTEST = 64
"""Pixels a turn (16 ms), with the pointer as far outside again."""


class RubberBand(QObject):
    """From a point of the contents to the pointer, both in pixels. `drawn` tells that what it touches may be others."""

    drawn = Signal()
    scroll_requested = Signal(int)  # pixels, down if positive

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._start: QPoint | None = None
        self._pointer = QPoint()
        self._offset = 0
        self._room = 0
        self._scrolling = QTimer(self, interval=16)
        self._scrolling.timeout.connect(self._turn)

    @property
    def is_drawn(self) -> bool:
        return self._start is not None

    @property
    def pointer(self) -> QPoint:
        """In the viewport."""
        return self._pointer

    def begin(self, start: QPoint, *, offset: int) -> None:
        """`start` in the viewport, `offset`: how far it is scrolled."""
        self._start = start + QPoint(0, offset)
        self._pointer, self._offset = start, offset

    def draw_to(self, pointer: QPoint, *, offset: int, room: int) -> None:
        """`room`: the viewport's height."""
        self._pointer, self._offset, self._room = pointer, offset, room
        if speed(pointer.y(), room=room) and not self._scrolling.isActive():
            self._scrolling.start()
        self.drawn.emit()

    def scrolled(self, offset: int) -> None:
        if self._start is not None and offset != self._offset:
            self._offset = offset
            self.drawn.emit()

    def end(self) -> None:
        self._scrolling.stop()
        self._start = None

    @property
    def rectangle(self) -> QRect:
        """In the viewport."""
        if self._start is None:
            return QRect()
        return QRect(self._start - QPoint(0, self._offset), self._pointer).normalized()

    @Slot()
    def _turn(self) -> None:
        step = speed(self._pointer.y(), room=self._room)
        if step and self._start is not None:
            self.scroll_requested.emit(step)
        else:
            self._scrolling.stop()


def speed(y: int, *, room: int) -> int:
    """Pixels to scroll in a turn: the further into the edge or beyond it, the more."""
    if y < EDGE:
        return -min(FASTEST, 1 + (EDGE - y) // 2)
    if y > room - EDGE:
        return min(FASTEST, 1 + (y - room + EDGE) // 2)
    return 0
