"""Where the grid's items lie on the screen: results, zoom, squares, scrolling, the edge with the dates. Paints nothing.

`grid_canvas` adds rows, pictures and paint, `grid_view` mouse and keyboard.
"""

import logging
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from findling.gui.date_scrubber import DateScrubber
from findling.gui.grid_plan import GAP, Plan
from findling.gui.layout import Layout, Rows
from findling.gui.results import Question, Results, Section
from findling.gui.selection import Selection
from findling.gui.theme import Theme
from findling.gui.timeline import timeline
from findling.gui.zoom import LARGEST, SMALLEST, USUAL, ZOOM_STEP

log = logging.getLogger(__name__)
MARGIN = 18


class GridPlace(QAbstractScrollArea):
    current_changed = Signal(object)  # int | None: an item id
    selection_changed = Signal(int)  # how many are chosen
    shape_changed = Signal()
    """Zoom or squares."""
    laid_out = Signal()
    """Items may lie elsewhere now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results = _no_results()
        self._zoom, self._squares = float(USUAL), False
        self.selection = Selection()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrubber = DateScrubber(theme, self)
        self._timed = False
        self._take(self._results)
        self._layout: Layout = self._laid_out(timed=False)
        self._looking = QTimer(self, singleShot=True, interval=15)
        self._settling = QTimer(self, singleShot=True, interval=120)
        """Runs while zoom or width change."""
        self._settling.timeout.connect(self.viewport().update)
        self._settling.timeout.connect(self.scrubber.redraw)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self.scrubber.setValue)
        bar.rangeChanged.connect(self.scrubber.setRange)
        self.scrubber.valueChanged.connect(bar.setValue)

    @property
    def results(self) -> Results:
        return self._results

    @property
    def current_id(self) -> int | None:
        current = self.selection.current
        return int(self._results.ids[current]) if current is not None else None

    # zoom and squares

    @property
    def zoom(self) -> float:
        """The height of a row or the side of a square that is asked for, in pixels."""
        return self._zoom

    @zoom.setter
    def zoom(self, height: float) -> None:
        self.reshape(zoom=height)

    @property
    def squares(self) -> bool:
        return self._squares

    @squares.setter
    def squares(self, on: bool) -> None:
        self.reshape(squares=on)

    def zoom_by(self, steps: float, *, at: QPoint | None = None) -> None:
        """Larger or smaller; what lies under the pointer (else what is current) stays where it is."""
        zoom = self._zoom * ZOOM_STEP**steps
        if self._squares and abs(steps) >= 1:  # at least a column more or less
            across = self._layout.width + GAP
            columns = round(across / (self._zoom + GAP))
            if steps > 0:
                zoom = max(zoom, across / max(1, columns - 1) - GAP)
            else:
                zoom = min(zoom, across / (columns + 1) - GAP)
        self.reshape(zoom=zoom, at=at)

    @Slot()
    def zoom_reset(self) -> None:
        self.reshape(zoom=USUAL)

    def reshape(
        self,
        *,
        zoom: float | None = None,
        squares: bool | None = None,
        at: QPoint | None = None,
    ) -> None:
        """Another zoom within its bounds, or other shapes; nothing happens where both are so already."""
        height = min(max(self._zoom if zoom is None else zoom, SMALLEST), LARGEST)
        in_squares = self._squares if squares is None else squares
        if (height, in_squares) == (self._zoom, self._squares):
            return
        anchor = self._anchor(at)
        self._zoom, self._squares = height, in_squares
        self._settling.start()
        self._lay_out()
        if anchor is not None:
            self._return_to(*anchor)
        log.debug("zoom %.0f, squares: %s", height, in_squares)
        self.shape_changed.emit()

    # places

    def rectangle(self, item: int) -> QRect:
        """Where an item lies in the viewport."""
        left, top, width, height = self._layout.rectangle(item)
        return QRect(
            self._x(left, width), top - self.verticalScrollBar().value(), width, height
        )

    def item_at(self, point: QPoint) -> int | None:
        return self._layout.item_at(*self.content_point(point))

    def content_point(self, point: QPoint) -> tuple[int, int]:
        """A point of the viewport as the layout counts, whatever is scrolled and whichever way is read."""
        x = point.x() - MARGIN
        if self.isRightToLeft():
            x = self.viewport().width() - MARGIN - point.x()
        return x, point.y() + self.verticalScrollBar().value()

    def show_item(self, item: int) -> None:
        """Scrolls as little as needed."""
        rect, bar = self.rectangle(item), self.verticalScrollBar()
        room = self.viewport().height()
        if rect.top() < 40:
            bar.setValue(bar.value() + rect.top() - 40)
        elif rect.bottom() > room - 12:
            bar.setValue(bar.value() + rect.bottom() - room + 12)

    def _x(self, left: int, width: int) -> int:
        if self.isRightToLeft():
            return self.viewport().width() - MARGIN - left - width
        return left + MARGIN

    def _placed(self, rows: Rows) -> Iterator[tuple[int, QRect]]:
        """The items of these rows and where they lie in the viewport."""
        if not rows.items:
            return
        lefts, widths = self._layout.spans(rows)
        counts = np.diff(rows.starts)
        tops = np.repeat(rows.tops - self.verticalScrollBar().value(), counts).tolist()
        heights = np.repeat(rows.heights, counts).tolist()
        for item, left, top, width, height in zip(
            rows.items, lefts.tolist(), tops, widths.tolist(), heights, strict=True
        ):
            yield item, QRect(self._x(left, width), top, width, height)

    def _rows_in(self, screens: float) -> Rows:
        """The rows in view, and so many screens above and below."""
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        return self._layout.between(
            round(top - screens * room), round(top + room + screens * room)
        )

    # laying out

    def _take(self, results: Results) -> None:
        self._results = results
        self._plan = Plan(results)
        self._measure_heads()
        months = {section.month for section in results.sections}
        self._has_months = None not in months and len(months) > 1

    def _measure_heads(self) -> None:
        sections = self._results.sections
        self._heads = tuple(self._head(s, first=i == 0) for i, s in enumerate(sections))

    def _head(self, section: Section, *, first: bool) -> int:
        if not section.title:
            return 6
        return self._theme.px(36 if first or section.divider else 44)

    def _laid_out(self, *, timed: bool) -> Layout:
        edge = self.scrubber.sizeHint().width() + 8 if timed else MARGIN
        width = max(120, self.width() - MARGIN - edge)
        return self._plan.layout(
            width=width, height=round(self._zoom), in_squares=self._squares, heads=self._heads
        )

    def _lay_out(self) -> None:
        room = self.viewport().height()
        timed = self._has_months
        layout = self._laid_out(timed=timed)
        if timed and layout.total <= room:
            timed, layout = False, self._laid_out(timed=False)
        self._layout = layout
        self._show_dates(timed)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, layout.total - room))
        bar.setPageStep(room)
        bar.setSingleStep(round(self._zoom / 3))
        sections = self._results.sections
        line = timeline(sections, layout.head_tops, last=bar.maximum()) if timed else None
        self.scrubber.set_timeline(line, moving=self._settling.isActive())
        self._looking.start()
        self.viewport().update()
        self.laid_out.emit()

    def _show_dates(self, timed: bool) -> None:
        if timed == self._timed:
            return
        self._timed = timed
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if timed else policy.ScrollBarAsNeeded
        )
        edge = self.scrubber.sizeHint().width() if timed else 0
        if self.isRightToLeft():
            self.setViewportMargins(edge, 0, 0, 0)
        else:
            self.setViewportMargins(0, 0, edge, 0)
        self.scrubber.setVisible(timed)
        self._place_dates()

    def _place_dates(self) -> None:
        wide = self.scrubber.sizeHint().width()
        left = 0 if self.isRightToLeft() else self.width() - wide
        self.scrubber.setGeometry(left, 0, wide, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        held = self._anchor(None) if event.oldSize().width() > 0 else None
        self._place_dates()
        if event.oldSize().width() not in (-1, event.size().width()):
            self._settling.start()
        self._lay_out()
        if held:
            self._return_to(*held)

    def _anchor(self, at: QPoint | None) -> tuple[int, float, int] | None:
        """What has to stay: an item, a share of its height, and where in the viewport that lies.

        At the pointer; else the current item if it is in view; else what is at the top, unless that is the very top.
        """
        if at is not None:
            item = self._layout.nearest(*self.content_point(at))
            if item is None:
                return None
            rect = self.rectangle(item)
            share = min(max((at.y() - rect.top()) / rect.height(), 0.0), 1.0)
            return item, share, round(rect.top() + share * rect.height())
        rows, current = self._rows_in(0.0), self.selection.current
        if current is not None and current in rows.items:
            return current, 0.5, self.rectangle(current).center().y()
        if not rows.items or self.verticalScrollBar().value() == 0:
            return None
        return rows.items.start, 0.0, self.rectangle(rows.items.start).top()

    def _return_to(self, item: int, share: float, y: int) -> None:
        rect, bar = self.rectangle(item), self.verticalScrollBar()
        bar.setValue(bar.value() + round(rect.top() + share * rect.height()) - y)


def _no_results() -> Results:
    return Results(
        question=Question(),
        ids=np.empty(0, dtype=np.int64),
        kinds=np.empty(0, dtype=np.uint8),
        aspects=np.empty(0, dtype=np.float32),
    )
