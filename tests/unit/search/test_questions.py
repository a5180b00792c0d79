"""Everything a question is made of, as one vector."""

import numpy as np
import pytest

from findling.core.model import Vector
from findling.search import oracle
from findling.search.oracle import unit
from findling.search.questions import QuestionVectors, move_away
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
    monkeypatch.setattr(oracle, "KEPT_VECTORS", 2)
    provider = PaintedProvider()
    questions = QuestionVectors(provider)
    for word in ("a", "b", "a", "c", "a", "b"):
        questions.vector(word, without=(), examples=[])
    assert provider.asked == ["a", "b", "c", "b"]
