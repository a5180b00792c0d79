"""The first step: which folders to look through, with what lies in each as it is being counted."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from findling.core.model import Kind
from findling.core.report import FolderCount
from findling.gui import words
from findling.gui.cards import Card
from findling.gui.first_step import FirstStep
from findling.gui.icons import IconName
from findling.gui.theme import Theme


class FirstFolders(FirstStep):
    browse_requested = Signal()
    count_requested = Signal(object)  # Path
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        title = self.tr("What should Findling look through?")
        note = self.tr(
            "Your files stay where they are, unchanged. You can add or remove folders at any time."
        )
        super().__init__(theme, title=title, note=note)
        self.cards: dict[Path, Card] = {}
        self._counts: dict[Path, FolderCount] = {}
        self._folders = QVBoxLayout()
        self._folders.setSpacing(10)
        self._another = Card(
            theme,
            icon=IconName.FOLDER_ADD,
            title=self.tr("Another folder…"),
            note=self.tr("or drop it here"),
            checkable=False,
        )
        self._another.clicked.connect(self.browse_requested)
        self._column.addLayout(self._folders)
        self._column.addWidget(self._another)

    def add(self, folder: Path, *, chosen: bool) -> None:
        card = self.cards.get(folder)
        if card is None:
            card = self.cards[folder] = self._card(folder)
            self._folders.addWidget(card)
            QWidget.setTabOrder(card, self._another)
            self.count_requested.emit(folder)
        if chosen:
            card.setChecked(True)

    def set_count(self, count: FolderCount) -> None:
        card = self.cards.get(count.path)
        if card is None:
            return
        self._counts[count.path] = count
        card.set_note(_told(count))
        self.changed.emit()

    def chosen(self) -> list[Path]:
        return [path for path, card in self.cards.items() if card.isChecked()]

    def uncounted(self) -> list[Path]:
        """Those whose count has not come to its end."""
        return [p for p in self.cards if p not in self._counts or not self._counts[p].done]

    def kinds(self) -> Counter[Kind]:
        """What lies in all that is chosen, as far as it is counted."""
        total: Counter[Kind] = Counter()
        for path in self.chosen():
            if path in self._counts:
                total.update(self._counts[path].kinds)
        return total

    def _card(self, folder: Path) -> Card:
        card = Card(
            self._theme,
            icon=IconName.FOLDER,
            title=words.readable(folder.name or str(folder)),
            note=words.shown_path(folder),
            checkable=True,
        )
        card.setAccessibleDescription(words.shown_path(folder))
        card.toggled.connect(self._toggled)
        return card

    @Slot()
    def _toggled(self) -> None:
        self.changed.emit()


def _told(count: FolderCount) -> str:
    place = words.shown_path(count.path)
    if count.done and not count.kinds:
        told = words.translate("FirstFolders", "nothing that Findling reads")
    else:
        told = words.kinds_counted(count.kinds)
        if not count.done:
            told = words.translate("FirstFolders", "{counted}, still counting").format(
                counted=told
            )
    return f"{place} · {told}"
