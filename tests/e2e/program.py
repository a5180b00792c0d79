"""The whole program as a process, watched through the lines of its log. Waits on lines, never on the clock."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.screen import Screen


class NeverSaid(AssertionError):
    """The program did not log what was waited for."""


@dataclass(slots=True)
class Program:
    library: Path
    process: "subprocess.Popen[bytes]"
    read: int = 0

    def log(self) -> str:
        path = self.library / "findling.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def mark(self) -> None:
        """From here on only new lines count."""
        self.read = len(self.log())

    def wait_for(self, pattern: str, *, seconds: float = 30.0) -> re.Match[str]:
        """Waits for a new log line; the match. Later waits start behind it."""
        end = time.monotonic() + seconds
        wanted = re.compile(pattern)
        while time.monotonic() < end:
            log = self.log()
            if found := wanted.search(log, self.read):
                self.read = found.end()
                return found
            if self.process.poll() is not None:
                raise NeverSaid(f"ended with {self.process.returncode}:\n{log[-3000:]}")
            _next_line(self.library / "findling.log", seen=len(log))
        raise NeverSaid(f"{pattern!r} within {seconds} s; the log ends:\n{self.log()[-3000:]}")


def _next_line(path: Path, *, seen: int) -> None:
    """Returns when the log has grown, or after a short while, whichever comes first."""
    patience = time.monotonic() + 0.25
    while time.monotonic() < patience:
        if path.exists() and path.stat().st_size > seen:
            return
        os.sched_yield()
        time.sleep(0.005)


@contextmanager
def running(
    screen: Screen, library: Path, *words: str, home: Path | None = None, **variables: str
) -> Iterator[Program]:
    """`findling --library LIBRARY WORDS…` with its window on `screen`; ended politely, then by force.

    `variables` of the environment come on top.
    """
    usual = {
        "FINDLING_LOG": "debug",
        "PYTHONPATH": "src",
        "PYTHONUNBUFFERED": "1",
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
    }
    environment = screen.environment(**{**usual, **variables})
    if home is not None:
        environment["HOME"] = str(home)
    process = subprocess.Popen(
        [sys.executable, "-m", "findling", "--library", str(library), *words],
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    program = Program(library, process)
    try:
        yield program
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
