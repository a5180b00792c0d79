"""The bottom line: what the background does, in words; what could not be read; what leaves the computer."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from findling.core.events import Activity, Progress
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme


class StatusLine(QWidget):
    pause_requested = Signal()
    failures_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(36))
        self._theme = theme
        self._activity = Activity.IDLE
        self._icon = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._text = plain_label(second=True, small=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._failures = QPushButton()
        self._failures.setProperty("link", True)
        self._failures.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._private = plain_label(
            self.tr("Nothing leaves this computer"), second=True, small=True
        )
        self._pause = QPushButton()
        self._pause.setProperty("quiet", True)
        self._pause.setFont(theme.font(12))
        self._pause.setIconSize(QSize(14, 14))
        self._pause.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 1, 10, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._bar)
        row.addWidget(self._text, 1)
        row.addWidget(self._failures)
        row.addWidget(self._private)
        row.addWidget(self._pause)
        self._failures.clicked.connect(self.failures_requested)
        self._pause.clicked.connect(self.pause_requested)
        theme.changed.connect(self._draw)
        self._failures.hide()
        self.say(self.tr("Opening the library"))

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str) -> None:
        """A line of its own, while there is nothing to pause."""
        self._text.setText(text)
        self._bar.hide()
        self._icon.hide()
        self._pause.hide()

    def set_progress(self, progress: Progress, text: str) -> None:
        self._activity = progress.activity
        reading = progress.activity is Activity.READING and progress.total > 0
        self._bar.setVisible(reading)
        if reading:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        self._icon.setVisible(not reading)
        self._text.setText(text)
        self._text.setToolTip("")
        self._pause.setVisible(progress.activity is not Activity.STOPPED)
        self._draw()

    def set_failures(self, count: int) -> None:
        self._failures.setVisible(count > 0)
        self._failures.setText(words.unreadable(count))

    def set_private(self, private: bool) -> None:
        self._private.setVisible(private)

    @Slot()
    def _draw(self) -> None:
        paused = self._activity is Activity.PAUSED
        self._pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._pause.setIcon(
            self._theme.icon(IconName.RESUME if paused else IconName.PAUSE, size=14)
        )
        sign = {Activity.IDLE: IconName.CHECK, Activity.PAUSED: IconName.PAUSE}
        icon = sign.get(self._activity, IconName.SEARCH)
        self._icon.setPixmap(self._theme.icon(icon, size=16).pixmap(16, 16))
