"""Which part of a clip or recording would be saved. A value; pure."""

from dataclasses import dataclass, replace
from typing import Self

from findling.core.query import Hit
from findling.gui import words

SHORTEST = 0.1


@dataclass(frozen=True, slots=True)
class Cut:
    """Seconds; None: from its start, to its end. What the person set is shown; what matched is only suggested."""

    start: float | None = None
    end: float | None = None
    by_hand: bool = False

    @classmethod
    def of(cls, hit: Hit | None, seconds: float | None) -> Self:
        """The part that matched best."""
        if hit is None or words.is_whole(hit.span, seconds):
            return cls()
        return cls(hit.span.start, hit.span.end)

    @property
    def shown(self) -> tuple[float | None, float | None]:
        return (self.start, self.end) if self.by_hand else (None, None)

    def starting(self, second: float) -> Self:
        end = self.end if self.end is not None and self.end > second + SHORTEST else None
        return replace(self, start=second, end=end, by_hand=True)

    def ending(self, second: float) -> Self:
        start = (
            self.start if self.start is not None and self.start < second - SHORTEST else None
        )
        return replace(self, start=start, end=second, by_hand=True)

    def part(self, seconds: float) -> tuple[float, float]:
        """Start and end within something that lasts so long."""
        end = min(self.end if self.end is not None else seconds, seconds or float("inf"))
        return min(self.start or 0.0, end), end
