"""What every provider can do. Asked by decode processes and by the search lane, by one thread at a time."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import Hold
from findling.core.model import Embedded, Failure, Parts, Payload, Space, Tokens, Vector
from findling.embedding.forms import Form


class EmbeddingProvider(Protocol):
    """Item vectors and questions meet in a plain inner product; what an item lacks counts for nothing."""

    @property
    def name(self) -> str: ...

    @property
    def space(self) -> Space: ...

    @property
    def local(self) -> bool:
        """Items are embedded inside decode processes and nothing leaves the machine."""
        ...

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        """One answer an item, in the same order."""
        ...

    def embed_text(self, text: str) -> Vector:
        """A typed question, shape (dimensions,); all zeros when there is nothing in it."""
        ...

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        """The stored span vectors of an example, shape (n, dimensions), as a question."""
        ...

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        """For each row why it matches, above all: "meaning", "look" or "sound"."""
        ...

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of the looks alone of `a` with each row of `b`; 0 where either has none."""
        ...

    def close(self) -> None:
        """Lets go of what is loaded. Idempotent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one request came to. `answers`: one a payload, in their order.

    A Hold stands where trouble came up after other payloads had been answered: those are paid for and kept.
    """

    answers: tuple[Vector | Failure | Hold, ...]
    tokens: Tokens
    """As the service says that it billed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchState:
    """How a batch stands. `answers` by the payloads' digests, once `done`; what is missing there was not answered."""

    done: bool
    lost: str | None = None
    """Why it will never be answered (expired, cancelled, failed), in a sentence."""
    answers: Mapping[bytes, Vector | Failure]
    tokens: Tokens
    """As billed; all zeros where the service does not say by modality: then what was expected counts."""


class Pacer(Protocol):
    """Asked before each request and told how it went; lets indexing slow down and never a question."""

    def slow_down(self, seconds: float) -> None:
        """The service said: too many requests. No new one for so long, and fewer from then on."""
        ...


@runtime_checkable
class RemoteProvider(EmbeddingProvider, Protocol):
    """One that is asked over the network. `send` and the batch calls may be made by several threads at once."""

    @property
    def form(self) -> Form:
        """What it is to be sent of each kind."""
        ...

    def send(self, payloads: Sequence[Payload], *, stop: threading.Event, pacer: Pacer) -> Sent:
        """Asks for one vector a payload (at most `form.most_contents`), trying again where that helps.

        Raises Hold: nothing was answered and no payload is at fault. A payload that is gets a Failure in its place.
        """
        ...

    def embed_payload(self, payload: Payload) -> Vector:
        """A question made of media, or of media and words. Raises Hold or FindlingError within seconds."""
        ...

    def start_batch(self, payloads: Sequence[Payload], *, name: str) -> str:
        """Hands over a batch called `name`; returns the service's own name of it. Raises Hold."""
        ...

    def find_batch(self, name: str) -> str | None:
        """The service's name of the batch that was handed over as `name`, if it arrived there. Raises Hold."""
        ...

    def look_at_batch(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        """`digests` of its payloads, in the order in which they were handed over. Raises Hold."""
        ...
