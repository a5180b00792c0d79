"""The settings: pages at the left, one of them at the right. What is changed counts at once; there is only *Close*."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from findling.core.settings import Settings
from findling.gui.effort_page import EffortPage
from findling.gui.folders_page import FoldersPage
from findling.gui.general_page import GeneralPage
from findling.gui.icons import IconName
from findling.gui.settings_page import SettingsPage
from findling.gui.theme import Theme
from findling.gui.understanding_page import UnderstandingPage

WIDE, HIGH, LIST = 760, 580, 184


class SettingsDialog(QDialog):
    changed = Signal(object)  # Settings

    def __init__(
        self, theme: Theme, settings: Settings, *, tray: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._theme = theme
        self.general = GeneralPage(theme, tray=tray)
        self.folders = FoldersPage(theme)
        self.effort = EffortPage(theme)
        self.understanding = UnderstandingPage(theme)
        self.list = QListWidget()
        self.list.setObjectName("pageList")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setFixedWidth(theme.px(LIST))
        self.list.setSpacing(1)
        self.list.setIconSize(QSize(18, 18))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._pages: list[tuple[SettingsPage, IconName]] = [
            (self.general, IconName.SETTINGS),
            (self.folders, IconName.FOLDER),
            (self.effort, IconName.SPEED),
            (self.understanding, IconName.SIMILAR),
        ]
        for page, _ in self._pages:
            item = QListWidgetItem(page.title)
            item.setSizeHint(QSize(100, theme.px(36)))
            self.list.addItem(item)
            self._stack.addWidget(page)
            page.set_settings(settings)
            page.changed.connect(self.changed)
        self._build()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        theme.changed.connect(self._draw)
        self._draw()
        self.resize(theme.px(WIDE), self._height())
        self.list.setFocus()

    def set_settings(self, settings: Settings) -> None:
        for page, _ in self._pages:
            page.set_settings(settings)

    def open_page(self, page: SettingsPage) -> None:
        self.list.setCurrentRow(self._stack.indexOf(page))

    def done(self, result: int) -> None:
        """However it is closed, what is typed counts."""
        self.folders.take_names()
        super().done(result)

    def _build(self) -> None:
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.list)
        across.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 10, 20, 16)
        foot.addWidget(buttons)
        line = QWidget()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(line)
        down.addLayout(foot)

    def _height(self) -> int:
        room = self.screen().availableGeometry().height() - 80
        return min(self._theme.px(HIGH), room)

    @Slot()
    def _draw(self) -> None:
        for row, (_, icon) in enumerate(self._pages):
            self.list.item(row).setIcon(self._theme.icon(icon))
