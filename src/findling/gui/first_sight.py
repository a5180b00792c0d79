"""The third step: reading has begun, and the first pictures are there while it goes on."""

from PySide6.QtWidgets import QProgressBar

from findling.core.events import Activity, Progress
from findling.gui.bars import plain_label
from findling.gui.first_step import FirstStep
from findling.gui.grid_canvas import GridCanvas
from findling.gui.theme import Theme

WIDE, ROW = 980, 132


class FirstSight(FirstStep):
    def __init__(self, theme: Theme) -> None:
        title = self.tr("Here they come")
        note = self.tr(
            "You need not wait: what is read can be found at once, everything else by its name."
        )
        super().__init__(theme, title=title, note=note, wide=WIDE)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setRange(0, 1)
        self._standing = plain_label(second=True, wrap=True)
        self._standing.setFont(theme.font(13))
        self.grid = GridCanvas(theme)
        self.grid.zoom = ROW
        self.grid.setMinimumHeight(theme.px(220))
        self._column.addWidget(self._standing)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.grid, 1)
        self._fill()

    def set_progress(self, progress: Progress, told: str) -> None:
        self._standing.setText(told)
        reading = progress.activity in (Activity.READING, Activity.PAUSED)
        known = reading and progress.total > 0
        self.bar.setVisible(reading)
        self.bar.setRange(0, progress.total if known else 1)
        self.bar.setValue(min(progress.done, progress.total) if known else 0)

    @property
    def told(self) -> str:
        return self._standing.text()
