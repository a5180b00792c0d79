"""The words of dates in the languages that are understood, as data. `findling.search.dates` knows what they come to.

Words are pieces of regular expressions, in small letters. A new language that writes spaces is a new table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DAY, WEEK, WEEKEND, MONTH, YEAR = "day", "week", "weekend", "month", "year"
SPRING, SUMMER, AUTUMN, WINTER = 3, 6, 9, 12
"""The months in which the seasons of the north begin, as meteorologists count them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`also_words`: months whose names are words of their own as well; they need more around them to be dates."""

    months: Mapping[str, int]
    also_words: frozenset[str]
    seasons: Mapping[str, int]
    weekdays: Mapping[str, int]
    feasts: Mapping[str, tuple[int, int, int]]
    """Month, first day, how many days."""
    days: Mapping[str, int]
    """How many days ago."""
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    last: str
    this: str
    ago: tuple[str, str]
    """What stands before the number, and what after the unit."""
    ordinal: str
    """What follows the number of a day."""
    within: str
    """Words before a date that say no more than that it is one."""
    article: str
    made: str
    """What was done at that time, said before such a word."""
    in_year: str
    """The same before a bare year or month: elsewhere these are content."""
    on_day: str
    since: str
    after: str
    before: str
    between: str
    until: str
    """What stands between the two ends of a stretch."""
    of: str
    decades: Mapping[str, int]
    goes_on: str
    """What may follow a month that is also a word, where it is a month."""


AMOUNTS = (
    "m|km|meters?|metres?|miles?|feet|ft|people|pieces|words|dollars?|euros?|years?|pages|bc|bce|px|x|times"
    "|calories|percent|mg|kg|watts?|hours?|minutes?|seconds?|metern?|kilometern?|leuten?|menschen|stück|wörtern?"
    "|jahren?|seiten|mal|kalorien|prozent|stunden|minuten|sekunden|tagen|wochen|monaten"
)
"""What makes the number before it an amount and not a year, in whichever language."""

ENGLISH = Language(
    months={
        **{"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3},
        **{"april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7},
        **{"august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10},
        **{"oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
    },
    also_words=frozenset({"may", "march", "august", "jan", "mar", "dec", "sep", "april"}),
    seasons={
        **{"spring": SPRING, "summer": SUMMER, "autumn": AUTUMN, "fall": AUTUMN},
        "winter": WINTER,
    },
    weekdays={
        **{"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4},
        **{"saturday": 5, "sunday": 6},
    },
    feasts={
        **{"christmas": (12, 24, 3), "christmas eve": (12, 24, 1), "xmas": (12, 24, 3)},
        **{"new year'?s eve": (12, 31, 1), "halloween": (10, 31, 1)},
    },
    days={
        **{"today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0},
        **{"tonight": 0, "yesterday": 1, "last night": 1, "yesterday morning": 1},
        **{"yesterday evening": 1, "yesterday afternoon": 1, "yesterday['’]s": 1},
        "the day before yesterday": 2,
    },
    numbers={
        **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
        **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
        **{"a couple of": 2, "a few": 3, "few": 3, "couple of": 2},
    },
    units={
        **{"days?": DAY, "weeks?": WEEK, "weekends?": WEEKEND, "months?": MONTH},
        "years?": YEAR,
    },
    last="last|past|previous",
    this="this",
    ago=("", "ago"),
    ordinal="(?:st|nd|rd|th)",
    within="in|on|from|during|at|over|within|of",
    article="the",
    made="taken|made|shot|filmed|recorded|created|captured",
    in_year="in|from|during|in the year|from the year|of the year",
    on_day="on|from|on the|from the",
    since="since|as of",
    after="after",
    before="before|until|till",
    between="between|from",
    until="and|to|until|till|through",
    of="of",
    decades={
        **{"forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970},
        **{"eighties": 1980, "nineties": 1990},
    },
    goes_on="with|at|on|by|near|and|or|but|we|i|when|where|from|during|the|my|our|to|until",
)

GERMAN = Language(
    months={
        **{"januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2},
        **{"märz": 3, "mrz": 3, "april": 4, "apr": 4, "mai": 5, "juni": 6, "jun": 6},
        **{"juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9},
        **{"oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12},
    },
    also_words=frozenset({"mai", "jan", "august", "april", "juli", "juni"}),
    seasons={
        **{"frühling": SPRING, "frühjahr": SPRING, "frühlings": SPRING, "sommers?": SUMMER},
        **{"herbst": AUTUMN, "herbstes": AUTUMN, "winters?": WINTER},
    },
    weekdays={
        **{"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4},
        **{"samstag": 5, "sonnabend": 5, "sonntag": 6},
    },
    feasts={
        **{"weihnachten": (12, 24, 3), "heiligabend": (12, 24, 1), "silvester": (12, 31, 1)},
    },
    days={
        **{"heute": 0, "heute morgen": 0, "heute früh": 0, "heute abend": 0, "heute mittag": 0},
        **{"heute nachmittag": 0, "heute nacht": 0, "gestern": 1, "gestern abend": 1},
        **{"gestern morgen": 1, "gestern früh": 1, "gestern nacht": 1, "gestern mittag": 1},
        **{"gestern nachmittag": 1, "vorgestern": 2},
    },
    numbers={
        **{"einem": 1, "einer": 1, "eine": 1, "einen": 1, "ein": 1, "zwei": 2, "drei": 3},
        **{"vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10},
        **{"elf": 11, "zwölf": 12, "ein paar": 3, "paar": 3, "wenigen": 3},
    },
    units={
        **{"tag(?:e|en)?": DAY, "wochen?": WEEK, "wochenenden?": WEEKEND},
        **{"wochenendes": WEEKEND, "monat(?:e|en|s)?": MONTH, "jahr(?:e|en|es)?": YEAR},
    },
    last="letzte[nrsm]?|vergangene[nrsm]?|vorige[nrsm]?",
    this="diese[nrsm]?",
    ago=("vor", ""),
    ordinal=r"\.",
    within="in|im|am|an|aus|von|vom|während|zu|zum",
    article="der|die|das|dem|den|des",
    made="aufgenommen|gemacht|fotografiert|gefilmt|entstanden",
    in_year="in|im|aus|von|im jahre?|aus dem jahre?|in dem jahre?|vom|vom jahre?",
    on_day="am|vom|an dem|von dem",
    since="seit|ab",
    after="nach",
    before="vor|bis",
    between="zwischen|von|vom",
    until="und|bis|bis zum",
    of="des jahres|im jahre?",
    decades={
        **{"fünfzigern?": 1950, "sechzigern?": 1960, "siebzigern?": 1970},
        **{"achtzigern?": 1980, "neunzigern?": 1990},
    },
    goes_on="mit|bei|am|auf|und|oder|aber|als|wo|von|in|der|die|das|mein|meine|unser|unsere|bis",
)

LANGUAGES = (ENGLISH, GERMAN)

# Chinese writes no spaces: what stands around a word decides whether it is one.

CHINESE_DIGITS = {
    **{"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4},
    **{"五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10},
}
CHINESE_DAYS = {
    **{"今天": 0, "今日": 0, "今早": 0, "今晚": 0, "昨天": 1, "昨日": 1, "昨晚": 1},
    **{"昨夜": 1, "前天": 2},
}
CHINESE_YEARS = {"今年": 0, "去年": 1, "前年": 2}
CHINESE_SEASONS = {"春": SPRING, "夏": SUMMER, "秋": AUTUMN, "冬": WINTER}
CHINESE_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
CHINESE_UNITS = {
    **{"天": DAY, "日": DAY, "周": WEEK, "週": WEEK, "个星期": WEEK, "個星期": WEEK},
    **{"星期": WEEK, "个月": MONTH, "個月": MONTH, "年": YEAR},
}
CHINESE_FEASTS = {
    **{"圣诞节": (12, 24, 3), "聖誕節": (12, 24, 3), "圣诞": (12, 24, 3)},
    **{"国庆节": (10, 1, 7), "國慶節": (10, 1, 7), "国庆": (10, 1, 7), "元旦": (1, 1, 1)},
}
CHINESE_NOT_AFTER = {
    **{"今天": "如当當而至", "今日": "如当當而至", "今年": "如当當而至"},
    **{
        "前天": "以之从從目面跟眼年天周月日前后後提",
        "前年": "以之从從目面跟眼天周月日前后後提",
    },
    **{"去年": "过過失逝出进進回上下", "上": "马馬晚早身网網天路桌床海岸世以楼樓地墙牆山"},
}
"""Letters before a word that make it a part of two others: 过去|年代, 如今|天气, 以前|年轻."""
CHINESE_NOT_BEFORE = {
    **{"年": "轻輕龄齡纪紀级級代货貨糕画畫度味", "周": "围圍边邊转轉到刊杰"},
    **{"週": "围圍邊轉到刊", "月": "球亮光饼餅台臺子色牙老经經季嫂"},
    **{"天": "气氣空堂使鹅鵝才", "日": "本记記出落照常历曆"},
    **{"前": "台臺面后後景往进進门門方辈輩夫妻"},
}
"""The same with letters after it: 上|周围, 五|月亮, 今|天空."""
