"""Rows of cells: every item once, in order, edges flush, headings in their places."""

import numpy as np
import pytest

from findling.gui.grid_rows import TALLEST, WALKED, justify, running_edges, squares
from findling.gui.layout import Layout, Measures, Rows


def laid(
    aspects: list[float],
    *,
    width: int = 1000,
    height: int = 180,
    sections: tuple[int, ...] = (0,),
) -> Layout:
    edges = running_edges(np.array(aspects, dtype=np.float32))
    measures = Measures(width=width, height=height, gap=6, heads=(40,) * len(sections), foot=10)
    return justify(edges, sections=np.array(sections, dtype=np.int64), measures=measures)


def in_squares(
    count: int, *, width: int = 1000, height: int = 180, sections: tuple[int, ...] = (0,)
) -> Layout:
    measures = Measures(width=width, height=height, gap=6, heads=(40,) * len(sections), foot=10)
    return squares(count, sections=np.array(sections, dtype=np.int64), measures=measures)


def everything(layout: Layout) -> Rows:
    return layout.between(0, layout.total)


def many(count: int, seed: int = 1) -> list[float]:
    shapes = np.array([1.5, 0.66, 1.33, 1.78, 1.0, 3.0])
    return np.random.default_rng(seed).choice(shapes, count).tolist()  # type: ignore[no-any-return]


def test_nothing_has_no_rows() -> None:
    layout = laid([], sections=())
    assert (layout.rows, layout.total) == (0, 0)
    assert layout.item_at(10, 10) is None
    assert list(layout.between(0, 1000).items) == []
    assert layout.nearest(10, 10) is None
    assert list(layout.items_in(0, 0, 100, 100)) == []


