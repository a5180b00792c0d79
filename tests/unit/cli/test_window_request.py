"""Which words are a command and which are a question for the window."""

from pathlib import Path

import pytest

from findling.cli.window_request import WindowRequest, window_request


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], WindowRequest(None, None)),
        (["red", "car"], WindowRequest(None, "red car")),
        (["--library", "/l", "red car"], WindowRequest(Path("/l"), "red car")),
        (["--library=/l"], WindowRequest(Path("/l"), None)),
        (["my", "search"], WindowRequest(None, "my search")),
        (["search", "cat"], None),
        (["--library", "/l", "status"], None),
        (["--json", "status"], None),
        (["--version"], None),
        (["--library"], None),
    ],
)
def test_what_opens_the_window(words: list[str], asked: WindowRequest | None) -> None:
    assert window_request(words) == asked
