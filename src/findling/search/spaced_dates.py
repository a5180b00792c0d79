"""The grammar of dates in languages that write spaces, one for all of them. Pure text, any thread."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from findling.search.date_words import AMOUNTS, Language
from findling.search.days import (
    Dated,
    Stretch,
    ago,
    back,
    day_of_month,
    decade,
    feast,
    known,
    last_of,
    latest_day,
    latest_feast,
    latest_month,
    latest_weekday,
    month,
    season,
    this_of,
    year_of,
)

T = TypeVar("T")
Reader = Callable[["re.Match[str]", date], Stretch | None]
Rules = list[tuple["re.Pattern[str]", Reader]]

_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_YEAR_AND_DASH = re.compile(
    r"(?P<year>1[89]\d\d|20\d\d)(?=\s?[-–]\s?(?:1[89]|20)\d\d(?![\w-]))"
)
_END = r"(?![\w-]|['’]\w|[.,:/]\d)"


class SpacedDates:
    """The patterns of one language that writes spaces."""

    def __init__(self, words: Language) -> None:
        self._words = words
        self._always = self._compiled(self._rules_of_dates())
        self._in_year = self._compiled(self._rules_in_year())
        self._on_day = self._compiled(self._rules_on_day())
        self._within = _word(
            rf"(?:(?:{_longest(words.made)})\s+)?(?:{_longest(words.within)})\s+(?:(?:{_longest(words.article)})\s+)?"
        )
        self._intro_year = _word(
            rf"(?:(?:{_longest(words.made)})\s+)?(?:{_longest(words.in_year)})\s+(?:(?:{_longest(words.article)})\s+)?"
        )
        self._intro_day = _word(
            rf"(?:(?:{_longest(words.made)})\s+)?(?:{_longest(words.on_day)})\s+"
        )
        self._made = _word(rf"(?:{_longest(words.made)})\s+")
        self._article = _word(rf"(?:{_longest(words.article)})\s+")
        self._since = _word(
            rf"(?:{_longest(words.since)})\s+(?:(?:{_longest(words.article)})\s+)?"
        )
        self._after = _word(
            rf"(?:{_longest(words.after)})\s+(?:(?:{_longest(words.article)})\s+)?"
        )
        self._before = _word(
            rf"(?:{_longest(words.before)})\s+(?:(?:{_longest(words.article)})\s+)?"
        )
        self._between = _word(
            rf"(?:(?:{_longest(words.made)})\s+)?(?:{_longest(words.between)})\s+"
        )
        self._until = _word(rf"\s*(?:[-–]|(?<=\s)(?:{_longest(words.until)})\s)\s*")

    def at(self, text: str, start: int, today: date) -> Dated | None:
        """The longest date that begins exactly here."""
        ways = (
            self._stretch(text, start, today),
            self._open(text, start, today),
            *self._introduced(text, start, today),
            self._point(text, start, today, self._always),
        )
        found = [one for one in ways if one is not None]
        return max(found, key=lambda one: one.end, default=None)

    def _introduced(self, text: str, start: int, today: date) -> Iterator[Dated | None]:
        for intro, rules in (
            (self._within, self._always),
            (self._made, self._always),
            (self._article, self._always),
            (self._intro_year, self._in_year),
            (self._intro_day, self._on_day),
        ):
            said = intro.match(text, start)
            if said is not None:
                yield self._point(text, said.end(), today, rules, start=start)

    def _open(self, text: str, start: int, today: date) -> Dated | None:
        """Since, after, before: one end is open."""
        for intro, kept in (
            (self._since, _from_first),
            (self._after, _from_past),
            (self._before, _until_first),
        ):
            said = intro.match(text, start)
            if said is None:
                continue
            point = self._named(text, said.end(), today)
            if point is not None and point.days.first is not None:
                return Dated(start, point.end, kept(point.days))
        return None

    def _stretch(self, text: str, start: int, today: date) -> Dated | None:
        """Between two dates, the whole second one with it."""
        said = self._between.match(text, start)
        first = self._named(text, said.end(), today, dash=True) if said is not None else None
        middle = self._until.match(text, first.end) if first is not None else None
        second = self._named(text, middle.end(), today) if middle is not None else None
        if first is None or second is None or first.days.first is None:
            return None
        if second.days.past is not None and first.days.first < second.days.past:
            return Dated(start, second.end, Stretch(first.days.first, second.days.past))
        return None

    def _named(self, text: str, start: int, today: date, *, dash: bool = False) -> Dated | None:
        """Any date, a bare year among them; with `dash` one may follow."""
        rules = [*self._always, *self._in_year]
        if dash and (said := _YEAR_AND_DASH.match(text, start)) is not None:
            return Dated(start, said.end(), year_of(int(said["year"])))
        return self._point(text, start, today, rules)

    def _point(
        self,
        text: str,
        at: int,
        today: date,
        rules: Rules,
        *,
        start: int | None = None,
    ) -> Dated | None:
        best: Dated | None = None
        for pattern, reader in rules:
            said = pattern.match(text, at)
            if said is None or (best is not None and said.end() <= best.end):
                continue
            try:
                days = reader(said, today)
            except (ValueError, OverflowError):  # the 30th of February, before the year 1
                days = None
            if days is not None:
                best = Dated(at if start is None else start, said.end(), days)
        return best

    def _compiled(self, rules: list[tuple[str, Reader]]) -> Rules:
        return [(_word(pattern + _END), reader) for pattern, reader in rules]

    def _rules_of_dates(self) -> list[tuple[str, Reader]]:
        """What is a date wherever it stands."""
        w = self._words
        months, of = _any(w.months), rf"(?:\s+(?:{w.of}))?"
        seasons, feasts = _any(w.seasons), _any(w.feasts)
        day = rf"(?P<day>\d{{1,2}})(?:{w.ordinal})?"
        nth = rf"(?P<day>\d{{1,2}}){w.ordinal}"
        number = rf"(?P<number>\d{{1,3}}|{_any(w.numbers)})"
        unit = rf"(?P<unit>{_any(w.units)})"
        before, behind = w.ago
        behind = rf"\s+{behind}" if behind else ""
        before = rf"{before}\s+" if before else ""
        of_what = rf"(?!\s+(?:{w.of})\b)" if behind else ""
        return [
            (rf"{day}{of}\s*(?P<month>{months})\.?,?\s+{_YEAR}", self._day),
            (rf"(?P<month>{months})\.?\s+{day},?\s+{_YEAR}", self._day),
            (rf"(?P<month>{months})\.?,?{of}\s+{_YEAR}", self._month),
            (rf"{nth}{of}\s*(?P<month>{months})", self._day_without_year),
            (rf"(?P<month>{months})\s+{nth}", self._day_without_year),
            (rf"(?P<season>{seasons}){of}\s+{_YEAR}", self._season),
            (rf"(?P<feast>{feasts}){of}\s+{_YEAR}", self._feast),
            (r"(?P<year>\d{4})-(?P<m>\d\d?)-(?P<day>\d\d?)", _numeric),
            (r"(?P<day>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<year>\d{4})", _numeric),
            (r"(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>\d{4})", _with_slashes),
            (rf"(?P<days>{_any(w.days)})", self._days_ago),
            (rf"(?:{w.last})\s+(?P<last>{seasons}|{months}){of_what}", self._last_named),
            (rf"(?:{w.last})\s+(?P<weekday>{_any(w.weekdays)})", self._last_weekday),
            (rf"(?:{w.last})\s+(?P<feast>{feasts})", self._last_feast),
            (rf"(?:{w.last})\s+{unit}(?:['’]s)?{of_what}", self._last_unit),
            (rf"(?:{w.this})\s+(?P<season>{seasons})", self._this_season),
            (rf"(?:{w.this})\s+{unit}", self._this_unit),
            (rf"(?:{w.last})\s+{number}\s+{unit}", self._rolling),
            (rf"{before}{number}\s+{unit}{behind}", self._ago),
        ]

    def _rules_in_year(self) -> list[tuple[str, Reader]]:
        """What is a date after "in" or the like."""
        w = self._words
        goes_on = rf"(?=\s*(?:$|[,.;!?)])|\s+(?:{w.goes_on})\b)"
        surely = {name: n for name, n in w.months.items() if name not in w.also_words}
        unsure = {name: n for name, n in w.months.items() if name in w.also_words}
        return [
            (rf"{_YEAR}(?!\s+(?:{AMOUNTS})\b)", _bare_year),
            (rf"(?P<month>{_any(surely)})", self._latest_month),
            (rf"(?P<month>{_any(unsure)}){goes_on}", self._latest_month),
            (r"(?P<decade>(?:19|20)?\d0)(?:['’]?s|er[nr]?|er\s+jahren?)", _decade),
            (rf"(?P<named>{_any(w.decades)})(?:\s+jahren?)?", self._named_decade),
        ]

    def _rules_on_day(self) -> list[tuple[str, Reader]]:
        """What is a date after "on" or the like."""
        w = self._words
        months, day = _any(w.months), rf"(?P<day>\d{{1,2}})(?:{w.ordinal})?"
        return [
            (rf"(?P<weekday>{_any(w.weekdays)})", self._latest_weekday),
            (rf"{day}(?:\s+(?:{w.of}))?\s*(?P<month>{months})", self._day_without_year),
            (rf"(?P<month>{months})\s+{day}", self._day_without_year),
        ]

    def _day(self, m: "re.Match[str]", today: date) -> Stretch | None:
        return known(day_of_month(int(m["year"]), self._month_of(m), int(m["day"])), today)

    def _month(self, m: "re.Match[str]", today: date) -> Stretch | None:
        return known(month(int(m["year"]), self._month_of(m)), today)

    def _season(self, m: "re.Match[str]", today: date) -> Stretch | None:
        begins = _meaning(self._words.seasons, m["season"])
        return known(season(int(m["year"]), begins), today)

    def _feast(self, m: "re.Match[str]", today: date) -> Stretch | None:
        return known(feast(int(m["year"]), _meaning(self._words.feasts, m["feast"])), today)

    def _days_ago(self, m: "re.Match[str]", today: date) -> Stretch:
        first = today - timedelta(days=_meaning(self._words.days, m["days"]))
        past = today + timedelta(days=1) if "night" in m["days"].lower() else None
        return Stretch(first, past or first + timedelta(days=1))

    def _last_named(self, m: "re.Match[str]", today: date) -> Stretch:
        for table, of in ((self._words.seasons, season), (self._words.months, month)):
            begins = _found(table, m["last"])
            if begins is not None:
                return last_of(lambda y, of=of, b=begins: of(y, b), today)  # type: ignore[misc]
        raise ValueError(m["last"])

    def _last_weekday(self, m: "re.Match[str]", today: date) -> Stretch:
        weekday = _meaning(self._words.weekdays, m["weekday"])
        return latest_weekday(weekday, today - timedelta(days=1))

    def _last_feast(self, m: "re.Match[str]", today: date) -> Stretch:
        return latest_feast(_meaning(self._words.feasts, m["feast"]), today)

    def _last_unit(self, m: "re.Match[str]", today: date) -> Stretch | None:
        unit = _meaning(self._words.units, m["unit"])
        return None if unit == "day" else back(1, unit, today)

    def _this_season(self, m: "re.Match[str]", today: date) -> Stretch:
        begins = _meaning(self._words.seasons, m["season"])
        return season(today.year - (begins > today.month and begins == 12), begins)

    def _this_unit(self, m: "re.Match[str]", today: date) -> Stretch | None:
        unit = _meaning(self._words.units, m["unit"])
        return None if unit == "day" else this_of(unit, today)

    def _rolling(self, m: "re.Match[str]", today: date) -> Stretch:
        unit = _meaning(self._words.units, m["unit"])
        return Stretch(ago(self._number(m), unit, today), None)

    def _ago(self, m: "re.Match[str]", today: date) -> Stretch:
        return back(self._number(m), _meaning(self._words.units, m["unit"]), today)

    def _latest_month(self, m: "re.Match[str]", today: date) -> Stretch:
        return latest_month(self._month_of(m), today)

    def _named_decade(self, m: "re.Match[str]", _: date) -> Stretch:
        return decade(_meaning(self._words.decades, m["named"]))

    def _latest_weekday(self, m: "re.Match[str]", today: date) -> Stretch:
        return latest_weekday(_meaning(self._words.weekdays, m["weekday"]), today)

    def _day_without_year(self, m: "re.Match[str]", today: date) -> Stretch:
        return latest_day(self._month_of(m), int(m["day"]), today)

    def _month_of(self, m: "re.Match[str]") -> int:
        return self._words.months[m["month"].lower()]

    def _number(self, m: "re.Match[str]") -> int:
        said = m["number"].lower()
        return int(said) if said.isdecimal() else self._words.numbers[" ".join(said.split())]


def _word(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Longer ones first, so that "sept" is not taken for "sep"."""
    return "|".join(sorted(words, key=len, reverse=True))


