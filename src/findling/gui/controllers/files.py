"""What is done to files: looked up first, asked, carried out on a thread of its own, told how it went.

Without a window. Every deed that can be taken back is put on the stack here, and nowhere else.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from findling.core.errors import FindlingError
from findling.core.handing import Deed, FileActions, Refused, Renamed, Report, UndoStack
from findling.core.model import Found
from findling.gui.bridge import Bridge
from findling.gui.choice import Choice
from findling.gui.services import Browse, Services
from findling.gui.side_thread import SideThread


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashQuestion:
    """What would be moved, what cannot be, and how many other copies of the same contents stay."""

    files: tuple[Found, ...]
    refused: tuple[Refused, ...] = ()
    staying: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    deed: Deed
    report: Report


class FilesController(QObject):
    trash_asked = Signal(object)  # TrashQuestion
    trashed = Signal(object)  # Report
    rename_asked = Signal(object)  # Found
    renamed = Signal(object)  # Renamed
    rename_refused = Signal(object)  # FindlingError
    taken_back = Signal(object)  # TakenBack
    undo_changed = Signal(object)  # Deed | None
    failed = Signal(object)  # FindlingError

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._bridge = services, bridge
        self._files = services.files
        self._side = SideThread("files")
        self._closed = False
        self._undo = self._files.undo if self._files is not None else UndoStack()

    @property
    def newest(self) -> Deed | None:
        return self._undo.newest

    def close(self) -> None:
        self._closed = True
        self._side.close()

    def ask_trash(self, choice: Choice) -> None:
        self._look_up(choice, self._may_trash)

    def ask_rename(self, choice: Choice) -> None:
        self._look_up(choice, self._may_rename)

    def move_to_trash(self, files: tuple[Found, ...]) -> None:
        if self._files is not None and files:
            done = self._bridge.onto_gui(self._trashed)
            self._side.run(partial(self._files.move_to_trash, files), done)

    def rename(self, file: Found, name: str) -> None:
        if self._files is not None:
            done = self._bridge.onto_gui(self._renamed)
            self._side.run(partial(self._files.rename, file, name), done)

    def undo(self) -> None:
        """The newest deed; whatever comes of it, it is off the stack: the report tells what is left as it is."""
        if self._closed or self._files is None or (deed := self._undo.pop()) is None:
            return
        self.undo_changed.emit(self._undo.newest)
        done = self._bridge.onto_gui(partial(self._taken_back, deed))
        self._side.run(partial(self._files.take_back, deed), done)

    def _look_up(self, choice: Choice, then: object) -> None:
        if self._files is None or not choice.ids:
            return
        look = partial(_held, choice, self._services.browse, self._files)
        self._services.lane.run(look, self._bridge.onto_gui(then))  # type: ignore[arg-type]

    def _may_trash(self, held: TrashQuestion | FindlingError) -> None:
        if isinstance(held, FindlingError):
            self.failed.emit(held)
        elif held.files:
            self.trash_asked.emit(held)
        elif held.refused:
            self.failed.emit(held.refused[0].error)

    def _may_rename(self, held: TrashQuestion | FindlingError) -> None:
        if isinstance(held, FindlingError):
            self.failed.emit(held)
        elif held.refused:
            self.failed.emit(held.refused[0].error)
        elif held.files:
            self.rename_asked.emit(held.files[0])

    def _trashed(self, report: Report | BaseException) -> None:
        if isinstance(report, BaseException):
            self._fall(report)
            return
        if report.back is not None:
            self._undo.push(report.back)
            self.undo_changed.emit(report.back)
        self.trashed.emit(report)

    def _renamed(self, done: Renamed | BaseException) -> None:
        if isinstance(done, FindlingError):
            self.rename_refused.emit(done)
        elif isinstance(done, BaseException):
            raise done
        else:
            self._undo.push(done)
            self.undo_changed.emit(done)
            self.renamed.emit(done)

    def _taken_back(self, deed: Deed, report: Report | BaseException) -> None:
        if isinstance(report, BaseException):
            self._fall(report)
        else:
            self.taken_back.emit(TakenBack(deed=deed, report=report))

    def _fall(self, error: BaseException) -> None:
        if not isinstance(error, FindlingError):
            raise error
        self.failed.emit(error)


def _held(choice: Choice, browse: Browse, files: FileActions) -> TrashQuestion:
    """On the lane's thread."""
    rows, staying = choice.files(browse)
    held = list(zip(rows, files.held(rows), strict=True))
    return TrashQuestion(
        files=tuple(found for _, found in held if isinstance(found, Found)),
        refused=tuple(
            Refused(path=row.path, error=found)
            for row, found in held
            if isinstance(found, FindlingError)
        ),
        staying=staying + choice.folded,
    )
