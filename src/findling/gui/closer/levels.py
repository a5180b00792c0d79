"""The waveform of the recording that is shown; the newest wish wins."""

from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.viewing import Viewer
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import ask

BARS = 480
QUIETEST = 0.05
"""What is quieter is drawn as the silence it is."""


class Levels(QObject):
    arrived = Signal(list)  # list[float], 0 to 1

    def __init__(self, viewer: Viewer, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer, self._bridge = viewer, bridge
        self._generation = 0

    def show(self, path: Path | None) -> None:
        self._generation += 1
        if path is not None:
            future = self._viewer.levels(path, bars=BARS)
            came = partial(self._came, self._generation)
            ask(future, self._bridge, path=path, take=came, make=_listed)

    def _came(self, generation: int, levels: list[float] | FindlingError) -> None:
        """Trouble with the file is told by the player."""
        if generation == self._generation and not isinstance(levels, FindlingError):
            self.arrived.emit(levels)


def _listed(levels: NDArray[np.float32]) -> list[float]:
    """As high as the loudest is, so that a quiet recording shows its shape too."""
    known = np.clip(np.nan_to_num(levels), 0.0, 1.0)
    loudest = max(float(known.max(initial=0.0)), QUIETEST)
    return [float(level) for level in known / loudest]
