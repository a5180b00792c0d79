"""How the weight of a part, an area and some seconds are written in a command. Other people's text, told in words if wrong."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from findling.core.cut import Cut
from findling.core.errors import FindlingError
from findling.core.model import Span
from findling.core.query import LEAST_WEIGHT, MOST_WEIGHT, Part
from findling.core.viewing import Box

_PAGE = re.compile(r"p(?:age)?\s*([1-9]\d{0,5})", re.IGNORECASE)
_TIME = r"(\d{1,6}(?:\.\d{1,3})?|(?:\d{1,2}:)?\d{1,3}:\d{2}(?:\.\d{1,3})?)"
_SECONDS = re.compile(rf"{_TIME}\s*-\s*{_TIME}")


def weighed(weights: Sequence[float], *, words: bool, files: int) -> list[float]:
    """The weight of the words, then that of each file; 1 where none was given. FindlingError "bad-question"."""
    most = files + words
    if len(weights) > most:
        raise bad(
            f"There are {len(weights)} weights for {most} parts.",
            hint="The first weight is that of the words, if there are any; then each --like has its own, in order.",
        )
    for weight in weights:
        if not LEAST_WEIGHT <= weight <= MOST_WEIGHT:
            raise bad(
                f"A weight of {weight:g} is not possible.",
                hint=f"Give one from {LEAST_WEIGHT:g} to {MOST_WEIGHT:g}; below 0 it is moved away from.",
            )
    told = [*weights] if words else [1.0, *weights]
    return [*told, *[1.0] * (files + 1 - len(told))]


def parts_of(
    files: Sequence[Path], weights: Sequence[float], cuts: Sequence[Cut | None]
) -> Iterator[Part]:
    for path, weight, cut in zip(files, weights, cuts, strict=False):
        yield Part(path=path, weight=weight, cut=cut)


def region(text: str) -> Box:
    """An area written as LEFT,TOP,WIDTH,HEIGHT, each 0 to 1 of the picture. FindlingError "bad-question"."""
    try:
        left, top, width, height = (float(piece) for piece in text.split(","))
    except ValueError:
        left = top = width = height = -1.0
    across = 0 <= left < 1 and 0 < width <= 1 - left + 1e-6
    down = 0 <= top < 1 and 0 < height <= 1 - top + 1e-6
    if not (across and down):
        raise bad(
            f"“{text}” is no area of a picture.",
            hint="Write it as LEFT,TOP,WIDTH,HEIGHT, each 0 to 1 of the picture: 0.5,0,0.5,1 is its right half.",
        )
    return Box(left, top, width, height)


def span(text: str) -> Span:
    """Seconds as START-END (12-20, 1:05-1:30), or a page as p4. FindlingError "bad-question"."""
    page = _PAGE.fullmatch(text.strip())
    if page is not None:
        return Span(page=int(page[1]))
    ends = _SECONDS.fullmatch(text.strip())
    if ends is not None:
        start, end = _clock(ends[1]), _clock(ends[2])
        if start < end:
            return Span(start=start, end=end)
    raise bad(
        f"“{text}” is no part of a file.",
        hint="Write seconds as 12-20 or 1:05-1:30, and a page of a document as p4.",
    )


def cuts(regions: Sequence[str], spans: Sequence[str], *, files: int) -> list[Cut | None]:
    """What is meant of each file, in order; "-" leaves one out. FindlingError "bad-question"."""
    if max(len(regions), len(spans)) > files:
        raise bad(
            "There are more parts of files than files.",
            hint="Each --region and --span belongs to one --like, in order; - leaves one out.",
        )
    told: list[Cut | None] = []
    for number in range(files):
        area = regions[number] if number < len(regions) else "-"
        moment = spans[number] if number < len(spans) else "-"
        box = region(area) if area.strip() != "-" else None
        piece = span(moment) if moment.strip() != "-" else Span()
        told.append(Cut(span=piece, box=box) if box or piece != Span() else None)
    return told


def bad(message: str, *, hint: str) -> FindlingError:
    return FindlingError("bad-question", message, hint=hint)


def _clock(text: str) -> float:
    seconds = 0.0
    for piece in text.split(":"):
        seconds = 60 * seconds + float(piece)
    return seconds
