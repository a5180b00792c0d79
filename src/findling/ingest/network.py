"""The network lane: a few threads that wait for a service so that nobody else has to."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")


class NetworkLane:
    """`submit` never waits. Filled by the ingest thread, which keeps at most `threads` calls under way."""

    def __init__(self, threads: int) -> None:
        self.stop = threading.Event()
        """Set when the lane closes: whoever waits between two tries gives up."""
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"network-{number}", daemon=True)
            for number in range(threads)
        ]
        self._started = False

    def submit(self, call: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        self._calls.put(lambda: _carry_out(future, call))
        if not self._started:
            self._started = True
            for thread in self._threads:
                thread.start()
        return future

    def close(self, timeout: float) -> None:
        """Idempotent. A call that is under way is left behind after `timeout` seconds; it dies with the process."""
        self.stop.set()
        if not self._started:
            return
        for _ in self._threads:
            self._calls.put(None)
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        left = sum(thread.is_alive() for thread in self._threads)
        if left:
            log.warning("%d requests did not end within %.1f s", left, timeout)

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


def _carry_out(future: "Future[T]", call: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:  # handed to whoever asks the future
        future.set_exception(error)
