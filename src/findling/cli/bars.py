"""The progress bar of a run on a terminal: what is read now, how many of how many, time left. To stderr only."""

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from findling.cli.terminal import harmless, readable
from findling.core.events import Activity, Event
from findling.core.events import Progress as Reading


class RunBar:
    """Shows `Progress` events as a bar; silent where stderr is no terminal. `publish` may be called on any thread."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("Looking through the folders", total=None)

    def __enter__(self) -> "RunBar":
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
        if event.trouble:
            self._progress.update(self._task, description=harmless(event.trouble))
        elif event.activity is Activity.SCANNING:
            self._progress.update(self._task, description="Looking through the folders")
        elif event.activity is Activity.READING:
            name = readable(event.current)[-40:] if event.current else ""
            self._progress.update(
                self._task,
                description=f"Reading {name}",
                completed=event.done,
                total=event.total or None,
            )
