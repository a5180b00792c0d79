"""Months along the edge: where they lie, which years are written, where a key leads."""

import numpy as np
import pytest

from findling.gui.results import Section, months
from findling.gui.timeline import Timeline, timeline


def month(year: int, number: int) -> int:
    return (year - 1970) * 12 + number - 1


def made(*numbers: int, tops: list[int], last: int = 10_000) -> Timeline:
    sections = [Section(start=i, month=number) for i, number in enumerate(numbers)]
    line = timeline(sections, np.array(tops), last=last)
    assert line is not None
    return line


@pytest.fixture
def line() -> Timeline:
    dates = (month(2024, 4), month(2024, 1), month(2023, 12), month(2021, 5))
    return made(*dates, tops=[0, 1000, 3000, 9000])


def test_the_month_at_the_top(line: Timeline) -> None:
    assert [line.month_at(v) for v in (0, 999, 1000, 8999, 10_000)] == [
        month(2024, 4),
        month(2024, 4),
        month(2024, 1),
        month(2023, 12),
        month(2021, 5),
    ]


def test_places_and_values_belong_together(line: Timeline) -> None:
    assert line.value_of(0.25) == 2500
    assert line.share_of(2500) == 0.25
    assert (line.value_of(-1), line.value_of(2)) == (0, 10_000)


def test_months_on_the_last_screen_are_reached_at_the_end() -> None:
    line = made(month(2024, 4), month(2024, 3), month(2024, 2), tops=[0, 900, 1200], last=1000)
    assert line.month_at(1000) == month(2024, 2)
    assert line.beside(900, months=1) == 1000


def test_keys_go_to_the_beginning_first_and_then_further(line: Timeline) -> None:
    assert line.beside(0, months=1) == 1000
    assert line.beside(1500, months=-1) == 1000
    assert line.beside(1000, months=-1) == 0
    assert line.beside(9000, months=1) == 9000
    assert line.beside_year(0, years=1) == 3000
    assert line.beside_year(3500, years=-1) == 3000
    assert line.beside_year(3000, years=-1) == 0


def test_years_too_near_to_each_other_are_left_out(line: Timeline) -> None:
    assert line.years(100, apart=18) == [(2024, 0), (2023, 30), (2021, 90)]
    assert line.years(100, apart=40) == [(2024, 0), (2021, 90)]
    assert line.ticks(100, apart=15) == [0, 30, 90]


def test_one_month_or_none_needs_no_line() -> None:
    assert timeline([Section(start=0, month=5)], np.array([0]), last=10) is None
    both = [Section(start=0, title="Best matches"), Section(start=4, divider=True)]
    assert timeline(both, np.array([0, 9]), last=10) is None


def test_months_are_found_whatever_lies_between() -> None:
    taken = np.array(["2024-04-30", "2024-04-01", "2023-12-31", "1969-12-31", "0001-01-01"])
    found = months(taken.astype("datetime64[s]").astype(np.int64))
    assert [(s.start, s.title, s.note) for s in found] == [
        (0, "April 2024", "2"),
        (2, "December 2023", "1"),
        (3, "December 1969", "1"),
        (4, "January 0001", "1"),
    ]
    assert [s.month for s in found][:3] == [month(2024, 4), month(2023, 12), -1]


def test_the_first_second_of_a_month_belongs_to_it() -> None:
    taken = np.array(["2024-05-01T00:00:00", "2024-04-30T23:59:59"])
    found = months(taken.astype("datetime64[s]").astype(np.int64))
    assert [s.title for s in found] == ["May 2024", "April 2024"]
