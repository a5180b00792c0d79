"""What is known about the one item that is looked at; the newest wish wins."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.model import ItemId
from findling.core.query import ItemDetails
from findling.gui.bridge import Bridge
from findling.gui.services import Services


class DetailsController(QObject):
    details_arrived = Signal(object)  # ItemDetails

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._bridge = bridge
        self._wanted: int | None = None

    def show(self, item_id: int | None) -> None:
        """Nothing comes for a file that has no item yet (a negative id)."""
        self._wanted = item_id
        if item_id is not None and item_id >= 0:
            load = partial(self._services.browse.details, ItemId(item_id))
            arrived = self._bridge.onto_gui(partial(self._came, item_id))
            self._services.lane.run(load, arrived)

    def _came(self, item_id: int, details: ItemDetails | FindlingError | None) -> None:
        if item_id == self._wanted and isinstance(details, ItemDetails):
            self.details_arrived.emit(details)
