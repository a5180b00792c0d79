"""Where what is sent, what it costs and who may read it is decided: the dialogs, and who answers them.

The part of the desk between the window, the key and the money. It changes no setting itself: what was decided goes
up as a `Change`, and the window makes the services anew.
"""

import logging
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.events import Progress
from findling.core.report import Estimate, FolderStatus, Status
from findling.core.settings import Settings
from findling.gui.bridge import Bridge
from findling.gui.controllers.accounts import AccountsController
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.money import MoneyController
from findling.gui.estimate_dialog import Agreement, EstimateDialog
from findling.gui.gestures import confirm_key_deletion, confirm_sending
from findling.gui.icons import IconName
from findling.gui.price_words import Offer, is_remote
from findling.gui.services import Services
from findling.gui.understanding_dialog import UnderstandingDialog
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the services are to be made anew with."""

    settings: Settings
    agree_usd: float | None = None
    """So much was agreed to, as soon as they are there."""
    ask_price: bool = False
    """Tell the price as soon as it is known: another way to understand files was chosen."""


class SendingDesk(QObject):
    change_requested = Signal(object)  # Change
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        background: BackgroundController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._background = background
        self.accounts = AccountsController(services, bridge, self)
        self.money = MoneyController(services, bridge, self)
        self._dialog: UnderstandingDialog | None = None
        self._price: EstimateDialog | None = None
        self._told = (0.0, 0)
        self._wire()

    def close(self) -> None:
        for dialog in (self._dialog, self._price):
            if dialog is not None:
                dialog.reject()
        self.accounts.close()

    def set_local_only(self, folder: FolderStatus, value: bool) -> None:
        """Marks at once; the mark is taken off only after a word where things are sent."""
        change = partial(self._background.set_local_only, folder.path, value)
        if value or not is_remote(self._services.settings):
            change()
        else:
            confirm_sending(self._window, folder.path, change)

    # how files are understood

    @Slot()
    def show_understanding(self) -> None:
        self._open_understanding(None)

    @Slot(str)
    def choose(self, provider: str) -> None:
        """On the first page: what sends nothing is simply taken, the other is told about first."""
        settings = self._services.settings
        if is_remote(replace(settings, provider=provider)):
            self._open_understanding(provider if not is_remote(settings) else None)
        elif settings.provider != provider:
            former = settings.provider
            self._decide(replace(settings, provider=provider, former_provider=former))

    def _open_understanding(self, provider: str | None) -> None:
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        dialog = UnderstandingDialog(
            self._window.theme, self._services.settings, provider=provider, parent=self._window
        )
        self._dialog = dialog
        accounts = self.accounts
        dialog.test_requested.connect(accounts.test)
        dialog.store_requested.connect(accounts.store)
        dialog.delete_requested.connect(self._ask_deletion)
        dialog.chosen.connect(self._decide)
        dialog.finished.connect(self._understanding_closed)
        accounts.busy_changed.connect(dialog.set_busy)
        accounts.key_looked_up.connect(dialog.set_found)
        accounts.tested.connect(dialog.set_tested)
        accounts.stored.connect(dialog.set_stored)
        accounts.look_up()
        dialog.set_busy(accounts.busy)
        self._services.lane.run(
            self._services.browse.status, self._bridge.onto_gui(self._status_came)
        )
        dialog.open()
        log.debug("dialog: how files are understood")

    @Slot()
    def _understanding_closed(self) -> None:
        self._dialog = None
        log.debug("dialog closed")
        self.accounts.forget()
        self._window.first_run.set_provider(self._services.settings.provider)

    @Slot()
    def _ask_deletion(self) -> None:
        if self._dialog is not None:
            confirm_key_deletion(self._dialog, self.accounts.delete)

    def _status_came(self, status: Status | FindlingError) -> None:
        if self._dialog is not None and isinstance(status, Status):
            self._dialog.set_spending(status.spending)

    @Slot(object)
    def _decide(self, settings: Settings) -> None:
        other = settings.provider != self._services.settings.provider
        self._window.first_run.set_provider(settings.provider)
        self.change_requested.emit(
            Change(settings=settings, ask_price=other and is_remote(settings))
        )

    # money

    def _wire(self) -> None:
        window, money = self._window, self.money
        window.status.privacy_requested.connect(self.show_understanding)
        window.status.offer_taken.connect(self._take_offer)
        window.first_run.provider_requested.connect(self.choose)
        window.first_run.set_provider(self._services.settings.provider)
        window.status.set_privacy(self._services.settings)
        self._background.progressed.connect(self._progressed)
        money.estimated.connect(self._estimated)
        money.failed.connect(self.failed)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        told = (round(progress.spent_usd, 4), progress.waiting)
        if told != self._told:
            self._told = told
            log.debug("money: %.4f dollars spent, %d files wait", *told)
        if self._dialog is None and not self._window.in_first_run:
            self.money.note(progress)

    @Slot(object)
    def _take_offer(self, offer: Offer) -> None:
        match offer:
            case Offer.REVIEW:
                self.money.ask()
            case Offer.SETTINGS:
                self.show_understanding()
            case Offer.RETRY:
                self.money.retry()

    @Slot(object)
    def _estimated(self, estimate: Estimate | None) -> None:
        if self._price is not None:
            return
        if estimate is None or not estimate.files:
            told = self.tr("Nothing waits to be sent.")
            self._window.message.say(told, icon=IconName.INFO, closes=True)
            return
        dialog = EstimateDialog(
            self._window.theme, estimate, self._services.settings, self._window
        )
        self._price = dialog
        dialog.agreed.connect(self._agreed)
        dialog.finished.connect(self._price_closed)
        dialog.open()
        log.debug("dialog: %d files cost %.4f dollars", estimate.files, estimate.usd)

    @Slot(int)
    def _price_closed(self, result: int) -> None:
        self._price = None
        if result == EstimateDialog.DialogCode.Rejected:
            log.debug("not agreed to")

    @Slot(object)
    def _agreed(self, agreement: Agreement) -> None:
        log.debug("agreed to %.4f dollars", agreement.usd)
        if agreement.settings == self._services.settings:
            self.money.agree(agreement.usd)
        else:
            self.change_requested.emit(
                Change(settings=agreement.settings, agree_usd=agreement.usd)
            )
