"""Journey 2 from the question to the hits, step by step.

`search` runs on whichever single thread the caller keeps for it (the lane, or a command's main thread), with
a reading connection of its own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from findling.catalogue import Reader, open_reader
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.model import Kind, Space, Strength, Vector
from findling.core.query import Answer, Filter, Hit, KindIs, SearchRequest
from findling.embedding.provider import EmbeddingProvider
from findling.search.examples import Example, ExampleDecoder, Superseded, read_example
from findling.search.fuse import fuse
from findling.search.hits import HitMaker, listed
from findling.search.meaning import Meaning, MeaningLoader
from findling.search.parse import Parsed, parse
from findling.search.retrieve import Moments, by_meaning
from findling.search.wording import Eligible, eligible, everyone, matches_of
from findling.vectors.nearest import Nearest

SPANS_PER_HIT = 2
LEAST_SPANS = 200
"""Spans fetched of each kind: enough that documents of many pages do not use up the list."""
STILL_LOADING = "Still getting ready: for now, only names, dates and texts are searched."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A request, understood."""

    request: SearchRequest
    parsed: Parsed
    filters: tuple[Filter, ...]
    without: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def kinds(self) -> frozenset[Kind]:
        kinds = frozenset(Kind)
        for one in self.filters:
            kinds = kinds & one.kinds if isinstance(one, KindIs) else kinds
        return kinds

    @property
    def asks(self) -> bool:
        """Whether anything is looked for; filters and excluded words alone only narrow."""
        return bool(self.parsed.meaning or self.parsed.phrases or self.examples)


