"""One look at watched folders: what is asked, who walks, and what comes back. Runs on the look thread.

A thread of its own, because a dead network drive may hold it for minutes.
"""

import logging
import os
import queue
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from findling.core.model import FileRow, FolderId, Found, Kind, WatchedFolder
from findling.ingest.plan import Diff, Seen
from findling.ingest.scan import Root, Sighting, Unread, look_at, walk, why_away
from findling.media.names import kind_by_name
from findling.media.sniff import HEAD, sniff

log = logging.getLogger(__name__)

AWAY_FROM = 20
"""A root in which nothing is left counts as away, not as emptied, when it held at least this many files."""
SLICE = 500
SLICES_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Place:
    """One watched folder to look at: all of it, or the paths `at`."""

    folder: WatchedFolder
    root: Root
    at: tuple[Path, ...] | None
    present: int = 0
    """How many files are known to be there; with the devices they are on and some of their paths."""
    devices: frozenset[int] = frozenset()
    sample: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """What a look found out besides the files."""

    unread: tuple[Unread, ...]
    away: Mapping[FolderId, str]
    """Folders that are not there, and why."""
    present: frozenset[FolderId]
    """Folders that were looked at as a whole and are there."""


@dataclass(eq=False, slots=True)
class Look:
    """One look on its way."""

    places: tuple[Place, ...]
    diff: Diff
    ambiguous: Mapping[Path, FileRow]
    """Known files whose name does not tell their kind: not opened again while they are unchanged."""
    room: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(SLICES_AHEAD))
    cancelled: threading.Event = field(default_factory=threading.Event)


class LookThread:
    """Runs jobs one after the other. A daemon: a drive that never answers must not keep the program alive."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="findling-look", daemon=True)
        self._thread.start()

    def run(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def close(self, timeout: float) -> None:
        self._jobs.put(None)
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("looking at the folders did not stop within %.1f s", timeout)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def examine(look: Look, *, deliver: Callable[[list[Seen]], None]) -> Ending:
    """Looks at every place and hands on what is there, in slices. Runs on the look thread."""
    unread: list[Unread] = []
    away: dict[FolderId, str] = {}
    present: set[FolderId] = set()
    for place in look.places:
        reason = why_away(place.root.path, devices=place.devices, sample=place.sample)
        if reason is None:
            seen = 0
            for part in _sliced(_seen(place, look, unread)):
                seen += len(part)
                if look.cancelled.is_set():
                    break
                deliver(part)
            if place.at is None and not seen and place.present >= AWAY_FROM:
                reason = "nothing is left of its many files"
        if reason is not None:
            away[place.folder.id] = reason
            unread.append(Unread(place.root.path, reason))
        elif place.at is None:
            present.add(place.folder.id)
    return Ending(tuple(unread), away, frozenset(present))


def kind_of(found: Found, known: FileRow | None) -> Kind | None:
    """By the name; where that says nothing, by the first bytes, which are read once. Raises OSError."""
    by_name = kind_by_name(found.path.name)
    if by_name is not None:
        return by_name
    if known is not None and (known.size, known.mtime_ns) == (found.size, found.mtime_ns):
        return known.kind
    claim = sniff(_head(found.path), found.path.name)
    return None if claim is None else claim.kind


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; of anything else that has taken its place, nothing."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    try:
        return os.read(handle, HEAD) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    finally:
        os.close(handle)


def _seen(place: Place, look: Look, unread: list[Unread]) -> Iterator[Seen]:
    if place.at is None:
        sightings = walk(place.root.path, root=place.root)
    else:
        sightings = _once(each for path in place.at for each in look_at(path, root=place.root))
    for each in sightings:
        if isinstance(each, Unread):
            unread.append(each)
            continue
        try:
            yield _as_seen(each, place, look.ambiguous.get(each.found.path))
        except FileNotFoundError:
            continue
        except OSError as error:
            unread.append(Unread(each.found.path, error.strerror or str(error)))


def _once(sightings: Iterable[Sighting | Unread]) -> Iterator[Sighting | Unread]:
    """A file may be touched itself and lie in a touched folder; a comparison must see it once."""
    met: set[Path] = set()
    for each in sightings:
        path = each.path if isinstance(each, Unread) else each.found.path
        if path not in met:
            met.add(path)
            yield each


def _as_seen(sighting: Sighting, place: Place, known: FileRow | None) -> Seen:
    kind = kind_of(sighting.found, known) if sighting.here else None
    return Seen(sighting.found, place.folder.id, kind, sighting.here)


def _sliced(seen: Iterator[Seen]) -> Iterator[list[Seen]]:
    while part := list(islice(seen, SLICE)):
        yield part
