"""Turns command-line words and lines of a script into questions. Whatever comes in is other people's text."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote_to_bytes, urlsplit

from findling.cli.parts import bad, cuts, parts_of, weighed
from findling.cli.terminal import whole
from findling.core.cut import Cut
from findling.core.errors import FindlingError
from findling.core.model import ItemId, Kind
from findling.core.query import (
    Filter,
    InFolder,
    KindIs,
    Part,
    SearchRequest,
    TakenBefore,
    TakenFrom,
)
from findling.search.parse import parse

LONGEST_LINE = 1 << 20
"""Characters of one line of a script; more is not a question."""
WatchedFolders = Callable[[], Sequence[Path]]
"""Asked only when a folder is named by less than a path."""
_FIELDS = {
    *("text", "like", "not", "kind", "in", "after", "before", "limit"),
    *("weight", "region", "span", "parts", "more", "less"),
}
_PART_FIELDS = {"text", "like", "id", "weight", "region", "span"}


def request(
    text: str,
    *,
    like: Sequence[Path] = (),
    weights: Sequence[float] = (),
    of_files: Sequence[Cut | None] = (),
    parts: Sequence[Part] = (),
    more: Sequence[int] = (),
    less: Sequence[int] = (),
    without: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    folder: Path | None = None,
    after: date | None = None,
    before: date | None = None,
    limit: int = 20,
) -> SearchRequest:
    """The question these words make. `after` and `before` are days; the day `after` itself is in.

    `like` and `folder` are the places themselves, not links to them: see `place` and `folder_meant`. `weights` belong to
    the words, if there are any, and then to the files one after the other; `of_files` to the files.
    """
    shares = weighed(weights, words=bool(text.strip()), files=len(like))
    filters: list[Filter] = []
    if kinds:
        filters.append(KindIs(frozenset(kinds)))
    if folder is not None:
        filters.append(InFolder(folder))
    if after is not None:
        filters.append(TakenFrom(after))
    if before is not None:
        filters.append(TakenBefore(before))
    return SearchRequest(
        text=whole(text),
        text_weight=shares[0],
        like=tuple(like) if not (weights or any(of_files)) else (),
        parts=(
            *(
                parts_of(like, shares[1:], [*of_files, *[None] * len(like)])
                if weights or any(of_files)
                else ()
            ),
            *parts,
        ),
        more=tuple(ItemId(item) for item in more),
        less=tuple(ItemId(item) for item in less),
        without=tuple(whole(words) for words in without),
        filters=tuple(filters),
        limit=limit,
    )


def place(path: Path) -> Path:
    """Where the path really leads: `~`, relative paths and links are followed, as far as they exist.

    What a person names is followed; what lies in a watched folder is not.
    """
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a home of nobody
        return path.absolute()


def example(path: Path) -> Path:
    """A file to look alike. FindlingError "like-unreadable" for a folder; what a file is worth turns out later."""
    leads_to = place(path)
    if _is_folder(leads_to):
        raise FindlingError(
            "like-unreadable",
            f"{path} is a folder; only a file can be an example.",
            hint="Give a photo, clip, recording or PDF; to look inside a folder, use --in.",
        )
    return leads_to


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name longer than any file's, say
        return False


def path_in(text: str) -> Path:
    """A path written as such or as the `file:` URI of an earlier answer. FindlingError "bad-question" if it is none."""
    if text.startswith("file://"):
        text = unquote_to_bytes(urlsplit(text).path).decode("utf-8", "surrogateescape")
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        text = "\0"
    if not text or "\0" in text:
        raise bad("A path in the question is none.", hint="Write it as the system shows it.")
    return Path(text)


def folder_meant(named: Path, watched: WatchedFolders) -> Path:
    """A folder by its path, or a watched one by its name, as `in:` understands it in the search box.

    FindlingError "folder-unknown" for a word that is neither.
    """
    if (named.is_absolute() or str(named).startswith("~")) or _is_folder(named):
        return place(named)
    parsed = parse(f'in:"{named}"', today=date.today(), folders=watched())
    for one in parsed.demands:
        if isinstance(one, InFolder):
            return one.folder
    raise FindlingError(
        "folder-unknown",
        f"“{named}” is neither a folder here nor the name of a watched one.",
        hint="See the watched ones with: findling folders list.",
    )


def day(text: str) -> date:
    """A day written as 2024, 2024-05 or 2024-05-13 (the first day that it covers)."""
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise bad(f"“{text}” is not a date.", hint="Write it as 2024, 2024-05 or 2024-05-13.")


def lines(
    source: TextIO, *, watched: WatchedFolders, limit: int = 20
) -> Iterator[SearchRequest | FindlingError]:
    """One question a line, answered with `limit` hits if it does not say itself; a line that is none comes back as the error that says so. Empty lines are passed over."""
    while line := source.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            _skip_line(source)
            yield bad("A line is too long for a question.", hint="Ask in fewer words.")
        elif line.strip():
            try:
                yield from_line(line.strip(), watched=watched, limit=limit)
            except FindlingError as error:
                yield error


def _skip_line(source: TextIO) -> None:
    while (rest := source.readline(LONGEST_LINE)) and not rest.endswith("\n"):
        pass


def from_line(line: str, *, watched: WatchedFolders, limit: int = 20) -> SearchRequest:
    """A question from one line: plain text, or a JSON object with the fields of the command."""
    if not line.startswith("{"):
        return request(line, limit=limit)
    try:
        fields = {k: v for k, v in json.loads(line).items() if v is not None}
    except (ValueError, RecursionError) as error:
        raise bad(
            "A line starts like JSON but is none.", hint="Check its quotes and braces."
        ) from error
    if unknown := set(fields) - _FIELDS:
        raise bad(
            f"A line asks for “{sorted(unknown)[0]}”, which is not known.",
            hint=f"Known are: {', '.join(sorted(_FIELDS))}.",
        )
    try:
        return request(
            _text(fields.get("text", "")),
            like=[example(path_in(_text(p))) for p in _many(fields.get("like"))],
            weights=[_number(w) for w in _many(fields.get("weight"))],
            of_files=cuts(
                [_region_text(r) for r in _regions(fields.get("region"))],
                [_text(s) for s in _many(fields.get("span"))],
                files=len(_many(fields.get("like"))),
            ),
            parts=[_part(p) for p in _many(fields.get("parts"))],
            more=[_id(i) for i in _many(fields.get("more"))],
            less=[_id(i) for i in _many(fields.get("less"))],
            without=[_text(w) for w in _many(fields.get("not"))],
            kinds=[Kind(_text(k)) for k in _many(fields.get("kind"))],
            folder=folder_meant(path_in(_text(fields["in"])), watched)
            if "in" in fields
            else None,
            after=day(_text(fields["after"])) if "after" in fields else None,
            before=day(_text(fields["before"])) if "before" in fields else None,
            limit=_count(fields.get("limit", limit)),
        )
    except (TypeError, ValueError) as error:
        raise bad(
            f"A line cannot be understood: {error}.", hint="See findling search --help."
        ) from error


def _many(value: object) -> list[object]:
    """What may be given once or as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _part(value: object) -> Part:
    """A part of its own: one of `text`, `like` (a file) and `id` (of an earlier answer), with weight, region and span."""
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a part of a question")
    if unknown := set(value) - _PART_FIELDS:
        raise ValueError(f"a part has no “{sorted(map(str, unknown))[0]}”")
    if len({"text", "like", "id"} & set(value)) != 1:
        raise ValueError("a part is one of text, like and id")
    [cut] = cuts(
        [_region_text(value["region"])] if "region" in value else [],
        [_text(value["span"])] if "span" in value else [],
        files=1,
    )
    [_, weight] = weighed(
        [_number(value["weight"])] if "weight" in value else [], words=False, files=1
    )
    if "text" in value:
        return Part(text=whole(_text(value["text"])), weight=weight)
    if "id" in value:
        return Part(item=ItemId(_id(value["id"])), weight=weight, cut=cut)
    return Part(path=example(path_in(_text(value["like"]))), weight=weight, cut=cut)


def _regions(value: object) -> list[object]:
    """One region may be a list of four numbers, as several are a list of such lists or texts."""
    if isinstance(value, list) and value and not isinstance(value[0], list | str):
        return [value]
    return _many(value)


def _region_text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(repr(_number(one)) for one in value)
    return _text(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 1 << 63:
        raise TypeError(f"{value!r} is not the id of a hit")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError("the limit must be a whole number from 1 to 10000")
    return value
