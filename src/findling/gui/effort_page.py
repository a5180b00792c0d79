"""How much of the computer reading may take: three choices, the battery, how many files at a time."""

from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from findling.core.settings import Effort, Settings
from findling.gui import settings_words
from findling.gui.bars import plain_label
from findling.gui.cards import Card
from findling.gui.check_box import CheckBox
from findling.gui.icons import IconName
from findling.gui.settings_page import SettingsPage
from findling.gui.theme import Theme

MOST = 64
_ICONS = {
    Effort.QUIET: IconName.QUIET,
    Effort.NORMAL: IconName.SPEED,
    Effort.FULL: IconName.FULL_SPEED,
}


class EffortPage(SettingsPage):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._rename(self.tr("Reading"))
        self._note(
            self.tr("New files are read in the background, and can be found by name at once.")
        )
        self._column.addSpacing(6)
        self._group = QButtonGroup(self)
        self.cards = {effort: self._card(effort, name) for effort, name in _efforts()}
        self.battery = CheckBox(
            theme, self.tr("&Quiet while this computer runs on its battery")
        )
        self._column.addSpacing(6)
        self._column.addWidget(self.battery)
        self.files = QSpinBox()
        self.files.setRange(0, MOST)
        self.files.setSpecialValueText(self.tr("automatic"))
        self.files.setAccessibleName(self.tr("Files read at the same time"))
        self.files.setFixedWidth(theme.px(140))
        self.files.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.files.setKeyboardTracking(False)
        self.files.installEventFilter(self)
        self.files.lineEdit().setTextMargins(8, 0, 8, 0)
        label = plain_label(self.files.accessibleName())
        label.setBuddy(self.files)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label, 1)
        row.addWidget(self.files)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.battery.toggled.connect(self._battery_toggled)
        self.files.valueChanged.connect(self._files_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Who scrolls past the number does not change it."""
        if event.type() == QEvent.Type.Wheel and not cast(QWidget, watched).hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _show(self, settings: Settings) -> None:
        self.cards[settings.effort].setChecked(True)
        self.battery.setChecked(settings.quiet_on_battery)
        self.files.setValue(settings.decode_processes)

    def _card(self, effort: Effort, name: str) -> Card:
        card = Card(
            self._theme,
            icon=_ICONS[effort],
            title=name,
            note=settings_words.effort_note(effort),
            checkable=True,
        )
        policy = card.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        card.setSizePolicy(policy)
        self._group.addButton(card)
        self._column.addWidget(card)
        card.toggled.connect(partial(self._effort_toggled, effort))
        return card

    def _effort_toggled(self, effort: Effort, on: bool) -> None:
        if on:
            self._want(replace(self._settings, effort=effort))

    @Slot(bool)
    def _battery_toggled(self, on: bool) -> None:
        self._want(replace(self._settings, quiet_on_battery=on))

    @Slot(int)
    def _files_changed(self, count: int) -> None:
        self._want(replace(self._settings, decode_processes=count))


def _efforts() -> list[tuple[Effort, str]]:
    return settings_words.efforts()
