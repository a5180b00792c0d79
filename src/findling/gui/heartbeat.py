"""Notices when the GUI thread was away, and when it has first painted. Runs on the GUI thread, only when debugging is on."""

import logging
import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

log = logging.getLogger(__name__)

BEAT_MS = 10
LATE_MS = 40
"""A beat that is late by more than this is logged."""


class Heartbeat(QObject):
    """Beats every 10 ms and logs "away N ms" for each gap in which the thread did not answer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last = time.perf_counter()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._beat)
        timer.start(BEAT_MS)

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        away = 1000 * (now - self._last) - BEAT_MS
        self._last = now
        if away > LATE_MS:
            log.debug("away %d ms", away)


class FirstPaint(QObject):
    """Logs "painted" once the window has been drawn for the first time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._painted)
        return super().eventFilter(watched, event)

    @Slot()
    def _painted(self) -> None:
        log.debug("painted")


def beat_if_debugging(parent: QObject, window: QWidget) -> None:
    if log.isEnabledFor(logging.DEBUG):
        Heartbeat(parent)
        FirstPaint(window)
