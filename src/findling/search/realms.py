"""The spaces that a library may be asked in, and everything it takes to ask in one of them.

A realm is loaded beside everything else, on a thread of its own; whoever searches asks what is loaded by now.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from findling.catalogue import open_reader
from findling.core.errors import FindlingError
from findling.core.events import MeaningReady, Publish
from findling.core.library import LibraryPaths
from findling.core.model import Duty, Space
from findling.embedding.provider import EmbeddingProvider, RemoteProvider
from findling.search.calibrate import FAR, NEAR, Scale
from findling.search.oracle import Oracle
from findling.search.questions import QuestionVectors, UsualDeviations
from findling.vectors.nearest import Nearest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """One space. `name`: its provider's, `provider` opens that when it is first needed.

    `local`: nothing leaves the machine when it is asked. `follow`: nobody else in this process fills the index, so it
    is loaded for the search and takes in new rows before each answer.
    """

    name: str
    duty: Duty
    space: Space
    provider: Callable[[], EmbeddingProvider]
    nearest: Nearest
    local: bool
    follow: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What it takes to search by meaning in one realm, loaded. `remote`: the provider again, if it is far away."""

    provider: EmbeddingProvider
    remote: RemoteProvider | None
    questions: QuestionVectors
    nearest: Nearest
    usual: UsualDeviations
    scale: Scale


class Loader:
    """Loads one realm, once, and publishes MeaningReady when it is done."""

    def __init__(
        self, realm: Realm, *, paths: LibraryPaths, publish: Publish | None = None
    ) -> None:
        self.realm = realm
        self._paths = paths
        self._publish = publish
        self._meaning: Meaning | None = None
        self._trouble: BaseException | None = None
        self._done = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begins loading, once. Returns at once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._load, name="search-warm-up", daemon=True
                )
                self._thread.start()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits for the end of loading, good or bad; False if the time ran out."""
        self.start()
        return self._done.wait(timeout)

    @property
    def started(self) -> bool:
        return self._thread is not None

    @property
    def meaning(self) -> Meaning | None:
        """What is loaded by now. Raises what went wrong if that was our fault."""
        if self._trouble is not None and not isinstance(self._trouble, FindlingError):
            raise self._trouble
        return self._meaning

    @property
    def trouble(self) -> FindlingError | None:
        """Why loading failed, if the world was at fault."""
        return self._trouble if isinstance(self._trouble, FindlingError) else None

    def close(self, timeout: float = 3.0) -> None:
        """Waits for what is under way and closes the provider. Idempotent."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout)
            if thread.is_alive():
                log.warning("loading %s did not end within %g s", self.realm.name, timeout)
        meaning, self._meaning = self._meaning, None
        if meaning is not None:
            meaning.provider.close()  # what it still waits for ends with it
            meaning.questions.close(timeout)

    def _load(self) -> None:
        try:
            provider = self.realm.provider()
            if self.realm.follow:
                reader = open_reader(self._paths)
                try:
                    self.realm.nearest.load(reader)
                finally:
                    reader.close()
            self._meaning = self._ready(provider)
        except FindlingError as error:
            log.warning("searching by meaning with %s is off: %s", self.realm.name, error)
            self._trouble = error
        except BaseException as error:
            self._trouble = error
            raise
        finally:
            self._done.set()
        if self._publish is not None and self._meaning is not None:
            self._publish(MeaningReady())

    def _ready(self, provider: EmbeddingProvider) -> Meaning:
        local, nearest = self.realm.local, self.realm.nearest
        questions = QuestionVectors(provider, oracle=Oracle(local=local))
        usual = UsualDeviations(provider=provider, questions=questions, nearest=nearest)
        usual.of_words()  # here, so that the first question does not wait for it
        return Meaning(
            provider=provider,
            remote=provider if isinstance(provider, RemoteProvider) else None,
            questions=questions,
            nearest=nearest,
            usual=usual,
            scale=NEAR if local else FAR,
        )
