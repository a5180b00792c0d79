"""What a run says while it goes on."""

import io

from rich.console import Console

from findling.cli.bars import RunBar
from findling.core.events import Activity, Progress


def bar(*, terminal: bool) -> tuple[RunBar, io.StringIO]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120, soft_wrap=True)
    return RunBar(console), out


def test_without_a_terminal_only_trouble_is_said_and_only_once() -> None:
    shown, out = bar(terminal=False)
    reading = Progress(activity=Activity.READING, done=1, total=2, spent_usd=0.12)
    offline = Progress(activity=Activity.READING, trouble="There is no network.")
    cap = Progress(
        activity=Activity.IDLE, trouble="The limit is reached.", trouble_code="month-cap"
    )
    with shown:
        for event in (reading, offline, offline, reading, cap, reading):
            shown.publish(event)
    with shown:
        shown.publish(offline)
    assert out.getvalue() == "There is no network.\n" * 2


def test_the_bar_counts_money_and_what_waits() -> None:
    shown, out = bar(terminal=True)
    with shown:
        shown.publish(Progress(activity=Activity.READING, done=1, total=2, spent_usd=0.12))
    assert "$0.12 so far" in out.getvalue()
    with shown:
        shown.publish(Progress(activity=Activity.IDLE, waiting=3, waiting_usd=0.05))
    assert "3 files wait to be sent. Price: about $0.05" in out.getvalue()
