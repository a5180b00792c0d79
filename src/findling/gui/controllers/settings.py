"""What a person chooses while everything runs: taken up at once where it can be, and kept."""

from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.settings import Settings
from findling.gui.bridge import Bridge
from findling.gui.services import Services


class SettingsController(QObject):
    changed = Signal(object)  # Settings
    failed = Signal(object)  # FindlingError

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._bridge = services, bridge
        self.settings = services.settings

    def change(self, settings: Settings) -> None:
        """Takes up what of `settings` needs no services of its own; of the rest nothing is changed here."""
        wanted = self.settings.with_live(settings)
        before, self.settings = self.settings, wanted
        if wanted == before:
            return
        self.changed.emit(wanted)
        keep = partial(self._services.keep, wanted)
        self._services.lane.run(keep, self._bridge.onto_gui(self._kept))
        if _reading(wanted) != _reading(before):
            self._settle(self._services.ingest.adopt(wanted))

    def carried(self, settings: Settings) -> Settings:
        """Settings that were decided on elsewhere, with all that was changed here meanwhile."""
        return settings.with_live(self.settings)

    def _kept(self, result: FindlingError | None) -> None:
        if isinstance(result, FindlingError):
            self.failed.emit(result)

    def _settle(self, future: "Future[Any]") -> None:
        future.add_done_callback(self._bridge.onto_gui(self._adopted))

    def _adopted(self, future: "Future[Any]") -> None:
        if future.cancelled():
            return
        try:
            future.result()
        except FindlingError as error:
            self.failed.emit(error)


def _reading(settings: Settings) -> tuple[object, ...]:
    """What the background goes by."""
    return (
        settings.effort,
        settings.quiet_on_battery,
        settings.decode_processes,
        settings.exclude,
    )
