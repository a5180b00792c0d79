"""What sending may cost and how fast it goes. A view: settings in, settings out."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from findling.core.report import Spending
from findling.core.settings import Settings
from findling.gui import price_words, words
from findling.gui.bars import plain_label
from findling.gui.check_box import CheckBox
from findling.gui.theme import Theme

MOST_USD = 100_000.0
MOST_A_MINUTE = 100_000


class LimitsPane(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        self.month = _dollars(tr("Spend in a month at most"), none=tr("no limit"))
        self.run = _dollars(tr("Spend in one run at most"), none=tr("what I agree to"))
        self.rate = QSpinBox()
        self.rate.setRange(0, MOST_A_MINUTE)
        self.rate.setSingleStep(50)
        self.rate.setSpecialValueText(tr("as fast as it goes"))
        self.rate.setGroupSeparatorShown(True)
        self.rate.setAccessibleName(tr("Pieces sent in a minute at most"))
        self.send = CheckBox(
            theme, tr("Send &new files without asking, up to the month’s limit")
        )
        self.batch = CheckBox(
            theme, tr("Where it can wait: half the &price, answered within a day")
        )
        self._spent = plain_label(" ", second=True, small=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, spin in enumerate((self.month, self.run, self.rate)):
            spin.setFixedWidth(theme.px(170))
            spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            spin.installEventFilter(self)
            spin.lineEdit().setTextMargins(8, 0, 8, 0)
            label = plain_label(spin.accessibleName())
            label.setBuddy(spin)
            grid.addWidget(label, row, 0)
            grid.addWidget(spin, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self._spent)
        column.addWidget(self.send)
        column.addWidget(self.batch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Who scrolls past a limit does not change it."""
        if event.type() == QEvent.Type.Wheel and not cast(QWidget, watched).hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def set_settings(self, settings: Settings) -> None:
        self.month.setValue(settings.month_cap_usd)
        self.run.setValue(settings.run_cap_usd)
        self.rate.setValue(settings.requests_per_minute)
        self.send.setChecked(settings.send_new_files)
        self.batch.setChecked(settings.batch)

    def set_batches(self, offered: bool) -> None:
        """Whether there is such a thing where it is sent."""
        self.batch.setVisible(offered)

    def set_spending(self, spending: Spending) -> None:
        told = self.tr("Spent this month: {month}. In all: {total}.")
        self._spent.setText(
            told.format(
                month=price_words.dollars(spending.month_usd),
                total=price_words.dollars(spending.usd),
            )
        )

    def applied(self, settings: Settings) -> Settings:
        return replace(
            settings,
            month_cap_usd=round(self.month.value(), 2),
            run_cap_usd=round(self.run.value(), 2),
            requests_per_minute=self.rate.value(),
            send_new_files=self.send.isChecked(),
            batch=self.batch.isChecked(),
        )


def _dollars(name: str, *, none: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(0.0, MOST_USD)
    spin.setDecimals(2)
    before, after = words.translate("Price", "${amount}").split("{amount}")
    spin.setPrefix(before)
    spin.setSuffix(after)
    spin.setSingleStep(5.0)
    spin.setGroupSeparatorShown(True)
    spin.setSpecialValueText(none)
    spin.setAccessibleName(name)
    return spin
