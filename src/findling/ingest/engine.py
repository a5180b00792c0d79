"""What the ingest thread works with, and the order of its turns: looks, writes, readings, reports.

Everything here runs on the ingest thread; `findling.ingest.service` starts that thread and speaks for it.
"""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from findling.catalogue import open_reader, open_writer
from findling.catalogue.rows import PAUSED, Changes
from findling.core.errors import FindlingError
from findling.core.events import Activity, Publish
from findling.core.library import LibraryPaths
from findling.core.model import FolderId, Space, WatchedFolder
from findling.core.report import IndexSummary
from findling.core.settings import Settings
from findling.ingest.keeping import Index, IndexKeeper
from findling.ingest.looks import Looks
from findling.ingest.pipeline import Line, Pool
from findling.ingest.plan import Tally
from findling.ingest.progress import Account
from findling.ingest.redraw import Redraw
from findling.ingest.reports import Reports
from findling.ingest.roots import Roots
from findling.ingest.settle import Clock
from findling.ingest.survey import LookThread
from findling.ingest.thumbnails import delete_thumbnails
from findling.ingest.watch import Burst, Touched, Watcher
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

PURGED = "purged"
"""Key in the catalogue's meta table: when what was missing for long was last dropped, in seconds UTC."""
DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an engine is built from."""

    paths: LibraryPaths
    settings: Settings
    pool: Pool
    nearest: Index | None
    space: Space
    publish: Publish
    clock: Clock


@dataclass(eq=False, slots=True)
class Run:
    """One `bring_up_to_date`: over when everything was looked at and nothing is left to read."""

    future: "Future[IndexSummary]"
    began: float
    cost: float
    tally: Tally = field(default_factory=Tally)


class Engine:
    """Built and used on the ingest thread. FindlingError when the library cannot be opened for writing."""

    def __init__(self, parts: Parts, *, post: Callable[[Callable[[], None]], None]) -> None:
        self._parts = parts
        self._clock = parts.clock
        self._post = post
        self._stack = ExitStack()
        self._writer = open_writer(parts.paths)
        self._stack.callback(self._writer.close)
        self._reader = open_reader(parts.paths)
        self._stack.callback(self._reader.close)
        self._writes = Writes(clock=self._clock)
        self._account = Account()
        self._index = IndexKeeper(parts.nearest, reader=self._reader)
        self._reports = self._make_reports()
        self._redraw = Redraw(
            paths=parts.paths,
            pool=parts.pool,
            contents=self._reader.ready_contents,
            post=post,
            drawn=self._reports.rows_changed,
        )
        self._line = self._make_line()
        self._thread = LookThread()
        self._looks = self._make_looks()
        self._touched = Touched(clock=self._clock, wake=lambda: post(_nothing))
        self._watcher = Watcher(self._touched, ignore=parts.paths.root)
        self._roots = Roots(
            watcher=self._watcher,
            looks=self._looks,
            thread=self._thread,
            clock=self._clock,
            post=post,
        )
        self._active = False
        self._watching = False
        self._runs: list[Run] = []
        self._paused = self._writer.meta(PAUSED) == "1"
        self._overruled = False
        """Reading although paused: asked for by name after the pause."""
        self._scan_at = self._purge_at = 0.0

    def _make_reports(self) -> Reports:
        return Reports(
            writer=self._writer,
            reader=self._reader,
            space=self._parts.space.id,
            plan=self._parts.settings.span_plan,
            publish=self._parts.publish,
            clock=self._clock,
            account=self._account,
            trouble=lambda: self._writes.trouble,
            before_changed=self._index.refresh,
        )

    def _make_line(self) -> Line:
        return Line(
            writer=self._writer,
            writes=self._writes,
            pool=self._parts.pool,
            paths=self._parts.paths,
            settings=self._parts.settings,
            space=self._parts.space,
            clock=self._clock,
            account=self._account,
            post=self._post,
            look_again=lambda path: self._looks.want_again(
                Burst(frozenset([path]), frozenset())
            ),
            committed=self._reports.rows_changed,
        )

    def _make_looks(self) -> Looks:
        return Looks(
            writer=self._writer,
            writes=self._writes,
            settings=self._parts.settings,
            library=self._parts.paths.root,
            thread=self._thread,
            post=self._post,
            recorded=self._recorded,
            ended=self._look_ended,
            folders_changed=self._reports.folders_changed,
        )

    # --- commands ---

    @property
    def paused(self) -> bool:
        return self._paused

    def activate(self, *, watch: bool) -> None:
        """From now on folders are looked at and files are read, without being asked each time."""
        self._active = True
        self._watching = self._watching or watch
        self._index.load()
        self._ask_roots()
        self.rescan()

    def begin_run(self, future: "Future[IndexSummary]") -> None:
        now = self._clock.monotonic()
        self._runs.append(Run(future, began=now, cost=self._reader.cost_usd()))
        self._overruled = True
        self._line.last_work = now
        self._index.load()
        self.rescan()

    def rescan(self) -> None:
        self._scan_at = self._clock.monotonic() + 60 * self._parts.settings.scan_minutes
        self._looks.want(folder.id for folder in self._writer.folders())

    def folders(self) -> list[WatchedFolder]:
        return self._writer.folders()

    def add_folder(self, path: Path) -> WatchedFolder:
        root = path.resolve()
        if not root.is_dir():
            raise FindlingError(
                "folder-missing",
                f"There is no folder at {path}.",
                hint="Check the spelling, or connect the drive it is on.",
            )
        folder = self._writer.add_folder(root)
        self._folders_changed(folder.id)
        return folder

    def remove_folder(self, path: Path) -> int:
        folders = {folder.path: folder for folder in self._writer.folders()}
        folder = folders.get(path) or folders.get(path.resolve())
        if folder is None:
            raise FindlingError(
                "folder-unknown",
                f"{path} is not a watched folder.",
                hint="See the watched ones with: findling folders list.",
            )
        self._line.commit()
        self._looks.forget(folder.id)
        dropped = self._writer.remove_folder(folder.id)
        self._line.forget_folder(folder.id)
        around = [f.id for f in folders.values() if f.path in folder.path.parents]
        self._folders_changed(*around)
        self._reports.rows_changed(dropped)
        return dropped

    def _folders_changed(self, *look_at: FolderId) -> None:
        self._reports.folders_changed()
        if self._active or self._runs:
            self._looks.want(look_at)
            self._ask_roots()

    def pause(self) -> None:
        """What is in the decode processes is finished and committed; nothing new begins."""
        self._paused, self._overruled = True, False
        self._writes.do(lambda: self._writer.set_meta(PAUSED, "1"))

    def resume(self) -> None:
        self._paused = False
        self._writes.do(lambda: self._writer.set_meta(PAUSED, "0"))

    def retry_failures(self) -> int:
        count = self._writer.retry_failures()
        self._line.forget_failures()
        self._reports.rows_changed(count)
        return count

    def look_first(self, paths: Collection[Path]) -> None:
        self._line.look_first(paths)

    # --- turns ---

    def turn(self) -> None:
        """Does everything that is due now."""
        self._writes.turn()
        if self._active:
            self._do_periodic()
        burst = self._touched.take()
        if burst is not None:
            self._looks.want_again(burst)
        self._looks.turn()
        self._line.turn(may_read=self._may_read())
        if self._is_through():
            self._reports.flush()
            self._purge_if_due()
            self._index.rest()
            self._redraw.rest()
            self._finish_runs()
        self._reports.turn(self._activity())

    def due_in(self) -> float | None:
        """Seconds until the next turn has something to do; None: only when something is posted."""
        now = self._clock.monotonic()
        dues = [self._line.due_in(), self._touched.due_in(), self._reports.due_in()]
        if self._writes:
            dues.append(self._writes.due_in())
        if self._active:
            dues.append(self._scan_at - now)
        if self._watching:
            dues.append(self._roots.due_in())
        if self._is_through():
            resting = self._index.behind or (self._redraw.behind and not self._redraw.waits)
            dues.append(0.0 if resting else self._purge_at - now)
        elif self._runs and self._line.at_rest:
            dues.append(self._line.last_work + self._straggling() - now)
        known = [max(0.0, due) for due in dues if due is not None]
        return min(known) if known else None

    def close(self) -> None:
        """Commits what is decoded and lets go of everything. Once."""
        self._looks.cancel()
        self._line.commit()
        if self._writes:
            log.warning("closing with changes unwritten: they will be found again")
        self._thread.close(0.5)
        self._watcher.close()
        self._reports.stopped()
        self._stack.close()

    def _may_read(self) -> bool:
        wanted = self._active or bool(self._runs)
        return wanted and (not self._paused or (self._overruled and bool(self._runs)))

    def _is_through(self) -> bool:
        """Everything that may be read now has been: the time for what can wait.

        Files that are still being written hold a run up only for so long.
        """
        if not self._may_read() or self._looks.busy or not self._line.at_rest:
            return False
        if self._line.idle:
            return True
        waited = self._clock.monotonic() - self._line.last_work
        return bool(self._runs) and not self._line.has_ready and waited >= self._straggling()

    def _straggling(self) -> float:
        return max(5.0, 5 * self._parts.settings.settle_seconds)

    def _do_periodic(self) -> None:
        if self._clock.monotonic() >= self._scan_at:
            self.rescan()
        if self._watching and self._roots.due_in() == 0:
            self._ask_roots()

    def _ask_roots(self) -> None:
        if self._watching:
            self._roots.ask(self._writer.folders())

    def _purge_if_due(self) -> None:
        """Drops what has been missing for too long, once a day. Never during a reading: it takes contents away."""
        if self._clock.monotonic() < self._purge_at:
            return
        self._purge_at = self._clock.monotonic() + DAY
        now = self._clock.wall()
        if now - float(self._writer.meta(PURGED) or 0) >= DAY:
            kept = timedelta(days=self._parts.settings.missing_days)
            before = datetime.fromtimestamp(now, UTC) - kept
            self._writes.do(lambda: self._drop_missing(before, now=now))

    def _drop_missing(self, before: datetime, *, now: float) -> None:
        contents = self._writer.purge(before)
        self._writer.set_meta(PURGED, f"{now:.0f}")
        try:
            delete_thumbnails(self._parts.paths, contents)
        except OSError as error:
            log.warning("thumbnails of dropped contents stay: %s", error)
        if contents:
            log.info("dropped %d contents that have been missing for long", len(contents))
            self._index.refresh()
            self._reports.rows_changed(len(contents))

    # --- what happened ---

    def _recorded(self, changes: Changes) -> None:
        self._line.rows_changed()
        self._reports.rows_changed(1)

    def _look_ended(self, tally: Tally) -> None:
        for run in self._runs:
            run.tally.merge(tally)
        self._line.rows_changed()

    def _finish_runs(self) -> None:
        if self._index.behind or self._redraw.behind:
            return
        runs, self._runs = self._runs, []
        for run in runs:
            run.future.set_result(self._summary(run))
        if runs:
            self._line.dropped.clear()

    def _summary(self, run: Run) -> IndexSummary:
        tally = run.tally
        tally.forget(self._line.dropped)
        failures = self._reader.failures()
        return IndexSummary(
            added=len(tally.added),
            changed=len(tally.changed),
            moved=len(tally.moved),
            removed=len(tally.removed),
            unchanged=len(tally.unchanged),
            failed=len(failures),
            seconds=self._clock.monotonic() - run.began,
            cost_usd=self._reader.cost_usd() - run.cost,
            failures=tuple(failures),
        )

    def _activity(self) -> Activity:
        if not self._line.idle and self._may_read():
            return Activity.READING
        if self._looks.scanning:
            return Activity.SCANNING
        if self._paused:
            return Activity.PAUSED if self._line.at_rest else Activity.READING
        return Activity.IDLE


def _nothing() -> None:
    """Posted to end a wait."""
