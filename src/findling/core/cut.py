"""Which part of a file is meant: some seconds, a page, an area. Pure data: any thread, any process, picklable."""

from dataclasses import dataclass, field

from findling.core.model import Span
from findling.core.viewing import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`span`: seconds of a clip or recording, or a page of a document. `box`: an area of the picture, frame or page."""

    span: Span = field(default_factory=Span)
    box: Box | None = None
