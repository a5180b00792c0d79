"""The folder as a library of its own: indexed by the real program, then open for questions of every sort."""

from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from findling.app import Library
from findling.catalogue import open_reader
from findling.core.library import find_library
from findling.core.model import ItemId, Kind, SpanId, Vector
from findling.core.query import Answer, Filter, SearchRequest
from findling.embedding.registry import open_provider
from findling.media.reading import ReadPlan
from findling.search.questions import QuestionVectors, UsualDeviations
from findling.search.retrieve import backgrounds_of, by_meaning
from findling.vectors.nearest import Nearest

KINDS = list(Kind)
Moment = tuple[Path, int | None]
"""A file, and the page where it is a document."""


@dataclass(frozen=True)
class Rows:
    """Every span of the library; arrays of the same length."""

    span_ids: NDArray[np.int64]
    item_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    vectors: NDArray[np.float32]


class Indexed:
    """Used as a context. `place` keeps the library from run to run."""

    def __init__(self, folder: Path, *, place: Path) -> None:
        self._folder = folder
        self._place = place
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        library = Library.open(self._place)
        self._stack.callback(library.close)
        with closing(library.ingest(lambda _: None)) as ingest:
            ingest.add_folder(self._folder).result()
            self.summary = ingest.bring_up_to_date()
        settings = library.settings
        self.plan = ReadPlan(
            clip_window=settings.clip_window,
            clip_frames=settings.clip_frames,
            recording_window=settings.recording_window,
            document_pages=settings.document_pages,
        )
        self.reader = self._stack.enter_context(closing(open_reader(find_library(self._place))))
        self.provider = self._stack.enter_context(closing(open_provider(settings.provider)))
        self.space = self.provider.space
        self.nearest = Nearest(self._place / "evaluation", self.space)
        self._stack.callback(self.nearest.close)
        self.nearest.load(self.reader)
        self._service = self._stack.enter_context(closing(library.search()))
        self.rows = self._read_rows()
        self._questions = QuestionVectors(self.provider)
        self._usual = UsualDeviations(
            provider=self.provider, questions=self._questions, nearest=self.nearest
        )
        self._ready = set(self.rows.item_ids.tolist())
        self._paths: dict[int, Path] = {}
        self._pages = self._read_pages()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _read_rows(self) -> Rows:
        batches = list(self.reader.vectors_after(self.space.id, 0))
        return Rows(
            np.concatenate([b.span_ids for b in batches]),
            np.concatenate([b.item_ids for b in batches]),
            np.concatenate([b.kinds for b in batches]),
            np.concatenate([b.vectors for b in batches]).astype(np.float32),
        )

    def _read_pages(self) -> dict[int, int | None]:
        spans = self.reader.spans(SpanId(int(i)) for i in self.rows.span_ids)
        return {int(i): span.page for i, span in spans.items()}

    def item(self, path: Path) -> ItemId | None:
        """None for what is not in the library or could not be read."""
        row = self.reader.file_by_path(path)
        return row.item_id if row is not None and row.item_id in self._ready else None

    def items(self, paths: Collection[Path]) -> NDArray[np.int64]:
        """Sorted ids of those that are in the library; from then on they go by the path given here."""
        found = {int(item): path for path in paths if (item := self.item(path)) is not None}
        self._paths |= found
        return np.array(sorted(found), np.int64)

    def vectors_of(self, path: Path) -> NDArray[np.float32]:
        item = self.item(path)
        assert item is not None, path
        return self.reader.item_vectors(item, self.space.id)

    def positions(self, allowed: NDArray[np.int64], kind: Kind) -> NDArray[np.intp]:
        """Which of `rows` are spans of these items."""
        mine = np.isin(self.rows.item_ids, allowed) & (self.rows.kinds == KINDS.index(kind))
        return np.flatnonzero(mine)

    def moments(self, span_ids: Sequence[int], item_ids: Sequence[int]) -> list[Moment]:
        return [
            (self._paths[int(item)], self._pages[int(span)])
            for span, item in zip(span_ids, item_ids, strict=True)
        ]

    def ask(self, words: str) -> Vector:
        return self.provider.embed_text(words)

    def by_index(
        self, question: Vector, *, kind: Kind, allowed: NDArray[np.int64], count: int = 20
    ) -> list[Moment]:
        found = self.nearest.search(question, kinds=[kind], count=count, allowed=allowed)[kind]
        return self.moments(found.span_ids.tolist(), found.item_ids.tolist())

    def by_scan(
        self, question: Vector, *, kind: Kind, allowed: NDArray[np.int64], count: int = 20
    ) -> list[Moment]:
        """Exact, over the stored vectors, without the index's code."""
        rows = self.positions(allowed, kind)
        scores = self.rows.vectors[rows] @ question
        best = rows[np.argsort(-scores, kind="stable")[:count]]
        return self.moments(
            self.rows.span_ids[best].tolist(), self.rows.item_ids[best].tolist()
        )

    def by_standard_score(
        self,
        words: str,
        *,
        kinds: Collection[Kind],
        allowed: NDArray[np.int64],
        count: int = 20,
    ) -> list[Moment]:
        """As the program calibrates, without names and texts."""
        question = self._questions.of_words([words])[words]
        found = by_meaning(
            question,
            self.nearest,
            kinds=kinds,
            count=count,
            allowed=allowed,
            backgrounds=backgrounds_of(question, self.nearest, usual=self._usual.of_words()),
        )
        return self.moments(found.span_ids.tolist(), found.item_ids.tolist())

    def answer(self, request: SearchRequest) -> Answer:
        return self._service.search(request)

    def by_program(
        self, words: str, *, filters: tuple[Filter, ...], count: int = 20
    ) -> list[Moment]:
        """The whole journey: meaning, names, texts, copies folded. One moment a hit, its best."""
        answer = self._service.search(SearchRequest(text=words, filters=filters, limit=count))
        return [(hit.path, hit.span.page) for hit in answer.hits]
