"""What ingest tells whoever listens: changes at most twice a second, progress four times. Ingest thread only."""

from collections.abc import Callable
from dataclasses import replace

from findling.core.events import Activity, FoldersChanged, LibraryChanged, Progress, Publish
from findling.ingest.branches import Branches
from findling.ingest.progress import Account, Throttle
from findling.ingest.settle import Clock

CHANGED_SECONDS = 0.5
PROGRESS_SECONDS = 0.25


class Reports:
    """Publishes events. `before_changed` is called before each LibraryChanged: what it announces must be findable."""

    def __init__(
        self,
        *,
        branches: Branches,
        publish: Publish,
        clock: Clock,
        account: Account,
        trouble: Callable[[], str | None],
        before_changed: Callable[[], None],
        saving_power: Callable[[], bool] = lambda: False,
    ) -> None:
        self._branches = branches
        self._publish = publish
        self._clock = clock
        self._account = account
        self._trouble = trouble
        self._before_changed = before_changed
        self._saving_power = saving_power
        self._rows = 0
        self._changed = Throttle(self._tell_changed, interval=CHANGED_SECONDS)
        self._progress = Throttle(self._tell_progress, interval=PROGRESS_SECONDS)
        self._activity = Activity.IDLE
        self._told_trouble: str | None = None
        self._told_waiting = (0, 0.0)
        self._count_at = 0.0

    def rows_changed(self, count: int) -> None:
        if count:
            self._rows += count
            if self._branches.paid is not None:
                self._branches.paid.recount()
            self._changed.want(self._clock.monotonic())

    def folders_changed(self) -> None:
        self._publish(FoldersChanged())

    def turn(self, activity: Activity) -> None:
        """Tells what is due; a new activity and new trouble at once."""
        now = self._clock.monotonic()
        self._changed.turn(now)
        trouble, waiting = self._trouble(), self._waiting()
        told = (self._told_trouble, self._told_waiting)
        if activity is not self._activity or (trouble, waiting) != told:
            self._told_waiting = waiting
            self._activity, self._told_trouble = activity, trouble
            self._progress.want(now)
            self._progress.flush(now)
            if activity is Activity.IDLE:
                self._changed.flush(now)
                self._account.end_round()
                if self._branches.paid is not None:
                    self._branches.paid.begin_round()
        elif activity in (Activity.READING, Activity.SCANNING):
            self._progress.want(now)

    def flush(self) -> None:
        """Nothing that happened stays untold."""
        self._changed.flush(self._clock.monotonic())

    def stopped(self) -> None:
        self._publish(self._account.progress(Activity.STOPPED, trouble=None))

    def due_in(self) -> float | None:
        now = self._clock.monotonic()
        dues = (self._changed.due_in(now), self._progress.due_in(now))
        return min((due for due in dues if due is not None), default=None)

    def _tell_changed(self) -> None:
        self._before_changed()
        count, self._rows = self._rows, 0
        self._publish(LibraryChanged(added_or_changed=count))

    def _tell_progress(self) -> None:
        self._recount()
        progress = self._account.progress(self._activity, trouble=self._told_trouble)
        progress = replace(progress, saving_power=self._saving_power())
        self._publish(self._with_money(progress))

    def _with_money(self, progress: Progress) -> Progress:
        paid = self._branches.paid
        if paid is None:
            return progress
        waiting, dollars = self._told_waiting
        return replace(
            progress,
            trouble_code=self._code_of(progress.trouble),
            spent_usd=paid.spent_usd,
            saved_usd=paid.sender.saved_usd,
            waiting=waiting,
            waiting_usd=dollars,
        )

    def _code_of(self, trouble: str | None) -> str:
        """Of the service's trouble; a disk's has none."""
        paid = self._branches.paid
        known = paid is not None and trouble is not None and trouble == paid.trouble
        return paid.held.code if known and paid is not None and paid.held is not None else ""

    def _waiting(self) -> tuple[int, float]:
        paid = self._branches.paid
        return (0, 0.0) if paid is None else paid.waiting()

    def _recount(self) -> None:
        """How much is left, asked of the catalogue: for at most a twentieth of the time."""
        began = self._clock.monotonic()
        if not self._account.stale or began < self._count_at:
            return
        total, by_kind = self._branches.left()
        self._account.recount(total, by_kind=by_kind)
        now = self._clock.monotonic()
        self._count_at = now + max(PROGRESS_SECONDS, 20 * (now - began))
