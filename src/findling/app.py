"""The composition root: builds every long-lived object, knows the order in which they start and stop.

Nobody else builds services. A command builds only what it asks for; the window builds all of them, off the GUI thread.
"""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import cached_property
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from findling.core.errors import FindlingError
from findling.core.events import Event, Publish
from findling.core.library import LibraryPaths, find_library
from findling.core.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from findling.core.report import IndexState
    from findling.embedding.provider import EmbeddingProvider
    from findling.gui.services import Services
    from findling.ingest.service import Ingest
    from findling.search.browse import Browse
    from findling.search.service import SearchService
    from findling.vectors.nearest import Nearest
    from findling.worker.pool import DecodePool

LOG_BYTES = 4 << 20


def main(arguments: list[str]) -> int:
    """Runs a command, or opens the window when the words are no command. Returns the exit code."""
    from findling.cli.window_request import window_request

    asked = window_request(arguments)
    if asked is None:
        from findling.cli.commands import run

        return run(arguments, Library.open)
    return run_window_for(asked.library, query=asked.query)


def run_window_for(library: Path | None, *, query: str | None) -> int:
    try:
        opened = Library.open(library)
        try:
            return opened.window(query=query)
        finally:
            opened.close()
    except FindlingError as error:
        from findling.cli.terminal import print_error

        print_error(error)
        return 1


class Library:
    """One library and the services over it, each made when it is first asked for and closed in reverse order."""

    def __init__(self, paths: LibraryPaths, settings: Settings) -> None:
        self.paths = paths
        self.settings = settings
        self._stack = ExitStack()
        self._in_background = False
        """Whether files are read beside what a person does, and not because they wait for it."""
        if not paths.catalogue.exists():  # so that an empty library answers, too
            from findling.catalogue import open_writer

            open_writer(paths).close()

    @classmethod
    def open(cls, given: Path | None) -> "Library":
        """The library a person means. FindlingError when it cannot be made or its settings cannot be read."""
        paths = find_library(given)
        paths.create()
        _log_to(paths.log)
        return cls(paths, load_settings(paths.settings))

    def close(self) -> None:
        self._stack.close()

    # --- services for commands ---

    def ingest(self, publish: Publish) -> "Ingest":
        """The one writer. The caller closes it."""
        from findling.ingest.service import Ingest

        return Ingest(
            paths=self.paths,
            settings=self.settings,
            pool=self._pool,
            nearest=self._nearest,
            space=self._provider.space,
            publish=publish,
        )

    def search(self) -> "SearchService":
        """Follows what another process writes, and is ready to answer by meaning. The caller closes it."""
        service = self._search_service(follow=True, publish=_ignore)
        service.warm_up()
        with suppress(FindlingError):  # each answer says itself what could not be loaded
            service.wait_ready()
        return service

    def browse(self) -> "Browse":
        return self._browse(index=self._index_state)

    def use_provider(self, name: str) -> None:
        from findling.embedding.registry import open_provider

        open_provider(name).close()
        self.settings = replace(self.settings, provider=name)
        try:
            save_settings(self.paths.settings, self.settings)
        except OSError as error:
            raise FindlingError(
                "library-unwritable",
                f"The settings in {self.paths.settings} cannot be written: {error.strerror}.",
                hint="Check that the folder belongs to you and that the disk has room.",
            ) from error

    # --- the window ---

    def window(self, *, query: str | None) -> int:
        from findling.cli.display import has_display, no_display

        if not has_display():
            raise no_display()
        from findling.gui.window_app import run_window

        return run_window(
            self._build_for_window,
            self.close,
            query=query,
            instance_name=str(self.paths.root),
        )

    def _build_for_window(self, publish: Publish) -> "Services":
        from findling.gui.services import Services
        from findling.search.lane import SearchLane

        self._in_background = True
        ingest = self.ingest(publish)
        self._stack.callback(ingest.close)
        ingest.start(watch=True)
        browse = self._browse(index=self._nearest.state)
        self._stack.callback(browse.close)
        service = self._search_service(follow=False, publish=publish)
        lane = SearchLane(service)
        self._stack.callback(lane.close)
        service.warm_up()
        return Services(
            ingest=ingest, lane=lane, browse=browse, paths=self.paths, settings=self.settings
        )

    # --- what the services share ---

    def _browse(self, *, index: "Callable[[], IndexState]") -> "Browse":
        from findling.search.browse import Browse

        return Browse(
            self.paths,
            provider=self.settings.provider,
            space=self._provider.space.id,
            plan=self.settings.span_plan,
            index=index,
        )

    def _index_state(self) -> "IndexState":
        """How the index stands when nothing has loaded it yet."""
        from findling.catalogue import open_reader

        with closing(open_reader(self.paths)) as reader:
            self._nearest.load(reader)
        return self._nearest.state()

    def _search_service(self, *, follow: bool, publish: Publish) -> "SearchService":
        from findling.search.service import SearchService

        return SearchService(
            paths=self.paths,
            provider=lambda: self._provider,
            space=self._provider.space,
            nearest=self._nearest,
            pool=self._pool,
            follow=follow,
            publish=publish,
        )

    @cached_property
    def _pool(self) -> "DecodePool":
        from findling.worker.pool import DecodePool

        pool = DecodePool(settings=self.settings, background=self._in_background)
        self._stack.callback(pool.close)
        return pool

    @cached_property
    def _provider(self) -> "EmbeddingProvider":
        """Opened here only for questions; the decode processes open their own for files."""
        from findling.embedding.registry import open_provider

        return open_provider(self.settings.provider)

    @cached_property
    def _nearest(self) -> "Nearest":
        from findling.vectors.nearest import Nearest

        nearest = Nearest(self.paths.index / self._provider.space.id, self._provider.space)
        self._stack.callback(nearest.close)
        return nearest


def _ignore(_: Event) -> None:
    """Where nobody listens."""


class _LogFile(RotatingFileHandler):
    """A log that cannot be written (a library that belongs to someone else, a full disk) disturbs nobody."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def _log_to(path: Path) -> None:
    """Warnings and the steps of a run go to one small file in the library; FINDLING_LOG=debug says more."""
    root = logging.getLogger("findling")
    if root.handlers:
        return
    handler = _LogFile(path, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(os.environ.get("FINDLING_LOG", "info").upper())
    root.propagate = False
