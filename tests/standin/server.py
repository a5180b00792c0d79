"""The stand-in itself: an HTTP server on 127.0.0.1, with a thread for each connection."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.standin import teaching
from tests.standin.batches import Batch
from tests.standin.billing import Bill
from tests.standin.contents import Content, Part
from tests.standin.control import answer_control
from tests.standin.faults import Fault
from tests.standin.listener import Listener
from tests.standin.quota import Clock
from tests.standin.record import Refusal, Request
from tests.standin.service import Service
from tests.standin.terms import Terms
from tests.standin.wire import Call, Reply


class StandIn:
    """See `tests.standin` for everything it takes, knows and does."""

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        seed: int = 0,
        **terms: Any,
    ) -> None:
        self.terms = Terms(**terms)
        self.crashes: list[str] = []
        self._clock = Clock(clock)
        self.service = Service(self.terms, clock=self._clock, seed=seed)
        self._http = Listener(port, self.service, control=self._control, crashes=self.crashes)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self.service.base = self.url
        self._closed = False
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(0.02,), name="stand-in"
        )
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if self.crashes and error is None:
            raise AssertionError("The stand-in itself failed:\n" + "\n".join(self.crashes))

    def close(self) -> None:
        """Ends every connection and waits for their threads. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    def teach(
        self, medium: Path | bytes | Image.Image | NDArray[np.float32], words: str
    ) -> None:
        """What looks or sounds like `medium` (samples: one channel at 16 kHz) is found by `words`. Raises ValueError."""
        for seen in teaching.seen_in(medium):
            self.service.space.teach(seen, words)

    def teach_folder(self, folder: Path) -> int:
        """All files that its MANIFEST.csv has words for; how many."""
        return teaching.teach_folder(folder, self.teach)

    def fault(self, kind: str, **how: Any) -> Fault:
        """Asks for trouble, see `Fault`. Raises ValueError where there is no such kind."""
        return self.service.faults.add(Fault(kind=kind, **how))

    def clear_faults(self) -> None:
        self.service.faults.clear()

    def reset(self) -> None:
        """Forgets what was seen, billed and asked for; keeps what was taught, files and batches."""
        self.service.faults.clear()
        self.service.record.forget()

    def advance(self, seconds: float) -> None:
        """Moves the clock of quotas and batches on."""
        self._clock.advance(seconds)

    def finish_batches(
        self, state: str = "SUCCEEDED", *, failing: Callable[[int], bool] | None = None
    ) -> None:
        """Ends all open batches as SUCCEEDED, FAILED, EXPIRED or CANCELLED; or puts them to RUNNING.

        failing(number): which requests of a batch that succeeds are answered by an error.
        """
        self.service.batches.finish(state, self.service.work_out, failing=failing)

    def vector_of(self, parts: Iterable[tuple[str, bytes]]) -> NDArray[np.float32]:
        """What the service would answer with, in full width. Raises ApiError where a part cannot be decoded."""
        read = tuple(Part(mime=mime, data=data) for mime, data in parts)
        seen = [self.service.see(part) for part in read]
        return self.service.space.vector(Content(parts=read, config={}), seen)

    def wait_until(self, holds: Callable[[], bool], *, seconds: float = 10.0) -> bool:
        """Waits for something about requests, answers or the bill; False: it did not come to that in time."""
        return self.service.record.wait_until(holds, seconds=seconds)

    def answered_twice(self, *, queries: bool = False) -> dict[str, int]:
        """Contents by digest that were paid for and delivered more than once; `queries`: also questions in words."""
        return self.service.record.answered_twice(questions=queries)

    @property
    def batches(self) -> list[Batch]:
        return self.service.batches.all()

    @property
    def requests(self) -> list[Request]:
        return self.service.record.requests

    @property
    def refusals(self) -> list[Refusal]:
        return self.service.record.refusals

    @property
    def answered(self) -> Counter[str]:
        return self.service.record.answered

    @property
    def lost(self) -> Counter[str]:
        return self.service.record.lost

    @property
    def bill(self) -> Bill:
        return self.service.record.bill

    @property
    def bill_of_lost(self) -> Bill:
        return self.service.record.bill_of_lost

    @property
    def peak_concurrency(self) -> int:
        return self.service.record.peak

    @property
    def latency(self) -> float:
        return self.terms.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.terms.latency = seconds

    @property
    def key(self) -> str:
        return self.terms.key

    @key.setter
    def key(self, value: str) -> None:
        self.terms.key = value

    @property
    def token(self) -> str:
        return self.terms.token

    @token.setter
    def token(self, value: str) -> None:
        self.terms.token = value

    def _control(self, call: Call) -> Reply:
        return answer_control(self, call)
