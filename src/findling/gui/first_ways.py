"""The second step: how files are understood, what that sends to whom, and what it costs."""

from collections import Counter
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup

from findling.core.model import Kind
from findling.embedding.registry import note_of
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.cards import Card
from findling.gui.first_step import FirstStep
from findling.gui.price_words import LOCAL
from findling.gui.provider_words import GEMINI, VERTEX, choice, photos_price
from findling.gui.theme import Theme
from findling.gui.told_words import told


class FirstWays(FirstStep):
    provider_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        title = self.tr("How should it understand them?")
        note = self.tr("You can change this at any time; what was read stays.")
        super().__init__(theme, title=title, note=note)
        self._kinds: Counter[Kind] = Counter()
        self._group = QButtonGroup(self)
        self.cards = {name: self._card(name) for name in (LOCAL, GEMINI)}
        self._leaves_head = plain_label(self.tr("What leaves this computer"), head=True)
        self._leaves = plain_label(wrap=True)
        self._cost_head = plain_label(self.tr("What it costs"), head=True)
        self._cost = plain_label(wrap=True)
        self._column.addSpacing(8)
        for label in (self._leaves_head, self._leaves, self._cost_head, self._cost):
            self._column.addWidget(label)
        self._group.buttonToggled.connect(self._show)
        self.cards[LOCAL].setChecked(True)

    def set_provider(self, name: str) -> None:
        """Google Cloud has no card of its own here: it is one of the two ways to ask Google."""
        self.cards[GEMINI if name == VERTEX else name].setChecked(True)

    def set_kinds(self, kinds: Counter[Kind]) -> None:
        """What lies in the folders that were chosen."""
        self._kinds = kinds
        self._show()

    @property
    def told(self) -> str:
        return f"{self._leaves.text()} {self._cost.text()}"

    def _card(self, name: str) -> Card:
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
        self._column.addWidget(card)
        return card

    @Slot()
    def _show(self) -> None:
        photos = self._kinds[Kind.PHOTO]
        if photos:
            self.cards[GEMINI].set_aside(photos_price(photos))
        if self.cards[LOCAL].isChecked():
            self._leaves.setText(
                self.tr("Nothing. Everything is read, and searched, on this computer.")
            )
            self._cost.setText(self.tr("Nothing."))
            return
        note = note_of(GEMINI)
        to_whom = self.tr("It goes to: {whom}").format(whom=told(note.to_whom))
        self._leaves.setText(f"{told(note.leaves)} {to_whom}")
        self._cost.setText(self._price(photos))

    def _price(self, photos: int) -> str:
        asked = self.tr(
            "Before anything is sent you see the exact price, and nothing is sent until you agree."
        )
        others = [k for k in self._kinds if k is not Kind.PHOTO and self._kinds[k]]
        lines = []
        if photos:
            told = self.tr("{price} for {photos}.")
            counted = words.kinds_counted({Kind.PHOTO: photos})
            lines.append(told.format(price=photos_price(photos), photos=counted))
        if others or not photos:
            lines.append(self.tr("Clips, recordings and documents cost by their length."))
        text = " ".join((*lines, asked))
        return text[:1].upper() + text[1:]
