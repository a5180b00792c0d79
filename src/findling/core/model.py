"""The nouns of the library as frozen values. Pure data: any thread, any process, picklable."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType

import numpy as np
from numpy.typing import NDArray

FolderId = NewType("FolderId", int)
FileId = NewType("FileId", int)
ItemId = NewType("ItemId", int)
SpanId = NewType("SpanId", int)
SpaceId = NewType("SpaceId", str)
ContentHash = NewType("ContentHash", bytes)
"""16 bytes: xxh3-128 of a content (see `findling.media.identity`)."""

Vector = NDArray[np.float32]
"""Shape (dimensions,)."""
Pixels = NDArray[np.uint8]
"""Shape (height, width, 3), RGB, already turned upright."""
Samples = NDArray[np.float32]
"""Shape (n,), one channel, 16 000 a second, within -1 to 1."""
SAMPLE_RATE = 16_000


class Kind(StrEnum):
    PHOTO = "photo"
    CLIP = "clip"
    RECORDING = "recording"
    DOCUMENT = "document"


class FolderState(StrEnum):
    PRESENT = "present"
    AWAY = "away"


class FileState(StrEnum):
    PRESENT = "present"
    MISSING = "missing"


class ItemState(StrEnum):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class Scope(StrEnum):
    """Which contents a space is responsible for."""

    ALL = "all"
    LOCAL_ONLY = "local-only"
    """Those with a file in a folder that is marked *local only*: one such file keeps the content here."""
    SENDABLE = "sendable"
    """All others."""


class Strength(StrEnum):
    STRONG = "strong"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFolder:
    id: FolderId
    path: Path
    state: FolderState
    away_since: datetime | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    local_only: bool = False
    """Nothing of what lies in it is ever sent anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one `stat` said about one regular file in a watched folder."""

    path: Path
    size: int
    mtime_ns: int
    inode: int
    device: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One path in a watched folder, as the catalogue knows it. No kind: looked at, and not media."""

    id: FileId
    folder_id: FolderId
    path: Path
    kind: Kind | None
    size: int
    mtime_ns: int
    inode: int
    device: int
    state: FileState
    item_id: ItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAt:
    """When a content was made: the wall clock there, and its distance from UTC where it is known."""

    local: datetime
    offset_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Degrees, WGS 84; north and east are positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a look inside a content tells about it, independent of any provider."""

    kind: Kind
    format: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    pages: int | None = None
    has_sound: bool = False
    taken: TakenAt | None = None
    place: Place | None = None
    camera: str | None = None
    title: str | None = None
    artist: str | None = None
    album: str | None = None
    author: str | None = None
    colour: int = 0x808080
    """Main colour, 0xRRGGBB: the placeholder until the thumbnail is there."""
    look: int | None = None
    """64-bit difference hash of the picture; near-identical pictures differ in few bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What one vector stands for. All None: the whole content. Seconds, or a page counted from 1."""

    start: float | None = None
    end: float | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The decoded facts of one span that a provider embeds; never a path."""

    kind: Kind
    images: tuple[Pixels, ...] = ()
    """A photo: one. A clip's window: its frames in order. A document: the page."""
    sound: Samples | None = None
    text: str | None = None
    """A page's text, or the title and tags that a recording or clip carries."""
    pdf: bytes = b""
    """The page as a document of its own, where the provider wants it so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a service counts and bills, by modality."""

    text: int = 0
    image: int = 0
    audio: int = 0
    video: int = 0
    document: int = 0

    @property
    def total(self) -> int:
        return self.text + self.image + self.audio + self.video + self.document

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(
            text=self.text + other.text,
            image=self.image + other.image,
            audio=self.audio + other.audio,
            video=self.video + other.video,
            document=self.document + other.document,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPart:
    """One part of what is sent: words (`text/plain`, UTF-8) or an encoded medium."""

    mime: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What is sent of one span: a content of one or several parts that becomes one vector.

    `digest` (16 bytes) names exactly these parts: what was answered once is never sent again.
    """

    digest: bytes
    parts: tuple[MediaPart, ...]
    tokens: Tokens
    """As the service is expected to bill it."""

    @property
    def size(self) -> int:
        """Bytes, before they are written as base64."""
        return sum(len(part.data) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    name: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    vector: Vector
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why something could not be read or embedded, in a person's words.

    `code` is stable and for scripts; `reason` is one sentence; `hint` is what would help.
    `lasting` failures are of the content itself: trying again cannot help until it changes.
    """

    code: str
    reason: str
    hint: str
    lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanContent:
    """One span of a decoded content: its words, and its vector once a provider has seen it."""

    span: Span
    text: str = ""
    embedded: Embedded | None = None
    payload: Payload | None = None
    """What a remote provider is to be sent of it. A span without (a page of a group, say) has words only."""
    tokens: Tokens | None = None
    """What sending it is expected to count, also where it was only looked at and there is no payload."""
    source: bytes = b""
    """Digest of the pixels or samples that its payload will be made of, where a look had them: equal ones become equal
    payloads, and are sent once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Everything a decode process found out about one content."""

    facts: Facts
    thumbnail: bytes
    """An encoded WebP picture, or empty where nothing could be drawn."""
    spans: tuple[SpanContent, ...] = ()
    looked_at: bool = False
    """Only looked at: the vectors are still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one space answers for: these contents, cut as `plan` says."""

    space: SpaceId
    plan: str
    scope: Scope = Scope.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """One embedding model at one preprocessing version. Vectors of two spaces are never compared."""

    id: SpaceId
    dimensions: int
    prefixes: tuple[int, ...] = ()
    """Widths at which a renormalised prefix is itself a good vector (Matryoshka); empty if none."""
    kinds: frozenset[Kind] = field(default_factory=lambda: frozenset(Kind))
