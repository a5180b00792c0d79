"""Tells what a typed question demands (quotes, `-word`, `kind:`, `in:`, dates) from what it means.

Pure text, any thread. Whatever is not understood stays content: nothing a person typed is ever swallowed.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from findling.core.model import Kind
from findling.core.query import Filter, InFolder, KindIs, TakenBefore, TakenFrom

KIND_WORDS: dict[str, Kind] = {
    **dict.fromkeys(("photo", "photos", "picture", "pictures", "image", "images"), Kind.PHOTO),
    **dict.fromkeys(("clip", "clips", "video", "videos", "movie", "movies"), Kind.CLIP),
    **dict.fromkeys(("recording", "recordings", "audio", "sound", "sounds"), Kind.RECORDING),
    **dict.fromkeys(("document", "documents", "pdf", "pdfs"), Kind.DOCUMENT),
}

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
"""Opening quote → what may close it; the keyboards of several languages."""
_LABEL = re.compile(r"(kind|in|after|before|on):(?=\S)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of the question and where it stood: `typed[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """One filter that the words asked for. Two of them may share one place (`on:2021` is a from and a before)."""

    filter: Filter
    text: str
    start: int
    end: int


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
        """The filters to apply. Several `kind:` widen one another; everything else narrows."""
        kinds = [u.filter.kinds for u in self.filters if isinstance(u.filter, KindIs)]
        others = tuple(u.filter for u in self.filters if not isinstance(u.filter, KindIs))
        return (KindIs(frozenset().union(*kinds)), *others) if kinds else others


def parse(text: str, *, today: date, folders: Sequence[Path]) -> Parsed:
    """Reads one typed question.

    `folders` are the watched folders `in:` may name. `after:D` means D or later, as `--after` does;
    `before:D` means earlier than D; D is a year, a month, a day (ISO), `today` or `yesterday`.
    """
    quoted: list[Term] = []
    excluded: list[Term] = []
    filters: list[Understood] = []
    content: list[str] = []
    ends_open = False
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        phrase = _quoted(text, at)
        if phrase is not None:
            quoted.append(phrase)
            at = phrase.end
        elif (no := _excluded(text, at)) is not None:
            excluded.append(no)
            at = no.end
        elif found := _labelled(text, at, today=today, folders=folders):
            filters.extend(found)
            at = found[0].end
        else:
            end = _word_end(text, at)
            content.append(text[at:end])
            ends_open = end == len(text)
            at = end
    meaning = " ".join(content)
    return Parsed(
        meaning=meaning if words_of(meaning) else "",
        words=words_of(meaning),
        quoted=tuple(quoted),
        excluded=tuple(excluded),
        filters=tuple(filters),
        ends_open=ends_open,
    )


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
    return Term(" ".join(inside.split()), at, min(ends) + 1)


def _excluded(text: str, at: int) -> Term | None:
    """`-word` or `-"a phrase"`. A lone dash, `--flag` and numbers such as -5 are content."""
    if text[at] not in "-−" or (at > 0 and not text[at - 1].isspace()) or at + 1 >= len(text):
        return None
    if (phrase := _quoted(text, at + 1)) is not None:
        return Term(phrase.text, at, phrase.end)
    if not text[at + 1].isalpha():
        return None
    end = _word_end(text, at + 1)
    return Term(_strip(text[at + 1 : end]), at, end)


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _labelled(
    text: str, at: int, *, today: date, folders: Sequence[Path]
) -> tuple[Understood, ...]:
    """The filters of one `label:value` beginning here; nothing if it cannot be understood."""
    label = _LABEL.match(text, at)
    if label is None or (at > 0 and not text[at - 1].isspace()):
        return ()
    value = _quoted(text, label.end())
    end = value.end if value is not None else _word_end(text, label.end())
    said = value.text if value is not None else text[label.end() : end]
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
    return tuple(Understood(f, text[at:end], at, end) for f in readers[label[1].lower()]())


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
    if said.lower() in ("today", "yesterday"):
        first = today - timedelta(days=said.lower() == "yesterday")
        return ((first, first + timedelta(days=1)),)
    match = _DAY.fullmatch(said)
    if match is None:
        return ()
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
