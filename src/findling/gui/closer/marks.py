"""How the line of time is drawn: bars where it matches, the line, the wave, what is cut out. Only paints."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from findling.gui.palette import Palette

Span = tuple[float, float, float]
"""Left and width in pixels, strength 0 to 1."""
BAR, SPACE = 3, 2
"""Pixels of one bar of a wave, and between two."""


def paint_bars(
    painter: QPainter, band: QRectF, spans: Sequence[Span], *, palette: Palette
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    foot = band.bottom() - 10
    for left, wide, share in spans:
        colour = QColor(palette.accent)
        colour.setAlphaF(0.35 + 0.45 * share)
        high = max(4.0, share * (foot - band.top()))
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left, foot - high, wide, high), 2, 2)


def paint_line(painter: QPainter, band: QRectF, *, now: float, palette: Palette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    line = QRectF(band.left(), band.bottom() - 6, band.width(), 4)
    painter.setBrush(QColor(palette.hairline))
    painter.drawRoundedRect(line, 2, 2)
    painter.setBrush(QColor(palette.accent))
    painter.drawRoundedRect(QRectF(line.left(), line.top(), now - line.left(), 4), 2, 2)


def paint_wave(
    painter: QPainter,
    band: QRectF,
    levels: Sequence[float],
    spans: Sequence[Span],
    *,
    now: float,
    palette: Palette,
) -> None:
    """What matches in the accent on its wash, what has been played in full colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.wash))
    for left, wide, _ in spans:
        painter.drawRoundedRect(QRectF(left, band.top(), wide, band.height()), 6, 6)
    count = max(1, int(band.width() // (BAR + SPACE)))
    middle = band.center().y()
    for bar in range(count):
        x = band.left() + bar * (BAR + SPACE)
        matched = not spans or any(a <= x + BAR / 2 <= a + wide for a, wide, _ in spans)
        colour = QColor(palette.accent if matched else palette.faint)
        colour.setAlphaF(1.0 if x <= now else 0.45)
        painter.setBrush(colour)
        high = max(3.0, _level(levels, bar, count) * band.height() * 0.92)
        painter.drawRoundedRect(QRectF(x, middle - high / 2, BAR, high), 1.5, 1.5)


def _level(levels: Sequence[float], bar: int, count: int) -> float:
    if not levels:
        return 0.0
    first = bar * len(levels) // count
    last = max(first + 1, (bar + 1) * len(levels) // count)
    return max(levels[first:last], default=0.0)


def paint_cut(
    painter: QPainter, band: QRectF, left: float, right: float, *, palette: Palette
) -> None:
    """Brackets around the part that would be saved; what lies outside is dimmed."""
    dim = QColor(palette.background)
    dim.setAlpha(170)
    whole = band.adjusted(-2, 0, 2, 2)
    painter.fillRect(
        QRectF(whole.left(), whole.top(), left - whole.left(), whole.height()), dim
    )
    painter.fillRect(QRectF(right, whole.top(), whole.right() - right, whole.height()), dim)
    painter.setPen(QPen(QColor(palette.text), 2))
    for x, inward in ((left, 5), (right, -5)):
        painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))
        for y in (whole.top(), whole.bottom()):
            painter.drawLine(QPointF(x, y), QPointF(x + inward, y))
