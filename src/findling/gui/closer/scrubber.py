"""The line of time under what plays: where it is, where the question matches, what is cut out; or the waveform.

Time runs from left to right in every language, as on every player.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from findling.gui import words
from findling.gui.closer.look import Match
from findling.gui.closer.marks import paint_bars, paint_cut, paint_line, paint_wave
from findling.gui.theme import Theme

EDGE = 10
"""Pixels left and right of the line, so that the knob stays inside."""


class Scrubber(QAbstractSlider):
    seek_requested = Signal(float)
    """A click or a key: there, at once."""
    scrub_requested = Signal(float)
    """Dragged: the newest wins."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seconds = 0.0
        self._second = 0.0
        self._matches: tuple[Match, ...] = ()
        self._levels: list[float] = []
        self._wave = False
        self._cut: tuple[float | None, float | None] = (None, None)
        self._hover: float | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setAccessibleName(self.tr("Time"))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_wave(False)

    # what it is told

    def set_wave(self, wave: bool) -> None:
        """Whether it is drawn as a waveform, high, instead of a line."""
        self._wave = wave
        self._levels = []
        tall = QSizePolicy.Policy.Expanding if wave else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, tall)
        self.setMaximumHeight(self._theme.px(300) if wave else self._theme.px(66))
        self.updateGeometry()
        self.update()

    def set_levels(self, levels: list[float]) -> None:
        self._levels = levels
        self.update()

    def set_seconds(self, seconds: float) -> None:
        self._seconds = max(0.0, seconds)
        self.setRange(0, round(self._seconds * 1000))
        self.setSingleStep(1000)
        self.setPageStep(5000)
        self.set_second(self._second)

    def set_second(self, second: float) -> None:
        self._second = second
        self.blockSignals(True)
        self.setValue(round(second * 1000))
        self.blockSignals(False)
        self.update()

    def set_matches(self, known: tuple[Match, ...]) -> None:
        self._matches = known
        self.setAccessibleDescription(_spoken(known))
        self.update()

    def set_cut(self, start: float | None, end: float | None) -> None:
        self._cut = (start, end)
        self.update()

    @property
    def matches(self) -> tuple[Match, ...]:
        return self._matches

    # geometry

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, self._theme.px(220 if self._wave else 66))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self._theme.px(90 if self._wave else 66))

    def x_of(self, second: float) -> float:
        share = second / self._seconds if self._seconds else 0.0
        return EDGE + min(max(share, 0.0), 1.0) * (self.width() - 2 * EDGE)

    def second_at(self, x: float) -> float:
        share = (x - EDGE) / max(1, self.width() - 2 * EDGE)
        return min(max(share, 0.0), 1.0) * self._seconds

    def band(self) -> QRectF:
        """Where bars or waves are drawn: under the place for the time that is pointed at."""
        top = self._theme.px(20)
        return QRectF(EDGE, top, self.width() - 2 * EDGE, self.height() - top - 8)

    def span_of(self, match: Match) -> tuple[float, float]:
        left = self.x_of(match.start)
        return left, max(3.0, self.x_of(match.end) - left - 1)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, band = self._theme.palette, self.band()
        painter.fillRect(self.rect(), QColor(palette.background))
        spans = [(*self.span_of(match), match.share) for match in self._matches]
        now = self.x_of(self._second)
        if self._wave:
            paint_wave(painter, band, self._levels, spans, now=now, palette=palette)
        else:
            paint_bars(painter, band, spans, palette=palette)
            paint_line(painter, band, now=now, palette=palette)
        start, end = self._cut
        if start is not None or end is not None:
            left = self.x_of(start or 0.0)
            right = self.x_of(end if end is not None else self._seconds)
            paint_cut(painter, band, left, right, palette=palette)
        self._paint_knob(painter, band, now)
        if self._hover is not None and self._seconds:
            self._paint_hover(painter, band, self._hover)
        painter.end()

    def _paint_knob(self, painter: QPainter, band: QRectF, now: float) -> None:
        palette = self._theme.palette
        if self._wave:
            painter.setPen(QPen(QColor(palette.text), 2))
            painter.drawLine(QPointF(now, band.top() - 4), QPointF(now, band.bottom() + 4))
        else:
            painter.setPen(QPen(QColor(palette.background), 2))
            painter.setBrush(QColor(palette.accent))
            painter.drawEllipse(QPointF(now, band.bottom() - 4), 7, 7)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _paint_hover(self, painter: QPainter, band: QRectF, x: float) -> None:
        palette = self._theme.palette
        painter.setPen(QPen(QColor(palette.faint), 1))
        painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()))
        told = words.clock(self.second_at(x))
        painter.setFont(self._theme.font(11))
        wide = painter.fontMetrics().horizontalAdvance(told) + 12
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        box = QRectF(left, 0, wide, self._theme.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.text))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(palette.background))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, told)

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton or not self._seconds:
            return
        self.setSliderDown(True)
        self.seek_requested.emit(self._aimed(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._hover = min(max(event.position().x(), EDGE), self.width() - EDGE)
        if self.isSliderDown():
            self.scrub_requested.emit(self.second_at(event.position().x()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.setSliderDown(False)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._hover = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {
            Qt.Key.Key_Left: -1.0,
            Qt.Key.Key_Right: 1.0,
            Qt.Key.Key_PageUp: 5.0,
            Qt.Key.Key_PageDown: -5.0,
        }
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in steps:
            to = self._second + steps[Qt.Key(event.key())]
            self.seek_requested.emit(min(max(to, 0.0), self._seconds))
        else:
            event.ignore()

    def _aimed(self, where: QPointF) -> float:
        """A click on a bar goes to where its match begins; on the line and on the wave, to where it points."""
        if not self._wave and where.y() < self.band().bottom() - 9:
            for match in self._matches:
                left, wide = self.span_of(match)
                if left - 2 <= where.x() <= left + wide + 2:
                    return match.start
        return self.second_at(where.x())


def _spoken(known: tuple[Match, ...]) -> str:
    if not known:
        return ""
    places = ", ".join(words.clock(match.start) for match in known)
    return words.translate("Closer", "Matches at {places}").format(places=places)
