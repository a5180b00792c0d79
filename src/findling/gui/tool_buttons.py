"""Quiet buttons that are an icon alone, with their names for whoever cannot see or does not know it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from findling.gui.theme import Theme


def tool(theme: Theme, name: str, key: str = "") -> QToolButton:
    """A quiet button with an icon; its name and key in the tool tip."""
    button = QToolButton()
    button.setFixedSize(theme.px(32), theme.px(32))
    button.setIconSize(QSize(theme.px(18), theme.px(18)))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    name_tool(button, name, key)
    return button


def name_tool(button: QToolButton, name: str, key: str = "") -> None:
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({key})" if key else name)
