"""How the window stands, as a value and back: place, size, what is shown at its sides, the size of the thumbnails."""

from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from findling.core.window_state import WindowState
from findling.gui.window import DETAILS, SIDE, MainWindow

FRAME = 48
"""Pixels of height that the system's frame may want around a window that is shown for the first time."""
_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange})


class Arrangement(QObject):
    changed = Signal()
    left = Signal()
    """The window is being closed, and still knows all about itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        window.splitter.splitterMoved.connect(self.changed)
        window.grid.shape_changed.connect(self.changed)
        for button in (window.side_button, window.details_button):
            button.toggled.connect(self.changed)

    def restore(self, state: WindowState) -> None:
        """Before the window is shown. What lies on no screen any more comes back onto one."""
        window = self._window
        if not (state.geometry and window.restoreGeometry(QByteArray(state.geometry))):
            room = window.screen().availableSize()
            window.resize(window.size().boundedTo(room - QSize(0, FRAME)))
        side = state.side_width or window.theme.px(SIDE)
        details = state.details_width or window.theme.px(DETAILS)
        middle = max(1, window.width() - side - details)
        window.splitter.setSizes([side, middle, details])
        window.side_button.setChecked(state.side_shown)
        window.details_button.setChecked(state.details_shown)
        window.grid.squares = state.squares
        if state.zoom:
            window.grid.zoom = state.zoom

    def told(self, state: WindowState) -> WindowState:
        """`state` with all that the window itself knows."""
        window = self._window
        return replace(
            state,
            geometry=bytes(window.saveGeometry().data()),
            side_width=_width(window.side) or state.side_width,
            details_width=_width(window.details) or state.details_width,
            side_shown=window.side_button.isChecked(),
            details_shown=window.details_button.isChecked(),
            zoom=window.grid.zoom,
            squares=window.grid.squares,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _MOVES:
            self.changed.emit()
        elif event.type() == QEvent.Type.Close:
            self.left.emit()
        return super().eventFilter(watched, event)


def _width(widget: QWidget) -> int:
    """0 while it is not shown: what it had before stays known."""
    return widget.width() if widget.isVisible() else 0
