"""What the pointer shows over a clip or a recording in the grid: a frame or a place, without a click."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap

from findling.core.model import Kind
from findling.gui import words
from findling.gui.cell import Badge, Cell
from findling.gui.grid_painter import GridPainter
from findling.gui.icons import KIND_ICONS
from findling.gui.skimming import Skimming

TALLEST = 480
"""Pixels of a frame: no more than a thumbnail has."""


class GridHover(QObject):
    changed = Signal(int)
    """An item that has to be painted again."""

    def __init__(self, painter: GridPainter, parent: QObject) -> None:
        super().__init__(parent)
        self.skimming = Skimming(self)
        self.skimming.arrived.connect(self._arrived)
        self._painter = painter
        self._item: int | None = None
        self._cell: Cell | None = None
        self._share = 0.0

    def point(self, item: int | None, cell: Cell | None, at: QPoint, rect: QRect) -> None:
        """The pointer is at `at` over this item, which lies in `rect`; over none if either is None."""
        if item is None or cell is None or cell.kind not in (Kind.CLIP, Kind.RECORDING):
            self.leave()
            return
        if item != self._item:
            self.leave()
        across = rect if cell.kind is Kind.CLIP else self._painter.drawing_place(rect)
        share = (at.x() - across.left()) / max(1, across.width() - 1)
        self._item, self._cell, self._share = item, cell, min(max(share, 0.0), 1.0)
        if cell.kind is Kind.CLIP:
            height = min(TALLEST, round(rect.height() * self._painter.ratio))
            self.skimming.point(cell.path, height=height)
        self.changed.emit(item)

    def leave(self) -> None:
        item, self._item, self._cell = self._item, None, None
        self.skimming.leave()
        if item is not None:
            self.changed.emit(item)

    def shown(
        self, item: int, cell: Cell, picture: tuple[QPixmap, float] | None
    ) -> tuple[Cell, tuple[QPixmap, float] | None]:
        """In place of the item's own picture and length: the frame under the pointer and its second."""
        if item != self._item or self._cell is None or cell.id != self._cell.id:
            return cell, picture
        frame = self.skimming.frame(cell.path, self._share) if cell.kind is Kind.CLIP else None
        if frame is None:
            return cell, picture
        badge = Badge(KIND_ICONS[Kind.CLIP], words.clock(frame[1]))
        return replace(cell, badges=(badge,)), (frame[0], 1.0)

    def paint(self, painter: QPainter, rectangle: Callable[[int], QRect]) -> None:
        cell, item = self._cell, self._item
        if cell is None or item is None:
            return
        rect = rectangle(item)
        if cell.kind is Kind.RECORDING and cell.seconds:
            time = words.clock(self._share * cell.seconds)
            self._painter.needle(painter, rect, self._share, time)
        elif cell.kind is Kind.CLIP and self.skimming.frame(cell.path, self._share):
            self._painter.stroke(painter, rect, self._share)

    @Slot(object)
    def _arrived(self, path: object) -> None:
        if self._item is not None and self._cell is not None and self._cell.path == path:
            self.changed.emit(self._item)
