"""How files are understood, as it stands: what leaves the computer, what it has cost, and the way to change it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from findling.core.report import Spending
from findling.core.settings import Settings
from findling.embedding.registry import note_of
from findling.gui import price_words, provider_words
from findling.gui.bars import plain_label
from findling.gui.settings_page import SettingsPage
from findling.gui.theme import Theme


class UnderstandingPage(SettingsPage):
    change_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._rename(self.tr("Understanding"))
        self._way = plain_label(head=True, wrap=True)
        self._told = plain_label(second=True, wrap=True)
        self._leaves = plain_label(wrap=True)
        self._spent = plain_label(second=True, wrap=True)
        self.change = QPushButton(self.tr("&Change…"))
        self.change.setAccessibleName(self.tr("Change how files are understood"))
        self.change.clicked.connect(self.change_requested)
        self._column.addSpacing(6)
        for label in (self._way, self._told):
            self._column.addWidget(label)
        self._head(self.tr("What leaves this computer"))
        for label in (self._leaves, self._spent):
            self._column.addWidget(label)
        self._column.addSpacing(6)
        self._column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self._spent.hide()

    def set_spending(self, spending: Spending) -> None:
        """Nothing is said of money where none was ever spent."""
        self._spent.setVisible(spending.usd > 0 or price_words.is_remote(self._settings))
        self._spent.setText(
            self.tr("Spent this month: {month}. In all: {total}.").format(
                month=price_words.dollars(spending.month_usd),
                total=price_words.dollars(spending.usd),
            )
        )

    def _show(self, settings: Settings) -> None:
        way = provider_words.choice(settings.provider)
        note = note_of(settings.provider)
        self._way.setText(way.title)
        self._told.setText(way.note)
        remote = price_words.is_remote(settings)
        whole = f"{note.leaves} {note.terms}".strip()
        self._leaves.setText(whole if remote else provider_words.privacy(settings) + ".")
