"""What hangs on the pointer while files are dragged: up to three of their pictures and how many there are."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from findling.gui import words
from findling.gui.theme import Theme

SIDE, STEP, MOST = 120, 7, 3


def drag_picture(
    theme: Theme, pictures: Sequence[QPixmap], *, count: int, ratio: float
) -> QPixmap:
    """The first picture on top. `ratio`: device pixels a logical one."""
    shown = list(pictures[:MOST]) or [QPixmap()]
    side = theme.px(SIDE)
    rims = (len(shown) - 1) * STEP
    whole = QSize(side + rims + 16, side + rims + 16)
    canvas = QPixmap(whole * ratio)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.setOpacity(0.9)
    first = QRect()
    for place in reversed(range(len(shown))):
        first = _paint(painter, theme, shown[place], QPoint(place, place) * STEP, side)
    painter.setOpacity(1.0)
    if count > 1:
        _paint_count(painter, theme, words.number(count), first, edge=whole.width())
    painter.end()
    return canvas


def _paint(painter: QPainter, theme: Theme, picture: QPixmap, at: QPoint, side: int) -> QRect:
    """One picture in rounded corners with a rim, so that it stands out from the one below; where it lies."""
    size = picture.size() if not picture.isNull() else QSize(4, 3)
    size = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(8, 8) + at, size)
    rim = QPainterPath()
    rim.addRoundedRect(QRectF(place), 6, 6)
    painter.fillPath(rim, QColor(theme.palette.hover))
    if not picture.isNull():
        painter.setClipPath(rim)
        painter.drawPixmap(place, picture)
        painter.setClipping(False)
    painter.setPen(QColor(theme.palette.background))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(rim)
    return place


def _paint_count(
    painter: QPainter, theme: Theme, text: str, first: QRect, *, edge: int
) -> None:
    """On the upper right corner of the first picture, no further right than `edge`."""
    painter.setFont(theme.font(12, bold=True))
    wide = painter.fontMetrics().horizontalAdvance(text) + 14
    high = painter.fontMetrics().height() + 6
    pill = QRect(0, 0, max(wide, high), high)
    pill.moveCenter(first.topRight())
    pill.moveTopLeft(QPoint(min(pill.left(), edge - pill.width() - 1), max(pill.top(), 1)))
    painter.setPen(QColor(theme.palette.background))
    painter.setBrush(QColor(theme.palette.accent))
    painter.drawRoundedRect(QRectF(pill), high / 2, high / 2)
    painter.setPen(QColor(theme.palette.on_accent))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
