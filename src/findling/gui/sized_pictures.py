"""Pictures cut, scaled and rounded to the cells they were last painted in, so that painting them again is a copy.

Scaling 25 of them takes 8 ms, copying them under one. GUI thread.
"""

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

RADIUS = 6
HELD = 24 << 20
"""Bytes kept: two or three screens."""


class SizedPictures:
    """Without a see-through pixel: the corners have the ground's colour, which copies three times as fast."""

    def __init__(self, ground: str) -> None:
        self._ground = QColor(ground)
        self._held: OrderedDict[tuple[int, int, int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._corners: tuple[float, QPixmap] | None = None

    def set_ground(self, ground: str) -> None:
        self._ground = QColor(ground)
        self._held.clear()
        self._bytes = 0
        self._corners = None

    def picture(self, whole: QPixmap, size: QSize, *, ratio: float, radius: int) -> QPixmap:
        """`size` in logical pixels, `ratio` the screen's: as large as covers it, cropped alike on both sides."""
        key = (whole.cacheKey(), size.width(), size.height(), radius)
        held = self._held.get(key)
        if held is not None and held.devicePixelRatio() == ratio:
            self._held.move_to_end(key)
            return held
        if held is not None:
            self._bytes -= _bytes(held)
        drawn = self._held[key] = self._drawn(whole, size, ratio, radius)
        self._bytes += _bytes(drawn)
        while self._bytes > HELD and len(self._held) > 1:
            self._bytes -= _bytes(self._held.popitem(last=False)[1])
        return drawn

    def has(self, whole: QPixmap, size: QSize, *, radius: int) -> bool:
        return (whole.cacheKey(), size.width(), size.height(), radius) in self._held

    def _drawn(self, whole: QPixmap, size: QSize, ratio: float, radius: int) -> QPixmap:
        across, down = round(size.width() * ratio), round(size.height() * ratio)
        drawn = QPixmap(across, down)
        seen_through = whole.hasAlpha() and not radius
        drawn.fill(Qt.GlobalColor.transparent if seen_through else self._ground)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRect(0, 0, across, down)
        painter.drawPixmap(QRectF(rect), whole, covering(whole.size(), rect))
        if radius:
            painter.scale(ratio, ratio)
            self.round_off(painter, QRect(QPoint(0, 0), size), ratio=ratio)
        painter.end()
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def round_off(self, painter: QPainter, rect: QRect, *, ratio: float) -> None:
        """Lays the ground over the corners: half of what filling a rounded shape with a picture costs."""
        if self._corners is None or self._corners[0] != ratio:
            self._corners = (ratio, _corners(self._ground, ratio))
        drawn, side = self._corners[1], RADIUS * ratio
        for left, x in ((rect.left(), 0.0), (rect.right() + 1 - RADIUS, side)):
            for top, y in ((rect.top(), 0.0), (rect.bottom() + 1 - RADIUS, side)):
                painter.drawPixmap(
                    QRectF(left, top, RADIUS, RADIUS), drawn, QRectF(x, y, side, side)
                )


def _corners(ground: QColor, ratio: float) -> QPixmap:
    """What lies outside a rounded square of twice the radius."""
    side = round(2 * RADIUS * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(drawn.rect(), ground)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(drawn.rect(), RADIUS * ratio, RADIUS * ratio)
    painter.end()
    return drawn


def covering(whole: QSize, rect: QRect) -> QRectF:
    """The part of a picture that fills the rectangle, cropped alike on both sides."""
    scale = max(rect.width() / whole.width(), rect.height() / whole.height())
    wide, high = rect.width() / scale, rect.height() / scale
    return QRectF((whole.width() - wide) / 2, (whole.height() - high) / 2, wide, high)


def _bytes(drawn: QPixmap) -> int:
    return drawn.width() * drawn.height() * 4
