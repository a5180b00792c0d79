"""One step of the first page: a title, a sentence, what there is to do, in the middle of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from findling.gui.bars import plain_label
from findling.gui.cards import WIDTH
from findling.gui.theme import Theme


class FirstStep(QScrollArea):
    """Where the window is too low for all of it, it scrolls."""

    def __init__(self, theme: Theme, *, title: str, note: str, wide: int = WIDTH) -> None:
        super().__init__()
        self._theme = theme
        head = plain_label(title, wrap=True)
        head.setObjectName("title")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(head)
        self._column.addWidget(plain_label(note, second=True, wrap=True))
        self._column.addSpacing(14)
        column = QWidget()
        column.setMaximumWidth(theme.px(wide))
        column.setLayout(self._column)
        page = QWidget()
        page.setObjectName("page")
        around = self._around = QGridLayout(page)
        around.setContentsMargins(24, 24, 24, 12)
        around.setColumnStretch(0, 1)
        around.setColumnStretch(1, 1000)
        around.setColumnStretch(2, 1)
        around.setRowStretch(0, 1)
        around.setRowStretch(2, 1)
        around.addWidget(column, 1, 1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        self.setWidget(page)

    def _fill(self) -> None:
        """All the height there is, for what has no height of its own."""
        for row, stretch in ((0, 0), (1, 1), (2, 0)):
            self._around.setRowStretch(row, stretch)
