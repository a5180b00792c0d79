"""Files that could not be read, put together by what is wrong with them and what would help."""

from functools import partial
from itertools import islice

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from findling.core.report import FailureRow
from findling.gui import words
from findling.gui.bars import ElidedLabel, plain_label
from findling.gui.controllers.reading import FailureGroup
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.told_words import told

SHOWN = 30
"""Files of a group; more than a person looks at one by one. The rest is counted."""


class FailuresList(QWidget):
    reveal_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: tuple[FailureGroup, ...] = ()
        self._buttons: list[QToolButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)
        theme.changed.connect(self._draw)

    def set_groups(self, groups: tuple[FailureGroup, ...]) -> None:
        if groups == self._groups:
            return
        self._groups = groups
        self._buttons.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for group in groups:
            self._column.addWidget(self._group(group))
        self._draw()

    @Slot()
    def _draw(self) -> None:
        for button in self._buttons:
            button.setIcon(self._theme.icon(IconName.FOLDER_OPEN, size=16))

    def _group(self, group: FailureGroup) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(told(group.reason), wrap=True, warning=True))
        if group.hint:
            column.addWidget(plain_label(told(group.hint), wrap=True, second=True))
        column.addSpacing(4)
        for failure in islice(group.failures, SHOWN):
            column.addWidget(self._line(failure))
        if (left := len(group.failures) - SHOWN) > 0:
            more = words.counted(left, self.tr("and 1 more"), self.tr("and {count} more"))
            column.addWidget(plain_label(more, second=True, small=True))
        return part

    def _line(self, failure: FailureRow) -> QWidget:
        name = words.readable(failure.path.name)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        title = ElidedLabel()
        title.say(name)
        folder = ElidedLabel(second=True, small=True)
        folder.say(words.shown_path(failure.path.parent))
        show = QToolButton()
        show.setFixedSize(30, 30)
        show.setIconSize(QSize(16, 16))
        self._buttons.append(show)
        show.setToolTip(self.tr("Show in folder"))
        show.setAccessibleName(self.tr("Show {name} in its folder").format(name=name))
        show.clicked.connect(partial(self.reveal_requested.emit, failure.path))
        row.addWidget(title, 2)
        row.addWidget(folder, 3)
        row.addWidget(show)
        return line
