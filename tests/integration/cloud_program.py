"""The real program, each command a process of its own, with a library and a service on 127.0.0.1 that counts."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from findling.catalogue import open_reader
from findling.core.library import LibraryPaths
from findling.core.report import Spending
from tests import made
from tests.integration.commands import PLAIN, ROOT
from tests.standin import Fault, StandIn
from tests.standin.contents import Content

PATIENCE = 180.0
"""Seconds after which a process under test counts as hung."""
PASSING = (
    *("unavailable-503", "internal-500", "html-502", "drop-before", "timeout-408"),
    *("broken-json", "short-list", "empty-item", "nan", "drop-mid"),
)
"""Faults of the service that go by: see `tests.standin.faults`."""


@dataclass(kw_only=True)
class Cloud:
    """`environment`: beside what every process gets; without any, that of the Gemini API."""

    library: Path
    server: StandIn
    provider: str = "gemini"
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, *words: str | Path, log: str = "info") -> "subprocess.Popen[bytes]":
        reached = self.environment or {
            "GEMINI_API_KEY": self.server.terms.key,
            "GOOGLE_GEMINI_BASE_URL": self.server.url,
        }
        return subprocess.Popen(
            [sys.executable, "-m", "findling", *words, "--library", self.library, "--json"],
            env={
                **PLAIN,
                "HOME": str(self.library.parent),
                "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
                "FINDLING_LOG": log,
                **reached,
            },
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def call(self, *words: str | Path, log: str = "info") -> tuple[int, Any, str]:
        """Exit code, what was printed as JSON, stderr."""
        process = self.start(*words, log=log)
        out, err = process.communicate(timeout=PATIENCE)
        return process.returncode, json.loads(out), err.decode()

    def set(self, **settings: object) -> None:
        """Beside what is set already, as if by hand."""
        path = self.library / "settings.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps({**kept, **settings}))

    def watch(self, *folders: Path, **settings: object) -> None:
        self.library.mkdir(parents=True, exist_ok=True)
        self.set(provider=self.provider, settle_seconds=0.0, **settings)
        for folder in folders:
            code, _, err = self.call("folders", "add", folder)
            assert code == 0, err

    def counts(self) -> Any:
        return self.call("status")[1]["counts"]

    def spending(self) -> Spending:
        with closing(open_reader(LibraryPaths(self.library))) as reader:
            return reader.spending()

    def found(self, *words: str) -> tuple[list[str], Any]:
        """Names of what a search finds, best first, and the whole answer."""
        code, answer, err = self.call("search", *words)
        assert code == 0, err
        return [Path(hit["path"]).name for hit in answer["hits"]], answer


def make_media(folder: Path, *, photos: int, others: int) -> Path:
    """So many photos and one that is broken, so many of every other kind; all different."""
    for seed in range(photos):
        made.photo(folder / "photos" / f"{seed:03}.jpg", seed)
    for seed in range(others):
        made.recording(folder / "sounds" / f"{seed:03}.wav", seed, seconds=3)
        made.document(
            folder / "papers" / f"{seed:03}.pdf", f"page about number {seed}", f"more {seed}"
        )
        made.clip(folder / "clips" / f"{seed:03}.mp4", seed, seconds=4)
    (folder / "photos" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    return folder


def faults_apart(server: StandIn, kinds: Iterable[str], *, every: int) -> list[Fault]:
    """One fault of each kind, each for a content of its own: so many new contents come between two of them.

    A request that is tried again meets none that was played already, so that no request has more than it can bear.
    """
    seen: dict[str, int] = {}

    def is_number(number: int) -> Callable[[Content], bool]:
        return lambda content: seen.setdefault(content.digest, len(seen)) == number

    return [
        server.fault(kind, match=is_number(every * place), seconds=1.0)
        for place, kind in enumerate(kinds)
    ]


def nothing_twice_and_nothing_refused(server: StandIn) -> None:
    assert server.refusals == []
    assert server.answered_twice() == {}


def ledger_equals_the_bill(cloud: Cloud) -> None:
    assert cloud.spending().usd == pytest.approx(cloud.server.bill.usd, rel=1e-6)


def billed_as_estimated(cloud: Cloud, estimate: Mapping[str, Any]) -> None:
    """Each kind by itself, within a twentieth. `estimate` as `findling index` prints it."""
    estimated = {kind: part["usd"] for kind, part in estimate["kinds"].items()}
    billed = {str(kind): spent for kind, spent in cloud.spending().kinds.items()}
    assert {kind: billed.get(kind, 0.0) for kind in estimated} == pytest.approx(
        estimated, rel=0.05
    )


def nowhere(secret: str, *, said: Iterable[bytes], folder: Path) -> None:
    """In nothing that was printed, and in no file under `folder`."""
    assert not any(secret.encode() in each for each in said)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert secret.encode() not in path.read_bytes(), path
