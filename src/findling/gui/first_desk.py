"""Where the first page meets those who count, watch and read. Part of the desk."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from findling.core.events import Progress
from findling.core.report import FolderStatus
from findling.gui import price_words
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.counting import CountingController
from findling.gui.controllers.results import ResultsController
from findling.gui.gestures import choose_folder
from findling.gui.opening import suggested_folders
from findling.gui.services import Services
from findling.gui.thumbnails import Thumbnails
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)


class FirstDesk(QObject):
    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        background: BackgroundController,
        results: ResultsController,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._background, self._results = background, results
        self._thumbnails = thumbnails
        self._roots: list[Path] = []
        self._finished = False
        self._counting = CountingController(services, bridge, self)
        first = window.first_run
        self._counting.counted.connect(first.set_count)
        first.count_requested.connect(self._counting.count)
        first.browse_requested.connect(self._browse)
        first.start_requested.connect(self._start)
        first.leave_requested.connect(self._leave)
        background.progressed.connect(self._progressed)
        background.folders_changed.connect(self._folders_changed)
        for folder in first.folders.uncounted():  # the services were made anew meanwhile
            self._counting.count(folder)
        if window.shows_first_sight:
            self._show_pictures()

    def close(self) -> None:
        self._counting.close()

    def decide_page(self, folders: list[FolderStatus]) -> None:
        """The library, or the first page as long as it has something to ask or to show."""
        window = self._window
        if window.shows_first_sight:
            return
        if folders or self._finished:
            window.show_library()
        elif not window.in_first_run:
            suggest = self._bridge.onto_gui(window.first_run.set_suggestions)
            self._services.lane.run(suggested_folders, suggest)
            window.show_first_run()

    @Slot()
    def _browse(self) -> None:
        choose_folder(self._window, self._window.first_run.add_folder)

    @Slot(object)
    def _start(self, folders: list[Path]) -> None:
        self._finished = True
        self._show_pictures()
        for folder in folders:
            self._background.add_folder(folder)

    @Slot()
    def _leave(self) -> None:
        self._finished = True
        self._window.show_library()
        self._window.search.setFocus()
        log.debug("first run: left")

    def _show_pictures(self) -> None:
        """The same list as the library's, smaller."""
        grid, results = self._window.first_run.sight.grid, self._results
        grid.set_thumbnails(self._thumbnails)
        results.results_changed.connect(grid.set_results)
        results.rows_arrived.connect(grid.set_rows)
        grid.rows_wanted.connect(results.want_rows)
        self._progressed(self._background.progress)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if self._window.shows_first_sight:
            told = price_words.standing(progress, self._roots)
            self._window.first_run.sight.set_progress(progress, told)

    @Slot(object)
    def _folders_changed(self, folders: list[FolderStatus]) -> None:
        self._roots = [folder.path for folder in folders]
