"""A photo, looked at closely."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.gui import words
from findling.gui.closer.asking import Drawn
from findling.gui.closer.canvas import Canvas
from findling.gui.closer.look import Look
from findling.gui.closer.pictures import Pictures, Subject
from findling.gui.closer.view import CloserView
from findling.gui.theme import Theme


class PhotoView(CloserView):
    """Without `pictures` only the stored picture is shown; of any kind, then."""

    def __init__(
        self, theme: Theme, pictures: Pictures | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.canvas = Canvas(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.canvas.zoomed.connect(self._zoomed)
        if pictures is not None:
            self.canvas.detail_wanted.connect(pictures.want)
            pictures.arrived.connect(self._arrived)
            pictures.failed.connect(self._failed)

    def show_look(self, look: Look, *, restart: bool, at_once: bool) -> None:
        if not restart:
            return
        self.canvas.setAccessibleName(look.cell.spoken)
        self.canvas.begin(look.picture, look.aspect)
        if self._pictures is not None:
            held = self._pictures.show(Subject(path=look.cell.path), longest=self.longest())
            if held is not None:
                self.canvas.show_drawn(held)

    def set_picture(self, picture: QPixmap) -> None:
        if self.canvas.whole is None:
            self.canvas.set_small(picture)

    def longest(self) -> int:
        """Device pixels of the longer side of the view."""
        return round(max(self.width(), self.height()) * self.devicePixelRatioF())

    def press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        return press_zoom(self.canvas, key)

    def leave(self) -> None:
        if self._pictures is not None:
            self._pictures.show(None, longest=self.longest())
        self.canvas.begin(None, None)

    @Slot(object, object)
    def _arrived(self, subject: Subject, drawn: Drawn) -> None:
        if subject.page is None:
            self.canvas.show_drawn(drawn)

    @Slot(object, object)
    def _failed(self, subject: Subject, error: FindlingError) -> None:
        if subject.page is None:
            self.failed.emit(error)

    @Slot()
    def _zoomed(self) -> None:
        self.said.emit(told_percent(self.canvas))


def told_percent(canvas: Canvas) -> str:
    percent = canvas.percent
    if percent is None:
        return ""
    return words.translate("Closer", "{percent} %").format(percent=words.number(percent))


def press_zoom(canvas: Canvas, key: int) -> bool:
    """The keys of zooming: + - 1 0."""
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        canvas.zoom_by(1)
    elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
        canvas.zoom_by(-1)
    elif key == Qt.Key.Key_1:
        canvas.zoom_to(1.0)
    elif key == Qt.Key.Key_0:
        canvas.fit()
    else:
        return False
    return True
