"""The grid without hands: lays out results, asks for rows and pictures of what is visible, paints it.

Its cost follows the visible cells, not the rows. `grid_view` adds mouse and keyboard.
"""

from itertools import chain

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from findling.core.model import ContentHash, Kind
from findling.gui.cell import Cell
from findling.gui.grid_painter import FADE, GridPainter
from findling.gui.layout import Layout, Measures, justify, running_edges
from findling.gui.results import KINDS, Question, Results, Section
from findling.gui.selection import Selection
from findling.gui.services import ListRow
from findling.gui.shelf import Shelf
from findling.gui.theme import Theme
from findling.gui.thumbnails import Thumbnails, Wish

MARGIN, GAP, FOOT = 18, 6, 14
SMALLEST, USUAL, LARGEST = 96, 180, 420
ZOOM_STEP = 1.15


class GridCanvas(QAbstractScrollArea):
    rows_wanted = Signal(object)  # list[int]: item ids, what is visible first
    current_changed = Signal(object)  # int | None: an item id

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = GridPainter(theme)
        self._thumbnails: Thumbnails | None = None
        self._shelf = Shelf()
        self._results = _no_results()
        self._edges = running_edges(self._results.aspects)
        self._layout: Layout = justify(
            self._edges, sections=self._results.starts(), measures=self._measures()
        )
        self.selection = Selection()
        self._zoom = float(USUAL)
        self._visible: dict[ContentHash, list[int]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Results"))
        self._looking = QTimer(self, singleShot=True, interval=15)
        self._looking.timeout.connect(self._look)
        self._fading = QTimer(self, singleShot=True, interval=16)
        self._fading.timeout.connect(self.viewport().update)
        theme.changed.connect(self._theme_changed)

    # what the view is told

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._picture_arrived)

    def set_results(self, results: Results) -> None:
        """Another question starts at the top; the same one, answered again, keeps place and choice."""
        same = results.question == self._results.question
        held = self._held_place() if same else None
        before = self._results
        self._results = results
        self._shelf.renew(results.hits)
        self._edges = running_edges(results.aspects)
        if same:
            self.selection = self.selection.moved(before.ids, results.ids)
        else:
            self.selection = Selection(len(results))
        self._lay_out()
        if held is None:
            self.verticalScrollBar().setValue(0)
        else:
            self._return_to(*held)
        if self._thumbnails:
            self._thumbnails.forget_absent()
        self.tell_current()

    def set_rows(self, rows: list[ListRow]) -> None:
        self._shelf.put(rows)
        self._look()
        self.viewport().update()

    # what others may ask

    @property
    def results(self) -> Results:
        return self._results

    @property
    def current_id(self) -> int | None:
        current = self.selection.current
        return int(self._results.ids[current]) if current is not None else None

    @property
    def zoom(self) -> float:
        return self._zoom

    def cell(self, item_id: int) -> Cell | None:
        return self._shelf.cell(item_id)

    def chosen(self) -> list[Cell]:
        """The chosen items whose rows are there."""
        ids = self._results.ids[self.selection.mask]
        cells = (self._shelf.cell(int(i)) for i in ids[:10_000])
        return [cell for cell in cells if cell is not None]

    def visible_items(self) -> range:
        """Places among the results of what is in view."""
        return self._items_in(*self._band(0.0))

    def visible_cells(self) -> list[Cell]:
        cells = (self._shelf.cell(int(self._results.ids[i])) for i in self.visible_items())
        return [cell for cell in cells if cell is not None]

    def rectangle(self, item: int) -> QRect:
        """Where an item lies in the viewport."""
        left, top, width, height = self._layout.rectangle(item)
        return QRect(left + MARGIN, top - self.verticalScrollBar().value(), width, height)

    def zoom_by(self, steps: float, *, at: QPoint | None = None) -> None:
        """Larger or smaller; what lies under the pointer (else what is current) stays where it is."""
        height = min(max(self._zoom * ZOOM_STEP**steps, SMALLEST), LARGEST)
        if height == self._zoom:
            return
        anchor = self.item_at(at) if at is not None else self.selection.current
        before = self.rectangle(anchor).center().y() if anchor is not None else None
        held = self._held_place()
        self._zoom = height
        self._lay_out()
        if anchor is not None and before is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rectangle(anchor).center().y() - before)
        elif held:
            self._return_to(*held)

    def zoom_reset(self) -> None:
        self._zoom = USUAL * ZOOM_STEP
        self.zoom_by(-1)

    def show_item(self, item: int) -> None:
        """Scrolls as little as needed."""
        rect, bar = self.rectangle(item), self.verticalScrollBar()
        room = self.viewport().height()
        if rect.top() < 40:
            bar.setValue(bar.value() + rect.top() - 40)
        elif rect.bottom() > room - 12:
            bar.setValue(bar.value() + rect.bottom() - room + 12)

    def tell_current(self) -> None:
        current = self.selection.current
        item_id = int(self._results.ids[current]) if current is not None else None
        cell = self._shelf.cell(item_id) if item_id is not None else None
        self.setAccessibleDescription(cell.spoken if cell else "")
        self.current_changed.emit(item_id)

    # geometry

    def _measures(self) -> Measures:
        heads = tuple(self._head(s, first=i == 0) for i, s in enumerate(self._results.sections))
        width = max(120, self.width() - 2 * MARGIN)
        height = round(getattr(self, "_zoom", USUAL))
        return Measures(width=width, height=height, gap=GAP, heads=heads, foot=FOOT)

    def _head(self, section: Section, *, first: bool) -> int:
        if not section.title:
            return 6
        return self._theme.px(36 if first or section.divider else 44)

    def _lay_out(self) -> None:
        self._layout = justify(
            self._edges, sections=self._results.starts(), measures=self._measures()
        )
        room = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, self._layout.total - room))
        self.verticalScrollBar().setPageStep(room)
        self.verticalScrollBar().setSingleStep(round(self._zoom / 3))
        self._looking.start()
        self.viewport().update()

    def _band(self, screens: float) -> tuple[int, int]:
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        return round(top - screens * room), round(top + room + screens * room)

    def _items_in(self, top: int, bottom: int) -> range:
        rows = self._layout.rows_between(top, bottom)
        if not rows:
            return range(0)
        return range(int(self._layout.starts[rows.start]), int(self._layout.starts[rows.stop]))

    def item_at(self, point: QPoint) -> int | None:
        return self._layout.item_at(
            point.x() - MARGIN, point.y() + self.verticalScrollBar().value()
        )

    def _held_place(self) -> tuple[int, int] | None:
        """The first visible item's id and where its row begins, unless the view is at its very top."""
        items = self._items_in(*self._band(0.0))
        if not items or self.verticalScrollBar().value() == 0:
            return None
        return int(self._results.ids[items.start]), self.rectangle(items.start).top()

    def _return_to(self, item_id: int, top: int) -> None:
        places = (self._results.ids == item_id).nonzero()[0]
        if len(places):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rectangle(int(places[0])).top() - top)

    # rows and pictures for what is visible

    @Slot()
    def _look(self) -> None:
        visible, near = self._items_in(*self._band(0.0)), self._items_in(*self._band(1.0))
        order = chain(visible, (i for i in near if i not in visible))
        ids = [int(self._results.ids[i]) for i in order]
        if wanted := self._shelf.wanting(ids):
            self.rows_wanted.emit(wanted)
        self._visible = {}
        wishes = []
        height = round(self._zoom * self.devicePixelRatioF())
        for place, item_id in zip(chain(visible, near), ids, strict=False):
            cell = self._shelf.cell(item_id)
            if cell is None or cell.content is None:
                continue
            ink = self._theme.palette.accent if cell.kind is Kind.RECORDING else None
            wishes.append(Wish(cell.content, height, ink))
            if place in visible:
                self._visible.setdefault(cell.content, []).append(place)
        if self._thumbnails:
            self._thumbnails.wish(wishes)

    @Slot(object)
    def _picture_arrived(self, content: ContentHash) -> None:
        for item in self._visible.get(content, ()):
            if item < len(self._results):
                self.viewport().update(self.rectangle(item))

    @Slot()
    def _theme_changed(self) -> None:
        if self._thumbnails:
            self._thumbnails.forget_all()
        self._lay_out()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self._painter.ratio = self.devicePixelRatioF()
        offset = self.verticalScrollBar().value()
        dirty = event.rect().adjusted(0, -6, 0, 6)
        self._paint_heads(painter, dirty, offset)
        for row in self._layout.rows_between(dirty.top() + offset, dirty.bottom() + offset + 1):
            top, height = int(self._layout.tops[row]) - offset, int(self._layout.heights[row])
            for item, left, width in self._layout.cells(row):
                rect = QRect(left + MARGIN, top, width, height)
                if rect.adjusted(-6, -6, 6, 6).intersects(dirty):
                    self._paint_item(painter, item, rect)
        painter.end()

    def _paint_heads(self, painter: QPainter, dirty: QRect, offset: int) -> None:
        tops = self._layout.head_tops
        first = max(0, int(tops.searchsorted(dirty.top() + offset)) - 1)
        last = int(tops.searchsorted(dirty.bottom() + offset, side="right"))
        for number in range(first, last):
            section = self._results.sections[number]
            high = self._head(section, first=number == 0)
            where = QRect(MARGIN, int(tops[number]) - offset, self._layout.width, high)
            self._painter.heading(painter, where, section)

    def _paint_item(self, painter: QPainter, item: int, rect: QRect) -> None:
        cell = self._shelf.cell(int(self._results.ids[item]))
        picture = None
        if cell is not None and cell.content is not None and self._thumbnails is not None:
            picture = self._thumbnails.picture(cell.content)
        kind = KINDS[self._results.kinds[item]]
        self._painter.cell(painter, rect, kind=kind, cell=cell, picture=picture)
        if item in self.selection:
            self._painter.ring(painter, rect)
        if item == self.selection.current and self.hasFocus():
            self._painter.focus(painter, rect)
        if picture is not None and picture[1] < FADE and self._theme.moves:
            self._fading.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        held = self._held_place() if event.oldSize().width() > 0 else None
        self._lay_out()
        if held:
            self._return_to(*held)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        self.viewport().scroll(0, dy)
        self._looking.start()


def _no_results() -> Results:
    return Results(
        question=Question(),
        ids=np.empty(0, dtype=np.int64),
        kinds=np.empty(0, dtype=np.uint8),
        aspects=np.empty(0, dtype=np.float32),
    )
