"""What reaches the terminal: text made harmless for people, exact JSON for scripts. JSON goes to stdout and nothing else does.

File names are other people's text: nothing in them is taken for markup, colour or a command to the terminal.
"""

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from findling.core.errors import FindlingError

Json = dict[str, Any]

_NO_CHARACTERS = re.compile("[\ud800-\udfff]")
"""How Python carries the bytes of a name that is no UTF-8."""
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, and the marks that turn the direction of what follows."""
_LEFT_BY_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Of these, the ones that a JSON writer leaves as they are."""


class ReaderGone(Exception):
    """Nobody reads our output any more. Not an OSError, which the command-line library would take for its own."""


class _Terminal(Console):
    """Prints text as it is."""

    def __init__(self, *, to_stderr: bool) -> None:
        super().__init__(
            stderr=to_stderr, soft_wrap=True, highlight=False, markup=False, emoji=False
        )

    def on_broken_pipe(self) -> None:
        raise ReaderGone


stdout = _Terminal(to_stderr=False)
stderr = _Terminal(to_stderr=True)


def has_person() -> bool:
    """Someone sits at a terminal, reads what is asked there and can answer."""
    ways = (sys.stdin, sys.stderr)
    return all(way is not None and way.isatty() for way in ways)


def agrees(question: str) -> bool:
    """Asks at the terminal; everything but a yes is a no, the end of the input as well."""
    stderr.print(f"{question} [y/N]", end=" ")
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        stderr.print()
    return answer.strip().casefold() in ("y", "yes")


def take_any_text() -> None:
    """No character of a file name fails for want of a place in the terminal's alphabet."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_json(value: object) -> None:
    """One line of UTF-8, whatever the system's language. Safe to look at on a terminal, too."""
    line = json.dumps(value, ensure_ascii=False)
    line = _LEFT_BY_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.stdout.write(whole(line) + "\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGone from error


def print_error(error: FindlingError) -> None:
    stderr.print(Text("findling:", style="bold"), harmless(error.message))
    stderr.print(harmless(error.hint))


def error_json(error: FindlingError) -> Json:
    return {"error": {"code": error.code, "message": error.message, "hint": error.hint}}


def drop_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere, without a complaint at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def whole(text: str) -> str:
    """Text that every reader takes: what is no character (of a name that is no UTF-8) becomes U+FFFD."""
    return _NO_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text)


def harmless(text: str) -> str:
    """Text for people's eyes: what would steer the terminal becomes U+FFFD."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", whole(text))


def readable(path: Path) -> str:
    """The path as it may be shown."""
    return harmless(str(path))


def exact(path: Path) -> Json:
    """The path for scripts. A name that is no UTF-8 has a place in no JSON text: it comes as a URI as well."""
    text = str(path)
    if whole(text) == text:
        return {"path": text}
    return {"path": whole(text), "uri": path.as_uri()}
