"""A question and its answer as values; each filter says for itself whether a row matches.

The same filters as SQL are in `findling.catalogue.filters`; a property test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a person asked. `text` is as typed (quotes, `-word` and dates are still in it).

    `like` are files of any kind, in the library or outside; `without` are things to keep away from.
    """

    text: str = ""
    like: tuple[Path, ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    limit: int = 200
    words_only: bool = False
    """Only names and texts are looked through, meaning is not asked: at once, and free, while someone still types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanHit:
    span: Span
    score: float


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    request: SearchRequest
    space: str
    hits: tuple[Hit, ...]
    confident: bool
    took_ms: float
    total: int
    """Items that were eligible, before ranking cut them to `limit`."""
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
