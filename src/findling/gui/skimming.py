"""Frames of the clip under the pointer, asked for once the pointer rests. GUI thread; who decodes does so elsewhere."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from findling.core.model import Pixels
from findling.core.viewing import Strip, Viewer

REST = 150
"""Milliseconds that the pointer rests on a clip before its frames are asked for."""
FRAMES = 24
KEPT = 12
"""Clips whose frames are kept."""

OntoGui = Callable[[Callable[..., None]], Callable[..., None]]


@dataclass(slots=True)
class _Kept:
    strip: Strip
    drawn: dict[int, QPixmap] = field(default_factory=dict)


class Skimming(QObject):
    """One clip at a time: another is asked for when the one before it has ended or could be withdrawn."""

    arrived = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer: Viewer | None = None
        self._onto_gui: OntoGui | None = None
        self._kept: OrderedDict[Path, _Kept] = OrderedDict()
        self._failed: set[Path] = set()
        self._path: Path | None = None
        self._height = 0
        self._under_way: Future[Strip] | None = None
        self._resting = QTimer(self, singleShot=True, interval=REST)
        self._resting.timeout.connect(self._ask)

    def set_viewer(self, viewer: Viewer | None, onto_gui: OntoGui) -> None:
        self.leave()
        self._viewer, self._onto_gui = viewer, onto_gui
        self._under_way = None
        self._failed.clear()

    def point(self, path: Path, *, height: int) -> None:
        """The pointer is over this clip; `height`: of its frames, in the screen's pixels."""
        if path == self._path:
            return
        self.leave()
        self._path, self._height = path, height
        if self._viewer is not None and path not in self._kept and path not in self._failed:
            self._resting.start()

    def leave(self) -> None:
        """What was not begun is not asked for any more, and what is under way is withdrawn."""
        self._path = None
        self._resting.stop()
        if self._under_way is not None:
            self._under_way.cancel()

    def frame(self, path: Path, share: float) -> tuple[QPixmap, float] | None:
        """The frame at a share of the clip, 0 to 1, and its second; None as long as there is none."""
        kept = self._kept.get(path)
        if kept is None:
            return None
        self._kept.move_to_end(path)
        count = len(kept.strip.frames)
        place = min(int(min(max(share, 0.0), 1.0) * count), count - 1)
        if place not in kept.drawn:
            kept.drawn[place] = QPixmap.fromImage(_image(kept.strip.frames[place]))
        return kept.drawn[place], kept.strip.seconds[place]

    @Slot()
    def _ask(self) -> None:
        path, viewer = self._path, self._viewer
        if path is None or viewer is None or self._onto_gui is None:
            return
        if self._under_way is not None and not self._under_way.done():
            return  # `_came` asks again
        self._under_way = viewer.strip(path, count=FRAMES, height=self._height)
        self._under_way.add_done_callback(self._onto_gui(partial(self._came, path)))

    def _came(self, path: Path, future: "Future[Strip]") -> None:
        if future is not self._under_way:
            return
        self._under_way = None
        if not future.cancelled():
            self._keep(path, future)
        waits = self._path is not None and not self._resting.isActive()
        if waits and self._path not in self._kept and self._path not in self._failed:
            self._ask()

    def _keep(self, path: Path, future: "Future[Strip]") -> None:
        """What cannot be looked at shows its thumbnail as before: the list of failures tells why."""
        trouble: Any = future.exception()
        if trouble is not None or not future.result().frames:
            self._failed.add(path)
            return
        self._kept[path] = _Kept(future.result())
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(path)


def _image(pixels: Pixels) -> QImage:
    height, width = pixels.shape[:2]
    data = pixels.tobytes()
    return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
