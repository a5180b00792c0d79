"""The veil over the window and the soft shadow of the card. Painted by hand: an effect would blur every frame anew."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from findling.gui.palette import shadow, veil

SOFT, DEEP, CORNER = 24, 6, 12


def paint_shade(painter: QPainter, dirty: QRect, card: QRect, *, share: float) -> None:
    """`share`: how far it has opened. No shadow for an empty card."""
    colour = veil()
    colour.setAlphaF(colour.alphaF() * share)
    painter.fillRect(dirty, colour)
    if card.isEmpty() or card.contains(dirty):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    soft = shadow()
    soft.setAlphaF(soft.alphaF() * share * 2 / SOFT)
    painter.setBrush(soft)
    for out in range(SOFT, 0, -2):
        spread = QRectF(card).adjusted(-out, -out + DEEP, out, out + DEEP)
        painter.drawRoundedRect(spread, CORNER + out, CORNER + out)
