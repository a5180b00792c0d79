"""What a system has to keep a process to reading. Imports nothing: it is asked before the first thread is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """What keeps the processes that open files to reading. `landlock`: its version, 0 where there is none."""

    landlock: int = 0
    seccomp: bool = False
