"""The picture at the right: whole, in rounded corners; a click looks closer, its small button plays in place."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from findling.core.model import Kind
from findling.gui.cell import Cell
from findling.gui.icons import KIND_ICONS, IconName
from findling.gui.palette import glass, item_colour
from findling.gui.theme import Theme
from findling.gui.tool_buttons import name_tool, tool

TALLEST = 300


class Preview(QAbstractButton):
    """The picture, whole, in rounded corners; until it is there, the item's main colour."""

    look_requested = Signal()
    play_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cell: Cell | None = None
        self._pixmap: QPixmap | None = None
        self._frame: QImage | None = None
        self._plays = False
        self._share: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Look closer (Space)"))
        self.play = tool(theme, self.tr("Play here"), "K")
        self.play.setParent(self)
        self.play.setCursor(Qt.CursorShape.ArrowCursor)
        self.play.clicked.connect(self.play_requested)
        self.play.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._playing = False
        theme.changed.connect(self._draw)
        self._draw()

    def set_cell(self, cell: Cell | None, pixmap: QPixmap | None) -> None:
        changed = cell is None or self._cell is None or cell.id != self._cell.id
        self._cell, self._pixmap = cell, pixmap
        if changed:
            self.set_playing(False)
            self.set_share(None)
            self._frame = None
        self._offer()
        self.updateGeometry()
        self.update()

    def set_plays(self, plays: bool) -> None:
        """Whether there is someone who can play."""
        self._plays = plays
        self._offer()

    def set_playing(self, playing: bool) -> None:
        self._playing = playing
        name_tool(self.play, self.tr("Pause") if playing else self.tr("Play here"), "K")
        self._draw()

    def set_frame(self, frame: QImage | None) -> None:
        self._frame = frame
        self.update()

    def set_share(self, share: float | None) -> None:
        """How far it has played, 0 to 1; None: it does not."""
        self._share = share
        self.update()

    def _offer(self) -> None:
        moving = self._cell is not None and self._cell.kind in (Kind.CLIP, Kind.RECORDING)
        self.play.setVisible(self._plays and moving)

    @Slot()
    def _draw(self) -> None:
        name = IconName.PAUSE if self._playing else IconName.RESUME
        self.play.setIcon(self._theme.icon(name, colour=self._theme.palette.text, size=18))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(288, self.heightForWidth(288))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        pixmap = self._pixmap
        if pixmap is None or pixmap.isNull():
            return round(width * 0.66)
        return min(self._theme.px(TALLEST), round(width * pixmap.height() / pixmap.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._cell is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        palette, pixmap = self._theme.palette, self._pixmap
        pictured = self._cell.kind in (Kind.PHOTO, Kind.CLIP)
        if self._frame is not None:
            pixmap = QPixmap.fromImage(self._frame)
        if pixmap is None:
            ground = (
                item_colour(self._cell.colour, palette) if pictured else QColor(palette.hover)
            )
            painter.setBrush(ground)
            painter.drawRoundedRect(self.rect(), 6, 6)
            icon = self._theme.icon(KIND_ICONS[self._cell.kind], colour=palette.faint, size=32)
            icon.paint(painter, self.rect())
        else:
            if not pictured:
                painter.setBrush(QColor(palette.hover))
                painter.drawRoundedRect(self.rect(), 6, 6)
            self._paint_picture(painter, pixmap)
        self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        palette = self._theme.palette
        if not self.play.isHidden():
            painter.setBrush(QColor(palette.raised))
            painter.drawEllipse(self.play.geometry().adjusted(-2, -2, 2, 2))
        if self._share is not None:
            line = QRect(6, self.height() - 9, self.width() - 12, 4)
            painter.setBrush(glass(palette))
            painter.drawRoundedRect(line, 2, 2)
            line.setWidth(round(line.width() * min(1.0, self._share)))
            painter.setBrush(QColor(palette.accent))
            painter.drawRoundedRect(line, 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    # hands

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton and self._cell is not None:
            self.look_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look_requested.emit()
        elif key in (Qt.Key.Key_K, Qt.Key.Key_P) and not self.play.isHidden():
            self.play_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        corner = QPoint(10, self.height() - self.play.height() - 16)
        self.play.move(corner)

    def _paint_picture(self, painter: QPainter, pixmap: QPixmap) -> None:
        size = pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        scale = (
            place.width() + 2
        ) / pixmap.width()  # a brush repeats: its far edge stays outside
        brush = QBrush(pixmap)
        brush.setTransform(QTransform(scale, 0, 0, scale, place.left() - 1, place.top() - 1))
        painter.setBrush(brush)
        painter.drawRoundedRect(place, 6, 6)
