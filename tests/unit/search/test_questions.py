"""Each thing a question is made of, as a vector; nothing is asked twice."""

import numpy as np
import pytest

from findling.search import oracle
from findling.search.questions import QuestionVectors
from tests.integration.painted import SPACE, PaintedProvider


def test_words_and_examples_are_unit_vectors() -> None:
    questions = QuestionVectors(PaintedProvider())
    told = questions.of_words(["red", "blue"])
    assert np.linalg.norm(told["red"]) == pytest.approx(1)
    assert set(told) == {"red", "blue"}
    example = np.zeros((2, SPACE.dimensions), np.float32)
    example[:, 3] = 7.0
    assert questions.of_example(example)[3] == pytest.approx(1)


def test_an_example_without_spans_is_no_direction() -> None:
    questions = QuestionVectors(PaintedProvider())
    nothing = questions.of_example(np.empty((0, SPACE.dimensions), np.float32))
    assert nothing.shape == (SPACE.dimensions,)
    assert not nothing.any()


def test_only_recent_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle, "KEPT_VECTORS", 2)
    provider = PaintedProvider()
    questions = QuestionVectors(provider)
    for word in ("a", "b", "a", "c", "a", "b"):
        questions.of_words([word])
    assert provider.asked == ["a", "b", "c", "b"]
