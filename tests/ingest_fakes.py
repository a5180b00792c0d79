"""A decode pool without processes, and a watched tree on the real disk, for tests of ingest."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from findling.core.events import Event
from findling.core.model import (
    ContentHash,
    Decoded,
    Embedded,
    Facts,
    Kind,
    Space,
    SpaceId,
    Span,
    SpanContent,
)

SPACE = Space(id=SpaceId("test-1"), dimensions=4)


def hash_of(content: bytes) -> ContentHash:
    return ContentHash(hashlib.md5(content, usedforsecurity=False).digest())


@dataclass
class FakePool:
    """Answers at once on the calling thread, or, while `gate` is closed, when it is opened."""

    decoded: Counter[bytes] = field(default_factory=Counter)
    """How often each content was decoded."""
    identified: Counter[Path] = field(default_factory=Counter)
    errors: dict[bytes, Exception] = field(default_factory=dict)
    """What decoding this content raises."""
    identify_errors: dict[str, Exception] = field(default_factory=dict)
    """What identifying a file of this name raises."""
    while_decoding: Callable[[Path], None] = lambda path: None
    held: list[tuple[Path, "Future[Decoded]"]] = field(default_factory=list)
    hold: bool = False
    arrived: threading.Condition = field(default_factory=threading.Condition)

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

    def decode(self, path: Path, *, urgent: bool = False) -> "Future[Decoded]":
        future: Future[Decoded] = Future()
        with self.arrived:
            if self.hold:
                self.held.append((path, future))
                self.arrived.notify_all()
                return future
        self._answer(path, future)
        return future

    def release(self) -> None:
        with self.arrived:
            self.hold = False
            held, self.held = self.held, []
        for path, future in held:
            self._answer(path, future)

    def wait_for_held(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.held) >= count, timeout=10)

    def _answer(self, path: Path, future: "Future[Decoded]") -> None:
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
