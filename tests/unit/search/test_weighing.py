"""The parts of a question as one vector, and what each of them does in it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findling.core.model import Vector
from findling.core.query import Role
from findling.search.oracle import unit
from findling.search.weighing import BETA, GAMMA, Weighed, together, weigh


def direction(*values: float) -> Vector:
    return unit(np.array(values, np.float32))


def words(number: int, *values: float, weight: float = 1.0) -> Weighed:
    return Weighed(parts=(number,), vector=direction(*values), weight=weight, is_words=True)


def file(number: int, *values: float, weight: float = 1.0, role: Role = Role.PART) -> Weighed:
    return Weighed(parts=(number,), vector=direction(*values), weight=weight, role=role)


def test_one_part_is_the_question_whatever_its_weight() -> None:
    [pull] = weigh([words(0, 1, 2, 2, weight=0.3)])
    assert pull.vector == pytest.approx(direction(1, 2, 2))
    assert pull.parts == (0,)


def test_words_and_examples_count_the_same_however_many_examples() -> None:
    for count in (1, 2, 5):
        question = together(
            weigh([words(0, 1, 0, 0), *(file(n, 0, 1, 0) for n in range(1, count + 1))])
        )
        assert question == pytest.approx([np.sqrt(0.5), np.sqrt(0.5), 0], abs=1e-6)


def test_a_weight_says_how_much_a_part_counts() -> None:
    question = together(weigh([words(0, 1, 0), file(1, 0, 1, weight=2.0)]))
    assert question[1] == pytest.approx(2 * question[0])


def test_examples_are_weighed_among_themselves() -> None:
    question = together(weigh([file(0, 1, 0), file(1, 0, 1, weight=0.5)]))
    assert question == pytest.approx(direction(1, 0.5))


def test_moving_away_keeps_what_is_shared() -> None:
    fruit, banana, apple = (1, 0, 0), (1, 1, 0), direction(1, 0, 1)
    question = together(weigh([words(0, *fruit), words(1, *banana, weight=-1)]))
    assert np.linalg.norm(question) == pytest.approx(1)
    assert question @ apple == pytest.approx(direction(*fruit) @ apple, rel=0.1)
    assert question @ direction(*banana) < direction(*fruit) @ direction(*banana) - 0.2
    same = together(weigh([words(0, *fruit), words(1, *fruit, weight=-1)]))
    assert same == pytest.approx(direction(*fruit))


def test_half_the_weight_moves_half_as_far() -> None:
    far = together(weigh([words(0, 1, 0), words(1, 1, 1, weight=-1)]))
    near = together(weigh([words(0, 1, 0), words(1, 1, 1, weight=-0.5)]))
    assert near[1] / near[0] == pytest.approx(far[1] / far[0] / 2)


def test_marks_follow_rocchio() -> None:
    question = together(
        weigh(
            [
                words(0, 1, 0, 0, 0),
                file(1, 0, 1, 0, 0, role=Role.MORE),
                file(2, 0, 0, 1, 0, role=Role.MORE),
                file(3, 0, 0, 0, 1, role=Role.LESS),
            ]
        )
    )
    assert question / question[0] == pytest.approx([1, BETA / 2, BETA / 2, -GAMMA])


def test_words_leave_the_order_of_media_without_words_as_it_is() -> None:
    """Dimensions 0 and 1 are words, 2 and 3 sound: a recording has no words."""
    recordings = np.array([[0, 0, 1, 0], [0, 0, 0.6, 0.8], [0, 0, 0, 1]], np.float32)
    sound = file(1, 0, 0, 0.8, 0.6)
    alone = recordings @ together(weigh([sound]))
    both = recordings @ together(weigh([words(0, 1, 2, 0, 0), sound]))
    assert both / both[0] == pytest.approx(alone / alone[0])
    assert np.all(both > 0)


def test_nothing_to_move_to_is_no_question() -> None:
    assert weigh([]) == ()
    assert weigh([words(0, 1, 0, weight=-1)]) == ()
    assert weigh([file(0, 1, 0, role=Role.LESS)]) == ()
    assert weigh([Weighed(parts=(0,), vector=np.zeros(2, np.float32))]) == ()


def test_what_is_marked_alone_is_a_question() -> None:
    assert together(weigh([file(0, 3, 4, role=Role.MORE)])) == pytest.approx(direction(3, 4))


parts = st.builds(
    lambda values, weight, is_words, role: Weighed(
        parts=(0,),
        vector=unit(np.array(values, np.float32)),
        weight=weight,
        is_words=is_words,
        role=role,
    ),
    st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3),
    st.floats(-1, 2),
    st.booleans(),
    st.sampled_from(Role),
)


@given(st.lists(parts, max_size=6))
def test_pulls_sum_up_to_a_unit_vector_or_there_are_none(weighed: list[Weighed]) -> None:
    pulls = weigh(weighed)
    if pulls:
        assert np.linalg.norm(together(pulls)) == pytest.approx(1, abs=1e-3)
