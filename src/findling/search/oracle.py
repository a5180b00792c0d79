"""Gets the vectors of questions from one provider: each only once, and never waited for longer than anyone wants it.

A provider on this machine is asked on the spot. One that is far away is asked on threads of its own: a question that
nobody waits for any more is left behind at once, and what it still brings back is remembered. Trouble is remembered
too, for some seconds, so that not every letter typed waits for a dead network anew.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError, Hold
from findling.core.model import Vector
from findling.search.recent import Recent
from findling.search.waiting import POLL, result_of, step

log = logging.getLogger(__name__)

KEPT_VECTORS = 512
"""Question vectors remembered (typing asks for many prefixes again): 6 MB at 3072 dimensions."""
MOST_UNDER_WAY = 4
"""Requests at one time; those left behind count until they end."""
SHORTEST_REST, LONGEST_REST = 1.0, 10.0
"""Seconds for which trouble is taken for granted, whatever the service says."""

Key = str | bytes
"""Words, or the digest of a payload."""
Ask = Callable[[], NDArray[np.floating]]


class Oracle:
    """`local`: the provider is on this machine and asked by one thread at a time."""

    def __init__(self, *, local: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._local = local
        self._clock = clock
        self._known: Recent[Key, Vector] = Recent(KEPT_VECTORS)
        self._refused: Recent[Key, tuple[FindlingError, float]] = Recent(KEPT_VECTORS)
        self._held: tuple[Hold, float] | None = None
        self._lock = threading.Lock()
        self._under_way: dict[Key, Future[Vector]] = {}  # begun by the search lane alone
        self._threads: set[threading.Thread] = set()
        # Filled by questions, emptied by the answers or the provider's own time limit; a question waits for room.
        self._room = threading.Semaphore(MOST_UNDER_WAY)

    def vectors(
        self, asks: Mapping[Key, Ask], *, superseded: Callable[[], bool]
    ) -> dict[Key, Vector]:
        """A unit vector (or zeros) for each key; several unknown ones are asked at the same time.

        Raises Superseded, and Hold or FindlingError from the provider: also for some seconds after it did so.
        """
        known = {key: vector for key in asks if (vector := self._known.get(key)) is not None}
        unknown = {key: ask for key, ask in asks.items() if key not in known}
        if self._local:
            return known | {key: self._ask(key, ask) for key, ask in unknown.items()}
        for key in unknown:
            self._raise_trouble(key)
        futures = {key: self._begin(key, ask, superseded) for key, ask in unknown.items()}
        return known | {key: result_of(future, superseded) for key, future in futures.items()}

    def close(self, timeout: float) -> None:
        """Waits that long for requests under way; they end with the process otherwise. Idempotent."""
        until = time.monotonic() + timeout
        with self._lock:
            threads = list(self._threads)
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        left = sum(thread.is_alive() for thread in threads)
        if left:
            log.warning("%d questions did not end within %g s", left, timeout)

    def _begin(self, key: Key, ask: Ask, superseded: Callable[[], bool]) -> "Future[Vector]":
        """The request for this key: the one under way, if there is one, or its answer if that came just now."""
        with self._lock:
            future = self._under_way.get(key)
            vector = self._known.get(key) if future is None else None
        if vector is not None:
            future = Future()
            future.set_result(vector)
        if future is not None:
            return future
        while not self._room.acquire(timeout=POLL):
            step(superseded)
        with self._lock:
            future = self._under_way[key] = Future()
            thread = threading.Thread(
                target=self._carry_out, args=(key, ask, future), name="question", daemon=True
            )
            self._threads.add(thread)
        thread.start()
        return future

    def _carry_out(self, key: Key, ask: Ask, future: "Future[Vector]") -> None:
        vector: Vector | None = None
        error: BaseException | None = None
        try:
            vector = self._ask(key, ask)
        except BaseException as trouble:  # handed to whoever asks the future
            error = trouble
            self._note(key, trouble)
        with self._lock:
            del self._under_way[key]
            self._threads.discard(threading.current_thread())
        self._room.release()
        if vector is not None:
            future.set_result(vector)
        else:
            future.set_exception(error)

    def _ask(self, key: Key, ask: Ask) -> Vector:
        vector = unit(ask())
        self._known.put(key, vector)
        self._held = None
        return vector

    def _note(self, key: Key, trouble: BaseException) -> None:
        """A service that will not go on is left alone altogether, a question that it refuses only as such."""
        if isinstance(trouble, Hold):
            rest = LONGEST_REST if trouble.retry_in is None else trouble.retry_in
            rest = min(max(rest, SHORTEST_REST), LONGEST_REST)
            self._held = (trouble, self._clock() + rest)
        elif isinstance(trouble, FindlingError):
            self._refused.put(key, (trouble, self._clock() + LONGEST_REST))

    def _raise_trouble(self, key: Key) -> None:
        for trouble, until in filter(None, (self._held, self._refused.get(key))):
            if self._clock() < until:
                raise trouble


def unit(vector: NDArray[np.floating]) -> Vector:
    """The vector at length 1; zeros stay zeros."""
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length else vector, np.float32)
