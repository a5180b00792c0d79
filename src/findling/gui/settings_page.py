"""A page of the settings: a heading, lines under it, and the settings as they stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from findling.core.settings import Settings
from findling.gui.bars import plain_label
from findling.gui.theme import Theme


class SettingsPage(QScrollArea):
    """Tells what is wanted as soon as it is; there is nothing to confirm."""

    changed = Signal(object)  # Settings

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self._theme = theme
        self._settings = Settings()
        inside = QFrame()
        inside.setObjectName("page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(8)
        self._title = plain_label()
        self._title.setObjectName("subtitle")
        self._column.addWidget(self._title)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def _rename(self, title: str) -> None:
        self.title = title
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_settings(self, settings: Settings) -> None:
        """Shows them; tells nothing."""
        self._settings = settings
        self._show(settings)

    def _show(self, settings: Settings) -> None:
        raise NotImplementedError

    def _want(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)

    def _head(self, text: str) -> QLabel:
        label = plain_label(text, head=True)
        self._column.addSpacing(10)
        self._column.addWidget(label)
        return label

    def _note(self, text: str) -> QLabel:
        label = plain_label(text, second=True, wrap=True)
        self._column.addWidget(label)
        return label
