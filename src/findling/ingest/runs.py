"""Runs: each `bring_up_to_date`, from its beginning to what a person is told at its end. Ingest thread only."""

from concurrent.futures import Future
from dataclasses import dataclass, field

from findling.catalogue import Reader
from findling.core.report import IndexSummary
from findling.ingest.branches import Branches
from findling.ingest.plan import Tally
from findling.ingest.settle import Clock


@dataclass(eq=False, slots=True)
class Run:
    """Over when everything was looked at and nothing is left to read."""

    future: "Future[IndexSummary]"
    began: float
    cost: float
    send: bool
    """Contents are sent as far as that was agreed to, not only looked at."""
    tally: Tally = field(default_factory=Tally)


class Runs:
    """Those that are not over yet."""

    def __init__(self, *, branches: Branches, reader: Reader, clock: Clock) -> None:
        self._branches = branches
        self._reader = reader
        self._clock = clock
        self._runs: list[Run] = []
        self._looked: Run | None = None
        """A run that only looked: what it found, and what batches cost that came in meanwhile, is told by the one that sends."""

    def __bool__(self) -> bool:
        return bool(self._runs)

    @property
    def send(self) -> bool:
        """One of them wants contents to be sent."""
        return any(run.send for run in self._runs)

    def begin(self, future: "Future[IndexSummary]", *, send: bool) -> None:
        now = self._clock.monotonic()
        run = Run(future, began=now, cost=self._reader.cost_usd(), send=send)
        if send and self._looked is not None:
            run.tally.merge(self._looked.tally)
            run.cost = self._looked.cost
            self._looked = None
        self._runs.append(run)

    def look_ended(self, tally: Tally) -> None:
        for run in self._runs:
            run.tally.merge(tally)

    def finish(self) -> None:
        runs, self._runs = self._runs, []
        for run in runs:
            if not run.send:
                self._looked = run
            run.future.set_result(self._summary(run))
        if runs:
            self._branches.forget_dropped()

    def _summary(self, run: Run) -> IndexSummary:
        tally = run.tally
        tally.forget(self._branches.dropped)
        failures = self._reader.failures(self._branches.duties)
        paid = self._branches.paid
        waiting = paid.estimate().files if paid is not None else 0
        held = paid.held if paid is not None and run.send and waiting else None
        return IndexSummary(
            added=len(tally.added),
            changed=len(tally.changed),
            moved=len(tally.moved),
            removed=len(tally.removed),
            unchanged=len(tally.unchanged),
            failed=len(failures),
            seconds=self._clock.monotonic() - run.began,
            cost_usd=self._reader.cost_usd() - run.cost,
            saved_usd=self._saved(run),
            held=f"{held.message} {held.hint}" if held is not None else None,
            held_code=held.code if held is not None else "",
            waiting=waiting,
            failures=tuple(failures),
        )

    def _saved(self, run: Run) -> float:
        """What was answered before, and what only moved."""
        paid = self._branches.paid
        return 0.0 if paid is None else paid.sender.saved_usd + paid.price_of(run.tally.moved)
