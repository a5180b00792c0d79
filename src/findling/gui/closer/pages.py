"""A PDF, looked at closely: one page large, all of them small at the left."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.gui import words
from findling.gui.closer.asking import Drawn
from findling.gui.closer.canvas import Canvas
from findling.gui.closer.look import Look, first_page, marked_words
from findling.gui.closer.page_list import PageList, SmallPages
from findling.gui.closer.photo import press_zoom
from findling.gui.closer.pictures import Pictures, Subject
from findling.gui.closer.view import CloserView
from findling.gui.theme import Theme


class PagesView(CloserView):
    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        small: SmallPages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pictures, self._small = pictures, small
        self._look: Look | None = None
        self._shown: Subject | None = None
        self._pages = 0
        self.page = 1
        self.list = PageList(theme, small)
        self.canvas = Canvas(theme, wheel_zooms=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.canvas, 1)
        self.list.page_requested.connect(self.go)
        self.canvas.turn_requested.connect(self._turn)
        self.canvas.detail_wanted.connect(self._detail_wanted)
        pictures.arrived.connect(self._arrived)
        pictures.failed.connect(self._failed)

    def show_look(self, look: Look, *, restart: bool, at_once: bool) -> None:
        if not restart:
            return
        self._look, self._pages, self._shown = look, 0, None
        self.canvas.setAccessibleName(look.cell.spoken)
        self.canvas.begin(look.picture, None)
        self._small.open(look.cell.path)
        self.list.set_pages(0)
        self.go(first_page(look.hit))

    def set_picture(self, picture: QPixmap) -> None:
        if self.canvas.whole is None and self.page == 1:
            self.canvas.set_small(picture)

    @Slot(int)
    def go(self, page: int) -> None:
        """To a page, counted from 1; stays within the document once its length is known."""
        if self._look is None:
            return
        self.page = max(1, min(page, self._pages or page))
        self.list.set_page(self.page)
        held = self._pictures.show(self.subject(self.page), longest=self._longest())
        if held is not None:
            self._turned(held)
        self._say()

    def subject(self, page: int) -> Subject:
        assert self._look is not None
        marked = marked_words(self._look.asked)
        return Subject(path=self._look.cell.path, page=page, words=marked)

    def press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        pages = {
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._pages,
        }
        rolls = {Qt.Key.Key_Up: 80, Qt.Key.Key_Down: -80}
        if key in pages:
            self.go(pages[Qt.Key(key)])
        elif key in rolls:
            return self.canvas.pan(0, rolls[Qt.Key(key)])
        else:
            return press_zoom(self.canvas, key)
        return True

    def leave(self) -> None:
        self._look = None
        self._pictures.show(None, longest=self._longest())
        self._small.close()
        self.list.set_pages(0)
        self.canvas.begin(None, None)

    def _longest(self) -> int:
        tallest = max(self.canvas.width(), self.canvas.height())
        return round(tallest * self.devicePixelRatioF())

    @Slot(int)
    def _turn(self, by: int) -> None:
        self.go(self.page + by)

    @Slot(int)
    def _detail_wanted(self, longest: int) -> None:
        if self._look is not None:
            self._pictures.want(longest)

    @Slot(object, object)
    def _arrived(self, subject: Subject, drawn: Drawn) -> None:
        if self._look is not None and subject == self.subject(self.page):
            self._turned(drawn)

    def _turned(self, drawn: Drawn) -> None:
        subject = self.subject(self.page)
        if self._shown == subject:
            self.canvas.show_drawn(drawn)
        else:
            self._shown = subject
            self.canvas.turn_to(drawn)
        if drawn.pages != self._pages:
            self._pages = drawn.pages
            self.list.set_pages(drawn.pages)
            self.list.set_page(self.page)
        near = [p for p in (self.page + 1, self.page - 1) if 1 <= p <= self._pages]
        self._pictures.prefetch([self.subject(page) for page in near])
        self._say()

    @Slot(object, object)
    def _failed(self, subject: Subject, error: FindlingError) -> None:
        if subject.page is not None:
            self.failed.emit(error)

    def _say(self) -> None:
        if not self._pages:
            self.said.emit("")
            return
        told = words.translate("Closer", "page {page} of {count}").format(
            page=words.number(self.page), count=words.number(self._pages)
        )
        self.said.emit(told)
