"""Where chosen items are handed to other programs: copied, dragged out, opened with one of them; and the item's menu.

The part of the desk between the grid and the world outside. It changes no file.
"""

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from findling.core.errors import FindlingError
from findling.core.handing import Program
from findling.core.model import Kind
from findling.core.viewing import Picture
from findling.gui import words
from findling.gui.bridge import Bridge
from findling.gui.cell import Cell
from findling.gui.choice import Choice, chosen
from findling.gui.drag_picture import drag_picture
from findling.gui.file_data import file_data, image_of, picture_data, png
from findling.gui.icons import IconName
from findling.gui.opening import media_types, program_at, start, system_chooser
from findling.gui.services import Services
from findling.gui.side_thread import SideThread
from findling.gui.thumbnails import Thumbnails, read_picture
from findling.gui.window import MainWindow

OPENED_SINGLY = 10
"""Files for each of which a program of its own may be started."""
TALLEST = 100_000
"""Pixels: a stored thumbnail is taken as it is."""


def start_drag(source: QWidget, data: QMimeData, picture: QPixmap) -> None:
    """Copies only, the files stay."""
    drag = QDrag(source)
    drag.setMimeData(data)
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(16, 16))
    drag.exec(Qt.DropAction.CopyAction)


class HandDesk(QObject):
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        thumbnails: Thumbnails,
        drag: Callable[[QWidget, QMimeData, QPixmap], None] = start_drag,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._thumbnails, self._start_drag = thumbnails, drag
        self._side = SideThread("pictures")
        self._programs: list[Program] = []
        self._wire()
        self._chosen_changed()

    def close(self) -> None:
        self._side.close()

    def _wire(self) -> None:
        acts, grid = self._window.acts, self._window.grid
        acts["copy"].triggered.connect(self._copy)
        acts["copy-paths"].triggered.connect(self._copy_paths)
        acts["copy-picture"].triggered.connect(self._copy_picture)
        acts.submenu("open-with").aboutToShow.connect(self._look_for_programs)
        grid.current_changed.connect(self._chosen_changed)
        grid.menu_requested.connect(self._menu)
        grid.drag_requested.connect(self._drag)

    @Slot()
    def _chosen_changed(self) -> None:
        self._window.acts.set_chosen(len(self._window.grid.selection))

    @Slot(object, QPoint)
    def _menu(self, _cells: list[Cell], where: QPoint) -> None:
        self._window.acts.item_menu().popup(where)

    # copied

    @Slot()
    def _copy(self) -> None:
        self._with_paths(self._paths_to_copy)

    def _paths_to_copy(self, paths: list[Path]) -> None:
        QGuiApplication.clipboard().setMimeData(file_data(paths))

    @Slot()
    def _copy_paths(self) -> None:
        self._with_paths(self._paths_as_text)

    def _paths_as_text(self, paths: list[Path]) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(path) for path in paths))

    @Slot()
    def _copy_picture(self) -> None:
        """A photo in full; of anything else what is shown of it."""
        cells = self._window.grid.chosen()
        if len(cells) != 1:
            return
        cell, viewer = cells[0], self._services.viewer
        came = self._bridge.onto_gui(self._picture_came)
        if cell.kind is Kind.PHOTO and viewer is not None:
            viewer.photo(cell.path, longest=0).add_done_callback(partial(_result, came))
        elif cell.content is not None:
            stored = self._services.paths.thumbnail(cell.content)
            self._side.run(partial(_stored_picture, stored), came)

    def _picture_came(self, picture: Picture | tuple[QImage, bytes] | BaseException) -> None:
        if isinstance(picture, Picture):
            came = self._bridge.onto_gui(self._picture_came)
            self._side.run(partial(_packed, picture), came)
        elif isinstance(picture, tuple):
            QGuiApplication.clipboard().setMimeData(picture_data(*picture))
            self._window.message.say(
                self.tr("The picture was copied"), icon=IconName.CHECK, closes=True
            )
        elif isinstance(picture, FindlingError):
            self.failed.emit(picture)
        elif isinstance(picture, OSError):
            self.failed.emit(_no_picture())
        else:
            raise picture

    # dragged

    @Slot(object)
    def _drag(self, cells: list[Cell]) -> None:
        """At once where the rows are there; else as soon as they are, if the button is still held."""
        choice = chosen(self._window.grid)
        if trouble := choice.trouble:
            self.failed.emit(trouble)
            return
        picture = self._drag_picture(cells, len(choice.ids))
        if len(cells) == len(choice.ids):
            data = file_data([cell.path for cell in cells])
            self._start_drag(self._window.grid, data, picture)
        else:
            self._with_paths(partial(self._drag_late, picture))

    def _drag_late(self, picture: QPixmap, paths: list[Path]) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._start_drag(self._window.grid, file_data(paths), picture)

    def _drag_picture(self, cells: list[Cell], count: int) -> QPixmap:
        grid = self._window.grid
        first = sorted(cells[:64], key=lambda cell: cell.id != grid.current_id)
        held = [self._thumbnails.picture(c.content) for c in first if c.content is not None]
        pictures = [one[0] for one in held if one is not None]
        ratio = grid.devicePixelRatioF()
        return drag_picture(self._window.theme, pictures, count=count, ratio=ratio)

    # opened with another program

    @Slot()
    def _look_for_programs(self) -> None:
        files = self._services.files
        self._show_programs([], looking=files is not None and sys.platform == "linux")
        if files is None or sys.platform != "linux":
            return
        choice, browse = chosen(self._window.grid), self._services.browse

        def look() -> list[Program]:
            return files.programs(media_types(choice.paths(browse)))

        self._services.lane.run(
            look, self._bridge.onto_gui(partial(self._programs_came, choice))
        )

    def _programs_came(self, choice: Choice, programs: list[Program] | FindlingError) -> None:
        if isinstance(programs, FindlingError):
            programs = []
        few = len(choice.ids) <= OPENED_SINGLY
        self._show_programs([p for p in programs if few or p.several], looking=False)

    def _show_programs(self, programs: list[Program], *, looking: bool) -> None:
        menu = self._window.acts.submenu("open-with")
        menu.clear()
        for program in programs:
            name = program.name.replace("&", "&&")
            menu.addAction(name, partial(self._open_with, program))
        if looking:
            menu.addAction(self.tr("Looking for programs…")).setEnabled(False)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self.tr("Other program…"), self._choose_program)

    def _open_with(self, program: Program) -> None:
        self._with_paths(partial(self._start, program))

    def _start(self, program: Program, paths: list[Path]) -> None:
        self._services.lane.run(
            partial(start, program, paths), self._bridge.onto_gui(self._started)
        )

    def _started(self, trouble: FindlingError | None) -> None:
        if trouble is not None:
            self.failed.emit(trouble)

    @Slot()
    def _choose_program(self) -> None:
        if sys.platform == "win32":
            self._open_with(system_chooser())
            return
        dialog = QFileDialog(self._window, self.tr("Open with"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory("/Applications" if sys.platform == "darwin" else "/usr/bin")
        dialog.fileSelected.connect(self._program_chosen)
        dialog.open()

    @Slot(str)
    def _program_chosen(self, path: str) -> None:
        self._open_with(program_at(Path(path)))

    def _with_paths(self, then: Callable[[list[Path]], None]) -> None:
        choice = chosen(self._window.grid)
        came = self._bridge.onto_gui(partial(self._paths_came, then))
        if choice.ids:
            self._services.lane.run(partial(choice.paths, self._services.browse), came)

    def _paths_came(
        self, then: Callable[[list[Path]], None], paths: list[Path] | FindlingError
    ) -> None:
        if isinstance(paths, FindlingError):
            self.failed.emit(paths)
        elif paths:
            then(paths)


def _result(came: Callable[..., None], future: "Future[Any]") -> None:
    """On whichever thread ends it. What was called off because the window goes is not told."""
    if future.cancelled():
        return
    error = future.exception()
    if not isinstance(error, CancelledError):
        came(future.result() if error is None else error)


def _packed(picture: Picture) -> tuple[QImage, bytes]:
    image = image_of(picture.pixels)
    return image, png(image)


def _stored_picture(path: Path) -> tuple[QImage, bytes]:
    image, _ = read_picture(path, height=TALLEST)
    if image.isNull():
        raise _no_picture()
    return image, png(image)


def _no_picture() -> FindlingError:
    return FindlingError(
        "no-picture",
        words.translate("HandDesk", "There is no picture of it yet."),
        hint=words.translate("HandDesk", "Wait until it has been read."),
    )
