"""Loads the provider and the index beside everything else, so that names and texts answer meanwhile.

Loading has a thread to itself; whoever searches asks what is loaded by now.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from findling.catalogue import open_reader
from findling.core.errors import FindlingError
from findling.core.events import MeaningReady, Publish
from findling.core.library import LibraryPaths
from findling.embedding.provider import EmbeddingProvider
from findling.search.retrieve import QuestionVectors, UsualDeviations
from findling.vectors.nearest import Nearest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What it takes to search by meaning, loaded."""

    provider: EmbeddingProvider
    questions: QuestionVectors
    nearest: Nearest
    usual: UsualDeviations


class MeaningLoader:
    """Loads once, on its own thread, and publishes MeaningReady.

    `load_index`: the index is loaded here too (a process that writes the library does so itself).
    """

    def __init__(
        self,
        *,
        paths: LibraryPaths,
        provider: Callable[[], EmbeddingProvider],
        nearest: Nearest,
        load_index: bool,
        publish: Publish | None,
    ) -> None:
        self._paths = paths
        self._open_provider = provider
        self._nearest = nearest
        self._load_index = load_index
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
        """Waits for a load under way and closes the provider. Idempotent."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(timeout)
            if thread.is_alive():
                log.warning("loading the provider did not end within %g s", timeout)
        meaning, self._meaning = self._meaning, None
        if meaning is not None:
            meaning.provider.close()

    def _load(self) -> None:
        try:
            provider = self._open_provider()
            if self._load_index:
                reader = open_reader(self._paths)
                try:
                    self._nearest.load(reader)
                finally:
                    reader.close()
            self._meaning = self._ready(provider)
        except FindlingError as error:
            log.warning("searching by meaning is off: %s", error)
            self._trouble = error
        except BaseException as error:
            self._trouble = error
            raise
        finally:
            self._done.set()
        if self._publish is not None and self._meaning is not None:
            self._publish(MeaningReady())

    def _ready(self, provider: EmbeddingProvider) -> Meaning:
        questions = QuestionVectors(provider)
        usual = UsualDeviations(provider=provider, questions=questions, nearest=self._nearest)
        usual.of_words()  # here, so that the first question does not wait for it
        return Meaning(provider, questions, self._nearest, usual)
