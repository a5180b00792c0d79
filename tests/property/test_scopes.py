"""Whatever lies where: each duty is given just what falls to it, and nothing of it twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from findling.catalogue import Reader, Writer, open_reader, open_writer
from findling.catalogue.rows import BatchEntry, Changes, Done, Failed
from findling.core.library import LibraryPaths
from findling.core.model import Duty, FileId, FolderState, ItemId, Kind, Scope, Tokens
from findling.core.report import KindCounts
from tests.unit.catalogue.made import (
    BROKEN,
    CLOUD,
    DUTY,
    HERE,
    add,
    decoded,
    link,
    look,
    payload,
)

ROOTS = (Path("/media/A"), Path("/media/B"), Path("/media/C"))
OLD = "an earlier plan"
STATUSES = ("new", "looked", "awaited", "ready", "old", "failed")
READ = {"ready", "old"}
"""Has vectors."""
LEFT = {"new", "looked", "awaited", "old"}


@dataclass(frozen=True)
class AFile:
    root: int
    content: int | None
    missing: bool


@dataclass(frozen=True)
class Shelf:
    """A library to be. `cloud` and `here`: how contents stand in the two spaces."""

    files: tuple[AFile, ...]
    marked: tuple[bool, bool, bool]
    away: tuple[bool, bool, bool]
    cloud: tuple[str, ...]
    here: tuple[str, ...]

    def status(self, duty: Duty, number: int) -> str:
        return (self.cloud if duty.space == CLOUD.space else self.here)[number]

    def contents(self, scope: Scope) -> set[int]:
        known = {file.content for file in self.files if file.content is not None}
        local = {f.content for f in self.files if f.content is not None and self.marked[f.root]}
        return {Scope.ALL: known, Scope.LOCAL_ONLY: local, Scope.SENDABLE: known - local}[scope]

    def unhashed(self, scope: Scope) -> list[AFile]:
        wanted = {Scope.ALL: (True, False), Scope.LOCAL_ONLY: (True,), Scope.SENDABLE: (False,)}
        files = [file for file in self.files if file.content is None]
        return [file for file in files if self.marked[file.root] in wanted[scope]]

    def readable(self, number: int) -> bool:
        return any(f.content == number and self.at_hand(f) for f in self.files)

    def visible(self, number: int) -> bool:
        return any(f.content == number and not f.missing for f in self.files)

    def at_hand(self, file: AFile) -> bool:
        return not file.missing and not self.away[file.root]

    def left(self, duty: Duty, statuses: set[str]) -> set[int]:
        return {
            number
            for number in self.contents(duty.scope)
            if self.readable(number) and self.status(duty, number) in statuses
        }


seldom = st.sampled_from((False, False, False, True))
statuses = st.tuples(*(st.sampled_from(STATUSES) for _ in range(4)))
shelves = st.builds(
    Shelf,
    files=st.lists(
        st.builds(
            AFile,
            root=st.integers(0, 2),
            content=st.sampled_from((0, 1, 2, 3, None)),
            missing=seldom,
        ),
        min_size=1,
        max_size=8,
    ).map(tuple),
    marked=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    away=st.tuples(seldom, seldom, seldom),
    cloud=statuses,
    here=statuses,
)


@contextmanager
def library(shelf: Shelf) -> Iterator[tuple[Writer, Reader, dict[ItemId, int]]]:
    with TemporaryDirectory() as directory:
        paths = LibraryPaths(Path(directory))
        writer = open_writer(paths)
        reader = open_reader(paths)
        try:
            yield writer, reader, fill(writer, shelf)
        finally:
            reader.close()
            writer.close()


def fill(writer: Writer, shelf: Shelf) -> dict[ItemId, int]:
    items: dict[ItemId, int] = {}
    gone: list[FileId] = []
    for place, file in enumerate(shelf.files):
        (row,) = add(writer, f"{place}.jpg", root=ROOTS[file.root])
        if file.content is not None:
            for duty in (DUTY, CLOUD):
                item = link(writer, row, file.content, duty=duty)
                if item not in items:
                    stand(writer, row.id, item, shelf.status(duty, file.content), duty=duty)
            items[item] = file.content
        if file.missing:
            gone.append(row.id)
    writer.record(Changes(gone=tuple(gone)))
    for root, marked, away in zip(ROOTS, shelf.marked, shelf.away, strict=True):
        folder = writer.add_folder(root)
        writer.set_local_only(folder.id, marked)
        writer.set_folder_state(folder.id, FolderState.AWAY if away else FolderState.PRESENT)
    return items


def stand(writer: Writer, file: FileId, item: ItemId, status: str, *, duty: Duty) -> None:
    match status:
        case "looked":
            look(writer, item, 7, duty=duty)
        case "awaited":
            entry = BatchEntry(
                payload=payload(item).digest, item_id=item, kind=Kind.PHOTO, tokens=Tokens()
            )
            writer.open_batch(f"{item} {duty.space}", space=duty.space, entries=[entry])
        case "ready" | "old":
            under = duty if status == "ready" else replace(duty, plan=OLD)
            writer.commit([Done(item_id=item, decoded=decoded())], duty=under)
        case "failed":
            writer.fail([Failed(file_id=file, item_id=item, failure=BROKEN)], duty=duty)


def expected_counts(shelf: Shelf, duty: Duty) -> KindCounts:
    told = {"ready": 0, "pending": 0, "failed": 0, "missing": 0}
    for number in shelf.contents(duty.scope):
        status = shelf.status(duty, number)
        if not shelf.visible(number):
            told["missing"] += 1
        else:
            told[status if status in ("ready", "failed") else "pending"] += 1
    for file in shelf.unhashed(duty.scope):
        told["missing" if file.missing else "pending"] += 1
    return KindCounts(**told)


@settings(max_examples=80, deadline=None)
@given(shelves)
def test_every_duty_gets_what_falls_to_it(shelf: Shelf) -> None:
    with library(shelf) as (writer, reader, items):
        for duty in (DUTY, HERE, CLOUD):
            unhashed = sum(map(shelf.at_hand, shelf.unhashed(duty.scope)))
            for unlooked, wanted in ((False, LEFT - {"awaited"}), (True, LEFT - {"looked"})):
                rows = writer.pending(duty, limit=99, unlooked=unlooked)
                given_out = [items[row.item_id] for row in rows if row.item_id is not None]
                assert sorted(given_out) == sorted(shelf.left(duty, wanted))
                assert len(rows) - len(given_out) == unhashed
                assert reader.pending_count(duty, unlooked=unlooked) == len(rows)
            assert reader.is_whole(duty) is not bool(unhashed or shelf.left(duty, LEFT))
            assert reader.counts([duty])[Kind.PHOTO] == expected_counts(shelf, duty)
            looked = reader.estimates(duty)
            assert sum(e.contents for e in looked.values()) == len(shelf.left(duty, {"looked"}))


@settings(max_examples=60, deadline=None)
@given(shelves)
def test_who_may_answer(shelf: Shelf) -> None:
    with library(shelf) as (_, reader, items):
        for duty in (DUTY, HERE, CLOUD):
            read = {item for item, n in items.items() if shelf.status(duty, n) in READ}
            expected = {
                item
                for item in read
                if shelf.visible(items[item]) and items[item] in shelf.contents(duty.scope)
            }
            found = reader.eligible(space=duty.space, scope=duty.scope)
            assert (read if found is None else set(found.tolist())) == expected


@settings(max_examples=60, deadline=None)
@given(shelves)
def test_each_content_falls_to_one_of_two_duties(shelf: Shelf) -> None:
    with library(shelf) as (_, reader, items):
        together = reader.counts([CLOUD, HERE])[Kind.PHOTO]
        total = together.ready + together.pending + together.failed + together.missing
        assert total == len(items) + sum(file.content is None for file in shelf.files)
        local = {item for item in items if reader.is_local_only(item)}
        assert {items[item] for item in local} == shelf.contents(Scope.LOCAL_ONLY)
