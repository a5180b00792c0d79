"""The filters of `findling.core.query` as SQL. A property test holds the two together.

Pure: no connection. The conditions speak of `f` (file) and `i` (its item, where there is one).
"""

import os
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import assert_never

from findling.catalogue.columns import microseconds, path_bytes
from findling.catalogue.rows import KIND_CODES
from findling.core.query import Filter, InFolder, KindIs, TakenBefore, TakenFrom

TAKEN = "coalesce(i.taken, f.wall)"
"""Microseconds on the wall clock where it was made; the file's own where that is not known."""
Condition = tuple[str, list[object]]


def condition(filters: Sequence[Filter]) -> Condition:
    """One SQL expression and its values; every filter must hold. No filter: always true."""
    parts = [_one(each) for each in filters]
    sql = " AND ".join(f"({part})" for part, _ in parts) or "1"
    return sql, [value for _, values in parts for value in values]


def _one(each: Filter) -> Condition:
    match each:
        case KindIs(kinds):
            codes = sorted(KIND_CODES[kind] for kind in kinds)
            return f"f.kind IN ({', '.join('?' * len(codes))})", list(codes)
        case InFolder(folder):
            return inside(folder)
        case TakenFrom(day):
            return f"{TAKEN} >= ?", [_midnight(day)]
        case TakenBefore(day):
            return f"{TAKEN} < ?", [_midnight(day)]
        case _:
            assert_never(each)


def inside(folder: Path) -> Condition:
    """Everything below a folder, as a range of paths, so that the index on paths can serve it."""
    separator = os.fsencode(os.sep)
    start = path_bytes(folder)
    if not start.endswith(separator):
        start += separator
    end = start[:-1] + bytes([start[-1] + 1])
    return "f.path >= ? AND f.path < ?", [start, end]


def _midnight(day: date) -> int:
    return microseconds(datetime.combine(day, time.min))
