"""Sends payloads to the service, a few requests at a time, and writes down what came back before anyone is told.

Everything runs on the ingest thread but the calls themselves, which wait on the network lane. What was answered once,
in any run, is never sent again; of equal payloads under way only one is.
"""

import logging
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass

from findling.catalogue import Writer
from findling.catalogue.rows import Answer, Charge
from findling.core.courtesy import Courtesy
from findling.core.errors import FindlingError, Hold
from findling.core.model import Failure, ItemId, Kind, Payload, SpaceId, Vector
from findling.embedding.forms import Form
from findling.embedding.prices import usd
from findling.embedding.provider import RemoteProvider, Sent
from findling.ingest.asks import Ask, HeldBack, Told, Waiter
from findling.ingest.network import NetworkLane
from findling.ingest.pace import Pace
from findling.ingest.purse import TINY, Purse
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

QUEUED_BYTES = 48 << 20
"""Media that wait to be sent; beyond it decode processes wait with what they have."""
LONGEST_REST = 120.0
POLITE = 0.02
"""Seconds until it is looked again whether a question has been answered."""
CLOSING = 1.5
"""Seconds for which an end waits for answers that are on their way: they are paid for."""


@dataclass(eq=False, slots=True)
class _Request:
    asks: list[Ask]
    reserved: float
    future: "Future[Sent]"


