"""Where the settings are opened and taken up. The part of the desk between the window and what a person chooses for good."""

import logging
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from findling.core.errors import FindlingError
from findling.core.report import FolderStatus, Status
from findling.core.settings import Settings
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.settings import SettingsController
from findling.gui.gestures import choose_folder, confirm_removal
from findling.gui.sending_desk import Change, SendingDesk
from findling.gui.services import Services
from findling.gui.settings_dialog import SettingsDialog
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)


class SettingsDesk(QObject):
    change_requested = Signal(object)  # Change
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        background: BackgroundController,
        sending: SendingDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._background, self._sending = background, sending
        self._folders: list[FolderStatus] = []
        self._dialog: SettingsDialog | None = None
        self.settings = SettingsController(services, bridge, self)
        self.settings.changed.connect(self._changed)
        self.settings.failed.connect(self.failed)
        background.folders_changed.connect(self._folders_changed)
        sending.change_requested.connect(self._change)
        window.settings_requested.connect(self.show)
        window.side.settings_requested.connect(self.show)
        self._take_up(services.settings)

    def close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    @Slot()
    def show(self) -> None:
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        theme, tray = self._window.theme, QSystemTrayIcon.isSystemTrayAvailable()
        dialog = SettingsDialog(theme, self.settings.settings, tray=tray, parent=self._window)
        self._dialog = dialog
        dialog.changed.connect(self.settings.change)
        dialog.folders.add_requested.connect(self._add_folder)
        dialog.folders.remove_requested.connect(self._remove_folder)
        dialog.folders.stays_requested.connect(self._sending.set_local_only)
        dialog.understanding.change_requested.connect(self._understanding)
        dialog.finished.connect(self._closed)
        dialog.folders.set_folders(self._folders, today=date.today())
        status = self._bridge.onto_gui(self._status_came)
        self._services.lane.run(self._services.browse.status, status)
        dialog.open()
        log.debug("dialog: settings")

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
        log.debug("settings closed")

    @Slot(object)
    def _changed(self, settings: Settings) -> None:
        if self._dialog is not None:
            self._dialog.set_settings(settings)
        self._take_up(settings)

    def _take_up(self, settings: Settings) -> None:
        self._window.theme.set_appearance(settings.appearance)
        self._window.grid.set_names_shown(settings.names_shown)

    @Slot(object)
    def _change(self, change: Change) -> None:
        carried = self.settings.carried(change.settings)
        self.change_requested.emit(replace(change, settings=carried))

    @Slot(object)
    def _folders_changed(self, folders: list[FolderStatus]) -> None:
        self._folders = folders
        if self._dialog is not None:
            self._dialog.folders.set_folders(folders, today=date.today())

    def _status_came(self, status: Status | FindlingError) -> None:
        if self._dialog is not None and isinstance(status, Status):
            self._dialog.understanding.set_spending(status.spending)

    @Slot()
    def _add_folder(self) -> None:
        if self._dialog is not None:
            choose_folder(self._dialog, self._background.add_folder)

    @Slot(object)
    def _remove_folder(self, folder: Path) -> None:
        if self._dialog is not None:
            confirm_removal(self._dialog, folder, partial(self._background.remove_folder))

    @Slot()
    def _understanding(self) -> None:
        """Closed first: what is decided there may make everything anew."""
        if self._dialog is not None:
            self._dialog.accept()
        self._sending.show_understanding()
