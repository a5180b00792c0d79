"""Where the moving picture is painted: by ourselves, from frames that were decoded elsewhere."""

from PySide6.QtCore import QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from findling.gui.theme import Theme


class Screen(QWidget):
    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # Opaque: a frame must not make the window under it paint itself again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._small: QPixmap | None = None
        self._frame: QImage | None = None
        self._aspect = 0.0
        self.setMinimumSize(120, 90)

    @property
    def frame(self) -> QImage | None:
        return self._frame

    def begin(self, small: QPixmap | None, aspect: float | None) -> None:
        """Another clip: its stored picture until the first frame is there, in the shape of the clip."""
        self._frame, self._aspect = None, aspect or 0.0
        self._small = small
        self.update()

    def set_small(self, small: QPixmap) -> None:
        self._small = small
        self.update()

    def set_frame(self, frame: QImage) -> None:
        self._frame = frame
        self.update()

    def set_shape(self, size: tuple[int, int]) -> None:
        """The clip's own width and height; a shape that is known already is kept where it is nearly the same."""
        aspect = size[0] / max(1, size[1])
        if not self._aspect or abs(self._aspect / aspect - 1) > 0.02:
            self._aspect = aspect
            self.update()

    def place(self) -> QRect:
        held = self._frame or self._small
        aspect = self._aspect
        if not aspect and held is not None and not held.isNull():
            aspect = held.width() / held.height()
        room = QSizeF(self.size())
        size: QSize = (
            QSizeF(aspect or 16 / 9, 1.0)
            .scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            .toSize()
        )
        where = QRect(0, 0, size.width(), size.height())
        where.moveCenter(self.rect().center())
        return where

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.background))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._frame is not None:
            painter.drawImage(self.place(), self._frame)
        elif self._small is not None:
            painter.drawPixmap(self.place(), self._small)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
