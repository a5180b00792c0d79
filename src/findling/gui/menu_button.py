"""The button at the end of the top bar with the whole menu in it, for systems without a menu bar of their own."""

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from findling.gui.icons import IconName
from findling.gui.theme import Theme

KEY = "F10"


class MenuButton(QToolButton):
    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._menu = theme, menu
        name = self.tr("Menu")
        shown = QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.setFixedSize(34, 34)
        self.setIconSize(QSize(18, 18))
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({shown})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open)
        QShortcut(QKeySequence(KEY), self, self.open)
        theme.changed.connect(self._draw)
        self._draw()

    @Slot()
    def open(self) -> None:
        """Under the button, flush with its far edge, the first line chosen for the keys."""
        wide = self._menu.sizeHint().width()
        left = 0 if self.isRightToLeft() else self.width() - wide
        self._menu.popup(self.mapToGlobal(QPoint(left, self.height() + 2)))
        self._menu.setActiveAction(self._menu.actions()[0])

    @Slot()
    def _draw(self) -> None:
        self.setIcon(self._theme.icon(IconName.MENU, colour=self._theme.palette.text))
