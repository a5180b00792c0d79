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
        self.setAccessibleName(", ".join(text for text in (title, note, aside) if text))
        self._theme, self._name = theme, icon
        self._icon, self._check = QLabel(), QLabel()
        self._check.setFixedWidth(18)
        self._check.setVisible(checkable)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(card_text(title, note, aside=aside), 1)
        self._row.addWidget(self._check)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self.draw)
        theme.changed.connect(self.draw)
        self.draw()

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


def card_text(title: str, note: str, *, aside: str = "") -> QVBoxLayout:
    first = QHBoxLayout()
    first.setSpacing(12)
    first.addWidget(plain_label(title, head=True), 1)
    if aside:
        first.addWidget(plain_label(aside, accent=True))
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addLayout(first)
    column.addWidget(plain_label(note, second=True, wrap=True))
    return column
