"""The grammar of dates in Chinese, simplified and traditional. Pure text, any thread.

There are no spaces to tell words by: letters before or after that make another word of it are looked at (see
`findling.search.date_words`).
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from findling.search.date_words import (
    CHINESE_DAYS,
    CHINESE_DIGITS,
    CHINESE_FEASTS,
    CHINESE_NOT_AFTER,
    CHINESE_NOT_BEFORE,
    CHINESE_SEASONS,
    CHINESE_UNITS,
    CHINESE_WEEKDAYS,
    CHINESE_YEARS,
    MONTH,
    WEEK,
    WEEKEND,
)
from findling.search.days import (
    Dated,
    Stretch,
    ago,
    back,
    day_of,
    day_of_month,
    decade,
    feast,
    known,
    latest_day,
    latest_month,
    month,
    season,
    this_of,
    year_of,
)

Reader = Callable[["re.Match[str]", date], Stretch | None]

_DIGIT = f"[{''.join(CHINESE_DIGITS)}]"
_NUMBER = rf"(?P<number>\d{{1,3}}|{_DIGIT}{{1,3}})"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _not_before(word: str) -> str:
    return f"(?![{CHINESE_NOT_BEFORE[word]}])"


def _not_after(word: str) -> str:
    return f"(?<![{CHINESE_NOT_AFTER[word]}])"


_YEAR = (
    rf"(?:(?P<year>(?<!\d)(?:1[89]|20)\d\d|{_DIGIT}{{4}})\s*年"
    rf"|(?P<yearword>{'|'.join((_not_after(y) if y in CHINESE_NOT_AFTER else '') + y for y in CHINESE_YEARS)}))"
    rf"{_not_before('年')}"
)
_MONTH = rf"(?P<month>(?<!\d)1?\d|十[一二]|{_DIGIT})\s*月(?:份)?{_not_before('月')}"
_OF = r"\s*的?\s*"


def _guarded_days() -> str:
    return "|".join(
        (_not_after(w) if w in CHINESE_NOT_AFTER else "")
        + w
        + (
            _not_before("天")
            if w.endswith("天")
            else _not_before("日")
            if w.endswith("日")
            else ""
        )
        for w in CHINESE_DAYS
    )


def at(text: str, start: int, today: date) -> Dated | None:
    """The longest date that begins exactly here, with the little words that tie it to others."""
    intro = _INTRO.match(text, start)
    begins = intro.end() if intro is not None else start
    best: Dated | None = None
    for pattern, reader in _RULES:
        said = pattern.match(text, begins)
        if said is None or (best is not None and said.end() <= best.end):
            continue
        try:
            days = reader(said, today)
        except (ValueError, OverflowError):
            days = None
        if days is not None:
            tail = _TAIL.match(text, said.end())
            best = Dated(start, tail.end() if tail is not None else said.end(), days)
    return best


def _year_said(m: "re.Match[str]", today: date, *, suffix: str = "") -> int:
    word = m[f"yearword{suffix}"]
    if word is not None:
        return today.year - CHINESE_YEARS[word]
    return _digits(m[f"year{suffix}"])


def _digits(said: str) -> int:
    if said.isdecimal() and said.isascii():
        return int(said)
    return int("".join(str(CHINESE_DIGITS[c]) for c in said))


def _number(said: str) -> int:
    """三, 十二, 二十, 三十一."""
    if said.isdecimal() and said.isascii():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _digits(said)
    return 10 * (_digits(tens) if tens else 1) + (_digits(ones) if ones else 0)


def _year(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(year_of(_year_said(m, today)), today)


def _month(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(month(_year_said(m, today), _number(m["month"])), today)


def _day(m: "re.Match[str]", today: date) -> Stretch | None:
    number, day = _number(m["month"]), _number(m["day"])
    return known(day_of_month(_year_said(m, today), number, day), today)


def _season(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(season(_year_said(m, today), CHINESE_SEASONS[m["season"]]), today)


def _feast(m: "re.Match[str]", today: date) -> Stretch | None:
    return known(feast(_year_said(m, today), CHINESE_FEASTS[m["feast"]]), today)


def _since(m: "re.Match[str]", today: date) -> Stretch | None:
    days = known(year_of(_year_said(m, today)), today)
    return days and Stretch(days.first, None)


def _after(m: "re.Match[str]", today: date) -> Stretch | None:
    days = known(year_of(_year_said(m, today)), today)
    return days and Stretch(days.past, None)


def _before(m: "re.Match[str]", today: date) -> Stretch | None:
    days = known(year_of(_year_said(m, today)), today)
    return days and Stretch(None, days.first)


def _between(m: "re.Match[str]", today: date) -> Stretch | None:
    first = year_of(_year_said(m, today)).first
    past = year_of(_year_said(m, today, suffix="2")).past
    return (
        Stretch(first, past)
        if first is not None and past is not None and first < past
        else None
    )


def _in_days(m: "re.Match[str]", today: date) -> Stretch:
    return day_of(ago(CHINESE_DAYS[m["days"]], "day", today))


def _last_night(m: "re.Match[str]", today: date) -> Stretch:
    return Stretch(ago(1, "day", today), ago(-1, "day", today))


def _this(unit: str) -> Reader:
    return lambda m, today: this_of(unit, today)


def _last(unit: str) -> Reader:
    return lambda m, today: back(1, unit, today)


def _last_weekday(m: "re.Match[str]", today: date) -> Stretch:
    """上周三: of the week before this one."""
    monday = back(1, WEEK, today).first
    assert monday is not None
    return day_of(ago(-CHINESE_WEEKDAYS[m["weekday"]], "day", monday))


def _ago(m: "re.Match[str]", today: date) -> Stretch:
    return back(_number(m["number"]), CHINESE_UNITS[m["unit"]], today)


def _rolling(m: "re.Match[str]", today: date) -> Stretch:
    return Stretch(ago(_number(m["number"]), CHINESE_UNITS[m["unit"]], today), None)


def _latest_month(m: "re.Match[str]", today: date) -> Stretch:
    return latest_month(_number(m["month"]), today)


def _latest_day(m: "re.Match[str]", today: date) -> Stretch:
    return latest_day(_number(m["month"]), _number(m["day"]), today)


def _decade(m: "re.Match[str]", today: date) -> Stretch | None:
    said = _number(m["decade"]) if m["decade"].isdecimal() else 10 * _digits(m["decade"][:1])
    if said < 100:
        said += 2000 if said <= today.year % 100 else 1900
    return known(decade(said), today)


_INTRO = re.compile(
    r"(?:拍摄于|拍攝於|拍于|摄于|在|于|於|自从|自從|自|从|從)\s*(?=[\d今昨前去上本这這过過最一二三四五六七八九十〇零○])"
)
_TAIL = re.compile(r"(?:\s*拍摄|\s*拍攝|\s*拍)?\s*的|(?:拍摄|拍攝)|\s*拍(?=的|$|\s)")
_UNIT = rf"(?P<unit>{_any(CHINESE_UNITS)})"
_WEEK = r"(?:周|週|星期|礼拜|禮拜)"
_UP = rf"{_not_after('上')}上(?:个|個|一个|一個)?"
_THIS = r"(?:这个|這個|这|這|本)"
_DAY = rf"(?P<day>\d{{1,2}}|{_DIGIT}{{1,3}})\s*(?:日|号|號){_not_before('日')}"
_ALONE = r"(?=\s*(?:$|[的在拍,，。、\s]))"
_RULES: list[tuple["re.Pattern[str]", Reader]] = [
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_YEAR}{_OF}{_MONTH}\s*{_DAY}", _day),
        (rf"{_YEAR}{_OF}{_MONTH}", _month),
        (rf"{_YEAR}{_OF}(?P<season>[春夏秋冬])(?:天|季|日)?(?![装裝卷节節联聯游遊])", _season),
        (rf"{_YEAR}{_OF}(?P<feast>{_any(CHINESE_FEASTS)})", _feast),
        (rf"{_YEAR}\s*(?:以前|之前)", _before),
        (rf"{_YEAR}\s*(?:以后|之后|以後|之後)", _after),
        (rf"{_YEAR}\s*(?:以来|以來|起|开始|開始|至今)", _since),
        (
            rf"{_YEAR}\s*(?:到|至|和|-|–|—)\s*"
            + _YEAR.replace("<year", "<year2").replace("<year2word", "<yearword2")
            + r"(?:之间|之間)?",
            _between,
        ),
        (_YEAR, _year),
        (r"(?:昨晚|昨夜)", _last_night),
        (rf"(?P<days>{_guarded_days()})", _in_days),
        (rf"{_UP}(?:月){_not_before('月')}", _last(MONTH)),
        (rf"{_UP}{_WEEK}{_not_before('周')}", _last(WEEK)),
        (rf"{_UP}(?:周|週)末", _last(WEEKEND)),
        (rf"{_UP}{_WEEK}(?P<weekday>[{''.join(CHINESE_WEEKDAYS)}])", _last_weekday),
        (rf"{_THIS}月{_not_before('月')}", _this(MONTH)),
        (rf"{_THIS}{_WEEK}{_not_before('周')}", _this(WEEK)),
        (rf"{_THIS}(?:周|週)末", _this(WEEKEND)),
        (rf"{_NUMBER}\s*{_UNIT}(?:之|以)?前{_not_before('前')}", _ago),
        (rf"(?:最近|过去|過去|近)(?:的)?{_NUMBER}\s*{_UNIT}", _rolling),
        (rf"{_MONTH}{_ALONE}", _latest_month),
        (rf"{_MONTH}\s*{_DAY}", _latest_day),
        (
            r"(?:20世纪|上世纪|二十世纪)?(?P<decade>(?:19|20)?\d0|[一二三四五六七八九]十)年代",
            _decade,
        ),
    )
]
