"""Thumbnails are a cache: those that are gone are drawn again while nothing else is to do. Ingest thread only."""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Protocol, TypeVar

from findling.core.errors import MediaError, NotMedia
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Decoded
from findling.ingest.thumbnails import write_thumbnail

log = logging.getLogger(__name__)


T = TypeVar("T")


class Drawer(Protocol):
    def identify(self, path: Path) -> "Future[ContentHash]": ...

    def decode(self, path: Path, *, urgent: bool = False) -> "Future[Decoded]": ...


class Redraw:
    """Looks once which pictures are missing, then has them drawn one after the other; nothing is embedded anew."""

    def __init__(
        self,
        *,
        paths: LibraryPaths,
        pool: Drawer,
        contents: Callable[[], Iterable[tuple[ContentHash, Path]]],
        post: Callable[[Callable[[], None]], None],
        drawn: Callable[[int], None],
    ) -> None:
        self._paths = paths
        self._pool = pool
        self._contents = contents
        self._post = post
        self._drawn = drawn
        self._looked = False
        self._missing: deque[tuple[ContentHash, Path]] = deque()
        self._busy = False

    @property
    def behind(self) -> bool:
        """There is still something to look at or to draw."""
        return not self._looked or bool(self._missing) or self._busy

    @property
    def waits(self) -> bool:
        """A picture is being drawn: `rest` has nothing to do until it is there."""
        return self._busy

    def rest(self) -> None:
        """One step."""
        if not self._looked:
            self._looked = True
            self._missing = deque(self._find())
            if self._missing:
                log.info("%d thumbnails are gone and will be drawn again", len(self._missing))
        elif self._missing and not self._busy:
            self._draw(*self._missing.popleft())

    def _find(self) -> list[tuple[ContentHash, Path]]:
        kept = _names_below(self._paths.thumbnails)
        return [
            (content, path)
            for content, path in self._contents()
            if self._paths.thumbnail(content).name not in kept
        ]

    def _draw(self, content: ContentHash, path: Path) -> None:
        """First makes sure that the file still has this content: a picture goes by its content's name."""
        self._busy = True
        future = self._pool.identify(path)
        future.add_done_callback(lambda f: self._post(lambda: self._known(content, path, f)))

    def _known(self, content: ContentHash, path: Path, future: "Future[ContentHash]") -> None:
        if self._result(path, future) != content:
            self._busy = False
            return
        drawn = self._pool.decode(path)
        drawn.add_done_callback(lambda f: self._post(lambda: self._arrived(content, path, f)))

    def _arrived(self, content: ContentHash, path: Path, future: "Future[Decoded]") -> None:
        self._busy = False
        decoded = self._result(path, future)
        if decoded is None:
            return
        try:
            write_thumbnail(self._paths, content=content, picture=decoded.thumbnail)
        except OSError as error:
            log.warning("a thumbnail could not be kept: %s", error)
        else:
            self._drawn(1)

    def _result(self, path: Path, future: "Future[T]") -> T | None:
        try:
            return future.result()
        except CancelledError:  # the pool is closing
            self._missing.clear()
        except (MediaError, NotMedia, OSError) as error:
            log.info("no thumbnail of %r: %s", str(path), error)
        return None


def _names_below(folder: Path) -> set[str]:
    """Names of all files in the subfolders of `folder`."""
    names: set[str] = set()
    try:
        with os.scandir(folder) as subfolders:
            for sub in subfolders:
                if sub.is_dir(follow_symlinks=False):
                    names.update(os.listdir(sub.path))  # noqa: PTH208 (names, not paths, of a million files)
    except FileNotFoundError:
        return names
    return names
