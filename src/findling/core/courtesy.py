"""Whether somebody waits for an answer right now. What can wait makes room for it. Any thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Courtesy:
    """Shared by whoever answers questions and whoever works beside that in the same process."""

    def __init__(self) -> None:
        self._asking = 0
        self._lock = threading.Lock()

    @property
    def wanted(self) -> bool:
        return self._asking > 0

    @contextmanager
    def asked_for(self) -> Iterator[None]:
        """While a question is being answered."""
        with self._lock:
            self._asking += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
