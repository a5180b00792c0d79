"""Stretches of days, counted from today. Pure arithmetic, any thread.

Weeks begin on Monday; seasons are those of the north, of whole months; a winter is named after the year it begins in.
"""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from findling.search.date_words import DAY, MONTH, WEEK, WEEKEND, YEAR


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` on, before `past`; None: open at that end."""

    first: date | None
    past: date | None


@dataclass(frozen=True, slots=True)
class Dated:
    """`text[start:end]` means these days; the words around it that belong to it are in."""

    start: int
    end: int
    days: Stretch


def known(stretch: Stretch, today: date) -> Stretch | None:
    """What lies further ahead than next year is no date of a file: "Blade Runner in 2049"."""
    return stretch if stretch.first is None or stretch.first.year <= today.year + 1 else None


def day_of(first: date) -> Stretch:
    return Stretch(first, first + timedelta(days=1))


def day_of_month(year: int, month: int, day: int) -> Stretch:
    return day_of(date(year, month, day))


def month(year: int, number: int) -> Stretch:
    first = date(year, number, 1)
    return Stretch(first, months_later(first, 1))


def year_of(number: int) -> Stretch:
    return Stretch(date(number, 1, 1), date(number + 1, 1, 1))


def decade(number: int) -> Stretch:
    return Stretch(date(number, 1, 1), date(number + 10, 1, 1))


def season(year: int, begins: int) -> Stretch:
    first = date(year, begins, 1)
    return Stretch(first, months_later(first, 3))


def feast(year: int, what: tuple[int, int, int]) -> Stretch:
    first = date(year, what[0], what[1])
    return Stretch(first, first + timedelta(days=what[2]))


def last_of(of: Callable[[int], Stretch], today: date) -> Stretch:
    """The latest one that is over."""
    for year in range(today.year, today.year - 3, -1):
        stretch = of(year)
        if stretch.past is not None and stretch.past <= today:
            return stretch
    raise ValueError(today)


def latest_month(number: int, today: date) -> Stretch:
    """The one that goes on, or else the last one."""
    return month(today.year - (number > today.month), number)


def latest_day(number: int, day: int, today: date) -> Stretch:
    """The last time that this day came; the 29th of February comes every fourth year."""
    for year in range(today.year, today.year - 9, -1):
        if day <= calendar.monthrange(year, number)[1] and date(year, number, day) <= today:
            return day_of_month(year, number, day)
    raise ValueError(day)


def latest_feast(what: tuple[int, int, int], today: date) -> Stretch:
    return last_of(lambda year: feast(year, what), today)


def latest_weekday(weekday: int, until: date) -> Stretch:
    """Monday is 0."""
    return day_of(until - timedelta(days=(until.weekday() - weekday) % 7))


def this_of(unit: str, today: date) -> Stretch:
    if unit == WEEK:
        first = today - timedelta(days=today.weekday())
        return Stretch(first, first + timedelta(days=7))
    if unit == WEEKEND:
        first = today + timedelta(days=5 - today.weekday())
        return Stretch(first, first + timedelta(days=2))
    if unit == MONTH:
        return month(today.year, today.month)
    return year_of(today.year) if unit == YEAR else day_of(today)


def back(number: int, unit: str, today: date) -> Stretch:
    """The whole day, week, month or year so many before this one; weekends that are over."""
    if unit == WEEKEND:
        first = this_of(WEEKEND, today).first
        assert first is not None
        over = first + timedelta(days=2) <= today
        first -= timedelta(days=7 * (number - over))
        return Stretch(first, first + timedelta(days=2))
    return this_of(unit, ago(number, unit, today))


def ago(number: int, unit: str, today: date) -> date:
    """The day so many units before."""
    if unit == MONTH:
        return months_later(today, -number)
    if unit == YEAR:
        return months_later(today, -12 * number)
    return today - timedelta(days=number * (1 if unit == DAY else 7))


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    number = day.year * 12 + day.month - 1 + months
    year, month_ = number // 12, number % 12 + 1
    return date(year, month_, min(day.day, calendar.monthrange(year, month_)[1]))
