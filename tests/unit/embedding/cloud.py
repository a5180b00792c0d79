"""What the tests of the cloud providers share: payloads of a few words, waits that take no time, a clock that stands."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from findling.core.errors import Hold
from findling.core.model import Failure, MediaPart, Payload, Tokens
from findling.core.settings import Settings
from findling.embedding.gemini import GeminiProvider
from findling.embedding.keys import Key
from findling.embedding.payloads import payload_of, text_tokens
from findling.embedding.provider import Sent
from findling.embedding.remote import Clockwork
from findling.embedding.vertex import VertexProvider
from tests.standin import StandIn, digest_of

NOON = datetime(2026, 7, 1, 19, 0, tzinfo=UTC)
"""Noon in California."""


def words(text: str) -> Payload:
    """A content as cheap as there is one."""
    told = f"title: none | text: {text}"
    part = MediaPart(mime="text/plain", data=told.encode())
    return payload_of([part], Tokens(text=text_tokens(told)))


def several(count: int) -> list[Payload]:
    return [words(f"content number {n:03}.") for n in range(count)]


def digest(payload: Payload) -> str:
    """As the stand-in names it."""
    return digest_of([(part.mime, part.data) for part in payload.parts])


@dataclass
class Standing:
    """A clock that only waiting moves, and what was waited for."""

    moment: datetime = NOON
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        self.seconds += 1e-6  # no two moments are the same
        return self.seconds

    def wait(self, stop: threading.Event, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    @property
    def clockwork(self) -> Clockwork:
        return Clockwork(now=lambda: self.moment, monotonic=self.monotonic, waiting=self.wait)


@dataclass
class Pacing:
    """A pacer that only remembers."""

    slowed: list[float] = field(default_factory=list)

    def slow_down(self, seconds: float) -> None:
        self.slowed.append(seconds)


@dataclass
class Cloud:
    """A provider of the Gemini API before a stand-in."""

    server: StandIn
    provider: GeminiProvider
    clock: Standing
    pacing: Pacing = field(default_factory=Pacing)
    spent: list[Tokens] = field(default_factory=list)

    def send(self, payloads: list[Payload]) -> Sent:
        return self.provider.send(payloads, stop=threading.Event(), pacer=self.pacing)

    def is_of(self, answer: Any, payload: Payload) -> bool:
        """Whether it is the vector of exactly this content."""
        if isinstance(answer, Failure | Hold):
            return False
        wanted = self.server.vector_of((part.mime, part.data) for part in payload.parts)
        return bool(np.allclose(answer, wanted, atol=1e-3))


def gemini(server: StandIn, **settings: Any) -> Cloud:
    clock = Standing()
    spent: list[Tokens] = []
    provider = GeminiProvider(
        settings=Settings(base_url=server.url, **settings),
        spent=spent.append,
        key=Key(server.key),
        clockwork=clock.clockwork,
    )
    return Cloud(server=server, provider=provider, clock=clock, spent=spent)


def vertex(server: StandIn, **settings: Any) -> VertexProvider:
    return VertexProvider(
        settings=Settings(base_url=server.url, google_project="made-up", **settings),
        spent=lambda tokens: None,
        credentials=credentials(server.token),
        clockwork=Standing().clockwork,
    )


def credentials(token: str) -> Any:
    """An account that is signed in."""
    from google.oauth2.credentials import Credentials

    return Credentials(token=token)  # type: ignore[no-untyped-call]
