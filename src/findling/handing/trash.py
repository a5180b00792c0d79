"""To the system's trash and, where that keeps to the freedesktop rules, back again.

Send2Trash moves; it does not say where to. The file keeps its inode on the way, so it is found by that among the trash
folders that are possible, and counts as found only if the note beside it (`.trashinfo`) names the place it came from.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from findling.core.errors import FindlingError
from findling.core.handing import Trashed
from findling.core.model import Found
from findling.handing.moving import look, move, untouched
from findling.handing.refusals import changed, not_there, of_os_error, readable


def send(file: Found) -> tuple[int, int]:
    """Moves exactly this file to the trash. Raises FindlingError. Returns device and inode of its folder."""
    from send2trash import send2trash

    try:
        folder = file.path.parent.stat()
        if not untouched(look(file.path), file):
            raise changed(file.path)
        if not os.access(
            file.path.parent, os.W_OK
        ):  # else a note would stay behind in the trash
            raise PermissionError(13, "read-only")
        send2trash(str(file.path))
    except OSError as error:
        raise of_os_error(error, file.path) from error
    return folder.st_dev, folder.st_ino


def found_again(sent: Iterable[tuple[Found, tuple[int, int]]]) -> list[Trashed]:
    """Where the files lie now that were sent; one look at each trash folder for all of them."""
    sent = list(sent)
    if sys.platform in ("win32", "darwin"):
        return [Trashed(was=file, entry=None, folder=folder) for file, folder in sent]
    entries: dict[int, list[Path]] = {}
    wanted = {file.inode for file, _ in sent}
    for trash in {t: None for file, _ in sent for t in _possible_trashes(file)}:
        for inode, path in _entries(trash):
            if inode in wanted:
                entries.setdefault(inode, []).append(path)
    return [
        Trashed(was=file, entry=_own_entry(file, entries.get(file.inode, [])), folder=folder)
        for file, folder in sent
    ]


def bring_back(trashed: Trashed) -> Found:
    """Out of the trash to where it lay: into the same folder, under the same name, never over anything."""
    entry, was = trashed.entry, trashed.was
    if entry is None or not is_noted(entry, was.path):
        raise FindlingError(
            "not-in-trash",
            f"{readable(was.path)} is not in the trash any more.",
            hint="Look for it in the file manager.",
        )
    try:
        folder = was.path.parent.stat()
    except OSError as error:
        raise not_there(was.path.parent) from error
    if (folder.st_dev, folder.st_ino) != trashed.folder:
        raise FindlingError(
            "folder-changed",
            f"The folder that {readable(was.path)} lay in is not the same any more. It is still in the trash.",
            hint="Bring it back in the file manager.",
        )
    now = move(_at(was, entry), was.path)
    _note(entry).unlink(missing_ok=True)
    return now


def is_noted(entry: Path, original: Path) -> bool:
    """Whether the note beside a file in the trash says that it came from `original`."""
    try:
        lines = _note(entry).read_bytes().splitlines()
    except OSError:
        return False
    said = next((line[5:] for line in lines if line.startswith(b"Path=")), None)
    if said is None or lines[0].strip() != b"[Trash Info]":
        return False
    path = os.fsdecode(unquote_to_bytes(said))
    return os.path.normpath(os.path.join(_top_of(entry.parent.parent), path)) == str(original)  # noqa: PTH118


def _own_entry(file: Found, entries: list[Path]) -> Path | None:
    for entry in entries:
        try:
            seen = look(entry)
        except FindlingError:
            continue
        if untouched(seen, file) and is_noted(entry, file.path):
            return entry
    return None


def _at(file: Found, path: Path) -> Found:
    return Found(
        path=path,
        size=file.size,
        mtime_ns=file.mtime_ns,
        inode=file.inode,
        device=file.device,
    )


def _note(entry: Path) -> Path:
    return entry.parent.parent / "info" / f"{entry.name}.trashinfo"


def _entries(trash: Path) -> Iterator[tuple[int, Path]]:
    try:
        with os.scandir(trash / "files") as found:
            for each in found:
                yield each.inode(), Path(each.path)
    except OSError:
        return


def _home_trash() -> Path:
    named = os.environ.get("XDG_DATA_HOME") or ""
    base = Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share"  # noqa: PTH117
    return base / "Trash"


def _possible_trashes(file: Found) -> list[Path]:
    """The person's own, and those at the top of the drive."""
    top = _mount_point(file.path.parent)
    user = str(os.getuid()) if hasattr(os, "getuid") else ""
    return [_home_trash(), top / ".Trash" / user, top / f".Trash-{user}"]


def _mount_point(folder: Path) -> Path:
    real = Path(os.path.realpath(folder))
    while not real.is_mount():
        real = real.parent
    return real


def _top_of(trash: Path) -> Path:
    """What relative paths in the notes of a trash folder start from."""
    if trash.parent.name == ".Trash":
        return trash.parent.parent
    return trash.parent
