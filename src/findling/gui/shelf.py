"""The rows behind the visible cells: fetched lazily, kept while they may be looked at again. Pure.

A row that grew stale is shown until the fresh one is there, rather than nothing.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from findling.core.query import Hit
from findling.gui.cell import Cell, make_cell
from findling.gui.services import ListRow

HELD = 5000
"""Rows kept: many screens full, a few megabytes."""


class Shelf:
    def __init__(self) -> None:
        self._rows: OrderedDict[int, tuple[ListRow, int]] = OrderedDict()
        self._cells: dict[int, Cell] = {}
        self._hits: dict[int, Hit] = {}
        self._edition = 0

    def renew(self, hits: dict[int, Hit]) -> None:
        """Another answer, or the library changed: what is held may be stale."""
        self._edition += 1
        self._hits = hits
        self._cells.clear()

    def cell(self, item_id: int) -> Cell | None:
        cell = self._cells.get(item_id)
        if cell is None and (held := self._rows.get(item_id)) is not None:
            cell = self._cells[item_id] = make_cell(held[0], self._hits.get(item_id))
        return cell

    def wanting(self, ids: Iterable[int]) -> list[int]:
        """Those of `ids` whose row is not there or stale."""
        rows, edition = self._rows, self._edition
        return [i for i in ids if i not in rows or rows[i][1] != edition]

    def put(self, rows: Sequence[ListRow]) -> None:
        for row in rows:
            self._rows[row.id] = (row, self._edition)
            self._rows.move_to_end(row.id)
            self._cells.pop(row.id, None)
        while len(self._rows) > HELD:
            gone, _ = self._rows.popitem(last=False)
            self._cells.pop(gone, None)
