"""Whether there is a sign in the tray, and what it says. Part of the desk."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from findling.core.events import Progress
from findling.core.settings import Settings
from findling.gui import price_words
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.notices import NoticesController
from findling.gui.controllers.settings import SettingsController
from findling.gui.tray import Tray
from findling.gui.window import MainWindow


class Sign(Protocol):
    """What stands in the tray."""

    open_requested: SignalInstance
    pause_requested: SignalInstance
    quit_requested: SignalInstance

    def set_progress(self, progress: Progress, told: str) -> None: ...
    def tell(self, title: str, text: str) -> None: ...
    def close(self) -> None: ...
    def deleteLater(self) -> None: ...  # noqa: N802


class NoticeDesk(QObject):
    def __init__(
        self,
        window: MainWindow,
        *,
        background: BackgroundController,
        settings: SettingsController,
        make: Callable[[], Sign] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`make` puts a sign into the tray; where that is not given, the system says whether it has one."""
        super().__init__(parent)
        self._window, self._background = window, background
        self._make = make or self._sign
        self._possible = make is not None or QSystemTrayIcon.isSystemTrayAvailable()
        self._tray: Sign | None = None
        self._notices = NoticesController(parent=self)
        self._notices.told.connect(self._tell)
        background.progressed.connect(self._progressed)
        settings.changed.connect(self._settings_changed)
        self._settings_changed(settings.settings)

    def close(self) -> None:
        tray, self._tray = self._tray, None
        if tray is not None:
            tray.close()
            tray.deleteLater()

    def _sign(self) -> Tray:
        return Tray(self._window.theme, self)

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        if not (settings.notices and self._possible):
            self.close()
        elif self._tray is None:
            self._tray = self._make()
            self._tray.open_requested.connect(self._window.come_forward)
            self._tray.pause_requested.connect(self._background.toggle_pause)
            self._tray.quit_requested.connect(self._window.close)
            self._progressed(self._background.progress)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        self._notices.note(progress)
        if self._tray is not None:
            self._tray.set_progress(progress, price_words.standing(progress, []))

    @Slot(str, str)
    def _tell(self, title: str, text: str) -> None:
        """Who looks at the window sees it there."""
        if self._tray is not None and not self._window.isActiveWindow():
            self._tray.tell(title, text)