class SearchService:
    """Answers questions about one library in one space.

    `provider` makes the provider when it is first needed. `follow`: another process may write the library,
    so the index is loaded here and takes in new rows before each answer; without it whoever writes in this
    process does both.
    """

    def __init__(
        self,
        *,
        paths: LibraryPaths,
        provider: Callable[[], EmbeddingProvider],
        space: Space,
        nearest: Nearest,
        pool: ExampleDecoder | None = None,
        follow: bool = True,
        publish: Publish | None = None,
        clock: Callable[[], float] = time.perf_counter,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._paths = paths
        self._space = space
        self._pool = pool
        self._follow = follow
        self._clock = clock
        self._today = today
        self._patient = True
        self._reader: Reader | None = None
        self._loader = MeaningLoader(
            paths=paths,
            provider=provider,
            nearest=nearest,
            load_index=follow,
            publish=publish,
        )

    def warm_up(self) -> None:
        """Starts loading provider and index beside everything else. Any thread; returns at once.

        From then on questions do not wait for it: until it is done, names and texts answer.
        """
        self._patient = False
        self._loader.start()

    def wait_ready(self, timeout: float | None = None) -> bool:
        """Waits until meaning answers; False if the time ran out. Raises the FindlingError that keeps it off."""
        done = self._loader.wait(timeout)
        if self._loader.trouble is not None:
            raise self._loader.trouble
        return done

    def search(
        self, request: SearchRequest, *, superseded: Callable[[], bool] = lambda: False
    ) -> Answer:
        """Answers one request; waits for the provider and the index unless `warm_up` was called. Raises FindlingError (an unreadable example, no library) and Superseded
        once `superseded()` says that nobody waits for this answer any more."""
        started = self._clock()
        reader = self._own_reader()
        meaning = self._loaded_meaning(request, superseded)
        question = self._understand(request, reader, superseded)
        allowed = eligible(
            reader,
            space=self._space.id,
            filters=question.filters,
            without=question.without,
            parsed=question.parsed,
        )
        vector = _vector(question, meaning)
        _step(superseded)
        moments = self._by_meaning(question, vector, meaning, allowed)
        _step(superseded)
        hits = (
            self._ranked(question, vector, moments, meaning, allowed)
            if question.asks
            else self._listed(question, allowed)
        )
        return Answer(
            request=request,
            space=self._space.id,
            hits=hits,
            confident=any(hit.strength is not Strength.WEAK for hit in hits),
            took_ms=(self._clock() - started) * 1000,
            total=self._total(allowed),
            notices=self._notices(meaning),
        )

    def close(self, timeout: float = 3.0) -> None:
        """Ends the reading connection and the provider. Idempotent; call it when no search is under way."""
        self._loader.close(timeout)
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _own_reader(self) -> Reader:
        if self._reader is None:
            self._reader = open_reader(self._paths)
        return self._reader

    def _loaded_meaning(
        self, request: SearchRequest, superseded: Callable[[], bool]
    ) -> Meaning | None:
        """What is loaded by now. A question by example has to wait: nothing else can answer it."""
        while (request.like or self._patient) and not self._loader.wait(0.05):
            _step(superseded)
        if request.like and self._loader.trouble is not None:
            raise self._loader.trouble
        return self._loader.meaning

    def _understand(
        self, request: SearchRequest, reader: Reader, superseded: Callable[[], bool]
    ) -> _Question:
        folders = [folder.path for folder in reader.folders()]
        parsed = parse(request.text, today=self._today(), folders=folders)
        examples = tuple(
            read_example(
                path,
                reader=reader,
                space=self._space,
                decoder=self._pool,
                superseded=superseded,
            )
            for path in request.like
        )
        return _Question(
            request=request,
            parsed=parsed,
            filters=(*request.filters, *parsed.demands),
            without=(*parsed.without, *request.without),
            examples=examples,
        )

    def _by_meaning(
        self,
        question: _Question,
        vector: Vector | None,
        meaning: Meaning | None,
        allowed: Eligible,
    ) -> Moments:
        if meaning is None or vector is None:
            return Moments.none()
        if self._follow:
            meaning.nearest.refresh(self._own_reader())
        return by_meaning(
            vector,
            meaning.nearest,
            kinds=question.kinds,
            count=max(LEAST_SPANS, SPANS_PER_HIT * question.request.limit),
            allowed=allowed.ready,
            usual={} if question.examples else meaning.usual.of_words(),
        )

    def _ranked(
        self,
        question: _Question,
        vector: Vector | None,
        moments: Moments,
        meaning: Meaning | None,
        allowed: Eligible,
    ) -> tuple[Hit, ...]:
        reader = self._own_reader()
        texts = matches_of(
            reader,
            question.parsed,
            filters=question.filters,
            without=question.without,
            allowed=allowed,
        )
        maker = HitMaker(
            reader=reader,
            space=self._space,
            provider=meaning.provider if meaning is not None else None,
            question=vector,
            filters=question.filters,
            examples=question.examples,
        )
        return maker.make(fuse(moments, texts), moments, limit=question.request.limit)

    def _listed(self, question: _Question, allowed: Eligible) -> tuple[Hit, ...]:
        """Everything that filters and excluded words leave over, newest first."""
        reader = self._own_reader()
        ids = [
            i for i in reader.listing(question.filters).item_ids.tolist() if allowed.names(i)
        ]
        wanted = ids[: question.request.limit]
        rows = {row.id: row for row in reader.rows(wanted)}
        return listed([rows[i] for i in wanted if i in rows])

    def _total(self, allowed: Eligible) -> int:
        if allowed.ready is not None:
            return len(allowed.ready)
        return len(everyone(self._own_reader(), space=self._space.id))

    def _notices(self, meaning: Meaning | None) -> tuple[str, ...]:
        if meaning is not None:
            return ()
        trouble = self._loader.trouble
        return (f"{trouble.message} {trouble.hint}" if trouble else STILL_LOADING,)


def _vector(question: _Question, meaning: Meaning | None) -> Vector | None:
    if meaning is None or not question.asks:
        return None
    return meaning.questions.vector(
        question.parsed.meaning,
        without=question.without,
        examples=[example.vectors for example in question.examples],
    )


def _step(superseded: Callable[[], bool]) -> None:
    if superseded():
        raise Superseded
