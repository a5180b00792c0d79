"""The keys of quick look that are not a view's own, and where Tab leads while only a part of a window may be used."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
REPEATS = {*STEPS, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Comma, Qt.Key.Key_Period}
"""Keys that go on while they are held."""


def next_in(room: QWidget, at: QWidget, *, forward: bool) -> QWidget | None:
    """The next widget in the chain that lies in `room` (or is it) and takes Tab; None where there is no other."""
    to = _beside(at, forward)
    while to is not None and to is not at:
        inside = to is room or room.isAncestorOf(to)
        if inside and to.isVisible() and to.isEnabled() and _takes_tab(to):
            return to
        to = _beside(to, forward)
    return None


def _beside(widget: QWidget, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
