"""Photos and pages in one list: what ranking them together costs each of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Kind
from findling.core.query import KindIs
from findling.search.calibrate import Background, expected_best, measure
from tests.evaluation import labelled
from tests.evaluation.indexed import Indexed, Moment
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import Key, Question, Ranker, Table, rankings, recall_at, unique
from tests.evaluation.word_tables import Pages, Photos, whole_documents

Scores = NDArray[np.floating]
TWO = (Kind.PHOTO, Kind.DOCUMENT)
COUNT = 200
RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""


class OneList:
    def __init__(
        self, indexed: Indexed, photos: Photos, pages: Pages, entries: list[Entry]
    ) -> None:
        self._indexed = indexed
        self._allowed = np.union1d(photos.allowed, pages.allowed)
        self._rows = {kind: indexed.positions(self._allowed, kind) for kind in TWO}
        self._originals = _originals(entries)

    def raw(self, words: str) -> list[Moment]:
        return self._together(
            {kind: scores for kind, (scores, _) in self._scored(words).items()}
        )

    def less_expected_best(self, words: str) -> list[Moment]:
        return self._together(
            {
                kind: (scores - sample.mean) / sample.deviation - expected_best(len(scores))
                for kind, (scores, sample) in self._scored(words).items()
            }
        )

    def plain_standard(self, words: str) -> list[Moment]:
        return self._together(
            {
                kind: (scores - sample.mean) / sample.deviation
                for kind, (scores, sample) in self._scored(words).items()
            }
        )

    def by_ranks(self, words: str) -> list[Moment]:
        values: dict[Kind, Scores] = {}
        for kind, (scores, _) in self._scored(words).items():
            places = np.empty(len(scores), np.int64)
            places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
            values[kind] = np.asarray(1 / (RANK_CONSTANT + places))
        return self._together(values)

    def as_built(self, words: str) -> list[Moment]:
        return self._indexed.by_standard_score(
            words, kinds=TWO, allowed=self._allowed, count=COUNT
        )

    def whole_program(self, words: str) -> list[Key]:
        """Over the whole library; an edited copy stands for its original."""
        found = self._indexed.by_program(words, filters=(KindIs(frozenset(TWO)),), count=30)
        return unique([(self._originals.get(path, path), page) for path, page in found])

    def _scored(self, words: str) -> dict[Kind, tuple[Scores, Background]]:
        question = self._indexed.ask(words)
        samples = self._indexed.nearest.background(question, kinds=TWO)
        return {
            kind: (self._indexed.rows.vectors[rows] @ question, measure(samples[kind]))
            for kind, rows in self._rows.items()
        }

    def _together(self, values: Mapping[Kind, Scores]) -> list[Moment]:
        rows = np.concatenate([self._rows[kind] for kind in TWO])
        best = rows[np.argsort(-np.concatenate([values[kind] for kind in TWO]), kind="stable")]
        stored, best = self._indexed.rows, best[:COUNT]
        return self._indexed.moments(
            stored.span_ids[best].tolist(), stored.item_ids[best].tolist()
        )


def _originals(entries: list[Entry]) -> dict[Path, Path]:
    found = {}
    for paths in labelled.groups(entries).values():
        outside = [path for path in paths if path.parent.name != "neardup"]
        found.update({path: outside[0] for path in paths if outside})
    return found


def one_list_table(
    indexed: Indexed, photos: Photos, pages: Pages, entries: list[Entry]
) -> list[Table]:
    if not pages.count or not photos.entries:
        return []
    both = OneList(indexed, photos, pages, entries)
    sets: list[tuple[str, Sequence[Question], str]] = [
        ("captions", labelled.captions(photos.entries, label_only=False), "photo"),
        ("class capt.", labelled.captions(photos.entries, label_only=True), "photo"),
        ("page words", pages.parts, "page"),
        ("about", pages.titles, "document"),
    ]
    sets = [one for one in sets if one[1]]
    table = Table(
        f"Photos ({len(photos.entries)}) and pages ({pages.count}) in one list: R@10",
        tuple(name for name, _, _ in sets),
        note="whole program: names and page texts too, over the whole library",
    )
    alone = {"photo": dict(photos.rankers())["exact scan"]}
    alone |= {"page": dict(pages.rankers())["exact scan"]}
    alone |= {"document": whole_documents(alone["page"])}
    table.rows.append(("alone", tuple(_ten(some, alone[of]) for _, some, of in sets)))
    ways: list[tuple[str, Ranker]] = [
        ("raw inner product", both.raw),
        ("standard score", both.plain_standard),
        ("less expected best", both.less_expected_best),
        ("reciprocal ranks", both.by_ranks),
        ("standard score, as built", both.as_built),
        ("whole program", both.whole_program),
    ]
    for name, rank in ways:
        cells = [_ten(some, rank if of == "page" else _files(rank)) for _, some, of in sets]
        table.rows.append((name, tuple(cells)))
    return [table]


def _ten(questions: Sequence[Question], rank: Ranker) -> float:
    return recall_at(questions, rankings(questions, rank), 10)


_files = whole_documents
"""A photo is found by its file, whatever its moment."""
