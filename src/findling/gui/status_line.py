"""The bottom line: what the background does and costs, in words; what would help; what leaves the computer."""

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
from findling.core.settings import Settings
from findling.gui import price_words, words
from findling.gui.bars import PressableLabel
from findling.gui.icons import IconName
from findling.gui.price_words import Offer
from findling.gui.provider_words import privacy
from findling.gui.theme import Theme


class StatusLine(QWidget):
    pause_requested = Signal()
    failures_requested = Signal()
    offer_taken = Signal(object)  # Offer
    privacy_requested = Signal()
    reading_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(36))
        self._theme = theme
        self._progress = Progress(activity=Activity.IDLE)
        self._offer: Offer | None = None
        self._remote = False
        self._icon = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._text = PressableLabel(second=True, small=True)
        self._text.setObjectName("statusText")
        self._text.setToolTip(self.tr("All about reading"))
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.offer = _button("offer")
        self._failures = _button("link")
        self.privacy = _button("quiet")
        self._pause = _button("quiet")
        for button in (self.privacy, self._pause):
            button.setFont(theme.font(12))
            button.setIconSize(QSize(14, 14))
        self._build()
        self._text.pressed.connect(self.reading_requested)
        self.offer.clicked.connect(self._take_offer)
        self._failures.clicked.connect(self.failures_requested)
        self.privacy.clicked.connect(self.privacy_requested)
        self._pause.clicked.connect(self.pause_requested)
        theme.changed.connect(self._draw)
        self._failures.hide()
        self.privacy.hide()
        self.say(self.tr("Opening the library"))

    @property
    def text(self) -> str:
        return self._text.whole

    def say(self, text: str) -> None:
        """A line of its own, while there is nothing to pause."""
        self._text.say(text)
        for widget in (self._bar, self._icon, self._pause, self.offer):
            widget.hide()

    def set_progress(self, progress: Progress, text: str) -> None:
        self._progress = progress
        stands = progress.trouble is not None
        reading = progress.activity is Activity.READING and progress.total > 0 and not stands
        self._bar.setVisible(reading)
        if reading:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        self._icon.setVisible(not reading)
        self._text.say(text, more=price_words.saved(progress))
        self._offer = price_words.offer(progress)
        self.offer.setVisible(self._offer is not None)
        self._pause.setVisible(progress.activity is not Activity.STOPPED)
        self._draw()

    def set_failures(self, count: int) -> None:
        self._failures.setVisible(count > 0)
        self._failures.setText(words.unreadable(count))

    def set_privacy(self, settings: Settings) -> None:
        """What leaves this computer, as the settings have it."""
        self._remote = price_words.is_remote(settings)
        self.privacy.setText(privacy(settings))
        self.privacy.setToolTip(self.tr("How files are understood"))
        self.privacy.show()
        self._draw()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 1, 10, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._bar)
        row.addWidget(self._text, 1000)
        row.addWidget(self.offer)
        row.addStretch(1)
        row.addWidget(self._failures)
        row.addWidget(self.privacy)
        row.addWidget(self._pause)

    @Slot()
    def _take_offer(self) -> None:
        if self._offer is not None:
            self.offer_taken.emit(self._offer)

    @Slot()
    def _draw(self) -> None:
        progress, theme = self._progress, self._theme
        paused = progress.activity is Activity.PAUSED
        self._pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._pause.setIcon(theme.icon(IconName.RESUME if paused else IconName.PAUSE, size=14))
        self.privacy.setIcon(
            theme.icon(IconName.CLOUD if self._remote else IconName.COMPUTER, size=14)
        )
        if self._offer is not None:
            self.offer.setText(
                {
                    Offer.REVIEW: self.tr("Review…"),
                    Offer.SETTINGS: self.tr("Change…"),
                    Offer.RETRY: self.tr("Try now"),
                }[self._offer]
            )
        colour = theme.palette.warning if progress.trouble else None
        icon = theme.icon(_sign(progress), colour=colour, size=16)
        self._icon.setPixmap(icon.pixmap(16, 16))


def _sign(progress: Progress) -> IconName:
    if progress.trouble:
        return IconName.TROUBLE
    if progress.activity is Activity.PAUSED:
        return IconName.PAUSE
    if progress.activity is Activity.IDLE:
        return IconName.CLOUD if progress.waiting else IconName.CHECK
    return IconName.SEARCH


def _button(look: str) -> QPushButton:
    button = QPushButton()
    button.setProperty(look, True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
