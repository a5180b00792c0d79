"""How the answers of the viewer come to the window: turned into pictures where they end, told on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from findling.core.errors import FindlingError
from findling.core.model import Pixels
from findling.core.viewing import Box, Moment, PageView, Picture
from findling.gui import words
from findling.gui.bridge import Bridge

T = TypeVar("T")
PIXELS_A_POINT = 96 / 72
"""How large a page is at 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture ready to be painted. `whole`: the size at 100 %."""

    image: QImage
    whole: QSizeF
    marks: tuple[Box, ...] = ()
    pages: int = 1

    @property
    def longest(self) -> int:
        return max(self.image.width(), self.image.height())


@dataclass(frozen=True, slots=True)
class Piece:
    """A moment whose frame is a picture already."""

    second: float
    turn: int
    image: QImage | None
    sound: NDArray[np.int16] | None
    ended: bool


def to_piece(moment: Moment) -> Piece:
    image = to_image(moment.frame) if moment.frame is not None else None
    return Piece(moment.second, moment.turn, image, moment.sound, moment.ended)


def to_image(pixels: Pixels) -> QImage:
    """A copy in the format that is painted fastest; any thread."""
    solid = np.ascontiguousarray(pixels)
    height, width = solid.shape[:2]
    held = QImage(solid.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return held.convertToFormat(QImage.Format.Format_RGB32)


def drawn_photo(picture: Picture) -> Drawn:
    return Drawn(image=to_image(picture.pixels), whole=QSizeF(*picture.whole))


def drawn_page(view: PageView) -> Drawn:
    width, height = view.size
    whole = QSizeF(width * PIXELS_A_POINT, height * PIXELS_A_POINT)
    return Drawn(image=to_image(view.pixels), whole=whole, marks=view.marks, pages=view.pages)


def ask(
    future: "Future[T]",
    bridge: Bridge,
    *,
    path: Path,
    take: Callable[[Any], None],
    make: Callable[[T], Any] | None = None,
) -> None:
    """`take` gets what `make` made of the answer, or a FindlingError; nothing where the viewer closed first."""
    future.add_done_callback(partial(_ended, bridge, path, bridge.onto_gui(take), make))


def _ended(
    bridge: Bridge,
    path: Path,
    tell: Callable[..., None],
    make: Callable[[T], Any] | None,
    future: "Future[T]",
) -> None:
    """On the thread that ends the future."""
    if future.cancelled():
        return
    error = future.exception()
    if error is None:
        result = future.result()
        tell(make(result) if make is not None else result)
    elif isinstance(error, FindlingError):
        tell(error)
    elif isinstance(error, FileExistsError):
        tell(exists(path))
    elif isinstance(error, FileNotFoundError):
        tell(not_there(path))
    elif isinstance(error, OSError):
        tell(_refused(path, error))
    elif not isinstance(error, CancelledError):
        bridge.onto_gui(_fly)(error)


def _fly(error: BaseException) -> None:
    """Our bug: it flies on the GUI thread, where the crash log hears it."""
    raise error


def not_there(path: Path) -> FindlingError:
    tr = words.translate
    return FindlingError(
        "not-there",
        tr("Closer", "{name} is not there at the moment.").format(
            name=words.readable(path.name)
        ),
        hint=tr("Closer", "Connect the drive it is on, or wait for the next look."),
    )


def broke_off() -> FindlingError:
    tr = words.translate
    return FindlingError(
        "broke-off",
        tr("Closer", "It cannot be played any further."),
        hint=tr("Closer", "It may be damaged here; go on from a later place."),
    )


def exists(path: Path) -> FindlingError:
    tr = words.translate
    return FindlingError(
        "exists",
        tr("Closer", "{name} is there already, and nothing is written over it.").format(
            name=words.readable(path.name)
        ),
        hint=tr("Closer", "Choose another name."),
    )


def _refused(path: Path, error: OSError) -> FindlingError:
    tr = words.translate
    return FindlingError(
        "refused",
        tr("Closer", "{name} cannot be used: {reason}.").format(
            name=words.readable(path.name), reason=error.strerror or str(error)
        ),
        hint=tr("Closer", "Choose another folder, or make room and try again."),
    )
