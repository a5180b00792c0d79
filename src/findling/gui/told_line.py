"""One line that says how something went: a sign and a sentence. Keeps quiet until there is something to say."""

from enum import Enum

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from findling.core.errors import FindlingError
from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.told_words import of_error


class Tone(Enum):
    GOOD = IconName.CHECK
    TROUBLE = IconName.TROUBLE
    NOTE = IconName.INFO


class ToldLine(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, Tone.NOTE
        self._icon = QLabel()
        self._text = plain_label(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        theme.changed.connect(self._draw)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    @property
    def tone(self) -> Tone:
        return self._tone

    def say(self, text: str, *, tone: Tone = Tone.NOTE) -> None:
        self._tone = tone
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._draw()
        self.show()

    def say_trouble(self, error: FindlingError) -> None:
        """What is wrong and where to mend it."""
        self.say(of_error(error), tone=Tone.TROUBLE)

    def clear(self) -> None:
        self._text.clear()
        self.hide()

    @Slot()
    def _draw(self) -> None:
        palette = self._theme.palette
        colour = {Tone.GOOD: palette.accent, Tone.TROUBLE: palette.warning}.get(
            self._tone, palette.second
        )
        self._icon.setPixmap(self._theme.icon(self._tone.value, colour=colour).pixmap(18, 18))
