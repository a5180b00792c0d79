"""What was seen, refused, answered, lost and billed. One lock; lists and counters may be read at any time."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.standin.billing import Bill, Count


@dataclass(kw_only=True)
class Request:
    """One call. Times are `time.monotonic()`; `status` 0: no answer was sent."""

    method: str
    path: str
    route: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    contents: int = 0
    digests: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    status: int = 0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "headers": dict(self.headers), "config": dict(self.config)}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`reason`: our short word for the rule; `digest`: of the content at fault, empty where it is the request."""

    reason: str
    message: str
    digest: str = ""
    route: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A content that was worked out."""

    digest: str
    kind: str
    tokens: Count
    batch: bool = False


class Record:
    """Any thread."""

    def __init__(self) -> None:
        self.lock = threading.Condition()
        self.under_way = 0
        self.forget()

    def forget(self) -> None:
        with self.lock:
            self.requests: list[Request] = []
            self.refusals: list[Refusal] = []
            self.answered: Counter[str] = Counter()
            self.lost: Counter[str] = Counter()
            self.questions: set[str] = set()
            self.bill, self.bill_of_lost = Bill(), Bill()
            self.peak = 0

    def wait_until(self, holds: Callable[[], bool], *, seconds: float) -> bool:
        """Asked again after every change here; False: it did not come to that."""
        with self.lock:
            return self.lock.wait_for(holds, seconds)

    def begin(self, request: Request) -> None:
        with self.lock:
            self.requests.append(request)
            self.lock.notify_all()

    def end(self, request: Request, *, status: int) -> None:
        with self.lock:
            request.status, request.ended = status, time.monotonic()
            self.lock.notify_all()

    def enter(self) -> Callable[[], None]:
        """One more embedding request is under way, until what is returned is called; once more does no harm."""
        with self.lock:
            self.under_way += 1
            self.peak = max(self.peak, self.under_way)
            self.lock.notify_all()
        left = threading.Event()

        def leave() -> None:
            with self.lock:
                if not left.is_set():
                    left.set()
                    self.under_way -= 1
                    self.lock.notify_all()

        return leave

    def refuse(self, refusal: Refusal) -> None:
        with self.lock:
            self.refusals.append(refusal)

    def answer(self, contents: Iterable[Answered], *, requests: int = 1) -> None:
        """Their vectors are on the way: billed."""
        with self.lock:
            self.bill.requests += requests
            for one in contents:
                self.answered[one.digest] += 1
                self.bill.charge(one.kind, one.tokens, batch=one.batch)
                if one.kind == "query":
                    self.questions.add(one.digest)
            self.lock.notify_all()

    def lose(self, contents: Iterable[Answered], *, billed: bool) -> None:
        """Their vectors never arrived, after `answer` had counted them."""
        with self.lock:
            for one in contents:
                self.answered[one.digest] -= 1
                self.answered += Counter()  # without those that are at nothing
                self.lost[one.digest] += 1
                self.bill_of_lost.charge(one.kind, one.tokens, batch=one.batch)
                if not billed:
                    self.bill.charge(one.kind, one.tokens, batch=one.batch, sign=-1)

    def answered_twice(self, *, questions: bool) -> dict[str, int]:
        with self.lock:
            return {
                digest: times
                for digest, times in self.answered.items()
                if times > 1 and (questions or digest not in self.questions)
            }

    def figures(self) -> dict[str, Any]:
        """What the control endpoint tells as the bill."""
        with self.lock:
            return {
                **self.bill.as_json(),
                "lost": self.bill_of_lost.as_json(),
                "answered": self.answered.total(),
                "lost_contents": self.lost.total(),
                "answered_twice": self.answered_twice(questions=False),
                "refusals": len(self.refusals),
                "peak_concurrency": self.peak,
            }
