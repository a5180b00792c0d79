"""One file on its way through a line, where it goes to be read, and what may be said about it on the way."""

import stat
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from findling.catalogue.rows import MAX_ATTEMPTS, Linked
from findling.core.model import ContentHash, Decoded, FileRow, ItemId, ItemState
from findling.ingest.scan import placeholder


class Pool(Protocol):
    """Where a content becomes a Decoded: the decode processes alone, or a service behind them."""

    @property
    def room(self) -> int:
        """Contents that may be under way: enough that nobody there ever waits for this thread."""
        ...

    @property
    def only_looks(self) -> bool:
        """For now contents are only looked at; what was looked at already has to wait."""
        ...

    def identify(self, path: Path) -> "Future[ContentHash]": ...

    def decode(self, path: Path, *, item: ItemId) -> "Future[Decoded]": ...


@dataclass(eq=False, slots=True)
class Reading:
    """One file on its way through the line."""

    row: FileRow
    content: ContentHash | None = None
    item_id: ItemId | None = None
    under_way: "Future[Decoded] | None" = None
    followers: "list[Reading]" = field(default_factory=list)
    """Files with the same content that came while it was being read: they are ready when it is."""


def stands(row: FileRow) -> bool | None:
    """Whether the file is there as its row says; None where it is, but only in a cloud."""
    try:
        status = row.path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # it may not be looked at: reading it will say why
        return True
    if not stat.S_ISREG(status.st_mode):
        return False
    if (status.st_size, status.st_mtime_ns) != (row.size, row.mtime_ns):
        return False
    return None if placeholder(status) else True


def failed_for_good(linked: Linked) -> bool:
    failed = linked.state is ItemState.FAILED
    return failed and (linked.lasting or linked.attempts >= MAX_ATTEMPTS)


def error_of(future: "Future[ContentHash] | Future[Decoded]") -> BaseException | None:
    """The future is done: its error, cancellation included."""
    return CancelledError() if future.cancelled() else future.exception()
