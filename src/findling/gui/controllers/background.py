"""The folders and what the background does with them: standing, failures, pause, add and remove."""

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.report import FailureRow, FolderStatus
from findling.gui.bridge import Bridge
from findling.gui.opening import no_folder, sort_dropped
from findling.gui.services import Services

RECOUNT = 2000
"""Milliseconds between two looks at folder counts and failures while the library changes."""


class BackgroundController(QObject):
    progressed = Signal(object)  # Progress
    folders_changed = Signal(object)  # list[FolderStatus]
    failures_changed = Signal(object)  # list[FailureRow]
    files_dropped = Signal(object)  # list[Path]: dropped things that are no folders
    failed = Signal(object)  # FindlingError

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._bridge = bridge
        self.progress = Progress(activity=Activity.IDLE)
        self._recounting = QTimer(self, singleShot=True, interval=RECOUNT)
        self._recounting.timeout.connect(self.look)
        bridge.progressed.connect(self._progressed)
        bridge.folders_changed.connect(self.look)
        bridge.library_changed.connect(self._library_changed)

    @property
    def paused(self) -> bool:
        return self.progress.activity is Activity.PAUSED

    @Slot()
    def look(self) -> None:
        """Folders and failures as they are now."""
        browse, run, onto_gui = (
            self._services.browse,
            self._services.lane.run,
            self._bridge.onto_gui,
        )
        run(browse.folder_status, onto_gui(self._folders_came))
        run(browse.failures, onto_gui(self._failures_came))

    def add_folder(self, path: Path) -> None:
        self._settle(self._services.ingest.add_folder(path))

    def remove_folder(self, path: Path) -> None:
        self._settle(self._services.ingest.remove_folder(path))

    def set_local_only(self, path: Path, value: bool) -> None:
        """Whether what lies in the folder is never sent anywhere."""
        self._settle(self._services.ingest.set_local_only(path, value))

    def retry_failures(self) -> None:
        self._settle(self._services.ingest.retry_failures())

    def toggle_pause(self) -> None:
        ingest = self._services.ingest
        if self.paused:
            ingest.resume()
        else:
            ingest.pause()

    def look_first(self, paths: list[Path]) -> None:
        """What the person looks at is read first."""
        if paths:
            self._services.ingest.look_first(paths)

    def drop(self, paths: list[Path]) -> None:
        """Folders are added to the library; anything else is asked with."""
        sort = partial(sort_dropped, paths)
        self._services.lane.run(sort, self._bridge.onto_gui(self._sorted))

    def add_dropped(self, paths: list[Path]) -> None:
        """Dropped where folders are listed: folders are added, nothing is asked with."""
        sort = partial(sort_dropped, paths)
        self._services.lane.run(sort, self._bridge.onto_gui(self._sorted_folders))

    def close(self) -> None:
        self._recounting.stop()

    def _sorted_folders(
        self, sorted_paths: tuple[list[Path], list[Path]] | FindlingError
    ) -> None:
        if isinstance(sorted_paths, FindlingError):
            self.failed.emit(sorted_paths)
            return
        folders, _ = sorted_paths
        for folder in folders:
            self.add_folder(folder)
        if not folders:
            self.failed.emit(no_folder())

    def _sorted(self, sorted_paths: tuple[list[Path], list[Path]] | FindlingError) -> None:
        if isinstance(sorted_paths, FindlingError):
            self.failed.emit(sorted_paths)
            return
        folders, files = sorted_paths
        for folder in folders:
            self.add_folder(folder)
        if files:
            self.files_dropped.emit(files)

    def _settle(self, future: "Future[Any]") -> None:
        future.add_done_callback(self._bridge.onto_gui(self._settled))

    def _settled(self, future: "Future[Any]") -> None:
        """On the GUI thread, with a future that is done. What is not the world's fault flies on."""
        if future.cancelled():
            return
        try:
            future.result()
        except FindlingError as error:
            self.failed.emit(error)
        self.look()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        ended = (
            progress.activity is Activity.IDLE and self.progress.activity is not Activity.IDLE
        )
        more_failed = progress.failed != self.progress.failed
        self.progress = progress
        self.progressed.emit(progress)
        if ended or more_failed:
            self._library_changed()

    @Slot()
    def _library_changed(self) -> None:
        if not self._recounting.isActive():
            self._recounting.start()

    def _folders_came(self, folders: list[FolderStatus] | FindlingError) -> None:
        if not isinstance(folders, FindlingError):
            self.folders_changed.emit(list(folders))

    def _failures_came(self, failures: list[FailureRow] | FindlingError) -> None:
        if not isinstance(failures, FindlingError):
            self.failures_changed.emit(list(failures))
