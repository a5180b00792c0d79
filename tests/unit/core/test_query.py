"""Each filter says for itself whether a row matches; the edges of days and folders are exact."""

from datetime import date, datetime
from pathlib import Path

from findling.core.model import Kind
from findling.core.query import FilterRow, InFolder, KindIs, TakenBefore, TakenFrom

ROW = FilterRow(kind=Kind.PHOTO, path=Path("/a/b/c.jpg"), taken=datetime(2024, 5, 1, 0, 0))


def test_kind() -> None:
    assert KindIs(frozenset({Kind.PHOTO, Kind.CLIP})).match(ROW)
    assert not KindIs(frozenset({Kind.CLIP})).match(ROW)


def test_folder_is_not_a_prefix_of_names() -> None:
    assert InFolder(Path("/a")).match(ROW)
    assert InFolder(Path("/a/b")).match(ROW)
    assert not InFolder(Path("/a/b/c")).match(ROW)
    assert not InFolder(Path("/a/b/c.jpg")).match(ROW)


def test_days() -> None:
    assert TakenFrom(date(2024, 5, 1)).match(ROW)
    assert not TakenFrom(date(2024, 5, 2)).match(ROW)
    assert TakenBefore(date(2024, 5, 2)).match(ROW)
    assert not TakenBefore(date(2024, 5, 1)).match(ROW)


def test_no_date_matches_no_date_filter() -> None:
    undated = FilterRow(kind=Kind.PHOTO, path=Path("/a.jpg"), taken=None)
    assert not TakenFrom(date(1900, 1, 1)).match(undated)
    assert not TakenBefore(date(2100, 1, 1)).match(undated)
