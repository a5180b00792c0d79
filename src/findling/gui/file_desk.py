"""Where files are renamed, moved to the trash and brought back: the questions, the line for a name, what is told.

The part of the desk between the chosen items and the controller of files.
"""

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.handing import Deed, Renamed, Report
from findling.core.model import Found
from findling.gui import file_words, words
from findling.gui.bridge import Bridge
from findling.gui.choice import chosen
from findling.gui.controllers.files import FilesController, TakenBack, TrashQuestion
from findling.gui.gestures import ask
from findling.gui.icons import IconName
from findling.gui.rename_line import RenameLine
from findling.gui.services import Services
from findling.gui.trash_dialog import TrashDialog
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)


class FileDesk(QObject):
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._closed = False
        self.files = FilesController(services, bridge, self)
        self.line = RenameLine(window.theme, window.grid.viewport())
        self._renaming: tuple[int, Found] | None = None
        self._closed = False
        self._dialog: TrashDialog | None = None
        self._next: int | None = None
        """The place of what went to the trash: what comes up there is chosen then."""
        self._wire()
        self._undo_changed(self.files.newest)

    def close(self) -> None:
        """Idempotent."""
        if self._closed:
            return
        self._closed = True
        self.line.close_line()
        if self._dialog is not None:
            self._dialog.reject()
        self.files.close()
        self.line.deleteLater()

    def _wire(self) -> None:
        files, acts, window = self.files, self._window.acts, self._window
        acts["trash"].triggered.connect(self._ask_trash)
        acts["rename"].triggered.connect(self._ask_rename)
        acts["undo"].triggered.connect(self._undo)
        window.message.offer_requested.connect(self._undo)
        window.grid.laid_out.connect(self._laid_out)
        self.line.name_requested.connect(self._name_entered)
        self.line.closed.connect(self._line_closed)
        files.trash_asked.connect(self._trash_asked)
        files.trashed.connect(self._trashed)
        files.rename_asked.connect(self._rename_asked)
        files.renamed.connect(self._renamed)
        files.rename_refused.connect(self._rename_refused)
        files.taken_back.connect(self._taken_back)
        files.undo_changed.connect(self._undo_changed)
        files.failed.connect(self.failed)

    # to the trash and back

    @Slot()
    def _ask_trash(self) -> None:
        if self._dialog is None:
            self.files.ask_trash(chosen(self._window.grid))

    @Slot(object)
    def _trash_asked(self, question: TrashQuestion) -> None:
        if self._dialog is not None:
            return
        dialog = self._dialog = TrashDialog(self._window.theme, question, self._window)
        dialog.agreed.connect(self.files.move_to_trash)
        dialog.finished.connect(self._dialog_closed)
        dialog.open()
        log.debug("dialog: %d files to the trash", len(question.files))

    @Slot()
    def _dialog_closed(self) -> None:
        self._dialog = None

    @Slot(object)
    def _trashed(self, report: Report) -> None:
        icon = IconName.TROUBLE if report.refused else IconName.CHECK
        items = self._window.grid.selection.items()
        self._next = items[0] if items and not report.refused else None
        offer = self.tr("Undo") if report.back is not None else ""
        told = file_words.trashed(report)
        self._window.message.say(told, icon=icon, closes=True, offer=offer)
        log.debug("moved %d files to the trash", len(report.done))

    @Slot()
    def _undo(self) -> None:
        self._window.message.take_offer_back()
        self.files.undo()

    @Slot(object)
    def _taken_back(self, back: TakenBack) -> None:
        icon = IconName.TROUBLE if back.report.refused else IconName.CHECK
        self._window.message.say(file_words.taken_back(back), icon=icon, closes=True)
        log.debug("took back %s", file_words.deed(back.deed))

    @Slot(object)
    def _undo_changed(self, newest: Deed | None) -> None:
        self._window.acts.set_deed(file_words.deed(newest))

    # another name

    @Slot()
    def _ask_rename(self) -> None:
        choice = chosen(self._window.grid)
        if len(choice.ids) == 1:
            self.files.ask_rename(choice)

    @Slot(object)
    def _rename_asked(self, file: Found) -> None:
        """The line opens if the same item is still the one that is chosen."""
        grid = self._window.grid
        place = grid.selection.current
        cell = grid.cell(grid.current_id) if grid.current_id is not None else None
        if place is None or cell is None or cell.path != file.path:
            return
        grid.show_item(place)
        self._renaming = (cell.id, file)
        self.line.open_over(grid.rectangle(place), words.readable(file.path.name))
        log.debug("renaming %s", file.path.name)

    @Slot(str)
    def _name_entered(self, name: str) -> None:
        if self._renaming is None:
            return
        _, file = self._renaming
        if name == words.readable(file.path.name):
            self.line.close_line()
            return
        before, after = file.path.suffix, Path(name.replace("\0", "")).suffix
        if before.casefold() == after.casefold():
            self._rename(file, name)
        else:
            self._ask_ending(file, name, before, after)

    def _ask_ending(self, file: Found, name: str, before: str, after: str) -> None:
        if not after:
            text = self.tr("Take the ending “{before}” away?").format(before=before)
        elif not before:
            text = self.tr("Add the ending “{after}”?").format(after=after)
        else:
            text = self.tr("Change the ending from “{before}” to “{after}”?").format(
                before=before, after=after
            )
        ask(
            self._window,
            title=self.tr("Another ending"),
            text=text,
            more=self.tr(
                "What is in the file stays the same. Findling and other programs may not show it any more."
            ),
            yes=self.tr("Change ending"),
            do=partial(self._rename, file, name),
        )

    def _rename(self, file: Found, name: str) -> None:
        self.line.set_waiting()
        self.files.rename(file, name)

    @Slot(object)
    def _renamed(self, done: Renamed) -> None:
        self.line.close_line()
        self._window.message.take_offer_back()
        log.debug("renamed to %s", done.now.path.name)

    @Slot(object)
    def _rename_refused(self, error: FindlingError) -> None:
        if self._renaming is None:
            self.failed.emit(error)
        else:
            self.line.say(f"{error.message} {error.hint}".strip())

    @Slot()
    def _line_closed(self) -> None:
        self._renaming = None

    @Slot()
    def _laid_out(self) -> None:
        """The line stays over its thumbnail, and goes with it; a place that became empty leads to the next."""
        self._choose_next()
        if self._renaming is None:
            return
        place = self._window.grid.place_of(self._renaming[0])
        if place is None:
            self.line.close_line()
        else:
            self.line.place(self._window.grid.rectangle(place))

    def _choose_next(self) -> None:
        grid = self._window.grid
        if self._next is None or len(grid.selection):
            return
        if len(grid.results):
            grid.selection.choose(min(self._next, len(grid.results) - 1))
        self._next = None
