"""In full screen, what is not the picture goes away while the mouse rests, and comes back when it moves."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

LOOKS, RESTS = 250, 10
"""Milliseconds between two looks at the mouse, and how many without a movement are a rest."""


class Quiet(QObject):
    def __init__(self, over: QWidget, bars: Sequence[QWidget]) -> None:
        super().__init__(over)
        self._over, self._bars = over, bars
        self._at = QPoint()
        self._rested = 0
        for bar in bars:
            policy = bar.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the picture keeps its place
            bar.setSizePolicy(policy)
        self._timer = QTimer(self, interval=LOOKS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._at, self._rested = QCursor.pos(), 0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._set(True)

    @Slot()
    def look(self) -> None:
        at = QCursor.pos()
        self._rested = 0 if at != self._at else self._rested + 1
        self._at = at
        held = any(bar.isAncestorOf(w) for bar in self._bars if (w := _focused(self._over)))
        self._set(held or self._rested < RESTS)

    def _set(self, shown: bool) -> None:
        for bar in self._bars:
            bar.setVisible(shown)
        if shown:
            self._over.unsetCursor()
        else:
            self._over.setCursor(Qt.CursorShape.BlankCursor)


def _focused(over: QWidget) -> QWidget | None:
    return over.window().focusWidget()
