"""The first page, in three steps: which folders, what understands them, and the first pictures. Shown while there are no folders."""

import logging
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from findling.core.report import FolderCount
from findling.gui.bars import plain_label
from findling.gui.cards import WIDTH, Card
from findling.gui.first_folders import FirstFolders
from findling.gui.first_sight import FirstSight
from findling.gui.first_step import FirstStep
from findling.gui.first_ways import FirstWays
from findling.gui.theme import Theme

log = logging.getLogger(__name__)


class FirstRun(QWidget):
    start_requested = Signal(object)  # list[Path]
    browse_requested = Signal()
    count_requested = Signal(object)  # Path
    provider_requested = Signal(str)
    """Which way to understand files is wanted; `set_provider` says which it is."""
    leave_requested = Signal()
    """To the library: everything was seen, or nothing is wanted now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.folders = FirstFolders(theme)
        self.ways = FirstWays(theme)
        self.sight = FirstSight(theme)
        self.steps = QStackedWidget()
        for step in (self.folders, self.ways, self.sight):
            self.steps.addWidget(step)
        self.back = QPushButton(self.tr("&Back"))
        self.skip = QPushButton(self.tr("Not now"))
        self.skip.setProperty("quiet", True)
        self.start = QPushButton()
        self.start.setProperty("primary", True)
        self.start.setMinimumWidth(theme.px(180))
        self._where = plain_label(second=True, small=True)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(
                key, self.start, self.start.click, context=Qt.ShortcutContext.WidgetShortcut
            )
        self._build()
        self.start.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.skip.clicked.connect(self.leave_requested)
        self.folders.browse_requested.connect(self.browse_requested)
        self.folders.count_requested.connect(self.count_requested)
        self.folders.changed.connect(self._note)
        self.ways.provider_requested.connect(self.provider_requested)
        self._show(self.folders)

    @property
    def under_way(self) -> bool:
        """Nothing is asked any more: the folders are being read."""
        return self.steps.currentWidget() is self.sight

    def set_suggestions(self, folders: list[tuple[Path, bool]]) -> None:
        """Folders that are there, and whether to choose each beforehand."""
        for folder, chosen in folders:
            self.folders.add(folder, chosen=chosen)
        self.start.setFocus()
        log.debug("first run: %d folders suggested", len(folders))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.start.setFocus()

    def add_folder(self, folder: Path) -> None:
        """One the person picked or dropped: chosen."""
        self._show(self.folders)
        self.folders.add(folder, chosen=True)
        self.start.setFocus()

    def set_count(self, count: FolderCount) -> None:
        self.folders.set_count(count)

    def set_provider(self, name: str) -> None:
        self.ways.set_provider(name)

    @property
    def cards(self) -> dict[str, Card]:
        """The ways to understand files, by their names."""
        return self.ways.cards

    def chosen(self) -> list[Path]:
        return self.folders.chosen()

    # places

    def _build(self) -> None:
        foot = QGridLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setHorizontalSpacing(10)
        foot.addWidget(self.skip, 0, 0, Qt.AlignmentFlag.AlignLeading)
        foot.addWidget(self._where, 0, 1, Qt.AlignmentFlag.AlignCenter)
        foot.addWidget(self.back, 0, 2)
        foot.addWidget(self.start, 0, 3)
        foot.setColumnStretch(0, 1)
        foot.setColumnStretch(1, 1)
        foot.setColumnStretch(2, 1)
        foot.setAlignment(self.back, Qt.AlignmentFlag.AlignTrailing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps, 1)
        bar = QWidget()
        bar.setMaximumWidth(self._theme.px(WIDTH))
        bar.setLayout(foot)
        across = QHBoxLayout()
        across.setContentsMargins(24, 8, 24, 24)
        across.addStretch(1)
        across.addWidget(bar, 1000)
        across.addStretch(1)
        whole.addLayout(across)

    def _show(self, step: FirstStep) -> None:
        self.steps.setCurrentWidget(step)
        number = self.steps.currentIndex() + 1
        self._where.setText(
            self.tr("Step {number} of {count}").format(number=number, count=self.steps.count())
        )
        self.start.setText(
            {
                self.folders: self.tr("Continue"),
                self.ways: self.tr("Start"),
                self.sight: self.tr("Open my library"),
            }[step]
        )
        self.back.setVisible(step is self.ways)
        self.skip.setVisible(step is not self.sight)
        self._note()
        self.start.setFocus()

    @Slot()
    def _go_on(self) -> None:
        step = self.steps.currentWidget()
        if step is self.folders:
            self._show(self.ways)
        elif step is self.ways:
            self._show(self.sight)
            self.start_requested.emit(self.chosen())
        else:
            self.leave_requested.emit()
        log.debug("first run: step %d", self.steps.currentIndex() + 1)

    @Slot()
    def _go_back(self) -> None:
        self._show(self.folders)

    @Slot()
    def _note(self) -> None:
        self.start.setEnabled(bool(self.chosen()) or self.under_way)
        self.ways.set_kinds(self.folders.kinds())
