"""Random changes to a real tree: after each run the catalogue equals a fresh look, and no content is decoded twice."""

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.model import FileState, ItemId
from findling.core.settings import Settings
from findling.ingest.service import Ingest
from tests.ingest_fakes import FakePool, hash_of, local_branch

NAMES = st.sampled_from(
    ["a.jpg", "b.jpg", "in/a.jpg", "in/b.jpg", "in/deep/c.jpg", "x.txt", "y"]
)
FOLDERS = st.sampled_from(["in", "in/deep", "out"])


class Tree(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.root = self.top / "root"
        self.aside = self.top / "aside"
        for folder in (self.root / "in" / "deep", self.aside):
            folder.mkdir(parents=True)
        self.numbers = count(1)
        self.pool = FakePool()
        self.paths = LibraryPaths(self.top / "library")
        self.ingest = Ingest(
            paths=self.paths,
            settings=Settings(settle_seconds=0.0),
            pool=self.pool,
            branches=[local_branch(Settings())],
            publish=lambda event: None,
        )
        self.ingest.add_folder(self.root).result(10)

    def teardown(self) -> None:
        self.ingest.close()
        shutil.rmtree(self.top)

    @rule(name=NAMES, over=st.booleans())
    def write(self, name: str, over: bool) -> None:
        path = self.root / name
        if path.parent.is_dir():
            target = path.with_name("saving.tmp") if over else path
            target.write_bytes(b"\xff\xd8\xff\xe0 picture %d" % next(self.numbers))
            target.replace(path)

    @rule(source=NAMES, to=NAMES)
    def rename(self, source: str, to: str) -> None:
        if (self.root / source).exists() and (self.root / to).parent.is_dir():
            (self.root / source).replace(self.root / to)

    @rule(source=NAMES, to=NAMES, keep_time=st.booleans())
    def copy(self, source: str, to: str, keep_time: bool) -> None:
        ours, theirs = self.root / source, self.root / to
        if ours.exists() and theirs.parent.is_dir() and not theirs.exists():
            (shutil.copy2 if keep_time else shutil.copy)(ours, theirs)

    @rule(source=NAMES, to=NAMES)
    def hard_link(self, source: str, to: str) -> None:
        ours, theirs = self.root / source, self.root / to
        if ours.exists() and theirs.parent.is_dir() and not theirs.exists():
            os.link(ours, theirs)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    @rule(name=FOLDERS)
    def folder_out_or_back(self, name: str) -> None:
        inside, outside = self.root / name, self.aside / name.replace("/", "-")
        if inside.is_dir() and not outside.exists():
            inside.rename(outside)
        elif outside.is_dir() and inside.parent.is_dir() and not inside.exists():
            outside.rename(inside)

    @rule()
    def index(self) -> None:
        summary = self.ingest.bring_up_to_date()

        on_disk = {p: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}
        reader = open_reader(self.paths)
        try:
            ids = [int(i) for i in reader.listing(()).item_ids]
            assert all(i > 0 for i in ids), "something was left unread"
            known = {
                file.path: row.content
                for row in reader.rows(ids)
                for file in reader.files_of(ItemId(row.id))
                if file.state is FileState.PRESENT
            }
        finally:
            reader.close()
        assert known == {p: hash_of(content) for p, content in on_disk.items()}
        assert set(self.pool.decoded.values()) <= {1}, "a content was decoded twice"
        assert summary.added + summary.changed + summary.moved + summary.unchanged == len(known)


TestTree = Tree.TestCase
TestTree.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
