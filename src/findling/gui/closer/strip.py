"""What must be said while something is looked at: lies over the picture, so that nothing under it moves."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from findling.core.errors import FindlingError
from findling.gui import words
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine, Tone
from findling.gui.tool_buttons import tool


class Strip(QFrame):
    reveal_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.setObjectName("banner")
        self._theme = theme
        self._saved: Path | None = None
        self.line = ToldLine(theme)
        self.reveal = QPushButton(self.tr("Show in folder"))
        self.reveal.setProperty("offer", True)
        self.reveal.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close = tool(theme, self.tr("Close this message"))
        self._close.setIconSize(QSize(14, 14))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 7, 7)
        row.setSpacing(10)
        row.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.reveal)
        row.addWidget(self._close)
        self.reveal.clicked.connect(self._reveal)
        self._close.clicked.connect(self.hide)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def text(self) -> str:
        return self.line.text if not self.isHidden() else ""

    def say_trouble(self, error: FindlingError) -> None:
        self._say_with(None)
        self.line.say_trouble(error)

    def say_saved(self, path: Path) -> None:
        self._say_with(path)
        told = self.tr("Saved as {name}").format(name=words.readable(path.name))
        self.line.say(told, tone=Tone.GOOD)

    def lie_in(self, room: QWidget, *, foot: int) -> None:
        """At the bottom of `room`, so many pixels above its foot."""
        wide = min(self._theme.px(560), room.width() - 24)
        high = max(self.sizeHint().height(), self.heightForWidth(wide))
        corner = room.mapTo(self._card, room.rect().bottomLeft())
        self.setGeometry(
            corner.x() + (room.width() - wide) // 2, corner.y() - foot - high - 12, wide, high
        )
        self.raise_()

    def _say_with(self, saved: Path | None) -> None:
        self._saved = saved
        self.reveal.setVisible(saved is not None)
        self.show()

    @Slot()
    def _reveal(self) -> None:
        self.reveal_requested.emit(self._saved)

    @Slot()
    def _draw(self) -> None:
        self._close.setIcon(self._theme.icon(IconName.CLOSE, size=14))
