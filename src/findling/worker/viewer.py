"""Looks closely at single files: the program's side, made by the composition root and called by the window.

Beside the decode pool, so that whoever looks never waits behind what is being read: one process for pictures, pages and
strips, one for new files while there are any, one for each playback, and a spare one once something was played.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from findling.core.settings import Settings
from findling.core.viewing import Box, Moment, PageView, Picture, Strip
from findling.media.names import suffix_of
from findling.worker.bench import Bench
from findling.worker.playback import FilePlayback
from findling.worker.playing_process import serve_playing
from findling.worker.sights import (
    FrameAsk,
    LevelsAsk,
    PageAsk,
    PhotoAsk,
    SheetAsk,
    Sight,
    SpanAsk,
    Start,
    StripAsk,
)
from findling.worker.viewing_lane import ViewingLane, Watch

log = logging.getLogger(__name__)

SECONDS = 20.0
"""What one look may take."""


class FileViewer:
    """See `findling.core.viewing.Viewer`. Nothing is started before it is needed."""

    def __init__(self, *, settings: Settings, seconds: float = SECONDS) -> None:
        self._start = Start(memory=settings.decode_memory, seconds=seconds)
        self._watch = Watch()
        self.looks = Bench(start=self._start, watch=self._watch, name="looks")
        self.saves = Bench(start=self._start, watch=self._watch, name="saves", stays=False)
        self._lock = threading.Lock()
        self._playing: set[FilePlayback] = set()
        self._spare: ViewingLane | None = None
        self._closing = False

    def photo(self, path: Path, *, longest: int) -> "Future[Picture]":
        return self.looks.ask(PhotoAsk(path=path, longest=max(0, longest)), _picture)

    def page(
        self, path: Path, *, page: int, longest: int, words: Sequence[str] = ()
    ) -> "Future[PageView]":
        ask = PageAsk(path=path, page=page, longest=max(0, longest), words=tuple(words))
        return self.looks.ask(ask, _page_view)

    def strip(self, path: Path, *, count: int, height: int) -> "Future[Strip]":
        return self.looks.ask(StripAsk(path=path, count=count, height=height), _strip)

    def levels(self, path: Path, *, bars: int) -> "Future[NDArray[np.float32]]":
        return self.looks.ask(LevelsAsk(path=path, bars=bars), _levels)

    def play(self, path: Path, *, longest: int, take: Callable[[Moment], None]) -> FilePlayback:
        playback = FilePlayback(
            path,
            longest=max(0, longest),
            take=take,
            lane=self._playing_lane,
            opened=self._make_spare,
            closed=self._forget,
        )
        with self._lock:
            self._playing.add(playback)
            closing = self._closing
        if closing:
            playback.close()
        return playback

    def save_span(self, path: Path, *, start: float, end: float, to: Path) -> "Future[Path]":
        """MP4 and MOV begin exactly at `start`; the others with the keyframe at or before it. Nothing is encoded anew."""
        return self.saves.ask(SpanAsk(path=path, start=start, end=end), _nothing, to=to)

    def save_page(self, path: Path, *, page: int, to: Path) -> "Future[Path]":
        return self.saves.ask(SheetAsk(path=path, page=page), _nothing, to=to)

    def save_frame(self, path: Path, *, second: float, to: Path) -> "Future[Path]":
        """JPEG unless the name says PNG."""
        png = suffix_of(to.name) == "png"
        return self.saves.ask(FrameAsk(path=path, second=second, png=png), _nothing, to=to)

    def close(self, timeout: float = 3.0) -> None:
        """Ends every process and cancels what waits. Idempotent."""
        with self._lock:
            self._closing = True
            playing = list(self._playing)
            spare, self._spare = self._spare, None
        for playback in playing:
            playback.close()
        if spare is not None:
            spare.end()
        self.looks.close(timeout)
        self.saves.close(timeout)
        for playback in playing:
            playback.join(timeout)
        self._watch.close(timeout)

    # --- what playbacks share ---

    def _playing_lane(self) -> ViewingLane:
        """The spare process, or a new one. OSError where there are no more to be had."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None and spare.alive:
            return spare
        if spare is not None:
            spare.end()
        return ViewingLane(serve_playing, start=self._start, watch=self._watch)

    def _make_spare(self) -> None:
        """One process waits with its decoders loaded, so that the next medium plays at once."""
        with self._lock:
            if self._closing or self._spare is not None:
                return
            try:
                self._spare = ViewingLane(serve_playing, start=self._start, watch=self._watch)
            except OSError as error:
                log.info("no spare process: %s", error)

    def _forget(self, playback: FilePlayback) -> None:
        with self._lock:
            self._playing.discard(playback)


def _picture(sight: Sight) -> Picture:
    width, height = sight.numbers
    (pixels,) = sight.arrays
    return Picture(pixels=_checked(pixels), whole=(int(width), int(height)))


def _page_view(sight: Sight) -> PageView:
    pages, width, height, *marks = sight.numbers
    (pixels,) = sight.arrays
    boxes = [Box(*marks[at : at + 4]) for at in range(0, len(marks), 4)]
    return PageView(
        pixels=_checked(pixels), pages=int(pages), size=(width, height), marks=tuple(boxes)
    )


def _strip(sight: Sight) -> Strip:
    frames = tuple(_checked(frame) for frame in sight.arrays)
    if len(frames) != len(sight.numbers) or len({frame.shape for frame in frames}) != 1:
        raise ValueError("no strip")
    return Strip(seconds=sight.numbers, frames=frames)


def _levels(sight: Sight) -> NDArray[np.float32]:
    (levels,) = sight.arrays
    if levels.dtype != np.float32 or levels.ndim != 1:
        raise ValueError("no levels")
    return np.asarray(np.clip(np.nan_to_num(levels), 0.0, 1.0), np.float32)


def _nothing(sight: Sight) -> None:
    """The file is what was asked for."""


def _checked(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ValueError("no picture")
    return pixels
