"""Questions in words: photos by captions and labels, in three languages; pages and documents by their own words."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from findling.core.model import Kind
from findling.core.query import InFolder, KindIs
from findling.media.reading import read
from tests.evaluation import labelled
from tests.evaluation.baseline import BareNames
from tests.evaluation.indexed import Indexed, Moment
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import (
    Cell,
    Key,
    Question,
    Ranker,
    Table,
    chance_precision,
    chance_recall,
    precision_at,
    rankings,
    recall_at,
    reciprocal_rank,
    unique,
)

PAGES_ASKED = 200
WORDS = 8
LEAST_WORDS = 40
"""Pages with fewer say too little to be told apart."""
RECALL = ("R@1", "R@5", "R@10", "MRR")
PRECISION = ("P@1", "P@5", "P@10", "MRR")


def recalls(questions: Sequence[Question], rank: Ranker) -> tuple[Cell, ...]:
    ranked = rankings(questions, rank)
    found = [recall_at(questions, ranked, k) for k in (1, 5, 10)]
    return (*found, reciprocal_rank(questions, ranked))


def precisions(questions: Sequence[Question], rank: Ranker) -> tuple[Cell, ...]:
    ranked = rankings(questions, rank)
    found = [precision_at(questions, ranked, k) for k in (1, 5, 10)]
    return (*found, reciprocal_rank(questions, ranked))


class Photos:
    """The described photos, and every way of ranking them."""

    def __init__(self, indexed: Indexed, entries: list[Entry]) -> None:
        self.entries = [e for e in labelled.photos(entries) if indexed.item(e.path) is not None]
        paths = [entry.path for entry in self.entries]
        self.allowed = indexed.items(paths)
        self._indexed = indexed
        self._bare = BareNames(paths, plan=indexed.plan)
        self._folders = {path.parent for path in paths}

    def rankers(self) -> list[tuple[str, Ranker]]:
        ways: list[tuple[str, Ranker]] = [
            ("bare class names", self._bare.rank),
            ("exact scan", self._paths_of(self._indexed.by_scan)),
            ("index", self._paths_of(self._indexed.by_index)),
        ]
        if len(self._folders) == 1:
            ways.append(("whole program", self.by_program))
        return ways

    def only(self, paths: set[Path]) -> list[tuple[str, Ranker]]:
        """The same, among these alone."""
        return [(name, _among(rank, paths)) for name, rank in self.rankers()]

    def by_program(self, words: str) -> list[Key]:
        filters = (KindIs(frozenset({Kind.PHOTO})), InFolder(next(iter(self._folders))))
        found = self._indexed.by_program(words, filters=filters, count=1000)
        return [path for path, _ in found]

    def _paths_of(self, way: Callable[..., list[Moment]]) -> Ranker:
        def rank(words: str) -> list[Key]:
            question = self._indexed.ask(words)
            found = way(
                question, kind=Kind.PHOTO, allowed=self.allowed, count=len(self.allowed)
            )
            return [path for path, _ in found]

        return rank


def _among(rank: Ranker, paths: set[Path]) -> Ranker:
    return lambda words: [key for key in rank(words) if key in paths]


def photo_tables(photos: Photos) -> list[Table]:
    tables = []
    for title, label_only in (("captions", False), ('"class label only" captions', True)):
        questions = labelled.captions(photos.entries, label_only=label_only)
        if not questions:
            continue
        table = Table(
            f"Text → photo: {len(questions)} {title}, {len(photos.entries)} photos", RECALL
        )
        chances = [chance_recall(questions, len(photos.entries), k) for k in (1, 5, 10)]
        table.rows.append(("chance", (*chances, "")))
        table.rows.extend((name, recalls(questions, rank)) for name, rank in photos.rankers())
        tables.append(table)
    return tables


def label_tables(photos: Photos) -> list[Table]:
    """Among the photos that carry labels: of the others nobody said what is not on them."""
    carrying = [entry for entry in photos.entries if entry.labels]
    if not carrying:
        return []
    paths = {entry.path for entry in carrying}
    tables = []
    for language in ("en", "de", "zh"):
        questions = labelled.labels(carrying, language)
        every = len(labelled.labels(carrying))
        table = Table(
            f"Label ({language}) → photo: {len(questions)} of {every} labels, {len(paths)} photos",
            PRECISION,
        )
        chances = [chance_precision(questions, len(paths), k) for k in (1, 5, 10)]
        table.rows.append(("chance", (*chances, "")))
        table.rows.extend(
            (name, precisions(questions, rank)) for name, rank in photos.only(paths)
        )
        tables.append(table)
    return tables


class Pages:
    """The documents' pages, and questions made from them."""

    def __init__(self, indexed: Indexed, entries: list[Entry]) -> None:
        mine = [e for e in entries if e.kind == "pdf" and indexed.item(e.path) is not None]
        self._indexed = indexed
        self._texts = {
            (entry.path, span.span.page): span.parts.text or ""
            for entry in mine
            for span in read(entry.path, indexed.plan).spans
        }
        self.allowed = indexed.items([entry.path for entry in mine])
        self.count = len(self._texts)
        self.parts = self._parts()
        self.titles = labelled.documents(mine)
        self.documents = len(mine)

    def _parts(self) -> list[Question]:
        """Words in a row from somewhere on a page; where pages say the same, each of them is right."""
        same = defaultdict(set)
        for moment, text in self._texts.items():
            same[" ".join(text.split())].add(moment)
        told = [text for text in same if len(text.split()) >= LEAST_WORDS]
        random = np.random.default_rng(1)
        questions = []
        for i in sorted(random.permutation(len(told))[:PAGES_ASKED]):
            words = re.findall(r"\w{2,}", told[i])
            start = int(random.integers(0, max(1, len(words) - WORDS)))
            part = " ".join(words[start : start + WORDS])
            questions.append(Question(part, frozenset(same[told[i]])))
        return questions

    def rankers(self) -> list[tuple[str, Ranker]]:
        return [
            ("exact scan", self._asked(self._indexed.by_scan)),
            ("index", self._asked(self._indexed.by_index)),
            ("whole program", self.by_program),
        ]

    def by_program(self, words: str) -> list[Moment]:
        return self._indexed.by_program(words, filters=(KindIs(frozenset({Kind.DOCUMENT})),))

    def _asked(self, way: Callable[..., list[Moment]]) -> Ranker:
        def rank(words: str) -> list[Moment]:
            question = self._indexed.ask(words)
            return way(question, kind=Kind.DOCUMENT, allowed=self.allowed, count=200)

        return rank


