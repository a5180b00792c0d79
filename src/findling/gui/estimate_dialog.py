"""What sending costs, asked before anything is sent. A view: an estimate in, an agreement out.

Enter never agrees: only the button itself does, by mouse, by its own key (Alt+S) or with the space bar on it.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import Kind
from findling.core.report import Estimate, KindEstimate
from findling.core.settings import Settings
from findling.gui import price_words, words
from findling.gui.bars import plain_label
from findling.gui.check_box import CheckBox
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine, Tone

NOTHING = 1e-6
"""Dollars for which nothing can be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`settings` as they are from now on; `usd`: what may be spent now."""

    settings: Settings
    usd: float


class EstimateDialog(QDialog):
    agreed = Signal(object)  # Agreement

    def __init__(
        self,
        theme: Theme,
        estimate: Estimate,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What reading these files costs"))
        self._theme, self._estimate, self._settings = theme, estimate, settings
        self.always = CheckBox(theme, self._always_text())
        self.always.setChecked(settings.send_new_files)
        self.batch = CheckBox(theme, self._batch_text())
        self.batch.setVisible(estimate.batch_usd is not None)
        self.batch.setChecked(settings.batch and estimate.batch_usd is not None)
        self.beyond = ToldLine(theme)
        self.most = plain_label()
        self.send = QPushButton(self.tr("&Send and read"))
        self.not_now = QPushButton(self.tr("&Not now"))
        self._build()
        self.batch.toggled.connect(self._draw)
        self._draw()
        self.not_now.setFocus()

    @property
    def usd(self) -> float:
        """What it is expected to cost, the way that is chosen."""
        batch = self._estimate.batch_usd
        if batch is not None and self.batch.isChecked():
            return batch
        return self._estimate.usd

    @property
    def agreement(self) -> Agreement:
        settings = replace(
            self._settings,
            send_new_files=self.always.isChecked(),
            batch=self.batch.isChecked() if self._offers_batch else self._settings.batch,
        )
        left = self._estimate.month_left_usd
        return Agreement(settings=settings, usd=price_words.most(self.usd, left=left))

    @property
    def table(self) -> list[tuple[str, str, str, str]]:
        """Rows as (kind, files, parts, price); the last is the sum."""
        estimate = self._estimate
        there = [kind for kind in Kind if kind in estimate.kinds and estimate.kinds[kind].files]
        rows = [_row(words.kinds_name(kind), estimate.kinds[kind]) for kind in there]
        whole = KindEstimate(files=estimate.files, spans=estimate.spans, usd=estimate.usd)
        return [*rows, _row(self.tr("Together"), whole)]

    @property
    def _offers_batch(self) -> bool:
        return self._estimate.batch_usd is not None

    # places

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(plain_label(self._title(), head=True))
        column.addWidget(plain_label(self._what_is_sent(), second=True, wrap=True))
        column.addSpacing(4)
        column.addLayout(self._grid())
        column.addSpacing(4)
        facts = QVBoxLayout()
        facts.setSpacing(4)
        for line in self._facts():
            facts.addWidget(plain_label(line, second=True, wrap=True))
        column.addLayout(facts)
        column.addWidget(self.beyond)
        choices = QVBoxLayout()
        choices.setSpacing(0)
        choices.addWidget(self.always)
        choices.addWidget(self.batch)
        column.addLayout(choices)
        column.addSpacing(4)
        low = QHBoxLayout()
        low.setSpacing(8)
        low.addWidget(self.most, 1)
        low.addWidget(self.not_now)
        low.addWidget(self.send)
        column.addLayout(low)
        self.send.setProperty("primary", True)
        self.send.setMinimumWidth(self._theme.px(150))
        self.not_now.setMinimumHeight(self._theme.px(38))
        self.not_now.setAutoDefault(True)
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self._agree)
        self.not_now.clicked.connect(self.reject)
        self.setMinimumWidth(self._theme.px(560))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        heads = ("", self.tr("Files"), self.tr("Parts"), self.tr("Price"))
        for place, text in enumerate(heads):
            grid.addWidget(_figure(text, first=place == 0, side_head=True), 0, place)
        rows = self.table
        for number, cells in enumerate(rows):
            is_sum = number == len(rows) - 1
            if is_sum:
                line = QFrame()
                line.setObjectName("line")
                grid.addWidget(line, number + 1, 0, 1, 4)
            for place, text in enumerate(cells):
                label = _figure(text, first=place == 0)
                label.setFont(self._theme.font(13, bold=is_sum))
                grid.addWidget(label, number + 1 + is_sum, place)
        return grid

    # words

    def _title(self) -> str:
        return words.counted(
            self._estimate.files,
            self.tr("1 file waits to be read by Google"),
            self.tr("{count} files wait to be read by Google"),
        )

    def _what_is_sent(self) -> str:
        return self.tr(
            "Small copies are sent: photos and pages as small pictures, clips and recordings in short pieces, the words of pages. "
            "Never the files themselves. Nothing has been sent yet."
        )

    def _facts(self) -> list[str]:
        estimate, settings = self._estimate, self._settings
        facts = []
        if estimate.seconds is not None:
            told = self.tr("It takes {time} at the rate that is allowed.")
            facts.append(told.format(time=price_words.duration(estimate.seconds)))
        if estimate.month_left_usd is not None:
            told = self.tr("Left of this month’s limit of {limit}: {left}.")
            limit = price_words.dollars(settings.month_cap_usd)
            left = price_words.price(estimate.month_left_usd)
            facts.append(told.format(limit=limit, left=left))
        if estimate.unseen:
            facts.append(
                words.counted(
                    estimate.unseen,
                    self.tr("1 more file has not been looked at yet and is not counted here."),
                    self.tr(
                        "{count} more files have not been looked at yet and are not counted here."
                    ),
                )
            )
        told = self.tr("Google’s prices as of {day}.")
        facts.append(told.format(day=words.day(estimate.prices_of)))
        return facts

    def _always_text(self) -> str:
        cap = self._settings.month_cap_usd
        if not cap:
            return self.tr("Send &new files without asking")
        return self.tr("Send &new files without asking, up to {limit} a month").format(
            limit=price_words.dollars(cap)
        )

    def _batch_text(self) -> str:
        batch = self._estimate.batch_usd or 0.0
        return self.tr("As a &batch: half the price ({price}), answered within a day").format(
            price=price_words.price(batch)
        )

    @Slot()
    def _draw(self) -> None:
        most = price_words.dollars_up(self.agreement.usd)
        self.most.setText(self.tr("At most {price} will be spent.").format(price=most))
        left = self._estimate.month_left_usd
        used_up = left is not None and left < NOTHING
        self.send.setEnabled(not used_up)
        if left is None or not price_words.is_beyond(self._estimate, usd=self.usd):
            self.beyond.clear()
        elif used_up:
            told = self.tr(
                "This month’s limit is used up. Raise it in the settings, or wait for the next month."
            )
            self.beyond.say(told, tone=Tone.TROUBLE)
        else:
            told = self.tr(
                "That is more than this month’s limit still allows: files are read for {left}, the others wait."
            )
            self.beyond.say(told.format(left=price_words.price(left)), tone=Tone.TROUBLE)

    # wishes

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes to the button that has the focus or nowhere; none is pressed from afar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _agree(self) -> None:
        agreement = self.agreement
        self.accept()
        self.agreed.emit(agreement)


def _row(name: str, estimate: KindEstimate) -> tuple[str, str, str, str]:
    files, spans = words.number(estimate.files), words.number(estimate.spans)
    return name, files, spans, price_words.price(estimate.usd)


def _figure(text: str, *, first: bool, side_head: bool = False) -> QLabel:
    label = plain_label(text, side_head=side_head)
    side = Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return label
