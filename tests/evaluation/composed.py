"""Questions of several parts: pictures with words, something without something else, several examples, marked answers.

Nobody labelled the folder for this, so that the captions say what is right: what a photo shows is what the words of its
captions name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from findling.core.model import Kind, Vector
from findling.core.query import Role
from findling.search.weighing import Weighed, together, weigh
from tests.evaluation import labelled
from tests.evaluation.indexed import Indexed
from tests.evaluation.labelled import Entry
from tests.evaluation.measures import (
    Cell,
    Question,
    Table,
    chance_precision,
    chance_recall,
    precision_at,
    recall_at,
    reciprocal_rank,
)

EXAMPLES = 3
"""Pictures of one label that are given together."""
LEAST_SHARED, MOST_SHARED = 0.2, 0.8
"""Of the photos that show the one thing, the share that also shows the other, so that there is something to take out."""
LEAST_PHOTOS = 8
_PLAIN = frozenset(
    [
        "with",
        "from",
        "that",
        "this",
        "there",
        "their",
        "into",
        "onto",
        "over",
        "under",
        "next",
        "near",
        "around",
        "while",
        "front",
        "sitting",
        "standing",
        "large",
        "small",
        "some",
        "several",
        "being",
        "very",
        "have",
        "has",
        "been",
        "photo",
        "close",
        "view",
        "seen",
        "other",
        "another",
        "which",
        "black",
        "white",
        "red",
        "blue",
        "green",
        "yellow",
        "brown",
        "many",
        "two",
        "three",
        "four",
        "people",
        "person",
    ]
)

Ranking = list[Path]


class Composed:
    """The described photos, ranked by whole questions as the search makes them."""

    def __init__(self, indexed: Indexed, entries: list[Entry]) -> None:
        self.entries = [e for e in labelled.photos(entries) if indexed.item(e.path) is not None]
        self.paths = [entry.path for entry in self.entries]
        self._allowed = indexed.items(self.paths)
        self._indexed = indexed
        self._words: dict[str, Vector] = {}

    def words(self, text: str, *, weight: float = 1.0) -> Weighed:
        if text not in self._words:
            self._words[text] = self._indexed.ask(text)
        return Weighed(parts=(0,), vector=self._words[text], weight=weight, is_words=True)

    def photo(self, path: Path, *, weight: float = 1.0, role: Role = Role.PART) -> Weighed:
        vector = self._indexed.provider.embed_example(self._indexed.vectors_of(path))
        vector = vector / np.linalg.norm(vector)
        return Weighed(parts=(0,), vector=vector, weight=weight, role=role)

    def rank(self, *parts: Weighed, left_out: Sequence[Path] = ()) -> Ranking:
        found = self._indexed.by_scan(
            together(weigh(parts)),
            kind=Kind.PHOTO,
            allowed=self._allowed,
            count=len(self._allowed),
        )
        return [path for path, _ in found if path not in left_out]


def nouns(entry: Entry) -> set[str]:
    said = re.findall(r"[a-z]{4,}", " ".join(entry.captions).lower())
    return {word.rstrip("s") for word in said} - _PLAIN


def composed_tables(indexed: Indexed, entries: list[Entry]) -> list[Table]:
    photos = Composed(indexed, entries)
    described = [entry for entry in photos.entries if len(entry.captions) > 1]
    tables = [several_examples_table(photos), marks_table(photos)]
    if described:
        tables = [photo_and_words_table(photos, described), without_table(photos), *tables]
    return [table for table in tables if table.rows]


def photo_and_words_table(photos: Composed, described: list[Entry]) -> Table:
    """A photo that shows something similar, and what is different about the one that is meant."""
    shown = {entry.path: nouns(entry) for entry in described}
    common = Counter(word for words in shown.values() for word in words)
    asked = []
    for entry in described:
        others = [other for other in described if other is not entry]
        alike = max(
            others,
            key=lambda o: sum(1 / common[w] for w in shown[entry.path] & shown[o.path]),
        )
        different = shown[entry.path] - shown[alike.path]
        words = " ".join(sorted(different, key=lambda w: (common[w], w))[:3])
        asked.append((alike.path, words, entry.path))
    questions = [Question(words, frozenset({wanted})) for _, words, wanted in asked]
    table = Table(
        f"Photo + words → the photo that is meant: {len(asked)} questions, {len(photos.paths)} photos",
        ("R@1", "R@5", "R@10", "MRR"),
    )
    chances = [chance_recall(questions, len(photos.paths) - 1, k) for k in (1, 5, 10)]
    table.rows.append(("chance", (*chances, "")))
    ways: dict[str, list[Ranking]] = {
        "photo alone": [photos.rank(photos.photo(p), left_out=[p]) for p, _, _ in asked],
        "words alone": [photos.rank(photos.words(w), left_out=[p]) for p, w, _ in asked],
        "both": [
            photos.rank(photos.photo(p), photos.words(w), left_out=[p]) for p, w, _ in asked
        ],
        "photo at 0.5": [
            photos.rank(photos.photo(p, weight=0.5), photos.words(w), left_out=[p])
            for p, w, _ in asked
        ],
    }
    table.rows.extend((name, _recalls(questions, ranked)) for name, ranked in ways.items())
    return table


def without_table(photos: Composed) -> Table:
    """Something without something else: right is what shows the one and not the other."""
    shown = {entry.path: nouns(entry) for entry in photos.entries}
    of_word: dict[str, set[Path]] = defaultdict(set)
    for path, words in shown.items():
        for word in words:
            of_word[word].add(path)
    pairs = [
        (thing, other)
        for thing, paths in sorted(of_word.items())
        if len(paths) >= LEAST_PHOTOS
        for other, others in sorted(of_word.items())
        if other != thing
        and len(others) >= LEAST_PHOTOS / 2
        and LEAST_SHARED <= len(paths & others) / len(paths) <= MOST_SHARED
    ]
    questions = [Question(a, frozenset(of_word[a] - of_word[b])) for a, b in pairs]
    table = Table(
        f"Like A without B: {len(pairs)} questions, {len(photos.paths)} photos",
        ("P@5", "P@10", "B in 10"),
    )
    if not pairs:
        return table
    chances = [chance_precision(questions, len(photos.paths), k) for k in (5, 10)]
    table.rows.append(("chance", (*chances, "")))
    like = {a: sorted(of_word[a] & of_word[b])[0] for a, b in pairs}
    ways: dict[str, list[Ranking]] = {
        "words: A": [photos.rank(photos.words(a)) for a, _ in pairs],
        "words: A -B": [
            photos.rank(photos.words(a), photos.words(b, weight=-1)) for a, b in pairs
        ],
        "photo of A and B": [
            photos.rank(photos.photo(like[a]), left_out=[like[a]]) for a, b in pairs
        ],
        "the photo, -B": [
            photos.rank(photos.photo(like[a]), photos.words(b, weight=-1), left_out=[like[a]])
            for a, b in pairs
        ],
    }
    for name, ranked in ways.items():
        told = [precision_at(questions, ranked, k) for k in (5, 10)]
        unwanted = [
            len(of_word[b].intersection(found[:10])) / min(10, len(of_word[b]))
            for (_, b), found in zip(pairs, ranked, strict=True)
        ]
        table.rows.append((name, (*told, 100 * float(np.mean(unwanted)))))
    return table


def several_examples_table(photos: Composed) -> Table:
    of_label: dict[str, list[Path]] = defaultdict(list)
    for entry in photos.entries:
        for label in entry.labels:
            of_label[label].append(entry.path)
    asked = [
        (paths[i : i + EXAMPLES], frozenset(paths) - frozenset(paths[i : i + EXAMPLES]))
        for paths in of_label.values()
        if len(paths) >= 2 * EXAMPLES
        for i in range(len(paths) - EXAMPLES + 1)
    ]
    questions = [Question(str(given[0]), wanted) for given, wanted in asked]
    table = Table(
        f"{EXAMPLES} examples → same label: {len(asked)} questions, {len(photos.paths)} photos",
        ("P@1", "P@5", "P@10"),
    )
    if not asked:
        return table
    chances = [chance_precision(questions, len(photos.paths) - EXAMPLES, k) for k in (1, 5, 10)]
    table.rows.append(("chance", tuple(chances)))
    one = [photos.rank(photos.photo(given[0]), left_out=given) for given, _ in asked]
    all_ = [photos.rank(*map(photos.photo, given), left_out=given) for given, _ in asked]
    for name, ranked in (("the first alone", one), ("all of them", all_)):
        table.rows.append((name, tuple(precision_at(questions, ranked, k) for k in (1, 5, 10))))
    return table


def marks_table(photos: Composed) -> Table:
    """The first right answer of ten is marked as wanted, the first wrong one as not; both are taken out of all rankings."""
    carrying = [entry for entry in photos.entries if entry.labels]
    paths = {entry.path for entry in carrying}
    rows: dict[str, list[Ranking]] = defaultdict(list)
    questions = []
    for question in labelled.labels(carrying):
        first = [p for p in photos.rank(photos.words(question.words)) if p in paths]
        right = [path for path in first[:10] if path in question.wanted]
        wrong = [path for path in first[:10] if path not in question.wanted]
        if not right or not wrong or len(question.wanted) < 2:
            continue
        marked = {right[0], wrong[0]}
        questions.append(Question(question.words, question.wanted - marked))
        words = photos.words(question.words)
        more = photos.photo(right[0], role=Role.MORE)
        less = photos.photo(wrong[0], role=Role.LESS)
        for name, parts in (
            ("words alone", (words,)),
            ("more like one", (words, more)),
            ("after two marks", (words, more, less)),
        ):
            ranked = photos.rank(*parts)
            rows[name].append([p for p in ranked if p in paths and p not in marked])
    table = Table(
        f"More and less like this: {len(questions)} labels, {len(paths)} photos",
        ("P@1", "P@5", "P@10", "MRR"),
    )
    if not questions:
        return table
    chances = [chance_precision(questions, len(paths) - 2, k) for k in (1, 5, 10)]
    table.rows.append(("chance", (*chances, "")))
    for name, found in rows.items():
        told = [precision_at(questions, found, k) for k in (1, 5, 10)]
        table.rows.append((name, (*told, reciprocal_rank(questions, found))))
    return table


def _recalls(questions: Sequence[Question], ranked: Sequence[Ranking]) -> tuple[Cell, ...]:
    found = [recall_at(questions, ranked, k) for k in (1, 5, 10)]
    return (*found, reciprocal_rank(questions, ranked))
