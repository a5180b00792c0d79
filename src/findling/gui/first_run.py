"""The first page: which folders to look through, and what understands them. Shown while there are no folders."""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.cards import WIDTH, Card
from findling.gui.icons import IconName
from findling.gui.price_words import LOCAL
from findling.gui.provider_words import GEMINI, VERTEX, choice
from findling.gui.theme import Theme

log = logging.getLogger(__name__)


class FirstRun(QWidget):
    start_requested = Signal(object)  # list[Path]
    browse_requested = Signal()
    provider_requested = Signal(str)
    """Which way to understand files is wanted; `set_provider` says which it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._cards: dict[Path, Card] = {}
        self._folders = QVBoxLayout()
        self._folders.setSpacing(10)
        self._group = QButtonGroup(self)
        self.ways = {name: self._way(name) for name in (LOCAL, GEMINI)}
        self.ways[LOCAL].setChecked(True)
        title = plain_label(self.tr("What should Findling look through?"))
        title.setObjectName("title")
        note = self.tr(
            "Your files stay where they are, unchanged. You can add or remove folders at any time."
        )
        self._another = Card(
            theme,
            icon=IconName.FOLDER_ADD,
            title=self.tr("Another folder…"),
            note=self.tr("or drop it here"),
            checkable=False,
        )
        self._another.clicked.connect(self.browse_requested)
        self.start = QPushButton(self.tr("Start"))
        self.start.setProperty("primary", True)
        self.start.setMinimumWidth(theme.px(180))
        self.start.clicked.connect(self._start)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(
                key, self.start, self.start.click, context=Qt.ShortcutContext.WidgetShortcut
            )
        inner = QVBoxLayout()
        inner.setSpacing(10)
        inner.addWidget(title)
        inner.addWidget(plain_label(note, second=True, wrap=True))
        inner.addSpacing(14)
        inner.addLayout(self._folders)
        inner.addWidget(self._another)
        inner.addSpacing(14)
        how = plain_label(self.tr("How should it understand them?"))
        how.setObjectName("subtitle")
        inner.addWidget(how)
        for card in self.ways.values():
            inner.addWidget(card)
        inner.addSpacing(10)
        inner.addWidget(self.start, 0, Qt.AlignmentFlag.AlignRight)
        self._centre(inner)
        self._note()

    def set_suggestions(self, folders: list[tuple[Path, bool]]) -> None:
        """Folders that are there, and whether to choose each beforehand."""
        for folder, chosen in folders:
            self._add(folder, chosen=chosen)
        self.start.setFocus()
        log.debug("first run: %d folders suggested", len(folders))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.start.setFocus()

    def add_folder(self, folder: Path) -> None:
        """One the person picked or dropped: chosen."""
        self._add(folder, chosen=True)
        self.start.setFocus()

    def set_provider(self, name: str) -> None:
        """Google Cloud has no card of its own here: it is one of the two ways to ask Google."""
        self.ways[GEMINI if name == VERTEX else name].setChecked(True)

    def chosen(self) -> list[Path]:
        return [path for path, card in self._cards.items() if card.isChecked()]

    def _add(self, folder: Path, *, chosen: bool) -> None:
        card = self._cards.get(folder)
        if card is None:
            name = words.readable(folder.name or str(folder))
            note = words.shown_path(folder)
            card = Card(
                self._theme, icon=IconName.FOLDER, title=name, note=note, checkable=True
            )
            card.toggled.connect(self._note)
            self._cards[folder] = card
            self._folders.addWidget(card)
            QWidget.setTabOrder(card, self._another)
        if chosen:
            card.setChecked(True)

    def _way(self, name: str) -> Card:
        told = choice(name)
        card = Card(
            self._theme,
            icon=told.icon,
            title=told.title,
            note=told.note,
            aside=told.aside,
            checkable=True,
        )
        card.clicked.connect(partial(self.provider_requested.emit, name))
        self._group.addButton(card)
        return card

    def _centre(self, inner: QVBoxLayout) -> None:
        """In the middle; where the window is too low for all of it, it scrolls."""
        column = QWidget()
        column.setMaximumWidth(self._theme.px(WIDTH))
        column.setLayout(inner)
        page = QWidget()
        page.setObjectName("page")
        around = QGridLayout(page)
        around.setContentsMargins(24, 24, 24, 24)
        around.setColumnStretch(0, 1)
        around.setColumnStretch(1, 1000)
        around.setColumnStretch(2, 1)
        around.setRowStretch(0, 1)
        around.setRowStretch(2, 1)
        around.addWidget(column, 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    @Slot()
    def _start(self) -> None:
        self.start_requested.emit(self.chosen())

    @Slot()
    def _note(self) -> None:
        self.start.setEnabled(bool(self.chosen()))
