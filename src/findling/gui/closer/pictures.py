"""Photos and pages as the views want them: asked for at a size, kept for the neighbours, the newest wish wins.

A controller without a window, on the GUI thread.
"""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.viewing import PageView, Picture, Viewer
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import Drawn, ask, drawn_page, drawn_photo

SIZES = (640, 1024, 1600, 2560, 4096, 6144)
"""What is asked for: the next step up, so that a small change of the window needs no new picture."""
KEPT = 160 << 20
"""Bytes of pictures kept for going on and back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be seen. `page` None: a photo."""

    path: Path
    page: int | None = None
    words: tuple[str, ...] = ()


def size_for(needed: int) -> int:
    return next((size for size in SIZES if size >= needed), SIZES[-1])


class Pictures(QObject):
    arrived = Signal(object, object)
    """(Subject, Drawn): of the subject that is shown."""
    failed = Signal(object, object)
    """(Subject, FindlingError)"""

    def __init__(self, viewer: Viewer, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer, self._bridge = viewer, bridge
        self._kept: OrderedDict[Subject, Drawn] = OrderedDict()
        self._asked: dict[tuple[Subject, int], Future[Any]] = {}
        self._shown: Subject | None = None
        self._room = SIZES[1]
        self._generation = 0

    @property
    def shown(self) -> Subject | None:
        return self._shown

    def show(self, subject: Subject | None, *, longest: int) -> Drawn | None:
        """What is held of it already; whatever is sharper arrives later."""
        self._shown = subject
        self._room = size_for(longest)
        self._drop_wishes()
        if subject is None:
            return None
        held = self._kept.get(subject)
        if held is not None:
            self._kept.move_to_end(subject)
        self.want(self._room)
        return held

    def want(self, longest: int) -> None:
        """The shown one at least so large, or as large as it is."""
        if self._shown is not None:
            self._want(self._shown, longest)

    def prefetch(self, subjects: list[Subject], *, longest: int = 0) -> None:
        """Those that are looked at next, probably."""
        self._room = size_for(longest) if longest else self._room
        for subject in subjects:
            self._want(subject, self._room)

    def close(self) -> None:
        """Nothing is held any more, and nothing that still arrives is heard."""
        self._generation += 1
        self._shown = None
        self._drop_wishes()
        self._kept.clear()
        self._asked.clear()

    def _drop_wishes(self) -> None:
        """What was not begun, and is not wanted now, need not be read any more."""
        for key, future in list(self._asked.items()):
            if key[0] != self._shown and future.cancel():
                del self._asked[key]

    def _want(self, subject: Subject, longest: int) -> None:
        held, size = self._kept.get(subject), size_for(longest)
        if held is not None and (held.longest >= min(longest, size) or _is_all(subject, held)):
            return
        if subject.page is None and longest > self._room:
            size = 0
        if (subject, size) in self._asked:
            return
        take: Callable[..., None] = partial(self._came, self._generation, subject, size)
        if subject.page is None:
            photo: Future[Picture] = self._viewer.photo(subject.path, longest=size)
            self._asked[subject, size] = photo
            ask(photo, self._bridge, path=subject.path, take=take, make=drawn_photo)
        else:
            page: Future[PageView] = self._viewer.page(
                subject.path, page=subject.page, longest=size, words=subject.words
            )
            self._asked[subject, size] = page
            ask(page, self._bridge, path=subject.path, take=take, make=drawn_page)

    def _came(
        self, generation: int, subject: Subject, size: int, answer: Drawn | FindlingError
    ) -> None:
        if generation != self._generation:
            return
        if size:  # a photo as it is comes once; it may be smaller than its whole
            self._asked.pop((subject, size), None)
        if isinstance(answer, FindlingError):
            if subject == self._shown:
                self.failed.emit(subject, answer)
            return
        self._keep(subject, answer)
        if subject == self._shown:
            self.arrived.emit(subject, answer)

    def _keep(self, subject: Subject, drawn: Drawn) -> None:
        held = self._kept.get(subject)
        if held is None or held.longest < drawn.longest:
            self._kept[subject] = drawn
        self._kept.move_to_end(subject)
        while self._bytes() > KEPT and len(self._kept) > 1:
            gone, _ = self._kept.popitem(last=False)
            self._asked.pop((gone, 0), None)

    def _bytes(self) -> int:
        return sum(drawn.image.sizeInBytes() for drawn in self._kept.values())


def _is_all(subject: Subject, held: Drawn) -> bool:
    """Whether a photo is held with all of its pixels."""
    longest = max(held.whole.width(), held.whole.height())
    return subject.page is None and held.longest >= longest - 1
