"""The first page: which folders to look through. Shown while there are none."""

import logging
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme

WIDTH = 620

log = logging.getLogger(__name__)


class Card(QPushButton):
    """A line to choose: a folder with its place, or another one."""

    def __init__(
        self, theme: Theme, *, icon: IconName, title: str, note: str, checkable: bool
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setCheckable(checkable)
        self.setAccessibleName(f"{title}, {note}")
        self.setMinimumHeight(theme.px(66))
        self._theme, self._name = theme, icon
        self._icon, self._check = QLabel(), QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(card_text(title, note), 1)
        row.addWidget(self._check)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self.draw)
        theme.changed.connect(self.draw)
        self.draw()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(WIDTH, self._theme.px(66))

    @Slot()
    def draw(self) -> None:
        self._icon.setPixmap(self._theme.icon(self._name).pixmap(18, 18))
        palette = self._theme.palette
        check = self._theme.icon(IconName.CHECK, colour=palette.accent).pixmap(18, 18)
        self._check.setPixmap(check)
        self._check.setVisible(self.isChecked())


def card_text(title: str, note: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(plain_label(title, head=True))
    column.addWidget(plain_label(note, second=True, wrap=True))
    return column


class FirstRun(QWidget):
    start_requested = Signal(object)  # list[Path]
    browse_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._cards: dict[Path, Card] = {}
        self._folders = QVBoxLayout()
        self._folders.setSpacing(10)
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
        inner.addSpacing(18)
        inner.addWidget(self._how())
        inner.addSpacing(14)
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

    def _how(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        self._computer = QLabel()
        row.addWidget(self._computer, 0, Qt.AlignmentFlag.AlignTop)
        told = self.tr(
            "No account, nothing leaves it. Knows about a thousand kinds of things, text in 16 languages."
        )
        row.addLayout(card_text(self.tr("On this computer"), told), 1)
        free = plain_label(self.tr("free"), accent=True)
        row.addWidget(free, 0, Qt.AlignmentFlag.AlignTop)
        self._theme.changed.connect(self._draw)
        self._draw()
        return frame

    def _centre(self, inner: QVBoxLayout) -> None:
        column = QWidget()
        column.setMaximumWidth(self._theme.px(WIDTH))
        column.setLayout(inner)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 24, 24, 24)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)

    @Slot()
    def _start(self) -> None:
        self.start_requested.emit(self.chosen())

    @Slot()
    def _note(self) -> None:
        self.start.setEnabled(bool(self.chosen()))

    @Slot()
    def _draw(self) -> None:
        self._computer.setPixmap(self._theme.icon(IconName.COMPUTER).pixmap(18, 18))
