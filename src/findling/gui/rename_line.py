"""A file's name, changed in place: a line over the lower edge of its thumbnail. Says what is wrong under it.

Lies in the grid's viewport and moves with it; Enter asks for the name, Esc or looking elsewhere leaves it as it was.
"""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from findling.gui.bars import plain_label
from findling.gui.theme import Theme

NARROWEST, WIDEST = 200, 420
_STILL_HERE = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Why the focus goes without the person having turned to something else in the window."""


class _Line(QLineEdit):
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            event.accept()  # nothing that is typed here reaches the grid

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()


class RenameLine(QFrame):
    name_requested = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("renameLine")
        self._theme, self._viewport = theme, viewport
        self._line = _Line()
        self._line.setProperty("field", True)
        self._line.setFont(theme.font(13))
        self._line.setAccessibleName(self.tr("New name"))
        self._said = plain_label(wrap=True, small=True, warning=True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._said)
        self._line.entered.connect(self._entered)
        self._line.left.connect(self.close_line)
        self._line.textEdited.connect(self._edited)
        self._cell = QRect()
        self._before = ""
        self.hide()

    @property
    def text(self) -> str:
        return self._line.text()

    @property
    def trouble(self) -> str:
        return self._said.text()

    def open_over(self, cell: QRect, name: str) -> None:
        """`cell`: where the thumbnail lies in the viewport."""
        self._before = name
        self._line.setText(name)
        self._line.setReadOnly(False)
        self._said.clear()
        self._said.hide()
        self.place(cell)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        stem = name.rfind(".")
        self._line.setSelection(0, stem if stem > 0 else len(name))

    def place(self, cell: QRect) -> None:
        self._cell = cell
        room = self._viewport.rect().adjusted(4, 4, -4, -4)
        text = self._line.fontMetrics().horizontalAdvance(self._before) + 48
        narrowest, widest = self._theme.px(NARROWEST), self._theme.px(WIDEST)
        width = min(max(cell.width() - 12, narrowest, min(text, widest)), room.width())
        self.setFixedWidth(width)
        self._column.activate()
        height = (
            self._column.totalHeightForWidth(width)
            if self.trouble
            else self.sizeHint().height()
        )
        self.resize(width, height)
        line = self._line.sizeHint().height() + 8
        left = min(max(cell.center().x() - width // 2, room.left()), room.right() - width + 1)
        self.move(max(left, room.left()), min(cell.bottom() - line - 5, cell.bottom() + 1))

    def set_waiting(self) -> None:
        """The name was ordered; until it is known how that went nothing is typed."""
        self._line.setReadOnly(True)

    def say(self, trouble: str) -> None:
        self._line.setReadOnly(False)
        self._said.setText(trouble)
        self._said.setVisible(bool(trouble))
        self._line.setAccessibleDescription(trouble)
        self.place(self._cell)

    @Slot()
    def close_line(self) -> None:
        if self.isHidden():
            return
        had_focus = self._line.hasFocus()
        self.hide()
        self._line.setAccessibleDescription("")
        if had_focus:
            self._viewport.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @Slot()
    def _entered(self) -> None:
        if not self._line.isReadOnly():
            self.name_requested.emit(self._line.text())

    @Slot()
    def _edited(self) -> None:
        if self.trouble:
            self.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        event.accept()
