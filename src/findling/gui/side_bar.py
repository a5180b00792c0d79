"""The left side: everything, and the watched folders with their state and counts."""

from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.gui import words
from findling.gui.icons import IconName
from findling.gui.theme import Theme

STAYS = 14
"""Pixels of the sign beside a folder that stays on this computer."""
_ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class _Entry:
    """A line of the list: a heading, everything, or one folder."""

    def __init__(
        self,
        name: str,
        count: str = "",
        folder: FolderStatus | None = None,
        heading: bool = False,
    ) -> None:
        self.name, self.count, self.folder, self.heading = name, count, folder, heading


class _Lines(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        heading = index.data(_ENTRY).heading
        return QSize(100, self._theme.px(36 if heading and index.row() else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: _Entry = index.data(_ENTRY)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette = self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            painter.setFont(self._theme.font(11, bold=True))
            painter.setPen(QColor(palette.second))
            low = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(18, 0, -18, -6), low, entry.name)
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, chosen=chosen, state=state)
        self._sign(painter, option, entry, chosen=chosen)
        painter.setFont(self._theme.font(13))
        metrics = QFontMetrics(painter.font())
        room = metrics.horizontalAdvance(entry.count)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(palette.second))
        painter.drawText(
            rect.adjusted(18, 0, -18, 0), middle | Qt.AlignmentFlag.AlignTrailing, entry.count
        )
        line = rect.adjusted(34 if entry.folder else 44, 0, -26 - room, 0)
        stays = entry.folder is not None and entry.folder.local_only
        if stays:
            line.adjust(0, 0, -STAYS - 6, 0)
        painter.setPen(QColor(palette.accent if chosen else palette.text))
        name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideMiddle, line.width())
        shown = QStyle.visualRect(option.direction, rect, line)
        painter.drawText(shown, middle | Qt.AlignmentFlag.AlignLeading, name)
        if stays:
            end = line.left() + metrics.horizontalAdvance(name) + 6
            place = QRect(end, rect.center().y() - STAYS // 2, STAYS, STAYS)
            icon = self._theme.icon(IconName.COMPUTER, size=STAYS)
            icon.paint(painter, QStyle.visualRect(option.direction, rect, place))
        painter.restore()

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
        self, painter: QPainter, option: QStyleOptionViewItem, entry: _Entry, *, chosen: bool
    ) -> None:
        palette, rect = self._theme.palette, option.rect
        if entry.folder is None:
            icon = self._theme.icon(
                IconName.LIBRARY, colour=palette.accent if chosen else palette.second
            )
            place = QRect(rect.left() + 18, rect.center().y() - 8, 18, 18)
            icon.paint(painter, QStyle.visualRect(option.direction, rect, place))
            return
        present = entry.folder.state is FolderState.PRESENT
        painter.setPen(Qt.PenStyle.NoPen if present else QPen(QColor(palette.faint), 1.2))
        painter.setBrush(QColor(palette.accent) if present else Qt.BrushStyle.NoBrush)
        dot = QRect(rect.left() + 18, rect.center().y() - 3, 7, 7)
        painter.drawEllipse(QStyle.visualRect(option.direction, rect, dot))


