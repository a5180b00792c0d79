"""Whether a graph may answer: its recall@10 against full vectors, on this library's own rows, for each shape of question.

A question's shape is how far its last component that is not 0 reaches: a typed one fills only the sentence, an example all
blocks, and a graph that serves one may fail the other. A shape nobody has proven is answered by the scan. Runs on the
ingest thread in small steps (`yield` is a place to stop).
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from findling.core.model import Vector
from findling.vectors.graph import Graph
from findling.vectors.shelf import Shelf, full_chunks

NEEDED = 0.99
WIDTHS = (100, 200, 400, 800, 1600)
QUESTIONS = 96
TOP = 10
LANES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The least width (ef) that reached the recall, or 0 where none did before it cost as much as the scan."""

    width: int
    recall: float


def shape_of(query: Vector) -> int:
    """The end of the last 16 components that are not all 0; 0 for a question of zeros."""
    filled = np.flatnonzero(query)
    return 0 if len(filled) == 0 else (int(filled[-1]) // LANES + 1) * LANES


def made_questions(
    shelf: Shelf, shape: int, *, asked: Sequence[Vector] = ()
) -> NDArray[np.float32]:
    """Rows of the shelf cut to the shape: as they are, blurred, and mixed in pairs; then questions really asked."""
    chance = np.random.default_rng(11)
    rows = shelf.pick(chance.integers(0, len(shelf), QUESTIONS))
    rows[:, shape:] = 0
    third = QUESTIONS // 3
    rows[third : 2 * third] += rows[:third]
    noise = chance.standard_normal(rows[third:].shape, np.float32)
    noise *= np.linalg.norm(rows[third:], axis=1, keepdims=True) / np.sqrt(max(shape, 1))
    rows[third:] += noise * (rows[third:] != 0) * chance.uniform(0.1, 0.7, (len(noise), 1))
    mine = [query for query in asked if shape_of(query) == shape][-QUESTIONS // 3 :]
    made: NDArray[np.float32] = np.vstack([rows, *(query[None] for query in mine)])
    filled: NDArray[np.float32] = made[np.abs(made).max(axis=1) > 0]
    return filled


def prove(
    shelf: Shelf,
    graph: Graph,
    *,
    shape: int,
    clock: Callable[[], float],
    asked: Sequence[Vector] = (),
) -> Generator[None, None, Proof]:
    """Raises the width step by step; returns what it found out."""
    questions = made_questions(shelf, shape, asked=asked)
    if len(questions) == 0:
        return Proof(width=0, recall=0.0)
    floors = yield from _tenth_best(shelf, questions)
    scanned = []
    for query in questions:
        begun = clock()
        shelf.search(query, count=TOP)
        scanned.append(clock() - begun)
        yield
    recall = 0.0
    for width in WIDTHS:
        found, walked = [], []
        for query, floor in zip(questions, floors, strict=True):
            begun = clock()
            proposed = graph.nearest(query, count=shelf.fetch(TOP), width=width, wait=True)
            assert proposed is not None
            hits = shelf.search(query, count=TOP, found=proposed[0], scan_from=proposed[1])
            walked.append(clock() - begun)
            found.append(int((hits.scores >= floor - 1e-5).sum()))
            yield
        recall = float(np.mean(np.minimum(found, TOP))) / TOP
        if np.median(walked) > np.median(scanned):
            break
        if recall >= NEEDED:
            return Proof(width=width, recall=recall)
    return Proof(width=0, recall=recall)


def _tenth_best(
    shelf: Shelf, questions: NDArray[np.float32]
) -> Generator[None, None, NDArray[np.float32]]:
    """For each question the score of its true tenth best row."""
    best = np.empty((len(questions), 0), np.float32)
    for chunk in full_chunks(shelf.segments):
        best = np.hstack([best, questions @ chunk.T])
        if best.shape[1] > TOP:
            best = np.partition(best, best.shape[1] - TOP, axis=1)[:, -TOP:]
        yield
    floors: NDArray[np.float32] = best.min(axis=1)
    return floors
