"""A small set of decode processes. Jobs in, futures out; a crash or a hang costs its own file only.

One dispatcher thread owns the processes and their pipes. Any thread may submit; results arrive on the
dispatcher thread, so callbacks must be short.
"""

import heapq
import logging
import math
import multiprocessing
import os
import threading
import time
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from functools import partial
from itertools import count
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from findling.core.cut import Cut
from findling.core.errors import FindlingError, MediaError, NotMedia
from findling.core.model import ContentHash, Decoded
from findling.core.settings import Effort, Settings
from findling.media.failures import failure
from findling.worker.lanes import Lane, Take, Waiting
from findling.worker.messages import Job, Outcome, Reply, Setup, Task, read_reply

log = logging.getLogger(__name__)

_URGENT, _NORMAL = 0, 1
MOST_REPLY = 512 << 20
"""Bytes of one answer; the vectors and words of 5000 pages are about 40 MB."""


def process_count(settings: Settings, *, effort: Effort = Effort.NORMAL) -> int:
    """How many decode processes to keep: as chosen, else one for each core, at most four.

    With a quiet effort one; with the full one as chosen, else one for each core.
    """
    if effort is Effort.QUIET:
        return 1
    cores = os.cpu_count() or 1
    return settings.decode_processes or (
        cores if effort is Effort.FULL else max(1, min(4, cores))
    )


