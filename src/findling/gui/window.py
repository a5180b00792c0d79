"""The window: puts the views in their places and holds the actions. What they do is wired in `desk`."""

import sys

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from findling.gui.actions import Actions
from findling.gui.bars import Banner, Emptiness, FilterBar
from findling.gui.details_pane import DetailsPane
from findling.gui.drop_panel import DropPanel
from findling.gui.first_run import FirstRun
from findling.gui.grid_view import GridView
from findling.gui.help_dialogs import AboutDialog, ShortCutsDialog
from findling.gui.icons import IconName
from findling.gui.menu_button import MenuButton
from findling.gui.search_box import SearchBox, local_files
from findling.gui.side_bar import SideBar
from findling.gui.status_line import StatusLine
from findling.gui.theme import Theme

SIDE, DETAILS = 216, 320


class MainWindow(QMainWindow):
    dropped = Signal(object)  # list[Path]
    add_folder_requested = Signal()
    settings_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("Findling")
        self.setWindowIcon(theme.icons.program())
        self.setAcceptDrops(True)
        self.search = SearchBox(theme)
        self.filters = FilterBar(theme)
        self.side = SideBar(theme)
        self.grid = GridView(theme)
        self.details = DetailsPane(theme)
        self.status = StatusLine(theme)
        self.banner = Banner(theme)
        self.message = Banner(theme)
        self.emptiness = Emptiness(theme)
        self.first_run = FirstRun(theme)
        self.trouble = Emptiness(theme)
        self.acts = Actions(self, items=self.grid)
        self._side_button = self._tool(self.tr("Side bar"), "F9")
        self._details_button = self._tool(self.tr("Details"), "Ctrl+I")
        self._middle = QStackedWidget()
        self._pages = QStackedWidget()
        self._side_button.toggled.connect(self.side.setVisible)
        self._details_button.toggled.connect(self.details.setVisible)
        self._build()
        self._connect_actions()
        self._drop_panel = DropPanel(theme, self)
        self.message.close_requested.connect(self.message.hide)
        theme.changed.connect(self._draw)
        self._draw()
        self.resize(QSize(1400, 900))
        self.search.setFocus()

    def show_library(self) -> None:
        self._pages.setCurrentIndex(0)

    def show_first_run(self) -> None:
        self._pages.setCurrentIndex(1)

    def show_trouble(self, title: str, hint: str) -> None:
        """Instead of everything: the library could not be opened."""
        self.trouble.say(title, hint)
        self._pages.setCurrentIndex(2)

    def set_waiting(self, waiting: bool) -> None:
        """While the services are changed nothing can be ordered; what is shown can still be looked at and typed in."""
        for widget in (self.side, self.status, self.first_run):
            widget.setEnabled(not waiting)
        if not waiting and self.in_first_run:
            self.first_run.start.setFocus()

    @property
    def in_first_run(self) -> bool:
        return self._pages.currentIndex() == 1

    def show_grid(self) -> None:
        self._middle.setCurrentIndex(0)

    def show_emptiness(self, title: str, hint: str) -> None:
        self.emptiness.say(title, hint)
        self._middle.setCurrentIndex(1)

    @property
    def is_empty(self) -> bool:
        return self._middle.currentIndex() == 1

    def come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # places

    def _build(self) -> None:
        middle = QWidget()
        middle.setObjectName("middle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        said = QVBoxLayout()
        said.setContentsMargins(18, 0, 18, 0)
        said.setSpacing(6)
        said.addWidget(self.message)
        said.addWidget(self.banner)
        column.addLayout(said)
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self.emptiness)
        column.addWidget(self._middle, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.side, middle, self.details):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(SIDE), 900, self.theme.px(DETAILS)])
        library = QWidget()
        down = QVBoxLayout(library)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._top_bar())
        down.addWidget(self._splitter, 1)
        down.addWidget(self.status)
        for page in (library, self.first_run, self.trouble):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(self.theme.px(56))
        self.search.setMaximumWidth(self.theme.px(820))
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(self._side_button)
        row.addStretch(1)
        row.addWidget(self.search, 1000)
        row.addStretch(1)
        row.addWidget(self._details_button)
        if sys.platform == "darwin":
            self.acts.fill_bar(self.menuBar())
        else:
            row.addWidget(MenuButton(self.theme, self.acts.whole_menu()))
        return bar

    def _tool(self, name: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(34, 34)
        button.setIconSize(QSize(18, 18))
        button.setCheckable(True)
        button.setChecked(True)
        button.setAccessibleName(name)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{name} ({shown})")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # actions

    def _connect_actions(self) -> None:
        acts = self.acts
        for name, button in (
            ("side-bar", self._side_button),
            ("details", self._details_button),
        ):
            acts[name].toggled.connect(button.setChecked)
            button.toggled.connect(acts[name].setChecked)
        for name, does in (
            ("find", self._focus_search),
            ("close", self.close),
            ("quit", self.close),
            ("larger", self._larger),
            ("smaller", self._smaller),
            ("usual-size", self._usual_size),
            ("choose-all", self.grid.choose_all),
            ("short-cuts", self._show_short_cuts),
            ("about", self._show_about),
        ):
            acts[name].triggered.connect(does)
        acts["add-folder"].triggered.connect(self.add_folder_requested)
        acts["settings"].triggered.connect(self.settings_requested)

    @Slot()
    def _focus_search(self) -> None:
        self.search.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.text.selectAll()

    @Slot()
    def _usual_size(self) -> None:
        self.grid.zoom_reset()

    @Slot()
    def _show_short_cuts(self) -> None:
        ShortCutsDialog(self.theme, self.acts.listed(), self).open()

    @Slot()
    def _show_about(self) -> None:
        AboutDialog(self.theme, self).open()

    @Slot()
    def _larger(self) -> None:
        self.grid.zoom_by(1)

    @Slot()
    def _smaller(self) -> None:
        self.grid.zoom_by(-1)

    # what is dragged over it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if not local_files(event.mimeData().urls()):
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not self.in_first_run:
            self._drop_panel.open_under(self.search)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self._drop_panel.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._drop_panel.hide()
        if files := local_files(event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(files)

    @Slot()
    def _draw(self) -> None:
        text = self.theme.palette.text
        self._side_button.setIcon(self.theme.icon(IconName.SIDE_BAR, colour=text))
        self._details_button.setIcon(self.theme.icon(IconName.DETAILS, colour=text))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._drop_panel.hide()
        super().closeEvent(event)
