"""Whether there is a screen to open the window on: asked before Qt is, which would end the program without a word."""

import os
import socket
import sys
from collections.abc import Mapping

from findling.core.errors import FindlingError


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """On Linux a screen has to be named and, where that is cheap to find out, has to answer."""
    if not sys.platform.startswith("linux"):
        return True
    if environment.get("QT_QPA_PLATFORM") or environment.get("WAYLAND_DISPLAY"):
        return True
    name = environment.get("DISPLAY", "")
    return bool(name) and _answers(name)


def _answers(name: str) -> bool:
    """Only a screen of this machine (":0") is tried: it listens on a socket in the file system, an abstract one, or TCP."""
    number = name.removeprefix("unix").removeprefix(":").split(".")[0]
    if not name.startswith((":", "unix:")) or not number.isdigit():
        return True
    place = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (where X servers listen)
    return (
        _listens(socket.AF_UNIX, place)
        or _listens(socket.AF_UNIX, f"\0{place}")
        or _listens(socket.AF_INET, ("127.0.0.1", 6000 + int(number)))
    )


def _listens(family: socket.AddressFamily, place: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.settimeout(2)
        try:
            door.connect(place)
        except (OSError, OverflowError):
            return False
    return True


def no_display() -> FindlingError:
    return FindlingError(
        "no-display",
        "There is no screen here to open the window on.",
        hint='Ask in the terminal instead: findling search "red car", or try findling demo --no-window.',
    )
