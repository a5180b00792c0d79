"""What the grid paints of one item, made from a row of the list and, in a search, its hit. Pure values."""

from dataclasses import dataclass
from pathlib import Path

from findling.core.model import ContentHash, ItemState, Kind
from findling.core.query import Hit
from findling.gui import words
from findling.gui.icons import KIND_ICONS, IconName
from findling.gui.services import ListRow


@dataclass(frozen=True, slots=True)
class Badge:
    icon: IconName | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    id: int
    kind: Kind
    path: Path
    name: str
    state: ItemState
    content: ContentHash | None
    colour: int
    seconds: float | None
    badges: tuple[Badge, ...]

    @property
    def spoken(self) -> str:
        """For screen readers: Clip Couch afternoon.mp4, 0:42."""
        told = [f"{words.kind_name(self.kind)} {self.name}", *(b.text for b in self.badges)]
        return ", ".join(told)


def make_cell(row: ListRow, hit: Hit | None) -> Cell:
    return Cell(
        id=row.id,
        kind=row.kind,
        path=hit.path if hit is not None else row.path,
        name=words.readable(hit.path.name) if hit is not None else row.name,
        state=row.state,
        content=row.content,
        colour=row.colour,
        seconds=row.seconds,
        badges=tuple(_badges(row, hit)),
    )


def _badges(row: ListRow, hit: Hit | None) -> list[Badge]:
    badges = []
    if row.kind is not Kind.PHOTO and (text := _place(row, hit)):
        badges.append(Badge(KIND_ICONS[row.kind], text))
    copies = max(row.files, hit.files if hit else 1) + (len(hit.copies) if hit else 0)
    if copies > 1:
        several = words.translate("Cell", "{count} copies").format(count=words.number(copies))
        badges.append(Badge(None, several))
    return badges


def _place(row: ListRow, hit: Hit | None) -> str:
    """The second or page that matched; else how long it is."""
    if row.kind is Kind.DOCUMENT:
        if hit is not None and hit.span.page is not None:
            return words.translate("Cell", "p. {page}").format(page=words.number(hit.span.page))
        if not row.pages:
            return ""
        return words.counted(
            row.pages,
            words.translate("Cell", "1 page"),
            words.translate("Cell", "{count} pages"),
        )
    at_second = hit is not None and not words.is_whole(hit.span, row.seconds)
    if hit is not None and hit.span.start is not None and at_second:
        return words.clock(hit.span.start)
    return words.clock(row.seconds) if row.seconds is not None else ""
