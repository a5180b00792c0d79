"""A viewer without files: pictures by drawing, moments from a thread of its own, everything else as the real one does.

Futures end on a pool's threads; a playback keeps a bounded lead ahead of what was taken and counts its turns.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import MediaError
from findling.core.model import Pixels
from findling.core.viewing import Box, Medium, Moment, PageView, Picture, Strip

LEAD = 0.5


def broken(path: Path) -> MediaError:
    return MediaError("cut", f"{path.name} is cut off.", hint="Copy it again.")


def gradient(width: int, height: int, tint: int) -> Pixels:
    across = np.linspace(0, 255, width, dtype=np.uint8)
    down = np.linspace(0, 255, height, dtype=np.uint8)
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[..., 0], pixels[..., 1], pixels[..., 2] = across, down[:, None], tint % 256
    return pixels


def fitting(whole: tuple[int, int], longest: int) -> tuple[int, int]:
    share = min(1.0, longest / max(whole)) if longest else 1.0
    return max(1, round(whole[0] * share)), max(1, round(whole[1] * share))


@dataclass
class FakePlayback:
    """Frames at 10 a second, sound in tenths of a second, then the end.

    As the real one does, it gives the frame that stands at the second of a seek as of that second.
    """

    about: Medium
    take: Callable[[Moment], None]
    trouble: Exception | None = None
    medium: "Future[Medium]" = field(default_factory=Future)
    seeks: list[tuple[float, float]] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    closed: bool = False
    breaks_at: float | None = None
    """Where it cannot be read any further."""

    def __post_init__(self) -> None:
        self._change = threading.Condition()
        self._turn, self._taken, self._speed = 0, 0.0, 1.0
        self._thread = threading.Thread(target=self._run, name="fake playback")
        self._thread.start()

    def seek(self, second: float, *, speed: float = 1.0) -> int:
        with self._change:
            self.seeks.append((second, speed))
            self._turn += 1
            self._taken, self._speed = second, speed
            self._change.notify_all()
            return self._turn

    def taken(self, second: float) -> None:
        with self._change:
            self.told.append(second)
            self._taken = max(self._taken, second)
            self._change.notify_all()

    def close(self) -> None:
        with self._change:
            self.closed = True
            self._change.notify_all()

    def join(self) -> None:
        self._thread.join(10)

    def frame(self, tenth: int) -> Pixels:
        return gradient(160, 90, tenth)

    def _run(self) -> None:
        if self.trouble is not None:
            self.medium.set_exception(self.trouble)
            return
        self.medium.set_result(self.about)
        done = 0
        while (turn := self._next_turn(done)) is not None:
            done = turn
            for moment in self._moments(turn):
                if not self._wait_for_room(turn, moment.second):
                    break
                self.sent.append(moment.second)
                self.take(moment)

    def _next_turn(self, done: int) -> int | None:
        with self._change:
            self._change.wait_for(lambda: self.closed or self._turn > done)
            return None if self.closed else self._turn

    def _wait_for_room(self, turn: int, second: float) -> bool:
        def ready() -> bool:
            return self.closed or self._turn != turn or second <= self._taken + LEAD

        with self._change:
            self._change.wait_for(ready)
            return not self.closed and self._turn == turn

    def _moments(self, turn: int) -> Iterator[Moment]:
        with self._change:
            start, speed = self._taken, self._speed
        second, tenth = start, int(start * 10 + 1e-6)
        end = self.breaks_at or self.about.seconds
        while second < end - 1e-6:
            if self.about.size is not None:
                yield Moment(second=second, turn=turn, frame=self.frame(tenth))
            after = (tenth + 1) / 10
            if self.about.has_sound:
                count = round(48_000 * (after - second) / speed)
                sound = np.full((count, 2), tenth + 1, dtype=np.int16)
                yield Moment(second=second, turn=turn, sound=sound)
            second, tenth = after, tenth + 1
        yield Moment(second=end, turn=turn, ended=True)


CLIP = Medium(seconds=3.0, size=(160, 90), frames_a_second=10.0, has_sound=True)
RECORDING = Medium(seconds=3.0, size=None, frames_a_second=0.0, has_sound=True)


class FakeViewer:
    """`held`: nothing is answered until it is set. Paths in `broken` cannot be read, those in `gone` are not there."""

    def __init__(self, *, whole: tuple[int, int] = (4000, 3000), pages: int = 12) -> None:
        self.whole, self.pages = whole, pages
        self.media: dict[str, Medium] = {}
        self.broken: set[str] = set()
        self.gone: set[str] = set()
        self.taken_names: set[Path] = set()
        self.asked: list[tuple[Any, ...]] = []
        self.playbacks: list[FakePlayback] = []
        self.go = threading.Event()
        self.go.set()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="fake viewer")

    def photo(self, path: Path, *, longest: int) -> "Future[Picture]":
        self.asked.append(("photo", path.name, longest))
        return self._pool.submit(self._photo, path, longest)

    def page(
        self, path: Path, *, page: int, longest: int, words: Sequence[str] = ()
    ) -> "Future[PageView]":
        self.asked.append(("page", path.name, page, longest, tuple(words)))
        return self._pool.submit(self._page, path, page, longest, tuple(words))

    def strip(self, path: Path, *, count: int, height: int) -> "Future[Strip]":
        return self._pool.submit(Strip, seconds=(), frames=())

    def levels(self, path: Path, *, bars: int) -> "Future[NDArray[np.float32]]":
        self.asked.append(("levels", path.name, bars))
        return self._pool.submit(self._levels, path, bars)

    def play(self, path: Path, *, longest: int, take: Callable[[Moment], None]) -> FakePlayback:
        self.asked.append(("play", path.name, longest))
        trouble = broken(path) if path.name in self.broken else None
        about = self.media.get(path.name, CLIP)
        self.playbacks.append(FakePlayback(about, take, trouble))
        return self.playbacks[-1]

    def save_span(self, path: Path, *, start: float, end: float, to: Path) -> "Future[Path]":
        self.asked.append(("span", path.name, round(start, 2), round(end, 2), to))
        return self._pool.submit(self._save, to)

    def save_page(self, path: Path, *, page: int, to: Path) -> "Future[Path]":
        self.asked.append(("save page", path.name, page, to))
        return self._pool.submit(self._save, to)

    def save_frame(self, path: Path, *, second: float, to: Path) -> "Future[Path]":
        self.asked.append(("frame", path.name, round(second, 2), to))
        return self._pool.submit(self._save, to)

    def close(self) -> None:
        self.go.set()
        for playback in self.playbacks:
            playback.close()
            playback.join()
        self._pool.shutdown(cancel_futures=True)

    def of(self, what: str) -> list[tuple[Any, ...]]:
        return [asked[1:] for asked in self.asked if asked[0] == what]

    def _check(self, path: Path) -> None:
        self.go.wait(10)
        if path.name in self.broken:
            raise broken(path)
        if path.name in self.gone:
            raise FileNotFoundError(path)

    def _photo(self, path: Path, longest: int) -> Picture:
        self._check(path)
        pixels = gradient(*fitting(self.whole, longest), len(path.name))
        return Picture(pixels=pixels, whole=self.whole)

    def _page(self, path: Path, page: int, longest: int, words: tuple[str, ...]) -> PageView:
        self._check(path)
        pixels = gradient(*fitting((5950, 8420), longest), page)
        marks = tuple(Box(0.1, 0.1 + 0.1 * n, 0.3, 0.03) for n in range(len(words)))
        return PageView(pixels=pixels, pages=self.pages, size=(595.0, 842.0), marks=marks)

    def _levels(self, path: Path, bars: int) -> NDArray[np.float32]:
        self._check(path)
        return np.linspace(0, 1, bars, dtype=np.float32)

    def _save(self, to: Path) -> Path:
        self.go.wait(10)
        with to.open("xb") as out:
            out.write(b"new")
        return to


class FakeSpeaker:
    """Plays as fast as a test says."""

    def __init__(self, *, size: int = 48_000) -> None:
        self.size = size
        self.heard = b""
        self._waiting = b""
        self.volume = 1.0
        self.paused = self.closed = False
        self.clears = 0

    def hear(self, seconds: float) -> None:
        count = round(seconds * 48_000) * 4
        self.heard += self._waiting[:count]
        self._waiting = self._waiting[count:]

    def room(self) -> int:
        return self.size - len(self._waiting)

    def waiting(self) -> int:
        return len(self._waiting)

    def write(self, sound: bytes) -> int:
        taken = sound[: self.room()]
        self._waiting += taken
        return len(taken)

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def clear(self) -> None:
        self.clears += 1
        self._waiting = b""

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def close(self) -> None:
        self.closed = True
