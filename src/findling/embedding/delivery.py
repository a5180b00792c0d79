"""Sends payloads until each has its vector, its reason why not, or a reason why nothing goes on. On the network lane.

Whether a content is at fault or the service shows when others are answered meanwhile: then a request that fails is
divided down to the content that causes it. Nothing answered is asked for again.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from findling.core.errors import Hold
from findling.core.model import Failure, MediaPart, Payload, Tokens, Vector
from findling.embedding.assumptions import SEND_SECONDS
from findling.embedding.forms import Form
from findling.embedding.google_client import TEXT, Line, Reply
from findling.embedding.provider import Sent
from findling.embedding.retrying import INDEXING, SEARCHING_FAULT, Patience, Retrier, hold_of
from findling.embedding.service import Service
from findling.embedding.trouble import Cause, Trouble

log = logging.getLogger(__name__)

PROBE = Payload(
    digest=bytes(16),
    parts=(MediaPart(mime=TEXT, data=b"task: search result | query: a picture"),),
    tokens=Tokens(text=10),
)
"""Asked where nothing else tells whether the service is well; costs $0.000002."""


@dataclass(slots=True)
class Pulse:
    """When the service last answered properly, whoever asked. Any thread."""

    monotonic: Callable[[], float] = time.monotonic
    answered_at: float | None = None

    def beat(self) -> None:
        self.answered_at = self.monotonic()

    def since(self, moment: float | None) -> bool:
        """Whether it did after `moment`; None: ever."""
        return self.answered_at is not None and (moment is None or self.answered_at > moment)


@dataclass(slots=True)
class Delivery:
    """One call of `send`."""

    line: Line
    service: Service
    retrier: Retrier
    pulse: Pulse
    form: Form
    payloads: Sequence[Payload]
    _answers: dict[int, Vector | Failure] = field(default_factory=dict)
    _tokens: Tokens = field(default_factory=Tokens)
    _hold: Hold | None = None
    _began: float = 0.0

    def run(self) -> Sent:
        """Raises Hold if nothing at all came of it."""
        self._began = self.pulse.monotonic()
        for request in requests_of(self.payloads, form=self.form):
            self._send(request, INDEXING)
        if self._hold is not None and not self._answers and not self._tokens.total:
            raise self._hold
        held = self._hold if self._hold is not None else self.service.busy()
        return Sent(
            answers=tuple(self._answers.get(n, held) for n in range(len(self.payloads))),
            tokens=self._tokens,
        )

    def _send(self, request: Sequence[int], patience: Patience) -> None:
        """`request`: places in `payloads`."""
        if self._hold is not None:
            return
        try:
            reply = self._ask([self.payloads[n] for n in request], patience)
        except Hold as hold:
            self._hold = hold
        except Trouble as trouble:
            self._look_into(trouble, request)
        else:
            self._take(reply, request)

    def _ask(self, payloads: Sequence[Payload], patience: Patience) -> Reply:
        def ask(left: float) -> Reply:
            del left  # a request of many megabytes may take its time
            return self.line.ask(payloads, seconds=SEND_SECONDS)

        return self.retrier.run(ask, patience=patience)

    def _take(self, reply: Reply, request: Sequence[int]) -> None:
        self._tokens += reply.tokens
        if not reply.vectors and len(request) > 1:
            log.info("%d contents, and not as many answers: asking one by one", len(request))
            for n in request:
                self._send([n], SEARCHING_FAULT)
            return
        for n, vector in zip(request, reply.vectors or (None,), strict=True):
            self._answers[n] = unusable() if vector is None else vector
        if any(vector is not None for vector in reply.vectors):
            self.pulse.beat()

    def _look_into(self, trouble: Trouble, request: Sequence[int]) -> None:
        if not trouble.cause.may_be_the_content:
            self._hold = hold_of(trouble, service=self.service)
        elif not self._is_well(trouble):
            return
        elif len(request) == 1:
            self._answers[request[0]] = failure_of(trouble)
        else:
            for part in parted(request, blamed=trouble.blamed):
                self._send(part, SEARCHING_FAULT)

    def _is_well(self, trouble: Trouble) -> bool:
        """The service answers others. A refusal needs one answer ever, a failure one since this began."""
        moment = None if trouble.cause is Cause.REFUSED else self._began
        if self.pulse.since(moment):
            return True
        try:
            reply = self._ask([PROBE], SEARCHING_FAULT)
        except Hold as hold:
            self._hold = hold
        except Trouble as again:
            self._hold = hold_of(again, service=self.service)
        else:
            self._tokens += reply.tokens
            self.pulse.beat()
            return True
        return False


def requests_of(payloads: Sequence[Payload], *, form: Form) -> Iterator[list[int]]:
    """Places in `payloads`, in order, so that no request is over a limit."""
    request: list[int] = []
    size = images = 0
    for n, payload in enumerate(payloads):
        pictures = sum(part.mime.startswith("image/") for part in payload.parts)
        if request and (
            len(request) >= form.most_contents
            or size + payload.size > form.most_bytes
            or images + pictures > form.most_images
        ):
            yield request
            request, size, images = [], 0, 0
        request.append(n)
        size += payload.size
        images += pictures
    if request:
        yield request


def parted(request: Sequence[int], *, blamed: Sequence[int]) -> list[Sequence[int]]:
    """Where the service named some, each of these alone and the rest together; else two halves."""
    named = [request[n] for n in blamed if n < len(request)]
    rest = [n for n in request if n not in named]
    if named and rest:
        return [*([n] for n in named), rest]
    half = len(request) // 2
    return [request[:half], request[half:]]


def failure_of(trouble: Trouble) -> Failure:
    if trouble.cause is Cause.REFUSED:
        return Failure(
            code="refused",
            reason=f"Google refused it: {trouble.words}",
            hint="Findling sends it again if the file changes. Names, dates and texts of it are found all the same.",
        )
    return unusable()


def unusable() -> Failure:
    return Failure(
        code="no-answer",
        reason="Google gave no usable answer for it.",
        hint="Try it again later.",
        lasting=False,
    )
