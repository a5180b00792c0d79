"""A thread of the window's own, for calls that wait: for a keychain that asks, for a service far away.

Made and given work on the GUI thread; what was given runs in its order, one after the other.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")
Done = Callable[[T | BaseException], None]


class SideThread:
    """Starts with the first call. A call that hangs is left behind on `close`; it dies with the process."""

    def __init__(self, name: str) -> None:
        self._name = name
        # Filled by clicks, whose buttons are off while one runs; drained at once. Full it is never.
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def run(self, function: Callable[[], T], on_done: Done[T]) -> None:
        """`on_done` gets the result or what was raised, on this thread: it has to go through the bridge."""
        if self._closed:
            return
        self._calls.put(lambda: _carry_out(function, on_done))
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
            self._thread.start()

    def close(self, timeout: float = 1.0) -> None:
        """Idempotent. Nothing that was not begun is begun any more."""
        self._closed = True
        if self._thread is None:
            return
        self._calls.put(None)
        self._thread.join(timeout)
        if self._thread.is_alive():
            log.warning("the %s thread did not end within %g s", self._name, timeout)

    def _loop(self) -> None:
        while (call := self._calls.get()) is not None and not self._closed:
            call()


def _carry_out(function: Callable[[], T], on_done: Done[T]) -> None:
    try:
        result: T | BaseException = function()
    except Exception as error:  # told to whoever asked; a mistake of ours is raised there
        result = error
    on_done(result)
