"""How answers look on a terminal and as JSON. JSON goes to stdout and nothing else does."""

import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from findling.core.errors import FindlingError
from findling.core.model import FolderState, Kind, Span
from findling.core.query import Answer, Hit, InFolder, KindIs, TakenBefore, TakenFrom
from findling.core.report import FailureRow, IndexSummary, Status
from findling.embedding.registry import ProviderNote

Json = dict[str, Any]

stdout = Console(soft_wrap=True, highlight=False)
stderr = Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def readable(path: Path) -> str:
    """The path as text that any terminal and any JSON reader takes, also for names that are no UTF-8."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def error_json(error: FindlingError) -> Json:
    return {"error": {"code": error.code, "message": error.message, "hint": error.hint}}


def print_error(error: FindlingError) -> None:
    stderr.print(f"[bold]findling:[/] {escape(error.message)}\n{escape(error.hint)}")


# --- answers ---


def span_json(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "page": span.page}


def hit_json(hit: Hit) -> Json:
    return {
        "path": readable(hit.path),
        "kind": hit.kind.value,
        "score": round(hit.score, 3),
        "strength": hit.strength.value,
        "why": list(hit.why),
        "span": span_json(hit.span),
        "spans": [{**span_json(s.span), "score": round(s.score, 3)} for s in hit.spans],
        "id": hit.item_id,
        "copies": len(hit.copies),
    }


def answer_json(answer: Answer) -> Json:
    request = answer.request
    filters: Json = {}
    for one in request.filters:
        match one:
            case KindIs(kinds):
                filters["kind"] = sorted(kind.value for kind in kinds)
            case InFolder(folder):
                filters["in"] = readable(folder)
            case TakenFrom(day):
                filters["after"] = day.isoformat()
            case TakenBefore(day):
                filters["before"] = day.isoformat()
    return {
        "query": {
            "text": request.text,
            "like": [readable(path) for path in request.like],
            "not": list(request.without),
            "filters": filters,
        },
        "space": answer.space,
        "took_ms": round(answer.took_ms, 1),
        "confident": answer.confident,
        "hits": [hit_json(hit) for hit in answer.hits],
        "notices": list(answer.notices),
    }


def where(span: Span) -> str:
    """The second or page in words: "at 0:42", "page 4", or nothing for a whole content."""
    if span.page is not None:
        return f"page {span.page}"
    return f"at {clock(span.start)}" if span.start else ""


def clock(seconds: float) -> str:
    text = str(timedelta(seconds=int(seconds)))
    return text.removeprefix("0:").removeprefix("0") if seconds < 3600 else text


def print_answer(answer: Answer) -> None:
    for notice in answer.notices:
        stderr.print(escape(notice))
    if not answer.hits:
        stdout.print("Nothing found.")
        return
    if not answer.confident:
        stdout.print("No confident match. These come closest.")
    for hit in answer.hits:
        place = f", {where(hit.span)}" if where(hit.span) else ""
        copies = f" (and {len(hit.copies)} alike)" if hit.copies else ""
        stdout.print(
            f"{hit.strength.value:<7}{hit.kind.value:<10} {escape(readable(hit.path))}{place}{copies}"
        )
        stdout.print(f"{'':18}by {', '.join(hit.why)}", style="dim")


# --- providers ---


def note_json(note: ProviderNote) -> Json:
    return {
        "name": note.name,
        "title": note.title,
        "local": note.local,
        "cost": note.cost,
        "limits": note.limits,
    }


def print_notes(notes: Sequence[ProviderNote], *, used: str) -> None:
    for note in notes:
        mark = " (in use)" if note.name == used else ""
        leaves = (
            "Nothing leaves this computer."
            if note.local
            else "Small copies leave this computer."
        )
        stdout.print(f"{note.name}{mark}: {note.title}. {leaves} {note.cost}", markup=False)
        stdout.print(f"  {note.limits}", style="dim", markup=False)


# --- the library ---


def failure_json(row: FailureRow) -> Json:
    return {
        "path": readable(row.path),
        "kind": row.kind.value,
        "code": row.code,
        "reason": row.reason,
        "hint": row.hint,
        "attempts": row.attempts,
    }


def summary_json(summary: IndexSummary) -> Json:
    return {
        "added": summary.added,
        "changed": summary.changed,
        "moved": summary.moved,
        "removed": summary.removed,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
        "seconds": round(summary.seconds, 2),
        "cost_usd": round(summary.cost_usd, 4),
        "failures": [
            {
                k: v
                for k, v in failure_json(row).items()
                if k in ("path", "kind", "reason", "hint")
            }
            for row in summary.failures
        ],
    }


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
        files = "1 file" if summary.failed == 1 else f"{summary.failed} files"
        stdout.print(f"{files} could not be read; findling failures tells why.")


def print_failures(rows: list[FailureRow]) -> None:
    if not rows:
        stdout.print("Every file could be read.")
    for row in rows:
        stdout.print(escape(readable(row.path)))
        stdout.print(f"  {escape(row.reason)} {escape(row.hint)}", style="dim")


def status_json(status: Status) -> Json:
    return {
        "folders": [
            {"path": readable(f.path), "state": f.state.value, "files": f.files}
            for f in status.folders
        ],
        "counts": {
            kind.value: {
                "ready": counts.ready,
                "pending": counts.pending,
                "failed": counts.failed,
                "missing": counts.missing,
            }
            for kind, counts in status.counts.items()
        },
        "failures": status.failures,
        "provider": status.provider,
        "space": status.space,
        "index": {
            "kind": status.index.kind,
            "vectors": status.index.vectors,
            "recall": status.index.recall,
        },
        "cost_usd": round(status.cost_usd, 4),
        "paused": status.paused,
    }


def print_folders(status: Status) -> None:
    if not status.folders:
        stdout.print("No folders yet. Add one: findling folders add PATH")
    for folder in status.folders:
        away = "" if folder.state is FolderState.PRESENT else "  away"
        stdout.print(f"{escape(readable(folder.path))}  {folder.files} files{away}")


def print_status(status: Status) -> None:
    print_folders(status)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("kind", "ready", "waiting", "not readable", "missing"):
        table.add_column(title, justify="left" if title == "kind" else "right")
    for kind in Kind:
        counts = status.counts[kind]
        numbers = (counts.ready, counts.pending, counts.failed, counts.missing)
        table.add_row(f"{kind.value}s", *(str(n) for n in numbers))
    stdout.print(table)
    stdout.print(f"Understood by: {escape(status.provider)} ({escape(status.space)})")
    stdout.print(f"Spent so far: ${status.cost_usd:.2f}")
    if status.paused:
        stdout.print("Reading is paused.")
