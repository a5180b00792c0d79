"""The key and whether it works: every call waits for a keychain or a service, so none is made on the GUI thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.settings import Settings
from findling.embedding.keys import Found, Key
from findling.gui.bridge import Bridge
from findling.gui.services import Services
from findling.gui.side_thread import SideThread


class AccountsController(QObject):
    key_looked_up = Signal(object)  # Found | None | FindlingError
    tested = Signal(object)  # float: milliseconds | FindlingError
    stored = Signal(object)  # None | FindlingError
    busy_changed = Signal(bool)

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._accounts = services.accounts
        self._bridge = bridge
        self._thread = SideThread("accounts")
        self._under_way = 0
        self._edition = 0

    @property
    def busy(self) -> bool:
        return self._under_way > 0

    def look_up(self) -> None:
        """Where the key is, if there is one."""
        self._run(self._accounts.key, self._looked_up)

    def test(self, settings: Settings, key: Key | None) -> None:
        """One real call with this key, or without one with the key that is kept."""

        def call() -> float:
            given = key.reveal() if key else None
            return self._accounts.test(settings.provider, settings, given)

        self._run(call, self.tested.emit)

    def store(self, key: Key) -> None:
        def call() -> None:
            self._accounts.store_key(key.reveal())

        self._run(call, self.stored.emit)

    def delete(self) -> None:
        """And looks up what is left: an environment variable may hold another."""

        def call() -> Found | None:
            self._accounts.delete_key()
            return self._accounts.key()

        self._run(call, self._looked_up)

    def forget(self) -> None:
        """Nobody waits any more for what is under way."""
        self._edition += 1

    def close(self) -> None:
        self._thread.close()

    def _looked_up(self, found: Found | FindlingError | None) -> None:
        self.key_looked_up.emit(found)

    def _run(self, call: Callable[[], object], tell: Callable[..., None]) -> None:
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        done = partial(self._done, self._edition, tell)
        self._thread.run(call, self._bridge.onto_gui(done))

    def _done(self, edition: int, tell: Callable[..., None], result: object) -> None:
        self._under_way -= 1
        if not self._under_way:
            self.busy_changed.emit(False)
        if isinstance(result, BaseException) and not isinstance(result, FindlingError):
            raise result
        if edition == self._edition:
            tell(result)
