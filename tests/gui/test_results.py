"""Months, best and weaker matches, counts by kind."""

from pathlib import Path

import numpy as np

from findling.core.model import Kind, Strength
from findling.gui.results import Aspects, Question, browsing, found
from tests.gui.fakes import answer, hit, listing


def test_browsing_has_a_section_for_each_month() -> None:
    results = browsing(Question(), listing(40))
    assert [s.title for s in results.sections] == ["April 2024", "March 2024"]
    assert [s.start for s in results.sections] == [0, 30]
    assert results.sections[0].note == "30"


def test_a_chosen_kind_leaves_the_counts_of_all() -> None:
    results = browsing(Question(kind=Kind.CLIP), listing(10, kinds=(0, 1)))
    assert results.counts == (5, 5, 0, 0)
    assert results.ids.tolist() == [2, 4, 6, 8, 10]


def test_weak_hits_come_last_under_a_divider() -> None:
    question = Question(text="cat")
    weak, strong = hit(1, Strength.WEAK), hit(2, Strength.STRONG)
    results, _ = found(question, answer(question.request(), weak, strong), aspects=None)
    assert results.ids.tolist() == [2, 1]
    assert [(s.title, s.start, s.divider) for s in results.sections] == [
        ("Best matches", 0, False),
        ("Weaker matches", 1, True),
    ]


def test_without_confidence_nothing_is_called_best() -> None:
    question = Question(text="cat")
    reply = answer(question.request(), hit(1, Strength.WEAK), confident=False)
    results, _ = found(question, reply, aspects=None)
    assert [s.title for s in results.sections] == [""]
    assert not results.confident


def test_shapes_are_looked_up_by_id() -> None:
    aspects = Aspects(listing(4))
    shapes, known = aspects.of(np.array([2, 1, 77]))
    assert np.allclose(shapes, [0.7, 1.5, 1.0])
    assert not known
    assert aspects.of(np.array([3]))[1]


def test_a_question_says_what_it_asks() -> None:
    question = Question(text=" red car ", kind=Kind.PHOTO, folder=Path("/a"))
    request = question.request()
    assert request.text == "red car"
    assert len(request.filters) == 2
    assert not Question(text="  ").asks
    assert Question(like=(Path("/a/b.jpg"),)).asks
