"""A service without a network, for tests of ingest: answers by payload, keeps a bill, and does what a test tells it to."""

import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import Hold
from findling.core.model import (
    Embedded,
    Failure,
    Parts,
    Payload,
    Space,
    SpaceId,
    Tokens,
    Vector,
)
from findling.embedding.forms import Form
from findling.embedding.prices import usd
from findling.embedding.provider import BatchState, Pacer, Sent

CLOUD = Space(id=SpaceId("cloud-1"), dimensions=4)
MODEL = "gemini-embedding-2"
FORM = Form(most_contents=4, most_bytes=1 << 20, batches=True)
OFFLINE = Hold(
    "offline", "There is no connection.", hint="It goes on by itself.", retry_in=0.05
)
DAILY = Hold(
    "quota-day", "The daily limit is reached.", hint="It goes on tomorrow.", retry_in=9e4
)
NO_KEY = Hold("key-missing", "There is no key.", hint="Enter one.")


def vector_of(digest: bytes) -> Vector:
    raw = np.frombuffer(digest, np.uint8)[:4].astype(np.float32) + 1
    return np.asarray(raw / np.linalg.norm(raw), np.float32)


@dataclass
class FakeService:
    """`answered` counts payloads by digest; `trouble` is raised instead of an answer, one a request."""

    name: str = "gemini"
    space: Space = CLOUD
    local: bool = False
    form: Form = FORM
    answered: Counter[bytes] = field(default_factory=Counter)
    requests: list[int] = field(default_factory=list)
    billed: Tokens = field(default_factory=Tokens)
    trouble: deque[Hold] = field(default_factory=deque)
    failures: dict[bytes, Failure] = field(default_factory=dict)
    """What is answered for a payload of this digest instead of a vector."""
    before: Callable[[], None] = lambda: None
    """Called in the network lane before each answer."""
    lost_replies: deque[Hold] = field(default_factory=deque)
    """Raised after a batch has arrived: whoever handed it over cannot know."""
    batches: dict[str, list[Payload]] = field(default_factory=dict)
    batch_done: bool = False
    batch_lost: str | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def usd(self) -> float:
        return usd(self.billed, model=MODEL)

    def send(self, payloads: Sequence[Payload], *, stop: threading.Event, pacer: Pacer) -> Sent:
        del stop, pacer
        self.before()
        with self.lock:
            if self.trouble:
                raise self.trouble.popleft()
            self.requests.append(len(payloads))
            tokens = sum((p.tokens for p in payloads), Tokens())
            self.billed += tokens
            answers = tuple(self._answer(payload) for payload in payloads)
            return Sent(answers=answers, tokens=tokens)

    def _answer(self, payload: Payload) -> Vector | Failure:
        if payload.digest in self.failures:
            return self.failures[payload.digest]
        self.answered[payload.digest] += 1
        return vector_of(payload.digest)

    def start_batch(self, payloads: Sequence[Payload], *, name: str) -> str:
        self.before()
        with self.lock:
            if self.trouble:
                raise self.trouble.popleft()
            self.batches[name] = list(payloads)
            if self.lost_replies:
                raise self.lost_replies.popleft()
        return f"batches/{name}"

    def find_batch(self, name: str) -> str | None:
        return f"batches/{name}" if name in self.batches else None

    def look_at_batch(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        payloads = self.batches[service_name.removeprefix("batches/")]
        if self.batch_lost is not None:
            return BatchState(done=True, lost=self.batch_lost, answers={}, tokens=Tokens())
        if not self.batch_done:
            return BatchState(done=False, answers={}, tokens=Tokens())
        assert [p.digest for p in payloads] == list(digests)
        tokens = sum((p.tokens for p in payloads), Tokens())
        self.billed += tokens
        answers = {payload.digest: self._answer(payload) for payload in payloads}
        return BatchState(done=True, answers=answers, tokens=tokens)

    # what ingest never asks

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        raise NotImplementedError

    def embed_text(self, text: str) -> Vector:
        raise NotImplementedError

    def embed_payload(self, payload: Payload) -> Vector:
        raise NotImplementedError

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        raise NotImplementedError

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        raise NotImplementedError

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        raise NotImplementedError

    def close(self) -> None:
        """Nothing to let go of."""
