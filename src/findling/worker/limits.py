"""What every process that opens a user's file may not do. Called at the start of such a process, before any decoder.

Nothing heavy is imported here.
"""

import os
import signal
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from findling.worker.sandbox import confine


def stand_alone() -> None:
    """Confined, one thread for arithmetic, deaf to the terminal's interrupt, and gone when the program is gone."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine()
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def hush() -> None:
    """What native decoders print about broken files is for nobody; the replies say what went wrong."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def limit(memory: int) -> None:
    """Bounds address space and forbids writing files. Windows has neither."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def alarm(seconds: float) -> None:
    """A second line of defence: the program ends a slow process first, this one ends an orphan. 0: none."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def receive(pipe: Connection) -> object:
    """The next message, from the program itself and so trusted; None at the end of the pipe."""
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return None


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
