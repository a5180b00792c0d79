"""Settings that everyone may look for: the language, light or dark, names under photos, notices."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from findling.core.settings import Settings
from findling.gui import settings_words
from findling.gui.check_box import CheckBox
from findling.gui.choice_row import ChoiceRow
from findling.gui.settings_page import SettingsPage
from findling.gui.theme import Theme


class GeneralPage(SettingsPage):
    def __init__(self, theme: Theme, *, tray: bool, parent: QWidget | None = None) -> None:
        """`tray`: whether the system has a place for notices."""
        super().__init__(theme, parent)
        self._rename(self.tr("General"))
        self._tray = tray
        self.language = ChoiceRow(self.tr("Language"), settings_words.languages())
        self.appearance = ChoiceRow(self.tr("Appearance"), settings_words.appearances())
        self.names = CheckBox(theme, self.tr("Show &names under photos"))
        self.notices = CheckBox(
            theme, self.tr("&Tell me when a long reading has ended or needs a decision")
        )
        self._head(self.tr("Language"))
        self._column.addWidget(self.language)
        self._note(self.tr("Another language is spoken from the next start on."))
        self._head(self.tr("Appearance"))
        self._column.addWidget(self.appearance)
        self._column.addWidget(self.names)
        self._head(self.tr("Notices"))
        self._column.addWidget(self.notices)
        self._note(
            self.tr("With a sign in the system’s tray, from where Findling can be paused.")
            if tray
            else self.tr("This system has no tray in which Findling could speak up.")
        )
        self._head(self.tr("Short-cut from everywhere"))
        self._note(
            self.tr(
                "Give “findling” a key in the system’s own keyboard settings: a second start brings this window to the front."
            )
        )
        self._column.addStretch(1)
        self.language.chosen.connect(self._language_chosen)
        self.appearance.chosen.connect(self._appearance_chosen)
        self.names.toggled.connect(self._names_toggled)
        self.notices.toggled.connect(self._notices_toggled)

    def _show(self, settings: Settings) -> None:
        self.language.set_value(settings.language)
        self.appearance.set_value(settings.appearance)
        self.names.setChecked(settings.names_shown)
        self.notices.setChecked(settings.notices and self._tray)
        self.notices.setEnabled(self._tray)

    @Slot(object)
    def _language_chosen(self, language: str) -> None:
        self._want(replace(self._settings, language=language))

    @Slot(object)
    def _appearance_chosen(self, appearance: object) -> None:
        self._want(replace(self._settings, appearance=appearance))  # type: ignore[arg-type]  # one of `appearances`

    @Slot(bool)
    def _names_toggled(self, on: bool) -> None:
        self._want(replace(self._settings, names_shown=on))

    @Slot(bool)
    def _notices_toggled(self, on: bool) -> None:
        if self._tray:
            self._want(replace(self._settings, notices=on))
