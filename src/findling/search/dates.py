"""Finds dates that were said in words, and tells which days they come to. Pure text, any thread.

Only what cannot well be meant otherwise is a date: "in May" and "May 2021" are, "May" alone is a name. A year alone is
content, too: it stands in names and texts.
"""

import re
from collections.abc import Iterator
from datetime import date

from findling.search import chinese_dates
from findling.search.date_words import LANGUAGES
from findling.search.days import Dated
from findling.search.spaced_dates import SpacedDates

_GRAMMARS = tuple(SpacedDates(words) for words in LANGUAGES)
_BEGINS = re.compile(r"(?<![\w'’.,:/\\-])(?=[^\W_])")
_HAN = re.compile(r"[\u3400-\u9fff〇○]")


def dates_in(text: str, today: date) -> Iterator[Dated]:
    """The dates in a text, in its order; none overlaps another."""
    past = 0
    for start in _starts(text):
        if start < past:
            continue
        found = _at(text, start, today)
        if found is not None:
            past = found.end
            yield found


def date_of(text: str, today: date) -> Dated | None:
    """What a text comes to that is a date from beginning to end."""
    found = _at(text, 0, today) if text else None
    return found if found is not None and found.end == len(text) else None


def _starts(text: str) -> Iterator[int]:
    """Where words begin; in Chinese, at every letter."""
    for at in range(len(text)):
        if _BEGINS.match(text, at) or _HAN.match(text, at) or _after_han(text, at):
            yield at


def _after_han(text: str, at: int) -> bool:
    return at > 0 and text[at].isdecimal() and _HAN.match(text, at - 1) is not None


def _at(text: str, start: int, today: date) -> Dated | None:
    ways = [grammar.at(text, start, today) for grammar in _GRAMMARS]
    ways.append(chinese_dates.at(text, start, today))
    return max((one for one in ways if one is not None), key=lambda d: d.end, default=None)
