"""Sends payloads as batches: half the price, answered within a day. Ingest thread, but for the calls themselves.

A batch is written down before it is handed over, under a name of ours: after a kill the service is asked whether it
arrived. Contents whose parts are in an open batch rest; when it is answered, they are read once more, their answers are
found in the library, and nothing is sent again.
"""

import logging
import secrets
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from findling.catalogue import Writer
from findling.catalogue.rows import Answer, BatchEntry, BatchId, BatchRow
from findling.core.errors import FindlingError, Hold
from findling.core.model import Failure, ItemId, Kind, Payload, Tokens, Vector
from findling.embedding.prices import usd
from findling.embedding.provider import BatchState, RemoteProvider
from findling.ingest.asks import Ask, HeldBack, Resting, Told, Waiter
from findling.ingest.charges import of_batch
from findling.ingest.network import NetworkLane
from findling.ingest.purse import Purse
from findling.ingest.sender import Sender
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

MOST_TOKENS = 400_000
"""Of one batch: the first paid tier lets 500 000 tokens wait at a time (ai.google.dev/gemini-api/docs/rate-limits)."""
MOST_BYTES = 24 << 20
MOST_ENTRIES = 2_000
LOOK_SECONDS = 60.0
DRAFTING = 2.0
"""Seconds without another part after which a batch is handed over as it is."""
UNSURE = frozenset({"offline", "service-busy"})
"""Codes of trouble after which nobody knows whether a batch arrived."""
CALLS = 2
"""Batches that are handed over at a time; decode processes wait meanwhile."""


@dataclass(slots=True)
class _Draft:
    """A batch that is being filled."""

    asks: dict[bytes, Ask] = field(default_factory=dict)
    since: float = 0.0
    tokens: int = 0
    size: int = 0

    @property
    def full(self) -> bool:
        return (
            self.tokens >= MOST_TOKENS
            or self.size >= MOST_BYTES
            or len(self.asks) >= MOST_ENTRIES
        )

    def add(self, payload: Payload, kind: Kind, waiter: Waiter) -> None:
        if (ask := self.asks.get(payload.digest)) is not None:
            ask.waiters.append(waiter)
            return
        self.asks[payload.digest] = Ask(payload, kind, [waiter])
        self.tokens += payload.tokens.total
        self.size += payload.size

    def give_back(self) -> None:
        for ask in self.asks.values():
            ask.tell(HeldBack())


