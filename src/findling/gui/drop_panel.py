"""The search box opens under a drag: a place that says what dropping does."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.palette import shadow
from findling.gui.theme import Theme


class DropPanel(QFrame):
    """Laid over the window under the search box; takes no events, the window does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._icon = QLabel()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(plain_label(self.tr("Drop to find what is like it"), head=True))
        column.addWidget(plain_label(self.tr("A folder is added to the library."), second=True))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setSpacing(14)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addLayout(column)
        row.addStretch(1)
        soft = QGraphicsDropShadowEffect(self, blurRadius=24, offset=QPointF(0, 4))
        soft.setColor(shadow())
        self.setGraphicsEffect(soft)
        self.hide()

    def open_under(self, box: QWidget) -> None:
        """As wide as the search box, over it and a little further down."""
        corner = box.mapTo(self.window(), box.rect().topLeft())
        self.setGeometry(corner.x(), corner.y(), box.width(), self._theme.px(110))
        palette = self._theme.palette
        self._icon.setPixmap(
            self._theme.icon(IconName.DROP, colour=palette.accent, size=28).pixmap(28, 28)
        )
        self.raise_()
        self.show()
