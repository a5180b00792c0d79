"""Why a file is left as it is, in words."""

import errno
from pathlib import Path

from findling.core.errors import FindlingError

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def readable(path: Path) -> str:
    """The file's name fit for the screen, also where its bytes are no text."""
    return path.name.encode("utf-8", "replace").decode("utf-8", "replace")


def not_there(path: Path) -> FindlingError:
    return FindlingError(
        "not-there",
        f"{readable(path)} is not there at the moment.",
        hint="Connect the drive it is on, or wait for the next look.",
    )


def changed(path: Path) -> FindlingError:
    return FindlingError(
        "changed-meanwhile",
        f"{readable(path)} is another file than the one shown here; it was left alone.",
        hint="Wait until Findling has looked at it again.",
    )


def taken(path: Path) -> FindlingError:
    return FindlingError(
        "name-taken",
        f"There is already something called {readable(path)} in this folder.",
        hint="Choose another name.",
    )


def unsafe(path: Path) -> FindlingError:
    return FindlingError(
        "cannot-move-safely",
        f"This drive cannot move {readable(path)} without the danger of writing over another file.",
        hint="Do it in the file manager.",
    )


def of_os_error(error: OSError, path: Path) -> FindlingError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV):
        return not_there(path)
    if error.errno == errno.EEXIST:
        return taken(path)
    if error.errno in _FORBIDDEN:
        return FindlingError(
            "read-only",
            f"{readable(path)} may not be changed: it, its folder or its drive is read-only.",
            hint="Check who it belongs to and whether the drive may be written to.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return FindlingError("name-too-long", "The name is too long.", hint="Shorten it.")
    if error.errno == errno.ENOSPC:
        return FindlingError("disk-full", "The disk is full.", hint="Make room and try again.")
    said = error.strerror or type(error).__name__
    return FindlingError(
        "system-said-no", f"{readable(path)} could not be moved: {said}.", hint=""
    )
