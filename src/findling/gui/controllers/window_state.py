"""Keeps how the window is left: notes every change at once, writes the newest soon, on a thread of its own."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from findling.core.model import Kind
from findling.core.window_state import WindowState, save_window_state

log = logging.getLogger(__name__)

SOON = 800
"""Milliseconds for which what changes is gathered: a window that is dragged changes a hundred times a second."""

Save = Callable[[Path, WindowState], None]


class WindowStateController(QObject):
    """`path` None: nothing is kept. `arrangement` asks the window how it stands; folder and kind come from the question."""

    def __init__(
        self,
        path: Path | None,
        *,
        state: WindowState,
        arrangement: Callable[[WindowState], WindowState],
        save: Save = save_window_state,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = state
        self._path, self._arrangement, self._save = path, arrangement, save
        self._kept = state
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="window-state")
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.keep)

    @Slot()
    def changed(self) -> None:
        """Something of the window's arrangement is not as it was."""
        if not self._soon.isActive():
            self._soon.start()

    def note_question(self, *, folder: Path | None, kind: Kind | None) -> None:
        self.state = replace(self.state, folder=folder, kind=kind)
        self.changed()

    @Slot()
    def keep(self) -> None:
        """Writes what is not written yet. At most one writing waits behind one that is under way: see `SOON`."""
        self.state = self._arrangement(self.state)
        if self._path is None or self.state == self._kept:
            return
        self._kept = self.state
        self._writer.submit(_write, self._save, self._path, self.state)

    def close(self) -> None:
        """Writes the last state and waits for it: the window is gone by then. Idempotent."""
        self._soon.stop()
        self._writer.shutdown(wait=True)


def _write(save: Save, path: Path, state: WindowState) -> None:
    try:
        save(path, state)
    except OSError as error:
        log.warning("how the window was left is not kept: %s", error)
