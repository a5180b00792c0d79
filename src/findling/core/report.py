"""What is said about a run and about the library as a whole: the shapes behind `--json` and the window's pages."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from findling.core.model import FolderState, Kind, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureRow:
    path: Path
    kind: Kind
    code: str
    reason: str
    hint: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSummary:
    """Counts of files in one run."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    seconds: float = 0.0
    cost_usd: float = 0.0
    saved_usd: float = 0.0
    """What it would have cost to send what moved, was copied, or had been answered before."""
    held: str | None = None
    """Why the run ended before everything was read (a cap, a daily quota), in a sentence; that is no failure."""
    held_code: str = ""
    """The code of the Hold behind it, by which a script tells a cap from a key that is wrong."""
    waiting: int = 0
    """Files that are still to be sent then."""
    failures: tuple[FailureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStatus:
    path: Path
    state: FolderState
    files: int
    away_since: datetime | None = None
    local_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCount:
    """What lies in a folder by the names of its files, before anything of it is read."""

    path: Path
    kinds: dict[Kind, int] = field(default_factory=dict)
    done: bool = False
    """Else it is still being counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCounts:
    """Items by state; `missing` are items none of whose files is there any more."""

    ready: int = 0
    pending: int = 0
    failed: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """`kind` is "scan" or "graph"; `recall` is the graph's proven recall@10 against the scan, if one was proven."""

    kind: str
    vectors: int
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEstimate:
    """`files` are contents: copies are not sent twice. `spans`: vectors to ask for."""

    files: int = 0
    spans: int = 0
    tokens: Tokens = field(default_factory=Tokens)
    usd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What sending all that waits is expected to cost, from the dated price table."""

    provider: str
    model: str
    kinds: dict[Kind, KindEstimate]
    seconds: float | None = None
    """At the rate that is allowed and measured; None while nothing is known of it."""
    unseen: int = 0
    """Files not looked at yet, and so not in these figures."""
    prices_of: date
    batch_usd: float | None = None
    """The same as a batch, answered within a day; None where there is no such thing."""
    month_left_usd: float | None = None
    """What the cap of this month still allows; None: there is no cap."""

    @property
    def usd(self) -> float:
        return sum(kind.usd for kind in self.kinds.values())

    @property
    def files(self) -> int:
        return sum(kind.files for kind in self.kinds.values())

    @property
    def spans(self) -> int:
        return sum(kind.spans for kind in self.kinds.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Sums of the ledger."""

    usd: float = 0.0
    month_usd: float = 0.0
    """Since the first of this month, local time."""
    spans: int = 0
    tokens: int = 0
    kinds: dict[Kind | None, float]
    """Dollars by kind; None: questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    folders: tuple[FolderStatus, ...]
    counts: dict[Kind, KindCounts]
    failures: int
    provider: str
    space: str
    index: IndexState
    cost_usd: float
    paused: bool
    spending: Spending


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a library that is not as it should be, at one or more places.

    `mend`: what a repair does about it; empty: nothing can be done. `mended`: it was done.
    """

    code: str
    what: str
    mend: str
    places: tuple[str, ...]
    mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What looking through a whole library brought. `backup`: the catalogue as it was before it was mended."""

    findings: tuple[Finding, ...]
    backup: Path | None = None

    @property
    def whole(self) -> bool:
        """Nothing is left that is not as it should be."""
        return all(finding.mended for finding in self.findings)
