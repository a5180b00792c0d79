"""The ways in which files are read in this library, side by side: on this computer, and through a service.

Each way has a line for the contents that are its duty. Ingest thread only.
"""

from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from findling.catalogue import Reader, Writer
from findling.core.courtesy import Courtesy
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Decoded, Duty, FolderId, ItemId, Kind
from findling.core.settings import Settings
from findling.embedding.provider import RemoteProvider
from findling.ingest.cloud import CloudPool, Preparer
from findling.ingest.keeping import Index
from findling.ingest.paid import Paid
from findling.ingest.pipeline import Line
from findling.ingest.progress import Account
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes
from findling.worker.pool import process_count

ROOM_OF_BATCH = 2_000
"""Contents under way while a batch is filled: they wait for it, without their media."""


class Decoders(Preparer, Protocol):
    """What ingest asks of the decode processes."""

    def decode(
        self, path: Path, *, provider: str = "builtin", urgent: bool = False
    ) -> "Future[Decoded]": ...
    def adopt(self, settings: Settings) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One space that is filled. `remote`: the service that is asked; None: it is done in the decode processes."""

    provider: str
    duty: Duty
    nearest: Index | None
    remote: RemoteProvider | None = None


class LocalPool:
    """The decode processes as a line sees them, with the provider on this computer."""

    only_looks = False

    def __init__(self, decoders: Decoders, *, provider: str, room: int) -> None:
        self._decoders = decoders
        self._provider = provider
        self.room = room

    def identify(self, path: Path) -> "Future[ContentHash]":
        return self._decoders.identify(path)

    def decode(self, path: Path, *, item: ItemId) -> "Future[Decoded]":
        del item
        return self._decoders.decode(path, provider=self._provider)


class Branches:
    """All lines as one. `paid` is the service's part, if there is one."""

    def __init__(
        self,
        branches: Collection[Branch],
        *,
        writer: Writer,
        reader: Reader,
        writes: Writes,
        decoders: Decoders,
        paths: LibraryPaths,
        settings: Settings,
        clock: Clock,
        account: Account,
        post: Callable[[Callable[[], None]], None],
        look_again: Callable[[Path], None],
        committed: Callable[[int], None],
        courtesy: Courtesy,
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._account = account
        self.paid: Paid | None = None
        self._lines: list[tuple[Duty, Line]] = []
        self._decoders = decoders
        self._local: list[LocalPool] = []
        busy = _busy(settings)
        for branch in branches:
            pool: CloudPool | LocalPool
            if branch.remote is None:
                pool = LocalPool(decoders, provider=branch.provider, room=busy)
                self._local.append(pool)
            else:
                paid = self.paid = Paid(
                    branch.remote,
                    duty=branch.duty,
                    writer=writer,
                    reader=reader,
                    writes=writes,
                    settings=settings,
                    clock=clock,
                    post=post,
                    changed=self.rows_changed,
                    courtesy=courtesy,
                )
                waiting = settings.in_flight * branch.remote.form.most_contents
                pool = CloudPool(
                    decoders,
                    provider=branch.provider,
                    outbox=paid.outbox,
                    may_send=paid.may_send,
                    room=ROOM_OF_BATCH if settings.batch else busy + waiting,
                    post=post,
                )
            line = Line(
                writer=writer,
                writes=writes,
                pool=pool,
                paths=paths,
                settings=settings,
                duty=branch.duty,
                clock=clock,
                account=account,
                post=post,
                look_again=look_again,
                committed=committed,
                withheld=self.rows_changed,
            )
            self._lines.append((branch.duty, line))

    # --- how they stand ---

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(duty for duty, _ in self._lines)

    @property
    def at_rest(self) -> bool:
        """Nothing is on its way (files that do not hold still may be waiting)."""
        return all(line.at_rest for line in self._each()) and not self._is_sending()

    @property
    def has_ready(self) -> bool:
        return any(line.has_ready for line in self._each())

    @property
    def idle(self) -> bool:
        """At rest, and nothing left to read for now."""
        return all(line.idle for line in self._each()) and not self._is_sending()

    @property
    def last_work(self) -> float:
        return max(line.last_work for line in self._each())

    @property
    def trouble(self) -> str | None:
        return self.paid.trouble if self.paid is not None else None

    @property
    def dropped(self) -> set[Path]:
        """Paths that turned out to be no media, since `forget_dropped`."""
        return set().union(*(line.dropped for line in self._each()))

    def left(self) -> tuple[int, dict[Kind, int]]:
        """Files that are still to be read now, and in which proportions of kinds."""
        total = 0
        for duty, line in self._lines:
            total += self._writer.pending_count(duty, unlooked=line.only_looks)
        counts = self._reader.counts(self.duties)
        return total, {kind: each.pending for kind, each in counts.items()}

    # --- what happens ---

    def begin(self) -> None:
        """A round of reading begins now."""
        for line in self._each():
            line.begin()

    def adopt(self, settings: Settings) -> None:
        """Another effort or number of processes from now on."""
        for pool in self._local:
            pool.room = _busy(settings)
        self._decoders.adopt(settings)

    def want_sending(self, wanted: bool) -> None:
        if self.paid is not None:
            self.paid.want(wanted)

    def rows_changed(self) -> None:
        """There may be more to read, or less."""
        for line in self._each():
            line.rows_changed()
        if self.paid is not None:
            self.paid.recount()

    def look_first(self, paths: Collection[Path]) -> None:
        for line in self._each():
            line.look_first(paths)

    def forget_folder(self, folder_id: FolderId) -> None:
        for line in self._each():
            line.forget_folder(folder_id)

    def forget_failures(self) -> None:
        for line in self._each():
            line.forget_failures()

    def forget_dropped(self) -> None:
        for line in self._each():
            line.dropped.clear()

    def turn(self, *, may_read: bool) -> None:
        if self.paid is not None:
            self.paid.allow(may_read)
        if self.paid is not None and may_read:
            self.paid.turn()  # first: it may find that more can be read now
        for line in self._each():
            line.turn(may_read=may_read)

    def due_in(self, *, may_read: bool) -> float | None:
        dues = [line.due_in(may_read=may_read) for line in self._each()]
        if self.paid is not None and may_read:
            dues.append(self.paid.due_in())
        return min((due for due in dues if due is not None), default=None)

    def commit(self) -> None:
        for line in self._each():
            line.commit()

    def close(self) -> None:
        """Takes in what is on its way already, and writes down what is whole."""
        if self.paid is not None:
            self.paid.close()
        self.commit()

    def _each(self) -> list[Line]:
        return [line for _, line in self._lines]

    def _is_sending(self) -> bool:
        return self.paid is not None and self.paid.busy


def _busy(settings: Settings) -> int:
    """Files with the decode processes at one time: each has one, and the next one waits."""
    return 2 * process_count(settings, effort=settings.effort) + 2