def _longest(words: str) -> str:
    return _any(words.split("|"))


def _found(table: Mapping[str, T], said: str) -> T | None:
    said = " ".join(said.lower().split())
    return next((value for word, value in table.items() if re.fullmatch(word, said)), None)


def _meaning(table: Mapping[str, T], said: str) -> T:
    found = _found(table, said)
    if found is None:
        raise ValueError(said)
    return found


def _from_first(days: Stretch) -> Stretch:
    return Stretch(days.first, None)


def _from_past(days: Stretch) -> Stretch:
    return Stretch(days.past, None)


def _until_first(days: Stretch) -> Stretch:
    return Stretch(None, days.first)


def _bare_year(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(year_of(int(m["year"])), today)


def _numeric(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(day_of_month(int(m["year"]), int(m["m"]), int(m["day"])), today)


def _with_slashes(m: "re.Match[str]", today: date) -> Stretch | None:
    """Only where it can be read in one way: the month first, or the day."""
    one, two = int(m["one"]), int(m["two"])
    if one <= 12 and two <= 12 and one != two:
        return None
    day, month_ = (one, two) if one > 12 else (two, one)
    return known(day_of_month(int(m["year"]), month_, day), today)


def _decade(m: "re.Match[str]", today: date) -> Stretch | None:
    said = int(m["decade"])
    if said < 100:
        said += 2000 if said <= today.year % 100 else 1900
    return known(decade(said), today)
