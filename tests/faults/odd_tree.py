"""The oddities of file systems as a machine of random steps: after each run the catalogue equals a fresh look.

Names that are no UTF-8, newlines, 255 bytes, one letter's case; links, loops, pipes, sockets; times of 1901 and 2100; ten
gigabytes of nothing; files that vanish while they are read; roots in roots, and roots that go away and come back.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Decoded, FileState, ItemId
from findling.core.settings import Settings
from findling.ingest.service import Ingest
from tests.ingest_fakes import FakePool, decoded_as, hash_of, local_branch

LONG = "n" * 251 + ".jpg"
PLAIN = (
    "a.jpg",
    "A.jpg",
    "in/a.jpg",
    "in/deep/b.jpg",
    "new\nline.jpg",
    "in/ trailing .jpg",
    "%s' OR 1=1 --.jpg",
    'in/*?[x]".jpg',
    "<b>bold</b>.jpg",
    "in/e\u0301.jpg",
    "in/\u00e9.jpg",
    os.fsdecode(b"in/no-utf8-\xff\xfe.jpg"),
    os.fsdecode(b"\xe4\xf6.jpg"),
    LONG,
    "in/" + LONG,
    "-rf.jpg",
)
NAMES = st.sampled_from(PLAIN)
FOLDERS = st.sampled_from(["in", "in/deep"])
TIMES = st.sampled_from([-2_177_452_800, 0, -1, 4_102_444_800, 253_402_300_800, 1_600_000_000])
HEAD = 4096
HUGE = 10 << 30


def content_of(path: Path) -> bytes:
    """What the stand-in decoders see: a head is enough to tell, and ten gigabytes are not read."""
    with path.open("rb") as content:
        return content.read(HEAD) + str(os.fstat(content.fileno()).st_size).encode()


class HeadPool(FakePool):
    """Reads heads only; `meanwhile` happens while a content is read."""

    meanwhile: Callable[[], None] = staticmethod(lambda: None)

    def identify(self, path: Path) -> "Future[ContentHash]":
        future: Future[ContentHash] = Future()
        try:
            future.set_result(hash_of(content_of(path)))
        except OSError as error:
            future.set_exception(error)
        return future

    def decode(
        self, path: Path, *, provider: str = "builtin", urgent: bool = False
    ) -> "Future[Decoded]":
        future: Future[Decoded] = Future()
        try:
            done = decoded_as(content_of(path))
            self.meanwhile()
            future.set_result(done)
        except OSError as error:
            future.set_exception(error)
        return future


class OddTree(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.root = self.top / "root"
        self.away = self.top / "elsewhere"
        self.outside = self.top / "outside"
        self.outside.mkdir()
        (self.outside / "not ours.jpg").write_bytes(b"\xff\xd8\xff\xe0 outside")
        (self.root / "in" / "deep").mkdir(parents=True)
        self.numbers = count(1)
        self.pool = HeadPool()
        self.paths = LibraryPaths(self.top / "library")
        self.ingest = Ingest(
            paths=self.paths,
            settings=Settings(settle_seconds=0.0),
            pool=self.pool,
            branches=[local_branch(Settings())],
            publish=lambda event: None,
        )
        self.ingest.add_folder(self.root).result(30)
        self.inner = False

    def teardown(self) -> None:
        self.ingest.close()
        shutil.rmtree(self.top)

    def is_here(self) -> bool:
        return self.root.is_dir()

    def free(self, name: str) -> Path | None:
        path = self.root / name
        return path if path.parent.is_dir() and not os.path.lexists(path) else None

    @precondition(is_here)
    @rule(name=NAMES)
    def write(self, name: str) -> None:
        path = self.root / name
        if path.parent.is_dir() and (path.is_file() or not os.path.lexists(path)):
            path.write_bytes(b"\xff\xd8\xff\xe0 picture %d" % next(self.numbers))

    @precondition(is_here)
    @rule(source=NAMES, to=NAMES)
    def rename(self, source: str, to: str) -> None:
        if os.path.lexists(self.root / source) and (self.root / to).parent.is_dir():
            (self.root / source).replace(self.root / to)

    @precondition(is_here)
    @rule(source=NAMES, to=NAMES)
    def hard_link(self, source: str, to: str) -> None:
        ours, theirs = self.root / source, self.free(to)
        if ours.is_file() and not ours.is_symlink() and theirs is not None:
            os.link(ours, theirs)

    @precondition(is_here)
    @rule(to=NAMES, aim=st.sampled_from(["../outside/not ours.jpg", "a.jpg", ".", "..", "/"]))
    def symbolic_link(self, to: str, aim: str) -> None:
        if (path := self.free(to)) is not None:
            path.symlink_to(aim)

    @precondition(is_here)
    @rule(name=NAMES)
    def pipe(self, name: str) -> None:
        if (path := self.free(name)) is not None:
            os.mkfifo(path)

    @precondition(is_here)
    @rule(name=st.sampled_from(["a.jpg", "in/a.jpg", "A.jpg"]))
    def listening_socket(self, name: str) -> None:
        if (path := self.free(name)) is not None:
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(str(path))

    @precondition(is_here)
    @rule(name=NAMES, seconds=TIMES)
    def odd_time(self, name: str, seconds: int) -> None:
        path = self.root / name
        if path.is_file() and not path.is_symlink():
            os.utime(path, (seconds, seconds))

    @precondition(is_here)
    @rule(name=NAMES)
    def huge(self, name: str) -> None:
        if (path := self.free(name)) is not None:
            path.write_bytes(b"\xff\xd8\xff\xe0 huge %d" % next(self.numbers))
            os.truncate(path, HUGE)

    @precondition(is_here)
    @rule(name=NAMES, mode=st.sampled_from([0o000, 0o200, 0o644, 0o777]))
    def permission(self, name: str, mode: int) -> None:
        """Read by whoever owns it or by root; for others it is there and unread."""
        path = self.root / name
        if path.is_file() and not path.is_symlink() and os.geteuid() == 0:
            path.chmod(mode)

    @precondition(is_here)
    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    @precondition(is_here)
    @rule(name=FOLDERS)
    def remove_folder(self, name: str) -> None:
        shutil.rmtree(self.root / name, ignore_errors=True)

    @precondition(is_here)
    @rule(name=FOLDERS)
    def make_folder(self, name: str) -> None:
        (self.root / name).mkdir(parents=True, exist_ok=True)

    @precondition(lambda self: self.is_here() and (self.root / "in").is_dir())
    @rule()
    def root_in_root(self) -> None:
        if self.inner:
            self.ingest.remove_folder(self.root / "in").result(30)
        else:
            self.ingest.add_folder(self.root / "in").result(30)
        self.inner = not self.inner

    @rule()
    def root_out_or_back(self) -> None:
        """Never back into an empty place that was taken meanwhile."""
        if self.is_here():
            self.root.rename(self.away)
        else:
            self.away.rename(self.root)

    @precondition(is_here)
    @rule(name=NAMES)
    def index_while_one_vanishes(self, name: str) -> None:
        self.pool.meanwhile = lambda: (self.root / name).unlink(missing_ok=True)
        self.ingest.bring_up_to_date()
        self.pool.meanwhile = lambda: None
        self.index()

    @precondition(is_here)
    @rule()
    def index_while_the_root_goes(self) -> None:
        def go() -> None:
            if self.root.exists():
                self.root.rename(self.away)

        self.pool.meanwhile = go
        self.ingest.bring_up_to_date()
        self.pool.meanwhile = lambda: None
        if not self.is_here():
            self.away.rename(self.root)
        self.index()

    @precondition(lambda self: not self.is_here())
    @rule()
    def index_while_it_is_away(self) -> None:
        before = self.known(FileState.PRESENT)
        self.ingest.bring_up_to_date()
        assert self.known(FileState.PRESENT) == before, "away is not deleted"

    @precondition(is_here)
    @rule()
    def index(self) -> None:
        self.ingest.bring_up_to_date()
        assert self.known(FileState.PRESENT) == self.on_disk()

    def on_disk(self) -> dict[Path, ContentHash | None]:
        """A fresh look: regular files, through no link, of folders that are watched."""
        if self.inner and not (self.root / "in").is_dir():
            return {
                p: c for p, c in self._files() if "in" not in p.relative_to(self.root).parts
            } | {
                p: c
                for p, c in self.known(FileState.PRESENT).items()
                if self.root / "in" in p.parents
            }
        return dict(self._files())

    def _files(self) -> list[tuple[Path, ContentHash | None]]:
        return [
            (path, hash_of(content_of(path)))
            for folder, _, names in os.walk(self.root, followlinks=False)
            for name in names
            if (path := Path(folder, name)).is_file() and not path.is_symlink()
        ]

    def known(self, state: FileState) -> dict[Path, ContentHash | None]:
        reader = open_reader(self.paths)
        try:
            ids = [int(i) for i in reader.listing(()).item_ids]
            assert all(i > 0 for i in ids), "something was left unread"
            return {
                file.path: row.content
                for row in reader.rows(ids)
                for file in reader.files_of(ItemId(row.id))
                if file.state is state
            }
        finally:
            reader.close()
