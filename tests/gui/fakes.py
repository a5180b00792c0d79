"""Services without a library: a few items in arrays, answers on call, everything on the calling thread."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError
from findling.core.library import LibraryPaths
from findling.core.model import (
    ContentHash,
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
from findling.core.report import FailureRow, FolderStatus
from findling.core.settings import Settings
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

    def details(self, item_id: ItemId) -> ItemDetails | None:
        return details(item_id)

    def folder_status(self) -> list[FolderStatus]:
        return self.folders

    def failures(self) -> list[FailureRow]:
        return self.failed


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

    def _future(self, result: T) -> "Future[T]":
        future: Future[T] = Future()
        if self.trouble is not None:
            future.set_exception(self.trouble)
        else:
            future.set_result(result)
        return future


def services(
    root: Path, *, browse: Any = None, lane: Any = None, ingest: Any = None
) -> Services:
    return Services(
        ingest=ingest or FakeIngest(),
        lane=lane or FakeLane(),
        browse=browse or FakeBrowse(),
        paths=LibraryPaths(root),
        settings=Settings(),
    )


def kind_filter(kind: Kind) -> KindIs:
    return KindIs(frozenset({kind}))
