"""How the lines of the side bar are drawn: headings, places, and folders with their state. GUI thread."""

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.gui.icons import IconName
from findling.gui.theme import Theme

STAYS = 14
"""Pixels of the sign beside a folder that stays on this computer."""
EDGE = 18
ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Place(Enum):
    HEADING = "heading"
    ALL = "all"
    RECENT = "recent"
    READING = "reading"
    FOLDER = "folder"


_SIGNS = {
    Place.ALL: IconName.LIBRARY,
    Place.RECENT: IconName.RECENT,
    Place.READING: IconName.READING,
}


class Entry:
    """A line of the list. `note` stands small under the name of a folder that is away."""

    def __init__(
        self,
        place: Place,
        name: str,
        *,
        count: str = "",
        note: str = "",
        folder: FolderStatus | None = None,
    ) -> None:
        self.place, self.name, self.count, self.note = place, name, count, note
        self.folder = folder

    @property
    def away(self) -> bool:
        return self.folder is not None and self.folder.state is FolderState.AWAY


class Lines(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        entry: Entry = index.data(ENTRY)
        if entry.place is Place.HEADING:
            return QSize(100, self._theme.px(36 if index.row() else 30))
        return QSize(100, self._theme.px(46 if entry.note else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        if entry.place is Place.HEADING:
            self._heading(painter, rect, entry, mirrored=mirrored)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._ground(painter, rect, chosen=chosen, state=state)
            self._sign(painter, rect, entry, chosen=chosen, mirrored=mirrored)
            self._text(painter, rect, entry, chosen=chosen, mirrored=mirrored)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, entry: Entry, *, mirrored: bool) -> None:
        painter.setFont(self._theme.font(11, bold=True))
        painter.setPen(QColor(self._theme.palette.second))
        low = _side(mirrored) | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect.adjusted(EDGE, 0, -EDGE, -6), low, entry.name)

    def _text(
        self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool, mirrored: bool
    ) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font(13))
        metrics = QFontMetrics(painter.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(palette.second))
        painter.drawText(
            rect.adjusted(EDGE, 0, -EDGE, 0), middle | _side(not mirrored), entry.count
        )
        room = metrics.horizontalAdvance(entry.count)
        line = _between(
            rect, 34 if entry.folder else 44, 26 + room if room else EDGE, mirrored=mirrored
        )
        if entry.note:
            half = line.height() // 2
            note = line.adjusted(0, half - 1, 0, -4)
            line.adjust(0, 4, 0, -half + 1)
            self._note(painter, note, entry.note, mirrored=mirrored)
            painter.setFont(self._theme.font(13))
        stays = entry.folder is not None and entry.folder.local_only
        width = line.width() - (STAYS + 6 if stays else 0)
        painter.setPen(QColor(palette.accent if chosen else palette.text))
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(line, middle | _side(mirrored), name)
        if stays:
            self._stays(painter, line, metrics.horizontalAdvance(name), mirrored=mirrored)

    def _note(self, painter: QPainter, rect: QRect, text: str, *, mirrored: bool) -> None:
        painter.setFont(self._theme.font(11))
        painter.setPen(QColor(self._theme.palette.second))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | _side(mirrored), shown)

    def _stays(self, painter: QPainter, line: QRect, text: int, *, mirrored: bool) -> None:
        left = line.right() - text - 6 - STAYS if mirrored else line.left() + text + 6
        icon = self._theme.icon(IconName.COMPUTER, size=STAYS)
        icon.paint(painter, QRect(left, line.center().y() - STAYS // 2, STAYS, STAYS))

    def _ground(
        self, painter: QPainter, rect: QRect, *, chosen: bool, state: QStyle.StateFlag
    ) -> None:
        palette = self._theme.palette
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (chosen or hovered or focused):
            return
        painter.setPen(QPen(QColor(palette.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.wash if chosen else palette.hover))
        painter.drawRoundedRect(rect.adjusted(10, 1, -10, -1), 8, 8)

    def _sign(
        self, painter: QPainter, rect: QRect, entry: Entry, *, chosen: bool, mirrored: bool
    ) -> None:
        palette = self._theme.palette
        middle = rect.center().y()
        if entry.folder is None:
            colour = palette.accent if chosen else palette.second
            icon = self._theme.icon(_SIGNS[entry.place], colour=colour)
            icon.paint(painter, _at_the_edge(rect, 18, middle - 8, mirrored=mirrored))
            return
        painter.setPen(QPen(QColor(palette.faint), 1.2) if entry.away else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if entry.away else QColor(palette.accent))
        painter.drawEllipse(_at_the_edge(rect, 7, middle - 3, mirrored=mirrored))


def _side(mirrored: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def _between(rect: QRect, begin: int, end: int, *, mirrored: bool) -> QRect:
    return rect.adjusted(end, 0, -begin, 0) if mirrored else rect.adjusted(begin, 0, -end, 0)


def _at_the_edge(rect: QRect, size: int, top: int, *, mirrored: bool) -> QRect:
    left = rect.right() - EDGE - size if mirrored else rect.left() + EDGE
    return QRect(left, top, size, size)
