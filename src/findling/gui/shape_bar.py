"""At the right end of the filter bar: squares or own shapes, and how large."""

import math

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from findling.gui.icons import IconName
from findling.gui.theme import Theme

STEPS = 100
SQUARES_KEY = "Ctrl+Shift+S"


class ShapeBar(QWidget):
    zoom_requested = Signal(float)  # pixels
    squares_requested = Signal(bool)

    def __init__(
        self, theme: Theme, *, smallest: int, largest: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bounds = (smallest, largest)
        self.squares = QToolButton()
        self.squares.setCheckable(True)
        self.squares.setFixedSize(30, 30)
        self.squares.setIconSize(QSize(18, 18))
        self.squares.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        name = self.tr("All in squares")
        key = QKeySequence(SQUARES_KEY).toString(QKeySequence.SequenceFormat.NativeText)
        self.squares.setAccessibleName(name)
        self.squares.setToolTip(f"{name} ({key})")
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setObjectName("zoom")
        self.size_slider.setRange(0, STEPS)
        self.size_slider.setPageStep(STEPS // 10)
        self.size_slider.setFixedWidth(theme.px(104))
        self.size_slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.size_slider.setAccessibleName(self.tr("Size of the pictures"))
        self.size_slider.setToolTip(self.tr("Size of the pictures"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.squares)
        row.addWidget(self.size_slider)
        self.squares.toggled.connect(self.squares_requested)
        self.size_slider.valueChanged.connect(self._slid)
        theme.changed.connect(self._draw)
        self._draw()

    def set_zoom(self, height: float) -> None:
        """Where every step makes pictures larger by the same share."""
        smallest, largest = self._bounds
        share = math.log(height / smallest) / math.log(largest / smallest)
        self.size_slider.blockSignals(True)
        self.size_slider.setValue(round(share * STEPS))
        self.size_slider.blockSignals(False)

    def set_squares(self, on: bool) -> None:
        self.squares.setChecked(on)

    @Slot(int)
    def _slid(self, step: int) -> None:
        smallest, largest = self._bounds
        self.zoom_requested.emit(smallest * (largest / smallest) ** (step / STEPS))

    @Slot()
    def _draw(self) -> None:
        text = self._theme.palette.text
        self.squares.setIcon(self._theme.icon(IconName.SQUARES, colour=text))
