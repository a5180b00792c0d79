"""The watched folders with all that can be set about them, and the names that are passed over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.core.settings import DEFAULT_EXCLUDES, Settings
from findling.gui import words
from findling.gui.bars import ElidedLabel, plain_label
from findling.gui.check_box import CheckBox
from findling.gui.icons import IconName
from findling.gui.settings_page import SettingsPage
from findling.gui.theme import Theme

TYPING = 1500
"""Milliseconds without a key until names to pass over are taken up: each time all folders are looked through."""
LINES = 5


class FolderRow(QFrame):
    """One folder: where it is, how it stands, whether it stays here, and a way to remove it."""

    stays_requested = Signal(object, bool)  # FolderStatus, value
    remove_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folderRow")
        self._theme = theme
        self._status: FolderStatus | None = None
        self._name = ElidedLabel()
        self._path = ElidedLabel(second=True, small=True)
        self._state = plain_label(second=True, small=True)
        self.stays = CheckBox(theme, self.tr("Keep on this computer only"))
        self.remove = QToolButton()
        self.remove.setFixedSize(30, 30)
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name, 1)
        first.addWidget(self._state)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._path)
        column.addWidget(self.stays)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 8, 6)
        row.setSpacing(8)
        row.addLayout(column, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.stays.clicked.connect(self._stays_clicked)
        self.remove.clicked.connect(self._remove_clicked)
        theme.changed.connect(self._draw)
        self._draw()

    def set_status(self, status: FolderStatus, *, today: date) -> None:
        self._status = status
        name = words.readable(status.path.name or str(status.path))
        away = status.state is FolderState.AWAY
        self._name.say(name)
        self._path.say(words.shown_path(status.path))
        self._state.setText(
            words.away(status, today=today)
            if away
            else words.counted(status.files, self.tr("1 file"), self.tr("{count} files"))
        )
        self.stays.setChecked(status.local_only)
        self.stays.setAccessibleName(f"{name}: {self.stays.text()}")
        told = self.tr("Remove {name}").format(name=name)
        self.remove.setAccessibleName(told)
        self.remove.setToolTip(self.tr("Remove from Findling"))

    @Slot(bool)
    def _stays_clicked(self, value: bool) -> None:
        """Whether it is so is for the library to say: the tick follows when it does."""
        if self._status is not None:
            self.stays.setChecked(self._status.local_only)
            self.stays_requested.emit(self._status, value)

    @Slot()
    def _remove_clicked(self) -> None:
        if self._status is not None:
            self.remove_requested.emit(self._status.path)

    @Slot()
    def _draw(self) -> None:
        self.remove.setIcon(self._theme.icon(IconName.CLOSE, size=16))


class FoldersPage(SettingsPage):
    add_requested = Signal()
    remove_requested = Signal(object)  # Path
    stays_requested = Signal(object, bool)  # FolderStatus, value

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._rename(self.tr("Folders"))
        self._rows: dict[Path, FolderRow] = {}
        self._note(self.tr("Your files stay where they are, unchanged."))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._column.addLayout(self._list)
        self.add = QPushButton(self.tr("Add folder…"))
        self.add.clicked.connect(self.add_requested)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._head(self.tr("Names to pass over"))
        self._note(self.tr("One a line, for files and folders; * stands for anything."))
        self.names = QPlainTextEdit()
        self.names.setProperty("field", True)
        self.names.setAccessibleName(self.tr("Names to pass over"))
        self.names.setTabChangesFocus(True)
        self.names.setFixedHeight(theme.px(20) * LINES + 16)
        self._column.addWidget(self.names)
        self.usual = QPushButton(self.tr("Back to the usual names"))
        self.usual.clicked.connect(self._usual)
        self._column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self.take_names)
        self.names.textChanged.connect(self._typed)
        self.names.installEventFilter(self)

    def set_folders(self, folders: list[FolderStatus], *, today: date) -> None:
        there = {folder.path for folder in folders}
        for path in [path for path in self._rows if path not in there]:
            self._rows.pop(path).deleteLater()
        for folder in folders:
            if folder.path not in self._rows:
                self._rows[folder.path] = self._row()
            self._rows[folder.path].set_status(folder, today=today)

    def row(self, path: Path) -> FolderRow:
        return self._rows[path]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusOut:
            self.take_names()
        return super().eventFilter(watched, event)

    @Slot()
    def take_names(self) -> None:
        """What is typed counts from now on."""
        self._typing.stop()
        lines = [line.strip() for line in self.names.toPlainText().splitlines()]
        names = tuple(dict.fromkeys(line for line in lines if line))
        self.usual.setEnabled(names != DEFAULT_EXCLUDES)
        self._want(replace(self._settings, exclude=names))

    def _row(self) -> FolderRow:
        row = FolderRow(self._theme)
        row.stays_requested.connect(self.stays_requested)
        row.remove_requested.connect(self.remove_requested)
        self._list.addWidget(row)
        return row

    def _show(self, settings: Settings) -> None:
        text = "\n".join(settings.exclude)
        if not self.names.hasFocus() and text != self.names.toPlainText():
            self.names.setPlainText(text)
            self._typing.stop()
        self.usual.setEnabled(settings.exclude != DEFAULT_EXCLUDES)

    @Slot()
    def _typed(self) -> None:
        self._typing.start()

    @Slot()
    def _usual(self) -> None:
        self.names.setPlainText("\n".join(DEFAULT_EXCLUDES))
        self.take_names()
