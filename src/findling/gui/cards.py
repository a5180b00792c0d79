"""Lines to choose from: a folder on the first page, what understands the files. Views only."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme

WIDTH = 620


class Card(QPushButton):
    """A line to choose: its name, what there is to know of it, and at the right what it costs."""

    def __init__(
        self,
        theme: Theme,
        *,
        icon: IconName,
        title: str,
        note: str,
        checkable: bool,
        aside: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setCheckable(checkable)
        self._theme, self._name = theme, icon
        self._icon, self._check = QLabel(), QLabel()
        self._check.setFixedWidth(18)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._title, self._note = (
            plain_label(title, head=True),
            plain_label(note, second=True, wrap=True),
        )
        self._aside = plain_label(aside, accent=True)
        self._row.addLayout(self._text(), 1)
        self._row.addWidget(self._check)
        self._check.setVisible(checkable)  # not before: it would be a window of its own
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._speak()
        self.toggled.connect(self.draw)
        theme.changed.connect(self.draw)
        self.draw()

    def set_note(self, note: str) -> None:
        self._note.setText(note)
        self._speak()

    def set_aside(self, aside: str) -> None:
        self._aside.setText(aside)
        self._speak()

    @property
    def note(self) -> str:
        return self._note.text()

    def _speak(self) -> None:
        texts = (self._title.text(), self._note.text(), self._aside.text())
        self._aside.setVisible(bool(self._aside.text()))
        self.setAccessibleName(", ".join(text for text in texts if text))

    def _text(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title, 1)
        first.addWidget(self._aside)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(first)
        column.addWidget(self._note)
        return column

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self._theme.px(WIDTH)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Grows with the lines that its note takes at this width."""
        return max(self._theme.px(66), self._row.totalHeightForWidth(width))

    @Slot()
    def draw(self) -> None:
        self._icon.setPixmap(self._theme.icon(self._name).pixmap(18, 18))
        palette = self._theme.palette
        check = self._theme.icon(IconName.CHECK, colour=palette.accent).pixmap(18, 18)
        self._check.setPixmap(check if self.isChecked() else QPixmap())
