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
    """Why it stands still although it is not paused (a full disk, no network), in a sentence."""
    trouble_code: str = ""
    """The same as the code of the Hold behind it, so that the window can offer what helps; empty for other troubles."""
    saving_power: bool = False
    """Reads more quietly than was chosen, because the computer runs on its battery."""
    spent_usd: float = 0.0
    """In this round, from the service's own figures."""
    saved_usd: float = 0.0
    """What skips and recognised moves did not cost, in this round."""
    waiting: int = 0
    """Files that were looked at and wait for someone to agree to what sending them costs."""
    waiting_usd: float = 0.0


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
