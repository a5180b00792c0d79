"""Which watched roots are there, and notices from those that are. The ingest thread asks, the look thread finds out."""

from collections.abc import Callable, Sequence

from findling.core.model import FolderId, WatchedFolder
from findling.ingest.looks import Looks
from findling.ingest.scan import identity
from findling.ingest.settle import Clock
from findling.ingest.survey import LookThread
from findling.ingest.watch import Watcher

ROOTS_SECONDS = 3.0
"""How often a drive is asked whether it is still, or again, there."""

_Identity = tuple[int, int] | None


class Roots:
    """Asks for every root again and again; one that came, went or was replaced is looked at as a whole."""

    def __init__(
        self,
        *,
        watcher: Watcher,
        looks: Looks,
        thread: LookThread,
        clock: Clock,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._watcher = watcher
        self._looks = looks
        self._thread = thread
        self._clock = clock
        self._post = post
        self._known: dict[FolderId, _Identity] = {}
        self._asking = False
        self._next = 0.0

    def due_in(self) -> float | None:
        return None if self._asking else max(0.0, self._next - self._clock.monotonic())

    def ask(self, folders: Sequence[WatchedFolder]) -> None:
        """Watches exactly these from now on. A dead drive may hold the answer back for long."""
        self._next = self._clock.monotonic() + ROOTS_SECONDS
        self._asking = True
        self._thread.run(lambda: self._find_out(folders))

    def _find_out(self, folders: Sequence[WatchedFolder]) -> None:
        """On the look thread."""
        identities = {folder.path: identity(folder.path) for folder in folders}
        self._watcher.follow(identities)
        found = {folder.id: identities[folder.path] for folder in folders}
        self._post(lambda: self._note(found))

    def _note(self, found: dict[FolderId, _Identity]) -> None:
        self._asking = False
        known = self._known
        self._looks.want(i for i in found if i in known and known[i] != found[i])
        self._known = found
