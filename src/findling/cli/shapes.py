"""The JSON that scripts get, shape by shape. The names are fixed; new ones may be added."""

from collections.abc import Mapping
from pathlib import Path

from findling.cli.prices_shown import spending_json
from findling.cli.terminal import Json, exact, whole
from findling.core.model import ItemId, Span, WatchedFolder
from findling.core.query import (
    Answer,
    Asked,
    Filter,
    Hit,
    InFolder,
    KindIs,
    SearchRequest,
    TakenBefore,
    TakenFrom,
    Understood,
)
from findling.core.report import FailureRow, FolderStatus, IndexSummary, Status
from findling.embedding.registry import ProviderNote


def span_json(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "page": span.page}


def hit_json(hit: Hit, *, copies: Mapping[ItemId, Path], explain: bool = False) -> Json:
    """`copies`: where the near-identical items folded into this one are; `files`: how often its very content is there."""
    return {
        **exact(hit.path),
        "kind": hit.kind.value,
        "score": round(hit.score, 3),
        "strength": hit.strength.value,
        "why": list(hit.why),
        "span": span_json(hit.span),
        "spans": [{**span_json(s.span), "score": round(s.score, 3)} for s in hit.spans],
        "id": hit.item_id,
        "copies": [whole(str(copies[one])) for one in hit.copies if one in copies],
        "files": hit.files,
        **({"shares": _shares_json(hit)} if explain else {}),
    }


def _shares_json(hit: Hit) -> list[Json]:
    return [
        {"parts": list(s.parts), "score": round(s.score, 3), "share": round(s.share, 3)}
        for s in hit.shares
    ]


def answer_json(
    answer: Answer, *, copies: Mapping[ItemId, Path], explain: bool = False
) -> Json:
    """`explain`: also of what the question consists, what was understood, and what each part did for each hit."""
    request = answer.request
    return {
        "query": {
            "text": request.text,
            "like": [whole(str(path)) for path in _files(request)],
            "not": list(request.without),
            "filters": _filters_json(request.filters),
        },
        "space": answer.space,
        "took_ms": round(answer.took_ms, 1),
        "confident": answer.confident,
        "hits": [hit_json(hit, copies=copies, explain=explain) for hit in answer.hits],
        "notices": list(answer.notices),
        **(_explained_json(answer) if explain else {}),
    }


def _explained_json(answer: Answer) -> Json:
    return {
        "parts": [_asked_json(one) for one in answer.asked],
        "understood": [_understood_json(one) for one in answer.understood],
    }


def _files(request: SearchRequest) -> tuple[Path, ...]:
    weighed = (part.path for part in request.parts if part.path is not None)
    return (*request.like, *weighed)


def _asked_json(asked: Asked) -> Json:
    """A part of the question; hits name it by its place in the list."""
    part = asked.part
    shown: Json = {"role": asked.role.value, "weight": part.weight}
    if part.text:
        shown["text"] = part.text
    if part.path is not None:
        shown["like"] = whole(str(part.path))
    if part.item is not None:
        shown["id"] = part.item
    if part.cut is not None:
        shown["span"] = span_json(part.cut.span)
        box = part.cut.box
        shown["region"] = None if box is None else [box.left, box.top, box.width, box.height]
    return shown


def _understood_json(one: Understood) -> Json:
    """`start` and `end` are places in the text, counted in code points."""
    return {
        "sense": one.sense.value,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "filters": _filters_json(one.filters),
    }


def _filters_json(filters: tuple[Filter, ...]) -> Json:
    shown: Json = {}
    for one in filters:
        match one:
            case KindIs(kinds):
                shown["kind"] = sorted(kind.value for kind in kinds)
            case InFolder(folder):
                shown["in"] = whole(str(folder))
            case TakenFrom(day):
                shown["after"] = day.isoformat()
            case TakenBefore(day):
                shown["before"] = day.isoformat()
    return shown


def note_json(note: ProviderNote, *, used: bool) -> Json:
    return {
        "name": note.name,
        "title": note.title,
        "local": note.local,
        "cost": note.cost,
        "limits": note.limits,
        **_leaving_json(note),
        "key_url": note.key_url,
        "used": used,
    }


def chosen_json(note: ProviderNote, *, key: str | None) -> Json:
    """`key`: where it is, in words."""
    return {"provider": note.name, "key": key, **_leaving_json(note)}


def _leaving_json(note: ProviderNote) -> Json:
    return {"leaves": note.leaves, "to_whom": note.to_whom, "terms": note.terms}


def failure_json(row: FailureRow) -> Json:
    return {
        **exact(row.path),
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
        "saved_usd": round(summary.saved_usd, 4),
        "held": summary.held,
        "held_code": summary.held_code,
        "waiting": summary.waiting,
        "failures": [
            {
                **exact(row.path),
                "kind": row.kind.value,
                "reason": row.reason,
                "hint": row.hint,
            }
            for row in summary.failures
        ],
    }


def folder_json(folder: FolderStatus) -> Json:
    return {
        **exact(folder.path),
        "state": folder.state.value,
        "files": folder.files,
        "local_only": folder.local_only,
    }


def added_folder_json(folder: WatchedFolder) -> Json:
    return {
        **exact(folder.path),
        "state": folder.state.value,
        "local_only": folder.local_only,
    }


def marked_folder_json(path: Path, *, local_only: bool) -> Json:
    return {**exact(path), "local_only": local_only}


def removed_folder_json(path: Path, *, files: int) -> Json:
    return {**exact(path), "files": files}


def status_json(status: Status, *, month_cap: float) -> Json:
    """`month_cap`: dollars; 0 where there is no limit."""
    return {
        "folders": [folder_json(folder) for folder in status.folders],
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
        "spending": spending_json(status.spending, month_cap=month_cap),
        "paused": status.paused,
    }
