"""The pages of a PDF, small, one under the other: only those that are seen are drawn, a few at a time."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from findling.core.errors import FindlingError
from findling.core.viewing import Viewer
from findling.gui import words
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import Drawn, ask, drawn_page
from findling.gui.theme import Theme

IN_FLIGHT = 2
KEPT = 240
LONGEST = 220


class SmallPages(QObject):
    """Asks for small pages, what is seen first; the newest wish list wins."""

    arrived = Signal(int)

    def __init__(self, viewer: Viewer, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer, self._bridge = viewer, bridge
        self._path: Path | None = None
        self._generation = 0
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._wished: list[int] = []
        self._under_way: set[int] = set()
        self._broken: set[int] = set()

    def open(self, path: Path) -> None:
        self.close()
        self._path = path

    def close(self) -> None:
        self._generation += 1
        self._path = None
        self._wished = []
        for held in (self._kept, self._under_way, self._broken):
            held.clear()

    def picture(self, page: int) -> QPixmap | None:
        return self._kept.get(page)

    def wish(self, pages: list[int]) -> None:
        self._wished = [p for p in pages if p not in self._kept and p not in self._broken]
        self._start()

    def _start(self) -> None:
        while self._path is not None and self._wished and len(self._under_way) < IN_FLIGHT:
            page = self._wished.pop(0)
            if page in self._under_way:
                continue
            self._under_way.add(page)
            future = self._viewer.page(self._path, page=page, longest=LONGEST)
            came = partial(self._came, self._generation, page)
            ask(future, self._bridge, path=self._path, take=came, make=drawn_page)

    def _came(self, generation: int, page: int, answer: Drawn | FindlingError) -> None:
        if generation != self._generation:
            return
        self._under_way.discard(page)
        if isinstance(answer, FindlingError):
            self._broken.add(page)
        else:
            self._kept[page] = QPixmap.fromImage(answer.image)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self.arrived.emit(page)
        self._start()


class _Page(QStyledItemDelegate):
    def __init__(self, theme: Theme, small: SmallPages, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._small = theme, small

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(142))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        palette, picture = self._theme.palette, self._small.picture(index.row() + 1)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        low = self._theme.px(20)
        room = rect.adjusted(12, 8, -12, -low)
        shape = picture.size() if picture is not None else QSize(210, 297)
        size = shape.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRect(room.topLeft(), size)
        sheet.moveCenter(room.center())
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        if picture is not None:
            painter.drawPixmap(sheet, picture)
        else:
            painter.fillRect(sheet, QColor(palette.page))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ring = QPen(QColor(palette.accent if chosen else palette.hairline), 3 if chosen else 1)
        painter.setPen(ring)
        painter.drawRoundedRect(sheet.adjusted(-2, -2, 2, 2) if chosen else sheet, 3, 3)
        painter.setFont(self._theme.font(11, bold=chosen))
        painter.setPen(QColor(palette.text if chosen else palette.second))
        number = QRect(rect.left(), rect.bottom() - low + 4, rect.width(), low - 4)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, words.number(index.row() + 1))
        painter.restore()


class PageList(QListWidget):
    page_requested = Signal(int)

    def __init__(self, theme: Theme, small: SmallPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageList")
        self._small = small
        self.setAccessibleName(self.tr("Pages"))
        self.setUniformItemSizes(True)
        self.setFixedWidth(theme.px(116))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Page(theme, small, self))
        self._looking = QTimer(self, singleShot=True, interval=30)
        self._looking.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.currentRowChanged.connect(self._chosen)
        small.arrived.connect(self._arrived)

    def set_pages(self, count: int) -> None:
        self.blockSignals(True)
        self.clear()
        for page in range(1, count + 1):
            item = QListWidgetItem()
            spoken = self.tr("Page {page}").format(page=words.number(page))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.addItem(item)
        self.blockSignals(False)
        self._looking.start()

    def set_page(self, page: int) -> None:
        if page != self.currentRow() + 1 and page <= self.count():
            self.blockSignals(True)
            self.setCurrentRow(page - 1)
            self.blockSignals(False)
            self.scrollToItem(self.item(page - 1))
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._looking.start()

    @Slot(int)
    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.page_requested.emit(row + 1)

    @Slot()
    def _moved(self) -> None:
        self._looking.start()

    @Slot()
    def _look(self) -> None:
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        if first >= 0:
            last = last if last >= 0 else self.count() - 1
            self._small.wish(list(range(first + 1, last + 2)))

    @Slot(int)
    def _arrived(self, page: int) -> None:
        if (item := self.item(page - 1)) is not None:
            self.viewport().update(self.visualItemRect(item))
