"""Justified rows: every item once, in order, edges flush, headings in their places."""

import numpy as np
import pytest

from findling.gui.layout import TALLEST, WALKED, Layout, Measures, justify, running_edges


def laid(
    aspects: list[float], *, width: int = 1000, sections: tuple[int, ...] = (0,)
) -> Layout:
    edges = running_edges(np.array(aspects, dtype=np.float32))
    measures = Measures(width=width, height=180, gap=6, heads=(40,) * len(sections), foot=10)
    return justify(edges, sections=np.array(sections, dtype=np.int64), measures=measures)


def many(count: int, seed: int = 1) -> list[float]:
    shapes = np.array([1.5, 0.66, 1.33, 1.78, 1.0, 3.0])
    return np.random.default_rng(seed).choice(shapes, count).tolist()  # type: ignore[no-any-return]


def test_nothing_has_no_rows() -> None:
    layout = laid([], sections=())
    assert (layout.rows, layout.total) == (0, 0)
    assert layout.item_at(10, 10) is None
    assert list(layout.rows_between(0, 1000)) == []


@pytest.mark.parametrize("count", [1, 7, 400, WALKED + 1000])
def test_every_item_lies_in_one_row_in_order(count: int) -> None:
    layout = laid(many(count), sections=(0, count // 3, count // 2) if count > 6 else (0,))
    rows = range(layout.rows) if count < 1000 else range(50)
    items = [item for row in rows for item, _, _ in layout.cells(row)]
    assert items == list(range(len(items)))
    assert int(layout.starts[-1]) == count


@pytest.mark.parametrize("count", [400, WALKED + 1000])
def test_full_rows_end_at_the_right_edge(count: int) -> None:
    layout = laid(many(count))
    for row in range(min(layout.rows - 1, 60)):
        if layout.heights[row] < 180 * TALLEST:
            _, left, width = layout.cells(row)[-1]
            assert left + width == 1000


def test_the_last_row_of_a_section_is_not_stretched() -> None:
    layout = laid([1.5] * 7, sections=(0, 6))
    assert int(layout.heights[-1]) == 180
    assert layout.cells(layout.rows - 1) == [(6, 0, 270)]


def test_no_row_grows_beyond_its_bound() -> None:
    layout = laid(many(3000), width=700)
    assert int(layout.heights.max()) <= 180 * TALLEST


def test_a_section_starts_a_row_under_its_heading() -> None:
    layout = laid([1.5] * 20, sections=(0, 9))
    row = layout.row_of(9)
    assert int(layout.starts[row]) == 9
    assert int(layout.tops[row] - layout.head_tops[1]) == 40
    above = int(layout.tops[row - 1] + layout.heights[row - 1])
    assert int(layout.head_tops[1]) >= above + 10


def test_a_point_leads_to_the_item_drawn_there() -> None:
    layout = laid(many(200))
    for item in range(0, 200, 7):
        left, top, width, height = layout.rectangle(item)
        assert layout.item_at(left + width // 2, top + height // 2) == item
    assert layout.item_at(5, 3) is None  # in the heading
    assert layout.item_at(2000, 100) is None


def test_extreme_shapes_are_bounded() -> None:
    layout = laid([0.01, 100.0, 1.0, 1.0, 1.0])
    assert all(width >= 60 for row in range(layout.rows) for _, _, width in layout.cells(row))


def test_a_million_items_touch_only_the_rows_asked_for() -> None:
    layout = laid(many(1_000_000))
    rows = layout.rows_between(layout.total // 2, layout.total // 2 + 900)
    assert 3 <= len(rows) <= 8
    assert layout.item_at(500, layout.total // 2 + 300) is not None


def test_beside_goes_to_the_nearest_below_and_stops_at_the_ends() -> None:
    layout = laid([1.0] * 30)
    below = layout.beside(1, rows=1)
    assert layout.row_of(below) == 1
    assert abs(layout.rectangle(below)[0] - layout.rectangle(1)[0]) < 120
    assert layout.beside(0, rows=-1) == 0
    assert layout.beside(29, rows=3) == 29