class Batches:
    """`changed` is called when contents that rested can be read on. `look_seconds`: between two looks at a batch.

    `may_leave`: whether a content may leave this computer, asked at the last moment.
    """

    def __init__(
        self,
        provider: RemoteProvider,
        sender: Sender,
        *,
        writer: Writer,
        writes: Writes,
        purse: Purse,
        lane: NetworkLane,
        model: str,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
        changed: Callable[[], None],
        may_leave: Callable[[ItemId], bool],
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._may_leave = may_leave
        self._provider = provider
        self._sender = sender
        self._writer = writer
        self._writes = writes
        self._purse = purse
        self._lane = lane
        self._model = model
        self._clock = clock
        self._post = post
        self._changed = changed
        self._look_seconds = look_seconds
        self._draft = _Draft()
        self._unwritten: set[bytes] = set()
        """Payloads of batches that a full disk keeps from being written down."""
        self._open: dict[BatchId, BatchRow] = {}
        self._awaited: dict[bytes, BatchId] = {}
        """The open batch that a payload is in."""
        self._reserved: dict[BatchId, float] = {}
        for row in writer.open_batches(provider.space.id):
            self._add(row)
            self._set_aside(row)
        self._tried: set[bytes] = set()
        """Payloads that a batch did not answer: asked one by one, so that each gets its reason."""
        self._bought: set[bytes] = set()
        """Answers of batches that no content has come for yet: found in the library, but not saved."""
        self._busy: set[BatchId] = set()
        self._wait_for_room: deque[Callable[[], None]] = deque()  # one a content under way
        self._look_at = 0.0
        self.refused = False
        """The service takes no batches here: everything is sent one by one."""

    @property
    def waiting(self) -> int:
        """Parts that are handed over and not answered yet."""
        return sum(len(row.entries) for row in self._open.values())

    @property
    def busy(self) -> bool:
        """A batch is being filled or handed over."""
        return bool(self._draft.asks or self._busy)

    # --- what the passage of a content asks (see `cloud.Outbox`) ---

    def known(self, payloads: Sequence[Payload]) -> Mapping[bytes, Vector]:
        known = self._sender.known(payloads, bought=self._bought)
        self._bought.difference_update(known)
        return known

    def when_room(self, go_on: Callable[[], None]) -> None:
        if len(self._busy) < CALLS:
            go_on()
        else:
            self._wait_for_room.append(go_on)

    def ask(
        self,
        payload: Payload,
        *,
        kind: Kind,
        item: ItemId,
        wants: Callable[[], bool],
        tell: Told,
    ) -> None:
        """Goes into the next batch; `tell` hears Resting once that is written down: its content rests."""
        if self.refused or payload.digest in self._tried:
            self._sender.ask(payload, kind=kind, item=item, wants=wants, tell=tell)
            return
        if not self._sender.takes or payload.digest in self._unwritten:
            tell(HeldBack())
            return
        if (number := self._awaited.get(payload.digest)) is not None:
            rider = (payload.digest, item)
            self._writes.do(lambda: self._writer.join_batch(number, [rider]))
            tell(Resting())
            return
        self._draft.since = self._clock.monotonic()
        self._draft.add(payload, kind, Waiter(item, wants, tell))
        if self._draft.full:
            self.hand_over()

    def let_go(self) -> None:
        """Gives back what is in no batch yet."""
        draft, self._draft = self._draft, _Draft()
        draft.give_back()

    # --- handing over ---

    def hand_over(self) -> None:
        """Sends the draft on its way."""
        draft, self._draft = self._draft, _Draft()
        name = f"findling-{secrets.token_hex(8)}"
        self._unwritten.update(draft.asks)
        self._writes.do(lambda: self._write_down(draft, name))

    def _write_down(self, draft: _Draft, name: str) -> None:
        asks = [ask for ask in draft.asks.values() if ask.may_go(self._may_leave)]
        cost = sum(self._usd(ask.payload.tokens) for ask in asks)
        short = self._purse.reserve(cost) if asks else None
        if asks and short is None:
            try:
                self._open_batch(asks, name, cost)
            except BaseException:
                self._purse.settle(cost, usd=0.0)
                raise
        self._unwritten.difference_update(draft.asks)
        if short is not None:
            self._sender.hold(short)
        for ask in asks:
            ask.tell(Resting() if short is None else HeldBack())

    def _open_batch(self, asks: Sequence[Ask], name: str, cost: float) -> None:
        entries = tuple(
            BatchEntry(
                payload=ask.payload.digest,
                item_id=ask.waiters[0].item,
                kind=ask.kind,
                tokens=ask.payload.tokens,
            )
            for ask in asks
        )
        number = self._writer.open_batch(name, space=self._provider.space.id, entries=entries)
        row = BatchRow(id=number, name=name, service_name=None, entries=entries)
        self._add(row)
        self._reserved[number] = cost
        riders = [(a.payload.digest, each.item) for a in asks for each in a.waiters[1:]]
        self._writes.do(lambda: self._writer.join_batch(number, riders))
        payloads, start = [ask.payload for ask in asks], self._provider.start_batch
        self._call(row, lambda: start(payloads, name=name), self._started)

    def _started(self, row: BatchRow, future: "Future[Any]") -> None:
        error = future.exception()
        if error is None:
            self._named(row, future.result())
        elif not isinstance(error, FindlingError):
            raise error
        elif isinstance(error, Hold) and error.code != "batch-refused":
            log.warning("a batch was not taken: %s", error.message)
            self._sender.hold(error)
            if error.code in UNSURE:
                self._ask_for(row)
            else:
                self._give_up(row)
        else:
            log.warning("no batch was taken: %s", error.message)
            self._give_up(row)
            self.refused = True

    def _ask_for(self, row: BatchRow) -> None:
        """It may have arrived all the same: it is looked for by its name before its contents are sent again."""
        log.info("batch %s is looked for later", row.name)
        self._look_at = self._clock.monotonic() + (self._sender.due_in() or 0.0)

    def _named(self, row: BatchRow, service_name: str) -> None:
        log.info("batch %s is handed over with %d parts", row.name, len(row.entries))
        named = BatchRow(
            id=row.id, name=row.name, service_name=service_name, entries=row.entries
        )
        self._open[row.id] = named
        self._writes.do(lambda: self._writer.name_batch(row.id, service_name))

    # --- looking after it ---

    def turn(self) -> None:
        """Hands over what is complete, and looks at open batches now and then."""
        if self._draft.asks and self._drafted_in() <= 0:
            self.hand_over()
        if not self._open or self._clock.monotonic() < self._look_at:
            return
        self._look_at = self._clock.monotonic() + self._look_seconds
        for row in list(self._open.values()):
            if row.id not in self._busy:
                self._look(row)

    def due_in(self) -> float | None:
        dues = [self._drafted_in()] if self._draft.asks else []
        if self._open:
            dues.append(self._look_at - self._clock.monotonic())
        return max(0.0, min(dues)) if dues else None

    def _drafted_in(self) -> float:
        return self._draft.since + DRAFTING - self._clock.monotonic()

    def look_now(self) -> None:
        self._look_at = 0.0

    def _look(self, row: BatchRow) -> None:
        if row.service_name is None:
            find = self._provider.find_batch
            self._call(row, lambda: find(row.name), self._found)
            return
        service_name = row.service_name
        digests = [entry.payload for entry in row.entries]
        look = self._provider.look_at_batch
        self._call(row, lambda: look(service_name, digests=digests), self._looked)

    def _found(self, row: BatchRow, future: "Future[Any]") -> None:
        """After a kill: did it arrive?"""
        if self._is_trouble(future):
            return
        service_name = future.result()
        if service_name is None:
            self._give_up(row)
        else:
            self._named(row, service_name)
            self.look_now()

    def _looked(self, row: BatchRow, future: "Future[Any]") -> None:
        if self._is_trouble(future):
            return
        state: BatchState = future.result()
        if state.lost is not None:
            log.warning("a batch is lost: %s", state.lost)
            self._give_up(row)
            self.refused = True
        elif state.done:
            self._writes.do(lambda: self._collect(row, state))

    def _collect(self, row: BatchRow, state: BatchState) -> None:
        """Answers, their price and the end of the batch in one transaction. Once, however often it was seen to be done."""
        if row.id not in self._open:
            return
        answers = {
            digest: answer
            for digest, answer in state.answers.items()
            if not isinstance(answer, Failure)
        }
        self._tried.update(
            entry.payload for entry in row.entries if entry.payload not in answers
        )
        charges = of_batch(
            row,
            billed=state.tokens,
            answered=answers.keys(),
            provider=self._provider.name,
            model=self._model,
        )
        self._writer.collect_batch(
            row.id,
            [Answer(payload=digest, vector=vector) for digest, vector in answers.items()],
            space=self._provider.space.id,
            charges=charges,
        )
        self._purse.settle(
            self._reserved.pop(row.id, 0.0), usd=sum(charge.usd for charge in charges)
        )
        self._bought.update(answers)
        self._remove(row)
        log.info("batch %s answered %d of %d", row.name, len(answers), len(row.entries))
        self._changed()

    def _give_up(self, row: BatchRow) -> None:
        """Its contents are read on as if it had never been."""
        self._purse.settle(self._reserved.pop(row.id, 0.0), usd=0.0)
        self._remove(row)
        self._writes.do(lambda: self._writer.close_batch(row.id))
        self._changed()

    def _add(self, row: BatchRow) -> None:
        self._open[row.id] = row
        self._awaited |= {entry.payload: row.id for entry in row.entries}

    def _remove(self, row: BatchRow) -> None:
        self._open.pop(row.id, None)
        for entry in row.entries:
            self._awaited.pop(entry.payload, None)

    def _set_aside(self, row: BatchRow) -> None:
        self._reserved[row.id] = sum(self._usd(entry.tokens) for entry in row.entries)
        self._purse.set_aside(self._reserved[row.id])

    def _is_trouble(self, future: "Future[Any]") -> bool:
        """Looked at again later; what is not the world's fault flies on."""
        error = future.exception()
        if error is None:
            return False
        if not isinstance(error, FindlingError):
            raise error
        log.info("a batch could not be looked at: %s", error.message)
        return True

    def _call(
        self,
        row: BatchRow,
        call: Callable[[], Any],
        then: Callable[[BatchRow, "Future[Any]"], None],
    ) -> None:
        self._busy.add(row.id)
        future = self._lane.submit(call)

        def arrived() -> None:
            self._busy.discard(row.id)
            while self._wait_for_room and len(self._busy) < CALLS:
                self._wait_for_room.popleft()()
            then(row, future)

        future.add_done_callback(lambda _: self._post(arrived))

    def _usd(self, tokens: Tokens) -> float:
        return usd(tokens, model=self._model, batch=True)
