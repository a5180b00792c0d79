"""What goes into the catalogue and what comes out of it, beyond the shared words.

Pure data: any thread.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, NewType

import numpy as np
from numpy.typing import NDArray

from findling.core.model import (
    ContentHash,
    Decoded,
    Failure,
    FileId,
    FolderId,
    Found,
    ItemId,
    ItemState,
    Kind,
    Tokens,
    Vector,
)

BatchId = NewType("BatchId", int)

MAX_ATTEMPTS = 2
"""A content that failed this often is tried again on request only."""

PAUSED = "paused"
"""Key in the meta table; "1" while reading is paused."""

KIND_CODES: dict[Kind, int] = {kind: code for code, kind in enumerate(Kind)}
"""How kinds are counted in arrays and columns: the order of `list(Kind)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A path seen for the first time. No kind: not media, remembered so as to be opened only once."""

    found: Found
    folder_id: FolderId
    kind: Kind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one scan or one burst of notices found; recorded in one transaction."""

    added: tuple[Added, ...] = ()
    changed: tuple[tuple[FileId, Found], ...] = ()
    """The same path with another content: unlinked from its item, pending again."""
    moved: tuple[tuple[FileId, Found, FolderId], ...] = ()
    """The same content at another path; keeps its item. A row that held the new path goes."""
    returned: tuple[tuple[FileId, Found], ...] = ()
    """A missing row seen again, unchanged."""
    gone: tuple[FileId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.moved or self.returned or self.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What is known already about a file's content, in the space and plan that were asked for."""

    item_id: ItemId
    state: ItemState
    attempts: int
    lasting: bool = False
    """The last failure was of the content itself."""
    looked: bool = False
    """It was looked at: what sending it would count is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    item_id: ItemId
    decoded: Decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A content that was only looked at: facts, words and expected tokens, no vectors."""

    item_id: ItemId
    decoded: Decoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """`item_id` is None for a file that failed before its content had a hash."""

    file_id: FileId
    item_id: ItemId | None
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything visible, newest first: four arrays of the same length.

    `item_ids`: a negative id is the negated id of a file that has no item yet.
    `kinds`: in the order of `list(Kind)`. `aspects`: width / height.
    `taken`: seconds since 1970 on the wall clock where it was made (else the file's own time).
    """

    item_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    aspects: NDArray[np.float32]
    taken: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.item_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """What a list shows about one item (with a negative id: about a file that has no item yet)."""

    id: int
    kind: Kind
    path: Path
    name: str
    """The file's name, fit to be shown even where it is no UTF-8."""
    state: ItemState
    content: ContentHash | None
    colour: int
    seconds: float | None
    pages: int | None
    taken: datetime | None
    files: int
    """How many present files have this content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMatch:
    """Words found in a name, folder, title, tag or text. A higher `rank` is a better match.

    `item_id` is the negated id of the file where that has no item yet.
    `exact`: the file's name, without its suffix, is what was asked for.
    `scattered`: each word stands on some page, but no page holds them all: a long text has most words.
    """

    item_id: int
    where: str
    page: int | None
    rank: float
    exact: bool
    scattered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service answered to one payload (named by its digest)."""

    payload: bytes
    vector: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One line of the ledger. No kind: a question. `spans`: vectors that came of it."""

    provider: str
    model: str
    kind: Kind | None
    spans: int
    tokens: Tokens
    usd: float
    batch: bool = False


class Expected(NamedTuple):
    """What sending some contents is expected to count. `spans`: vectors to ask for."""

    contents: int
    spans: int
    tokens: Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchEntry:
    """One payload (its digest) of a batch, and the content it is of; None when that was dropped meanwhile."""

    payload: bytes
    item_id: ItemId | None
    kind: Kind
    tokens: Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """An open batch. `service_name` is None until the service is known to have taken it."""

    id: BatchId
    name: str
    service_name: str | None
    entries: tuple[BatchEntry, ...]
    """In the order in which they were handed over."""
