"""Which layout a list of results gets: justified or in squares, at a width and a height. Pure, no Qt."""

import numpy as np
from numpy.typing import NDArray

from findling.gui.grid_rows import justify, running_edges, squares
from findling.gui.layout import Layout, Measures
from findling.gui.results import Results

GAP, FOOT = 6, 14


class Plan:
    """One per list of results; what any width and zoom needs is made once."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._sections = results.starts()
        self._edges: NDArray[np.float64] | None = None

    def layout(
        self, *, width: int, height: int, in_squares: bool, heads: tuple[int, ...]
    ) -> Layout:
        """Pixels; `heads`: the room for the heading above each section."""
        sections = self._sections
        if len(self._results) and not len(sections):
            sections, heads = np.zeros(1, dtype=np.int64), (0,)
        measures = Measures(width=width, height=height, gap=GAP, heads=heads, foot=FOOT)
        if in_squares:
            return squares(len(self._results), sections=sections, measures=measures)
        if self._edges is None:
            self._edges = running_edges(self._results.aspects)
        return justify(self._edges, sections=sections, measures=measures)
