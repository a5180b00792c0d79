"""Questions as vectors, and the scale that all kinds share."""

import numpy as np
import pytest
from numpy.typing import NDArray

from findling.core.model import Kind, Vector
from findling.search import retrieve
from findling.search.retrieve import QuestionVectors, by_meaning, move_away, unit
from findling.vectors.candidates import Candidates
from tests.integration.painted import SPACE, WORDS, PaintedProvider


def direction(*values: float) -> Vector:
    return unit(np.array(values, np.float32))


def test_moving_away_keeps_what_is_shared() -> None:
    fruit, banana, apple = direction(1, 0, 0), direction(1, 1, 0), direction(1, 0, 1)
    question = move_away(fruit, banana)
    assert np.linalg.norm(question) == pytest.approx(1)
    assert question @ apple == pytest.approx(fruit @ apple, rel=0.1)
    assert question @ banana < fruit @ banana - 0.2
    assert move_away(fruit, fruit) == pytest.approx(fruit)


def test_words_and_examples_count_the_same() -> None:
    questions = QuestionVectors(PaintedProvider())
    example = np.zeros((2, SPACE.dimensions), np.float32)
    example[:, WORDS] = 7.0
    both = questions.vector("red", without=(), examples=[example, example])
    assert both is not None
    assert np.linalg.norm(both) == pytest.approx(1)
    assert np.linalg.norm(both[:WORDS]) == pytest.approx(np.sqrt(0.5), abs=1e-5)


def test_nothing_asked_is_no_question() -> None:
    questions = QuestionVectors(PaintedProvider())
    assert questions.vector("", without=("red",), examples=[]) is None
    assert questions.vector("", without=(), examples=[np.empty((0, 4), np.float32)]) is None


def test_only_recent_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieve, "KEPT_VECTORS", 2)
    provider = PaintedProvider()
    questions = QuestionVectors(provider)
    for word in ("a", "b", "a", "c", "a", "b"):
        questions.vector(word, without=(), examples=[])
    assert provider.asked == ["a", "b", "c", "b"]


class Shelves:
    """An index of one photo and one page scoring alike, on backgrounds of very different widths."""

    def __init__(self, *, page_deviation: float) -> None:
        plain = np.tile(np.array([-1, 1], np.float32), 250)
        self.samples = {
            Kind.PHOTO: plain * np.float32(0.1),
            Kind.DOCUMENT: plain * np.float32(page_deviation),
            Kind.CLIP: np.zeros(500, np.float32),
            Kind.RECORDING: np.empty(0, np.float32),
        }

    def search(
        self, query: Vector, *, kinds: object, count: int, allowed: object
    ) -> dict[Kind, Candidates]:
        return {
            kind: Candidates(
                span_ids=np.array([number]),
                item_ids=np.array([number]),
                scores=np.array([0.3 if kind is not Kind.CLIP else 0], np.float32),
                population=500,
            )
            for number, kind in enumerate((Kind.PHOTO, Kind.DOCUMENT, Kind.CLIP))
        }

    def background(self, query: Vector, *, kinds: object) -> dict[Kind, NDArray[np.float32]]:
        return self.samples


def scores_of(page_deviation: float, **usual: float) -> dict[int, float]:
    moments = by_meaning(
        direction(1, 0),
        Shelves(page_deviation=page_deviation),  # type: ignore[arg-type]
        kinds=tuple(Kind),
        count=5,
        allowed=None,
        usual={Kind(kind): value for kind, value in usual.items()},
    )
    return dict(zip(moments.item_ids.tolist(), moments.scores.tolist(), strict=True))


def test_each_kind_is_measured_against_itself() -> None:
    scores = scores_of(0.06)
    assert scores[0] == pytest.approx(3, rel=1e-3)
    assert scores[1] == pytest.approx(5, rel=1e-3)


def test_pages_that_are_all_alike_do_not_make_any_odd_one_a_find() -> None:
    assert scores_of(0.01)[1] == pytest.approx(6, rel=1e-3)


def test_a_question_that_spreads_less_than_usual_is_not_believed() -> None:
    assert scores_of(0.06, photo=0.2)[0] == pytest.approx(1.5, rel=1e-3)


def test_no_shared_block_is_no_evidence() -> None:
    assert 2 not in scores_of(0.06)


def test_nobody_allowed_means_nothing_found() -> None:
    found = by_meaning(
        direction(1, 0),
        Shelves(page_deviation=0.1),  # type: ignore[arg-type]
        kinds=tuple(Kind),
        count=5,
        allowed=np.empty(0, np.int64),
        usual={},
    )
    assert len(found) == 0
