"""The one door to a file's content: open, tell what it is, hand it to the handler of its kind.

Runs inside decode processes. Called by the worker; handlers import only the values below.
"""

import math
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from PIL import Image

from findling.core.cut import Cut
from findling.core.errors import NotMedia
from findling.core.model import Facts, Kind, Parts, Span
from findling.core.viewing import Box
from findling.media.cropping import area
from findling.media.failures import failure
from findling.media.identity import open_regular
from findling.media.impostors import describe
from findling.media.sniff import HEAD, Claim, sniff

THUMBNAIL = 480
"""Long side of a thumbnail, in pixels."""
PICTURE = 1024
"""Longest side of `Reading.picture`, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """How contents are cut into spans, and how large their parts are: seconds, frames, pages, pixels.

    The defaults are what the built-in provider sees; what is sent away is cut otherwise.
    """

    clip_window: float
    clip_frames: int
    """Frames in a window: always so many, or at most so many where they go by the second."""
    recording_window: float
    document_pages: int
    frames_a_second: float = 0.0
    """0: a window's number of frames does not depend on its length."""
    longest_clip: float = math.inf
    """Seconds that no window exceeds, not even with a rest that joins it."""
    longest_recording: float = math.inf
    photo_side: int = PICTURE
    frame_side: int = 640
    page_side: int = 448
    every_page: bool = False
    """Each page is drawn, not only the first ones and those with little text."""
    page_documents: int = 0
    """So many pages from the first one on are also made documents of their own."""
    window_effort: int = 1
    """Times the pixels that may be decoded on the way to a window's frames."""
    clip_effort: int = 1
    """The same for a whole clip."""
    still_frames: int = 0
    """What is left of a window's frames where they are all alike; 0: all of them."""
    outlines: bool = False
    """Only what can be told without decoding frames or drawing pages."""
    cut: Cut | None = None
    """The part that is meant: only it has spans, and only its area is in their pictures."""

    def stretch(self, seconds: float) -> tuple[float, float]:
        """Start and end of what is meant of so many seconds. MediaError where that is nothing."""
        span = self.cut.span if self.cut is not None else Span()
        start, end = span.start or 0.0, min(seconds, span.end or seconds)
        if start and start >= end:
            raise failure("no-such-part", what="it is not as long as that")
        return start, max(start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the parts of a span would come to that was not decoded."""

    frames: int = 0
    sound: float = 0.0
    """Seconds of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanParts:
    span: Span
    parts: Parts
    outline: Outline | None = None
    """Instead of frames and sound, where the plan asks for outlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One content, looked at. `picture` is RGB, upright, at most `PICTURE` pixels long.

    `spans` is lazy: frames and pages are decoded while it is consumed, and it may raise
    MediaError on the way. It opens the file inside the generator, so that one that was never
    started holds nothing.
    """

    facts: Facts
    picture: Image.Image | None
    spans: Iterator[SpanParts]

    def close(self) -> None:
        """Lets go of the file. Idempotent; needed where `spans` is not consumed to its end."""
        close = getattr(self.spans, "close", None)
        if close is not None:
            close()


Handler = Callable[[Path, Claim, ReadPlan], Reading]

HANDLERS: dict[Kind, tuple[str, str]] = {
    Kind.PHOTO: ("findling.media.photo", "read_photo"),
    Kind.CLIP: ("findling.media.clip", "read_clip"),
    Kind.RECORDING: ("findling.media.recording", "read_recording"),
    Kind.DOCUMENT: ("findling.media.document", "read_document"),
}
"""Kind -> module and function. By name, because each brings its own heavy library."""


def handler(kind: Kind) -> Handler:
    module, function = HANDLERS[kind]
    return cast(Handler, getattr(import_module(module), function))


def read(path: Path, plan: ReadPlan) -> Reading:
    """Looks inside one file.

    Raises NotMedia (none of the kinds, or no regular file), MediaError (claims to be one and
    cannot be read), FileNotFoundError (gone meanwhile).
    """
    claim = claim_of(path)
    try:
        reading = handler(claim.kind)(path, claim, plan)
    except MemoryError as error:
        raise failure("too-much-memory") from error
    box = plan.cut.box if plan.cut is not None else None
    return reading if box is None else replace(reading, spans=_cropped(reading.spans, box))


def _cropped(spans: Iterator[SpanParts], box: Box) -> Iterator[SpanParts]:
    """The same spans with that area alone. What is read or heard is not of the area: it is left out where there is a
    picture."""
    with closing(cast(Generator[SpanParts, None, None], spans)):
        for span in spans:
            parts = span.parts
            if parts.images:
                images = tuple(area(image, box) for image in parts.images)
                parts = replace(parts, images=images, sound=None, text=None, pdf=b"")
            yield replace(span, parts=parts)


def claim_of(path: Path) -> Claim:
    """What a file is by its content. Raises as `read` does."""
    with open_regular(path) as file:
        head = file.read(HEAD)
    claim = sniff(head, path.name)
    if claim is None:
        raise NotMedia(path.name)
    if not head:
        raise failure("empty")
    if not claim.by_content:
        raise _not_what_it_says(head, claim)
    return claim


def _not_what_it_says(head: bytes, claim: Claim) -> Exception:
    actual = describe(head)
    if actual is None:
        return failure("damaged", what="its beginning is not that of any known format")
    return failure("mislabelled", claimed=claim.format.upper(), actual=actual)
