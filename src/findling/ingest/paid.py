"""The paid way of reading: what may be sent now, what it costs, why it stands still. Ingest thread only."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from findling.catalogue import Reader, Writer
from findling.core.courtesy import Courtesy
from findling.core.errors import Hold
from findling.core.model import Duty, ItemId, Kind, Scope
from findling.core.report import Estimate, KindEstimate
from findling.core.settings import Settings
from findling.embedding.prices import prices_of, usd
from findling.embedding.provider import RemoteProvider
from findling.ingest.batches import Batches
from findling.ingest.network import NetworkLane
from findling.ingest.pace import Pace
from findling.ingest.purse import TINY, Purse
from findling.ingest.sender import Sender
from findling.ingest.settle import Clock
from findling.ingest.writes import Writes

log = logging.getLogger(__name__)

AGREED = "agreed-usd"
"""Key in the catalogue's meta table: the ledger's total up to which spending was agreed to."""
CLOSING = 0.3
OF_MONEY = frozenset({"not-agreed", "run-cap", "month-cap"})
_SECONDS = {Kind.PHOTO: 0.12, Kind.RECORDING: 0.4, Kind.DOCUMENT: 1.5, Kind.CLIP: 3.0}
"""What one content takes where nothing was measured yet (rough, two cores, the sample media)."""
COUNT_SECONDS = 1.0


class Paid:
    """`wanted`: somebody wants files to be sent, not only looked at. `changed`: more, or less, may be read now."""

    def __init__(
        self,
        provider: RemoteProvider,
        *,
        duty: Duty,
        writer: Writer,
        reader: Reader,
        writes: Writes,
        settings: Settings,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
        changed: Callable[[], None],
        courtesy: Courtesy,
    ) -> None:
        self._provider = provider
        self._duty = duty
        self._writer = writer
        self._reader = reader
        self._writes = writes
        self._settings = settings
        self._clock = clock
        self._changed = changed
        self.wanted = False
        self._could = False
        self._waiting = (0, 0.0)
        self._stale = True
        self._free = False
        self._count_at = float("-inf")
        self.pace = Pace(per_minute=settings.requests_per_minute, monotonic=clock.monotonic)
        self._lane = NetworkLane(settings.in_flight)
        self.purse = Purse(
            writer.spending(self._now()),
            agreed_until=float(writer.meta(AGREED) or 0.0),
            run_cap=settings.run_cap_usd,
            month_cap=settings.month_cap_usd,
            always=settings.send_new_files,
            now=self._now,
        )
        self._spent_from = self.purse.spent
        self.sender = Sender(
            provider,
            writer=writer,
            writes=writes,
            purse=self.purse,
            pace=self.pace,
            lane=self._lane,
            in_flight=settings.in_flight,
            model=settings.model,
            clock=clock,
            post=post,
            courtesy=courtesy,
            may_leave=self._may_leave,
        )
        self.batches = Batches(
            provider,
            self.sender,
            writer=writer,
            writes=writes,
            purse=self.purse,
            lane=self._lane,
            model=settings.model,
            clock=clock,
            post=post,
            changed=changed,
            may_leave=self._may_leave,
        )

    def allow(self, allowed: bool) -> None:
        """Whether anything new may go out at all: not while reading is paused. What is on its way arrives."""
        self.sender.allow(allowed)
        if not allowed:
            self.batches.let_go()

    def want(self, wanted: bool) -> None:
        """Somebody wants files to be sent, not only looked at, or nobody does any more."""
        self.wanted = wanted
        self._stale, self._count_at = True, float("-inf")

    @property
    def outbox(self) -> Sender | Batches:
        in_batches = self._settings.batch and self._provider.form.batches
        return self.batches if in_batches else self.sender

    def may_send(self) -> bool:
        """What waits but costs nothing (a batch has answered it) needs nobody's leave."""
        allowed = self.purse.open or self._free
        return self.wanted and self.sender.held is None and allowed

    @property
    def busy(self) -> bool:
        """Something is on its way to the service, or about to be."""
        return self.sender.busy or self.batches.busy

    @property
    def goes_on(self) -> bool:
        """It stands still, and goes on by itself soon."""
        return self.wanted and self.sender.goes_on

    @property
    def held(self) -> Hold | None:
        """Why not everything could be sent."""
        if self.sender.held is None and self.wanted and not (self.purse.open or self._free):
            return self.purse.shortage()
        return self.sender.held

    @property
    def trouble(self) -> str | None:
        """What a person should know while nothing is sent; that nobody has agreed yet is no trouble."""
        held = self.sender.held
        if held is None or held.code == "not-agreed":
            return None
        return f"{held.message} {held.hint}".strip()

    @property
    def spent_usd(self) -> float:
        """Since this round began."""
        return self.purse.spent - self._spent_from

    def begin_round(self) -> None:
        self._spent_from = self.purse.spent
        self.sender.saved_usd = 0.0

    def agree(self, dollars: float) -> None:
        """So many more dollars may be spent."""
        self.purse.agree(dollars)
        until = self.purse.agreed_until
        self._writes.do(lambda: self._writer.set_meta(AGREED, f"{until:.9f}"))
        if self.sender.held is not None and self.sender.held.code in OF_MONEY:
            self.sender.retry_now()
        self._changed()

    def all_read(self) -> None:
        """What was agreed to was for these files; the next ones are asked for anew."""
        if self.purse.agreed_until > self.purse.spent:
            self.agree(0.0)

    def retry_now(self) -> None:
        self.sender.retry_now()
        self.batches.look_now()
        self._changed()

    def estimate(self) -> Estimate:
        """Sums over what was looked at and waits; half-answered contents count whole."""
        model = self._settings.model
        found = self._reader.estimates(self._duty)
        kinds = {
            kind: KindEstimate(
                files=files, spans=spans, tokens=tokens, usd=usd(tokens, model=model)
            )
            for kind, (files, spans, tokens) in found.items()
            if files
        }
        batch = sum(usd(each.tokens, model=model, batch=True) for each in kinds.values())
        return Estimate(
            provider=self._provider.name,
            model=model,
            kinds=kinds,
            seconds=self._seconds(kinds),
            unseen=self._reader.unlooked_count(self._duty),
            prices_of=prices_of(model),
            batch_usd=batch if self._provider.form.batches else None,
            month_left_usd=self.purse.month_left,
        )

    def price_of(self, paths: Collection[Path]) -> float:
        """What it would cost to send these files; for what moves saved."""
        rows = (self._reader.file_by_path(path) for path in paths)
        items = [row.item_id for row in rows if row is not None and row.item_id is not None]
        tokens = self._reader.estimate_of(items, space=self._duty.space)
        return usd(tokens, model=self._settings.model)

    def waiting(self) -> tuple[int, float]:
        """Contents that were looked at and wait to be agreed to, and their price; counted now and then only."""
        if self.may_send() or self.goes_on:
            return (0, 0.0)
        self._count_if_due()
        return self._waiting

    def _count_if_due(self) -> None:
        now = self._clock.monotonic()
        if not self._stale or now < self._count_at:
            return
        estimate = self.estimate()
        self._stale = False
        self._waiting = (estimate.files, estimate.usd)
        self._free = estimate.files > 0 and estimate.usd < TINY
        self._count_at = now + max(COUNT_SECONDS, 20 * (self._clock.monotonic() - now))

    def recount(self) -> None:
        """Rows changed: what waits has to be counted anew."""
        self._stale = True

    def turn(self) -> None:
        self.batches.turn()
        self.sender.turn()
        if not self.purse.open:
            self._count_if_due()
        if self.may_send() is not self._could:
            self._could = not self._could
            self._changed()

    def due_in(self) -> float | None:
        dues = [self.sender.due_in(), self.batches.due_in()]
        if self._stale and not self.may_send() and not self.goes_on:
            dues.append(max(0.0, self._count_at - self._clock.monotonic()))
        return min((due for due in dues if due is not None), default=None)

    def close(self) -> None:
        self.sender.close()
        self._lane.close(CLOSING)

    def _may_leave(self, item: ItemId) -> bool:
        """A mark on a folder, or a copy in a marked one, holds for what waits to be sent as well."""
        return self._duty.scope is not Scope.SENDABLE or not self._writer.is_local_only(item)

    def _seconds(self, kinds: dict[Kind, KindEstimate]) -> float:
        """At the rate that is allowed, but no faster than files can be prepared."""
        prepared = sum(_SECONDS[kind] * each.files for kind, each in kinds.items())
        limit = self.pace.per_minute
        spans = sum(each.spans for each in kinds.values())
        return max(prepared, 60.0 * spans / limit if limit else 0.0)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.wall())
