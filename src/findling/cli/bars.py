"""The progress bar of a run on a terminal: what is read now, how many of how many, time left, money. To stderr only."""

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from findling.cli.prices_shown import about, dollars, waiting
from findling.cli.terminal import harmless, readable
from findling.core.events import Activity, Event
from findling.core.events import Progress as Reading

LOOKING = "Looking through the folders"
PASSING = frozenset({"", "offline", "service-busy", "quota-minute"})
"""Codes of trouble that a run waits out (a full disk has none); what ends it is said by its summary."""


class RunBar:
    """Shows `Progress` events as a bar while it is entered, which may be several times in turn.

    Where stderr is no terminal, only why the run stands still is said there. `publish` may be called on any thread.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[money]}", markup=False),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(LOOKING, total=None, money="")
        self._trouble: str | None = None

    def __enter__(self) -> "RunBar":
        self._progress.reset(self._task, description=LOOKING, total=None)
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def publish(self, event: Event) -> None:
        if not isinstance(event, Reading):
            return
        if event.trouble != self._trouble:
            self._trouble = event.trouble
            told = event.trouble_code in PASSING and not self._console.is_terminal
            if event.trouble and told:
                self._console.print(harmless(event.trouble))
        money = f"{dollars(event.spent_usd)} so far" if event.spent_usd > 0 else ""
        self._progress.update(self._task, money=money)
        if event.trouble:
            self._progress.update(self._task, description=harmless(event.trouble))
        elif event.activity is Activity.SCANNING:
            self._progress.update(self._task, description=LOOKING)
        elif event.activity is Activity.READING:
            name = readable(event.current)[-40:] if event.current else ""
            self._progress.update(
                self._task,
                description=f"Reading {name}",
                completed=event.done,
                total=event.total or None,
            )
        elif event.activity is Activity.IDLE and event.waiting:
            said = f"{waiting(event.waiting)} Price: {about(event.waiting_usd)}"
            self._progress.update(self._task, description=said)