class Sender:
    """`held`: why nothing is sent now. `may_leave`: whether a content may leave this computer, asked at the last moment."""

    def __init__(
        self,
        provider: RemoteProvider,
        *,
        writer: Writer,
        writes: Writes,
        purse: Purse,
        pace: Pace,
        lane: NetworkLane,
        in_flight: int,
        model: str,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
        courtesy: Courtesy,
        may_leave: Callable[[ItemId], bool],
    ) -> None:
        self._courtesy = courtesy
        self._may_leave = may_leave
        self._provider = provider
        self._writer = writer
        self._writes = writes
        self._purse = purse
        self._pace = pace
        self._lane = lane
        self._in_flight = in_flight
        self._model = model
        self._clock = clock
        self._post = post
        self._queues: dict[Kind, deque[Ask]] = {kind: deque() for kind in Kind}
        self._asks: dict[bytes, Ask] = {}
        self._bytes = 0
        self._wait_for_room: deque[Callable[[], None]] = deque()  # one a content under way
        self._requests: set[_Request] = set()
        self._retry_at = 0.0
        self._rest = 0.0
        self._go_at = 0.0
        """When the pace lets the next request go."""
        self._allowed = True
        self._closed = False
        self.held: Hold | None = None
        self.saved_usd = 0.0
        self.answered = 0
        """Payloads answered so far; for measuring."""

    @property
    def space(self) -> SpaceId:
        return self._provider.space.id

    @property
    def form(self) -> Form:
        return self._provider.form

    @property
    def busy(self) -> bool:
        return bool(self._asks)

    @property
    def takes(self) -> bool:
        """Whether payloads are taken now; else whoever asks is given back at once."""
        return self._allowed and self.held is None and not self._closed

    @property
    def goes_on(self) -> bool:
        """Held, but only for a little: it tries again by itself soon."""
        return (
            self.held is not None
            and self.held.retry_in is not None
            and self._rest <= LONGEST_REST
        )

    def known(
        self, payloads: Sequence[Payload], *, bought: Collection[bytes] = ()
    ) -> Mapping[bytes, Vector]:
        """Of these, the answers that are in the library already; what they would have cost counts as saved.

        Not of those that were `bought` for whoever asks now.
        """
        answers = self._writer.answered(self.space, [payload.digest for payload in payloads])
        for payload in payloads:
            if payload.digest in answers and payload.digest not in bought:
                self.saved_usd += usd(payload.tokens, model=self._model)
        return answers

    def ask(
        self,
        payload: Payload,
        *,
        kind: Kind,
        item: ItemId,
        wants: Callable[[], bool],
        tell: Told,
    ) -> None:
        """`tell` is called once, on the ingest thread, after the answer is written down."""
        if not self.takes:
            tell(HeldBack())
            return
        waiter = Waiter(item, wants, tell)
        if (ask := self._asks.get(payload.digest)) is not None:
            self.saved_usd += usd(payload.tokens, model=self._model)
            ask.waiters.append(waiter)
            return
        ask = self._asks[payload.digest] = Ask(payload, kind, [waiter])
        self._queues[kind].append(ask)
        self._bytes += payload.size

    def when_room(self, go_on: Callable[[], None]) -> None:
        """Calls back once there is room for more payloads."""
        if self._bytes < QUEUED_BYTES:
            go_on()
        else:
            self._wait_for_room.append(go_on)

    def allow(self, allowed: bool) -> None:
        """Whether anything new may go out at all; what is on its way arrives."""
        if allowed is not self._allowed:
            self._allowed = allowed
            self.let_go()

    def retry_now(self) -> None:
        """Whatever held it may be over."""
        self.held, self._rest, self._retry_at = None, 0.0, 0.0

    def turn(self) -> None:
        """Sends what may be sent now."""
        if self.held is not None and self.held.retry_in is not None:
            if self._clock.monotonic() < self._retry_at:
                return
            log.info("trying again after: %s", self.held.message)
            self.held = None
        while self._may_begin() and (asks := self._next()):
            if not self._begin(asks):
                break
        while self._wait_for_room and self._bytes < QUEUED_BYTES:
            self._wait_for_room.popleft()()

    def due_in(self) -> float | None:
        """Seconds until `turn` has something to do of itself."""
        if self.held is not None:
            if self.held.retry_in is None:
                return None
            return max(0.0, self._retry_at - self._clock.monotonic())
        if not self._bytes or len(self._requests) >= self._in_flight:
            return None
        if self._writes.trouble is not None:
            return None
        if len(self._requests) >= self._room():
            return POLITE if self._courtesy.wanted else None
        return max(0.001, self._go_at - self._clock.monotonic())

    def hold(self, hold: Hold) -> None:
        """Nothing more goes out; what waits is given back. Of troubles that come together the longest counts, once."""
        if self.held is None:
            log.warning("%s %s", hold.message, hold.hint)
        if self.held is None or _lasts_longer(hold, self.held):
            self.held = hold
            if hold.retry_in is not None:
                self._rest = max(hold.retry_in, min(2 * self._rest, LONGEST_REST))
                self._retry_at = self._clock.monotonic() + self._rest
        self.let_go()

    def let_go(self) -> None:
        """Gives back what was not sent yet; what is on its way arrives."""
        waiting = [ask for queue in self._queues.values() for ask in queue]
        for queue in self._queues.values():
            queue.clear()
        self._give_back(waiting)
        while self._wait_for_room:
            self._wait_for_room.popleft()()

    def close(self) -> None:
        """Waits a moment for answers that are on their way, and writes them down."""
        self._closed = True
        self._lane.stop.set()
        wait_for([request.future for request in self._requests], timeout=CLOSING)
        for request in list(self._requests):
            if request.future.done():
                self._arrived(request)

    # --- one request ---

    def _may_begin(self) -> bool:
        """While answers cannot be written down, none are bought."""
        free = len(self._requests) < self._room()
        return free and self.held is None and self._writes.trouble is None

    def _room(self) -> int:
        """After trouble one request goes ahead to see whether it is over; beside a question only one goes on."""
        return 1 if self._rest or self._courtesy.wanted else self._in_flight

    def _next(self) -> list[Ask]:
        """The next request: one kind, so that the bill says what each kind costs; within every limit."""
        form = self.form
        for queue in self._queues.values():
            asks: list[Ask] = []
            size = images = 0
            while queue and len(asks) < form.most_contents:
                ask = queue[0]
                if not ask.may_go(self._may_leave):
                    self._forget(queue.popleft())
                    continue
                pictures = sum(part.mime.startswith("image/") for part in ask.payload.parts)
                if asks and (
                    size + ask.payload.size > form.most_bytes
                    or images + pictures > form.most_images
                ):
                    break
                asks.append(queue.popleft())
                size += ask.payload.size
                images += pictures
            if asks:
                return asks
        return []

    def _begin(self, asks: list[Ask]) -> bool:
        asks, rest = self._affordable(asks)
        if rest:
            self._put_back(rest)
        cost = self._price(asks)
        if (wait := self._pace.wait_for(len(asks))) > 0:
            self._go_at = self._clock.monotonic() + wait
            self._put_back(asks)
            return False
        if (short := self._purse.reserve(cost)) is not None:
            self._put_back(asks)
            self.hold(short)
            return False
        self._pace.took(len(asks))
        payloads = [ask.payload for ask in asks]
        stop, pace, send = self._lane.stop, self._pace, self._provider.send
        future = self._lane.submit(lambda: send(payloads, stop=stop, pacer=pace))
        request = _Request(asks, cost, future)
        self._requests.add(request)
        self._bytes -= sum(payload.size for payload in payloads)
        future.add_done_callback(lambda _: self._post(lambda: self._arrived(request)))
        return True

    def _affordable(self, asks: list[Ask]) -> tuple[list[Ask], list[Ask]]:
        """As many of them as there is money for, and the rest; at least one, so that the purse says what it lacks."""
        count = len(asks)
        while count > 1 and self._price(asks[:count]) > self._purse.room + TINY:
            count -= 1
        return asks[:count], asks[count:]

    def _price(self, asks: Sequence[Ask]) -> float:
        return sum(usd(ask.payload.tokens, model=self._model) for ask in asks)

    def _put_back(self, asks: list[Ask]) -> None:
        self._queues[asks[0].kind].extendleft(reversed(asks))

    def _arrived(self, request: _Request) -> None:
        if request not in self._requests:
            return
        self._requests.discard(request)
        error = request.future.exception()
        if error is None:
            if (
                self.held is None
            ):  # what was on its way before the trouble says nothing about it
                self._rest = 0.0
            self._pace.went_well(len(request.asks))
            sent = request.future.result()
            self._writes.do(lambda: self._keep(request, sent))
            return
        self._purse.settle(request.reserved, usd=0.0)
        self._give_back(request.asks)
        if not isinstance(error, FindlingError):
            raise error
        if not self._closed:
            self.hold(_as_hold(error))

    def _keep(self, request: _Request, sent: Sent) -> None:
        """One transaction for the answers and their price; safe to be run again after it failed."""
        answers = [
            Answer(payload=ask.payload.digest, vector=answer)
            for ask, answer in zip(request.asks, sent.answers, strict=True)
            if not isinstance(answer, Failure | Hold)
        ]
        cost = usd(sent.tokens, model=self._model)
        self._writer.keep_answers(
            answers,
            space=self.space,
            charge=Charge(
                provider=self._provider.name,
                model=self._model,
                kind=request.asks[0].kind,
                spans=len(answers),
                tokens=sent.tokens,
                usd=cost,
            ),
        )
        self._purse.settle(request.reserved, usd=cost)
        self.answered += len(answers)
        for ask, answer in zip(request.asks, sent.answers, strict=True):
            self._asks.pop(ask.payload.digest, None)
            ask.tell(HeldBack() if isinstance(answer, Hold) else answer)
        holds = [answer for answer in sent.answers if isinstance(answer, Hold)]
        if holds and not self._closed:
            self.hold(holds[0])

    def _forget(self, ask: Ask) -> None:
        """Nobody waits for it any more, and it was not sent."""
        self._asks.pop(ask.payload.digest, None)
        self._bytes -= ask.payload.size

    def _give_back(self, asks: Collection[Ask]) -> None:
        for ask in asks:
            self._asks.pop(ask.payload.digest, None)
        queued = sum(ask.payload.size for queue in self._queues.values() for ask in queue)
        self._bytes = queued
        for ask in asks:
            ask.tell(HeldBack())


def _as_hold(error: FindlingError) -> Hold:
    """What a person can act on is no file's fault, and nothing that reading ends with."""
    return (
        error if isinstance(error, Hold) else Hold(error.code, error.message, hint=error.hint)
    )


def _lasts_longer(one: Hold, other: Hold) -> bool:
    if one.retry_in is None or other.retry_in is None:
        return other.retry_in is not None
    return one.retry_in > other.retry_in