def page_tables(pages: Pages) -> list[Table]:
    if not pages.count:
        return []
    parts = Table(
        f"Words of a page → page: {len(pages.parts)} questions, {pages.count} pages",
        RECALL,
        note="whole program: only the one page that it names of each document counts",
    )
    chances = [chance_recall(pages.parts, pages.count, k) for k in (1, 5, 10)]
    parts.rows.append(("chance", (*chances, "")))
    parts.rows.extend((name, recalls(pages.parts, rank)) for name, rank in pages.rankers())
    titles = Table(
        f"What it is about → document: {len(pages.titles)} questions, {pages.documents} documents",
        RECALL,
    )
    chances = [chance_recall(pages.titles, pages.documents, k) for k in (1, 5, 10)]
    titles.rows.append(("chance", (*chances, "")))
    titles.rows.extend(
        (name, recalls(pages.titles, whole_documents(rank))) for name, rank in pages.rankers()
    )
    return [parts, titles]


def whole_documents(rank: Ranker) -> Ranker:
    """Documents in the order of their best pages."""

    def ranked(words: str) -> list[Key]:
        return unique([moment[0] for moment in rank(words) if isinstance(moment, tuple)])

    return ranked


def single_word_table(pages: Pages, entries: list[Entry]) -> list[Table]:
    """A note says on which page alone a word stands: where does each way find it?"""
    rows: list[tuple[str, tuple[Cell, ...]]] = []
    for entry in entries:
        told = re.search(r"word (\w+) stands on page (\d+) only", entry.notes)
        if told is None or entry.kind != "pdf":
            continue
        wanted = (entry.path, int(told[2]))
        for name, rank in pages.rankers():
            found = list(rank(told[1]))
            place = str(found.index(wanted) + 1) if wanted in found else "-"
            rows.append((f"{told[1]}: {name}", (place,)))
    return (
        [Table("A word that stands on one page → that page", ("rank",), rows)] if rows else []
    )
