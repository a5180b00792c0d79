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
