"""How far a decode process stands back behind everything else on the machine. In the process itself, before it begins."""

import os
import platform
import sys

from findling.core.settings import Effort

NICENESS = {Effort.QUIET: 19, Effort.NORMAL: 10, Effort.FULL: 0}
_SET_IO_PRIORITY = {"x86_64": 251, "aarch64": 30}
"""Numbers of Linux's system call ioprio_set, for which Python has no name."""
_THIS_PROCESS, _IDLE = 1, 3 << 13
"""IOPRIO_WHO_PROCESS, and IOPRIO_CLASS_IDLE where the class stands (linux/ioprio.h)."""


def make_room(effort: Effort) -> None:
    """Processor time as `NICENESS` says; with a quiet effort the disk only while nobody else wants it."""
    if sys.platform == "win32":
        return
    os.nice(NICENESS[effort])
    if effort is Effort.QUIET and sys.platform == "linux":
        _wait_for_the_disk()


def _wait_for_the_disk() -> None:
    """A kernel that refuses is no trouble: the processor's share is small all the same."""
    import ctypes

    number = _SET_IO_PRIORITY.get(platform.machine())
    if number is not None:
        ctypes.CDLL(None, use_errno=True).syscall(number, _THIS_PROCESS, 0, _IDLE)
