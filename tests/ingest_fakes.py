"""A decode pool without processes, and a watched tree on the real disk, for tests of ingest."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from findling.core.events import Event
from findling.core.model import (
    ContentHash,
    Decoded,
    Duty,
    Embedded,
    Facts,
    Kind,
    MediaPart,
    Payload,
    Space,
    SpaceId,
    Span,
    SpanContent,
    Tokens,
)
from findling.core.settings import Settings
from findling.ingest.branches import Branch
from findling.ingest.keeping import Index

SPACE = Space(id=SpaceId("test-1"), dimensions=4)


def hash_of(content: bytes) -> ContentHash:
    return ContentHash(hashlib.md5(content, usedforsecurity=False).digest())


@dataclass
class FakePool:
    """Answers at once on the calling thread, or, while `gate` is closed, when it is opened."""

    decoded: Counter[bytes] = field(default_factory=Counter)
    """How often each content was decoded."""
    looked: Counter[bytes] = field(default_factory=Counter)
    identified: Counter[Path] = field(default_factory=Counter)
    errors: dict[bytes, Exception] = field(default_factory=dict)
    """What decoding this content raises."""
    identify_errors: dict[str, Exception] = field(default_factory=dict)
    """What identifying a file of this name raises."""
    while_decoding: Callable[[Path], None] = lambda path: None
    held: list[tuple[Path, "Future[Decoded]"]] = field(default_factory=list)
    hold: bool = False
    hold_parts: bool = False
    """What is prepared to be sent waits for `release` too."""
    held_parts: list[Callable[[], None]] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    adopted: list[Settings] = field(default_factory=list)

    def adopt(self, settings: Settings) -> None:
        self.adopted.append(settings)

    def identify(self, path: Path) -> "Future[ContentHash]":
        self.identified[path] += 1
        future: Future[ContentHash] = Future()
        try:
            if path.name in self.identify_errors:
                raise self.identify_errors[path.name]
            future.set_result(hash_of(path.read_bytes()))
        except Exception as error:
            future.set_exception(error)
        return future

    def decode(
        self, path: Path, *, provider: str = "builtin", urgent: bool = False
    ) -> "Future[Decoded]":
        del provider, urgent
        future: Future[Decoded] = Future()
        with self.arrived:
            if self.hold:
                self.held.append((path, future))
                self.arrived.notify_all()
                return future
        self._answer(path, future)
        return future

    def look(self, path: Path, *, provider: str) -> "Future[Decoded]":
        """Only what is to be seen; one part to be sent for each line of the content."""
        del provider
        future: Future[Decoded] = Future()
        try:
            content = path.read_bytes()
            self.looked[content] += 1
            if content in self.errors:
                raise self.errors[content]
            future.set_result(prepared_as(content, with_payloads=False))
        except Exception as error:
            future.set_exception(error)
        return future

    def prepare(
        self,
        path: Path,
        *,
        provider: str,
        take: Callable[[Decoded, Callable[[], None]], None],
        urgent: bool = False,
    ) -> "Future[Decoded]":
        """Everything in one part, at once or when it is released."""
        del provider, urgent
        future: Future[Decoded] = Future()
        with self.arrived:
            if self.hold_parts:
                self.held_parts.append(lambda: self._prepare(path, take, future))
                self.arrived.notify_all()
                return future
        self._prepare(path, take, future)
        return future

    def _prepare(
        self,
        path: Path,
        take: Callable[[Decoded, Callable[[], None]], None],
        future: "Future[Decoded]",
    ) -> None:
        if future.cancelled():
            return
        try:
            content = path.read_bytes()
            self.decoded[content] += 1
            if content in self.errors:
                raise self.errors[content]
            whole = prepared_as(content, with_payloads=True)
            take(whole, lambda: None)
            future.set_result(replace(whole, spans=()))
        except Exception as error:
            future.set_exception(error)

    def release(self) -> None:
        with self.arrived:
            self.hold = self.hold_parts = False
            held, self.held = self.held, []
            held_parts, self.held_parts = self.held_parts, []
        for prepare in held_parts:
            prepare()
        for path, future in held:
            self._answer(path, future)

    def wait_for_held(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(
                lambda: len(self.held) + len(self.held_parts) >= count, timeout=10
            )

    def _answer(self, path: Path, future: "Future[Decoded]") -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            content = path.read_bytes()
            self.decoded[content] += 1
            self.while_decoding(path)
            if content in self.errors:
                raise self.errors[content]
            future.set_result(decoded_as(content))
        except Exception as error:
            future.set_exception(error)


def decoded_as(content: bytes) -> Decoded:
    vector = np.frombuffer(hash_of(content), np.uint8)[:4].astype(np.float32)
    return Decoded(
        facts=Facts(kind=Kind.PHOTO, format="jpeg", width=3, height=2),
        thumbnail=b"webp of " + content,
        spans=(SpanContent(span=Span(), embedded=Embedded(vector=vector)),),
    )


def prepared_as(content: bytes, *, with_payloads: bool) -> Decoded:
    """One part of 100 picture tokens for each line of the content; equal lines make equal payloads."""
    spans = []
    for number, line in enumerate(content.split(b"\n")):
        tokens = Tokens(image=100)
        payload = Payload(
            digest=hash_of(line),
            parts=(MediaPart(mime="image/jpeg", data=line),),
            tokens=tokens,
        )
        spans.append(
            SpanContent(
                span=Span(page=number + 1),
                text=line.decode("latin-1"),
                payload=payload if with_payloads else None,
                tokens=tokens,
            )
        )
    return Decoded(
        facts=Facts(kind=Kind.PHOTO, format="jpeg", width=3, height=2),
        thumbnail=b"webp of " + content,
        spans=tuple(spans),
    )


def local_branch(settings: Settings, *, nearest: Index | None = None) -> Branch:
    return Branch(
        provider="builtin", duty=Duty(space=SPACE.id, plan=settings.span_plan), nearest=nearest
    )


class Events:
    """Keeps what was published; waits for what is expected."""

    def __init__(self) -> None:
        self.seen: list[Event] = []
        self._changed = threading.Condition()

    def publish(self, event: Event) -> None:
        with self._changed:
            self.seen.append(event)
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[], bool], *, seconds: float = 15.0) -> None:
        """Asks after every event; the events must be enough to tell."""
        with self._changed:
            assert self._changed.wait_for(holds, timeout=seconds), self.seen[-5:]
