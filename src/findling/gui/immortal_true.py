"""Works around PySide 6.12 on Python 3.11: `Signal.emit` gives away a reference to True that it does not own.

Measured: `sys.getrefcount(True)` falls by one with every emit, and some hundred emits later the interpreter aborts in
`bool_dealloc`. From Python 3.12 on True is immortal and nothing is lost. Called once before any signal is emitted.
"""

import ctypes
import sys

ENOUGH = 1 << 40
"""References: a million emits a second would take twelve days."""


def keep_true() -> None:
    """Gives True so many references that none of those that are given away is the last. Idempotent."""
    if sys.version_info >= (3, 12):
        return
    count = ctypes.c_ssize_t.from_address(id(True))  # the first field of every CPython object
    if sys.getrefcount(True) < ENOUGH:
        count.value += ENOUGH
