"""Counts what lies in folders that may be watched, one after the other, on a thread of its own."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from findling.gui.bridge import Bridge
from findling.gui.services import Services
from findling.gui.side_thread import SideThread


class CountingController(QObject):
    counted = Signal(object)  # FolderCount

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._count, self._bridge = services.count, bridge
        self._thread = SideThread("counting")
        self._wanted = True
        self._asked: set[Path] = set()

    def count(self, path: Path) -> None:
        if path not in self._asked:
            self._asked.add(path)
            told = self._bridge.onto_gui(self.counted.emit)
            work = partial(self._count, path, told, self._is_wanted)
            self._thread.run(work, self._bridge.onto_gui(_ended))

    def close(self) -> None:
        self._wanted = False
        self._thread.close()

    def _is_wanted(self) -> bool:
        """Asked on the thread, between two files."""
        return self._wanted


def _ended(result: BaseException | None) -> None:
    """A mistake of ours is raised here, where it is reported."""
    if isinstance(result, BaseException):
        raise result
