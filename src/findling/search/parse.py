"""Tells what a typed question demands (quotes, `-word`, `kind:`, `in:`, dates and kinds in words) from what it means.

Pure text, any thread. Whatever is not understood stays content: nothing a person typed is ever swallowed.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from findling.core.query import (
    Filter,
    InFolder,
    KindIs,
    Sense,
    TakenBefore,
    TakenFrom,
    Understood,
)
from findling.search.dates import date_of, dates_in
from findling.search.days import Stretch
from findling.search.kind_words import GAP, KIND_WORDS, wishes_in

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』"}
"""Opening quote → what may close it; the keyboards of several languages."""
_LABELS = {
    **dict.fromkeys(("kind", "art", "类型", "類型"), "kind"),
    **dict.fromkeys(("in", "ordner", "文件夹", "資料夾"), "in"),
    **dict.fromkeys(("after", "ab", "之后", "之後"), "after"),
    **dict.fromkeys(("before", "vor", "之前"), "before"),
    **dict.fromkeys(("on", "am", "日期"), "on"),
}
_LABEL = re.compile(rf"({'|'.join(_LABELS)})[:：](?=\S)", re.IGNORECASE)
_IN_FOLDER = re.compile(
    r"(?:(?:in|from)\s+(?:the\s+)?folder|(?:im|aus dem)\s+ordner|在文件夹|文件夹)\s*(?=[\S])",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of the question and where it stood, with the marks around it in `typed`."""

    text: str
    start: int
    end: int
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """`meaning` is what is left for the model; `words` are its words for names and text.

    `ends_open`: the last word may be half typed, so it counts as a prefix.
    """

    meaning: str = ""
    words: tuple[str, ...] = ()
    quoted: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[Understood, ...] = ()
    ends_open: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.quoted)

    @property
    def without(self) -> tuple[str, ...]:
        return tuple(term.text for term in self.excluded)

    @property
    def demands(self) -> tuple[Filter, ...]:
        """The filters to apply. Several kinds widen one another; everything else narrows."""
        said = [one for understood in self.filters for one in understood.filters]
        kinds = [one.kinds for one in said if isinstance(one, KindIs)]
        others = tuple(one for one in said if not isinstance(one, KindIs))
        return (KindIs(frozenset().union(*kinds)), *others) if kinds else others

    @property
    def understood(self) -> tuple[Understood, ...]:
        """Everything that is a demand, in the order in which it was typed."""
        told = [
            *self.filters,
            *(_of_term(Sense.EXACT, term) for term in self.quoted),
            *(_of_term(Sense.WITHOUT, term) for term in self.excluded),
        ]
        return tuple(sorted(told, key=lambda one: one.start))


def parse(
    text: str, *, today: date, folders: Sequence[Path], as_words: Sequence[str] = ()
) -> Parsed:
    """Reads one typed question.

    `folders` are the watched folders `in:` may name. `after:D` means D or later, as `--after` does; `before:D` means
    earlier than D; D is a year, a month, a day (ISO), or a date in words. `as_words`: pieces that are content although
    they could be understood.
    """
    literal = {_plain(piece) for piece in as_words}
    quoted: list[Term] = []
    excluded: list[Term] = []
    filters: list[Understood] = []
    taken = bytearray(len(text))
    at = 0
    while at < len(text):
        end = _word_end(text, at)
        if text[at].isspace():
            end = at + 1
        elif (phrase := _quoted(text, at)) is not None and _means(phrase, text, literal):
            quoted.append(phrase)
            end = phrase.end
            taken[at:end] = b"\1" * (end - at)
        elif (no := _excluded(text, at)) is not None and _means(no, text, literal):
            excluded.append(no)
            end = no.end
            taken[at:end] = b"\1" * (end - at)
        elif (
            found := _labelled(text, at, today=today, folders=folders)
        ) is not None and _plain(found.text) not in literal:
            filters.append(found)
            end = found.end
            taken[at:end] = b"\1" * (end - at)
        at = end
    filters += _said(_left(text, taken, gap=GAP), today=today, literal=literal)
    for one in filters:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    rest = _left(text, taken, gap=" ")
    content = rest.split()
    meaning = " ".join(content)
    return Parsed(
        meaning=meaning if words_of(meaning) else "",
        words=words_of(meaning),
        quoted=tuple(quoted),
        excluded=tuple(excluded),
        filters=tuple(filters),
        ends_open=bool(content) and not rest[-1].isspace(),
    )


def _left(text: str, taken: bytearray, *, gap: str) -> str:
    return "".join(gap if gone else letter for letter, gone in zip(text, taken, strict=True))


def _said(text: str, *, today: date, literal: set[str]) -> list[Understood]:
    """The first date that was said in words, and the kinds. A second date would leave nothing over, and stays content."""
    found: list[Understood] = []
    for one in dates_in(text, today):
        if _plain(text[one.start : one.end]) not in literal:
            found.append(
                Understood(
                    sense=Sense.DATE,
                    text=text[one.start : one.end],
                    start=one.start,
                    end=one.end,
                    filters=_between(one.days),
                )
            )
            text = text[: one.start] + GAP * (one.end - one.start) + text[one.end :]
            break
    for wish in wishes_in(text):
        said = text[wish.start : wish.end]
        start = wish.start + len(said) - len(said.lstrip())
        end = wish.start + len(said.rstrip())
        if start < end and _plain(text[start:end]) not in literal:
            kinds = KindIs(frozenset({wish.kind}))
            found.append(
                Understood(
                    sense=Sense.KIND,
                    text=text[start:end],
                    start=start,
                    end=end,
                    filters=(kinds,),
                )
            )
    return found


