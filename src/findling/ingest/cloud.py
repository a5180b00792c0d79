"""A content on its way through a service: cut and encoded by a decode process, sent, put together again.

To the line it is a decode pool like any other: a path goes in, and when all its spans are answered a Decoded comes out.
As long as nothing may be sent, contents are only looked at, which is free. Ingest thread, but for the pool's callbacks.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from findling.core.errors import MediaError
from findling.core.model import (
    ContentHash,
    Decoded,
    Embedded,
    Failure,
    ItemId,
    Kind,
    Payload,
    SpanContent,
    Vector,
)
from findling.ingest.asks import HeldBack, Resting, Told

log = logging.getLogger(__name__)


class Preparer(Protocol):
    """What is asked of the decode processes."""

    def identify(self, path: Path) -> "Future[ContentHash]": ...

    def look(self, path: Path, *, provider: str) -> "Future[Decoded]": ...

    def prepare(
        self, path: Path, *, provider: str, take: Callable[[Decoded, Callable[[], None]], None]
    ) -> "Future[Decoded]": ...


class Outbox(Protocol):
    """Where payloads go: one by one through the sender, or gathered into batches."""

    def known(self, payloads: Sequence[Payload]) -> Mapping[bytes, Vector]: ...

    def ask(
        self,
        payload: Payload,
        *,
        kind: Kind,
        item: ItemId,
        wants: Callable[[], bool],
        tell: Told,
    ) -> None: ...

    def when_room(self, go_on: Callable[[], None]) -> None: ...


@dataclass(eq=False, slots=True)
class _Passage:
    """One content under way. `open`: spans whose answers are still to come."""

    path: Path
    item: ItemId
    future: "Future[Decoded]"
    first: Decoded | None = None
    spans: list[SpanContent] = field(default_factory=list)
    open: int = 0
    ended: bool = False
    """All its parts have been taken."""
    rests: bool = False
    failures: list[Failure] = field(default_factory=list)

    def wanted(self) -> bool:
        return not self.future.done()


class CloudPool:
    """`may_send` says whether contents are sent or only looked at; asked anew for each."""

    def __init__(
        self,
        pool: Preparer,
        *,
        provider: str,
        outbox: Outbox,
        may_send: Callable[[], bool],
        room: int,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._pool = pool
        self._provider = provider
        self._outbox = outbox
        self._may_send = may_send
        self._post = post
        self.room = room
        self._preparing = 0

    @property
    def preparing(self) -> bool:
        """Decode processes are at work for it."""
        return self._preparing > 0

    @property
    def only_looks(self) -> bool:
        return not self._may_send()

    def identify(self, path: Path) -> "Future[ContentHash]":
        return self._pool.identify(path)

    def decode(self, path: Path, *, item: ItemId) -> "Future[Decoded]":
        """Raises (in the future) MediaError, NotMedia, FileNotFoundError, HeldBack, CancelledError."""
        return self._send(path, item) if self._may_send() else self._look(path)

    def _look(self, path: Path) -> "Future[Decoded]":
        future: Future[Decoded] = Future()
        looked = self._pool.look(path, provider=self._provider)
        looked.add_done_callback(lambda f: _pass_on(f, future))
        return future

    # --- sending ---

    def _send(self, path: Path, item: ItemId) -> "Future[Decoded]":
        passage = _Passage(path, item, Future())

        def take(part: Decoded, go_on: Callable[[], None]) -> None:
            self._post(lambda: self._take(passage, part, go_on))

        self._preparing += 1
        prepared = self._pool.prepare(path, provider=self._provider, take=take)
        prepared.add_done_callback(lambda f: self._post(lambda: self._prepared(passage, f)))
        passage.future.add_done_callback(lambda _: prepared.cancel())
        return passage.future

    def _take(self, passage: _Passage, part: Decoded, go_on: Callable[[], None]) -> None:
        if not passage.wanted():
            go_on()
            return
        passage.first = passage.first or part
        payloads = [span.payload for span in part.spans if span.payload is not None]
        known = self._outbox.known(payloads) if payloads else {}
        for span in part.spans:
            place = len(passage.spans)
            if span.payload is None:
                passage.spans.append(span)
                continue
            passage.spans.append(replace(span, payload=_name_only(span.payload)))
            if span.payload.digest in known:
                self._fill(passage, place, known[span.payload.digest])
                continue
            passage.open += 1
            self._outbox.ask(
                span.payload,
                kind=part.facts.kind,
                item=passage.item,
                wants=passage.wanted,
                tell=partial(self._answered, passage, place),
            )
        self._outbox.when_room(go_on)

    def _answered(
        self, passage: _Passage, place: int, answer: Vector | Failure | HeldBack
    ) -> None:
        if not passage.wanted():
            return
        if isinstance(answer, HeldBack) and not isinstance(answer, Resting):
            passage.future.set_exception(answer)
            return
        passage.open -= 1
        if isinstance(answer, Resting):
            passage.rests = True
        elif isinstance(answer, Failure):
            log.info("a part of %r: %s", str(passage.path), answer.reason)
            passage.failures.append(answer)
        else:
            self._fill(passage, place, answer)
        self._end(passage)

    def _fill(self, passage: _Passage, place: int, vector: Vector) -> None:
        passage.spans[place] = replace(passage.spans[place], embedded=Embedded(vector=vector))

    def _prepared(self, passage: _Passage, future: "Future[Decoded]") -> None:
        self._preparing -= 1
        if not passage.wanted():
            return
        error = CancelledError() if future.cancelled() else future.exception()
        if error is not None:
            passage.future.set_exception(error)
            return
        passage.first = passage.first or future.result()
        passage.ended = True
        self._end(passage)

    def _end(self, passage: _Passage) -> None:
        """What was not answered for a passing reason is tried again later; what never will be is left out."""
        if not passage.ended or passage.open:
            return
        assert passage.first is not None
        if passage.rests:
            passage.future.set_exception(Resting())
            return
        passing = [failure for failure in passage.failures if not failure.lasting]
        found = any(span.embedded is not None for span in passage.spans)
        if passing or (passage.failures and not found):
            passage.future.set_exception(_as_error((passing or passage.failures)[0]))
            return
        passage.future.set_result(replace(passage.first, spans=tuple(passage.spans)))


def _name_only(payload: Payload) -> Payload:
    """Its digest, by which the answer is kept; the media themselves are given back."""
    return replace(payload, parts=())


def _as_error(failure: Failure) -> MediaError:
    return MediaError(failure.code, failure.reason, hint=failure.hint, lasting=failure.lasting)


def _pass_on(looked: "Future[Decoded]", future: "Future[Decoded]") -> None:
    if not future.set_running_or_notify_cancel():
        return
    error = CancelledError() if looked.cancelled() else looked.exception()
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(replace(looked.result(), looked_at=True))
