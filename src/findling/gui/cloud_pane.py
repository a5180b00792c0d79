"""The project and place on Google Cloud. A view: settings in, settings out."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from findling.core.settings import Settings
from findling.gui.bars import plain_label
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine

EVERYWHERE = "global"


class CloudPane(QWidget):
    test_requested = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.told = ToldLine(theme)
        self.project = _field(self.tr("Project"))
        self.project.setPlaceholderText(self.tr("as in the Google Cloud console"))
        self.location = _field(self.tr("Location"))
        self.location.setPlaceholderText(EVERYWHERE)
        self.test = QPushButton(self.tr("&Test"))
        self.test.setAutoDefault(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate((self.project, self.location)):
            label = plain_label(field.accessibleName())
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            field.textEdited.connect(self._edited)
        signed = self.tr(
            "Findling signs in with what Google’s own tools have set up here (gcloud auth application-default login)."
        )
        low = QHBoxLayout()
        low.setSpacing(8)
        low.addWidget(plain_label(signed, second=True, small=True, wrap=True), 1)
        low.addWidget(self.test)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(low)
        column.addWidget(self.told)
        self.test.clicked.connect(self.test_requested)
        self._draw()

    @property
    def is_whole(self) -> bool:
        return bool(self.project.text().strip())

    def set_settings(self, settings: Settings) -> None:
        self.project.setText(settings.google_project)
        self.location.setText(settings.google_location)
        self._draw()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._draw()

    def applied(self, settings: Settings) -> Settings:
        return replace(
            settings,
            google_project=self.project.text().strip(),
            google_location=self.location.text().strip() or EVERYWHERE,
        )

    def _edited(self) -> None:
        self.told.clear()
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        self.test.setEnabled(self.is_whole and not self._busy)


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setProperty("field", True)
    field.setAccessibleName(name)
    return field
