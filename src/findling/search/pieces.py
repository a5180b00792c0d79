"""Lays out what a question is made of. Asks the catalogue about files; search lane."""

from collections.abc import Sequence
from dataclasses import replace

from findling.catalogue import Reader
from findling.core.errors import FindlingError
from findling.core.model import ItemId
from findling.core.query import LEAST_WEIGHT, MOST_WEIGHT, Part, Role, SearchRequest
from findling.search.examples import UNREADABLE, Example, find_example, find_item
from findling.search.parse import Parsed
from findling.search.question import Piece


def pieces_of(
    request: SearchRequest, parsed: Parsed, *, without: Sequence[str], reader: Reader
) -> tuple[Piece, ...]:
    """The typed words, the files, the other parts, what is not wanted (each at weight -1), what was marked.

    FindlingError "like-unreadable" for a file that is none, or an item that is gone; marked answers that are gone are
    left out.
    """
    typed = Part(text=parsed.meaning, weight=request.text_weight)
    given = (
        *((typed,) if parsed.meaning else ()),
        *(Part(path=path) for path in request.like),
        *request.parts,
        *(Part(text=words, weight=LEAST_WEIGHT) for words in without),
    )
    pieces = [
        Piece(part=part, example=_example(part, reader))
        for part in map(_within_bounds, given)
        if part.text.strip() or part.path is not None or part.item is not None
    ]
    return (
        *pieces,
        *_marked(request.more, Role.MORE, reader),
        *_marked(request.less, Role.LESS, reader),
    )


def _within_bounds(part: Part) -> Part:
    weight = min(max(part.weight, LEAST_WEIGHT), MOST_WEIGHT)
    return part if weight == part.weight else replace(part, weight=weight)


def _example(part: Part, reader: Reader) -> Example | None:
    if part.path is not None:
        return find_example(part.path, reader=reader, cut=part.cut)
    if part.item is None:
        return None
    found = find_item(part.item, reader=reader, cut=part.cut)
    if found is None:
        raise FindlingError(
            UNREADABLE,
            "What was given as an example is not in the library any more.",
            hint="Take it out of the question.",
        )
    return found


def _marked(items: Sequence[ItemId], role: Role, reader: Reader) -> list[Piece]:
    found = [(item, find_item(item, reader=reader)) for item in dict.fromkeys(items)]
    return [
        Piece(part=Part(item=item), role=role, example=example)
        for item, example in found
        if example is not None
    ]
