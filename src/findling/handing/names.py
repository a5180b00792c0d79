"""Which names a file can be given. Pure; the disk has the last word."""

import os

from findling.core.errors import FindlingError

LONGEST = 255
"""Bytes of UTF-8 (Windows: units of UTF-16); what nearly every file system allows."""
_ODD_ON_WINDOWS = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
    ]
)


def trouble_with_name(name: str, *, windows: bool = os.name == "nt") -> FindlingError | None:
    """Why a file cannot be called so, in words; None if it can."""
    if not name.strip():
        return _trouble("A file needs a name.")
    if name in (".", ".."):
        return _trouble("A file cannot be called that.")
    if name.startswith("."):
        return _trouble("A name that begins with a dot is hidden.")
    if "/" in name:
        return _trouble("A name cannot contain “/”.")
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        return _trouble("A name cannot contain line breaks or other invisible signs.")
    if windows and (trouble := _trouble_on_windows(name)):
        return trouble
    try:
        long = len(name.encode("utf-16-le")) // 2 if windows else len(name.encode())
    except UnicodeEncodeError:
        return _trouble("The name contains signs that are no text.")
    if long > LONGEST:
        return FindlingError("name-too-long", "The name is too long.", hint="Shorten it.")
    return None


def _trouble_on_windows(name: str) -> FindlingError | None:
    odd = sorted(_ODD_ON_WINDOWS.intersection(name))
    if odd:
        return _trouble(f"A name cannot contain “{odd[0]}”.")
    if name.split(".")[0].strip().lower() in _DEVICES:
        return _trouble("Windows keeps this name for itself.")
    if name[-1] in ". ":
        return _trouble("A name cannot end with a dot or a space.")
    return None


def _trouble(message: str) -> FindlingError:
    return FindlingError("bad-name", message, hint="Choose another name.")
