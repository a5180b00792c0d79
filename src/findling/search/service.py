"""Journey 2 from the question to the hits, step by step.

`search` runs on whichever single thread the caller keeps for it (the lane, or a command's main thread), with
a reading connection of its own.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date

from findling.catalogue import Reader, open_reader
from findling.core.courtesy import Courtesy
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.model import Strength
from findling.core.query import Answer, Hit, SearchRequest
from findling.search.council import Council, Findings
from findling.search.examples import ExampleDecoder
from findling.search.fuse import fuse
from findling.search.hits import HitMaker, listed
from findling.search.parse import parse
from findling.search.pieces import pieces_of
from findling.search.question import Question
from findling.search.realms import Realm
from findling.search.waiting import step
from findling.search.wording import Eligible, eligible, everyone, matches_of


class SearchService:
    """Answers questions about one library, in all its spaces.

    `realms` in order of preference: the provider in use, then the built-in one, then the one in use before.
    """

    def __init__(
        self,
        *,
        paths: LibraryPaths,
        realms: Sequence[Realm],
        pool: ExampleDecoder | None = None,
        publish: Publish | None = None,
        clock: Callable[[], float] = time.perf_counter,
        today: Callable[[], date] = date.today,
        courtesy: Courtesy | None = None,
    ) -> None:
        self._courtesy = courtesy or Courtesy()
        self._paths = paths
        self._space = realms[0].space
        self._clock = clock
        self._today = today
        self._reader: Reader | None = None
        self._council = Council(realms, paths=paths, decoder=pool, publish=publish)

    def warm_up(self) -> None:
        """Starts loading providers and indexes beside everything else. Any thread; returns at once.

        From then on questions do not wait for it: until it is done, names and texts answer.
        """
        self._council.warm_up()

    def wait_ready(self, timeout: float | None = None) -> bool:
        """Waits until meaning answers; False if the time ran out. Raises the FindlingError that keeps it off."""
        return self._council.wait_ready(timeout)

    def search(
        self, request: SearchRequest, *, superseded: Callable[[], bool] = lambda: False
    ) -> Answer:
        """Answers one request; waits for providers and indexes unless `warm_up` was called.

        Raises FindlingError (an unreadable example, no library) and Superseded once `superseded()` says that nobody
        waits for this answer any more.
        """
        with self._courtesy.asked_for():
            return self._answer(request, superseded)

    def _answer(self, request: SearchRequest, superseded: Callable[[], bool]) -> Answer:
        started = self._clock()
        reader = self._own_reader()
        question = self._understand(request, reader)
        allowed = eligible(
            reader,
            filters=question.filters,
            without=question.without,
            parsed=question.parsed,
        )
        step(superseded)
        findings = (
            self._council.ask(question, reader=reader, allowed=allowed, superseded=superseded)
            if question.means
            else Findings()
        )
        step(superseded)
        hits = (
            self._ranked(question, findings, allowed)
            if question.asks
            else self._listed(question, allowed)
        )
        return Answer(
            request=request,
            space=self._space.id,
            hits=hits,
            confident=any(hit.strength is not Strength.WEAK for hit in hits),
            took_ms=(self._clock() - started) * 1000,
            total=len(everyone(reader) if allowed.ready is None else allowed.ready),
            asked=question.asked,
            understood=question.parsed.understood,
            notices=findings.told(),
        )

    def close(self, timeout: float = 3.0) -> None:
        """Ends the reading connection and the providers. Idempotent; call it when no search is under way."""
        self._council.close(timeout)
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _own_reader(self) -> Reader:
        if self._reader is None:
            self._reader = open_reader(self._paths)
        return self._reader

    def _understand(self, request: SearchRequest, reader: Reader) -> Question:
        folders = [folder.path for folder in reader.folders()]
        parsed = parse(
            request.text, today=self._today(), folders=folders, as_words=request.as_words
        )
        without = (*parsed.without, *request.without)
        return Question(
            request=request,
            parsed=parsed,
            filters=(*request.filters, *parsed.demands),
            without=without,
            pieces=pieces_of(request, parsed, without=without, reader=reader),
        )

    def _ranked(
        self, question: Question, findings: Findings, allowed: Eligible
    ) -> tuple[Hit, ...]:
        reader = self._own_reader()
        texts = (
            matches_of(reader, question.parsed, without=question.without, allowed=allowed)
            if question.reads_words
            else []
        )
        maker = HitMaker(
            reader=reader,
            findings=findings.found,
            filters=question.filters,
            examples=question.examples,
        )
        ranked = fuse([finding.moments for finding in findings.found], texts)
        return maker.make(ranked, limit=question.request.limit)

    def _listed(self, question: Question, allowed: Eligible) -> tuple[Hit, ...]:
        """Everything that filters and excluded words leave over, newest first."""
        reader = self._own_reader()
        ids = [
            i for i in reader.listing(question.filters).item_ids.tolist() if allowed.names(i)
        ]
        wanted = ids[: question.request.limit]
        rows = {row.id: row for row in reader.rows(wanted)}
        return listed([rows[i] for i in wanted if i in rows])
