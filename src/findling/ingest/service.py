"""Ingest as the rest of the program sees it: one object, one thread, and commands that any thread may give.

The ingest thread owns the library's one write connection. It runs what is posted to it, in order, and
between that does what is due. Nothing on it waits for a disk walk or a decoder.
"""

import logging
import queue
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from findling.core.courtesy import Courtesy
from findling.core.errors import FindlingError
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.model import Tokens, WatchedFolder
from findling.core.report import Estimate, IndexSummary
from findling.core.settings import Settings
from findling.ingest.branches import Branch, Decoders
from findling.ingest.engine import Engine, Parts
from findling.ingest.settle import Clock

log = logging.getLogger(__name__)
T = TypeVar("T")


class Ingest:
    """The library's one writer.

    Its thread starts with the first command; folders are looked at and files read after `start`, or
    while `bring_up_to_date` runs. Commands return futures and raise nothing themselves; `start` and
    `bring_up_to_date` wait. FindlingErrors: library-busy and the other ways in which a library cannot
    be opened, from whatever was called first; folder-missing, folder-unknown.
    """

    def __init__(
        self,
        *,
        paths: LibraryPaths,
        settings: Settings,
        pool: Decoders,
        branches: Sequence[Branch],
        publish: Publish,
        clock: Clock | None = None,
        courtesy: Courtesy | None = None,
    ) -> None:
        self._parts = Parts(
            paths=paths,
            settings=settings,
            pool=pool,
            branches=tuple(branches),
            publish=publish,
            clock=clock or Clock(),
            courtesy=courtesy or Courtesy(),
        )
        # Filled by commands, futures' callbacks and the look thread; drained by the ingest thread. Bounded
        # by what fills it: a few commands, the files in flight, SLICES_AHEAD parts of a look, one wake-up.
        self._inbox: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._engine: Engine | None = None
        self._opened: Future[None] = Future()
        self._promised: set[Future[object]] = set()

    # --- commands, on any thread ---

    def start(self, *, watch: bool) -> None:
        """Looks at all folders, reads what is new, and goes on doing so; `watch`: follows notices too."""
        self._command(lambda engine: engine.activate(watch=watch)).result()

    def close(self, timeout: float = 3.0) -> None:
        """Commits what is decoded and ends the thread. What is being decoded stays pending. Idempotent."""
        with self._lock:
            self._closed = True
            thread = self._thread
        self._inbox.put(None)
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
            if thread.is_alive():
                log.warning("ingest did not stop within %.1f s", timeout)

    def bring_up_to_date(self, *, send: bool = True) -> IndexSummary:
        """Looks at every folder, reads everything that is pending, and says what that came to. Waits.

        Reads although paused (it was asked for by name), unless `pause` is called while it runs.
        `failed` and `failures` are all files that are present and cannot be read, whether they failed
        in this run or before; they are not tried again. Files that returned count as added.
        `send`: what a service has to understand is sent as far as that was agreed to (`agree`); else it is
        only looked at, which is free. Waits through passing trouble; `held` says what else ended it early.
        """
        future: Future[IndexSummary] = Future()
        self._promise(future)
        self._command(lambda engine: engine.begin_run(future, send=send)).result()
        return future.result()

    def add_folder(self, path: Path, *, local_only: bool = False) -> "Future[WatchedFolder]":
        """Links in the path are resolved: the folder is known by the place where it really is.

        `local_only`: nothing of it is ever sent anywhere.
        """
        return self._command(lambda engine: engine.add_folder(path, local_only=local_only))

    def set_local_only(self, path: Path, value: bool) -> "Future[None]":
        """Marks a watched folder, or takes the mark off."""
        return self._command(lambda engine: engine.set_local_only(path, value))

    def remove_folder(self, path: Path) -> "Future[int]":
        """How many files were dropped from the library. Nothing on the disk is touched.

        FindlingError "folder-shielded" where the removal would let files be sent that a mark forbids to send.
        """
        return self._command(lambda engine: engine.remove_folder(path))

    def folders(self) -> "Future[list[WatchedFolder]]":
        return self._command(lambda engine: engine.folders())

    def rescan(self) -> None:
        self._command(lambda engine: engine.rescan())

    def pause(self) -> None:
        self._command(lambda engine: engine.pause())

    def resume(self) -> None:
        self._command(lambda engine: engine.resume())

    def adopt(self, settings: Settings) -> "Future[None]":
        """Goes by these from now on, as far as that needs nothing opened anew: see `Settings.with_live`."""
        return self._command(lambda engine: engine.adopt(settings))

    @property
    def paused(self) -> bool:
        """As of the last command that was carried out; kept in the library."""
        return self._engine is not None and self._engine.paused

    def retry_failures(self) -> "Future[int]":
        """How many failures were set back; their files are read again."""
        return self._command(lambda engine: engine.retry_failures())

    def look_first(self, paths: Collection[Path]) -> None:
        """What the user looks at is read before everything else."""
        self._command(lambda engine: engine.look_first(paths))

    # --- money ---

    def estimate(self) -> "Future[Estimate | None]":
        """What it would cost to send all that waits; None where nothing is ever sent."""
        return self._command(lambda engine: engine.estimate())

    def agree(self, usd: float) -> "Future[None]":
        """So many more dollars may be spent, in this run and, if it is interrupted, in the next; 0 takes it back."""
        return self._command(lambda engine: engine.agree(usd))

    def spent(self, tokens: Tokens) -> None:
        """A question to the service came to so much: into the ledger with it."""
        self._command(lambda engine: engine.spent(tokens))

    def retry_now(self) -> None:
        """Tries at once what stands still: the network may be back, a key may be right now."""
        self._command(lambda engine: engine.retry_now())

    # --- the thread ---

    def _command(self, act: Callable[[Engine], T]) -> "Future[T]":
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                future.cancel()
                return future
            self._promise(future)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="findling-ingest", daemon=True
                )
                self._thread.start()
        self._inbox.put(lambda: self._carry_out(future, act))
        return future

    def _promise(self, future: "Future[T]") -> None:
        """Whatever happens to the thread, nobody waits for this future in vain."""
        self._promised.add(future)  # type: ignore[arg-type]  # only ever settled with an error
        future.add_done_callback(self._promised.discard)

    def _carry_out(self, future: "Future[T]", act: Callable[[Engine], T]) -> None:
        if self._engine is None or not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(act(self._engine))
        except FindlingError as error:
            future.set_exception(error)

    def _run(self) -> None:
        trouble: BaseException | None = None
        try:
            engine = Engine(self._parts, post=self._inbox.put)
            try:
                self._engine = engine
                self._loop(engine)
            finally:
                engine.close()
        except FindlingError as error:  # the library could not be opened
            trouble = error
        except BaseException as error:
            trouble = error
            raise
        finally:
            self._break_promises(trouble)

    def _loop(self, engine: Engine) -> None:
        while True:
            try:
                job = self._inbox.get(timeout=engine.due_in())
                while job is not None:
                    job()
                    job = self._inbox.get_nowait()
                return
            except queue.Empty:
                engine.turn()

    def _break_promises(self, trouble: BaseException | None) -> None:
        with self._lock:
            self._closed = True
        for future in list(self._promised):
            if trouble is None:
                future.cancel()
            elif future.running() or future.set_running_or_notify_cancel():
                future.set_exception(trouble)
