"""What is chosen, by place and by id."""

import numpy as np

from findling.gui.selection import Selection


def test_choosing_toggling_extending() -> None:
    selection = Selection(10)
    selection.choose(3)
    selection.extend(6)
    assert selection.items() == [3, 4, 5, 6]
    selection.extend(1)
    assert selection.items() == [1, 2, 3]
    selection.toggle(2)
    assert selection.items() == [1, 3]
    assert selection.current == 2
    selection.clear()
    assert len(selection) == 0
    assert selection.current is None


def test_all() -> None:
    selection = Selection(5)
    selection.choose_all()
    assert len(selection) == 5
    assert selection.current == 0


def test_a_changed_list_keeps_the_choice_by_id() -> None:
    old, new = np.array([10, 11, 12, 13]), np.array([99, 13, 11])
    selection = Selection(4)
    selection.choose(1)
    selection.toggle(3)
    selection.toggle(0)
    moved = selection.moved(old, new)
    assert moved.items() == [1, 2]
    assert moved.current is None  # item 10 is gone


def test_control_and_shift_add_a_run_that_can_shrink_again() -> None:
    selection = Selection(20)
    selection.choose(2)
    selection.toggle(10)
    selection.extend(14, add=True)
    assert selection.items() == [2, 10, 11, 12, 13, 14]
    selection.extend(11, add=True)
    assert selection.items() == [2, 10, 11]
    selection.extend(12)
    assert selection.items() == [10, 11, 12]


def test_going_somewhere_chooses_nothing_and_starts_a_run_there() -> None:
    selection = Selection(20)
    selection.choose(2)
    selection.look_at(8)
    assert selection.items() == [2]
    assert selection.current == 8
    selection.extend(9, add=True)
    assert selection.items() == [2, 8, 9]


def test_a_band_takes_what_it_touches_beside_what_was_chosen() -> None:
    selection = Selection(10)
    selection.choose(1)
    before = selection.mask.copy()
    selection.take(np.array([4, 5]), beside=before)
    assert selection.items() == [1, 4, 5]
    selection.take(np.array([5]), beside=None)
    assert selection.items() == [5]
    assert selection.current is None