def _between(days: Stretch) -> tuple[Filter, ...]:
    return (
        *((TakenFrom(days.first),) if days.first is not None else ()),
        *((TakenBefore(days.past),) if days.past is not None else ()),
    )


def _of_term(sense: Sense, term: Term) -> Understood:
    return Understood(
        sense=sense, text=term.typed, start=term.start, end=term.end, words=term.text
    )


def _means(term: Term, text: str, literal: set[str]) -> bool:
    return _plain(text[term.start : term.end]) not in literal


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without the punctuation around them; what is punctuation alone is no word."""
    bare = (_strip(piece) for piece in text.split())
    return tuple(word for word in bare if word)


def _strip(piece: str) -> str:
    """Cuts what is neither letter, digit, mark nor symbol (€, emoji) from both ends."""
    start, end = 0, len(piece)
    while start < end and not _is_content(piece[start]):
        start += 1
    while end > start and not _is_content(piece[end - 1]):
        end -= 1
    return piece[start:end]


def _is_content(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNMS"


def _quoted(text: str, at: int) -> Term | None:
    """A whole quotation beginning here; an unclosed quote is only a character (it is being typed)."""
    closing = _QUOTES.get(text[at])
    if closing is None:
        return None
    ends = [end for mark in closing if (end := text.find(mark, at + 1)) > 0]
    if not ends or not words_of(inside := text[at + 1 : min(ends)]):
        return None
    end = min(ends) + 1
    return Term(" ".join(inside.split()), at, end, text[at:end])


def _excluded(text: str, at: int) -> Term | None:
    """`-word` or `-"a phrase"`. A lone dash, `--flag` and numbers such as -5 are content."""
    if text[at] not in "-−" or (at > 0 and not text[at - 1].isspace()) or at + 1 >= len(text):
        return None
    if (phrase := _quoted(text, at + 1)) is not None:
        return Term(phrase.text, at, phrase.end, text[at : phrase.end])
    if not text[at + 1].isalpha():
        return None
    end = _word_end(text, at + 1)
    return Term(_strip(text[at + 1 : end]), at, end, text[at:end])


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _labelled(text: str, at: int, *, today: date, folders: Sequence[Path]) -> Understood | None:
    """What one `label:value` beginning here demands; None if it cannot be understood."""
    if at > 0 and not text[at - 1].isspace():
        return None
    label = _LABEL.match(text, at)
    folder = _IN_FOLDER.match(text, at) if label is None else None
    begins = label or folder
    if begins is None:
        return None
    value = _quoted(text, begins.end())
    end = value.end if value is not None else _word_end(text, begins.end())
    said = value.text if value is not None else text[begins.end() : end]
    name = "in" if label is None else _LABELS[label[1].lower()]
    readers: dict[str, Callable[[], tuple[Filter, ...]]] = {
        "kind": lambda: _kinds(said),
        "in": lambda: _folder(said, folders),
        "after": lambda: tuple(TakenFrom(first) for first, _ in _days(said, today)),
        "before": lambda: tuple(TakenBefore(first) for first, _ in _days(said, today)),
        "on": lambda: tuple(
            f
            for first, past in _days(said, today)
            for f in (TakenFrom(first), TakenBefore(past))
        ),
    }
    filters = readers[name]()
    sense = {"kind": Sense.KIND, "in": Sense.FOLDER}.get(name, Sense.DATE)
    if not filters:
        return None
    return Understood(sense=sense, text=text[at:end], start=at, end=end, filters=filters)


def _kinds(said: str) -> tuple[Filter, ...]:
    kinds = [KIND_WORDS.get(word.lower()) for word in said.split(",")]
    known = frozenset(kind for kind in kinds if kind is not None)
    return (KindIs(known),) if known and None not in kinds else ()


def _folder(said: str, folders: Sequence[Path]) -> tuple[Filter, ...]:
    """A watched folder by its name (or the end of its path), a folder below one, or any absolute path."""
    parts = tuple(part.casefold() for part in Path(said).parts)
    if Path(said).is_absolute():
        return (InFolder(Path(said)),)
    for folder in folders:
        if tuple(part.casefold() for part in folder.parts[-len(parts) :]) == parts:
            return (InFolder(folder),)
    for folder in folders:
        if len(parts) > 1 and folder.name.casefold() == parts[0]:
            return (InFolder(folder.joinpath(*Path(said).parts[1:])),)
    return ()


def _days(said: str, today: date) -> tuple[tuple[date, date], ...]:
    """The first day meant and the first day after it; empty if it is no date."""
    match = _DAY.fullmatch(said)
    if match is None:
        words = date_of(said, today)
        if words is None or words.days.first is None or words.days.past is None:
            return ()
        return ((words.days.first, words.days.past),)
    year, month, day = int(match[1]), match[2], match[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
        if day:
            return ((first, first + timedelta(days=1)),)
        if month:
            return ((first, date(year + int(month) // 12, int(month) % 12 + 1, 1)),)
        return ((first, date(year + 1, 1, 1)),)
    except (ValueError, OverflowError):
        return ()
