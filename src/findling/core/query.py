"""A question and its answer as values; each filter says for itself whether a row matches.

The same filters as SQL are in `findling.catalogue.filters`; a property test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from findling.core.cut import Cut
from findling.core.model import ItemId, Kind, Place, Span, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterRow:
    """The columns a filter may look at: one file of one item."""

    kind: Kind
    path: Path
    taken: datetime | None
    """Wall clock where it was made; the file's own time where the content does not say."""


@dataclass(frozen=True, slots=True)
class KindIs:
    kinds: frozenset[Kind]

    def match(self, row: FilterRow) -> bool:
        return row.kind in self.kinds


@dataclass(frozen=True, slots=True)
class InFolder:
    folder: Path

    def match(self, row: FilterRow) -> bool:
        return self.folder in row.path.parents


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """Made on this day or later."""

    day: date

    def match(self, row: FilterRow) -> bool:
        return row.taken is not None and row.taken.date() >= self.day


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """Made before this day (the day itself is out)."""

    day: date

    def match(self, row: FilterRow) -> bool:
        return row.taken is not None and row.taken.date() < self.day


Filter = KindIs | InFolder | TakenFrom | TakenBefore


LEAST_WEIGHT, MOST_WEIGHT = -1.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a question is made of: words, a file, or an item of the library.

    `weight`: LEAST_WEIGHT to MOST_WEIGHT. Below 0 the answer moves away from it, at 0 it counts for nothing.
    """

    text: str = ""
    path: Path | None = None
    item: ItemId | None = None
    cut: Cut | None = None
    """What of the file or item is meant; None: all of it."""
    weight: float = 1.0


class Sense(StrEnum):
    """What a piece of the text was understood as."""

    DATE = "date"
    KIND = "kind"
    FOLDER = "folder"
    EXACT = "exact"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A piece of the text that demands something, and where it stands: `typed[start:end]` is `text`.

    Taking it out of what was typed takes the demand away; `SearchRequest.as_words` lets it be content instead.
    """

    sense: Sense
    text: str
    start: int
    end: int
    filters: tuple[Filter, ...] = ()
    words: str = ""
    """What must stand there exactly, or must not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a person asked. `text` is as typed (quotes, `-word` and dates are still in it).

    `like` are files of any kind, in the library or outside; `without` are things to keep away from; `parts` is all that
    has a weight of its own. `more` and `less` are answers that were marked: the question moves to and from them.
    """

    text: str = ""
    text_weight: float = 1.0
    like: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    more: tuple[ItemId, ...] = ()
    less: tuple[ItemId, ...] = ()
    as_words: tuple[str, ...] = ()
    """Pieces of the text that would be understood as a demand, and are meant as words."""
    filters: tuple[Filter, ...] = ()
    limit: int = 200
    words_only: bool = False
    """Only names and texts are looked through, meaning is not asked: at once, and free, while someone still types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanHit:
    span: Span
    score: float


class Role(StrEnum):
    """Why something is in a question."""

    PART = "part"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the question came to consist of: what was typed and given, then what was marked."""

    part: Part
    role: Role = Role.PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What some parts of the question do for a hit. `parts`: positions in `Answer.asked`, several where they were asked as one.

    `score`: how far they lift it (below 0: sink it), in standard scores that add up to the hit's own by meaning.
    `share`: of all that lifts and sinks it, 0 to 1.
    """

    parts: tuple[int, ...]
    score: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One item in the answer. `score` is the calibrated standard score, comparable across kinds.

    `why` holds any of: name, folder, title, tag, text, meaning, look, sound.
    `copies` are the ids of near-identical items folded into this one.
    """

    item_id: ItemId
    kind: Kind
    path: Path
    score: float
    strength: Strength
    why: tuple[str, ...]
    span: Span
    spans: tuple[SpanHit, ...] = ()
    copies: tuple[ItemId, ...] = ()
    files: int = 1
    """How many files in the library have exactly this content."""
    shares: tuple[Share, ...] = ()
    """What each part of the question did for it; empty where words alone found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    request: SearchRequest
    space: str
    hits: tuple[Hit, ...]
    confident: bool
    took_ms: float
    total: int
    """Items that were eligible, before ranking cut them to `limit`."""
    asked: tuple[Asked, ...] = ()
    understood: tuple[Understood, ...] = ()
    """What of the text became a demand, in the order of the text."""
    notices: tuple[str, ...] = ()
    """What the window must say: for example that meaning is still loading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """Everything the details pane shows about one item."""

    item_id: ItemId
    kind: Kind
    format: str
    paths: tuple[Path, ...]
    size: int
    width: int | None
    height: int | None
    seconds: float | None
    pages: int | None
    has_sound: bool
    taken: datetime | None
    offset_minutes: int | None
    place: Place | None
    camera: str | None
    title: str | None
    artist: str | None
    album: str | None
    author: str | None
    tags: tuple[str, ...]
    thumbnail: Path | None
    colour: int
