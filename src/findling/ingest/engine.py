"""What the ingest thread works with, and the order of its turns: looks, writes, readings, reports.

Everything here runs on the ingest thread; `findling.ingest.service` starts that thread and speaks for it.
"""

import logging
from collections.abc import Callable, Collection
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from findling.catalogue import open_reader, open_writer
from findling.catalogue.rows import PAUSED, Changes
from findling.core.courtesy import Courtesy
from findling.core.events import Activity, Publish
from findling.core.library import LibraryPaths
from findling.core.model import FolderId, Tokens, WatchedFolder
from findling.core.report import Estimate, IndexSummary
from findling.core.settings import Settings
from findling.ingest.branches import Branch, Branches, Decoders
from findling.ingest.charges import of_questions
from findling.ingest.folders import Folders
from findling.ingest.keeping import IndexKeeper, IndexKeepers
from findling.ingest.looks import Looks
from findling.ingest.plan import Tally
from findling.ingest.power import Power
from findling.ingest.progress import Account
from findling.ingest.purging import Purging
from findling.ingest.redraw import Redraw
from findling.ingest.reports import Reports
from findling.ingest.roots import Roots
from findling.ingest.runs import Runs
from findling.ingest.settle import Clock
from findling.ingest.survey import LookThread
from findling.ingest.watch import Burst, Touched, Watcher
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

