"""A small set of decode processes. Jobs in, futures out; a crash or a hang costs its own file only.

One dispatcher thread owns the processes and their pipes. Any thread may submit; results arrive on the
dispatcher thread, so callbacks must be short.
"""

import heapq
import logging
import multiprocessing
import os
import threading
import time
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from findling.core.errors import FindlingError, MediaError, NotMedia
from findling.core.model import ContentHash, Decoded
from findling.core.settings import Settings
from findling.media.failures import failure
from findling.worker.messages import Job, Outcome, Reply, Setup, Task, pack, read_reply
from findling.worker.process import serve

log = logging.getLogger(__name__)

_URGENT, _NORMAL = 0, 1
MOST_REPLY = 512 << 20
"""Bytes of one answer; the vectors and words of 5000 pages are about 40 MB."""


def process_count(settings: Settings) -> int:
    """How many decode processes to keep: as chosen, else one for each core, at most four."""
    return settings.decode_processes or max(1, min(4, os.cpu_count() or 1))


@dataclass(order=True)
class _Waiting:
    urgency: int
    number: int
    job: Job = field(compare=False)
    future: "Future[Any]" = field(compare=False)


class _Lane:
    """One process, its pipe, and the job it is on."""

    def __init__(self, setup: Setup) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs,), name="findling-decode", daemon=True
        )
        self.process.start()
        theirs.close()
        self.pipe.send_bytes(pack(setup))
        self.waiting: _Waiting | None = None
        self.deadline = 0.0

    def start(self, waiting: _Waiting, *, seconds: float) -> None:
        self.waiting = waiting
        self.deadline = time.monotonic() + seconds
        self.pipe.send_bytes(pack(waiting.job))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class DecodePool:
    """Reads files in spawned, memory-limited processes.

    `settings.decode_seconds` is the time a file may go without getting a step further. `background`: nobody waits
    for what is read, so the processes make room for others (a command's processes do not: a person waits for it).
    Futures raise MediaError (a reason for a person), NotMedia, FileNotFoundError (it vanished), or
    CancelledError when the pool closes first.
    """

    def __init__(self, *, settings: Settings, background: bool = False) -> None:
        self._setup = Setup(
            provider=settings.provider,
            clip_window=settings.clip_window,
            clip_frames=settings.clip_frames,
            recording_window=settings.recording_window,
            document_pages=settings.document_pages,
            seconds=settings.decode_seconds,
            memory=settings.decode_memory,
            background=background,
        )
        self.processes = process_count(settings)
        self._numbers = count()
        self._queue: list[
            _Waiting
        ] = []  # bounded by the submitters: ingest keeps a few in flight
        self._lanes: list[_Lane] = []
        self._lock = threading.Lock()
        self._closing = False
        self._wake_out, self._wake_in = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._dispatch, name="decode-pool", daemon=True)
        self._thread.start()

    def identify(self, path: Path) -> "Future[ContentHash]":
        """The content's hash."""
        return self._submit(Job(task=Task.IDENTIFY, path=path), _NORMAL)

    def decode(self, path: Path, *, urgent: bool = False) -> "Future[Decoded]":
        """Everything about the content; `urgent` (a question waits for it) goes before all others."""
        return self._submit(Job(task=Task.DECODE, path=path), _URGENT if urgent else _NORMAL)

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

    def _submit(self, job: Job, urgency: int) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._lock:
            if self._closing:
                future.cancel()
                return future
            heapq.heappush(self._queue, _Waiting(urgency, next(self._numbers), job, future))
            self._wake_in.send_bytes(b"x")
        return future

    # --- the dispatcher thread ---

    def _dispatch(self) -> None:
        try:
            while not self._closing:
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
            if waiting.future.set_running_or_notify_cancel():
                idle = next((lane for lane in self._lanes if lane.waiting is None), None)
                if idle is None or not self._begin(waiting, idle):
                    self._begin_in_new_lane(waiting)

    def _begin(self, waiting: _Waiting, lane: _Lane) -> bool:
        """False if the process had died meanwhile: the job was never begun, so another one can take it."""
        try:
            lane.start(waiting, seconds=self._setup.seconds)
        except OSError:
            log.info("a decode process had ended while it waited")
            lane.waiting = None
            self._drop(lane)
            return False
        return True

    def _begin_in_new_lane(self, waiting: _Waiting) -> None:
        try:
            lane = _Lane(self._setup)
        except OSError as error:  # no more processes or memory to be had
            log.error("a decode process could not be started: %s", error)
            waiting.future.set_exception(failure("too-much-memory"))
            return
        with self._lock:
            self._lanes.append(lane)
        if not self._begin(waiting, lane):
            waiting.future.set_exception(failure("crashed"))

    def _listen(self) -> None:
        now = time.monotonic()
        busy = [lane for lane in self._lanes if lane.waiting is not None]
        patience = min((lane.deadline - now for lane in busy), default=None)
        pipes: list[Connection] = [self._wake_out, *(lane.pipe for lane in self._lanes)]
        ready = wait(pipes, None if patience is None else max(0.0, patience))
        if self._wake_out in ready:
            while self._wake_out.poll():
                self._wake_out.recv_bytes()
        for lane in list(self._lanes):
            if lane.pipe in ready:
                self._receive(lane)
            elif lane.waiting is not None and time.monotonic() >= lane.deadline:
                self._lose(lane, failure("too-slow"))

    def _receive(self, lane: _Lane) -> None:
        try:
            reply = read_reply(lane.pipe.recv_bytes(MOST_REPLY))
        except (EOFError, OSError):
            self._lose(lane)
            return
        except FindlingError as error:
            log.error("%s", error.message)
            self._lose(lane)
            return
        if reply.outcome is Outcome.ALIVE:
            lane.deadline = time.monotonic() + self._setup.seconds
            return
        waiting, lane.waiting = lane.waiting, None
        if reply.retire:
            self._drop(lane)
        if waiting is not None:
            _resolve(waiting, reply)

    def _lose(self, lane: _Lane, why: MediaError | None = None) -> None:
        """Ends a process that crashed or hung; its own job fails, nobody else's."""
        waiting, lane.waiting = lane.waiting, None
        self._drop(lane)
        if waiting is not None:
            log.warning("reading %r ended its process", str(waiting.job.path))
            waiting.future.set_exception(why or failure("crashed"))

    def _drop(self, lane: _Lane) -> None:
        with self._lock:
            self._lanes.remove(lane)
        lane.end()

    def _shut_down(self) -> None:
        with self._lock:
            lanes, self._lanes = self._lanes, []
            queue, self._queue = self._queue, []
        for lane in lanes:
            lane.end()
            if lane.waiting is not None:
                lane.waiting.future.set_exception(CancelledError())
        for waiting in queue:
            waiting.future.cancel()
        self._wake_in.close()
        self._wake_out.close()


def _resolve(waiting: _Waiting, reply: Reply) -> None:
    future = waiting.future
    match reply.outcome:
        case Outcome.DONE if waiting.job.task is Task.IDENTIFY and reply.content is not None:
            future.set_result(reply.content)
        case Outcome.DONE if waiting.job.task is Task.DECODE and reply.decoded is not None:
            future.set_result(reply.decoded)
        case Outcome.FAILED if reply.failure is not None:
            row = reply.failure
            future.set_exception(
                MediaError(row.code, row.reason, hint=row.hint, lasting=row.lasting)
            )
        case Outcome.NOT_MEDIA:
            future.set_exception(NotMedia(str(waiting.job.path)))
        case Outcome.VANISHED:
            future.set_exception(FileNotFoundError(str(waiting.job.path)))
        case _:
            log.error("a reader failed on %r:\n%s", str(waiting.job.path), reply.text)
            future.set_exception(failure("crashed"))
