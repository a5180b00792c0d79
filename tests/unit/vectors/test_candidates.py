import numpy as np
import pytest

from findling.vectors import candidates
from findling.vectors.candidates import AllowedItems, Candidates, best_first


def test_best_first_and_the_older_row_of_equals() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.1, 0.9, 0.5], np.float32)
    rows = np.array([7, 3, 2, 1, 0, 9])
    assert rows[best_first(scores, rows, count=4)].tolist() == [0, 3, 2, 7]
    assert rows[best_first(scores, rows, count=1)].tolist() == [0]
    assert len(best_first(scores, rows, count=0)) == 0
    assert len(best_first(scores, rows, count=99)) == 6


@pytest.mark.parametrize("dense", [1 << 26, 3])
def test_allowed_items_are_told_by_table_or_by_sorting(
    dense: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "DENSE", dense)
    allowed = AllowedItems(np.array([-4, 0, 2, 9]))
    asked = np.array([0, 1, 2, 8, 9, 10, 10**12])
    assert allowed.mask(asked).tolist() == [True, False, True, False, True, False, False]
    assert not AllowedItems(np.empty(0, np.int64)).mask(asked).any()


def test_none_is_empty() -> None:
    nothing = Candidates.none()
    assert (len(nothing.span_ids), len(nothing.scores), nothing.population) == (0, 0, 0)
