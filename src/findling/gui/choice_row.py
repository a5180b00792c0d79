"""A few choices side by side, one of them chosen: Tab goes to them, the arrows between them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class ChoiceRow(QWidget):
    chosen = Signal(object)
    """One of the values, when a person chose it."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[object, str]],
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what is chosen; `choices` are the values and what they are called."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: list[tuple[object, QPushButton]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for value, text in choices:
            button = QPushButton(text)
            button.setProperty("pill", True)
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {text}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.toggled.connect(partial(self._toggled, value))
            self._group.addButton(button)
            self._buttons.append((value, button))
            row.addWidget(button)
        row.addStretch(1)
        self._telling = True

    def set_value(self, value: object) -> None:
        self._telling = False
        for each, button in self._buttons:
            if each == value:
                button.setChecked(True)
        self._telling = True

    @property
    def value(self) -> object:
        return next((value for value, button in self._buttons if button.isChecked()), None)

    def button(self, value: object) -> QPushButton:
        return next(button for each, button in self._buttons if each == value)

    def _toggled(self, value: object, checked: bool) -> None:
        if checked and self._telling:
            self.chosen.emit(value)
