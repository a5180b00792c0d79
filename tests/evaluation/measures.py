"""How good a ranking is. Pure arithmetic.

A ranking is a list of keys, best first; wanted are the keys that are right. R@k: a right one is among the first k.
P@k: the share of right ones among the first k, of as many as there can be. MRR: the mean of 1 / rank of the first right one.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

Cell = float | str
Key = Hashable


@dataclass(frozen=True)
class Table:
    """Figures are percentages unless the column says otherwise."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, tuple[Cell, ...]]] = field(default_factory=list)
    note: str = ""

    def text(self) -> str:
        width = max([len(name) for name, _ in self.rows] + [20])
        lines = [self.title, " " * width + "".join(f"{c:>12}" for c in self.columns)]
        for name, cells in self.rows:
            lines.append(name.ljust(width) + "".join(f"{_shown(cell):>12}" for cell in cells))
        return "\n".join([*lines, self.note, ""] if self.note else [*lines, ""])

    def figures(self) -> dict[str, dict[str, Cell]]:
        return {name: dict(zip(self.columns, cells, strict=True)) for name, cells in self.rows}


def _shown(cell: Cell) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else cell


@dataclass(frozen=True)
class Question:
    words: str
    wanted: frozenset[Key]


Ranker = Callable[[str], Sequence[Key]]


def rankings(questions: Sequence[Question], rank: Ranker) -> list[Sequence[Key]]:
    return [rank(question.words) for question in questions]


def recall_at(questions: Sequence[Question], ranked: Sequence[Sequence[Key]], k: int) -> float:
    found = [
        any(key in question.wanted for key in ranking[:k])
        for question, ranking in zip(questions, ranked, strict=True)
    ]
    return 100 * float(np.mean(found))


def precision_at(
    questions: Sequence[Question], ranked: Sequence[Sequence[Key]], k: int
) -> float:
    shares = [
        len(question.wanted.intersection(ranking[:k])) / min(k, len(question.wanted))
        for question, ranking in zip(questions, ranked, strict=True)
    ]
    return 100 * float(np.mean(shares))


def reciprocal_rank(questions: Sequence[Question], ranked: Sequence[Sequence[Key]]) -> float:
    """As a percentage, like all the others."""
    values = []
    for question, ranking in zip(questions, ranked, strict=True):
        first = next((i for i, key in enumerate(ranking, 1) if key in question.wanted), None)
        values.append(1 / first if first else 0.0)
    return 100 * float(np.mean(values))


def chance_recall(questions: Sequence[Question], population: int, k: int) -> float:
    """Of k drawn without looking, at least one is right."""
    missed = []
    for question in questions:
        wrong = population - len(question.wanted)
        drawn = np.arange(min(k, population))
        missed.append(float(np.prod(np.clip((wrong - drawn) / (population - drawn), 0, 1))))
    return 100 * (1 - float(np.mean(missed)))


def chance_precision(questions: Sequence[Question], population: int, k: int) -> float:
    shares = [
        k * len(question.wanted) / population / min(k, len(question.wanted))
        for question in questions
    ]
    return 100 * float(np.mean(shares))


def unique(keys: Sequence[Key]) -> list[Key]:
    return list(dict.fromkeys(keys))


def found_of(
    pairs: Collection[frozenset[Key]], right: Collection[frozenset[Key]]
) -> tuple[float, float]:
    """Precision and recall of pairs said to belong together, as percentages."""
    hits = len(set(pairs) & set(right))
    return 100 * hits / max(len(pairs), 1), 100 * hits / max(len(right), 1)