class DecodePool:
    """Reads files in spawned, memory-limited processes.

    `settings.decode_seconds` is the time a file may go without getting a step further. `background`: nobody waits
    for what is read, so the processes make room for others (a command's processes do not: a person waits for it).
    Futures raise MediaError (a reason for a person), NotMedia, FileNotFoundError (it vanished), or
    CancelledError when the pool closes first. What is embedded over a network is only looked at and prepared here.
    """

    def __init__(self, *, settings: Settings, background: bool = False) -> None:
        self._background = background
        self._setup = Setup(settings=settings, background=background)
        self._seconds = settings.decode_seconds
        self.processes = self._count(settings)
        self._numbers = count()
        self._queue: list[
            Waiting
        ] = []  # bounded by the submitters: ingest keeps a few in flight
        self._lanes: list[Lane] = []
        self._taken: list[tuple[Lane, int]] = []  # bounded: one part a process at a time
        self._lock = threading.Lock()
        self._closing = False
        self._wake_out, self._wake_in = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._dispatch, name="decode-pool", daemon=True)
        self._thread.start()

    def identify(self, path: Path) -> "Future[ContentHash]":
        """The content's hash."""
        return self._submit(Job(task=Task.IDENTIFY, path=path), _NORMAL)

    def decode(
        self,
        path: Path,
        *,
        provider: str = "builtin",
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]":
        """Everything about the content, its vectors by a local provider; `urgent` (a question waits for it) goes
        before all others. With `cut` only that part of it has spans."""
        job = Job(task=Task.DECODE, path=path, provider=provider, cut=cut)
        return self._submit(job, _URGENT if urgent else _NORMAL)

    def look(self, path: Path, *, provider: str) -> "Future[Decoded]":
        """Facts, thumbnail, and spans with their words and with what sending each to `provider` is expected to count.

        No frame, page or sound is decoded for it beyond what facts and thumbnail take.
        """
        return self._submit(Job(task=Task.LOOK, path=path, provider=provider), _NORMAL)

    def prepare(
        self,
        path: Path,
        *,
        provider: str,
        take: Take,
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]":
        """Spans with what `provider` is to be sent of them, in parts of a few megabytes.

        `take(part, go_on)` is called on the dispatcher thread; the first part has the thumbnail and maybe no spans.
        The process decodes on once `go_on` was called: from any thread, at any time, again without harm. Until the
        future is done it can be cancelled, which frees the process. Its result is the content without spans.
        """
        job = Job(task=Task.PREPARE, path=path, provider=provider, cut=cut)
        future = self._submit(job, _URGENT if urgent else _NORMAL, take=take)
        future.add_done_callback(self._wake_if_cancelled)
        return future

    def adopt(self, settings: Settings) -> None:
        """Goes by another `effort` and number of processes from now on. Any thread.

        A process cannot become less nice than it is, so those begun under another effort end once they are idle;
        what they are reading is read to its end.
        """
        with self._lock:
            self._setup = replace(self._setup, settings=settings)
            self.processes = self._count(settings)
            if not self._closing:
                self._wake_in.send_bytes(b"x")

    def _count(self, settings: Settings) -> int:
        """Where a person waits for what is read, nothing makes room."""
        return process_count(
            settings, effort=settings.effort if self._background else Effort.NORMAL
        )

    def pids(self) -> list[int]:
        """The processes that are up now, for memory figures."""
        with self._lock:
            return [lane.process.pid for lane in self._lanes if lane.process.pid]

    def close(self, timeout: float = 3.0) -> None:
        """Ends every process and cancels what waits. Idempotent."""
        with self._lock:
            first, self._closing = not self._closing, True
        if first:
            self._wake_in.send_bytes(b"x")
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("the decode pool did not stop within %.1f s", timeout)

    def _submit(self, job: Job, urgency: int, *, take: Take | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._lock:
            if self._closing:
                future.cancel()
                return future
            waiting = Waiting(urgency, next(self._numbers), job, future, take)
            heapq.heappush(self._queue, waiting)
            self._wake_in.send_bytes(b"x")
        return future

    def _wake_if_cancelled(self, future: "Future[Any]") -> None:
        if future.cancelled():
            with self._lock:
                if not self._closing:
                    self._wake_in.send_bytes(b"x")

    def _let_go_on(self, lane: Lane, number: int) -> None:
        with self._lock:
            if not self._closing and lane.held == number:
                self._taken.append((lane, number))
                self._wake_in.send_bytes(b"x")

    # --- the dispatcher thread ---

    def _dispatch(self) -> None:
        try:
            while not self._closing:
                self._free_unwanted()
                self._end_others()
                self._go_on()
                self._hand_out()
                self._listen()
        finally:
            self._shut_down()

    def _hand_out(self) -> None:
        """Gives waiting jobs to idle processes, starting processes as they are needed.

        An urgent job may take one process more than usual, so that a question never waits for a long clip.
        """
        while True:
            with self._lock:
                if not self._queue:
                    return
                room = self.processes + (self._queue[0].urgency == _URGENT)
                if sum(lane.waiting is not None for lane in self._lanes) >= room:
                    return
                waiting = heapq.heappop(self._queue)
            if waiting.begin():
                idle = next((lane for lane in self._lanes if lane.waiting is None), None)
                if idle is None or not self._begin(waiting, idle):
                    self._begin_in_new_lane(waiting)

    def _begin(self, waiting: Waiting, lane: Lane) -> bool:
        """False if the process had died meanwhile: the job was never begun, so another one can take it."""
        try:
            lane.start(waiting, seconds=self._seconds)
        except OSError:
            log.info("a decode process had ended while it waited")
            lane.waiting = None
            self._drop(lane)
            return False
        return True

    def _begin_in_new_lane(self, waiting: Waiting) -> None:
        try:
            lane = Lane(self._setup)
        except OSError as error:  # no more processes or memory to be had
            log.error("a decode process could not be started: %s", error)
            waiting.fail(failure("too-much-memory"))
            return
        with self._lock:
            self._lanes.append(lane)
        if not self._begin(waiting, lane):
            waiting.fail(failure("crashed"))

    def _free_unwanted(self) -> None:
        """Ends the processes whose job was cancelled: they may stand still or be deep in a decoder."""
        for lane in list(self._lanes):
            if lane.waiting is not None and lane.waiting.future.cancelled():
                lane.waiting.begin()
                lane.waiting = None
                self._drop(lane)

    def _end_others(self) -> None:
        """Ends the idle processes that were begun under another effort, and those beyond one for an urgent job."""
        if not self._background:
            return
        with self._lock:
            effort, room = self._setup.settings.effort, self.processes
        idle = [lane for lane in self._lanes if lane.waiting is None]
        for lane in idle:
            if lane.effort is not effort or len(self._lanes) > room + 1:
                self._drop(lane)

    def _go_on(self) -> None:
        with self._lock:
            taken, self._taken = self._taken, []
        for lane, number in taken:
            if lane in self._lanes and lane.held == number:
                try:
                    lane.go_on(seconds=self._seconds)
                except OSError:
                    self._lose(lane)

    def _listen(self) -> None:
        now = time.monotonic()
        busy = [lane for lane in self._lanes if lane.waiting is not None]
        patience = min((lane.deadline - now for lane in busy), default=None)
        pipes: list[Connection] = [self._wake_out, *(lane.pipe for lane in self._lanes)]
        endless = patience is None or patience == math.inf
        ready = wait(pipes, None if endless else max(0.0, patience or 0.0))
        if self._wake_out in ready:
            while self._wake_out.poll():
                self._wake_out.recv_bytes()
        for lane in list(self._lanes):
            if lane.pipe in ready:
                self._receive(lane)
            elif lane.waiting is not None and time.monotonic() >= lane.deadline:
                self._lose(lane, failure("too-slow"))

    def _receive(self, lane: Lane) -> None:
        try:
            reply = read_reply(lane.pipe.recv_bytes(MOST_REPLY))
        except (EOFError, OSError):
            self._lose(lane)
            return
        except FindlingError as error:
            log.error("%s", error.message)
            self._lose(lane)
            return
        if reply.outcome in (Outcome.ALIVE, Outcome.PART):
            lane.deadline = time.monotonic() + self._seconds
            if reply.outcome is Outcome.PART:
                self._take(lane, reply)
            return
        waiting, lane.waiting = lane.waiting, None
        if reply.retire:
            self._drop(lane)
        if waiting is not None:
            _resolve(waiting, reply)

    def _take(self, lane: Lane, reply: Reply) -> None:
        """Gives a part to whoever asked for it. A process that waits is not slow, however long it takes."""
        waiting = lane.waiting
        if waiting is None or waiting.take is None or reply.decoded is None:
            self._lose(lane)
            return
        number = next(self._numbers)
        if reply.waits:
            lane.held, lane.deadline = number, math.inf
        if waiting.future.cancelled():
            return
        try:
            waiting.take(reply.decoded, partial(self._let_go_on, lane, number))
        except Exception as error:  # a bug of the taker's, who hears of it from its own future
            self._lose(lane, error)

    def _lose(self, lane: Lane, why: Exception | None = None) -> None:
        """Ends a process that crashed or hung; its own job fails, nobody else's."""
        waiting, lane.waiting = lane.waiting, None
        self._drop(lane)
        if waiting is not None:
            log.warning("reading %r ended its process", str(waiting.job.path))
            waiting.fail(why or failure("crashed"))

    def _drop(self, lane: Lane) -> None:
        with self._lock:
            self._lanes.remove(lane)
        lane.end()

    def _shut_down(self) -> None:
        with self._lock:
            self._closing = True
            lanes, self._lanes = self._lanes, []
            queue, self._queue = self._queue, []
        for lane in lanes:
            lane.end()
            if lane.waiting is not None:
                lane.waiting.fail(CancelledError())
        for waiting in queue:
            waiting.future.cancel()
        self._wake_in.close()
        self._wake_out.close()


def _resolve(waiting: Waiting, reply: Reply) -> None:
    match reply.outcome:
        case Outcome.DONE if waiting.job.task is Task.IDENTIFY and reply.content is not None:
            waiting.done(reply.content)
        case Outcome.DONE if (
            waiting.job.task is not Task.IDENTIFY and reply.decoded is not None
        ):
            waiting.done(reply.decoded)
        case Outcome.FAILED if reply.failure is not None:
            row = reply.failure
            waiting.fail(MediaError(row.code, row.reason, hint=row.hint, lasting=row.lasting))
        case Outcome.NOT_MEDIA:
            waiting.fail(NotMedia(str(waiting.job.path)))
        case Outcome.VANISHED:
            waiting.fail(FileNotFoundError(str(waiting.job.path)))
        case _:
            log.error("a reader failed on %r:\n%s", str(waiting.job.path), reply.text)
            waiting.fail(failure("crashed"))