@pytest.mark.parametrize("count", [1, 7, 400, WALKED + 1000])
def test_every_item_lies_in_one_row_in_order(count: int) -> None:
    layout = laid(many(count), sections=(0, count // 3, count // 2) if count > 6 else (0,))
    numbers = range(layout.rows) if count < 1000 else range(50)
    items = [item for row in numbers for item, _, _ in layout.cells(row)]
    assert items == list(range(len(items)))
    rows = everything(layout)
    assert rows.items == range(count)
    assert (np.diff(rows.starts) >= 0).all()
    assert len(rows) == layout.rows
    assert layout.items == count


@pytest.mark.parametrize("count", [400, WALKED + 1000])
def test_full_rows_end_at_the_right_edge(count: int) -> None:
    layout = laid(many(count))
    for number in range(min(layout.rows - 1, 60)):
        if int(layout.row(number).heights[0]) < 180 * TALLEST * 0.95:
            _, left, width = layout.cells(number)[-1]
            assert left + width == 1000


@pytest.mark.parametrize("count", [400, WALKED + 1000])
@pytest.mark.parametrize("height", [96, 180, 420])
def test_rows_lie_under_each_other_with_a_gap(count: int, height: int) -> None:
    rows = everything(laid(many(count), height=height))
    filled = np.diff(rows.starts) > 0
    steps = np.diff(rows.tops[filled])
    assert (steps == rows.heights[filled][:-1] + 6).all()


def test_rows_cut_on_their_own_keep_the_shapes() -> None:
    """Of a long list: drawn taller or lower by hardly more than a hundredth."""
    layout = laid(many(WALKED + 5000))
    rows = everything(layout)
    _, widths = layout.spans(rows)
    aspects = np.clip(np.array(many(WALKED + 5000)), 0.4, 3.6)
    shown = widths / np.repeat(rows.heights, np.diff(rows.starts))
    assert np.percentile(np.abs(shown / aspects - 1), 95) < 0.03
    assert np.median(rows.heights) == pytest.approx(180, rel=0.05)


def test_wide_pictures_in_a_narrow_window_may_leave_a_row_without_items() -> None:
    aspects = np.resize(np.array([3.6, 3.6, 3.6, 0.5]), WALKED + 1000).tolist()
    layout = laid(aspects, width=400, height=420)
    rows = everything(layout)
    assert rows.items == range(WALKED + 1000)
    assert (np.diff(rows.starts) == 0).any()
    item = 0
    for _ in range(30):
        below = layout.beside(item, rows=1)
        assert below > item
        item = below


def test_the_last_row_of_a_section_is_not_stretched() -> None:
    layout = laid([1.5] * 7, sections=(0, 6))
    assert int(layout.row(layout.rows - 1).heights[0]) == 180
    assert layout.cells(layout.rows - 1) == [(6, 0, 270)]


def test_no_row_grows_beyond_its_bound() -> None:
    assert int(everything(laid(many(3000), width=700)).heights.max()) <= 180 * TALLEST


@pytest.mark.parametrize("count", [20, WALKED + 1000])
def test_a_section_starts_a_row_under_its_heading(count: int) -> None:
    layout = laid([1.5] * count, sections=(0, 9))
    number = layout.row_of(9)
    row, above = layout.row(number), layout.row(number - 1)
    assert row.items.start == 9
    assert int(row.tops[0] - layout.head_tops[1]) == 40
    assert int(layout.head_tops[1]) >= int(above.tops[0] + above.heights[0]) + 10


@pytest.mark.parametrize("layout", [laid(many(200)), laid(many(WALKED + 200)), in_squares(200)])
def test_a_point_leads_to_the_item_drawn_there(layout: Layout) -> None:
    for item in range(0, 200, 7):
        left, top, width, height = layout.rectangle(item)
        assert layout.item_at(left + width // 2, top + height // 2) == item
        assert layout.nearest(left + width // 2, top + height // 2) == item
        assert layout.row_of(item) == layout.row_of(layout.row(layout.row_of(item)).items.start)
    assert layout.item_at(5, 3) is None  # in the heading
    assert layout.item_at(2000, 100) is None
    assert layout.nearest(5, 3) == 0
    assert layout.nearest(2000, layout.total + 500) == layout.items - 1


def test_extreme_shapes_are_bounded() -> None:
    layout = laid([0.01, 100.0, 1.0, 1.0, 1.0])
    assert all(width >= 60 for row in range(layout.rows) for _, _, width in layout.cells(row))


def test_a_million_items_touch_only_the_rows_asked_for() -> None:
    layout = laid(many(1_000_000))
    middle = layout.total // 2
    assert 3 <= len(layout.between(middle, middle + 900)) <= 8
    assert layout.nearest(500, middle + 300) is not None
    assert len(layout.items_in(0, middle, 1000, middle + 900)) < 80


def test_beside_goes_to_the_nearest_below_and_stops_at_the_ends() -> None:
    layout = laid([1.0] * 30)
    below = layout.beside(1, rows=1)
    assert layout.row_of(below) == 1
    assert abs(layout.rectangle(below)[0] - layout.rectangle(1)[0]) < 120
    assert layout.beside(0, rows=-1) == 0
    assert layout.beside(29, rows=3) == 29


def test_squares_are_square_and_fill_the_width() -> None:
    layout = in_squares(23, sections=(0, 9))
    assert [item for row in range(layout.rows) for item, _, _ in layout.cells(row)] == list(
        range(23)
    )
    for row in range(layout.rows):
        for _, _, width in layout.cells(row):
            assert abs(width - int(layout.row(row).heights[0])) <= 1
    _, left, width = layout.cells(0)[-1]
    assert left + width == 1000
    assert len(layout.cells(layout.row_of(8))) == 4  # what is left of the first section


def test_columns_of_squares_stand_under_each_other() -> None:
    layout = in_squares(40, width=997)
    lefts = {left for row in range(layout.rows) for _, left, _ in layout.cells(row)}
    assert len(lefts) == len(layout.cells(0))


@pytest.mark.parametrize("layout", [laid(many(300)), laid(many(WALKED + 300)), in_squares(300)])
def test_a_rectangle_holds_the_items_it_touches(layout: Layout) -> None:
    band = (210, 150, 640, 700)
    touched = set()
    for item in range(100):
        left, top, width, height = layout.rectangle(item)
        across = left < band[2] and left + width > band[0]
        if across and top < band[3] and top + height > band[1]:
            touched.add(item)
    assert len(touched) > 6
    assert set(layout.items_in(*band).tolist()) == touched
