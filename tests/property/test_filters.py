"""Every filter says the same as SQL and as Python."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from findling.catalogue import Reader, Writer, open_reader, open_writer
from findling.catalogue.rows import Added, Changes, Done
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Decoded, Duty, Facts, Found, Kind, SpaceId, TakenAt
from findling.core.query import Filter, FilterRow, InFolder, KindIs, TakenBefore, TakenFrom

ROOT = Path("/r")
DUTY = Duty(space=SpaceId("s"), plan="p")
NAMES = (
    "a",
    "A",
    "a.b",
    "a!",
    "ab",
    "%",
    "_",
    "é",
    os.fsdecode(b"\xff"),
    os.fsdecode(b"\xff\xff"),
)
DAYS = [date(2020, 2, 27) + timedelta(days=n) for n in range(5)] + [
    date(1, 1, 1),
    date(1969, 12, 31),
]
MOMENTS = [
    datetime.combine(day, moment)
    for day in DAYS
    for moment in (datetime.min.time(), datetime.max.time())
]

folders = st.lists(st.sampled_from(NAMES), max_size=3).map(lambda parts: ROOT.joinpath(*parts))
rows = st.tuples(st.sampled_from(list(Kind)), folders, st.none() | st.sampled_from(MOMENTS))
filters = st.one_of(
    st.frozensets(st.sampled_from(list(Kind))).map(KindIs),
    (folders | st.just(Path("/"))).map(InFolder),
    st.sampled_from(DAYS).map(TakenFrom),
    st.sampled_from(DAYS).map(TakenBefore),
)


@contextmanager
def library() -> Iterator[tuple[Writer, Reader]]:
    with TemporaryDirectory() as directory:
        paths = LibraryPaths(Path(directory))
        writer = open_writer(paths)
        reader = open_reader(paths)
        try:
            yield writer, reader
        finally:
            reader.close()
            writer.close()


def fill(
    writer: Writer, made: list[tuple[Kind, Path, datetime | None]]
) -> dict[int, FilterRow]:
    """One item a row; the file's time stands in where no moment is given."""
    folder = writer.add_folder(ROOT)
    known: dict[int, FilterRow] = {}
    for number, (kind, directory, taken) in enumerate(made):
        path = directory / f"{number}.x"
        mtime = 1_582_900_000 + number
        found = Found(path=path, size=1, mtime_ns=mtime * 10**9, inode=number, device=1)
        writer.record(Changes(added=(Added(found=found, folder_id=folder.id, kind=kind),)))
        file = writer.file_by_path(path)
        assert file is not None
        item = writer.link(
            file.id, ContentHash(number.to_bytes(16, "big")), kind=kind, duty=DUTY
        ).item_id
        facts = Facts(kind=kind, format="x", taken=TakenAt(local=taken) if taken else None)
        done = Done(item_id=item, decoded=Decoded(facts=facts, thumbnail=b""))
        writer.commit([done], duty=DUTY)
        known[item] = FilterRow(
            kind=kind, path=path, taken=taken or datetime.fromtimestamp(mtime)
        )
    return known


@settings(max_examples=40, deadline=None)
@given(
    st.lists(rows, min_size=1, max_size=8),
    st.lists(st.lists(filters, min_size=1, max_size=3), min_size=1, max_size=12),
)
def test_sql_says_what_match_says(
    made: list[tuple[Kind, Path, datetime | None]], asked: list[list[Filter]]
) -> None:
    with library() as (writer, reader):
        known = fill(writer, made)
        for each in asked:
            expected = {i for i, row in known.items() if all(f.match(row) for f in each)}
            found = reader.eligible(each)
            assert found is not None
            assert set(found.tolist()) == expected
            assert set(reader.listing(each).item_ids.tolist()) == expected
