"""Runs `findling` as a script or a terminal does: as a process of its own, whatever the system's language."""

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLAIN = {
    "PATH": os.environ.get("PATH", ""),
    "HOME": os.environ.get("HOME", "/"),
    "PYTHONPATH": str(ROOT / "src"),
    "LC_ALL": "C",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
"""No screen, no language, no library but the one that is named, and no keychain of whoever runs the tests."""
_AT_A_TERMINAL = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, '-m', 'findling', *sys.argv[1:]])"
)
"""Makes standard input the terminal that belongs to the process, as a shell does."""
PATIENCE = 120.0
"""Seconds of silence after which a process under test counts as hung."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one call answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as exactly one JSON value on one line."""
        assert self.out.count("\n") == 1, self
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The error of a call that went wrong: on stdout as JSON, and in words on stderr."""
        assert set(self.json) == {"error"}, self
        error: dict[str, str] = self.json["error"]
        assert set(error) == {"code", "message", "hint"}, self
        assert all(error.values()), self
        return error


@dataclass(frozen=True, slots=True)
class Findling:
    """`environment`: of every call that names none of its own."""

    library: Path
    environment: Mapping[str, str] = field(default_factory=lambda: PLAIN)

    def call(
        self,
        *words: str | Path | bytes,
        stdin: bytes = b"",
        cwd: Path = ROOT,
        environment: Mapping[str, str] | None = None,
    ) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "findling", *words, "--library", self.library],
            env=self.environment if environment is None else environment,
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "findling", *words, "--library", self.library],
            env={**self.environment, "FINDLING_LOG": "debug"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def type_into(self, *words: str | Path, answers: Sequence[tuple[str, str]]) -> Said:
        """At a terminal: waits for each question in turn and types its answer. `err` is all that the terminal showed."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-c", _AT_A_TERMINAL, *words, "--library", self.library],
            env={**self.environment, "TERM": "dumb"},
            cwd=ROOT,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        with process:
            try:
                shown = _converse(ours, answers)
            except BaseException:
                process.kill()
                raise
            assert process.stdout is not None
            out = process.stdout.read().decode()
        os.close(ours)
        return Said(process.returncode, out, shown.replace("\r\n", "\n"))

    def hits(self, *words: str | Path | bytes) -> list[dict[str, Any]]:
        """The hits of `findling search … --json`."""
        said = self.call("search", "--json", *words)
        assert said.code == 0, said
        hits: list[dict[str, Any]] = said.json["hits"]
        return hits

    def names(self, *words: str | Path | bytes) -> list[str]:
        return [Path(hit["path"]).name for hit in self.hits(*words)]


def _converse(terminal: int, answers: Sequence[tuple[str, str]]) -> str:
    """Everything that was shown until the end."""
    shown = ""
    for question, answer in answers:
        seen = len(shown)
        while question not in shown[seen:]:
            more = _read(terminal)
            assert more, f"“{question}” was never asked: {shown}"
            shown += more
        os.write(terminal, answer.encode())
    while more := _read(terminal):
        shown += more
    return shown


def _read(terminal: int) -> str:
    """What is shown next; empty at the end."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    assert ready, "silent for too long"
    try:
        return os.read(terminal, 65_536).decode(errors="replace")
    except OSError:  # Linux: the other side is closed
        return ""
