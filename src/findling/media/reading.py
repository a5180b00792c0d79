"""The one door to a file's content: open, tell what it is, hand it to the handler of its kind.

Runs inside decode processes. Called by the worker; handlers import only the values below.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from PIL import Image

from findling.core.errors import NotMedia
from findling.core.model import Facts, Kind, Parts, Span
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
    """How contents are cut into spans: seconds, frames a window, pages."""

    clip_window: float
    clip_frames: int
    recording_window: float
    document_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanParts:
    span: Span
    parts: Parts


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
    with open_regular(path) as file:
        head = file.read(HEAD)
    claim = sniff(head, path.name)
    if claim is None:
        raise NotMedia(path.name)
    if not head:
        raise failure("empty")
    if not claim.by_content:
        raise _not_what_it_says(head, claim)
    try:
        return handler(claim.kind)(path, claim, plan)
    except MemoryError as error:
        raise failure("too-much-memory") from error


def _not_what_it_says(head: bytes, claim: Claim) -> Exception:
    actual = describe(head)
    if actual is None:
        return failure("damaged", what="its beginning is not that of any known format")
    return failure("mislabelled", claimed=claim.format.upper(), actual=actual)
