"""Peak memory and processor time of a process and all that it started, sampled from /proc. Linux only."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(slots=True)
class Usage:
    """One process: what it is, the most memory it held, the processor seconds it used."""

    role: str
    peak_mb: float = 0.0
    processor: float = 0.0


class Watch:
    """Samples a process and its descendants on a thread of its own until it is closed."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.seen: dict[int, Usage] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            for pid in family(self._pid):
                usage = self.seen.setdefault(pid, Usage(_role(pid, program=self._pid)))
                usage.peak_mb = max(usage.peak_mb, peak_mb(pid))
                usage.processor = max(usage.processor, processor_seconds(pid))


def family(pid: int) -> list[int]:
    """The process and its descendants."""
    pids = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            pids += family(int(child))
    return pids


def peak_mb(pid: int) -> float:
    """VmHWM in MB; 0 for a process that has ended."""
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def processor_seconds(pid: int) -> float:
    """User and system time so far."""
    after_name = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / TICK if after_name else 0.0


def _role(pid: int, *, program: int) -> str:
    if pid == program:
        return "program"
    words = _read(Path(f"/proc/{pid}/cmdline"))
    return "resource tracker" if "resource_tracker" in words else "decode process"


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
