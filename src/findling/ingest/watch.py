"""Notices from the file system, gathered until they calm down. The watcher's threads fill, the ingest thread drains.

Notices only say where to look again; nothing is believed from them. What they miss (watch limits, lost events,
network drives) the periodic look finds.
"""

import logging
import os
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from findling.ingest.settle import Clock

log = logging.getLogger(__name__)

CALM = 0.15
"""Seconds without a notice after which a burst counts as over."""
PATIENCE = 1.0
"""Seconds after which a burst that does not end is looked at all the same."""
POLL_SECONDS = 10.0
MOST_PATHS = 20_000
"""More touched paths than this are forgotten in favour of one look at everything."""

# Closing is not among them: files in new folders are mostly reported without it.
_EVENTS: list[type[FileSystemEvent]] = [
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


@dataclass(frozen=True, slots=True)
class Burst:
    """Where to look again. `folders` hold more than themselves; `everything`: too many paths to name."""

    files: frozenset[Path]
    folders: frozenset[Path]
    everything: bool = False


class Touched:
    """Paths that something happened to, until they are taken. Bounded by `MOST_PATHS`. Any thread."""

    def __init__(self, *, clock: Clock, wake: Callable[[], None]) -> None:
        self._clock = clock
        self._wake = wake
        self._lock = threading.Lock()
        self._files: set[Path] = set()
        self._folders: set[Path] = set()
        self._everything = False
        self._first = self._last = 0.0

    def add(self, path: Path, *, folder: bool) -> None:
        with self._lock:
            now = self._clock.monotonic()
            was_calm = not self._waiting()
            if was_calm:
                self._first = now
            self._last = now
            if len(self._files) + len(self._folders) >= MOST_PATHS:
                self._everything = True
                self._files.clear()
                self._folders.clear()
            elif not self._everything:
                (self._folders if folder else self._files).add(path)
        if was_calm:
            self._wake()

    def due_in(self) -> float | None:
        """Seconds until `take` gives something; None while there is nothing."""
        with self._lock:
            if not self._waiting():
                return None
            due = min(self._last + CALM, self._first + PATIENCE)
            return max(0.0, due - self._clock.monotonic())

    def take(self) -> Burst | None:
        """The burst, once it has calmed down."""
        if self.due_in() != 0.0:
            return None
        with self._lock:
            burst = Burst(
                frozenset(self._files - self._folders),
                frozenset(self._folders),
                self._everything,
            )
            self._files, self._folders, self._everything = set(), set(), False
        return burst

    def _waiting(self) -> bool:
        return bool(self._files or self._folders or self._everything)


class Watcher(FileSystemEventHandler):
    """Keeps one recursive watch on each present root. Used by the look thread; notices come on its own threads."""

    def __init__(
        self,
        touched: Touched,
        *,
        ignore: Path,
        observer: Callable[[], BaseObserver] = Observer,
    ) -> None:
        self._touched = touched
        self._ignore = str(ignore)  # the library's own folder: it is written to all the time
        self._make = observer
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, tuple[ObservedWatch, tuple[int, int]]] = {}
        self.polling = False

    @property
    def watched(self) -> set[Path]:
        return set(self._watches)

    def follow(self, identities: Mapping[Path, tuple[int, int] | None]) -> None:
        """Watches exactly these roots; None: it is not there. One that was replaced is watched anew."""
        for root, (watch, identity) in list(self._watches.items()):
            if identities.get(root) != identity:
                del self._watches[root]
                self._unschedule(watch)
        for root, there in identities.items():
            if there is not None and root not in self._watches:
                self._schedule(root, there)

    def close(self, timeout: float = 1.0) -> None:
        """Ends the watching. Idempotent."""
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is not None:
            observer.stop()
            observer.join(timeout)
            if observer.is_alive():
                log.warning("the watcher did not stop within %.1f s", timeout)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """On the observer's thread."""
        for raw in (event.src_path, event.dest_path):
            path = os.fsdecode(raw)
            if path and path != self._ignore and not path.startswith(self._ignore + os.sep):
                self._touched.add(Path(path), folder=event.is_directory)

    def _schedule(self, root: Path, identity: tuple[int, int]) -> None:
        try:
            watch = self._running().schedule(
                self, str(root), recursive=True, event_filter=_EVENTS
            )
        except OSError as error:
            log.warning("no notices for %r: %s", str(root), error)
            if not self.polling:
                self._poll_instead()
                self._schedule(root, identity)
            return
        self._watches[root] = (watch, identity)

    def _unschedule(self, watch: ObservedWatch) -> None:
        try:
            if self._observer is not None:
                self._observer.unschedule(watch)
        except (KeyError, OSError) as error:  # its folder went away together with the watch
            log.debug("a watch had ended already: %r", error)

    def _running(self) -> BaseObserver:
        if self._observer is None:
            # watchdog warns when a folder that was moved out comes back; it does watch it again.
            warnings.filterwarnings(
                "ignore", message="Callback with id", category=RuntimeWarning
            )
            observer = PollingObserver(timeout=POLL_SECONDS) if self.polling else self._make()
            observer.start()
            self._observer = observer
        return self._observer

    def _poll_instead(self) -> None:
        """The system gives no (more) notices: asks every few seconds instead, for all roots."""
        log.warning("watching by looking every %.0f s instead", POLL_SECONDS)
        roots = dict(self._watches)
        self.close()
        self.polling = True
        for root, (_, identity) in roots.items():
            self._schedule(root, identity)
