"""All about reading, in the middle of the window: how far, how fast, what it costs, what could not be read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from findling.core.events import Activity, Progress
from findling.core.model import Kind
from findling.core.report import KindCounts
from findling.core.settings import Effort
from findling.gui import price_words, settings_words, words
from findling.gui.bars import ElidedLabel, plain_label
from findling.gui.choice_row import ChoiceRow
from findling.gui.controllers.reading import Reading
from findling.gui.coverage import Coverage
from findling.gui.failures_list import FailuresList
from findling.gui.icons import IconName
from findling.gui.price_words import Offer
from findling.gui.theme import Theme

WIDE = 760


class ReadingPage(QScrollArea):
    pause_requested = Signal()
    retry_requested = Signal()
    effort_requested = Signal(object)  # Effort
    reveal_requested = Signal(object)  # Path
    review_requested = Signal(object)  # Offer
    leave_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._progress = Progress(activity=Activity.IDLE)
        self._title = plain_label(self.tr("Reading"))
        self._title.setObjectName("subtitle")
        self.close_button = QToolButton()
        self.close_button.setFixedSize(32, 32)
        self.close_button.setAccessibleName(self.tr("Back to the pictures"))
        self.close_button.setToolTip(self.tr("Back to the pictures (Esc)"))
        self.pause = QPushButton()
        self.pause.setIconSize(QSize(16, 16))
        self._standing = plain_label(wrap=True)
        self._now = ElidedLabel(second=True)
        self._speed = plain_label(second=True)
        self._speed.setFont(theme.font(13))
        self.effort = ChoiceRow(self.tr("Speed"), settings_words.efforts())
        self._saving = plain_label(
            self.tr("Quiet for now: this computer runs on its battery."), second=True, wrap=True
        )
        self.coverage = {kind: Coverage(theme, kind) for kind in Kind}
        self._money = QWidget()
        self._spent = plain_label(wrap=True)
        self._waiting = plain_label(wrap=True)
        self.review = QPushButton(self.tr("Review…"))
        self._failed = QWidget()
        self._failed_head = plain_label(head=True)
        self.retry = QPushButton(self.tr("Try again"))
        self.failures = FailuresList(theme)
        self._build()
        self._wire()
        self._draw()

    def set_effort(self, effort: Effort) -> None:
        self.effort.set_value(effort)

    def set_reading(self, reading: Reading, roots: Sequence[Path]) -> None:
        progress = self._progress = reading.progress
        self._standing.setText(price_words.standing(progress, roots))
        self._now.say(_now(progress, roots))
        self._speed.setText(_speed(reading))
        for label in (self._now, self._speed):
            label.setVisible(bool(label.text()))
        self._saving.setVisible(progress.saving_power)
        for kind, coverage in self.coverage.items():
            coverage.set_counts(reading.counts.get(kind, KindCounts()))
        self._set_money(reading)
        self._failed.setVisible(bool(reading.groups))
        self._failed_head.setText(words.unreadable(reading.failures))
        self.failures.set_groups(reading.groups)
        self.pause.setEnabled(progress.activity is not Activity.STOPPED)
        self._draw()

    def show_failures(self) -> None:
        """Brings what could not be read into sight."""
        self.ensureWidgetVisible(self._failed, 0, 200)
        self.retry.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def _set_money(self, reading: Reading) -> None:
        spending, progress = reading.spending, reading.progress
        self._money.setVisible(spending is not None)
        if spending is None:
            return
        told = self.tr("Spent this month: {month}. In all: {total}.").format(
            month=price_words.dollars(spending.month_usd),
            total=price_words.dollars(spending.usd),
        )
        self._spent.setText(f"{told} {price_words.saved(progress)}".strip())
        self._waiting.setVisible(progress.waiting > 0)
        self._waiting.setText(price_words.waiting(progress))
        self.review.setVisible(price_words.offer(progress) is Offer.REVIEW)

    # places

    def _build(self) -> None:
        inside = QFrame()
        inside.setObjectName("page")
        column = QVBoxLayout()
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.pause)
        head.addWidget(self.close_button)
        column.addLayout(head)
        for label in (self._standing, self._now, self._speed):
            column.addWidget(label)
        column.addWidget(self._part(self.tr("Speed"), self.effort, self._saving))
        column.addWidget(self._part(self.tr("What is read"), *self.coverage.values()))
        self._fill(self._money, self.tr("Money"), self._spent, self._waiting, self.review)
        column.addWidget(self._money)
        column.addWidget(self._failures_part())
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(self._theme.px(WIDE))
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout(inside)
        across.setContentsMargins(24, 20, 24, 20)
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Reading"))
        self.setWidget(inside)

    def _part(self, title: str, *contents: QWidget) -> QWidget:
        part = QWidget()
        self._fill(part, title, *contents)
        return part

    def _fill(self, part: QWidget, title: str, *contents: QWidget) -> None:
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(6)
        column.addWidget(plain_label(title, head=True))
        for content in contents:
            if isinstance(content, QPushButton):
                column.addWidget(content, 0, Qt.AlignmentFlag.AlignLeading)
            else:
                column.addWidget(content)

    def _failures_part(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._failed_head, 1)
        head.addWidget(self.retry)
        column = QVBoxLayout(self._failed)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.failures)
        self._failed.hide()
        return self._failed

    def _wire(self) -> None:
        self.pause.clicked.connect(self.pause_requested)
        self.retry.clicked.connect(self.retry_requested)
        self.close_button.clicked.connect(self.leave_requested)
        self.review.clicked.connect(self._review)
        self.effort.chosen.connect(self.effort_requested)
        self.failures.reveal_requested.connect(self.reveal_requested)
        self._theme.changed.connect(self._draw)

    @Slot()
    def _review(self) -> None:
        self.review_requested.emit(Offer.REVIEW)

    @Slot()
    def _draw(self) -> None:
        paused = self._progress.activity is Activity.PAUSED
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        icon = IconName.RESUME if paused else IconName.PAUSE
        self.pause.setIcon(self._theme.icon(icon, size=16))
        self.close_button.setIcon(self._theme.icon(IconName.CLOSE, size=16))


def _now(progress: Progress, roots: Sequence[Path]) -> str:
    if progress.current is None:
        return ""
    return words.translate("ReadingPage", "Now: {place} › {name}").format(
        place=words.trail(progress.current, roots), name=words.readable(progress.current.name)
    )


def _speed(reading: Reading) -> str:
    if reading.per_minute is None:
        return ""
    return words.counted(
        max(0, round(reading.per_minute)),
        words.translate("ReadingPage", "1 file a minute"),
        words.translate("ReadingPage", "{count} files a minute"),
    )
