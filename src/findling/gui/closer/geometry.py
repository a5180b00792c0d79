"""Where parts of a picture lie on the screen. Pure."""

from PySide6.QtCore import QRectF

from findling.core.viewing import Box


def inside(middle: float, share: float) -> float:
    """Where the middle of the view may lie, both as shares of the picture; what is smaller stays in the middle."""
    return 0.5 if share >= 1 else min(max(middle, share / 2), 1 - share / 2)


def laid(box: Box, target: QRectF) -> QRectF:
    return QRectF(
        target.left() + box.left * target.width(),
        target.top() + box.top * target.height(),
        box.width * target.width(),
        box.height * target.height(),
    )
