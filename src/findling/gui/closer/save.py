"""A part, a page or a frame as a new file: where to, then the viewer's work, then what became of it.

Nothing is ever written over: where a name is taken, the next free one is offered.
"""

from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from findling.core.errors import FindlingError
from findling.core.viewing import Viewer
from findling.gui import words
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import ask
from findling.gui.services import Lane


class Saved(Enum):
    PART = "part"
    PAGE = "page"
    FRAME = "frame"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveWish:
    what: Saved
    path: Path
    start: float = 0.0
    """Seconds; of a frame, its own."""
    end: float = 0.0
    page: int = 1


def save_words(what: Saved) -> str:
    tr = words.translate
    return {
        Saved.PART: tr("Save", "Save part as new file…"),
        Saved.PAGE: tr("Save", "Save this page as PDF…"),
        Saved.FRAME: tr("Save", "Save this frame as picture…"),
        Saved.PHOTO: tr("Save", "Save as PNG or JPEG…"),
    }[what]


def suggested_name(wish: SaveWish) -> str:
    """Couch 0.42–1.10.mp4, Report page 4.pdf, Couch 0.42.png, IMG_1.png."""
    stem, own = words.readable(wish.path.stem), words.readable(wish.path.suffix)
    match wish.what:
        case Saved.PART:
            return f"{stem} {_dotted(wish.start)}–{_dotted(wish.end)}{own}"
        case Saved.PAGE:
            page = words.translate("Save", "page {page}").format(page=wish.page)
            return f"{stem} {page}.pdf"
        case Saved.FRAME:
            return f"{stem} {_dotted(wish.start)}.png"
        case Saved.PHOTO:
            return f"{stem}.png"


def _dotted(second: float) -> str:
    """A colon may not stand in a file's name everywhere."""
    return words.clock(second).replace(":", ".")


def next_free(path: Path) -> Path:
    """`path`, or the first of name 2, name 3 … that is not taken. Touches the disk: lane's thread only."""
    number, free = 2, path
    while free.exists() or free.is_symlink():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free


class Saver(QObject):
    saved = Signal(object)  # Path
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        viewer: Viewer,
        bridge: Bridge,
        lane: Lane,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bridge, self._lane, self._window = viewer, bridge, lane, window
        self._folder: Path | None = None
        self._asking: QFileDialog | None = None

    @property
    def dialog(self) -> QFileDialog | None:
        """The question where to, while it is open."""
        return self._asking

    def begin(self, wish: SaveWish) -> None:
        """Asks where to; beside the file, or where the last one went."""
        folder = self._folder or wish.path.parent
        self._suggest(wish, folder / suggested_name(wish))

    def close(self) -> None:
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    def _suggest(self, wish: SaveWish, to: Path) -> None:
        look = partial(next_free, to)
        self._lane.run(look, self._bridge.onto_gui(partial(self._ask_where, wish)))

    def _ask_where(self, wish: SaveWish, to: Path | FindlingError) -> None:
        if isinstance(to, FindlingError):
            self.failed.emit(to)
            return
        self.close()
        dialog = QFileDialog(self._window, save_words(wish.what).rstrip("…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        # Not “replace it?”: nothing is replaced, so there is nothing to agree to.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilters(_filters(wish))
        dialog.setDefaultSuffix(to.suffix.lstrip("."))
        dialog.setDirectory(str(to.parent))
        dialog.selectFile(to.name)
        dialog.fileSelected.connect(partial(self._chosen, wish))
        dialog.finished.connect(self._answered)
        self._asking = dialog
        dialog.open()

    @Slot()
    def _answered(self) -> None:
        self._asking = None

    def _chosen(self, wish: SaveWish, chosen: str) -> None:
        to = Path(chosen)
        self._folder = to.parent
        came = partial(self._ended, wish, to)
        ask(self._work(wish, to), self._bridge, path=to, take=came)

    def _work(self, wish: SaveWish, to: Path) -> "Future[Path]":
        match wish.what:
            case Saved.PART:
                return self._viewer.save_span(wish.path, start=wish.start, end=wish.end, to=to)
            case Saved.PAGE:
                return self._viewer.save_page(wish.path, page=wish.page, to=to)
            case _:
                return self._viewer.save_frame(wish.path, second=wish.start, to=to)

    def _ended(self, wish: SaveWish, to: Path, answer: Path | FindlingError) -> None:
        if not isinstance(answer, FindlingError):
            self.saved.emit(answer)
            return
        self.failed.emit(answer)
        if answer.code == "exists":
            self._suggest(wish, to)


def _filters(wish: SaveWish) -> list[str]:
    tr = words.translate
    match wish.what:
        case Saved.PAGE:
            return ["PDF (*.pdf)"]
        case Saved.PART:
            own = words.readable(wish.path.suffix.lower())
            return [f"{own.lstrip('.').upper()} (*{own})", tr("Save", "All files (*)")]
        case _:
            return ["PNG (*.png)", "JPEG (*.jpg)"]
