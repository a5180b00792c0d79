"""Services without a library: a few items in arrays, answers on call, everything on the calling thread."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
    FileId,
    FileRow,
    FileState,
    FolderId,
    FolderState,
    ItemId,
    ItemState,
    Kind,
    Span,
    Strength,
    WatchedFolder,
)
from findling.core.query import Answer, Filter, Hit, ItemDetails, KindIs, SearchRequest
from findling.core.report import (
    Estimate,
    FailureRow,
    FolderCount,
    FolderStatus,
    IndexState,
    KindEstimate,
    Spending,
    Status,
)
from findling.core.settings import Settings
from findling.embedding.keys import Found
from findling.gui.services import Services

T = TypeVar("T")
ROOT = Path("/home/someone/Pictures")


@dataclass(frozen=True, kw_only=True)
class FakeListing:
    item_ids: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    aspects: NDArray[np.float32]
    taken: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class FakeRow:
    id: int
    kind: Kind = Kind.PHOTO
    path: Path = ROOT / "a.jpg"
    name: str = "a.jpg"
    state: ItemState = ItemState.READY
    content: ContentHash | None = None
    colour: int = 0x336699
    seconds: float | None = None
    pages: int | None = None
    taken: datetime | None = None
    files: int = 1


def listing(count: int, *, kinds: Sequence[int] = (0,), day: float = 86_400.0) -> FakeListing:
    """Items 1 to `count`, newest first, one a `day`."""
    newest = int(datetime(2024, 4, 30, tzinfo=UTC).timestamp())
    return FakeListing(
        item_ids=np.arange(1, count + 1, dtype=np.int64),
        kinds=np.resize(np.array(kinds, dtype=np.uint8), count),
        aspects=np.resize(np.array([1.5, 0.7, 1.3, 1.0], dtype=np.float32), count),
        taken=(newest - np.arange(count) * day).astype(np.int64),
    )


def hit(item_id: int, strength: Strength = Strength.STRONG, **more: Any) -> Hit:
    values: dict[str, Any] = {
        "kind": Kind.PHOTO,
        "path": ROOT / f"{item_id}.jpg",
        "score": 3.0,
        "why": ("meaning",),
        "span": Span(),
    }
    values.update(more)
    return Hit(item_id=ItemId(item_id), strength=strength, **values)


def answer(request: SearchRequest, *hits: Hit, confident: bool = True) -> Answer:
    return Answer(
        request=request, space="s", hits=hits, confident=confident, took_ms=1.0, total=100
    )


@dataclass
class FakeBrowse:
    shown: Any = field(default_factory=lambda: listing(20))
    folders: list[FolderStatus] = field(
        default_factory=lambda: [FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20)]
    )
    failed: list[FailureRow] = field(default_factory=list)
    asked: list[tuple[Filter, ...]] = field(default_factory=list)

    def listing(self, filters: Sequence[Filter]) -> FakeListing:
        self.asked.append(tuple(filters))
        return self.shown  # type: ignore[no-any-return]  # tests put in what they like

    def rows(self, ids: Sequence[int]) -> list[Any]:
        kinds = dict(zip(self.shown.item_ids.tolist(), self.shown.kinds.tolist(), strict=True))
        every = list(Kind)
        return [
            FakeRow(id=i, kind=every[kinds.get(i, 0)], path=ROOT / f"{i}.jpg", name=f"{i}.jpg")
            for i in ids
        ]

    def files(self, ids: Sequence[int]) -> list[FileRow]:
        return [file_row(row.path, item_id=row.id) for row in self.rows(ids)]

    def details(self, item_id: ItemId) -> ItemDetails | None:
        return details(item_id)

    def folder_status(self) -> list[FolderStatus]:
        return self.folders

    def failures(self) -> list[FailureRow]:
        return self.failed

    def status(self) -> Status:
        return Status(
            folders=tuple(self.folders),
            counts={},
            failures=0,
            provider="builtin",
            space="s",
            index=IndexState(kind="scan", vectors=0, recall=None),
            cost_usd=0.0,
            paused=False,
            spending=Spending(usd=12.4, month_usd=3.1, kinds={}),
        )


def file_row(path: Path, *, item_id: int = 1, **more: Any) -> FileRow:
    values: dict[str, Any] = {
        "id": FileId(item_id),
        "folder_id": FolderId(1),
        "kind": Kind.PHOTO,
        "size": 1,
        "mtime_ns": 1,
        "inode": 1,
        "device": 1,
        "state": FileState.PRESENT,
    }
    values.update(more)
    return FileRow(path=path, item_id=ItemId(item_id), **values)


def details(item_id: int, **more: Any) -> ItemDetails:
    values: dict[str, Any] = {
        "kind": Kind.PHOTO,
        "format": "jpeg",
        "paths": (ROOT / f"{item_id}.jpg",),
        "size": 2_400_000,
        "width": 4000,
        "height": 3000,
        "seconds": None,
        "pages": None,
        "has_sound": False,
        "taken": datetime(2024, 4, 13, 16, 20),
        "offset_minutes": None,
        "place": None,
        "camera": "Pixel 8",
        "title": None,
        "artist": None,
        "album": None,
        "author": None,
        "tags": (),
        "thumbnail": None,
        "colour": 0x336699,
    }
    values.update(more)
    return ItemDetails(item_id=ItemId(item_id), **values)


@dataclass
class FakeLane:
    """Runs look-ups at once unless `held`; keeps questions until a test answers them."""

    asked: list[tuple[SearchRequest, int, Callable[[int, Answer | FindlingError], None]]] = (
        field(default_factory=list)
    )
    held: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def ask(
        self,
        request: SearchRequest,
        number: int,
        on_answer: Callable[[int, Answer | FindlingError], None],
    ) -> None:
        self.asked.append((request, number, on_answer))

    def reply(self, *hits: Hit, place: int = -1, confident: bool = True) -> None:
        request, number, on_answer = self.asked[place]
        on_answer(number, answer(request, *hits, confident=confident))

    def run(
        self, function: Callable[[], T], on_done: Callable[[T | FindlingError], None]
    ) -> None:
        def work() -> None:
            try:
                result: T | FindlingError = function()
            except FindlingError as error:
                result = error
            on_done(result)

        if self.held:
            self.waiting.append(work)
        else:
            work()

    def let_go(self) -> None:
        waiting, self.waiting = self.waiting, []
        for work in waiting:
            work()


@dataclass
class FakeIngest:
    done: list[tuple[str, Any]] = field(default_factory=list)
    trouble: FindlingError | None = None
    paused: bool = False
    costs: Estimate | None = None

    def add_folder(self, path: Path) -> "Future[WatchedFolder]":
        self.done.append(("add", path))
        folder = WatchedFolder(id=FolderId(1), path=path, state=FolderState.PRESENT)
        return self._future(folder)

    def remove_folder(self, path: Path) -> "Future[int]":
        self.done.append(("remove", path))
        return self._future(3)

    def retry_failures(self) -> "Future[int]":
        self.done.append(("retry", None))
        return self._future(1)

    def pause(self) -> None:
        self.done.append(("pause", None))

    def resume(self) -> None:
        self.done.append(("resume", None))

    def look_first(self, paths: Sequence[Path]) -> None:
        self.done.append(("look first", tuple(paths)))

    def set_local_only(self, path: Path, value: bool) -> "Future[None]":
        self.done.append(("local only", (path, value)))
        return self._future(None)

    def adopt(self, settings: Settings) -> "Future[None]":
        self.done.append(("adopt", settings))
        return self._future(None)

    def estimate(self) -> "Future[Estimate | None]":
        self.done.append(("estimate", None))
        return self._future(self.costs)

    def agree(self, usd: float) -> "Future[None]":
        self.done.append(("agree", round(usd, 4)))
        return self._future(None)

    def retry_now(self) -> None:
        self.done.append(("try now", None))

    def of(self, what: str) -> list[Any]:
        return [value for name, value in self.done if name == what]

    def _future(self, result: T) -> "Future[T]":
        future: Future[T] = Future()
        if self.trouble is not None:
            future.set_exception(self.trouble)
        else:
            future.set_result(result)
        return future


@dataclass
class FakeAccounts:
    """A keychain in memory. Notes what was asked, on which thread, and never a key."""

    kept: str | None = None
    found: Found | None = None
    trouble: FindlingError | None = None
    no_keychain: FindlingError | None = None
    asked: list[tuple[str, bool]] = field(default_factory=list)
    """What, and whether it was asked on the GUI thread."""
    tried: list[str | None] = field(default_factory=list)
    tests: list[Settings] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    held: bool = False

    def key(self) -> Found | None:
        self._note("key")
        if self.no_keychain is not None:
            raise self.no_keychain
        return self.found or (Found() if self.kept else None)

    def store_key(self, text: str) -> None:
        self._note("store")
        if self.no_keychain is not None:
            raise self.no_keychain
        self.kept = text

    def delete_key(self) -> None:
        self._note("delete")
        self.kept = None

    def test(self, provider: str, settings: Settings, key: str | None) -> float:
        self._note("test")
        self.tests.append(settings)
        self.tried.append(key)
        if self.held:
            self.gate.wait(10)
        if self.trouble is not None:
            raise self.trouble
        return 340.2

    def _note(self, what: str) -> None:
        here = threading.current_thread() is threading.main_thread()
        self.asked.append((what, here))


def estimate(**more: Any) -> Estimate:
    """1,204 photos and 96 clips for $1.75."""
    values: dict[str, Any] = {
        "provider": "gemini",
        "model": "gemini-embedding-2",
        "kinds": {
            Kind.PHOTO: KindEstimate(files=1204, spans=1204, usd=0.14),
            Kind.CLIP: KindEstimate(files=96, spans=412, usd=1.61),
        },
        "seconds": 724.0,
        "prices_of": date(2026, 11, 23),
        "month_left_usd": 17.3,
        "batch_usd": 0.88,
    }
    values.update(more)
    return Estimate(**values)


def services(root: Path, **parts: Any) -> Services:
    """`parts` may hold browse, lane, ingest, accounts, settings, keep, count, files, viewer."""
    return Services(
        ingest=parts.get("ingest") or FakeIngest(),
        lane=parts.get("lane") or FakeLane(),
        browse=parts.get("browse") or FakeBrowse(),
        accounts=parts.get("accounts") or FakeAccounts(),
        paths=LibraryPaths(root),
        settings=parts.get("settings") or Settings(),
        keep=parts.get("keep") or _kept_nowhere,
        viewer=parts.get("viewer"),
        count=parts.get("count") or _nothing_counted,
        files=parts.get("files"),
    )


def _kept_nowhere(settings: Settings) -> None:
    """Where no test asks for it."""


def _nothing_counted(
    path: Path, told: Callable[[FolderCount], None], wanted: Callable[[], bool]
) -> None:
    told(FolderCount(path=path, done=True))


def kind_filter(kind: Kind) -> KindIs:
    return KindIs(frozenset({kind}))
