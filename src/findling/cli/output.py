"""How answers look on a terminal, in words. What scripts get is in `findling.cli.shapes`."""

from collections.abc import Sequence
from datetime import timedelta

from rich.table import Table

from findling.cli.explained import print_shares, print_understood
from findling.cli.prices_shown import dollars, spent, waiting
from findling.cli.terminal import harmless, readable, stderr, stdout
from findling.core.model import FolderState, Kind, Span
from findling.core.query import Answer, Hit
from findling.core.report import FailureRow, FolderStatus, IndexSummary, Status
from findling.embedding.registry import ProviderNote

# --- answers ---


def where(span: Span) -> str:
    """The second or page in words: "at 0:42", "page 4", or nothing for a whole content."""
    if span.page is not None:
        return f"page {span.page}"
    return f"at {clock(span.start)}" if span.start else ""


def clock(seconds: float) -> str:
    """0:42, 12:05, 1:00:07."""
    text = str(timedelta(seconds=int(seconds)))
    return text.removeprefix("0:").removeprefix("0") if seconds < 3600 else text


def print_answer(answer: Answer, *, explain: bool = False) -> None:
    """`explain`: also what was understood, and what each part of the question did for each hit."""
    for notice in answer.notices:
        stderr.print(harmless(notice))
    if explain:
        print_understood(answer)
    if not answer.hits:
        stdout.print("Nothing found.")
        return
    if not answer.confident:
        stdout.print("No confident match. These come closest.")
    for hit in answer.hits:
        _print_hit(hit)
        if explain:
            print_shares(hit, answer)


def _print_hit(hit: Hit) -> None:
    place = f", {where(hit.span)}" if where(hit.span) else ""
    alike = len(hit.copies) + hit.files - 1
    copies = f" (and {alike} alike)" if alike else ""
    stdout.print(
        f"{hit.strength.value:<7}{hit.kind.value:<10} {readable(hit.path)}{place}{copies}"
    )
    if hit.why:
        stdout.print(f"{'':18}by {', '.join(hit.why)}", style="dim")


# --- providers ---


def print_notes(notes: Sequence[ProviderNote], *, used: str) -> None:
    for note in notes:
        mark = " (in use)" if note.name == used else ""
        stdout.print(f"{note.name}{mark}: {note.title}. {note.cost}")
        for said in (*leaving(note), note.limits):
            stdout.print(f"  {harmless(said)}", style="dim")


def leaving(note: ProviderNote) -> list[str]:
    """What leaves this computer, who gets it and what they may do with it."""
    if note.local:
        return [note.leaves]
    return [
        f"What leaves this computer: {note.leaves}",
        f"Who gets it: {note.to_whom}",
        note.terms,
    ]


# --- the library ---


LOCAL_ONLY = "stays on this computer"
"""What is said of a folder that is marked *local only*."""


def files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def print_summary(summary: IndexSummary) -> None:
    parts = (
        (summary.added, "new"),
        (summary.changed, "changed"),
        (summary.moved, "moved"),
        (summary.removed, "gone"),
        (summary.unchanged, "unchanged"),
    )
    said = ", ".join(f"{count} {word}" for count, word in parts if count) or "no files found"
    stdout.print(f"{said}; {summary.seconds:.1f} s")
    if summary.failed:
        stdout.print(f"{files(summary.failed)} could not be read; findling failures tells why.")
    _print_money(summary)


def _print_money(summary: IndexSummary) -> None:
    if summary.cost_usd or summary.saved_usd:
        saved = f"; {dollars(summary.saved_usd)} saved by what was known already"
        stdout.print(f"Cost {dollars(summary.cost_usd)}{saved if summary.saved_usd else ''}.")
    if summary.held:
        stdout.print(harmless(summary.held))
    if summary.waiting:
        stdout.print(waiting(summary.waiting))


def print_failures(rows: Sequence[FailureRow]) -> None:
    if not rows:
        stdout.print("Every file could be read.")
    for row in rows:
        stdout.print(readable(row.path))
        stdout.print(f"  {harmless(row.reason)} {harmless(row.hint)}", style="dim")


def print_folders(folders: Sequence[FolderStatus]) -> None:
    if not folders:
        stdout.print("No folders yet. Add one: findling folders add PATH")
    for folder in folders:
        away = "" if folder.state is FolderState.PRESENT else "  away"
        kept = f"  {LOCAL_ONLY}" if folder.local_only else ""
        stdout.print(f"{readable(folder.path)}  {files(folder.files)}{away}{kept}")


def print_status(status: Status, *, month_cap: float) -> None:
    """`month_cap`: dollars; 0 where there is no limit."""
    print_folders(status.folders)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("kind", "ready", "waiting", "not readable", "missing"):
        table.add_column(title, justify="left" if title == "kind" else "right")
    for kind in Kind:
        counts = status.counts[kind]
        numbers = (counts.ready, counts.pending, counts.failed, counts.missing)
        table.add_row(f"{kind.value}s", *(str(n) for n in numbers))
    stdout.print(table)
    if status.failures:
        stdout.print(
            f"{files(status.failures)} could not be read; findling failures tells why."
        )
    stdout.print(f"Understood by: {status.provider} ({status.space})")
    for line in spent(status.spending, month_cap=month_cap):
        stdout.print(line)
    if status.paused:
        stdout.print("Reading is paused.")
