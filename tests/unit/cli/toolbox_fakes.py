"""What the commands are given in tests: a library without a disk, a service without a network, a keychain without a system."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from findling.cli.toolbox import Row
from findling.core.confinement import Confinement
from findling.core.errors import FindlingError
from findling.core.events import Publish
from findling.core.library import LibraryPaths
from findling.core.model import FolderId, FolderState, Kind, Tokens, WatchedFolder
from findling.core.report import (
    Estimate,
    FailureRow,
    FolderStatus,
    IndexState,
    IndexSummary,
    Inspection,
    KindCounts,
    KindEstimate,
    Spending,
    Status,
)
from findling.core.settings import Settings
from findling.embedding.keys import Found

if TYPE_CHECKING:
    from findling.search.service import SearchService

T = TypeVar("T")

KEY = "made-up-key-for-tests-0123456789"
CLOUD = Settings(provider="gemini")
FOLDER = Path("/media/pictures")
LOOKED = IndexSummary(added=3, unchanged=9, seconds=1.0)
SENT = IndexSummary(added=3, unchanged=9, seconds=2.0, cost_usd=0.4, saved_usd=0.1)


def done(value: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(value)
    return future


def estimate(
    *, usd: float = 0.42, files: int = 12, month_left: float | None = 19.5, batch: bool = True
) -> Estimate:
    """Photos and clips; the clips are the dear ones."""
    kinds = {
        Kind.PHOTO: KindEstimate(
            files=files - 2, spans=files - 2, tokens=Tokens(image=258 * files), usd=usd / 10
        ),
        Kind.CLIP: KindEstimate(files=2, spans=7, tokens=Tokens(video=9000), usd=usd * 9 / 10),
    }
    return Estimate(
        provider="gemini",
        model="gemini-embedding-2",
        kinds=kinds if files else {},
        seconds=200.0,
        prices_of=date(2026, 11, 23),
        batch_usd=usd / 2 if batch else None,
        month_left_usd=month_left,
    )


@dataclass
class FakeIngest:
    """`calls`: what it was asked to do, in order."""

    waiting: Estimate | None = None
    looked: IndexSummary = LOOKED
    sent: IndexSummary = SENT
    # DEL(added=3, unchanged=9, seconds=1.0)
    watched: list[WatchedFolder] = field(default_factory=list)
    calls: list[tuple[str, object]] = field(default_factory=list)

    def folders(self) -> "Future[list[WatchedFolder]]":
        return done(self.watched)

    def add_folder(self, path: Path, *, local_only: bool = False) -> "Future[WatchedFolder]":
        self.calls.append(("add", (path, local_only)))
        folder = _folder(path, local_only=local_only)
        self.watched.append(folder)
        return done(folder)

    def set_local_only(self, path: Path, value: bool) -> "Future[None]":
        self.calls.append(("mark", (path, value)))
        return done(None)

    def remove_folder(self, path: Path) -> "Future[int]":
        self.calls.append(("remove", path))
        return done(0)

    def retry_failures(self) -> "Future[int]":
        self.calls.append(("retry", None))
        return done(1)

    def estimate(self) -> "Future[Estimate | None]":
        return done(self.waiting)

    def agree(self, usd: float) -> "Future[None]":
        self.calls.append(("agree", round(usd, 6)))
        return done(None)

    def bring_up_to_date(self, *, send: bool = True) -> IndexSummary:
        self.calls.append(("send" if send else "look", None))
        return self.sent if send else self.looked

    def start(self, *, watch: bool) -> None:
        self.calls.append(("start", watch))
        raise KeyboardInterrupt  # as Ctrl+C does while it stays

    def close(self) -> None:
        self.calls.append(("close", None))

    @property
    def did(self) -> list[str]:
        return [name for name, _ in self.calls if name != "close"]


@dataclass
class FakeAccounts:
    """`tried`: the keys of the real calls. `trouble` is raised instead of an answer."""

    kept: str | None = None
    variable: str = ""
    missing: FindlingError | None = None
    trouble: FindlingError | None = None
    tried: list[tuple[str, Settings, str | None]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def key(self) -> Found | None:
        if self.variable:
            return Found(variable=self.variable)
        if self.missing is not None:
            raise self.missing
        return Found() if self.kept is not None else None

    def store_key(self, text: str) -> None:
        if self.missing is not None:
            raise self.missing
        self.kept = text

    def delete_key(self) -> None:
        self.kept = None

    def test(self, provider: str, settings: Settings, key: str | None) -> float:
        self.before()
        self.tried.append((provider, settings, key))
        if self.trouble is not None:
            raise self.trouble
        return 123.4


@dataclass
class FakeBrowse:
    found: Status
    rejected: list[FailureRow] = field(default_factory=list)

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        raise AssertionError("no command here shows rows")

    def folder_status(self) -> Sequence[FolderStatus]:
        return self.found.folders

    def failures(self) -> Sequence[FailureRow]:
        return self.rejected

    def status(self) -> Status:
        return self.found

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class FakeToolbox:
    settings: Settings = field(default_factory=Settings)
    writer: FakeIngest = field(default_factory=FakeIngest)
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    kept: list[Settings] = field(default_factory=list)
    found: Status = field(default_factory=lambda: status())
    inspection: Inspection = field(default_factory=lambda: Inspection(findings=()))
    able: Confinement = field(default_factory=Confinement)
    inspected: list[bool] = field(default_factory=list)
    opened_with: list[Settings] = field(default_factory=list)
    """The settings with which the writer was opened."""

    @property
    def paths(self) -> LibraryPaths:
        return LibraryPaths(Path("/library"))

    def change_settings(self, settings: Settings, *, keep: bool = True) -> None:
        self.settings = settings
        if keep:
            self.kept.append(settings)

    def use_provider(self, name: str) -> None:
        self.change_settings(replace(self.settings, provider=name))

    def ingest(self, publish: Publish) -> FakeIngest:
        self.opened_with.append(self.settings)
        return self.writer

    def search(self) -> "SearchService":
        raise AssertionError("nothing is searched here")

    def browse(self) -> FakeBrowse:
        return FakeBrowse(self.found)

    def inspect(self, *, repair: bool) -> Inspection:
        self.inspected.append(repair)
        return self.inspection

    def confinement(self) -> Confinement:
        return self.able

    def window(self, *, query: str | None) -> int:
        raise AssertionError("no window here")

    def close(self) -> None:
        """Nothing is open."""


def cloud(ingest: FakeIngest, settings: Settings = CLOUD) -> FakeToolbox:
    """A library with a folder, whose files a service understands."""
    ingest.watched.append(_folder(FOLDER))
    return FakeToolbox(settings=settings, writer=ingest)


def status(*, spending: Spending | None = None, local_only: bool = False) -> Status:
    return Status(
        folders=(
            FolderStatus(
                path=FOLDER, state=FolderState.PRESENT, files=12, local_only=local_only
            ),
        ),
        counts={kind: KindCounts() for kind in Kind},
        failures=0,
        provider="gemini",
        space="gemini-1",
        index=IndexState(kind="scan", vectors=0, recall=None),
        cost_usd=spending.usd if spending is not None else 0.0,
        paused=False,
        spending=spending or Spending(kinds={}),
    )


def _folder(path: Path, *, local_only: bool = False) -> WatchedFolder:
    return WatchedFolder(
        id=FolderId(1), path=path, state=FolderState.PRESENT, local_only=local_only
    )


class Terminal(io.StringIO):
    """Standard input with a person behind it."""

    def isatty(self) -> bool:
        return True
