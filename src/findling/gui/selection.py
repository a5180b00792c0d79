"""What is chosen in the grid: a mask, the current item and the anchor of Shift. Pure, no Qt.

A mask, so that choosing all of a million costs one fill.
"""

import numpy as np
from numpy.typing import NDArray


class Selection:
    def __init__(self, count: int = 0) -> None:
        self.mask: NDArray[np.bool_] = np.zeros(count, dtype=bool)
        self.current: int | None = None
        self.anchor: int | None = None
        self._kept: NDArray[np.bool_] | None = None
        """What was chosen when the anchor was set, beside a run from it that is still being drawn out."""

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    def __contains__(self, item: int) -> bool:
        return bool(self.mask[item])

    def items(self) -> list[int]:
        return [int(i) for i in np.flatnonzero(self.mask)]

    def choose(self, item: int) -> None:
        """This one alone."""
        self.mask[:] = False
        self.mask[item] = True
        self._kept = None
        self.current = self.anchor = item

    def toggle(self, item: int) -> None:
        """This one too, or no longer (Ctrl)."""
        self.mask[item] = not self.mask[item]
        self._kept = self.mask.copy()
        self.current = self.anchor = item

    def extend(self, item: int, *, add: bool = False) -> None:
        """Everything from the anchor to this one (Shift); what was chosen before stays if `add` (Ctrl and Shift)."""
        start = self.anchor if self.anchor is not None else 0
        if add and self._kept is not None:
            self.mask = self._kept.copy()
        elif not add:
            self.mask[:] = False
        self.mask[min(start, item) : max(start, item) + 1] = True
        self.current, self.anchor = item, start

    def take(self, items: NDArray[np.int64], *, beside: NDArray[np.bool_] | None) -> None:
        """These, and what `beside` holds; the current one stays among them or is none."""
        if beside is None:
            self.mask[:] = False
        else:
            self.mask[:] = beside
        self.mask[items] = True
        self._kept = None
        if self.current is not None and not self.mask[self.current]:
            self.current = self.anchor = None

    def look_at(self, item: int | None) -> None:
        """The current one, from which Shift goes on; what is chosen stays (Ctrl with an arrow)."""
        self.current = self.anchor = item
        self._kept = None if item is None else self.mask.copy()

    def choose_all(self) -> None:
        self.mask[:] = True
        self._kept = None
        if self.current is None and len(self.mask):
            self.current = self.anchor = 0

    def clear(self) -> None:
        self.mask[:] = False
        self._kept = None
        self.current = self.anchor = None

    def moved(self, old: NDArray[np.int64], new: NDArray[np.int64]) -> "Selection":
        """The same choice by id when the list became another one; what is gone is dropped."""
        result = Selection(len(new))
        if self.current is None and not self.mask.any():
            return result
        result.mask = np.isin(new, old[self.mask])
        result.current = _place(self.current, old, new)
        result.anchor = _place(self.anchor, old, new)
        return result


def _place(item: int | None, old: NDArray[np.int64], new: NDArray[np.int64]) -> int | None:
    if item is None:
        return None
    places = np.flatnonzero(new == old[item])
    return int(places[0]) if len(places) else None
