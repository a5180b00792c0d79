from pathlib import Path

import pytest

from findling.core.model import FileRow
from findling.ingest.backlog import Backlog
from findling.ingest.settle import Clock, Settling
from tests.unit.ingest.rows import Times, row


class Catalogue:
    def __init__(self) -> None:
        self.rows: list[FileRow] = []
        self.asked = 0

    def pending(self, limit: int) -> list[FileRow]:
        self.asked += 1
        return self.rows[:limit]


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def backlog(catalogue: Catalogue, times: Times) -> Backlog:
    clock = Clock(times.monotonic, times.wall)
    return Backlog(catalogue.pending, settling=Settling(seconds=1.0, clock=clock), clock=clock)


def drain(backlog: Backlog, *, last: bool = False) -> list[int]:
    taken = []
    while (one := backlog.next(last=last)) is not None:
        taken.append(int(one.id))
    return taken


def test_each_row_is_given_out_once_in_the_order_of_the_catalogue(
    backlog: Backlog, catalogue: Catalogue
) -> None:
    catalogue.rows = [row(3), row(1), row(2)]
    assert drain(backlog) == [3, 1, 2]
    assert backlog.empty
    asked = catalogue.asked
    assert drain(backlog) == []
    assert catalogue.asked == asked, "nothing new, nothing asked"


def test_a_row_that_was_let_go_with_more_to_do_comes_again(
    backlog: Backlog, catalogue: Catalogue
) -> None:
    catalogue.rows = [row(1), row(2)]
    drain(backlog)
    backlog.let_go(row(1).id, more=True)
    backlog.let_go(row(2).id, more=False)
    catalogue.rows = [row(1)]
    assert drain(backlog) == [1]


def test_a_young_row_waits_and_does_not_hold_up_others(
    backlog: Backlog, catalogue: Catalogue, times: Times
) -> None:
    catalogue.rows = [row(1, mtime_ns=int(1e9 * 1e9)), row(2)]
    assert drain(backlog) == [2]
    assert not backlog.empty
    assert backlog.due_in() == pytest.approx(1.0)
    times.now = 1.0
    assert drain(backlog) == [1]
    assert backlog.due_in() is None


def test_held_rows_wait_for_a_look(backlog: Backlog, catalogue: Catalogue) -> None:
    catalogue.rows = [row(1), row(2)]
    drain(backlog)
    for one in catalogue.rows:
        backlog.let_go(one.id, more=True)
    backlog.hold(row(1).id)
    backlog.leave_in_cloud(row(2).id)
    assert drain(backlog) == []
    assert not backlog.empty
    backlog.rows_changed()
    assert drain(backlog) == [1, 2]


def test_a_placeholder_holds_nobody_up(backlog: Backlog, catalogue: Catalogue) -> None:
    catalogue.rows = [row(1)]
    drain(backlog)
    backlog.leave_in_cloud(row(1).id)
    assert backlog.empty


def test_put_off_rows_come_when_nothing_else_is_left(
    backlog: Backlog, catalogue: Catalogue
) -> None:
    catalogue.rows = [row(1), row(2)]
    assert backlog.next(last=True) == row(1)
    backlog.put_off(row(1).id)
    assert backlog.next(last=True) == row(2)
    assert drain(backlog, last=False) == []
    assert not backlog.empty
    backlog.let_go(row(2).id, more=False)
    catalogue.rows = [row(1)]
    assert drain(backlog, last=True) == [1]


def test_what_is_looked_at_goes_first(
    backlog: Backlog, catalogue: Catalogue, times: Times
) -> None:
    catalogue.rows = [row(number) for number in range(1, 2001)]
    assert backlog.next(last=False) == row(1)
    backlog.look_first([Path("/r/1500.jpg")])
    assert backlog.next(last=False) == row(1500), "beyond the look-ahead"
    backlog.look_first([Path("/r/20.jpg")])
    assert backlog.next(last=False) == row(20)
    assert backlog.next(last=False) == row(2)
    assert catalogue.asked == 2
