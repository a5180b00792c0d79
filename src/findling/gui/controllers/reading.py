"""How far reading is, for the page that tells all about it: counts by kind, speed, money, what could not be read."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.model import Kind
from findling.core.report import FailureRow, KindCounts, Spending, Status
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.price_words import is_remote
from findling.gui.services import Services

TELLING = 250
"""Milliseconds between two times the page is told something."""
LOOKING = 1000
"""Milliseconds between two looks at the counts, which cost the library some work; never busier than a fifth."""
MINUTE = 60.0
ENOUGH = 4.0
"""Seconds of reading before a speed is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureGroup:
    """Files that could not be read for one reason."""

    reason: str
    hint: str
    failures: tuple[FailureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the page shows."""

    progress: Progress = field(default_factory=lambda: Progress(activity=Activity.IDLE))
    counts: dict[Kind, KindCounts] = field(default_factory=dict)
    per_minute: float | None = None
    """Files a minute, over the last minute."""
    groups: tuple[FailureGroup, ...] = ()
    spending: Spending | None = None
    """None where nothing is sent and nothing was ever spent."""

    @property
    def failures(self) -> int:
        return sum(len(group.failures) for group in self.groups)


class ReadingController(QObject):
    changed = Signal(object)  # Reading

    def __init__(
        self,
        services: Services,
        bridge: Bridge,
        *,
        background: BackgroundController,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._bridge, self._clock = services, bridge, clock
        self._shown = False
        self._speed = Speed()
        self._status: Status | None = None
        self._groups: tuple[FailureGroup, ...] = ()
        self._progress = background.progress
        self._looked_at = 0.0
        self._telling = QTimer(self, singleShot=True, interval=TELLING)
        self._telling.timeout.connect(self._told_enough)
        self._more_to_tell = False
        self._looking = QTimer(self, singleShot=True, interval=LOOKING)
        self._looking.timeout.connect(self._look)
        background.progressed.connect(self._progressed)
        background.failures_changed.connect(self._failures_changed)
        bridge.library_changed.connect(self._library_changed)

    @property
    def reading(self) -> Reading:
        status = self._status
        paid = status is not None and (
            status.spending.usd > 0 or is_remote(self._services.settings)
        )
        return Reading(
            progress=self._progress,
            counts=dict(status.counts) if status is not None else {},
            per_minute=self._speed.per_minute,
            groups=self._groups,
            spending=status.spending if status is not None and paid else None,
        )

    def show(self, shown: bool) -> None:
        """Whether anybody looks: else nothing is counted and nothing told."""
        self._shown = shown
        if shown:
            self._look()
            self._tell()
        else:
            self._looking.stop()

    def close(self) -> None:
        self._shown = False
        self._looking.stop()
        self._telling.stop()

    # what happens

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        before, self._progress = self._progress, progress
        self._speed.note(progress, now=self._clock())
        if before.activity is not progress.activity:
            self._library_changed()
        self._tell()

    @Slot(object)
    def _failures_changed(self, failures: list[FailureRow]) -> None:
        self._groups = grouped(failures)
        self._library_changed()
        self._tell()

    @Slot()
    def _library_changed(self) -> None:
        if self._shown and not self._looking.isActive():
            self._looking.start()

    # telling, at most four times a second

    def _tell(self) -> None:
        if not self._shown:
            return
        self._more_to_tell = True
        if not self._telling.isActive():
            self._told_enough()

    @Slot()
    def _told_enough(self) -> None:
        if self._more_to_tell and self._shown:
            self._more_to_tell = False
            self._telling.start()
            self.changed.emit(self.reading)

    # looking

    @Slot()
    def _look(self) -> None:
        self._looked_at = self._clock()
        self._services.lane.run(
            self._services.browse.status, self._bridge.onto_gui(self._status_came)
        )

    def _status_came(self, status: Status | FindlingError) -> None:
        took = self._clock() - self._looked_at
        self._looking.setInterval(max(LOOKING, round(4000 * took)))
        if not isinstance(status, FindlingError):
            self._status = status
            self._tell()


class Speed:
    """Files a minute of the round that goes on, over the last minute of it."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()  # at most four a second, for a minute

    def note(self, progress: Progress, *, now: float) -> None:
        going = progress.activity is Activity.READING and progress.trouble is None
        if not going or (self._marks and progress.done < self._marks[-1][1]):
            self._marks.clear()
        if going:
            self._marks.append((now, progress.done))
        while self._marks and now - self._marks[0][0] > MINUTE:
            self._marks.popleft()

    @property
    def per_minute(self) -> float | None:
        """None while too little is known."""
        if len(self._marks) < 2:
            return None
        (began, first), (now, last) = self._marks[0], self._marks[-1]
        return MINUTE * (last - first) / (now - began) if now - began >= ENOUGH else None


def grouped(failures: Iterable[FailureRow]) -> tuple[FailureGroup, ...]:
    """By what is wrong and what would help, the most frequent first."""
    groups: dict[tuple[str, str], list[FailureRow]] = {}
    for failure in failures:
        groups.setdefault((failure.reason, failure.hint), []).append(failure)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(
        FailureGroup(reason=reason, hint=hint, failures=tuple(rows))
        for (reason, hint), rows in ordered
    )
