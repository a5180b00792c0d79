"""`findling index`: looks at everything, says what sending costs, sends what is agreed to."""

import signal
import threading
from contextlib import closing
from dataclasses import dataclass, replace
from types import FrameType
from typing import Annotated, NoReturn

import typer

from findling.cli import output, shapes
from findling.cli.bars import RunBar
from findling.cli.prices_shown import Price, PriceNotAgreed, at_most, print_price, waiting
from findling.cli.session import SOME_FAILED, AsJson, Library, tools_of
from findling.cli.terminal import agrees, has_person, print_json, stderr, stdout
from findling.cli.toolbox import Ingest, Toolbox
from findling.core.errors import FindlingError
from findling.core.report import Estimate, IndexSummary
from findling.core.settings import Settings
from findling.embedding.registry import is_local

PATIENT = frozenset(
    {
        *("not-agreed", "run-cap", "month-cap"),
        *("quota-day", "quota-minute", "service-busy", "offline", "batch-refused", "stopped"),
    }
)
"""What holds a run without being an error: limits that are somebody's wish, and trouble that passes by itself."""

Yes = Annotated[bool, typer.Option("--yes", help="Agree to what it costs.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for in one call."""

    yes: bool = False
    batch: bool = False
    watch: bool = False
    json: bool = False


def index(
    context: typer.Context,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay and keep up with changes.")
    ] = False,
    yes: Yes = False,
    batch: Annotated[
        bool,
        typer.Option("--batch", help="Send at half the price, answered within a day."),
    ] = False,
    library: Library = None,
    json: AsJson = False,
) -> None:
    """Bring the library up to date with the watched folders."""
    wish = Wish(yes=yes, batch=batch, watch=watch, json=json)
    if watch:
        _be_ended_by_signals()
    try:
        with tools_of(context, library) as tools:
            failed = _index(tools, wish)
    except KeyboardInterrupt:
        if not watch:
            raise
        failed = 0  # staying was asked for, and so was the end
    if failed:
        raise typer.Exit(SOME_FAILED)


def _index(tools: Toolbox, wish: Wish) -> int:
    """How many files could not be read. With `watch` it stays until a KeyboardInterrupt."""
    set_for_this_run(tools, wish)
    bar = RunBar(stderr)
    with closing(tools.ingest(bar.publish)) as ingest:
        if not ingest.folders().result():
            raise FindlingError(
                "no-folders",
                "There is no folder to look through yet.",
                hint="Add one: findling folders add PATH",
            )
        summary = bring_up_to_date(ingest, bar, settings=tools.settings, wish=wish)
        if wish.json:
            print_json(shapes.summary_json(summary))
        else:
            output.print_summary(summary)
        if wish.watch:
            with bar:
                ingest.start(watch=True)
                _stay()
    return summary.failed


def set_for_this_run(tools: Toolbox, wish: Wish) -> None:
    """What the options change; nothing of it is kept. Before the services are opened."""
    settings = tools.settings
    if is_local(settings.provider):
        return
    always = settings.send_new_files or (wish.watch and wish.yes)
    asked = replace(settings, batch=settings.batch or wish.batch, send_new_files=always)
    if asked != settings:
        tools.change_settings(asked, keep=False)


def bring_up_to_date(
    ingest: Ingest, bar: RunBar, *, settings: Settings, wish: Wish
) -> IndexSummary:
    """Looks at everything, which is free, and sends as much as someone agrees to.

    FindlingErrors: PriceNotAgreed, batch-unavailable, and what keeps the service from answering at all.
    """
    if is_local(settings.provider):
        with bar:
            return ingest.bring_up_to_date()
    with bar:
        looked = ingest.bring_up_to_date(send=False)
        estimate = ingest.estimate().result()
        if estimate is None or not estimate.files:
            return looked
        if not estimate.usd:  # a batch has answered it all
            return _with_look(ingest.bring_up_to_date(send=True), looked)
    price = _price(estimate, settings, wish)
    if not _agreed(ingest, price, settings=settings, wish=wish):
        if not wish.json:
            stdout.print("Nothing was sent. Names and texts are findable; the rest waits.")
        return replace(looked, waiting=estimate.files)
    with bar:
        sent = ingest.bring_up_to_date(send=True)
    _raise_for_hold(sent)
    if price.as_batch and sent.held is None and (sent.waiting or not sent.cost_usd):
        stderr.print(
            "They are handed over as a batch, which is answered within a day. "
            "The next findling index collects the answers, and so does the open window."
        )
    return _with_look(sent, looked)


def _price(estimate: Estimate, settings: Settings, wish: Wish) -> Price:
    if wish.batch and estimate.batch_usd is None:
        raise FindlingError(
            "batch-unavailable",
            f"There are no batches with {estimate.provider}.",
            hint="Leave out --batch: findling index",
        )
    as_batch = settings.batch and estimate.batch_usd is not None
    return Price(estimate=estimate, as_batch=as_batch, run_cap=settings.run_cap_usd)


def _agreed(ingest: Ingest, price: Price, *, settings: Settings, wish: Wish) -> bool:
    """Says the price, and asks where that is needed. Where no limit leaves anything there is nothing to agree to."""
    needed = not (wish.yes or settings.send_new_files or price.at_most <= 0)
    asks = needed and has_person()
    if asks or not wish.json:
        print_price(price)
    if needed and not asks:
        raise PriceNotAgreed(price)
    if asks and not agrees(f"Send and read them for at most {at_most(price.at_most)}?"):
        ingest.agree(0.0).result()  # what is left of an earlier yes as well
        return False
    if not settings.send_new_files and price.at_most > 0:
        ingest.agree(price.at_most).result()
    return True


def _raise_for_hold(summary: IndexSummary) -> None:
    """A limit that was reached is no error. A key that is wrong is one, if nothing at all could be sent."""
    if summary.held is None or summary.cost_usd or not summary.held_code:
        return
    if summary.held_code not in PATIENT:
        raise FindlingError(
            summary.held_code,
            summary.held,
            hint=f"{waiting(summary.waiting)} Then run findling index again.",
        )


def _with_look(sent: IndexSummary, looked: IndexSummary) -> IndexSummary:
    """A run that sends counts what the look before it found, but not the time that took."""
    return replace(sent, seconds=looked.seconds + sent.seconds)


def _stay() -> NoReturn:
    """Until a signal ends it; the work is done on other threads."""
    while True:
        threading.Event().wait(3600)


def _be_ended_by_signals() -> None:
    """Also where a shell started this in the background and had it ignore Ctrl+C."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, end)
