"""A picture to look into: fits, zooms to its pixels, is dragged about; carries marks. Paints; asks nothing itself."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from findling.core.viewing import Box
from findling.gui.closer.asking import Drawn
from findling.gui.closer.geometry import inside, laid
from findling.gui.theme import Theme

STEP = 1.25
LARGEST = 16.0
"""Times its own size."""
SAME = 0.02
"""Shapes that differ by less are the same: a stored picture is rounded to whole pixels."""
PIXELS_SEEN = 3.0
"""From this magnification on pixels are drawn as squares."""


class Canvas(QWidget):
    detail_wanted = Signal(int)
    """The longest side that would be sharp, in device pixels: more than is held."""
    zoomed = Signal()
    turn_requested = Signal(int)
    """The wheel went beyond the upper (-1) or lower (+1) edge; only where the wheel does not zoom."""

    def __init__(
        self, theme: Theme, *, wheel_zooms: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._wheel_zooms = theme, wheel_zooms
        self._small: QPixmap | None = None
        self._held: list[Drawn] = []
        self._aspect = 0.0
        self._scale: float | None = None
        self._middle = QPointF(0.5, 0.5)
        self._dragged: QPointF | None = None
        self._wheeled = 0
        self._asking = QTimer(self, singleShot=True, interval=80)
        self._asking.timeout.connect(self._ask)
        self.setMinimumSize(120, 90)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # what it is told

    def begin(self, small: QPixmap | None, aspect: float | None) -> None:
        """Another picture: its small one, if there is one, laid out in the shape of the large one."""
        self._held, self._scale, self._middle = [], None, QPointF(0.5, 0.5)
        self._small = None
        self._aspect = aspect or 0.0
        if small is not None:
            self.set_small(small)
        self._changed()

    def set_small(self, small: QPixmap) -> None:
        if small.isNull():
            return
        self._small = small
        self._shape(small.width() / max(1, small.height()))
        self.update()

    def show_drawn(self, drawn: Drawn) -> None:
        """A sharper picture of the same thing; nothing on the screen moves."""
        if drawn.image.isNull():
            return
        self._shape(drawn.whole.width() / max(1.0, drawn.whole.height()))
        self._held = [*(h for h in self._held if h.longest < drawn.longest), drawn][-2:]
        self._small = None
        self._changed()

    def turn_to(self, drawn: Drawn) -> None:
        """The next page: zoom stays, its top is seen first."""
        self._held, self._aspect = [], 0.0
        self._middle = QPointF(0.5, 0.0)
        self.show_drawn(drawn)

    def _shape(self, aspect: float) -> None:
        if not self._aspect or abs(self._aspect / aspect - 1) > SAME:
            self._aspect = aspect

    # zoom

    @property
    def whole(self) -> QSizeF | None:
        return self._held[-1].whole if self._held else None

    @property
    def fits(self) -> bool:
        return self._scale is None

    @property
    def percent(self) -> int | None:
        """How large it is shown, of its own size; None until that is known."""
        whole = self.whole
        if whole is None:
            return None
        return max(1, round(100 * self.target().width() * self._dots() / whole.width()))

    def fit(self) -> None:
        self._scale = None
        self._changed()

    def zoom_to(self, scale: float, *, at: QPointF | None = None) -> None:
        """`scale` 1: its own size. What lies under `at` (else the middle) stays there."""
        whole = self.whole
        if whole is None:
            return
        at = at if at is not None else QPointF(self.rect().center())
        before = self.target()
        under = QPointF(
            (at.x() - before.left()) / max(1.0, before.width()),
            (at.y() - before.top()) / max(1.0, before.height()),
        )
        least = self._fitting().width() * self._dots() / whole.width()
        scale = min(max(scale, min(least, 1.0)), max(LARGEST, least))
        self._scale = None if scale <= least <= 1.0 else scale
        size = self._size()
        self._middle = QPointF(
            under.x() + (self.width() / 2 - at.x()) / size.width(),
            under.y() + (self.height() / 2 - at.y()) / size.height(),
        )
        self._changed()

    def zoom_by(self, steps: float, *, at: QPointF | None = None) -> None:
        if (percent := self.percent) is not None:
            self.zoom_to(percent / 100 * STEP**steps, at=at)

    def toggle_pixels(self, at: QPointF) -> None:
        """Between whole and its own size."""
        self.zoom_to(1.0, at=at) if self.fits else self.fit()

    def pan(self, dx: float, dy: float) -> bool:
        """Moves the picture under the glass; whether it could move."""
        size, before = self._size(), QPointF(self._middle)
        self._middle -= QPointF(dx / size.width(), dy / size.height())
        self._keep_inside()
        self.update()
        return self._middle != before

    # geometry

    def _dots(self) -> float:
        """Device pixels of one logical one where a photo is shown; a page is measured in logical ones."""
        return self.devicePixelRatioF() if self._wheel_zooms else 1.0

    def _fitting(self) -> QSizeF:
        room = QSizeF(self.size())
        if not self._aspect:
            return room
        return QSizeF(self._aspect, 1.0).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _size(self) -> QSizeF:
        whole = self.whole
        if self._scale is None or whole is None:
            return self._fitting()
        width = whole.width() * self._scale / self._dots()
        return QSizeF(width, width / (self._aspect or 1.0))

    def target(self) -> QRectF:
        """Where the picture lies, in the canvas's own coordinates."""
        size = self._size()
        middle = QRectF(self.rect()).center()
        left = middle.x() - self._middle.x() * size.width()
        top = middle.y() - self._middle.y() * size.height()
        return QRectF(QPointF(round(left), round(top)), size)

    def _keep_inside(self) -> None:
        size = self._size()
        self._middle = QPointF(
            inside(self._middle.x(), self.width() / size.width()),
            inside(self._middle.y(), self.height() / size.height()),
        )

    def _changed(self) -> None:
        self._keep_inside()
        larger = self.target().width() > self.width() or self.target().height() > self.height()
        hand = Qt.CursorShape.OpenHandCursor if larger else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        self._asking.start()
        self.update()
        self.zoomed.emit()

    def _ask(self) -> None:
        size = self._size() * self.devicePixelRatioF()
        needed = round(max(size.width(), size.height()))
        held = self._held[-1].longest if self._held else 0
        if needed > held * 1.02:
            self.detail_wanted.emit(needed)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.fillRect(event.rect(), QColor(self._theme.palette.background))
        target = self.target()
        if self._held:
            image = self._fittest(target).image
            seen = target.width() * self.devicePixelRatioF() / image.width()
            smooth = seen < PIXELS_SEEN or self.fits
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            self._paint_part(painter, image, target, QRectF(event.rect()))
            self._paint_marks(painter, target)
        elif self._small is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, self._small, QRectF(self._small.rect()))
        painter.end()

    def _fittest(self, target: QRectF) -> Drawn:
        """The smallest picture that is sharp: it is painted fastest."""
        needed = max(target.width(), target.height()) * self.devicePixelRatioF()
        sharp = [drawn for drawn in self._held if drawn.longest * 1.02 >= needed]
        return sharp[0] if sharp else self._held[-1]

    def _paint_part(
        self, painter: QPainter, image: QImage, target: QRectF, dirty: QRectF
    ) -> None:
        seen = target.intersected(dirty.adjusted(-2, -2, 2, 2))
        across, down = image.width() / target.width(), image.height() / target.height()
        source = QRectF(
            (seen.left() - target.left()) * across,
            (seen.top() - target.top()) * down,
            seen.width() * across,
            seen.height() * down,
        )
        painter.drawImage(seen, image, source)

    def _paint_marks(self, painter: QPainter, target: QRectF) -> None:
        colour = QColor(self._theme.palette.mark)
        colour.setAlpha(110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for box in self.marks():
            painter.drawRoundedRect(laid(box, target).adjusted(-2, -1, 2, 1), 2, 2)

    def marks(self) -> tuple[Box, ...]:
        return self._held[-1].marks if self._held else ()

    # hands

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._changed()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.accept()
        moved = event.angleDelta().y()
        zooms = self._wheel_zooms ^ bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if zooms:
            self.zoom_by(moved / 120, at=event.position())
        elif not self.pan(0, event.pixelDelta().y() or moved * 0.6):
            self._wheeled += moved
            if abs(self._wheeled) >= 120:
                self.turn_requested.emit(-1 if self._wheeled > 0 else 1)
                self._wheeled = 0
        else:
            self._wheeled = 0

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
            and (percent := self.percent) is not None
        ):
            self.zoom_to(percent / 100 * (1 + event.value()), at=event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()
            if self.cursor().shape() == Qt.CursorShape.OpenHandCursor:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._dragged is not None:
            by = event.position() - self._dragged
            self._dragged = event.position()
            self.pan(by.x(), by.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._dragged = None
        if self.cursor().shape() == Qt.CursorShape.ClosedHandCursor:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.toggle_pixels(event.position())
