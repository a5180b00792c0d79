"""Where the cells of the grid lie, once `grid_rows` has cut the rows. Pure numpy, any thread.

Made of pieces, each a run of rows that is cut when it is looked at: what is asked costs by the rows asked for.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HELD = 512
"""Pieces kept after they were looked at: a few kilobytes each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Pixels. `heads[s]` is the room for the heading above section s, `foot` the room under each section."""

    width: int
    height: int
    gap: int
    heads: tuple[int, ...]
    foot: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Row r holds items `starts[r]` to `starts[r + 1]`, from `tops[r]`, `heights[r]` high. A row may be empty."""

    starts: NDArray[np.int64]
    tops: NDArray[np.int64]
    heights: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.tops)

    @property
    def items(self) -> range:
        return range(int(self.starts[0]), int(self.starts[-1]))

    def part(self, first: int, last: int) -> "Rows":
        return Rows(
            starts=self.starts[first : last + 1],
            tops=self.tops[first:last],
            heights=self.heights[first:last],
        )

    def touching(self, top: int, bottom: int) -> "Rows":
        first = max(0, int(np.searchsorted(self.tops, top, side="right")) - 1)
        last = int(np.searchsorted(self.tops, bottom, side="left"))
        if first < len(self) and int(self.tops[first] + self.heights[first]) <= top:
            first += 1
        return self.part(first, max(first, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Piece p holds the rows `rows[p]` to `rows[p + 1]`, from `tops[p]`; `of` tells which piece holds an item."""

    items: int
    rows: NDArray[np.int64]
    tops: NDArray[np.int64]
    of: Callable[[int], int]
    cut: Callable[[int], Rows]


class Layout:
    def __init__(
        self,
        pieces: Pieces,
        *,
        head_tops: NDArray[np.int64],
        total: int,
        width: int,
        gap: int,
        edges: NDArray[np.float64] | None,
        columns: int = 0,
    ) -> None:
        """`edges`: running sum of the aspects, shape (items + 1,); None for squares, `columns` of them in a full row."""
        self._pieces = pieces
        self._held: OrderedDict[int, Rows] = OrderedDict()
        self._edges, self._columns = edges, columns
        self.head_tops, self.total = head_tops, total
        self.width, self.gap = width, gap

    @property
    def items(self) -> int:
        return self._pieces.items

    @property
    def rows(self) -> int:
        return int(self._pieces.rows[-1])

    def row(self, number: int) -> Rows:
        """One row, by its number."""
        piece = int(np.searchsorted(self._pieces.rows, number, side="right")) - 1
        within = number - int(self._pieces.rows[piece])
        return self._piece(piece).part(within, within + 1)

    def row_of(self, item: int) -> int:
        piece = self._pieces.of(item)
        starts = self._piece(piece).starts
        within = int(np.searchsorted(starts, item, side="right")) - 1
        return int(self._pieces.rows[piece]) + within

    def between(self, top: int, bottom: int) -> Rows:
        """The rows that touch the band from `top` to `bottom`."""
        tops = self._pieces.tops
        first = max(0, int(np.searchsorted(tops, top, side="right")) - 1)
        last = int(np.searchsorted(tops, bottom, side="left"))
        found = [self._piece(p).touching(top, bottom) for p in range(first, last)]
        found = [rows for rows in found if len(rows)]
        if not found:
            return _NO_ROWS
        if len(found) == 1:
            return found[0]
        return Rows(
            starts=np.concatenate(
                [*(rows.starts[:-1] for rows in found), found[-1].starts[-1:]]
            ),
            tops=np.concatenate([rows.tops for rows in found]),
            heights=np.concatenate([rows.heights for rows in found]),
        )

    def spans(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Left edges and widths of all items in these rows, in order; a full row ends at the right edge exactly."""
        starts = rows.starts
        counts = np.diff(starts)
        row = np.repeat(np.arange(len(counts)), counts)
        column = np.arange(starts[0], starts[-1]) - starts[row]
        if self._edges is None:
            step = (self.width + self.gap) / self._columns
            lefts, nexts = column * step, (column + 1) * step
        else:
            edges = self._edges[starts[0] : starts[-1] + 1]
            firsts, lasts = edges[starts[:-1] - starts[0]], edges[starts[1:] - starts[0]]
            heights = self._flush(lasts - firsts, counts, rows.heights)
            lefts = (edges[:-1] - firsts[row]) * heights[row] + column * self.gap
            nexts = (edges[1:] - firsts[row]) * heights[row] + (column + 1) * self.gap
        left, following = np.rint(lefts).astype(np.int64), np.rint(nexts).astype(np.int64)
        return left, np.maximum(following - left - self.gap, 1)

    def _flush(
        self, sums: NDArray[np.float64], counts: NDArray[np.int64], heights: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The heights at which full rows would end at the right edge: theirs were rounded, or drawn to fit a piece."""
        full = (self.width - (counts - 1) * self.gap) / np.maximum(sums, 1e-9)
        return np.where(np.abs(full - heights) < 0.15 * heights, full, heights)

    def cells(self, number: int) -> list[tuple[int, int, int]]:
        """A row's items as (item, left, width), left to right."""
        rows = self.row(number)
        lefts, widths = self.spans(rows)
        return list(zip(rows.items, lefts.tolist(), widths.tolist(), strict=True))

    def item_at(self, x: int, y: int) -> int | None:
        rows = self.between(y, y + 1)
        for item, left, width in self._in(rows):
            if left <= x < left + width:
                return item
        return None

    def nearest(self, x: int, y: int) -> int | None:
        """The item at a point, else one near it; None without items."""
        if not self.items:
            return None
        rows = self.between(y, y + 1)
        reach = 64
        while not rows.items:
            rows = self.between(y - reach, y + reach)
            reach *= 4
        middle = int(np.argmin(np.abs(rows.tops + rows.heights // 2 - y)))
        cells = self._in(rows.part(middle, middle + 1)) or self._in(rows)
        return min(cells, key=lambda c: max(c[1] - x, x - c[1] - c[2], 0))[0]

    def items_in(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.int64]:
        """Items that a rectangle touches, in order."""
        rows = self.between(top, bottom)
        if not rows.items or right <= left:
            return np.empty(0, dtype=np.int64)
        lefts, widths = self.spans(rows)
        touched: NDArray[np.int64] = np.flatnonzero((lefts < right) & (lefts + widths > left))
        return touched + int(rows.starts[0])

    def rectangle(self, item: int) -> tuple[int, int, int, int]:
        """(left, top, width, height) of one item."""
        number = self.row_of(item)
        rows = self.row(number)
        _, left, width = self.cells(number)[item - rows.items.start]
        return left, int(rows.tops[0]), width, int(rows.heights[0])

    def beside(self, item: int, *, rows: int) -> int:
        """The item `rows` further down (up if negative) that lies nearest under the middle of this one."""
        row = self.row_of(item)
        other = min(max(row + rows, 0), self.rows - 1)
        step = 1 if rows > 0 else -1
        while 0 < other < self.rows - 1 and not self.row(other).items:
            other += step
        if other == row or not self.row(other).items:
            return item
        left, _, width, _ = self.rectangle(item)
        middle = left + width / 2
        return min(self.cells(other), key=lambda c: abs(c[1] + c[2] / 2 - middle))[0]

    def _in(self, rows: Rows) -> list[tuple[int, int, int]]:
        if not rows.items:
            return []
        lefts, widths = self.spans(rows)
        return list(zip(rows.items, lefts.tolist(), widths.tolist(), strict=True))

    def _piece(self, piece: int) -> Rows:
        held = self._held.get(piece)
        if held is None:
            held = self._held[piece] = self._pieces.cut(piece)
            if len(self._held) > HELD:
                self._held.popitem(last=False)
        return held


_NONE = np.empty(0, dtype=np.int64)
_NO_ROWS = Rows(starts=np.zeros(1, dtype=np.int64), tops=_NONE, heights=_NONE)


def whole_layout(
    rows: Rows,
    *,
    head_tops: NDArray[np.int64],
    measures: Measures,
    edges: NDArray[np.float64] | None,
    columns: int = 0,
) -> Layout:
    """Of rows that are all cut already."""

    def cut(_piece: int) -> Rows:
        return rows

    def first(_item: int) -> int:
        return 0

    count = len(rows)
    some = count > 0
    pieces = Pieces(
        items=int(rows.starts[-1]),
        rows=np.array([0, count] if some else [0], dtype=np.int64),
        tops=rows.tops[:1],
        of=first,
        cut=cut,
    )
    return Layout(
        pieces,
        head_tops=head_tops,
        total=int(rows.tops[-1] + rows.heights[-1] + measures.foot) if some else 0,
        width=measures.width,
        gap=measures.gap,
        edges=edges,
        columns=columns,
    )
