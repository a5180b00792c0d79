"""Handing files on: what the window orders done with a person's own files, and what it is told of it.

Whoever does it touches the disk: never on the GUI thread. Everything is refused in words (FindlingError) rather than
done to another file than the one that was meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from findling.core.errors import FindlingError
from findling.core.model import FileRow, Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """`now`: the file under its new name."""

    before: Path
    now: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashed:
    """`was`: the file where it lay. `entry`: where it lies in the trash; None where it cannot be brought back from here."""

    was: Found
    entry: Path | None
    folder: tuple[int, int]
    """Device and inode of the folder that it lay in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trashing:
    trashed: tuple[Trashed, ...]


Deed = Renamed | Trashing
"""What can be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One file that was left as it is, and why."""

    path: Path
    error: FindlingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How something went for several files. `back`: those that could be brought back, in the order they went."""

    done: tuple[Path, ...]
    refused: tuple[Refused, ...] = ()
    back: Trashing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that opens files of some type. `command`: its words, with the field codes of a desktop entry."""

    id: str
    name: str
    command: tuple[str, ...]
    several: bool
    """Takes many files at once; otherwise it is started once a file."""

    def calls(self, paths: Sequence[Path]) -> list[list[str]]:
        """The words of each start: the first is the program."""
        groups = [list(paths)] if self.several else [[path] for path in paths]
        return [[said for word in self.command for said in _put_in(word, g)] for g in groups]


def _put_in(word: str, paths: list[Path]) -> list[str]:
    if word == "%F":
        return [str(path) for path in paths]
    if word == "%U":
        return [path.as_uri() for path in paths]
    filled, rest = "", word
    while "%" in rest:
        before, _, rest = rest.partition("%")
        code, rest = rest[:1], rest[1:]
        filled += before
        if code == "f":
            filled += str(paths[0])
        elif code == "u":
            filled += paths[0].as_uri()
        elif code == "%":
            filled += "%"
    return [filled + rest]


class UndoStack:
    """What can be taken back, newest first to go. GUI thread; what is popped is the caller's to carry out."""

    DEEPEST = 50

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    @property
    def newest(self) -> Deed | None:
        return self._deeds[-1] if self._deeds else None

    def push(self, deed: Deed) -> None:
        self._deeds = [*self._deeds, deed][-self.DEEPEST :]

    def pop(self) -> Deed | None:
        return self._deeds.pop() if self._deeds else None


class FileActions(Protocol):
    """One at a time, on one thread (but `held` and `programs`, which change nothing: on any)."""

    undo: UndoStack

    def held(self, rows: Sequence[FileRow]) -> list[Found | FindlingError]:
        """Each file as it is now, if it still is what the library knows; else why it is not touched."""
        ...

    def rename(self, file: Found, name: str) -> Renamed:
        """In its folder, never over another file. Raises FindlingError; then everything is as before."""
        ...

    def move_to_trash(self, files: Sequence[Found]) -> Report: ...

    def take_back(self, deed: Deed) -> Report: ...

    def programs(self, types: Sequence[Sequence[str]]) -> list[Program]:
        """Those that open all of these, the usual one first. `types`: of each file its media type and that's parents."""
        ...
