"""Files and pictures as other programs take them from the clipboard or from a drag."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from findling.core.model import Pixels

_FAST = 90
"""Qt's measure for PNG: little packed. The picture is as good at any; 12 megapixels take a tenth of the time."""


def file_data(paths: Sequence[Path]) -> QMimeData:
    """For a file manager: these files, to be copied. For a line of text: their paths."""
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data.setUrls(urls)
    data.setText("\n".join(str(path) for path in paths))
    uris = [url.toEncoded().data() for url in urls]
    data.setData("x-special/gnome-copied-files", b"\n".join([b"copy", *uris]))
    data.setData("application/x-kde-cutselection", b"0")
    return data


def image_of(pixels: Pixels) -> QImage:
    """(height, width, 3) RGB; holds its own bytes."""
    height, width, _ = pixels.shape
    return QImage(
        pixels.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888
    ).copy()


def png(image: QImage) -> bytes:
    """On a thread that may wait: some tenths of a second for a large photo."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _FAST)  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())


def picture_data(image: QImage, packed: bytes) -> QMimeData:
    """`packed`: the image as PNG. Linux hands these bytes over as they are; else it would pack on the GUI thread."""
    data = QMimeData()
    if sys.platform in ("win32", "darwin"):
        data.setImageData(image)
    else:
        data.setData("image/png", packed)
    return data
