"""The figures themselves, on rankings small enough to reckon by hand."""

import pytest

from tests.evaluation.measures import (
    Question,
    Table,
    chance_precision,
    chance_recall,
    found_of,
    precision_at,
    recall_at,
    reciprocal_rank,
)

ONE = Question("one", frozenset({"a"}))
THREE = Question("three", frozenset({"a", "b", "c"}))
RANKED = [["x", "a", "y", "z"], ["b", "x", "c", "y"]]


def test_recall_counts_questions_with_a_right_one_in_reach() -> None:
    assert recall_at([ONE, THREE], RANKED, 1) == 50
    assert recall_at([ONE, THREE], RANKED, 2) == 100


def test_precision_is_of_as_many_as_there_can_be() -> None:
    assert precision_at([ONE], RANKED[:1], 4) == 100
    assert precision_at([THREE], RANKED[1:], 2) == 50
    assert precision_at([THREE], RANKED[1:], 4) == pytest.approx(200 / 3)


def test_the_reciprocal_rank_is_of_the_first_right_one() -> None:
    assert reciprocal_rank([ONE, THREE], RANKED) == 75
    assert reciprocal_rank([ONE], [["x", "y"]]) == 0


def test_chance_is_what_drawing_gives() -> None:
    assert chance_recall([ONE], 4, 1) == pytest.approx(25)
    assert chance_recall([ONE], 4, 2) == pytest.approx(50)
    assert chance_recall([THREE], 4, 2) == pytest.approx(100)
    assert chance_precision([THREE], 4, 2) == pytest.approx(75)


def test_pairs_have_precision_and_recall() -> None:
    said = {frozenset("ab"), frozenset("ac")}
    right = {frozenset("ab"), frozenset("bc"), frozenset("cd"), frozenset("de")}
    assert found_of(said, right) == (50, 25)


def test_a_table_prints_and_gives_its_figures() -> None:
    table = Table("Title", ("R@1",), [("way", (12.34,)), ("chance", ("",))])
    assert table.figures() == {"way": {"R@1": 12.34}, "chance": {"R@1": ""}}
    assert "12.3" in table.text()
