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
from findling.gui.grid_accessible import expose
from findling.gui.grid_view import GridView
from findling.gui.help_dialogs import AboutDialog, ShortCutsDialog
from findling.gui.icons import IconName
from findling.gui.menu_button import MenuButton
from findling.gui.reading_page import ReadingPage
from findling.gui.search_box import SearchBox, local_files
from findling.gui.side_bar import SideBar
from findling.gui.status_line import StatusLine
from findling.gui.theme import Theme

SIDE, DETAILS = 216, 320


class MainWindow(QMainWindow):
    dropped = Signal(object)  # list[Path]
    add_folder_requested = Signal()
    settings_requested = Signal()
    reading_shown = Signal(bool)

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
        expose(self.grid)
        self.details = DetailsPane(theme)
        self.status = StatusLine(theme)
        self.banner = Banner(theme)
        self.message = Banner(theme)
        self.emptiness = Emptiness(theme)
        self.reading = ReadingPage(theme)
        self.first_run = FirstRun(theme)
        self.trouble = Emptiness(theme)
        self.acts = Actions(self, items=self.grid)
        self.side_button = self._tool(self.tr("Side bar"), "F9")
        self.details_button = self._tool(self.tr("Details"), "Ctrl+I")
        self._middle = QStackedWidget()
        self._below: QWidget = self.grid
        """What is in the middle while nobody looks at the page about reading."""
        self._pages = QStackedWidget()
        self.side_button.toggled.connect(self.side.setVisible)
        self.details_button.toggled.connect(self.details.setVisible)
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
        for widget in (self.side, self.status, self.first_run, self.reading):
            widget.setEnabled(not waiting)
        if not waiting and self.in_first_run:
            self.first_run.start.setFocus()

    @property
    def in_first_run(self) -> bool:
        """The first page still asks something."""
        return self._pages.currentIndex() == 1 and not self.first_run.under_way

    @property
    def shows_first_sight(self) -> bool:
        """The first page only shows how reading begins."""
        return self._pages.currentIndex() == 1 and self.first_run.under_way

    def show_grid(self) -> None:
        self._show_below(self.grid)

    def show_emptiness(self, title: str, hint: str) -> None:
        self.emptiness.say(title, hint)
        self._show_below(self.emptiness)

    @property
    def is_empty(self) -> bool:
        return self._below is self.emptiness

    @property
    def in_reading(self) -> bool:
        return self._middle.currentWidget() is self.reading

    @Slot()
    def show_reading(self) -> None:
        """The page about reading, over whatever else is in the middle."""
        if self.in_reading:
            return
        self._middle.setCurrentWidget(self.reading)
        self.filters.hide()
        self.side.set_reading(True)
        if not self.side.list.hasFocus():  # whoever walks along its lines goes on there
            self.reading.pause.setFocus()
        self.reading_shown.emit(True)

    @Slot()
    def leave_reading(self) -> None:
        if not self.in_reading:
            return
        had_focus = self.reading.isAncestorOf(self.focusWidget() or self)
        self._middle.setCurrentWidget(self._below)
        self.filters.show()
        if had_focus:
            self.grid.setFocus()
        self.side.set_reading(False)
        self.reading_shown.emit(False)

    def _show_below(self, widget: QWidget) -> None:
        self._below = widget
        if not self.in_reading:
            self._middle.setCurrentWidget(widget)

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
        self._middle.addWidget(self.reading)
        column.addWidget(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for widget in (self.side, middle, self.details):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([self.theme.px(SIDE), 900, self.theme.px(DETAILS)])
        library = QWidget()
        down = QVBoxLayout(library)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._top_bar())
        down.addWidget(self.splitter, 1)
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
        row.addWidget(self.side_button)
        row.addStretch(1)
        row.addWidget(self.search, 1000)
        row.addStretch(1)
        row.addWidget(self.details_button)
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
        acts, grid, bar = self.acts, self.grid, self.filters.shape
        for name, button in (
            ("side-bar", self.side_button),
            ("details", self.details_button),
            ("squares", bar.squares),
        ):
            acts[name].setChecked(button.isChecked())
            acts[name].toggled.connect(button.setChecked)
            button.toggled.connect(acts[name].setChecked)
        for name, does in (
            ("find", self._focus_search),
            ("close", self.close),
            ("quit", self.close),
            ("larger", self._larger),
            ("smaller", self._smaller),
            ("usual-size", self._usual_size),
            ("look", grid.look),
            ("choose-all", grid.choose_all),
            ("short-cuts", self._show_short_cuts),
            ("about", self._show_about),
        ):
            acts[name].triggered.connect(does)
        acts["add-folder"].triggered.connect(self.add_folder_requested)
        acts["settings"].triggered.connect(self.settings_requested)
        bar.zoom_requested.connect(self._zoom_to)
        bar.squares_requested.connect(self._show_squares)
        grid.shape_changed.connect(self._shape_changed)
        self._shape_changed()

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

    @Slot(float)
    def _zoom_to(self, height: float) -> None:
        self.grid.zoom = height

    @Slot(bool)
    def _show_squares(self, on: bool) -> None:
        self.grid.squares = on

    @Slot()
    def _shape_changed(self) -> None:
        self.filters.shape.set_zoom(self.grid.zoom)
        self.filters.shape.set_squares(self.grid.squares)

    # what is dragged over it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if not local_files(event.mimeData().urls()):
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if self._pages.currentIndex() == 0:
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
        sides = (IconName.SIDE_BAR, IconName.DETAILS)
        side, details = sides[::-1] if self.theme.mirrored else sides
        self.side_button.setIcon(self.theme.icon(side, colour=text))
        self.details_button.setIcon(self.theme.icon(details, colour=text))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._drop_panel.hide()
        super().closeEvent(event)
