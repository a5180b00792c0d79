"""The window: puts the views in their places and holds the keys. What they do is wired in `desk`."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
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

from findling.gui.bars import Banner, Emptiness, FilterBar
from findling.gui.details_pane import DetailsPane
from findling.gui.drop_panel import DropPanel
from findling.gui.first_run import FirstRun
from findling.gui.grid_accessible import expose
from findling.gui.grid_view import GridView
from findling.gui.icons import IconName
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
        expose(self.grid)
        self.details = DetailsPane(theme)
        self.status = StatusLine(theme)
        self.banner = Banner(theme)
        self.message = Banner(theme)
        self.emptiness = Emptiness(theme)
        self.first_run = FirstRun(theme)
        self.trouble = Emptiness(theme)
        self._side_button = self._tool(self.tr("Side bar"), "F9")
        self._details_button = self._tool(self.tr("Details"), "Ctrl+I")
        self._middle = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self._keys()
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

    # keys

    def _keys(self) -> None:
        self._side_button.toggled.connect(self.side.setVisible)
        self._details_button.toggled.connect(self.details.setVisible)
        self._key("F9", self._side_button.toggle)
        self._key("Ctrl+I", self._details_button.toggle)
        self._key("Ctrl+F", self._focus_search)
        self._key("Ctrl+O", self.add_folder_requested.emit)
        self._key("Ctrl+,", self.settings_requested.emit)
        self._key("Ctrl+Q", self.close)
        self._key("Ctrl+W", self.close)
        for keys in ("Ctrl++", "Ctrl+="):
            self._key(keys, self._larger)
        self._key("Ctrl+-", self._smaller)
        self._key("Ctrl+0", self.grid.zoom_reset)

    def _key(self, keys: str, does: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(does)
        self.addAction(action)

    @Slot()
    def _focus_search(self) -> None:
        self.search.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.text.selectAll()

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
        sides = (IconName.SIDE_BAR, IconName.DETAILS)
        side, details = sides[::-1] if self.theme.mirrored else sides
        self._side_button.setIcon(self.theme.icon(side, colour=text))
        self._details_button.setIcon(self.theme.icon(details, colour=text))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._drop_panel.hide()
        super().closeEvent(event)
