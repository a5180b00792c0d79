"""Hands files on to other programs: open, show in the file manager. Never runs what was found.

`refusal`, `media_types`, `start`, `sort_dropped` and `suggested_folders` touch the disk: lane's thread only. The rest: GUI thread.
"""

import os
import stat
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeDatabase, QObject, QProcess, QStandardPaths, QUrl
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
)
from PySide6.QtGui import QDesktopServices

from findling.core.errors import FindlingError
from findling.core.handing import Program
from findling.gui import words
from findling.media.names import kind_by_name

_RUNS = frozenset(
    [
        "desktop",
        "exe",
        "com",
        "scr",
        "msi",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "lnk",
        "url",
        "pif",
        "cpl",
        "reg",
        "jar",
        "sh",
        "bash",
        "zsh",
        "csh",
        "fish",
        "command",
        "app",
        "run",
        "bin",
        "appimage",
        "py",
        "pyw",
        "pl",
        "rb",
        "php",
        "elf",
        "so",
        "dll",
        "deb",
        "rpm",
        "flatpakref",
        "workflow",
        "action",
        "scpt",
    ]
)
"""Endings that a system may run instead of show, whatever lies inside."""


def refusal(path: Path) -> FindlingError | None:
    """Why a file is not opened, in words; None if it may be. A media content can wear any name."""
    name = words.readable(path.name)
    try:
        mode = path.stat().st_mode
    except OSError:
        return FindlingError(
            "not-there",
            words.translate("Opening", "{name} is not there at the moment.").format(name=name),
            hint=words.translate(
                "Opening", "Connect the drive it is on, or wait for the next look."
            ),
        )
    named_as_media = kind_by_name(path.name) is not None
    executable = bool(mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)) and os.name != "nt"
    runs = path.suffix[1:].lower() in _RUNS or (executable and not named_as_media)
    if not stat.S_ISREG(mode) or runs:
        return FindlingError(
            "may-run",
            words.translate(
                "Opening", "{name} could run as a program, so Findling does not open it."
            ).format(name=name),
            hint=words.translate("Opening", "Use “Show in folder” and look at it there."),
        )
    return None


def open_file(path: Path) -> bool:
    """In the program the system knows for it; call `refusal` before."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def reveal(path: Path, parent: QObject) -> None:
    """Shows the file, chosen, in the system's file manager; where there is none, opens its folder."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer.exe", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        _reveal_by_bus(path, parent)


def media_types(paths: Sequence[Path]) -> list[list[str]]:
    """Of each kind of file among them, its media type and that's parents, told by the names alone."""
    database = QMimeDatabase()
    by_name = QMimeDatabase.MatchMode.MatchExtension
    met = {}
    for ending in {path.suffix.lower(): path for path in paths}.values():
        found = database.mimeTypeForFile(str(ending), by_name)
        every = (found.name(), *found.aliases(), *found.allAncestors())
        met[found.name()] = [name for name in every if name != "application/octet-stream"]
    return list(met.values())


def program_at(path: Path) -> Program:
    """A program that a person chose; it is told the files and nothing else."""
    where = str(path).replace("%", "%%")
    command = ("open", "-a", where, "%F") if sys.platform == "darwin" else (where, "%F")
    return Program(id=where, name=path.name, command=command, several=True)


def start(program: Program, paths: Sequence[Path]) -> FindlingError | None:
    """Without a shell. Why nothing was started, in words: nothing is if one of the files is refused."""
    for path in paths:
        if (refused := refusal(path)) is not None:
            return refused
    for command, *arguments in program.calls(paths):
        if not QProcess.startDetached(command, arguments, str(Path.home()))[0]:
            said = words.translate("Opening", "{name} could not be started.")
            name = words.readable(program.name)
            return FindlingError("not-started", said.format(name=name), hint="")
    return None


def system_chooser() -> Program:
    """Windows' own question which program to use."""
    command = ("rundll32.exe", "shell32.dll,OpenAs_RunDLL", "%f")
    return Program(id="system", name="rundll32", command=command, several=False)


def sort_dropped(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """(folders, files)."""
    folders = [path for path in paths if path.is_dir()]
    return folders, [path for path in paths if path not in folders]


def no_folder() -> FindlingError:
    """What is said when something else was dropped where folders are listed."""
    return FindlingError(
        "no-folder",
        words.translate("Opening", "Only folders can be added here."),
        hint=words.translate("Opening", "Drop the folder that the files lie in."),
    )


def suggested_folders() -> list[tuple[Path, bool]]:
    """The system's own places for media as far as they exist, and whether each is a place for pictures and clips."""
    place = QStandardPaths.StandardLocation
    wanted = (
        place.PicturesLocation,
        place.MoviesLocation,
        place.MusicLocation,
        place.DocumentsLocation,
    )
    found = [(Path(p), w) for w in wanted if (p := QStandardPaths.writableLocation(w))]
    there = {p: w in wanted[:2] for p, w in reversed(found) if p.is_dir() and p != Path.home()}
    return list(reversed(there.items()))


def _reveal_by_bus(path: Path, parent: QObject) -> None:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        _open_folder(path)
        return
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1",
        "ShowItems",
    )
    uri = bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode()
    message.setArguments([[uri], ""])
    call: QDBusPendingCall = bus.asyncCall(message, 5000)
    watcher = QDBusPendingCallWatcher(call, parent)
    watcher.finished.connect(partial(_answered, path))


def _answered(path: Path, watcher: QDBusPendingCallWatcher) -> None:
    if watcher.isError():
        _open_folder(path)
    watcher.deleteLater()


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
