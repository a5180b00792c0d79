"""What the commands are given to work with; `findling.app` builds it, each service only when asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.settings import Settings

if TYPE_CHECKING:  # a command imports only the services that it uses
    from findling.ingest.service import Ingest
    from findling.search.browse import Browse
    from findling.search.service import SearchService


class Toolbox(Protocol):
    """One library and the services over it. Everything opened through it is closed by `close`."""

    @property
    def paths(self) -> LibraryPaths: ...
    @property
    def settings(self) -> Settings: ...
    def ingest(self, publish: Publish) -> "Ingest":
        """The one writer; FindlingError "library-busy" when another program holds the library."""
        ...

    def search(self) -> "SearchService": ...
    def browse(self) -> "Browse": ...
    def use_provider(self, name: str) -> None:
        """Writes the choice into the library's settings. FindlingError for an unknown name."""
        ...

    def window(self, *, query: str | None) -> int:
        """Opens the window over this library; returns its exit code."""
        ...

    def close(self) -> None: ...


OpenToolbox = Callable[[Path | None], Toolbox]
