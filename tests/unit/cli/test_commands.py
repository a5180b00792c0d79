"""Which words are a command and which are a question for the window."""

from pathlib import Path

import pytest

from findling.cli.commands import COMMANDS, WindowRequest, app, window_request


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


def test_every_command_is_known_to_be_one() -> None:
    named = {group.name for group in app.registered_groups}
    for command in app.registered_commands:
        assert command.callback is not None
        named.add(command.name or command.callback.__name__)
    assert named == COMMANDS
