"""What the commands are given to work with; `findling.app` builds it, each service only when asked for."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from findling.core.confinement import Confinement
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.model import WatchedFolder
from findling.core.report import (
    Estimate,
    FailureRow,
    FolderStatus,
    IndexSummary,
    Inspection,
    Status,
)
from findling.core.settings import Settings
from findling.embedding.keys import Found

if TYPE_CHECKING:  # a command imports only the services that it uses
    from findling.search.service import SearchService


class Ingest(Protocol):
    """The one writer, as the commands use it."""

    def folders(self) -> "Future[list[WatchedFolder]]": ...
    def add_folder(
        self, path: Path, *, local_only: bool = False
    ) -> "Future[WatchedFolder]": ...
    def set_local_only(self, path: Path, value: bool) -> "Future[None]": ...
    def remove_folder(self, path: Path) -> "Future[int]": ...
    def retry_failures(self) -> "Future[int]": ...
    def estimate(self) -> "Future[Estimate | None]": ...
    def agree(self, usd: float) -> "Future[None]": ...
    def bring_up_to_date(self, *, send: bool = True) -> IndexSummary: ...
    def start(self, *, watch: bool) -> None: ...
    def close(self) -> None: ...


class Row(Protocol):
    """Where an item is."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> Path: ...


class Browse(Protocol):
    """What is looked up without a question."""

    def rows(self, ids: Sequence[int]) -> Sequence[Row]: ...
    def folder_status(self) -> Sequence[FolderStatus]: ...
    def failures(self) -> Sequence[FailureRow]: ...
    def status(self) -> Status: ...
    def close(self) -> None: ...


class Accounts(Protocol):
    """The key and real calls. All of it may wait for a keychain or a network; no answer holds the key itself."""

    def key(self) -> Found | None:
        """Where a key is. FindlingError where there is no keychain to look in."""
        ...

    def store_key(self, text: str) -> None: ...
    def delete_key(self) -> None: ...
    def test(self, provider: str, settings: Settings, key: str | None) -> float:
        """One real call, with this key or the one that is kept; how long it took, in milliseconds.

        Raises Hold or FindlingError in words.
        """
        ...


class Toolbox(Protocol):
    """One library and the services over it. Everything opened through it is closed by `close`."""

    @property
    def paths(self) -> LibraryPaths: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def accounts(self) -> Accounts: ...
    def change_settings(self, settings: Settings, *, keep: bool = True) -> None:
        """Services opened from now on use these. `keep`: they are saved; else they hold for this command only."""
        ...

    def use_provider(self, name: str) -> None:
        """Writes the choice into the library's settings. FindlingError for an unknown name."""
        ...

    def ingest(self, publish: Publish) -> Ingest:
        """The one writer; FindlingError "library-busy" when another program holds the library."""
        ...

    def search(self) -> "SearchService": ...
    def browse(self) -> Browse: ...
    def inspect(self, *, repair: bool) -> Inspection:
        """The library held against itself; `repair`: what is derived is mended, under the writer's lock."""
        ...

    def confinement(self) -> Confinement:
        """What this system has to keep the processes that open files to reading."""
        ...

    def window(self, *, query: str | None) -> int:
        """Opens the window over this library; returns its exit code."""
        ...

    def close(self) -> None: ...


OpenToolbox = Callable[[Path | None], Toolbox]
