"""Where the cells of the grid lie: justified rows from an array of aspects. Pure numpy, any thread.

Up to `WALKED` items, each row ends where it comes nearest to the width. Longer lists are cut at once without a
loop: an item belongs to the row its middle falls into when the whole section is laid out as one endless line.
That costs a few passes over the array (a million aspects in 50 ms) and lets rows differ a little more in height.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NARROWEST, WIDEST = 0.4, 3.6
"""Cells keep to these aspects; what lies beyond is cropped."""
TALLEST = 1.5
"""A row is never more than this taller than asked for; it ends early instead."""

WALKED = 50_000
"""Items up to which rows are found one after the other (about 10 ms)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Pixels. `heads[s]` is the room for the heading above section s, `foot` the room under each section."""

    width: int
    height: int
    gap: int
    heads: tuple[int, ...]
    foot: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Row r holds items `starts[r]` to `starts[r + 1]`, from `tops[r]`, `heights[r]` high."""

    starts: NDArray[np.int64]
    tops: NDArray[np.int64]
    heights: NDArray[np.int64]
    head_tops: NDArray[np.int64]
    total: int
    edges: NDArray[np.float64]
    """Running sum of the clamped aspects, shape (items + 1,)."""
    width: int
    gap: int

    @property
    def rows(self) -> int:
        return len(self.tops)

    def row_of(self, item: int) -> int:
        return int(np.searchsorted(self.starts, item, side="right")) - 1

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that touch the band from `top` to `bottom`."""
        first = int(np.searchsorted(self.tops + self.heights, top, side="right"))
        last = int(np.searchsorted(self.tops, bottom, side="left"))
        return range(first, last)

    def cells(self, row: int) -> list[tuple[int, int, int]]:
        """The row's items as (item, left, width), left to right; a full row ends at the right edge exactly."""
        start, end = int(self.starts[row]), int(self.starts[row + 1])
        lefts = (self.edges[start : end + 1] - self.edges[start]) * float(self.heights[row])
        lefts += np.arange(end - start + 1) * self.gap
        whole = lefts[-1] - self.gap
        if abs(whole - self.width) < 0.02 * self.width:  # the height was rounded
            lefts *= (self.width + self.gap) / lefts[-1]
        edges = np.rint(lefts).astype(int).tolist()
        return [
            (start + i, edges[i], max(1, edges[i + 1] - edges[i] - self.gap))
            for i in range(end - start)
        ]

    def item_at(self, x: int, y: int) -> int | None:
        row = int(np.searchsorted(self.tops, y, side="right")) - 1
        if row < 0 or y >= int(self.tops[row] + self.heights[row]):
            return None
        for item, left, width in self.cells(row):
            if left <= x < left + width:
                return item
        return None

    def rectangle(self, item: int) -> tuple[int, int, int, int]:
        """(left, top, width, height) of one item."""
        row = self.row_of(item)
        _, left, width = self.cells(row)[item - int(self.starts[row])]
        return left, int(self.tops[row]), width, int(self.heights[row])

    def beside(self, item: int, *, rows: int) -> int:
        """The item `rows` further down (up if negative) that lies nearest under the middle of this one."""
        row = self.row_of(item)
        other = min(max(row + rows, 0), self.rows - 1)
        if other == row:
            return item
        _, left, width = self.cells(row)[item - int(self.starts[row])]
        middle = left + width / 2
        return min(self.cells(other), key=lambda c: abs(c[1] + c[2] / 2 - middle))[0]


def running_edges(aspects: NDArray[np.float32]) -> NDArray[np.float64]:
    """The running sum that `justify` needs; made once for a list of results, whatever its width and zoom."""
    edges = np.zeros(len(aspects) + 1)
    np.cumsum(np.clip(aspects, NARROWEST, WIDEST), out=edges[1:], dtype=np.float64)
    return edges


def justify(
    edges: NDArray[np.float64], *, sections: NDArray[np.int64], measures: Measures
) -> Layout:
    """`sections[s]` is the first item of section s; the first section starts at 0. No items give no rows."""
    count = len(edges) - 1
    if count == 0:
        return _nothing(edges, measures)
    starts = _row_starts(edges, sections, measures)
    ends = np.append(starts[1:], count)
    opens = np.isin(starts, sections)
    heights = _heights(edges, starts, ends, np.append(opens[1:], True), measures)
    steps = heights + measures.gap
    section_of = np.cumsum(opens) - 1
    heads = np.array(measures.heads, dtype=np.int64)
    before = np.cumsum(heads)[section_of] + section_of * measures.foot
    tops = np.cumsum(steps) - steps + before
    return Layout(
        starts=np.append(starts, count),
        tops=tops,
        heights=heights,
        head_tops=tops[opens] - heads,
        total=int(tops[-1] + heights[-1] + measures.foot),
        edges=edges,
        width=measures.width,
        gap=measures.gap,
    )


def _row_starts(
    edges: NDArray[np.float64], sections: NDArray[np.int64], measures: Measures
) -> NDArray[np.int64]:
    count = len(edges) - 1
    lengths = np.diff(np.append(sections, count))
    line = edges * measures.height
    line += np.arange(count + 1) * float(measures.gap)
    middles = (line[:-1] + line[1:]) / 2
    if count <= WALKED:
        return _walked(line, middles, np.append(sections[1:], count), measures)
    middles -= np.repeat(line[sections], lengths)
    middles /= measures.width + measures.gap
    rows = middles.astype(np.int64)
    new = np.empty(count, dtype=bool)
    np.not_equal(rows[1:], rows[:-1], out=new[1:])
    new[sections] = True
    return np.flatnonzero(new)


def _walked(
    line: NDArray[np.float64],
    middles: NDArray[np.float64],
    section_ends: NDArray[np.int64],
    measures: Measures,
) -> NDArray[np.int64]:
    beyond = line[:-1] + measures.width + measures.gap
    following = np.searchsorted(middles, beyond, side="left").tolist()
    starts, item = [], 0
    for end in section_ends.tolist():
        while item < end:
            starts.append(item)
            item = min(max(following[item], item + 1), end)
    return np.array(starts, dtype=np.int64)


def _heights(
    edges: NDArray[np.float64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    closes: NDArray[np.bool_],
    measures: Measures,
) -> NDArray[np.int64]:
    """Full rows fill the width; the last row of a section keeps the height asked for unless it is too wide."""
    full = (measures.width - (ends - starts - 1) * measures.gap) / (edges[ends] - edges[starts])
    height = float(measures.height)
    heights = np.where(closes, np.minimum(full, height), np.minimum(full, height * TALLEST))
    return np.maximum(np.rint(heights), 1).astype(np.int64)


def _nothing(edges: NDArray[np.float64], measures: Measures) -> Layout:
    none = np.empty(0, dtype=np.int64)
    return Layout(
        starts=np.zeros(1, dtype=np.int64),
        tops=none,
        heights=none,
        head_tops=none,
        total=0,
        edges=edges,
        width=measures.width,
        gap=measures.gap,
    )
