"""One viewing process with its pipe, and the watch that ends those that hang. Any thread; each lane is read by one."""

import logging
import math
import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from findling.worker.sights import Ask, OpenAsk, Sight, Start, Steer, receive_sight

log = logging.getLogger(__name__)

Serve = Callable[[Connection], None]


class Watch:
    """Kills processes that owe an answer for too long: whoever reads from them then finds the end of the pipe.

    So nobody who reads needs a time limit of his own, not even in the middle of a picture.
    """

    def __init__(self) -> None:
        self._lanes: set[ViewingLane] = set()  # bounded: two benches and one or two players
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False

    def add(self, lane: "ViewingLane") -> None:
        with self._changed:
            self._lanes.add(lane)
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(
                    target=self._run, name="viewing-watch", daemon=True
                )
                self._thread.start()

    def remove(self, lane: "ViewingLane") -> None:
        with self._changed:
            self._lanes.discard(lane)

    def look(self) -> None:
        """A deadline has come up where there was none."""
        with self._changed:
            self._changed.notify()

    def close(self, timeout: float) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _run(self) -> None:
        with self._changed:
            while not self._closing:
                now = time.monotonic()
                for lane in [one for one in self._lanes if one.deadline <= now]:
                    log.warning("a viewing process did not answer in time")
                    lane.overdue = True
                    lane.kill()
                    self._lanes.discard(lane)
                soonest = min((one.deadline for one in self._lanes), default=math.inf)
                self._changed.wait(None if soonest == math.inf else max(0.01, soonest - now))


class ViewingLane:
    """Starts a process that runs `serve`. OSError where there are no more to be had."""

    def __init__(self, serve: Serve, *, start: Start, watch: Watch) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs,), name="findling-viewing", daemon=True
        )
        self._process.start()
        theirs.close()
        self._ending = threading.Lock()
        self._ended = False
        self._watch = watch
        self._seconds = start.seconds
        self.deadline = math.inf
        self.overdue = False
        """Whether it was ended because it did not answer."""
        self.pid = self._process.pid
        self._pipe.send(start)
        watch.add(self)

    @property
    def alive(self) -> bool:
        with self._ending:
            return not self._ended and self._process.is_alive()

    def send(self, message: "Ask | OpenAsk | Steer") -> None:
        """Never waits where only one word is under way at a time. OSError where the process has ended."""
        self.expect()
        self._pipe.send(message)

    def expect(self) -> None:
        """From now on it owes an answer."""
        idle = self.deadline == math.inf
        self.deadline = time.monotonic() + self._seconds
        if idle:
            self._watch.look()

    def rest(self) -> None:
        """It owes nothing."""
        self.deadline = math.inf

    def receive(self) -> Sight:
        """Waits. EOFError or OSError where the process has ended, FindlingError for nonsense."""
        return receive_sight(self._pipe)

    def kill(self) -> None:
        """At once, from any thread; whoever reads ends it properly."""
        with self._ending:
            if not self._ended:
                self._process.kill()

    def end(self) -> None:
        """By the thread that reads. Idempotent."""
        self._watch.remove(self)
        with self._ending:
            if self._ended:
                return
            self._ended = True
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
