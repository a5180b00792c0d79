"""The line icons (Lucide) and the program's own, coloured from the palette when they are drawn.

The SVG texts are read once, before the window is there; from then on no file is touched.
"""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from findling.core.assets import asset
from findling.core.model import Kind


class IconName(StrEnum):
    SIDE_BAR = "panel-left"
    DETAILS = "panel-right"
    SEARCH = "search"
    CLOSE = "x"
    LIBRARY = "images"
    PHOTO = "image"
    CLIP = "film"
    RECORDING = "audio-lines"
    DOCUMENT = "file-text"
    FOLDER = "folder"
    FOLDER_ADD = "folder-plus"
    FOLDER_OPEN = "folder-open"
    OPEN = "external-link"
    CHECK = "check"
    PAUSE = "pause"
    RESUME = "play"
    COMPUTER = "laptop"
    CLOUD = "cloud"
    SETTINGS = "sliders-horizontal"
    QUESTION = "circle-question-mark"
    INFO = "info"
    TROUBLE = "triangle-alert"
    SIMILAR = "scan-search"
    COPIES = "copy"
    RETRY = "rotate-cw"
    DROP = "upload"
    ADD = "plus"
    RECENT = "clock"
    SPEED = "gauge"
    QUIET = "moon"
    FULL_SPEED = "zap"
    READING = "activity"
    SQUARES = "layout-grid"
    FULL_SCREEN = "maximize"
    LEAVE_FULL_SCREEN = "minimize"
    SAVE = "download"
    BEFORE = "chevron-left"
    NEXT = "chevron-right"
    MATCH_BEFORE = "chevrons-left"
    NEXT_MATCH = "chevrons-right"
    LOUD = "volume-2"
    MUTE = "volume-x"
    MENU = "menu"
    FINDLING = "findling"


KIND_ICONS: dict[Kind, IconName] = {
    Kind.PHOTO: IconName.PHOTO,
    Kind.CLIP: IconName.CLIP,
    Kind.RECORDING: IconName.RECORDING,
    Kind.DOCUMENT: IconName.DOCUMENT,
}


class Icons:
    """All icons as text, ready to be drawn in any colour and size."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder if folder is not None else asset("icons")
        self._texts = {name: (folder / f"{name}.svg").read_text("utf-8") for name in IconName}
        self._draw = lru_cache(maxsize=512)(self._drawn)

    def pixmap(self, name: IconName, *, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """`size` in logical pixels; `ratio` is the screen's device pixel ratio."""
        return self._draw(name, colour, size, ratio)

    def icon(self, name: IconName, *, colour: str, size: int = 18, ratio: float = 2.0) -> QIcon:
        return QIcon(self._draw(name, colour, size, ratio))

    def program(self) -> QIcon:
        icon = QIcon()
        for size in (16, 24, 32, 48, 64, 128, 256):
            icon.addPixmap(self._draw(IconName.FINDLING, "", size, 1.0))
        return icon

    def _drawn(self, name: IconName, colour: str, size: int, ratio: float) -> QPixmap:
        text = self._texts[name].replace("currentColor", colour)
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
