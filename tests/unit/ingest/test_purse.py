from datetime import datetime

import pytest

from findling.core.report import Spending
from findling.ingest.purse import Purse


def purse(
    *,
    spent: float = 1.0,
    month: float = 1.0,
    agreed_until: float = 0.0,
    run_cap: float = 0.0,
    month_cap: float = 20.0,
    always: bool = False,
    days: list[datetime] | None = None,
) -> Purse:
    calendar = days or [datetime(2026, 11, 25)]
    return Purse(
        Spending(usd=spent, month_usd=month, kinds={}),
        agreed_until=agreed_until,
        run_cap=run_cap,
        month_cap=month_cap,
        always=always,
        now=lambda: calendar[0],
    )


def code(hold: object) -> str | None:
    return getattr(hold, "code", None)


def test_nothing_is_spent_before_somebody_agrees() -> None:
    one = purse()
    assert not one.open
    assert code(one.reserve(0.001)) == "not-agreed"
    one.agree(0.5)
    assert one.open
    assert one.reserve(0.5) is None
    assert code(one.reserve(0.001)) == "not-agreed"


def test_what_is_set_aside_counts_until_it_is_settled() -> None:
    one = purse()
    one.agree(1.0)
    assert one.reserve(0.6) is None
    assert one.room == pytest.approx(0.4)
    one.settle(0.6, usd=0.1)
    assert one.room == pytest.approx(0.9)
    assert one.spent == pytest.approx(1.1)


def test_an_agreement_holds_over_a_restart_and_can_be_taken_back() -> None:
    one = purse()
    one.agree(2.0)
    one.settle(0, usd=0.5)
    again = purse(spent=one.spent, month=one.spent, agreed_until=one.agreed_until)
    assert again.room == pytest.approx(1.5)
    again.agree(0)
    assert not again.open


def test_the_month_is_a_cap_whatever_was_agreed() -> None:
    one = purse(month=19.5)
    one.agree(100)
    assert one.month_left == pytest.approx(0.5)
    assert one.reserve(0.4) is None
    assert code(one.reserve(0.2)) == "month-cap"


def test_a_new_month_begins_with_nothing_spent() -> None:
    days = [datetime(2026, 11, 30, 23, 59)]
    one = purse(month=20.0, days=days)
    one.agree(5)
    assert not one.open
    days[0] = datetime(2026, 12, 1)
    assert one.open
    assert one.month_left == pytest.approx(20)


def test_a_run_costs_at_most_its_cap() -> None:
    one = purse(run_cap=0.3)
    one.agree(5)
    assert one.room == pytest.approx(0.3)


def test_new_files_go_without_asking_up_to_the_caps() -> None:
    one = purse(always=True, run_cap=0.3)
    assert one.reserve(0.3) is None
    assert code(one.reserve(0.01)) == "run-cap"
    assert purse(always=True, month_cap=0).room == float("inf")


def test_what_is_under_way_after_a_restart_is_set_aside_whatever_the_limits_say() -> None:
    one = purse()
    one.set_aside(0.4)
    one.agree(0.5)
    assert one.room == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("today", "days"), [(datetime(2026, 11, 25), 6), (datetime(2026, 12, 31), 1)]
)
def test_the_month_is_tried_again_when_the_next_one_begins(today: datetime, days: int) -> None:
    hold = purse(month=20.0, days=[today], always=True).reserve(0.1)
    assert hold is not None
    assert hold.retry_in == pytest.approx(days * 86_400)


def test_an_agreement_taken_back_gives_no_second_run() -> None:
    one = purse(always=True, run_cap=0.3)
    one.settle(0, usd=0.3)
    one.agree(0)
    assert code(one.reserve(0.1)) == "run-cap"
    one.agree(0.2)
    assert one.reserve(0.3) is None


def test_without_a_cap_of_the_month_nothing_is_left_to_say() -> None:
    assert purse(month_cap=0).month_left is None