class SideBar(QFrame):
    folder_requested = Signal(object)  # Path | None: show this folder, or everything
    remove_requested = Signal(object)  # Path
    menu_requested = Signal(object, QPoint)  # FolderStatus, where on the screen
    add_requested = Signal()
    settings_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBar")
        self._theme = theme
        self._shown: tuple[FolderStatus, ...] | None = None
        self.list = QListWidget()
        self.list.setObjectName("sideList")
        self.list.setAccessibleName(self.tr("Folders"))
        self.list.setItemDelegate(_Lines(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.add = QPushButton(self.tr("Add folder…"))
        self.add.setProperty("quiet", True)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.settings = QPushButton(self.tr("Settings…"))
        self.settings.setProperty("quiet", True)
        self.settings.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.settings.setAccessibleName(self.tr("Settings: how files are understood"))
        key = QKeySequence("Ctrl+,").toString(QKeySequence.SequenceFormat.NativeText)
        self.settings.setToolTip(self.tr("How files are understood ({key})").format(key=key))
        self._draw()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(0)
        column.addWidget(self.list, 1000)
        column.addLayout(_inset(self.add))
        column.addStretch(1)
        column.addLayout(_inset(self.settings))
        longest = max(button.sizeHint().width() for button in (self.add, self.settings))
        self.setMinimumWidth(max(180, longest + 20))
        self.setMaximumWidth(theme.px(360))
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.customContextMenuRequested.connect(self._menu)
        self.add.clicked.connect(self.add_requested)
        self.settings.clicked.connect(self.settings_requested)
        theme.changed.connect(self._draw)
        self.set_folders([], today=date.today())

    def set_folders(self, folders: list[FolderStatus], *, today: date) -> None:
        if tuple(folders) == self._shown:
            return
        self._shown = tuple(folders)
        chosen = self.folder
        self.list.blockSignals(True)
        self.list.clear()
        everything = words.number(sum(f.files for f in folders))
        self._line(_Entry(self.tr("Library"), heading=True))
        self._line(_Entry(self.tr("All"), everything), chosen=chosen is None)
        self._line(_Entry(self.tr("Folders"), heading=True))
        for folder in folders:
            self._folder_line(folder, today=today, chosen=folder.path == chosen)
        self.list.blockSignals(False)
        high = sum(self.list.sizeHintForRow(r) for r in range(self.list.count())) + 4
        self.list.setMaximumHeight(high)
        if chosen is not None and self.folder != chosen:
            self.set_folder(None)
            self.folder_requested.emit(None)

    def set_folder(self, folder: Path | None) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            entry: _Entry = self.list.item(row).data(_ENTRY)
            path = entry.folder.path if entry.folder else None
            if not entry.heading and path == folder:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    @property
    def folder(self) -> Path | None:
        chosen = self.list.selectedItems()
        entry: _Entry | None = chosen[0].data(_ENTRY) if chosen else None
        return entry.folder.path if entry is not None and entry.folder else None

    def _folder_line(self, folder: FolderStatus, *, today: date, chosen: bool) -> None:
        name = words.readable(folder.path.name or str(folder.path))
        away = folder.state is FolderState.AWAY
        count = self.tr("away") if away else words.number(folder.files)
        item = self._line(_Entry(name, count, folder), chosen=chosen)
        told = (
            words.away(folder, today=today)
            if away
            else words.counted(folder.files, self.tr("1 file"), self.tr("{count} files"))
        )
        if folder.local_only:
            told = f"{told}, {self.tr('stays on this computer')}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {told}")
        self._tips(item, f"{words.shown_path(folder.path)}\n{told}")

    def _tips(self, item: QListWidgetItem, text: str) -> None:

        item.setToolTip(f"<span>{escape(text).replace(chr(10), '<br>')}</span>")

    def _line(self, entry: _Entry, *, chosen: bool = False) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(_ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.name)
        if entry.heading:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)
        if chosen:
            self.list.setCurrentItem(item)
        return item

    @Slot()
    def _selected(self) -> None:
        if self.list.selectedItems():
            self.folder_requested.emit(self.folder)

    @Slot(QPoint)
    def _menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        entry: _Entry | None = item.data(_ENTRY) if item else None
        if entry is not None and entry.folder is not None:
            self.menu_requested.emit(entry.folder, self.list.viewport().mapToGlobal(where))

    @Slot()
    def _draw(self) -> None:
        self.add.setIcon(self._theme.icon(IconName.ADD, size=18))
        self.settings.setIcon(self._theme.icon(IconName.SETTINGS, size=18))
        self.list.viewport().update()


def _inset(button: QPushButton) -> QVBoxLayout:
    inset = QVBoxLayout()
    inset.setContentsMargins(10, 2, 10, 0)
    inset.addWidget(button)
    return inset
