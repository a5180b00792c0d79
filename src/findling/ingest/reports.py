"""What ingest tells whoever listens: changes at most twice a second, progress four times. Ingest thread only."""

from collections.abc import Callable

from findling.catalogue import Reader, Writer
from findling.core.events import Activity, FoldersChanged, LibraryChanged, Publish
from findling.core.model import SpaceId
from findling.ingest.progress import Account, Throttle
from findling.ingest.settle import Clock

CHANGED_SECONDS = 0.5
PROGRESS_SECONDS = 0.25


class Reports:
    """Publishes events. `before_changed` is called before each LibraryChanged: what it announces must be findable."""

    def __init__(
        self,
        *,
        writer: Writer,
        reader: Reader,
        space: SpaceId,
        plan: str,
        publish: Publish,
        clock: Clock,
        account: Account,
        trouble: Callable[[], str | None],
        before_changed: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._space = space
        self._plan = plan
        self._publish = publish
        self._clock = clock
        self._account = account
        self._trouble = trouble
        self._before_changed = before_changed
        self._rows = 0
        self._changed = Throttle(self._tell_changed, interval=CHANGED_SECONDS)
        self._progress = Throttle(self._tell_progress, interval=PROGRESS_SECONDS)
        self._activity = Activity.IDLE
        self._told_trouble: str | None = None
        self._count_at = 0.0

    def rows_changed(self, count: int) -> None:
        if count:
            self._rows += count
            self._changed.want(self._clock.monotonic())

    def folders_changed(self) -> None:
        self._publish(FoldersChanged())

    def turn(self, activity: Activity) -> None:
        """Tells what is due; a new activity and new trouble at once."""
        now = self._clock.monotonic()
        self._changed.turn(now)
        trouble = self._trouble()
        if activity is not self._activity or trouble != self._told_trouble:
            self._activity, self._told_trouble = activity, trouble
            self._progress.want(now)
            self._progress.flush(now)
            if activity is Activity.IDLE:
                self._changed.flush(now)
                self._account.end_round()
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
        self._publish(self._account.progress(self._activity, trouble=self._told_trouble))

    def _recount(self) -> None:
        """How much is left, asked of the catalogue: for at most a twentieth of the time."""
        began = self._clock.monotonic()
        if not self._account.stale or began < self._count_at:
            return
        total = self._writer.pending_count(self._space, self._plan)
        counts = self._reader.counts(self._space, self._plan)
        self._account.recount(total, by_kind={kind: c.pending for kind, c in counts.items()})
        now = self._clock.monotonic()
        self._count_at = now + max(PROGRESS_SECONDS, 20 * (now - began))
