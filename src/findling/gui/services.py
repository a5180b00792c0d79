"""What the window asks of the rest: small protocols, and the one frozen value that carries their makers.

Calls that may touch disk or database go through `Lane.run`; its callbacks, and those of futures, come on other
threads and go through the bridge.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, ItemId, ItemState, Kind, WatchedFolder
from findling.core.query import Answer, Filter, ItemDetails, SearchRequest
from findling.core.report import Estimate, FailureRow, FolderStatus, Status
from findling.core.settings import Settings
from findling.core.viewing import Viewer
from findling.embedding.keys import Found

T = TypeVar("T")


class Listing(Protocol):
    """Everything visible, newest first: arrays of one length (see the catalogue's listing)."""

    @property
    def item_ids(self) -> NDArray[np.int64]: ...
    @property
    def kinds(self) -> NDArray[np.uint8]: ...
    @property
    def aspects(self) -> NDArray[np.float32]: ...
    @property
    def taken(self) -> NDArray[np.int64]: ...


class ListRow(Protocol):
    """What a list shows about one item; a negative id is a file that has no item yet."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def path(self) -> Path: ...
    @property
    def name(self) -> str: ...
    @property
    def state(self) -> ItemState: ...
    @property
    def content(self) -> ContentHash | None: ...
    @property
    def colour(self) -> int: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def pages(self) -> int | None: ...
    @property
    def taken(self) -> datetime | None: ...
    @property
    def files(self) -> int: ...


class Ingest(Protocol):
    """Returns at once; slow work ends in a future."""

    def add_folder(self, path: Path) -> Future[WatchedFolder]: ...
    def remove_folder(self, path: Path) -> Future[int]: ...
    def set_local_only(self, path: Path, value: bool) -> Future[None]: ...
    def estimate(self) -> Future[Estimate | None]: ...
    def agree(self, usd: float) -> Future[None]: ...
    def retry_now(self) -> None: ...
    def retry_failures(self) -> Future[int]: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    @property
    def paused(self) -> bool: ...
    def look_first(self, paths: Sequence[Path]) -> None: ...


class Lane(Protocol):
    """One thread for searches and look-ups; the newest search wins."""

    def ask(
        self,
        request: SearchRequest,
        number: int,
        on_answer: Callable[[int, Answer | FindlingError], None],
    ) -> None: ...
    def run(
        self, function: Callable[[], T], on_done: Callable[[T | FindlingError], None]
    ) -> None: ...


class Browse(Protocol):
    """Only ever called on the lane's thread."""

    def listing(self, filters: Sequence[Filter]) -> Listing: ...
    def rows(self, ids: Sequence[int]) -> Sequence[ListRow]: ...
    def details(self, item_id: ItemId) -> ItemDetails | None: ...
    def folder_status(self) -> Sequence[FolderStatus]: ...
    def failures(self) -> Sequence[FailureRow]: ...
    def status(self) -> Status: ...


class Accounts(Protocol):
    """Keys and real calls. All of it may wait for a keychain or for the network: never on the GUI thread."""

    def key(self) -> Found | None: ...
    def store_key(self, text: str) -> None: ...
    def delete_key(self) -> None: ...
    def test(self, provider: str, settings: Settings, key: str | None) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    ingest: Ingest
    lane: Lane
    browse: Browse
    paths: LibraryPaths
    settings: Settings
    accounts: Accounts
    viewer: Viewer | None = None
