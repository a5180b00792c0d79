"""What is asked of a service, by whom, and what they are told. Ingest thread only."""

from collections.abc import Callable
from dataclasses import dataclass

from findling.core.model import Failure, ItemId, Kind, Payload, Vector


class HeldBack(Exception):
    """The content cannot be sent now; it stays as it is and nothing failed."""


class Resting(HeldBack):
    """The payload is in a batch; its content rests until that is answered."""


Told = Callable[[Vector | Failure | HeldBack], None]


@dataclass(frozen=True, slots=True)
class Waiter:
    """A content that waits for an answer, as long as `wants` says."""

    item: ItemId
    wants: Callable[[], bool]
    tell: Told


@dataclass(eq=False, slots=True)
class Ask:
    """One payload on its way, and everyone who waits for its answer."""

    payload: Payload
    kind: Kind
    waiters: list[Waiter]

    def may_go(self, may_leave: Callable[[ItemId], bool]) -> bool:
        """Asked right before it is sent: whether anybody wants it who may. Who may not is told so and waits no longer."""
        barred = [each for each in self.waiters if not may_leave(each.item)]
        self.waiters = [each for each in self.waiters if each not in barred and each.wants()]
        for each in barred:
            if each.wants():
                each.tell(HeldBack())
        return bool(self.waiters)

    def tell(self, answer: Vector | Failure | HeldBack) -> None:
        for each in self.waiters:
            if each.wants():
                each.tell(answer)
