"""The left side: everything, what is new, how reading goes, and the watched folders with their state and counts."""

from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.gui import words
from findling.gui.icons import IconName
from findling.gui.search_box import local_files
from findling.gui.side_lines import ENTRY, Entry, Lines, Place
from findling.gui.theme import Theme


class SideList(QListWidget):
    """The lines, with the keys that work on the one that is chosen."""

    remove_pressed = Signal()
    menu_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_pressed.emit()
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            self.menu_pressed.emit()
        else:
            super().keyPressEvent(event)


class SideBar(QFrame):
    folder_requested = Signal(object)  # Path | None: show this folder, or everything
    recent_requested = Signal()
    reading_requested = Signal()
    remove_requested = Signal(object)  # Path
    menu_requested = Signal(object, QPoint)  # FolderStatus, where on the screen
    dropped = Signal(object)  # list[Path]
    add_requested = Signal()
    settings_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBar")
        self.setAcceptDrops(True)
        self._theme = theme
        self._shown: tuple[FolderStatus, ...] | None = None
        self._place = Place.ALL
        self._folder: Path | None = None
        """What is to be chosen; its line may be still to come."""
        self._reading = False
        self.list = SideList()
        self.list.setObjectName("sideList")
        self.list.setAccessibleName(self.tr("Folders"))
        self.list.setItemDelegate(Lines(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.add = QPushButton(self.tr("Add folder…"))
        self.settings = QPushButton(self.tr("Settings…"))
        for button in (self.add, self.settings):
            button.setProperty("quiet", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setToolTip(
            self.tr("Add a folder ({key}), or drop one here").format(key=_key("Ctrl+O"))
        )
        self.settings.setToolTip(self.tr("Settings ({key})").format(key=_key("Ctrl+,")))
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
        self.list.remove_pressed.connect(self._remove)
        self.list.menu_pressed.connect(self._menu_by_key)
        self.add.clicked.connect(self.add_requested)
        self.settings.clicked.connect(self.settings_requested)
        theme.changed.connect(self._draw)
        self.set_folders([], today=date.today())

    # state, told from above

    def set_folders(self, folders: list[FolderStatus], *, today: date) -> None:
        if tuple(folders) == self._shown:
            return
        self._shown = tuple(folders)
        self.list.blockSignals(True)
        self.list.clear()
        everything = words.number(sum(f.files for f in folders))
        self._line(Entry(Place.HEADING, self.tr("Library")))
        self._line(Entry(Place.ALL, self.tr("All"), count=everything))
        self._line(Entry(Place.RECENT, self.tr("Recent")))
        self._line(Entry(Place.READING, self.tr("Reading")))
        self._line(Entry(Place.HEADING, self.tr("Folders")))
        for folder in folders:
            self._folder_line(folder, today=today)
        self.list.blockSignals(False)
        high = sum(self.list.sizeHintForRow(r) for r in range(self.list.count())) + 4
        self.list.setMaximumHeight(high)
        self._choose()
        if self._folder is not None and self._folder not in self.folders():
            self.set_place(None)
            self.folder_requested.emit(None)

    def set_place(self, folder: Path | None, *, recent: bool = False) -> None:
        """What the grid shows."""
        self._folder = folder
        self._place = Place.RECENT if recent else Place.FOLDER if folder else Place.ALL
        self._choose()

    def set_reading(self, shown: bool) -> None:
        """Whether the page about reading lies over it."""
        self._reading = shown
        self._choose()

    def folders(self) -> list[Path]:
        """Those that are shown."""
        return [folder.path for folder in self._shown or ()]

    @property
    def folder(self) -> Path | None:
        entry = self._chosen()
        return entry.folder.path if entry is not None and entry.folder else None

    # lines

    def _folder_line(self, folder: FolderStatus, *, today: date) -> None:
        name = words.readable(folder.path.name or str(folder.path))
        away = folder.state is FolderState.AWAY
        told = (
            words.away(folder, today=today)
            if away
            else words.counted(folder.files, self.tr("1 file"), self.tr("{count} files"))
        )
        count, note = ("", told) if away else (words.number(folder.files), "")
        if folder.local_only:
            told = f"{told}, {self.tr('stays on this computer')}"
        item = self._line(Entry(Place.FOLDER, name, count=count, note=note, folder=folder))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {told}")
        lines = escape(f"{words.shown_path(folder.path)}\n{told}").replace("\n", "<br>")
        item.setToolTip(f"<span>{lines}</span>")

    def _line(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.name)
        if entry.place is Place.HEADING:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)
        return item

    def _entry(self, row: int) -> Entry:
        entry: Entry = self.list.item(row).data(ENTRY)
        return entry

    def _chosen(self) -> Entry | None:
        chosen = self.list.selectedItems()
        return chosen[0].data(ENTRY) if chosen else None

    def _choose(self) -> None:
        place = Place.READING if self._reading else self._place
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            entry = self._entry(row)
            same = entry.folder is None or entry.folder.path == self._folder
            if entry.place is place and same:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    # gestures

    @Slot()
    def _selected(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        match entry.place:
            case Place.RECENT:
                self.recent_requested.emit()
            case Place.READING:
                self.reading_requested.emit()
            case _:
                self.folder_requested.emit(self.folder)

    @Slot(QPoint)
    def _menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        entry: Entry | None = item.data(ENTRY) if item else None
        if entry is not None and entry.folder is not None:
            self.menu_requested.emit(entry.folder, self.list.viewport().mapToGlobal(where))

    @Slot()
    def _menu_by_key(self) -> None:
        if chosen := self.list.selectedItems():
            self._menu(self.list.visualItemRect(chosen[0]).center())

    @Slot()
    def _remove(self) -> None:
        if self.folder is not None:
            self.remove_requested.emit(self.folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if local_files(event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._set_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self._set_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._set_dropping(False)
        if files := local_files(event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(files)

    def _set_dropping(self, dropping: bool) -> None:
        self.setProperty("dropping", dropping)
        self.style().unpolish(self)
        self.style().polish(self)

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


def _key(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
