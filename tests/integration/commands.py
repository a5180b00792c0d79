"""Runs `findling` as a script or a terminal does: as a process of its own, whatever the system's language."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLAIN = {
    "PATH": os.environ.get("PATH", ""),
    "HOME": os.environ.get("HOME", "/"),
    "PYTHONPATH": str(ROOT / "src"),
    "LC_ALL": "C",
}
"""No screen, no language, no library but the one that is named."""


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
    library: Path

    def call(
        self,
        *words: str | Path | bytes,
        stdin: bytes = b"",
        cwd: Path = ROOT,
        environment: Mapping[str, str] = PLAIN,
    ) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "findling", *words, "--library", self.library],
            env=environment,
            cwd=cwd,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "findling", *words, "--library", self.library],
            env={**PLAIN, "FINDLING_LOG": "debug"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def hits(self, *words: str | Path | bytes) -> list[dict[str, Any]]:
        """The hits of `findling search … --json`."""
        said = self.call("search", "--json", *words)
        assert said.code == 0, said
        hits: list[dict[str, Any]] = said.json["hits"]
        return hits

    def names(self, *words: str | Path | bytes) -> list[str]:
        return [Path(hit["path"]).name for hit in self.hits(*words)]
