"""The composition root: builds every long-lived object, knows the order in which they start and stop.

Nobody else builds services. A command builds only what it asks for; the window builds all of them, off the GUI thread.
"""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import cached_property, partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from findling.core.courtesy import Courtesy
from findling.core.errors import FindlingError
from findling.core.events import Event, Publish
from findling.core.library import LibraryPaths, find_library, private
from findling.core.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from findling.core.confinement import Confinement
    from findling.core.model import Duty, Scope, Tokens
    from findling.core.report import IndexState, Inspection
    from findling.core.viewing import Viewer
    from findling.embedding.accounts import Accounts
    from findling.gui.services import Services
    from findling.handing.service import Handing
    from findling.ingest.branches import Branch
    from findling.ingest.service import Ingest
    from findling.search.browse import Browse
    from findling.search.realms import Realm
    from findling.search.service import SearchService
    from findling.vectors.nearest import Nearest
    from findling.worker.pool import DecodePool

log = logging.getLogger(__name__)

LOG_BYTES = 4 << 20
BUILTIN = "builtin"
"""The provider that reads what must not leave this computer."""


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
        self._made: dict[str, Nearest] = {}
        self._owed: list[Tokens] = []
        """What questions came to that nobody here writes down at once; see `_pay`."""
        self._courtesy = Courtesy()
        self.in_background = False
        """Whether files are read beside what a person does, and not because they wait for it."""
        from findling.catalogue import needs_migration, open_writer

        if not paths.catalogue.exists() or needs_migration(paths):
            open_writer(paths).close()  # so that an empty or an older library answers, too

    @classmethod
    def open(cls, given: Path | None) -> "Library":
        """The library a person means. FindlingError when it cannot be made or its settings cannot be read."""
        paths = find_library(given)
        paths.create()
        _log_to(paths.log)
        return cls(paths, load_settings(paths.settings))

    def close(self) -> None:
        self._stack.close()
        self._pay()
        self._made.clear()
        self.__dict__.pop("_pool", None)
        self._stack = ExitStack()

    # --- services for commands ---

    def ingest(self, publish: Publish) -> "Ingest":
        """The one writer. The caller closes it."""
        from findling.ingest.service import Ingest

        return Ingest(
            paths=self.paths,
            settings=self.settings,
            pool=self._pool,
            branches=[self._branch(duty, name) for name, duty in self._duties.items()],
            publish=publish,
            courtesy=self._courtesy,
        )

    def search(self) -> "SearchService":
        """Follows what another process writes, and is ready to answer by meaning. The caller closes it."""
        service = self._search_service(follow=True, publish=_ignore, spent=self._owe)
        service.warm_up()
        with suppress(FindlingError):  # each answer says itself what could not be loaded
            service.wait_ready()
        return service

    def browse(self) -> "Browse":
        return self._browse(index=self._index_state)

    @cached_property
    def accounts(self) -> "Accounts":
        from findling.embedding.accounts import Accounts

        return Accounts()

    @cached_property
    def files(self) -> "Handing":
        """Stays when the services are made anew: what was done before can still be taken back."""
        from findling.handing.service import Handing

        return Handing()

    def inspect(self, *, repair: bool) -> "Inspection":
        """Everything in the library held against everything else; `repair`: what is derived is mended."""
        from findling.embedding.registry import describe_providers, space_of
        from findling.ingest import inspection

        spaces = [space_of(note.name, self.settings) for note in describe_providers()]
        if repair:
            return inspection.repair(self.paths, spaces=spaces)
        return inspection.inspect(self.paths, spaces=spaces)

    def confinement(self) -> "Confinement":
        from findling.worker.sandbox import ability

        return ability()

    def use_provider(self, name: str) -> None:
        """What the former one read stays, and answers until the new one has read everything."""
        from findling.embedding.registry import open_provider

        open_provider(name, settings=self.settings).close()
        former = self.settings.provider
        if name != former:
            self.change_settings(replace(self.settings, provider=name, former_provider=former))

    def change_settings(self, settings: Settings, *, keep: bool = True) -> None:
        """Services that are opened from now on go by these. `keep`: so do those of later programs."""
        if keep:
            self._save(settings)
        self.settings = settings
        self.__dict__.pop("_duties", None)

    def _save(self, settings: Settings) -> None:
        try:
            save_settings(self.paths.settings, settings)
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
        from findling.core.window_state import load_window_state
        from findling.gui.window_app import Left, run_window

        left = Left(  # read here, while there is no window yet that could wait for it
            settings=self.settings,
            state=load_window_state(self.paths.window),
            state_path=self.paths.window,
        )
        return run_window(
            self._build_for_window,
            self.close,
            reopen=self._reopen,
            query=query,
            instance_name=str(self.paths.root),
            language=self.settings.language,
            left=left,
        )

    def _reopen(self, settings: Settings, publish: Publish) -> "Services":
        """Every service anew, with other settings. What is being read is committed first."""
        self.close()
        self.change_settings(settings)
        return self._build_for_window(publish)

    def _build_for_window(self, publish: Publish) -> "Services":
        from findling.gui.services import Services
        from findling.ingest.counting import count_folder
        from findling.search.lane import SearchLane

        self.in_background = True
        ingest = self.ingest(publish)
        self._stack.callback(ingest.close)
        ingest.start(watch=True)
        browse = self._browse(index=self._nearest(self.settings.provider).state)
        self._stack.callback(browse.close)
        service = self._search_service(follow=False, publish=publish, spent=ingest.spent)
        lane = SearchLane(service)
        self._stack.callback(lane.close)
        service.warm_up()
        return Services(
            ingest=ingest,
            lane=lane,
            browse=browse,
            paths=self.paths,
            settings=self.settings,
            accounts=self.accounts,
            keep=self.change_settings,
            count=partial(count_folder, exclude=self.settings.exclude),
            files=self.files,
            viewer=self._viewer(),
        )

    def _viewer(self) -> "Viewer":
        """Starts nothing before something is looked at."""
        from findling.worker.viewer import FileViewer

        viewer = FileViewer(settings=self.settings)
        self._stack.callback(viewer.close)
        return viewer

    # --- what the services share ---

    @cached_property
    def _duties(self) -> "dict[str, Duty]":
        """What each provider in use answers for, the chosen one first.

        One far away never gets what is marked *local only*: that is read by the one on this computer.
        """
        from findling.core.model import Scope
        from findling.embedding.registry import is_local

        chosen = self.settings.provider
        if is_local(chosen):
            return {chosen: self._duty(chosen, Scope.ALL)}
        return {
            chosen: self._duty(chosen, Scope.SENDABLE),
            BUILTIN: self._duty(BUILTIN, Scope.LOCAL_ONLY),
        }

    def _duty(self, name: str, scope: "Scope") -> "Duty":
        from findling.core.model import Duty
        from findling.embedding.registry import plan_of, space_of

        return Duty(
            space=space_of(name, self.settings).id,
            plan=plan_of(name, self.settings),
            scope=scope,
        )

    def _branch(self, duty: "Duty", name: str) -> "Branch":
        from findling.embedding.provider import RemoteProvider
        from findling.embedding.registry import is_local, open_provider
        from findling.ingest.branches import Branch

        remote = None
        if not is_local(name):
            provider = open_provider(name, settings=self.settings)
            assert isinstance(provider, RemoteProvider)
            remote = provider
            self._stack.callback(provider.close)
        return Branch(provider=name, duty=duty, nearest=self._nearest(name), remote=remote)

    def _realms(self, *, follow: bool, spent: "Callable[[Tokens], None]") -> "list[Realm]":
        """The chosen provider's, then those that may answer beside it. What was chosen to stay here asks nobody."""
        from findling.core.model import Scope
        from findling.embedding.registry import is_local

        duties = dict(self._duties)
        former = self.settings.former_provider
        if former and former not in duties and not is_local(self.settings.provider):
            duties[former] = self._duty(former, Scope.SENDABLE)
        filled = set(self._duties)
        return [
            self._realm(name, duty, follow=follow or name not in filled, spent=spent)
            for name, duty in duties.items()
        ]

    def _realm(
        self, name: str, duty: "Duty", *, follow: bool, spent: "Callable[[Tokens], None]"
    ) -> "Realm":
        from findling.embedding.registry import is_local, open_provider, space_of
        from findling.search.realms import Realm

        return Realm(
            name=name,
            duty=duty,
            space=space_of(name, self.settings),
            provider=lambda: open_provider(name, settings=self.settings, spent=spent),
            nearest=self._nearest(name),
            local=is_local(name),
            follow=follow,
        )

    def _browse(self, *, index: "Callable[[], IndexState]") -> "Browse":
        from findling.search.browse import Browse

        return Browse(
            self.paths,
            provider=self.settings.provider,
            duties=tuple(self._duties.values()),
            index=index,
        )

    def _index_state(self) -> "IndexState":
        """How the index stands when nothing has loaded it yet."""
        from findling.catalogue import open_reader

        nearest = self._nearest(self.settings.provider)
        with closing(open_reader(self.paths)) as reader:
            nearest.load(reader)
        return nearest.state()

    def _search_service(
        self, *, follow: bool, publish: Publish, spent: "Callable[[Tokens], None]"
    ) -> "SearchService":
        from findling.search.service import SearchService

        return SearchService(
            paths=self.paths,
            realms=self._realms(follow=follow, spent=spent),
            pool=self._pool,
            publish=publish,
            courtesy=self._courtesy,
        )

    @cached_property
    def _pool(self) -> "DecodePool":
        from findling.worker.pool import DecodePool

        pool = DecodePool(settings=self.settings, background=self.in_background)
        self._stack.callback(pool.close)
        return pool

    def _nearest(self, name: str) -> "Nearest":
        from findling.embedding.registry import space_of
        from findling.vectors.nearest import Nearest

        if name not in self._made:
            space = space_of(name, self.settings)
            nearest = self._made[name] = Nearest(self.paths.index / space.id, space)
            self._stack.callback(nearest.close)
        return self._made[name]

    # --- what questions cost, where no writer is at hand ---

    def _owe(self, tokens: "Tokens") -> None:
        self._owed.append(tokens)

    def _pay(self) -> None:
        """Into the ledger, unless another program writes the library just now: then the log has it."""
        owed, self._owed = self._owed, []
        if not owed:
            return
        from findling.catalogue import open_writer
        from findling.core.model import Tokens
        from findling.ingest.charges import of_questions

        charge = of_questions(sum(owed, Tokens()), settings=self.settings)
        try:
            with closing(open_writer(self.paths)) as writer:
                writer.add_charge(charge)
        except FindlingError as error:
            log.warning("questions for $%.7f are not in the ledger: %s", charge.usd, error)


def _ignore(_: Event) -> None:
    """Where nobody listens."""


class _LogFile(RotatingFileHandler):
    """A log that cannot be written (a library that belongs to someone else, a full disk) disturbs nobody."""

    def _open(self) -> TextIOWrapper:
        made = open(  # noqa: SIM115 - it is the handler's to close
            self.baseFilename, self.mode, encoding=self.encoding, opener=private
        )
        assert isinstance(made, TextIOWrapper)
        return made

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