AGAIN = 0.05
"""Seconds until files that may be there to be read are looked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an engine is built from."""

    paths: LibraryPaths
    settings: Settings
    pool: Decoders
    branches: tuple[Branch, ...]
    publish: Publish
    clock: Clock
    courtesy: Courtesy


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
        self._index = IndexKeepers(
            [IndexKeeper(branch.nearest, reader=self._reader) for branch in parts.branches]
        )
        self._branches = self._make_branches()
        self._stack.callback(self._branches.close)
        self._power = Power(
            parts.settings, apply=self._branches.adopt, monotonic=self._clock.monotonic
        )
        self._reports = self._make_reports()
        self._redraw = Redraw(
            paths=parts.paths,
            pool=parts.pool,
            contents=self._reader.ready_contents,
            post=post,
            drawn=self._reports.rows_changed,
        )
        self._runs = Runs(branches=self._branches, reader=self._reader, clock=self._clock)
        self._purging = self._make_purging()
        self._thread = LookThread()
        self._looks = self._make_looks()
        self._folders = self._make_folders()
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
        self._paused = self._writer.meta(PAUSED) == "1"
        self._overruled = False
        """Reading although paused: asked for by name after the pause."""
        self._scan_at = 0.0

    def _make_reports(self) -> Reports:
        return Reports(
            branches=self._branches,
            publish=self._parts.publish,
            clock=self._clock,
            account=self._account,
            trouble=lambda: self._writes.trouble or self._branches.trouble,
            before_changed=self._index.refresh,
            saving_power=lambda: self._power.saving,
        )

    def _make_branches(self) -> Branches:
        return Branches(
            self._parts.branches,
            writer=self._writer,
            reader=self._reader,
            writes=self._writes,
            decoders=self._parts.pool,
            paths=self._parts.paths,
            settings=self._parts.settings,
            clock=self._clock,
            account=self._account,
            post=self._post,
            look_again=lambda path: self._looks.want_again(
                Burst(frozenset([path]), frozenset())
            ),
            committed=lambda count: self._reports.rows_changed(count),
            courtesy=self._parts.courtesy,
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

    def _make_folders(self) -> Folders:
        return Folders(
            writer=self._writer,
            branches=self._branches,
            looks=self._looks,
            changed=self._folders_changed,
            rows_changed=self._reports.rows_changed,
        )

    def _make_purging(self) -> Purging:
        return Purging(
            writer=self._writer,
            writes=self._writes,
            paths=self._parts.paths,
            settings=self._parts.settings,
            clock=self._clock,
            dropped=self._dropped,
        )

    # --- commands ---

    @property
    def paused(self) -> bool:
        return self._paused

    def activate(self, *, watch: bool) -> None:
        """From now on folders are looked at and files are read, without being asked each time."""
        self._active = True
        self._watching = self._watching or watch
        self._branches.want_sending(True)
        self._index.load()
        self._ask_roots()
        self.rescan()

    def begin_run(self, future: "Future[IndexSummary]", *, send: bool) -> None:
        self._runs.begin(future, send=send)
        self._overruled = True
        self._branches.want_sending(self._active or self._runs.send)
        self._branches.begin()
        self._index.load()
        self.rescan()

    def rescan(self) -> None:
        self._scan_at = self._clock.monotonic() + 60 * self._parts.settings.scan_minutes
        self._looks.want(folder.id for folder in self._writer.folders())

    def folders(self) -> list[WatchedFolder]:
        return self._writer.folders()

    def add_folder(self, path: Path, *, local_only: bool) -> WatchedFolder:
        return self._folders.add(path, local_only=local_only)

    def set_local_only(self, path: Path, value: bool) -> None:
        self._folders.set_local_only(path, value)

    def remove_folder(self, path: Path) -> int:
        return self._folders.remove(path)

    def _folders_changed(self, look_at: Collection[FolderId]) -> None:
        self._reports.folders_changed()
        if self._active or self._runs:
            self._looks.want(look_at)
            self._ask_roots()

    def adopt(self, settings: Settings) -> None:
        """Goes by the effort, the number of processes and the names to pass over in `settings` from now on."""
        self._power.adopt(settings)
        if self._looks.adopt(settings) and self._active:
            self.rescan()

    def pause(self) -> None:
        """What is in the decode processes is finished and committed; nothing new begins."""
        self._paused, self._overruled = True, False
        self._writes.do(lambda: self._writer.set_meta(PAUSED, "1"))

    def resume(self) -> None:
        self._paused = False
        self._writes.do(lambda: self._writer.set_meta(PAUSED, "0"))

    def retry_failures(self) -> int:
        count = self._writer.retry_failures()
        self._branches.forget_failures()
        self._reports.rows_changed(count)
        return count

    def look_first(self, paths: Collection[Path]) -> None:
        self._branches.look_first(paths)

    # --- money ---

    def estimate(self) -> Estimate | None:
        paid = self._branches.paid
        return paid.estimate() if paid is not None else None

    def agree(self, usd: float) -> None:
        if self._branches.paid is not None:
            self._branches.paid.agree(usd)

    def spent(self, tokens: Tokens) -> None:
        charge = of_questions(tokens, settings=self._parts.settings)
        self._writes.do(lambda: self._writer.add_charge(charge))
        if self._branches.paid is not None:
            self._branches.paid.purse.settle(0.0, usd=charge.usd)

    def retry_now(self) -> None:
        if self._branches.paid is not None:
            self._branches.paid.retry_now()

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
        self._branches.turn(may_read=self._may_read())
        if self._is_through():
            self._reports.flush()
            self._end_agreement()
            self._purging.turn()
            self._index.rest()
            self._redraw.rest()
            self._finish_runs()
        self._reports.turn(self._activity())

    def due_in(self) -> float | None:
        """Seconds until the next turn has something to do; None: only when something is posted."""
        now = self._clock.monotonic()
        dues = [
            self._branches.due_in(may_read=self._may_read()),
            self._touched.due_in(),
            self._reports.due_in(),
        ]
        if self._writes:
            dues.append(self._writes.due_in())
        if self._active:
            dues += [self._scan_at - now, self._power.due_in()]
        if self._watching:
            dues.append(self._roots.due_in())
        if self._is_through():
            resting = self._index.behind or (self._redraw.behind and not self._redraw.waits)
            dues.append(0.0 if resting else self._purging.due_in())
        elif self._may_read() and self._branches.at_rest and self._branches.has_ready:
            # The last turn itself changed rows (an agreement ended): nothing under way brings the next one.
            dues.append(AGAIN)
        elif self._only_stragglers():
            dues.append(self._branches.last_work + self._straggling() - now)
        known = [max(0.0, due) for due in dues if due is not None]
        return min(known) if known else None

    def close(self) -> None:
        """Commits what is decoded and lets go of everything. Once."""
        try:
            self._looks.cancel()
            self._branches.close()
            self._writes.try_now()
            if self._writes:
                log.warning("closing with changes unwritten: they will be found again")
            self._thread.close(0.5)
            self._watcher.close()
            self._reports.stopped()
        finally:
            self._stack.close()

    def _may_read(self) -> bool:
        wanted = self._active or bool(self._runs)
        return wanted and (not self._paused or (self._overruled and bool(self._runs)))

    def _is_through(self) -> bool:
        """Everything that may be read now has been: the time for what can wait.

        Files that are still being written hold a run up only for so long.
        """
        branches = self._branches
        if not self._may_read() or self._looks.busy or not branches.at_rest:
            return False
        if branches.paid is not None and branches.paid.goes_on and self._runs:
            return False
        if branches.idle:
            return True
        waited = self._clock.monotonic() - branches.last_work
        return self._only_stragglers() and waited >= self._straggling()

    def _only_stragglers(self) -> bool:
        """A run waits for nothing but files that are still being written."""
        branches, paid = self._branches, self._branches.paid
        if not self._runs or not self._may_read() or self._looks.busy or not branches.at_rest:
            return False
        return not branches.has_ready and not (paid is not None and paid.goes_on)

    def _end_agreement(self) -> None:
        """What was agreed to was for the files that were known then."""
        paid = self._branches.paid
        if paid is not None and paid.held is None and paid.wanted and not paid.batches.waiting:
            paid.all_read()

    def _straggling(self) -> float:
        return max(5.0, 5 * self._parts.settings.settle_seconds)

    def _do_periodic(self) -> None:
        self._power.turn()
        if self._clock.monotonic() >= self._scan_at:
            self.rescan()
        if self._watching and self._roots.due_in() == 0:
            self._ask_roots()

    def _ask_roots(self) -> None:
        if self._watching:
            self._roots.ask(self._writer.folders())

    # --- what happened ---

    def _recorded(self, changes: Changes) -> None:
        self._branches.rows_changed()
        self._reports.rows_changed(1)

    def _look_ended(self, tally: Tally) -> None:
        self._runs.look_ended(tally)
        self._branches.rows_changed()

    def _dropped(self, contents: int) -> None:
        self._index.refresh()
        self._reports.rows_changed(contents)

    def _finish_runs(self) -> None:
        if self._runs and not (self._index.behind or self._redraw.behind):
            self._runs.finish()
            self._branches.want_sending(self._active)

    def _activity(self) -> Activity:
        if not self._branches.idle and self._may_read():
            return Activity.READING
        if self._looks.scanning:
            return Activity.SCANNING
        if self._paused:
            return Activity.PAUSED if self._branches.at_rest else Activity.READING
        return Activity.IDLE


def _nothing() -> None:
    """Posted to end a wait."""
