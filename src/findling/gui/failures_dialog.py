"""Which files could not be read, why, and what would help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from findling.core.report import FailureRow
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.theme import Theme
from findling.gui.told_words import told

SHOWN = 200
"""More lines than a person reads; the rest is counted."""


class FailuresDialog(QDialog):
    retry_requested = Signal()

    def __init__(
        self, theme: Theme, failures: list[FailureRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(theme.px(640), theme.px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(plain_label(words.unreadable(len(failures)), head=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(self._lines(failures))
        column.addWidget(area, 1)
        buttons = QDialogButtonBox()
        retry = QPushButton(self.tr("Try again"))
        close = QPushButton(self.tr("Close"))
        buttons.addButton(retry, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(buttons)
        retry.clicked.connect(self.retry_requested)
        retry.clicked.connect(self.accept)
        buttons.rejected.connect(self.reject)
        close.setDefault(True)

    def _lines(self, failures: list[FailureRow]) -> QWidget:
        inside = QFrame()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        beside = 12  # the scroll bar
        column.setContentsMargins(
            *(beside, 0, 0, 0) if self._theme.mirrored else (0, 0, beside, 0)
        )
        column.setSpacing(14)
        for failure in failures[:SHOWN]:
            column.addWidget(self._line(failure))
        if len(failures) > SHOWN:
            more = self.tr("and {count} more").format(count=words.number(len(failures) - SHOWN))
            column.addWidget(plain_label(more, second=True))
        column.addStretch(1)
        return inside

    def _line(self, failure: FailureRow) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = plain_label(words.readable(failure.path.name))
        name.setFont(self.font())
        folder = plain_label(words.shown_path(failure.path.parent), second=True, small=True)
        for label in (name, folder):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addWidget(plain_label(told(failure.reason), wrap=True, warning=True))
        if failure.hint:
            column.addWidget(plain_label(told(failure.hint), wrap=True, second=True))
        return line
