"""Months along the edge of the grid: which month lies where, and which years are written beside. Pure, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from findling.gui.results import Section


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """Months newest first, counted from January 1970, and the scroll value at which each comes to the top."""

    months: NDArray[np.int64]
    values: NDArray[np.int64]
    last: int
    """The largest scroll value."""

    def month_at(self, value: int) -> int:
        """The month at the top of the view."""
        place = int(np.searchsorted(self.values, value, side="right")) - 1
        return int(self.months[max(0, place)])

    def value_of(self, share: float) -> int:
        """The scroll value at a share of the edge's height, 0 to 1."""
        return round(min(max(share, 0.0), 1.0) * self.last)

    def share_of(self, value: int) -> float:
        return min(max(value / self.last, 0.0), 1.0) if self.last else 0.0

    def beside(self, value: int, *, months: int) -> int:
        """The value of the month that comes `months` later in the list (before it, if negative)."""
        place = int(np.searchsorted(self.values, value, side="right")) - 1
        if months < 0 and value > int(self.values[max(0, place)]):
            months += 1  # first to the beginning of this one
        return int(self.values[min(max(place + months, 0), len(self.values) - 1)])

    def beside_year(self, value: int, *, years: int) -> int:
        """The value of the first month shown of the year before or after the one at the top, where there is one."""
        begins = self._year_begins()
        place = int(np.searchsorted(self.values[begins], value, side="right")) - 1
        if years < 0 and value > int(self.values[begins[max(0, place)]]):
            years += 1
        return int(self.values[begins[min(max(place + years, 0), len(begins) - 1)]])

    def years(self, height: int, *, apart: int) -> list[tuple[int, int]]:
        """(year, pixels from the top): the first of every year that has `apart` pixels to the one before."""
        shown: list[tuple[int, int]] = []
        for place in self._year_begins():
            down = round(self.share_of(int(self.values[place])) * height)
            if not shown or down - shown[-1][1] >= apart:
                shown.append((1970 + int(self.months[place]) // 12, down))
        return shown

    def ticks(self, height: int, *, apart: int) -> list[int]:
        """Pixels from the top of the months, none nearer than `apart` to the one before."""
        shares = self.values / max(1, self.last)
        shown: list[int] = []
        for down in np.rint(np.clip(shares, 0.0, 1.0) * height).astype(int).tolist():
            if not shown or down - shown[-1] >= apart:
                shown.append(down)
        return shown

    def _year_begins(self) -> NDArray[np.int64]:
        return np.append(0, np.flatnonzero(np.diff(self.months // 12)) + 1)


def timeline(
    sections: Sequence[Section], head_tops: NDArray[np.int64], *, last: int
) -> Timeline | None:
    """None where the sections are no months, or all are one."""
    months = [section.month for section in sections if section.month is not None]
    if len(months) < 2 or len(months) != len(sections):
        return None
    values = np.minimum(head_tops, max(0, last))
    return Timeline(months=np.array(months, dtype=np.int64), values=values, last=max(0, last))
