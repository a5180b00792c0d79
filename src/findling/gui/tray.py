"""The sign in the system's tray: opens, pauses, quits, and speaks up while nobody looks at the window."""

import logging

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from findling.core.events import Activity, Progress
from findling.gui.theme import Theme

log = logging.getLogger(__name__)


class Tray(QObject):
    open_requested = Signal()
    pause_requested = Signal()
    quit_requested = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        self.pause = QAction(self.tr("Pause"), self.menu)
        self.menu.addAction(self.tr("Open Findling"), self.open_requested.emit)
        self.menu.addAction(self.pause)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit"), self.quit_requested.emit)
        self.pause.triggered.connect(self.pause_requested)
        self._icon = QSystemTrayIcon(theme.icons.program(), self)
        self._icon.setContextMenu(self.menu)
        self._icon.setToolTip("Findling")
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.open_requested)
        self._icon.show()

    def set_progress(self, progress: Progress, told: str) -> None:
        paused = progress.activity is Activity.PAUSED
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._icon.setToolTip(f"Findling: {told}")

    @Slot(str, str)
    def tell(self, title: str, text: str) -> None:
        log.debug("notice: %s", title)
        self._icon.showMessage(title, text, self._icon.icon())

    def close(self) -> None:
        self._icon.hide()
        self.menu.deleteLater()

    @Slot(object)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_requested.emit()
