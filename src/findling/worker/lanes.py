"""One decode process with its pipe, and one job that waits for its answer. Used by the pool's dispatcher thread alone."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.context import SpawnProcess
from typing import Any

from findling.core.model import Decoded
from findling.worker.messages import Go, Job, Setup, pack
from findling.worker.process import serve

Take = Callable[[Decoded, Callable[[], None]], None]
"""Takes a part, and a call that lets the process go on."""


@dataclass(order=True)
class Waiting:
    urgency: int
    number: int
    job: Job = field(compare=False)
    future: "Future[Any]" = field(compare=False)
    take: Take | None = field(default=None, compare=False)

    def begin(self) -> bool:
        """Whether it is still wanted. What comes in parts stays cancellable until its end."""
        if self.take is not None and not self.future.cancelled():
            return True
        return self.future.set_running_or_notify_cancel()

    def done(self, result: object) -> None:
        if self._ends():
            self.future.set_result(result)

    def fail(self, error: BaseException) -> None:
        if self._ends():
            self.future.set_exception(error)

    def _ends(self) -> bool:
        return self.take is None or self.future.set_running_or_notify_cancel()


class Lane:
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
        self.effort = setup.settings.effort
        self.waiting: Waiting | None = None
        self.held: int | None = None
        """The number of the part that was handed over and waits for a word to go on."""
        self.deadline = 0.0

    def start(self, waiting: Waiting, *, seconds: float) -> None:
        self.waiting, self.held = waiting, None
        self.deadline = time.monotonic() + seconds
        self.pipe.send_bytes(pack(waiting.job))

    def go_on(self, *, seconds: float) -> None:
        self.held = None
        self.deadline = time.monotonic() + seconds
        self.pipe.send_bytes(pack(Go()))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
