"""Notices when the GUI thread was away: a beat that comes late. Runs on the GUI thread, only when debugging is on."""

import logging
import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

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


def beat_if_debugging(parent: QObject) -> None:
    if log.isEnabledFor(logging.DEBUG):
        Heartbeat(parent)
