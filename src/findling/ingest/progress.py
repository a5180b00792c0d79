"""How far the reading is, how long it may still take, and telling so without flooding anyone. Ingest thread."""

from collections.abc import Callable, Mapping
from pathlib import Path

from findling.core.events import Activity, Progress
from findling.core.model import Kind

_SMOOTHING = 0.1
"""Weight of the newest measurement: about the last twenty files of a kind count."""
_RELATIVE = {Kind.PHOTO: 1.0, Kind.RECORDING: 4.0, Kind.DOCUMENT: 6.0, Kind.CLIP: 25.0}
"""What a file costs against a photo, until a kind has been measured itself (rough, from the sample media)."""
_LONGEST_GAP = 120.0


class Rates:
    """Seconds of the run that one file of each kind takes, as moving means.

    The time between two finished files is put down to the later one's kind. Several processes work at
    once, so a single gap says little, but all gaps together are exactly the time that passed.
    """

    def __init__(self) -> None:
        self._seconds: dict[Kind, float] = {}
        self._last: float | None = None

    def begin(self, now: float) -> None:
        """Work starts or goes on after a rest: the time before does not count."""
        self._last = now

    def finished(self, kind: Kind, *, now: float) -> None:
        if self._last is not None:
            gap = min(now - self._last, _LONGEST_GAP)
            old = self._seconds.get(kind)
            self._seconds[kind] = gap if old is None else old + _SMOOTHING * (gap - old)
        self._last = now

    def seconds_left(self, remaining: Mapping[Kind, int]) -> float | None:
        """For `remaining` files of each kind; None as long as nothing was measured."""
        if not self._seconds:
            return None
        photo = sum(s / _RELATIVE[kind] for kind, s in self._seconds.items()) / len(
            self._seconds
        )
        return sum(
            count * self._seconds.get(kind, photo * _RELATIVE[kind])
            for kind, count in remaining.items()
        )


class Throttle:
    """Lets something happen at once, then at most every `interval` seconds; what came between happens late, once."""

    def __init__(self, act: Callable[[], None], *, interval: float) -> None:
        self._act = act
        self._interval = interval
        self._next = float("-inf")
        self._wanted = False

    def want(self, now: float) -> None:
        self._wanted = True
        self.turn(now)

    def turn(self, now: float) -> None:
        if self._wanted and now >= self._next:
            self.flush(now)

    def flush(self, now: float) -> None:
        """What is wanted happens now, whatever the interval."""
        if self._wanted:
            self._wanted = False
            self._next = now + self._interval
            self._act()

    def due_in(self, now: float) -> float | None:
        return max(0.0, self._next - now) if self._wanted else None


TELLING = 8
"""Files of a round before the time left is said: the first ones also wait for the decode processes to start."""


class Account:
    """Counts of one round of reading: it begins when there is something to read and ends when nothing is left."""

    def __init__(self) -> None:
        self._rates = Rates()
        self._remaining: dict[Kind, int] = {}
        self.done = 0
        self.failed = 0
        self.current: Path | None = None
        self.stale = True
        """`remaining` has to be counted anew: files were added or taken away."""

    def begin(self, path: Path, *, now: float, first: bool) -> None:
        """A file goes into the line; `first`: the line was empty."""
        self.current = path
        if first:
            self._rates.begin(now)

    def finished(self, kind: Kind, *, now: float, failed: bool = False) -> None:
        self.done += 1
        self.failed += failed
        self._remaining[kind] = max(0, self._remaining.get(kind, 0) - 1)
        self._rates.finished(kind, now=now)

    def recount(self, total: int, *, by_kind: Mapping[Kind, int]) -> None:
        """`total` files are left; `by_kind` says in which proportions."""
        known = sum(by_kind.values())
        if not total or not known:
            self._remaining = {Kind.PHOTO: total} if total else {}
        else:
            self._remaining = {kind: round(total * n / known) for kind, n in by_kind.items()}
        self.stale = False

    def end_round(self) -> None:
        self.done = self.failed = 0
        self._remaining = {}
        self.current = None
        self.stale = True

    def progress(self, activity: Activity, *, trouble: str | None) -> Progress:
        left = sum(self._remaining.values())
        reading = activity is Activity.READING and left > 0
        timed = reading and self.done >= TELLING
        return Progress(
            activity=activity,
            done=self.done,
            total=self.done + left,
            failed=self.failed,
            current=self.current if reading else None,
            seconds_left=self._rates.seconds_left(self._remaining) if timed else None,
            trouble=trouble,
        )
