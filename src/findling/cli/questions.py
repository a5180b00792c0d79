"""Turns command-line words and lines of a script into questions."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.core.query import Filter, InFolder, KindIs, SearchRequest, TakenBefore, TakenFrom

LONGEST_LINE = 1 << 20
"""Characters of one line of a script; more is not a question."""
_FIELDS = {"text", "like", "not", "kind", "in", "after", "before", "limit"}


def request(
    text: str,
    *,
    like: Sequence[Path] = (),
    without: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    folder: Path | None = None,
    after: date | None = None,
    before: date | None = None,
    limit: int = 20,
) -> SearchRequest:
    """The question these words make. `after` and `before` are days; the day `after` itself is in."""
    filters: list[Filter] = []
    if kinds:
        filters.append(KindIs(frozenset(kinds)))
    if folder is not None:
        filters.append(InFolder(folder.expanduser().absolute()))
    if after is not None:
        filters.append(TakenFrom(after))
    if before is not None:
        filters.append(TakenBefore(before))
    return SearchRequest(
        text=text,
        like=tuple(path.expanduser().absolute() for path in like),
        without=tuple(without),
        filters=tuple(filters),
        limit=limit,
    )


def day(text: str) -> date:
    """A day written as 2024, 2024-05 or 2024-05-13 (the first day that it covers)."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise _bad(f"“{text}” is not a date.", hint="Write it as 2024, 2024-05 or 2024-05-13.")


def lines(source: TextIO) -> Iterator[SearchRequest | FindlingError]:
    """One question a line; a line that is none comes back as the error that says so. Empty lines are passed over."""
    while line := source.readline(LONGEST_LINE):
        if not line.strip():
            continue
        try:
            yield from_line(line.strip())
        except FindlingError as error:
            yield error


def from_line(line: str) -> SearchRequest:
    """A question from one line: plain text, or a JSON object with the fields of the command."""
    if not line.startswith("{"):
        return request(line)
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad(
            "A line starts like JSON but is none.", hint="Check its quotes and braces."
        ) from error
    if unknown := set(fields) - _FIELDS:
        raise _bad(
            f"A line asks for “{sorted(unknown)[0]}”, which is not known.",
            hint=f"Known are: {', '.join(sorted(_FIELDS))}.",
        )
    try:
        return request(
            _text(fields.get("text", "")),
            like=[Path(_text(p)) for p in _many(fields.get("like"))],
            without=[_text(w) for w in _many(fields.get("not"))],
            kinds=[Kind(_text(k)) for k in _many(fields.get("kind"))],
            folder=Path(_text(fields["in"])) if fields.get("in") else None,
            after=day(_text(fields["after"])) if fields.get("after") else None,
            before=day(_text(fields["before"])) if fields.get("before") else None,
            limit=_count(fields.get("limit", 20)),
        )
    except (TypeError, ValueError) as error:
        raise _bad(
            f"A line cannot be understood: {error}.", hint="See findling search --help."
        ) from error


def _many(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError("the limit must be a whole number from 1 to 10000")
    return value


def _bad(message: str, *, hint: str) -> FindlingError:
    return FindlingError("bad-question", message, hint=hint)
