"""A box to tick, with its tick in the palette's colours: a style sheet could only take it from a file."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from findling.gui.icons import IconName
from findling.gui.theme import Theme

TICK = 14


class CheckBox(QCheckBox):
    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        tick = self._theme.icons.pixmap(
            IconName.CHECK,
            colour=self._theme.palette.on_accent,
            size=TICK,
            ratio=self.devicePixelRatioF(),
        )
        place = box.center()
        painter.drawPixmap(place.x() - TICK // 2 + 1, place.y() - TICK // 2 + 1, tick)
        painter.end()
