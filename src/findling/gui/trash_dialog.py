"""Asked before anything is moved to the trash: which files, what stays, what cannot be moved."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from findling.gui import file_words
from findling.gui.bars import plain_label
from findling.gui.controllers.files import TrashQuestion
from findling.gui.details_facts import breakable
from findling.gui.icons import IconName
from findling.gui.theme import Theme

WIDTH = 420


class TrashDialog(QDialog):
    agreed = Signal(object)  # tuple[Found, ...]

    def __init__(
        self, theme: Theme, question: TrashQuestion, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Move to trash"))
        self.setMinimumWidth(theme.px(WIDTH))
        self._question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(
            plain_label(breakable(file_words.trash_question(question)), head=True, wrap=True)
        )
        if names := file_words.names([f.path for f in question.files]):
            column.addWidget(_listed(theme, names))
        if question.staying:
            column.addWidget(plain_label(file_words.staying(question.staying), wrap=True))
        if question.refused:
            column.addLayout(_told(theme, file_words.refused(question.refused)))
        column.addSpacing(6)
        buttons = QDialogButtonBox()
        move = QPushButton(self.tr("&Move to trash"))
        cancel = QPushButton(self.tr("Cancel"))
        buttons.addButton(move, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(buttons)
        move.setAutoDefault(False)
        cancel.setDefault(True)
        cancel.setFocus()
        move.clicked.connect(self._agreed)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _agreed(self) -> None:
        self.agreed.emit(self._question.files)
        self.accept()


def _listed(theme: Theme, names: str) -> QLabel:
    """One name a line; a long one is cut in its middle, so that its ending is seen."""
    label = plain_label(second=True)
    label.setFont(theme.font(13))
    elide, room = Qt.TextElideMode.ElideMiddle, theme.px(WIDTH - 40)
    lines = names.splitlines()
    label.setText("\n".join(label.fontMetrics().elidedText(n, elide, room) for n in lines))
    label.setAccessibleName(names)
    return label


def _told(theme: Theme, text: str) -> QHBoxLayout:
    sign = QLabel()
    colour = theme.palette.warning
    sign.setPixmap(theme.icon(IconName.TROUBLE, colour=colour).pixmap(18, 18))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_label(text, wrap=True), 1)
    return row
