"""Gemini Embedding 2 behind either of its doors: one space for photos, clips, recordings, pages and words.

Making a provider loads nothing and opens nothing; the SDK comes with the first call. What is indexed and what is asked
go over lines of their own, with a lock and connections each, so that no question waits for indexing.
"""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError, Hold
from findling.core.model import (
    Embedded,
    Failure,
    MediaPart,
    Parts,
    Payload,
    Tokens,
    Vector,
)
from findling.core.settings import Settings
from findling.embedding.assumptions import QUESTION_SECONDS
from findling.embedding.delivery import Delivery, Pulse
from findling.embedding.forms import Form
from findling.embedding.google_client import TEXT, Line, Reply
from findling.embedding.google_space import DIMENSIONS, space_of, unit, unit_rows
from findling.embedding.provider import BatchState, Pacer, Sent
from findling.embedding.retrying import ASKING, Retrier, Waiting, hold_of, wait_for
from findling.embedding.service import Door, Service
from findling.embedding.trouble import Cause, Trouble

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import HttpOptions

    from findling.embedding.keys import Key

QUERY = "task: search result | query: {text}"
"""As documented for questions in words; media carry no task."""
QUERY_ROOM = 32
"""Tokens kept for the words around a question."""


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """What time it is and how one waits; tests bring their own."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    waiting: Waiting = wait_for


@dataclass(slots=True)
class _Lines:
    asking: Line
    indexing: Line
    pulse: Pulse
    closed: threading.Event = field(default_factory=threading.Event)


class RemoteGoogle(ABC):
    """What both doors share."""

    local = False
    door: Door
    form: Form

    def __init__(
        self,
        *,
        settings: Settings,
        spent: Callable[[Tokens], None],
        service: Service,
        clockwork: Clockwork,
    ) -> None:
        """`spent` hears what questions were billed."""
        self._settings = settings
        self._spent = spent
        self._service = service
        self._clockwork = clockwork
        self._lock = threading.Lock()
        self._lines: _Lines | None = None
        self.space = space_of(settings, door=self.door)

    @property
    def name(self) -> str:
        return self.door.value

    @abstractmethod
    def _open(self, options: "HttpOptions") -> "tuple[Client, Key | None]":
        """Makes the SDK's client, and tells the secret that no message may show. Raises Hold."""

    # items

    def embed_items(self, items: Sequence[Parts]) -> list[Embedded | Failure]:
        """An item of which nothing can be sent (silence) gets zeros; of a clip its pictures speak for it. Raises Hold."""
        from findling.embedding.payloads import prepare

        prepared = [prepare(item, form=self.form)[:1] for item in items]
        payloads = [payload for some in prepared for payload in some]
        sent = self.send(payloads, stop=threading.Event(), pacer=_Unpaced())
        answers = iter(sent.answers)
        return [
            _embedded(next(answers)) if some else Embedded(vector=_nothing())
            for some in prepared
        ]

    def send(self, payloads: Sequence[Payload], *, stop: threading.Event, pacer: Pacer) -> Sent:
        lines = self._opened()
        delivery = Delivery(
            line=lines.indexing,
            service=self._service,
            retrier=self._retrier(stop, slow_down=pacer.slow_down),
            pulse=lines.pulse,
            form=self.form,
            payloads=payloads,
        )
        return delivery.run()

    # questions

    def embed_text(self, text: str) -> Vector:
        from findling.embedding.payloads import fitting, payload_of, text_tokens

        asked = fitting(text.strip(), tokens=self.form.most_tokens - QUERY_ROOM)
        if not asked:
            return _nothing()
        words = QUERY.format(text=asked)
        part = MediaPart(mime=TEXT, data=words.encode("utf-8", "replace"))
        return self.embed_payload(payload_of([part], Tokens(text=text_tokens(words))))

    def embed_payload(self, payload: Payload) -> Vector:
        lines = self._opened()

        def ask(left: float) -> Reply:
            return lines.asking.ask([payload], seconds=min(QUESTION_SECONDS, left))

        try:
            reply = self._retrier(lines.closed).run(ask, patience=ASKING)
        except Trouble as trouble:
            raise self._unanswered(trouble) from None
        self._spent(reply.tokens)
        vector = reply.vectors[0] if reply.vectors else None
        if vector is None:
            raise FindlingError(
                "no-answer", "Google gave no usable answer to the question.", hint="Ask again."
            )
        lines.pulse.beat()
        return vector

    def embed_example(self, vectors: NDArray[np.float32]) -> Vector:
        """The mean direction."""
        return unit(unit_rows(vectors).sum(axis=0))

    def explain(self, query: Vector, vectors: NDArray[np.float32]) -> list[str]:
        """One space for everything: it says that two things mean the same, not why."""
        return ["meaning"] * len(vectors)

    def look_similarity(self, a: Vector, b: NDArray[np.float32]) -> NDArray[np.float32]:
        """The space keeps no look apart: cosines of the whole."""
        cosines: NDArray[np.float32] = unit_rows(b) @ unit(a)
        return cosines

    # batches

    def start_batch(self, payloads: Sequence[Payload], *, name: str) -> str:
        raise self._service.no_batches()

    def find_batch(self, name: str) -> str | None:
        return None

    def look_at_batch(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        raise self._service.no_batches()

    def close(self) -> None:
        """A question that waits for another try gives up. Goes on when it is asked again."""
        with self._lock:
            lines, self._lines = self._lines, None
        if lines is not None:
            lines.closed.set()
            lines.asking.close()
            lines.indexing.close()

    def load(self) -> None:
        """What the first question would load: the SDK and the key. Raises Hold."""
        try:
            self._opened().asking.open()
        except Trouble as trouble:
            raise hold_of(trouble, service=self._service) from None

    # what there is from the first call on

    def _opened(self) -> _Lines:
        with self._lock:
            if self._lines is None:
                self._lines = _Lines(
                    self._line(), self._line(), Pulse(self._clockwork.monotonic)
                )
            return self._lines

    def _line(self) -> Line:
        return Line(
            self._service,
            opening=self._open,
            api_version=self._settings.api_version,
            now=self._clockwork.now,
        )

    def _retrier(
        self,
        stop: threading.Event,
        *,
        slow_down: Callable[[float], None] = lambda seconds: None,
    ) -> Retrier:
        return Retrier(
            service=self._service,
            stop=stop,
            slow_down=slow_down,
            waiting=self._clockwork.waiting,
            monotonic=self._clockwork.monotonic,
        )

    def _unanswered(self, trouble: Trouble) -> FindlingError:
        if trouble.cause is Cause.REFUSED:
            return FindlingError(
                "refused",
                f"Google refused the question: {trouble.words}",
                hint="Ask in other words, or with another picture or recording.",
            )
        return hold_of(trouble, service=self._service)


class _Unpaced:
    def slow_down(self, seconds: float) -> None:
        """Nothing else is under way that could be slower."""


def _embedded(answer: Vector | Failure | Hold) -> Embedded | Failure:
    if isinstance(answer, Hold):
        raise answer
    return answer if isinstance(answer, Failure) else Embedded(vector=answer)


def _nothing() -> Vector:
    return np.zeros(DIMENSIONS, np.float32)
