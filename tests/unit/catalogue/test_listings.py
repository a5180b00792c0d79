"""Lists: what is visible, in which order, and the rows on screen."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from findling.catalogue import Reader, Writer
from findling.catalogue.rows import Changes
from findling.core.model import Facts, ItemState, Kind, SpaceId, TakenAt
from findling.core.query import Filter, InFolder, KindIs
from tests.unit.catalogue.made import ROOT, SPACE, add, decoded, link, ready


def photo(year: int) -> Facts:
    taken = TakenAt(local=datetime(year, 1, 1))
    return Facts(kind=Kind.PHOTO, format="jpeg", width=300, height=200, taken=taken)


def chosen(
    reader: Reader, filters: list[Filter], *, space: SpaceId | None = None
) -> list[int] | None:
    ids = reader.eligible(filters, space=space)
    return None if ids is None else ids.tolist()


def test_newest_first_with_shapes(writer: Writer, reader: Reader) -> None:
    old = ready(writer, "old.jpg", decoded(photo(1999)))
    new = ready(writer, "new.jpg", decoded(photo(2030)))
    (song,) = add(writer, "song.mp3", kind=Kind.RECORDING)
    (paper,) = add(writer, "paper.pdf", kind=Kind.DOCUMENT, mtime=1_500_000_000)
    listing = reader.listing()
    assert list(listing.item_ids) == [new, -song.id, -paper.id, old]
    assert list(listing.kinds) == [0, 2, 3, 0]
    np.testing.assert_allclose(listing.aspects, [1.5, 1.5, 0.71, 1.5])
    assert listing.taken[0] == int(
        (datetime(2030, 1, 1) - datetime(1970, 1, 1)).total_seconds()
    )


def test_copies_are_one_entry_at_the_time_of_the_oldest(writer: Writer, reader: Reader) -> None:
    first, middle, copy = add(writer, "first.jpg", "middle.jpg", "copy.jpg")
    item = link(writer, first, 5)
    link(writer, copy, 5)
    assert list(reader.listing().item_ids) == [-middle.id, item]


def test_filters_and_eligible(writer: Writer, reader: Reader) -> None:
    inside = ready(writer, "trip/a.jpg")
    outside = ready(writer, "trip2/b.jpg")
    song = ready(writer, "trip/c.mp3", decoded(Facts(kind=Kind.RECORDING, format="mp3")))
    add(writer, "trip/new.jpg")
    trip = InFolder(ROOT / "trip")
    photos = KindIs(frozenset({Kind.PHOTO}))
    assert reader.eligible() is None
    assert chosen(reader, [trip]) == [inside, song]
    assert chosen(reader, [trip, photos]) == [inside]
    assert chosen(reader, [KindIs(frozenset())]) == []
    assert len(reader.listing([trip, photos])) == 2
    assert chosen(reader, [InFolder(Path("/"))]) == [inside, outside, song]


def test_eligible_leaves_out_what_is_gone_and_notices_commits(
    writer: Writer, reader: Reader
) -> None:
    item, other = ready(writer, "a.jpg"), ready(writer, "b.jpg")
    assert reader.eligible() is None
    writer.record(Changes(gone=(writer.files_of(other)[0].id,)))
    left = reader.eligible()
    assert left is not None
    assert list(left) == [item]
    assert chosen(reader, [], space=SPACE) == [item]
    nothing = reader.eligible([InFolder(ROOT)], space=SpaceId("unknown"))
    assert nothing is not None
    assert len(nothing) == 0


def test_rows_come_in_the_order_asked(writer: Writer, reader: Reader) -> None:
    item = ready(writer, "a.jpg", decoded(photo(1999)))
    (new,) = add(writer, "b.jpg")
    rows = reader.rows([-new.id, 999, item, -999])
    assert [(row.id, row.name, row.state) for row in rows] == [
        (-new.id, "b.jpg", ItemState.PENDING),
        (item, "a.jpg", ItemState.READY),
    ]
    assert rows[1].taken == datetime(1999, 1, 1)
    assert rows[0].content is None
    assert rows[1].content is not None


def test_an_empty_library(reader: Reader) -> None:
    assert len(reader.listing()) == 0
    assert reader.eligible() is None
    assert reader.rows([]) == []


@pytest.mark.parametrize("count", [1, 4, 5])
def test_vectors_stream_in_batches(writer: Writer, reader: Reader, count: int) -> None:
    for number in range(count):
        ready(writer, f"{number}.jpg", decoded(vectors=[[float(number), 1.0]]))
    batches = list(reader.vectors_after(SPACE, 0, batch=2))
    assert [len(rows) for rows in batches] == [2] * (count // 2) + [1] * (count % 2)
    values = np.concatenate([rows.vectors for rows in batches])
    assert values.dtype == np.float16
    assert list(values[:, 0]) == list(range(count))
    last = int(batches[-1].sequences[-1])
    assert list(writer.vectors_after(SPACE, last)) == []


def test_vectors_by_span(writer: Writer, reader: Reader) -> None:
    ready(writer, "a.jpg", decoded(vectors=[[1.0, 2.0], [3.0, 4.0]]))
    (rows,) = reader.vectors_after(SPACE, 0)
    one, two = rows.span_ids
    asked = reader.vectors([two, 999, one], SPACE)
    np.testing.assert_array_equal(asked, [[3, 4], [0, 0], [1, 2]])
    assert reader.vectors([one], SpaceId("unknown")).shape == (1, 0)
    assert reader.epoch(SpaceId("unknown")) == 0
