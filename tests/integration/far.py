"""A service far away that understands the painted pictures in its own way, and decode processes that feed it.

Its inner products lie in a narrow band around 0.3, as those of Gemini Embedding 2 do.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.core.cut import Cut
from findling.core.errors import FindlingError
from findling.core.model import (
    Decoded,
    Embedded,
    Facts,
    Failure,
    Kind,
    MediaPart,
    Parts,
    Payload,
    Pixels,
    Space,
    SpaceId,
    Span,
    SpanContent,
    Tokens,
    Vector,
)
from findling.embedding.forms import GEMINI
from findling.embedding.payloads import payload_of
from findling.embedding.provider import BatchState, EmbeddingProvider, Pacer, Sent
from tests.integration.painted import SPACE, PaintedProvider

FAR_SPACE = Space(id=SpaceId("far-1"), dimensions=SPACE.dimensions + 1)
COMMON = 0.3
"""What any two things have in common there."""
PATIENCE = 30.0


class FarProvider:
    """`asked`: each question that was sent, as words or as payload. `go` holds answers back; `trouble` is raised."""

    name = "far"
    space = FAR_SPACE
    local = False
    form = GEMINI

    def __init__(self) -> None:
        self._painted = PaintedProvider()
        self.asked: list[str | Payload] = []
        self.arrived = threading.Semaphore(0)
        self.go = threading.Event()
        self.go.set()
        self.trouble: FindlingError | None = None
        self.closed = 0

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        seen = self._painted.embed_items(items)
        return [
            Embedded(vector=far_off(one.vector)) if isinstance(one, Embedded) else one
            for one in seen
        ]

    def embed_text(self, text: str) -> Vector:
        self._answer(text)
        return far_off(self._painted.embed_text(text))

    def embed_payload(self, payload: Payload) -> Vector:
        self._answer(payload)
        words = [p.data.decode() for p in payload.parts if p.mime == "text/plain"]
        pictures = [p.data for p in payload.parts if p.mime != "text/plain"]
        vectors = [self._painted.embed_text(one) for one in words]
        vectors += [self._seen(one) for one in pictures]
        return far_off(np.mean(vectors, axis=0))

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        mean: Vector = vectors.mean(axis=0)
        return mean

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        return ["meaning"] * len(vectors)

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        assert a.shape == b.shape[1:] == (FAR_SPACE.dimensions,)
        return b @ a

    def send(self, payloads: Sequence[Payload], *, stop: threading.Event, pacer: Pacer) -> Sent:
        raise AssertionError("a search sends questions only")

    def start_batch(self, payloads: Sequence[Payload], *, name: str) -> str:
        raise AssertionError

    def find_batch(self, name: str) -> str | None:
        raise AssertionError

    def look_at_batch(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        raise AssertionError

    def close(self) -> None:
        self.closed += 1

    def _answer(self, question: str | Payload) -> None:
        self.asked.append(question)
        self.arrived.release()
        assert self.go.wait(PATIENCE)
        if self.trouble is not None:
            raise self.trouble

    def _seen(self, picture: bytes) -> Vector:
        parts = Parts(kind=Kind.PHOTO, images=(pixels_of(picture),))
        [one] = self._painted.embed_items([parts])
        assert isinstance(one, Embedded)
        return one.vector


def far_off(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    own = vector / length * np.sqrt(1 - COMMON) if length else vector
    return np.append(np.float32(np.sqrt(COMMON)), own).astype(np.float32)


def pixels_of(content: bytes) -> Pixels:
    side = round(np.sqrt(len(content) / 3))
    return np.frombuffer(content, np.uint8).reshape(side, side, 3)


class Processes:
    """Reads painted pictures; a name that ends in .mp4 is a clip of ten windows of the same picture."""

    def __init__(self, near: EmbeddingProvider) -> None:
        self._near = near
        self.decoded: list[str] = []
        self.prepared: list[str] = []

    def decode(
        self,
        path: Path,
        *,
        provider: str = "builtin",
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]":
        assert (provider, urgent) == ("near", True)
        self.decoded.append(path.name)
        parts = Parts(kind=Kind.PHOTO, images=(pixels_of(path.read_bytes()),))
        [embedded] = self._near.embed_items([parts])
        assert isinstance(embedded, Embedded)
        facts = Facts(kind=Kind.PHOTO, format="png")
        spans = (SpanContent(span=Span(), embedded=embedded),)
        return _done(Decoded(facts=facts, thumbnail=b"", spans=spans))

    def prepare(
        self,
        path: Path,
        *,
        provider: str,
        take: Callable[[Decoded, Callable[[], None]], None],
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> "Future[Decoded]":
        assert (provider, urgent) == ("far", True)
        self.prepared.append(path.name)
        is_clip = path.suffix == ".mp4"
        facts = Facts(kind=Kind.CLIP if is_clip else Kind.PHOTO, format="any")
        for number in range(10 if is_clip else 1):
            content = path.read_bytes()
            if is_clip:
                content = bytes([number]) + content[1:]
            part = MediaPart(mime="video/mp4" if is_clip else "image/jpeg", data=content)
            span = SpanContent(
                span=Span(start=number, end=number + 1) if is_clip else Span(),
                payload=payload_of([part], Tokens(image=258)),
            )
            take(Decoded(facts=facts, thumbnail=b"", spans=(span,)), lambda: None)
        return _done(Decoded(facts=facts, thumbnail=b""))


def _done(decoded: Decoded) -> "Future[Decoded]":
    future: Future[Decoded] = Future()
    future.set_result(decoded)
    return future
