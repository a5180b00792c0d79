import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import DirDeletedEvent, FileCreatedEvent, FileMovedEvent
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from findling.ingest import watch
from findling.ingest.scan import identity
from findling.ingest.settle import Clock
from findling.ingest.watch import Burst, Touched, Watcher
from tests.unit.ingest.rows import Times

A, B = Path("/r/a"), Path("/r/b")


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def woken() -> list[int]:
    return []


@pytest.fixture
def touched(times: Times, woken: list[int]) -> Touched:
    return Touched(clock=Clock(times.monotonic, times.wall), wake=lambda: woken.append(1))


def test_a_burst_is_taken_once_it_is_calm(
    touched: Touched, times: Times, woken: list[int]
) -> None:
    assert touched.due_in() is None
    touched.add(A, folder=False)
    times.now = 0.1
    touched.add(A, folder=False)
    touched.add(B, folder=True)
    assert len(woken) == 1
    assert touched.take() is None
    assert touched.due_in() == pytest.approx(0.15)
    times.now = 0.25
    assert touched.take() == Burst(frozenset([A]), frozenset([B]))
    assert touched.take() is None
    touched.add(A, folder=False)
    assert len(woken) == 2


def test_a_burst_that_does_not_end_is_taken_all_the_same(
    touched: Touched, times: Times
) -> None:
    for tenth in range(10):
        times.now = tenth / 10
        touched.add(A, folder=False)
        assert touched.take() is None
    times.now = 1.0
    assert touched.take() == Burst(frozenset([A]), frozenset())


def test_too_many_paths_become_a_look_at_everything(
    touched: Touched, times: Times, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST_PATHS", 3)
    for number in range(10):
        touched.add(Path(f"/r/{number}"), folder=False)
    times.now = 1.0
    assert touched.take() == Burst(frozenset(), frozenset(), everything=True)


def test_both_ends_of_a_move_are_touched_and_the_library_is_not(
    touched: Touched, times: Times
) -> None:
    watcher = Watcher(touched, ignore=Path("/r/library"))
    watcher.on_any_event(FileMovedEvent("/r/a", "/r/b"))
    watcher.on_any_event(DirDeletedEvent(b"/r/caf\xe9"))
    watcher.on_any_event(FileCreatedEvent("/r/library/thumbnails/x.webp"))
    watcher.on_any_event(FileCreatedEvent("/r/library2"))
    times.now = 1.0
    assert touched.take() == Burst(
        frozenset([A, B, Path("/r/library2")]), frozenset([Path("/r/caf\udce9")])
    )


class NoNotices(Observer):  # type: ignore[misc,valid-type]  # which class that is depends on the system
    """As where the limit of inotify instances is reached."""

    def schedule(self, *args: object, **options: object) -> ObservedWatch:
        raise OSError(24, "inotify instance limit reached")


@pytest.fixture
def make(touched: Touched, tmp_path: Path) -> Iterator[Callable[..., Watcher]]:
    made: list[Watcher] = []

    def build(observer: Callable[[], BaseObserver] = Observer) -> Watcher:
        made.append(Watcher(touched, ignore=tmp_path / "library", observer=observer))
        return made[-1]

    yield build
    for watcher in made:
        watcher.close()
        watcher.close()


def test_without_notices_it_polls_and_says_so(
    make: Callable[..., Watcher], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = make(NoNotices)
    with caplog.at_level(logging.WARNING):
        watcher.follow({tmp_path: identity(tmp_path)})
    assert watcher.polling
    assert watcher.watched == {tmp_path}
    assert "watching by looking" in caplog.text


def test_it_follows_the_roots_that_are_there(
    make: Callable[..., Watcher], tmp_path: Path
) -> None:
    watcher = make()
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    watcher.follow({one: identity(one), two: identity(two)})
    assert watcher.watched == {one}
    two.mkdir()
    watcher.follow({two: identity(two)})
    assert watcher.watched == {two}
