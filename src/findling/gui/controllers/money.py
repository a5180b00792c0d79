"""What sending costs: asks for the estimate, passes on what was agreed to. GUI thread only; waits for nothing."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.report import Estimate
from findling.gui.bridge import Bridge
from findling.gui.services import Services


class MoneyController(QObject):
    estimated = Signal(object)  # Estimate | None: nothing is ever sent
    failed = Signal(object)  # FindlingError

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ingest = services.ingest
        self._bridge = bridge
        self._asking = False
        self._ask_when_known = False

    def ask_when_known(self) -> None:
        """Once everything was looked at, the price is told without being asked for."""
        self._ask_when_known = True

    @Slot()
    def ask(self) -> None:
        """What all that waits would cost."""
        self._ask_when_known = False
        if not self._asking:
            self._asking = True
            self._hear(self._ingest.estimate(), self._estimate_came)

    def agree(self, usd: float) -> None:
        self._ask_when_known = False
        self._hear(self._ingest.agree(usd), self._agreement_came)

    @Slot()
    def retry(self) -> None:
        self._ingest.retry_now()

    @Slot(object)
    def note(self, progress: Progress) -> None:
        waits = progress.waiting > 0 and progress.activity is Activity.IDLE
        if self._ask_when_known and waits and not progress.trouble:
            self.ask()

    def _hear(self, future: "Future[Any]", done: Callable[["Future[Any]"], None]) -> None:
        future.add_done_callback(self._bridge.onto_gui(done))

    def _estimate_came(self, future: "Future[Estimate | None]") -> None:
        self._asking = False
        if self._went_well(future):
            self.estimated.emit(future.result())

    def _agreement_came(self, future: "Future[None]") -> None:
        self._went_well(future)

    def _went_well(self, future: "Future[Any]") -> bool:
        """On the GUI thread, with a future that is done. What is not the world's fault flies on."""
        if future.cancelled():
            return False
        try:
            future.result()
        except FindlingError as error:
            self.failed.emit(error)
            return False
        return True
