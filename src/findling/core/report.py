"""What is said about a run and about the library as a whole: the shapes behind `--json` and the window's pages."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from findling.core.model import FolderState, Kind


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
    failures: tuple[FailureRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStatus:
    path: Path
    state: FolderState
    files: int
    away_since: datetime | None = None


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
class Status:
    folders: tuple[FolderStatus, ...]
    counts: dict[Kind, KindCounts]
    failures: int
    provider: str
    space: str
    index: IndexState
    cost_usd: float
    paused: bool
