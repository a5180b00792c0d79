"""What is known about one turn of a playback: everything from one seek to the next. A value that is filled."""

from collections import deque
from dataclasses import dataclass, field

from PySide6.QtGui import QImage


@dataclass(slots=True, kw_only=True)
class Turn:
    number: int = -1
    asked: float = 0.0
    """The second of the seek."""
    frames: deque[tuple[float, QImage]] = field(default_factory=deque)
    """Not shown yet."""
    latest: float = 0.0
    """The second of the newest that arrived."""
    shown: float = 0.0
    """The second of the frame that is seen."""
    told: float = -1.0
    """The second that was last spoken of."""
    framed: bool = False
    """A frame has arrived."""
    sounded: float | None = None
    """Where the sound that has arrived ends."""
    begun: bool = False
    """Enough has arrived to play."""
    end: float | None = None
    """Where the medium ends; None until the end has arrived."""
    at_end: bool = False
    stepped: bool = False
    """Frames were looked at one by one: the sound is no longer where the picture is."""
    due: int = 0
    """Frames that were stepped to and have not arrived."""
    scrubbed: float | None = None
    """Where a drag has gone meanwhile."""
