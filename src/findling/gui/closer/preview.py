"""Plays in the preview at the right, small and in place."""

from PySide6.QtCore import QObject, Slot

from findling.core.errors import FindlingError
from findling.core.query import Hit
from findling.gui.cell import Cell
from findling.gui.closer.look import begins
from findling.gui.closer.player import Player
from findling.gui.details_preview import Preview

LONGEST = 640


class PreviewPlayer(QObject):
    def __init__(self, preview: Preview, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview, self.player = preview, player
        self._cell: Cell | None = None
        self._hit: Hit | None = None
        preview.play_requested.connect(self.toggle)
        player.frame_changed.connect(preview.set_frame)
        player.state_changed.connect(self._state_changed)
        player.moved.connect(self._moved)
        player.failed.connect(self._failed)

    def show(self, cell: Cell | None, hit: Hit | None) -> None:
        """The item at the right. Another one ends what plays."""
        if cell is None or self._cell is None or cell.path != self._cell.path:
            self.stop()
        self._cell, self._hit = cell, hit

    @Slot()
    def toggle(self) -> None:
        if self.player.is_open:
            self.player.toggle()
        elif self._cell is not None:
            start = begins(self._hit)
            self.player.open(self._cell.path, second=start, playing=True, longest=LONGEST)
            self._state_changed()

    def stop(self) -> None:
        if self.player.is_open:
            self.player.close()
            self._state_changed()
            self._preview.set_share(None)
            self._preview.set_frame(None)

    @Slot()
    def _state_changed(self) -> None:
        self._preview.set_playing(self.player.playing)

    @Slot(float)
    def _moved(self, second: float) -> None:
        medium = self.player.medium
        if medium is not None and medium.seconds > 0:
            self._preview.set_share(second / medium.seconds)

    @Slot(object)
    def _failed(self, _error: FindlingError) -> None:
        """Quick look says why; here the picture simply stays."""
        self._preview.set_share(None)
