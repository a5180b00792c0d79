"""Carries out what the window orders done with files. One deed at a time, on one thread; looking is free on any."""

import logging
from collections.abc import Sequence

from findling.core.errors import FindlingError
from findling.core.handing import (
    Deed,
    Program,
    Refused,
    Renamed,
    Report,
    Trashed,
    Trashing,
    UndoStack,
)
from findling.core.model import FileRow, Found
from findling.handing import trash
from findling.handing.moving import look, move, must_be_free
from findling.handing.names import trouble_with_name
from findling.handing.programs import programs_for
from findling.handing.refusals import changed

log = logging.getLogger(__name__)


class Handing:
    """Lives as long as the program; what it moved to the trash itself is all that it brings back."""

    def __init__(self) -> None:
        self.undo = UndoStack()
        self._sent: set[Trashed] = set()

    def held(self, rows: Sequence[FileRow]) -> list[Found | FindlingError]:
        return [_held(row) for row in rows]

    def rename(self, file: Found, name: str) -> Renamed:
        if trouble := trouble_with_name(name):
            raise trouble
        target = file.path.with_name(name)
        if name.casefold() != file.path.name.casefold():
            must_be_free(target)
        now = move(file, target)
        log.info("renamed %s to %s", file.path, target)
        return Renamed(before=file.path, now=now)

    def move_to_trash(self, files: Sequence[Found]) -> Report:
        sent: list[tuple[Found, tuple[int, int]]] = []
        refused: list[Refused] = []
        for file in files:
            try:
                sent.append((file, trash.send(file)))
                log.info("moved %s to the trash", file.path)
            except FindlingError as error:
                refused.append(Refused(path=file.path, error=error))
        back = tuple(t for t in trash.found_again(sent) if t.entry is not None)
        self._sent.update(back)
        return Report(
            done=tuple(file.path for file, _ in sent),
            refused=tuple(refused),
            back=Trashing(trashed=back) if back else None,
        )

    def take_back(self, deed: Deed) -> Report:
        if isinstance(deed, Renamed):
            return self._rename_back(deed)
        done, refused = [], []
        for trashed in deed.trashed:
            try:
                done.append(self._bring_back(trashed))
            except FindlingError as error:
                refused.append(Refused(path=trashed.was.path, error=error))
        return Report(done=tuple(found.path for found in done), refused=tuple(refused))

    def programs(self, types: Sequence[Sequence[str]]) -> list[Program]:
        return programs_for(types)

    def _bring_back(self, trashed: Trashed) -> Found:
        if trashed not in self._sent:
            raise changed(trashed.was.path)
        now = trash.bring_back(trashed)
        self._sent.discard(trashed)
        log.info("brought %s back from the trash", now.path)
        return now

    def _rename_back(self, deed: Renamed) -> Report:
        try:
            now = move(deed.now, deed.before)
        except FindlingError as error:
            return Report(done=(), refused=(Refused(path=deed.now.path, error=error),))
        log.info("renamed %s back to %s", deed.now.path, deed.before)
        return Report(done=(now.path,))


def _held(row: FileRow) -> Found | FindlingError:
    try:
        now = look(row.path)
    except FindlingError as error:
        return error
    if (now.size, now.mtime_ns) != (row.size, row.mtime_ns):
        return changed(row.path)
    return now
