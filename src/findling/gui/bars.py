"""The lines around the grid: what is chosen above it, what must be said, and what to do where it is empty."""

from functools import partial
from html import escape

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import Kind
from findling.gui import words
from findling.gui.icons import IconName
from findling.gui.shape_bar import ShapeBar
from findling.gui.theme import Theme
from findling.gui.zoom import LARGEST, SMALLEST


def plain_label(text: str = "", *, wrap: bool = False, **marks: bool) -> QLabel:
    """A label that never reads markup; `marks` are the style sheet's properties (second, small, head …)."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    begin_at_the_right_side(label)
    for mark, on in marks.items():
        label.setProperty(mark, on)
    return label


def begin_at_the_right_side(label: QLabel) -> None:
    """A label goes by its text's direction; beside others it has to go by the window's."""
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        label.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)


class ElidedLabel(QLabel):
    """One line that ends in … where the room does; all of it in the tool tip then."""

    def __init__(self, **marks: bool) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        for mark, on in marks.items():
            self.setProperty(mark, on)
        begin_at_the_right_side(self)
        self._whole, self._more = "", ""
        self.setMinimumWidth(40)

    @property
    def whole(self) -> str:
        return self._whole

    def say(self, text: str, *, more: str = "") -> None:
        """`more` stands in the tool tip only."""
        self._whole, self._more = text, more
        self.setAccessibleName(f"{text}. {more}" if more else text)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(width + 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, elide, self.width())
        self.setText(shown)
        cut = [self._whole] if shown != self._whole else []
        lines = [escape(line) for line in (*cut, self._more) if line]
        self.setToolTip(f"<span>{'<br>'.join(lines)}</span>" if lines else "")


class PressableLabel(ElidedLabel):
    """The same, and it can be pressed: by the mouse, by Enter and by Space."""

    pressed = Signal()

    def __init__(self, **marks: bool) -> None:
        super().__init__(**marks)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    kind_requested = Signal(object)  # Kind | None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(4)
        self._pills: dict[Kind | None, QPushButton] = {}
        group = QButtonGroup(self)
        for kind in (None, *Kind):
            pill = QPushButton(words.kinds_name(kind))
            pill.setProperty("pill", True)
            pill.setCheckable(True)
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            pill.setFont(theme.font(13))
            pill.clicked.connect(partial(self._chosen, kind))
            group.addButton(pill)
            row.addWidget(pill)
            self._pills[kind] = pill
        self._pills[None].setChecked(True)
        row.addStretch(1)
        self._count = plain_label(second=True, small=True)
        row.addWidget(self._count)
        row.addSpacing(8)
        self.shape = ShapeBar(theme, smallest=SMALLEST, largest=LARGEST)
        row.addWidget(self.shape)

    def set_counts(self, counts: tuple[int, ...] | None) -> None:
        """By kind, in the order of `Kind`; None where only the chosen kind was asked for."""
        for place, kind in enumerate((None, *Kind)):
            text = words.kinds_name(kind)
            if counts is not None:
                count = sum(counts) if kind is None else counts[place - 1]
                text = f"{text}  {words.number(count)}"
            self._pills[kind].setText(text)

    def set_kind(self, kind: Kind | None) -> None:
        self._pills[kind].setChecked(True)

    def set_result(self, text: str) -> None:
        self._count.setText(text)

    def _chosen(self, kind: Kind | None) -> None:
        self.kind_requested.emit(kind)


class Banner(QFrame):
    """One thing that must be said above the results."""

    close_requested = Signal()
    offer_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self._name = IconName.INFO
        self._icon = QLabel()
        self._text = plain_label(wrap=True)
        self._offer = QPushButton()
        self._offer.setProperty("offer", True)
        self._offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._offer.hide()
        self._offer.clicked.connect(self.offer_requested)
        self._close = QToolButton()
        self._close.setFixedSize(28, 28)
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.close_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 7, 7)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._close)
        self.setMinimumHeight(theme.px(42))
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def say(
        self,
        text: str,
        *,
        icon: IconName = IconName.INFO,
        closes: bool = False,
        offer: str = "",
    ) -> None:
        """`offer`: what can be done about it, as a button."""
        self._name = icon
        self._text.setText(text)
        self._close.setVisible(closes)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self._draw()
        self.show()

    def take_offer_back(self) -> None:
        """What was offered is taken, or no longer possible: the message goes with it."""
        if not self._offer.isHidden():
            self.hide()

    @Slot()
    def _draw(self) -> None:
        colour = self._theme.palette
        tone = colour.warning if self._name is IconName.TROUBLE else colour.second
        self._icon.setPixmap(self._theme.icon(self._name, colour=tone).pixmap(18, 18))
        self._close.setIcon(self._theme.icon(IconName.CLOSE, size=14))


class Emptiness(QWidget):
    """In place of the grid when there is nothing to show: why, and what would help."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = plain_label(wrap=True, head=True)
        self._hint = plain_label(wrap=True, second=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._picture, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, title: str, hint: str) -> None:
        self._title.setText(title)
        self._hint.setText(hint)

    @property
    def title(self) -> str:
        return self._title.text()

    @Slot()
    def _draw(self) -> None:
        icons, palette = self._theme.icons, self._theme.palette
        self._picture.setPixmap(
            icons.pixmap(
                IconName.LIBRARY, colour=palette.faint, size=40, ratio=self.devicePixelRatioF()
            )
        )
