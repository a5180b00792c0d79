"""What may still be spent: what was agreed to, what a run and a month may cost at most. Ingest thread only.

Money is set aside before a request goes out and settled by the service's own figures, so that no cap is ever passed by
more than an estimate was wrong.
"""

from collections.abc import Callable
from datetime import datetime

from findling.core.errors import Hold
from findling.core.report import Spending

TINY = 1e-9


class Purse:
    """`agreed_until`: the ledger's total up to which spending was agreed to; kept in the library."""

    def __init__(
        self,
        spending: Spending,
        *,
        agreed_until: float,
        run_cap: float,
        month_cap: float,
        always: bool,
        now: Callable[[], datetime],
    ) -> None:
        self.spent = spending.usd
        self._month_spent = spending.month_usd
        self._month = _month(now())
        self._now = now
        self._run_cap = run_cap
        self._month_cap = month_cap
        self._always = always
        """New files are sent without asking."""
        self._run_from = self.spent
        self._reserved = 0.0
        self.agreed_until = agreed_until

    @property
    def month_left(self) -> float | None:
        """Dollars that this month's cap leaves; None: there is no cap."""
        if not self._month_cap:
            return None
        self._turn_month()
        return max(0.0, self._month_cap - self._month_spent)

    @property
    def room(self) -> float:
        """Dollars that may be set aside now."""
        return min(self._agreed_room(), self._month_room()) - self._reserved

    @property
    def open(self) -> bool:
        """Whether spending is agreed to at all, what is under way left aside."""
        return min(self._agreed_room(), self._month_room()) > TINY

    def agree(self, usd: float) -> None:
        """So many more dollars; 0 takes it back."""
        capped = min(usd, self._run_cap) if self._run_cap else usd
        self.agreed_until = self.spent + max(0.0, capped)
        if usd > 0:
            self._run_from = self.spent

    def reserve(self, usd: float) -> Hold | None:
        """Sets the money aside; None if it did, else which limit forbids it."""
        if usd <= self.room + TINY:
            self.set_aside(usd)
            return None
        return self.shortage()

    def set_aside(self, usd: float) -> None:
        """For what is under way already, whatever the limits say."""
        self._reserved += usd

    def shortage(self) -> Hold:
        """Which limit is nearest, in words."""
        if self._month_room() <= self._agreed_room():
            return Hold(
                "month-cap",
                f"This month's limit of ${self._month_cap:,.2f} is reached.",
                hint="Raise it in the settings, or wait for the next month. What was read stays findable.",
                retry_in=self._seconds_left(),
            )
        if self._always:
            return Hold(
                "run-cap",
                f"The limit of ${self._run_cap:,.2f} for one run is reached.",
                hint="Raise it in the settings, or start another run.",
            )
        return Hold(
            "not-agreed",
            "What was agreed to is spent.",
            hint="Look at the new estimate and agree to it, or leave the rest unread.",
        )

    def settle(self, reserved: float, *, usd: float) -> None:
        """What was set aside came to `usd`, which the ledger has by now."""
        self._reserved = max(0.0, self._reserved - reserved)
        self._turn_month()
        self.spent += usd
        self._month_spent += usd

    def _agreed_room(self) -> float:
        if not self._always:
            return self.agreed_until - self.spent
        return self._run_from + self._run_cap - self.spent if self._run_cap else float("inf")

    def _month_room(self) -> float:
        left = self.month_left
        return float("inf") if left is None else left

    def _seconds_left(self) -> float:
        """Until the next month begins."""
        now = self._now()
        first = datetime(now.year + now.month // 12, now.month % 12 + 1, 1)
        return max(1.0, (first - now).total_seconds())

    def _turn_month(self) -> None:
        if (month := _month(self._now())) != self._month:
            self._month, self._month_spent = month, 0.0


def _month(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month
