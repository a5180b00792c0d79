"""The grid without hands: takes results, asks for rows and pictures of what is visible, paints it.

Its cost follows the visible cells, not the rows. `grid_view` adds mouse and keyboard.
"""

import numpy as np
from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from findling.core.model import ContentHash, Kind
from findling.gui.cell import Cell
from findling.gui.grid_painter import FADE, GridPainter
from findling.gui.grid_place import GridPlace
from findling.gui.layout import Rows
from findling.gui.results import KINDS, Results
from findling.gui.selection import Selection
from findling.gui.services import ListRow
from findling.gui.shelf import Shelf
from findling.gui.theme import Theme
from findling.gui.thumbnails import Thumbnails, Wish

_SHAPED = (KINDS.index(Kind.PHOTO), KINDS.index(Kind.CLIP))
"""Kinds whose cell is filled by their picture."""
MOST = 10_000
"""Chosen items that are handed on at once."""


class GridCanvas(GridPlace):
    rows_wanted = Signal(object)  # list[int]: item ids, what is visible first

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._painter = GridPainter(theme)
        self._thumbnails: Thumbnails | None = None
        self._shelf = Shelf()
        self._visible: dict[ContentHash, list[int]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Results"))
        self._looking.timeout.connect(self._look)
        self._appearing = QRegion()
        self._fading = QTimer(self, singleShot=True, interval=16)
        self._fading.timeout.connect(self._fade)
        theme.changed.connect(self._theme_changed)

    # what the view is told

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._picture_arrived)

    def set_results(self, results: Results) -> None:
        """Another question starts at the top; the same one, answered again, keeps place and choice."""
        same = results.question == self._results.question
        held = self._anchor(None) if same else None
        before = self._results
        self._take(results)
        self._shelf.renew(results.hits)
        if same:
            self.selection = self.selection.moved(before.ids, results.ids)
        else:
            self.selection = Selection(len(results))
        self._lay_out()
        if not same:
            self.verticalScrollBar().setValue(0)
        elif held is not None:
            item, share, y = held
            places = np.flatnonzero(results.ids == before.ids[item])
            if len(places):
                self._return_to(int(places[0]), share, y)
        else:
            self.verticalScrollBar().setValue(0)
        if self._thumbnails:
            self._thumbnails.forget_absent()
        self.tell_choice()

    def set_rows(self, rows: list[ListRow]) -> None:
        self._shelf.put(rows)
        self._look()
        ids = {row.id for row in rows}
        for item, rect in self._placed(self._rows_in(0.0)):
            if int(self._results.ids[item]) in ids:
                self.viewport().update(rect)

    # what others may ask

    def cell(self, item_id: int) -> Cell | None:
        return self._shelf.cell(item_id)

    def cell_of(self, item: int | None) -> Cell | None:
        """The cell at a place in the list."""
        return None if item is None else self._shelf.cell(int(self._results.ids[item]))

    def chosen(self) -> list[Cell]:
        """The chosen items whose rows are there."""
        cells = map(self.cell_of, np.flatnonzero(self.selection.mask)[:MOST].tolist())
        return [cell for cell in cells if cell is not None]

    def place_of(self, item_id: int) -> int | None:
        places = (self._results.ids == item_id).nonzero()[0]
        return int(places[0]) if len(places) else None

    def visible_items(self) -> range:
        """Places among the results of what is in view."""
        return self._rows_in(0.0).items

    def visible_cells(self) -> list[Cell]:
        cells = map(self.cell_of, self.visible_items())
        return [cell for cell in cells if cell is not None]

    def set_names_shown(self, shown: bool) -> None:
        self._painter.names_shown = shown
        self.viewport().update()

    def tell_choice(self) -> None:
        cell = self.cell_of(self.selection.current)
        self.setAccessibleDescription(cell.spoken if cell else "")
        self.current_changed.emit(self.current_id)
        self.selection_changed.emit(len(self.selection))

    # rows and pictures for what is visible

    @Slot()
    def _look(self) -> None:
        near = self._rows_in(1.0)
        visible, around = self._rows_in(0.0).items, near.items
        order = [*visible, *(i for i in around if i not in visible)]
        ids = self._results.ids[order].tolist()
        if wanted := self._shelf.wanting(ids):
            self.rows_wanted.emit(wanted)
        heights = self._picture_heights(near)
        self._visible = {}
        wishes = []
        for item, item_id in zip(order, ids, strict=True):
            cell = self._shelf.cell(item_id)
            if cell is None or cell.content is None:
                continue
            ink = self._theme.palette.accent if cell.kind is Kind.RECORDING else None
            wishes.append(Wish(cell.content, heights[item - around.start], ink))
            if item in visible:
                self._visible.setdefault(cell.content, []).append(item)
        if self._thumbnails:
            self._thumbnails.wish(wishes)

    def _picture_heights(self, rows: Rows) -> list[int]:
        """How many of the screen's pixels a picture must be high to be sharp where it is cropped to its cell."""
        if not rows.items:
            return []
        _, widths = self._layout.spans(rows)
        items = slice(rows.items.start, rows.items.stop)
        heights = np.repeat(rows.heights, np.diff(rows.starts)).astype(np.float64)
        shaped = np.isin(self._results.kinds[items], _SHAPED)
        cropped = widths / np.maximum(self._results.aspects[items], 0.05)
        needed = np.where(shaped, np.maximum(heights, cropped), heights)
        pixels: list[int] = np.ceil(needed * self.devicePixelRatioF()).astype(int).tolist()
        return pixels

    @Slot(object)
    def _picture_arrived(self, content: ContentHash) -> None:
        for item in self._visible.get(content, ()):
            if item < len(self._results):
                self.viewport().update(self.rectangle(item))

    @Slot()
    def _theme_changed(self) -> None:
        if self._thumbnails:
            self._thumbnails.forget_all()
        self._measure_heads()
        self._lay_out()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self._painter.ratio = self.devicePixelRatioF()
        self._painter.moves = self._theme.moves
        self._painter.coarse = self._settling.isActive()
        offset = self.verticalScrollBar().value()
        dirty, region = event.rect().adjusted(-6, -6, 6, 6), event.region()
        self._paint_heads(painter, dirty, offset)
        rows = self._layout.between(dirty.top() + offset, dirty.bottom() + offset + 1)
        for item, rect in self._placed(rows):
            if region.intersects(rect.adjusted(-6, -6, 6, 6)):
                self._paint_item(painter, item, rect)
        self._paint_over(painter)
        painter.end()

    def _paint_heads(self, painter: QPainter, dirty: QRect, offset: int) -> None:
        tops = self._layout.head_tops
        first = max(0, int(tops.searchsorted(dirty.top() + offset)) - 1)
        last = int(tops.searchsorted(dirty.bottom() + offset, side="right"))
        for number in range(first, min(last, len(self._heads))):
            high, wide = self._heads[number], self._layout.width
            where = QRect(self._x(0, wide), int(tops[number]) - offset, wide, high)
            self._painter.heading(painter, where, self._results.sections[number])

    def _paint_item(self, painter: QPainter, item: int, rect: QRect) -> None:
        cell, picture = self._shown(item)
        kind = KINDS[self._results.kinds[item]]
        self._painter.cell(painter, rect, kind=kind, cell=cell, picture=picture)
        if item in self.selection:
            self._painter.ring(painter, rect)
        if item == self.selection.current and self.hasFocus():
            self._painter.focus(painter, rect)
        if picture is not None and picture[1] < FADE and self._painter.moves:
            self._appearing += rect
            self._fading.start()

    def _shown(self, item: int) -> tuple[Cell | None, tuple[QPixmap, float] | None]:
        """What is known of an item, its picture, and the seconds that the picture has been there."""
        cell = self.cell_of(item)
        if cell is None or cell.content is None or self._thumbnails is None:
            return cell, None
        return cell, self._thumbnails.picture(cell.content)

    def _paint_over(self, painter: QPainter) -> None:
        """What lies over all items."""

    @Slot()
    def _fade(self) -> None:
        region, self._appearing = self._appearing, QRegion()
        self.viewport().update(region)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        self.viewport().scroll(0, dy)
        self._appearing.translate(0, dy)
        self._looking.start()
