"""Where the page about reading meets those who answer it. Part of the desk."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from findling.core.report import FolderStatus
from findling.core.settings import Effort, Settings
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.reading import Reading, ReadingController
from findling.gui.controllers.settings import SettingsController
from findling.gui.opening import reveal
from findling.gui.services import Services
from findling.gui.window import MainWindow


class ReadingDesk(QObject):
    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        background: BackgroundController,
        settings: SettingsController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._settings = window, settings
        self._roots: list[Path] = []
        self.controller = ReadingController(
            services, bridge, background=background, parent=self
        )
        page = window.reading
        page.set_effort(settings.settings.effort)
        page.pause_requested.connect(background.toggle_pause)
        page.retry_requested.connect(background.retry_failures)
        page.effort_requested.connect(self._effort_requested)
        page.reveal_requested.connect(self._reveal)
        page.leave_requested.connect(window.leave_reading)
        page.review_requested.connect(window.status.offer_taken)
        settings.changed.connect(self._settings_changed)
        self.controller.changed.connect(self._changed)
        background.folders_changed.connect(self._folders_changed)
        window.status.reading_requested.connect(window.show_reading)
        window.status.failures_requested.connect(self._show_failures)
        window.side.reading_requested.connect(window.show_reading)
        window.reading_shown.connect(self.controller.show)
        if window.in_reading:
            self.controller.show(True)

    def close(self) -> None:
        self.controller.close()

    @Slot(object)
    def _changed(self, reading: Reading) -> None:
        self._window.reading.set_reading(reading, self._roots)

    @Slot(object)
    def _folders_changed(self, folders: list[FolderStatus]) -> None:
        self._roots = [folder.path for folder in folders]

    @Slot(object)
    def _effort_requested(self, effort: Effort) -> None:
        self._settings.change(replace(self._settings.settings, effort=effort))

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        self._window.reading.set_effort(settings.effort)

    @Slot(object)
    def _reveal(self, path: Path) -> None:
        reveal(path, self)

    @Slot()
    def _show_failures(self) -> None:
        self._window.show_reading()
        self._window.reading.show_failures()
