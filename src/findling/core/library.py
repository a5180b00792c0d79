"""Where things lie inside one library directory, and which directory that is."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from findling.core.errors import FindlingError
from findling.core.model import ContentHash


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    root: Path

    @property
    def catalogue(self) -> Path:
        return self.root / "catalogue.db"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def window(self) -> Path:
        """How the window was left."""
        return self.root / "window.json"

    @property
    def index(self) -> Path:
        return self.root / "index"

    @property
    def log(self) -> Path:
        return self.root / "findling.log"

    @property
    def thumbnails(self) -> Path:
        return self.root / "thumbnails"

    def thumbnail(self, content: ContentHash) -> Path:
        name = content.hex()
        return self.thumbnails / name[:2] / f"{name}.webp"

    def create(self) -> None:
        """Makes the directory and those of its caches, readable by their owner only.

        One that is there and empty is closed to others; what else lies in a full one may be meant for them.
        """
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.catalogue.exists() and not any(self.root.iterdir()):
                with contextlib.suppress(PermissionError):  # it belongs to someone else
                    self.root.chmod(0o700)
            for cache in (self.index, self.thumbnails):
                with contextlib.suppress(PermissionError, FileExistsError):
                    cache.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FindlingError(
                "library-unwritable",
                f"The library cannot be made at {self.root}: {error.strerror}.",
                hint="Choose another place with --library DIR or FINDLING_LIBRARY.",
            ) from error


def private(name: str | os.PathLike[str], flags: int) -> int:
    """An `opener` for `open`: a file that is made is readable by its owner only."""
    return os.open(name, flags, 0o600)


def find_library(given: Path | None = None) -> LibraryPaths:
    """The library a person means: the one given, else FINDLING_LIBRARY, else the platform's place."""
    if given is None and (named := os.environ.get("FINDLING_LIBRARY")):
        given = Path(named)
    root = (
        given
        if given is not None
        else Path(platformdirs.user_data_dir("findling", appauthor=False))
    )
    return LibraryPaths(root.expanduser().absolute())
