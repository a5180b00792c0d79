"""Works around PySide 6.12 on Python 3.11: it gives away references to True and None that it does not own.

Measured: `sys.getrefcount(True)` falls by one with every `Signal.emit`, and some hundred emits later the interpreter
aborts in `bool_dealloc`; None runs out more slowly, at the end of a longer run (`none_dealloc`). From Python 3.12 on
both are immortal and nothing is lost. Called once before any signal is emitted.
"""

import ctypes
import sys

ENOUGH = 1 << 40
"""References: a million a second would last twelve days."""


def keep_immortal() -> None:
    """Gives True, False and None so many references that none that is given away is the last. Idempotent."""
    if sys.version_info >= (3, 12):
        return
    for one in (True, False, None):
        count = ctypes.c_ssize_t.from_address(
            id(one)
        )  # the first field of every CPython object
        if sys.getrefcount(one) < ENOUGH:
            count.value += ENOUGH
