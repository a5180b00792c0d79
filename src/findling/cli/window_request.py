"""Tells a question for the window from a command, before anything that commands need is imported. Main thread."""

from dataclasses import dataclass
from pathlib import Path

COMMANDS = frozenset(
    {"demo", "folders", "index", "search", "status", "failures", "provider", "doctor"}
)


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """`findling` without a command: the window, asking `query` if there is one."""

    library: Path | None
    query: str | None


def window_request(arguments: list[str]) -> WindowRequest | None:
    """What the window is asked for by these words; None when they are a command (or an option of one)."""
    library: Path | None = None
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--library":
            named = next(rest, None)
            if named is None:
                return None
            library = Path(named)
        elif word.startswith("--library="):
            library = Path(word.removeprefix("--library="))
        elif word.startswith("-") or (word in COMMANDS and not words):
            return None
        else:
            words.append(word)
    return WindowRequest(library, " ".join(words) or None)
