"""A person at the terminal, for the commands that ask."""

import sys
from collections.abc import Callable

import pytest

from tests.unit.cli.toolbox_fakes import Terminal

Sits = Callable[[str], None]


@pytest.fixture(autouse=True)
def no_key_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine that runs the tests has set counts for nothing."""
    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY", "GOOGLE_CLOUD_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sits:
    """Sits down and will type these lines."""

    def sit(lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "dumb")

    return sit
