"""Thumbnails for the window: two threads of its own turn files into pictures, what is visible first.

The GUI thread holds the wish list and the pictures; the pool reads and scales. At most `IN_FLIGHT` loads are
under way, so a new wish list cancels all that was not begun.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QColor, QImage, QImageReader, QPixmap

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.gui.palette import WAVE_GROUND, WAVE_INK

IN_FLIGHT = 4
HELD = 96 << 20
"""Bytes of pictures kept."""
STEP = 64
"""Pictures are made in heights of whole steps, so that a small change of zoom needs no new one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture at least `height` device pixels high; `ink` recolours a drawn waveform."""

    content: ContentHash
    height: int
    ink: str | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    pixmap: QPixmap
    height: int
    whole: bool
    since: float


class Thumbnails(QObject):
    arrived = Signal(object)
    """A content whose picture is there now, or is known not to be there."""
    _loaded = Signal(object, object, bool)

    def __init__(self, paths: LibraryPaths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._held: OrderedDict[ContentHash, _Held] = OrderedDict()
        self._bytes = 0
        self._absent: set[ContentHash] = set()
        self._wishes: list[Wish] = []
        self._pinned: list[Wish] = []
        self._under_way: set[ContentHash] = set()
        self._closed = False
        self._loaded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def picture(self, content: ContentHash) -> tuple[QPixmap, float] | None:
        """The picture and how many seconds it has been there; None until it is."""
        held = self._held.get(content)
        if held is None:
            return None
        self._held.move_to_end(content)
        return held.pixmap, monotonic() - held.since

    def wish(self, wishes: Sequence[Wish]) -> None:
        """What is wanted now, most wanted first; takes the place of what was wished for before."""
        self._wishes = [w for w in (*self._pinned, *wishes) if not self._satisfied(w)]
        self._start()

    def pin(self, wishes: Sequence[Wish]) -> None:
        """Wanted beside the grid's wishes, and before them: the item looked at, examples in the box."""
        self._pinned = list(wishes)
        self.wish(self._wishes)

    def forget_absent(self) -> None:
        """The library changed: what had no picture may have one now."""
        self._absent.clear()

    def forget_all(self) -> None:
        self._held.clear()
        self._bytes = 0
        self.forget_absent()

    def close(self, *, milliseconds: int = 3000) -> bool:
        """Stops loading; whether all loads ended in time."""
        self._closed = True
        self._wishes = []
        return self._pool.waitForDone(milliseconds)

    def _satisfied(self, wish: Wish) -> bool:
        if wish.content in self._absent:
            return True
        held = self._held.get(wish.content)
        return held is not None and (held.whole or held.height >= wish.height)

    def _start(self) -> None:
        while self._wishes and len(self._under_way) < IN_FLIGHT and not self._closed:
            wish = self._wishes.pop(0)
            if wish.content in self._under_way or self._satisfied(wish):
                continue
            self._under_way.add(wish.content)
            self._pool.start(partial(self._load, wish, self._paths.thumbnail(wish.content)))

    def _load(self, wish: Wish, path: Path) -> None:
        """On a thread of the pool."""
        image, whole = read_picture(path, height=-(-wish.height // STEP) * STEP)
        if not image.isNull():
            image = recoloured(image, wish.ink) if wish.ink else image
            image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        if not self._closed:
            self._loaded.emit(wish.content, image, whole)

    @Slot(object, object, bool)
    def _keep(self, content: ContentHash, image: QImage, whole: bool) -> None:
        self._under_way.discard(content)
        if self._closed:
            return
        if image.isNull():
            self._absent.add(content)
        else:
            before = self._held.pop(content, None)
            since = before.since if before else monotonic()
            pixmap = QPixmap.fromImage(image)
            self._held[content] = _Held(pixmap, image.height(), whole, since)
            self._bytes += image.sizeInBytes() - (_size(before) if before else 0)
            self._drop_oldest()
        self._start()
        self.arrived.emit(content)

    def _drop_oldest(self) -> None:
        while self._bytes > HELD and len(self._held) > 1:
            _, held = self._held.popitem(last=False)
            self._bytes -= _size(held)


def _size(held: _Held) -> int:
    return held.pixmap.width() * held.pixmap.height() * 4


def read_picture(path: Path, *, height: int) -> tuple[QImage, bool]:
    """The picture in a thumbnail file, no higher than `height`, and whether that is all of it. Null if unreadable."""
    reader = QImageReader(str(path))
    full = reader.size()
    whole = not full.isValid() or full.height() <= height
    if not whole:
        reader.setScaledSize(
            QSize(max(1, round(full.width() * height / full.height())), height)
        )
    return reader.read(), whole


def _rgb(colour: str) -> tuple[int, int, int]:
    known = QColor(colour)
    return known.red(), known.green(), known.blue()


def recoloured(image: QImage, ink: str) -> QImage:
    """A drawn waveform in another ink on no ground; anything else (a cover picture) as it is."""
    source = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels: NDArray[np.uint8] = np.frombuffer(
        bytes(source.constBits()), dtype=np.uint8
    ).reshape(source.height(), -1, 4)
    ground, drawn = (np.array(_rgb(c), dtype=np.float32) for c in (WAVE_GROUND, WAVE_INK))
    corners = pixels[(0, 0, -1, -1), (0, -1, 0, -1), :3].astype(np.float32)
    if float(np.abs(corners - ground).max()) > 10:
        return image
    axis = drawn - ground
    share = (pixels[..., :3].astype(np.float32) - ground) @ axis / float(axis @ axis)
    result = np.empty(pixels.shape, dtype=np.uint8)
    result[..., :3] = _rgb(ink)
    result[..., 3] = np.clip(share * 255, 0, 255).astype(np.uint8)
    height, width = source.height(), source.width()
    return QImage(
        result.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888
    ).copy()
