"""The edge of the grid while browsing: years and months to go through by hand or by key, in place of the scroll bar."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QLabel, QWidget

from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.theme import Theme
from findling.gui.timeline import Timeline

WIDTH = 52
END = 14
"""Pixels above and below the track: half a line of text."""


class DateScrubber(QAbstractSlider):
    """Its value is the grid's scroll value. The bubble beside it names the month under the pointer."""

    month_shown = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._timeline: Timeline | None = None
        self._drawn: QPixmap | None = None
        """Years and months; only the thumb moves."""
        self._shown_at = -1
        self._pointer: int | None = None
        self.bubble: QLabel = plain_label()
        self.bubble.setParent(parent)
        self.bubble.setObjectName("monthBubble")
        self.bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bubble.hide()
        self.setOrientation(Qt.Orientation.Vertical)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Date"))
        self.valueChanged.connect(self._moved)
        theme.changed.connect(self.redraw)
        self.hide()

    def set_timeline(self, timeline: Timeline | None, *, moving: bool = False) -> None:
        """While sizes change (`moving`) the dates stay where they are drawn, which is hardly elsewhere."""
        if not moving or self._timeline is None:
            self.redraw()
        self._timeline = timeline
        self._moved()
        if timeline is None:
            self._hide_bubble()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.px(WIDTH), 100)

    @property
    def month(self) -> str:
        """The month at the top of the grid, in words."""
        return self._month_at(self.value())

    # by hand

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.isSliderDown():
            self._go_to(event.position().y())
        else:
            self._point(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.setSliderDown(False)
        if not self.rect().contains(event.position().toPoint()):
            self._hide_bubble()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        self._point(event.position().y())

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        if not self.isSliderDown():
            self._hide_bubble()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()  # the grid's

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if (to := self._destination(event.key())) is None:
            event.ignore()
            return
        self.setValue(to)
        self._show_bubble(self._down(self.value()), self.value())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._hide_bubble()
        self.update()

    def _destination(self, key: int) -> int | None:
        if self._timeline is None:
            return None
        months = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        years = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.maximum()}
        if key in months:
            return self._timeline.beside(self.value(), months=months[Qt.Key(key)])
        if key in years:
            return self._timeline.beside_year(self.value(), years=years[Qt.Key(key)])
        return ends.get(Qt.Key(key)) if key in ends else None

    # places

    @property
    def _track(self) -> int:
        return max(1, self.height() - 2 * self._theme.px(END))

    def _down(self, value: int) -> int:
        share = self._timeline.share_of(value) if self._timeline else 0.0
        return self._theme.px(END) + round(share * self._track)

    def _value_at(self, y: float) -> int:
        share = (y - self._theme.px(END)) / self._track
        return self._timeline.value_of(share) if self._timeline else 0

    def _month_at(self, value: int) -> str:
        if self._timeline is None:
            return ""
        number = self._timeline.month_at(value)
        return words.month(1970 + number // 12, number % 12 + 1)

    def _go_to(self, y: float) -> None:
        self.setValue(self._value_at(y))
        self._point(y)

    def _point(self, y: float) -> None:
        end = self._theme.px(END)
        self._pointer = round(min(max(y, end), end + self._track))
        self._show_bubble(self._pointer, self._value_at(y))
        self.update()

    def _show_bubble(self, down: int, value: int) -> None:
        if self._timeline is None:
            return
        self.bubble.setText(self._month_at(value))
        self.bubble.adjustSize()
        high, wide = self.bubble.height(), self.bubble.width()
        top = min(max(self.y() + down - high // 2, 0), self.y() + self.height() - high)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.geometry().right() + 7 if right else self.x() - wide - 6
        self.bubble.move(left, top)
        self.bubble.show()
        self.bubble.raise_()
        self.month_shown.emit(self.bubble.text())

    def _hide_bubble(self) -> None:
        self._pointer = None
        self.bubble.hide()
        self.update()

    @Slot()
    def _moved(self) -> None:
        """A million items are far higher than the edge: most steps move nothing here."""
        month, down = self.month, self._down(self.value())
        if month != self.accessibleDescription():
            self.setAccessibleDescription(month)
        if down != self._shown_at:
            self._shown_at = down
            self.update()

    @Slot()
    def redraw(self) -> None:
        self._drawn = None
        self.update()

    def resizeEvent(self, event: object) -> None:  # noqa: N802
        self.redraw()

    # painting

    @property
    def _edge(self) -> int:
        """Where the months stand, from the left."""
        near = self._theme.px(8)
        return near if self.isRightToLeft() else self.width() - near

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            self._drawn = self._dates(ratio)
        px, palette, edge = self._theme.px, self._theme.palette, self._edge
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._drawn)
        if self._pointer is not None:
            line = QRectF(edge - px(6), self._pointer - 0.5, px(12), 1)
            painter.fillRect(line, QColor(palette.second))
        tall = 8 if self.hasFocus() or self.isSliderDown() else 4
        thumb = QRectF(edge - px(7), self._down(self.value()) - tall / 2, px(14), tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawRoundedRect(thumb, 2, 2)
        painter.end()

    def _dates(self, ratio: float) -> QPixmap:
        drawn = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        if self._timeline is None:
            return drawn
        px, palette = self._theme.px, self._theme.palette
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = [
            QPointF(self._edge, px(END) + down)
            for down in self._timeline.ticks(self._track, apart=5)
        ]
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QColor(palette.faint), 2.5, Qt.PenStyle.SolidLine, round_cap))
        painter.drawPoints(dots)
        painter.setFont(self._theme.font(11))
        painter.setPen(QColor(palette.second))
        for year, down in self._timeline.years(self._track, apart=px(18)):
            painter.drawText(
                self._year_box(px(END) + down), Qt.AlignmentFlag.AlignCenter, f"{year:04}"
            )
        painter.end()
        return drawn

    def _year_box(self, middle: int) -> QRect:
        line, left = self._theme.px(16), self._theme.px(18) if self.isRightToLeft() else 0
        return QRect(left, middle - line // 2, self.width() - self._theme.px(18), line)
