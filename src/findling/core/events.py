"""What the background tells whoever listens. Published through one `Publish` callable, on any thread."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Activity(StrEnum):
    IDLE = "idle"
    SCANNING = "scanning"
    READING = "reading"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the background is doing now. `total` counts the files known to need reading in this round."""

    activity: Activity
    done: int = 0
    total: int = 0
    failed: int = 0
    current: Path | None = None
    seconds_left: float | None = None
    trouble: str | None = None
    """Why it stands still although it is not paused (a full disk, say), in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryChanged:
    """Rows were committed: lists and open searches may look again. Coalesced, never one a file."""

    added_or_changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldersChanged:
    """A watched folder was added, removed, went away or came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningReady:
    """The provider and the index are loaded: searches by meaning answer from now on."""


Event = Progress | LibraryChanged | FoldersChanged | MeaningReady
Publish = Callable[[Event], None]
