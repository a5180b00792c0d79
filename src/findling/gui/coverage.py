"""How much of one kind is read: a bar of three parts, and the three numbers under it."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from findling.core.model import Kind
from findling.core.report import KindCounts
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.icons import KIND_ICONS
from findling.gui.theme import Theme

HIGH = 8


class CoverageBar(QWidget):
    """Ready in the accent, what could not be read in the colour of warnings, the rest still empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts = KindCounts()
        self.setFixedHeight(HIGH)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, HIGH)

    def set_counts(self, counts: KindCounts) -> None:
        if counts != self._counts:
            self._counts = counts
            self.update()

    def parts(self) -> tuple[float, float]:
        """Which shares are ready and could not be read; both 0 where there is nothing."""
        whole = self._counts.ready + self._counts.pending + self._counts.failed
        if not whole:
            return 0.0, 0.0
        return self._counts.ready / whole, self._counts.failed / whole

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(room.width(), 0)
            painter.scale(-1, 1)
        shape = QPainterPath()
        shape.addRoundedRect(room, HIGH / 2, HIGH / 2)
        painter.setClipPath(shape)
        outlined = palette.hairline == palette.text  # in high contrast emptiness is an outline
        painter.fillRect(room, QColor(palette.background if outlined else palette.hairline))
        ready, failed = self.parts()
        first = room.width() * ready
        painter.fillRect(QRectF(0, 0, first, HIGH), QColor(palette.accent))
        if failed:
            broad = max(2.0, room.width() * failed)
            left = min(first, room.width() - broad)
            painter.fillRect(QRectF(left, 0, broad, HIGH), QColor(palette.warning))
        if outlined:
            painter.setClipping(False)
            painter.setPen(QPen(QColor(palette.text), 1))
            inside = room.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inside, HIGH / 2, HIGH / 2)
        painter.end()


class Coverage(QWidget):
    def __init__(self, theme: Theme, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind = theme, kind
        self._icon = QLabel()
        self._name = plain_label(words.kinds_name(kind))
        self._told = plain_label(second=True, small=True)
        self._told.setFont(theme.font(12))
        self.bar = CoverageBar(theme)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._icon)
        first.addWidget(self._name)
        first.addStretch(1)
        first.addWidget(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.bar)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def told(self) -> str:
        return self._told.text()

    def set_counts(self, counts: KindCounts) -> None:
        self.bar.set_counts(counts)
        parts = [self.tr("{count} ready").format(count=words.number(counts.ready))]
        if counts.pending:
            waiting = self.tr("{count} waiting")
            parts.append(waiting.format(count=words.number(counts.pending)))
        if counts.failed:
            unread = self.tr("{count} could not be read")
            parts.append(unread.format(count=words.number(counts.failed)))
        told = " · ".join(parts)
        self._told.setText(told)
        self.bar.setAccessibleName(f"{self._name.text()}: {told}")
        self.setVisible(bool(counts.ready or counts.pending or counts.failed))

    @Slot()
    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.icon(KIND_ICONS[self._kind]).pixmap(18, 18))
