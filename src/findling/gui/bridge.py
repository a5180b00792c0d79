"""The one door from other threads to the window: events and answers come in anywhere, and leave on the GUI thread."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from findling.core.events import Event, FoldersChanged, LibraryChanged, MeaningReady, Progress


class Bridge(QObject):
    """Made on the GUI thread. `publish` and what `onto_gui` returns may be called on any thread.

    The queue between is Qt's own; it is kept short by the publishers, who coalesce.
    """

    progressed = Signal(object)
    library_changed = Signal()
    folders_changed = Signal()
    meaning_ready = Signal()
    _arrived = Signal(object)
    _called = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._tell, queued)
        self._called.connect(self._call, queued)

    def publish(self, event: Event) -> None:
        if not self._closed:
            self._arrived.emit(event)

    def onto_gui(self, callback: Callable[..., None]) -> Callable[..., None]:
        """The same callback, to be called from any thread; it runs on the GUI thread a little later."""
        return partial(self._post, callback)

    def close(self) -> None:
        """From now on whatever still arrives is dropped."""
        self._closed = True

    def _post(self, callback: Callable[..., None], *values: Any) -> None:
        if not self._closed:
            self._called.emit((callback, values))

    @Slot(object)
    def _tell(self, event: Event) -> None:
        if self._closed:
            return
        match event:
            case Progress():
                self.progressed.emit(event)
            case LibraryChanged():
                self.library_changed.emit()
            case FoldersChanged():
                self.folders_changed.emit()
            case MeaningReady():
                self.meaning_ready.emit()

    @Slot(object)
    def _call(self, call: tuple[Callable[..., None], tuple[Any, ...]]) -> None:
        if not self._closed:
            callback, values = call
            callback(*values)
