"""Cuts items into rows: justified, each in its own shape, or squares. Pure numpy, any thread.

Up to `WALKED` items, each row ends where it comes nearest to the width. In longer lists an item belongs to the row its
middle falls into when the whole section is laid out as one endless line, so that any run of rows can be cut by itself.
Only the ends of sections are cut at once; what lies between comes in runs of `RUN` rows that all get the same room, and
their rows are drawn a little taller or lower to fill it. A million items cost 2 ms instead of 30.
"""

import numpy as np
from numpy.typing import NDArray

from findling.gui.layout import Layout, Measures, Pieces, Rows, whole_layout

NARROWEST, WIDEST = 0.4, 3.6
"""Cells keep to these aspects; what lies beyond is cropped."""
TALLEST = 1.5
"""A row is never more than this taller than asked for; it ends early instead."""

WALKED = 20_000
"""Items up to which rows are found one after the other (about 4 ms)."""
RUN = 32
"""Rows that get their room together: their mean height lies within a few hundredths of that of all."""
SAMPLE = 16
"""Runs whose height is taken, to know that of all."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def running_edges(aspects: NDArray[np.float32]) -> Floats:
    """The running sum that `justify` needs; made once for a list of results, whatever its width and zoom."""
    edges = np.zeros(len(aspects) + 1)
    np.cumsum(np.clip(aspects, NARROWEST, WIDEST), out=edges[1:], dtype=np.float64)
    return edges


def justify(edges: Floats, *, sections: Ints, measures: Measures) -> Layout:
    """`sections[s]` is the first item of section s; the first section starts at 0. No items give no rows."""
    count = len(edges) - 1
    if count > WALKED:
        return _LongLine(edges, sections=sections, measures=measures).layout()
    if count == 0:
        return _nothing(measures, edges=edges)
    starts = _walked(edges, sections, measures)
    opens = np.searchsorted(starts, sections)
    bounds = np.append(starts, count)
    closes = np.append(opens[1:], len(starts)) - 1
    heights = np.rint(_heights(edges, bounds, closes, measures)).astype(np.int64)
    return _stacked(bounds, heights, opens, measures, edges=edges)


def squares(count: int, *, sections: Ints, measures: Measures) -> Layout:
    """Every item in a square of about `measures.height`, so that full rows fill the width."""
    if count == 0:
        return _nothing(measures, edges=None)
    columns = square_columns(measures)
    side = round((measures.width + measures.gap) / columns) - measures.gap
    rows = -(-np.diff(np.append(sections, count)) // columns)
    opens = np.cumsum(rows) - rows
    starts = np.arange(int(rows.sum()), dtype=np.int64)
    starts -= np.repeat(opens, rows)
    starts *= columns
    starts += np.repeat(sections, rows)
    heights = np.full(len(starts), max(1, side), dtype=np.int64)
    bounds = np.append(starts, count)
    return _stacked(bounds, heights, opens, measures, edges=None, columns=columns)


def square_columns(measures: Measures) -> int:
    side = max(1, measures.height)
    return max(1, round((measures.width + measures.gap) / (side + measures.gap)))


class _LongLine:
    """Many items, cut in runs: `first_rows[r]` is a run's first row counted within its section."""

    def __init__(self, edges: Floats, *, sections: Ints, measures: Measures) -> None:
        self._edges, self._measures = edges, measures
        self._pitch = float(measures.width + measures.gap)
        self._sections = sections
        self._ends = np.append(sections[1:], len(edges) - 1)
        self._bases = self._line(sections)
        rows = ((self._middles(self._ends - 1) - self._bases) / self._pitch).astype(
            np.int64
        ) + 1
        runs = -(-rows // RUN)
        self._opens = np.cumsum(runs) - runs
        """The first run of each section."""
        self._lasts = self._opens + runs - 1
        self._section = np.repeat(np.arange(len(sections)), runs)
        self._is_last = np.zeros(len(self._section), dtype=bool)
        self._is_last[self._lasts] = True
        self._first_rows = (np.arange(len(self._section)) - self._opens[self._section]) * RUN
        self._counts = np.minimum(rows[self._section] - self._first_rows, RUN)
        self._room = self._rooms()

    def layout(self) -> Layout:
        heads = np.array(self._measures.heads, dtype=np.int64)
        steps = np.append(0, self._room)
        steps[self._opens] += heads
        steps[self._opens[1:]] += self._measures.foot
        self._tops = np.cumsum(steps[:-1])
        pieces = Pieces(
            items=len(self._edges) - 1,
            rows=np.append(0, np.cumsum(self._counts)),
            tops=self._tops,
            of=self._run_of,
            cut=self._cut,
        )
        bottom = int(self._tops[-1] + self._room[-1]) - self._measures.gap
        return Layout(
            pieces,
            head_tops=self._tops[self._opens] - heads,
            total=bottom + self._measures.foot,
            width=self._measures.width,
            gap=self._measures.gap,
            edges=self._edges,
        )

    def _line(self, places: Ints) -> Floats:
        """Where items begin, everything in one line."""
        line = self._edges[places] * float(self._measures.height)
        line += places * float(self._measures.gap)
        return line

    def _middles(self, items: Ints) -> Floats:
        """Of items in the line, each with its gap."""
        middles = self._edges[items] + self._edges[items + 1]
        middles *= self._measures.height / 2
        middles += items * float(self._measures.gap)
        middles += self._measures.gap / 2
        return middles

    def _run_of(self, item: int) -> int:
        section = int(np.searchsorted(self._sections, item, side="right")) - 1
        along = float(self._middles(np.array([item]))[0]) - float(self._bases[section])
        run = int(self._opens[section]) + int(along / self._pitch) // RUN
        return min(run, int(self._lasts[section]))

    def _first_items(self, runs: Ints) -> Ints:
        """The first item whose middle lies in the run: for all these runs at once, by halving."""
        section = self._section[runs]
        sought = self._bases[section] + self._first_rows[runs] * self._pitch
        low, high = self._sections[section], self._ends[section] - 1
        for _ in range(int((high - low).max(initial=0)).bit_length()):
            half = (low + high) >> 1
            before = self._middles(half) < sought
            low = np.where(before, half + 1, low)
            high = np.where(before, high, half)
        return low

    def _bounds(self, runs: Ints) -> tuple[Ints, Ints]:
        """The first items of these runs and those after their last ones."""
        ends = self._ends[self._section[runs]]
        inner = np.flatnonzero(~self._is_last[runs])
        ends[inner] = self._first_items(runs[inner] + 1)
        return self._first_items(runs), ends

    def _rooms(self) -> Ints:
        """The ends of sections get what they need, all others what a few of them need."""
        others = np.flatnonzero(~self._is_last)
        rooms = np.empty(len(self._counts), dtype=np.int64)
        rooms[self._lasts] = self._needed(self._lasts)
        if len(others):
            sample = others[np.linspace(0, len(others) - 1, SAMPLE).astype(np.int64)]
            rooms[others] = round(float(self._needed(sample).mean()))
        return rooms

    def _needed(self, runs: Ints) -> Ints:
        heights, starts, firsts = self._exact(runs)
        steps = (np.rint(heights).astype(np.int64) + self._measures.gap) * (np.diff(starts) > 0)
        return np.add.reduceat(steps, firsts)

    def _exact(self, runs: Ints) -> tuple[Floats, Ints, Ints]:
        """Of these runs together: the heights of their rows, their rows' first items, each run's first row.

        The items count on from the first as if the runs came one after the other.
        """
        rows = self._counts[runs]
        begins, ends = self._bounds(runs)
        counts = ends - begins
        places = np.cumsum(counts) - counts
        items = np.arange(int(counts.sum())) + np.repeat(begins - places, counts)
        middles = self._middles(items)
        bases = self._bases[self._section[runs]] + self._first_rows[runs] * self._pitch
        middles -= np.repeat(bases, counts)
        middles /= self._pitch
        row = middles.astype(np.int32)
        firsts = np.cumsum(rows) - rows
        np.clip(row, 0, np.repeat((rows - 1).astype(np.int32), counts), out=row)
        row += np.repeat(firsts.astype(np.int32), counts)
        starts = np.append(0, np.cumsum(np.bincount(row, minlength=int(rows.sum()))))
        sums = np.append(0.0, np.cumsum(self._edges[items + 1] - self._edges[items]))
        closes = (firsts + rows - 1)[self._is_last[runs]]
        return _heights(sums, starts, closes, self._measures), starts + begins[0], firsts

    def _cut(self, run: int) -> Rows:
        heights, starts, _ = self._exact(np.array([run]))
        gaps = (np.diff(starts) > 0) * self._measures.gap
        heights = np.where(gaps > 0, heights, 0.0)
        if not self._is_last[run]:
            heights *= (self._room[run] - gaps.sum()) / heights.sum()
            ends = np.rint(np.cumsum(heights)).astype(np.int64) + np.cumsum(gaps)
        else:
            ends = np.cumsum(np.rint(heights).astype(np.int64) + gaps)
        tops = np.append(0, ends[:-1])
        return Rows(
            starts=starts,
            tops=tops + self._tops[run],
            heights=ends - tops - gaps,
        )


def _walked(edges: Floats, sections: Ints, measures: Measures) -> Ints:
    line = edges * measures.height
    line += np.arange(len(edges)) * float(measures.gap)
    middles = (line[:-1] + line[1:]) / 2
    beyond = line[:-1] + measures.width + measures.gap
    following = np.searchsorted(middles, beyond, side="left").tolist()
    starts, item = [], 0
    for end in np.append(sections[1:], len(edges) - 1).tolist():
        while item < end:
            starts.append(item)
            item = min(max(following[item], item + 1), end)
    return np.array(starts, dtype=np.int64)


def _heights(edges: Floats, bounds: Ints, closes: Ints, measures: Measures) -> Floats:
    """Full rows fill the width; the last row of a section keeps the height asked for unless it is too wide."""
    full = measures.width - (np.diff(bounds) - 1) * float(measures.gap)
    full /= np.maximum(np.diff(edges[bounds]), 1e-9)
    full[closes] = np.minimum(full[closes], float(measures.height))
    return np.clip(full, 1.0, measures.height * TALLEST)


def _stacked(
    bounds: Ints,
    heights: Ints,
    opens: Ints,
    measures: Measures,
    *,
    edges: Floats | None,
    columns: int = 0,
) -> Layout:
    """Rows under each other, with room for the headings before those that open a section."""
    heads = np.array(measures.heads, dtype=np.int64)
    steps = np.append(0, heights + measures.gap)
    steps[opens] += heads
    steps[opens[1:]] += measures.foot
    tops = np.cumsum(steps[:-1])
    rows = Rows(starts=bounds, tops=tops, heights=heights)
    head_tops = tops[opens] - heads
    return whole_layout(
        rows, head_tops=head_tops, measures=measures, edges=edges, columns=columns
    )


def _nothing(measures: Measures, *, edges: Floats | None) -> Layout:
    none = np.empty(0, dtype=np.int64)
    rows = Rows(starts=np.zeros(1, dtype=np.int64), tops=none, heights=none)
    return whole_layout(rows, head_tops=none, measures=measures, edges=edges)
