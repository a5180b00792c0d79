"""The commands that there are."""

from findling.cli.commands import app
from findling.cli.window_request import COMMANDS


def test_every_command_is_known_to_be_one() -> None:
    named = {group.name for group in app.registered_groups}
    for command in app.registered_commands:
        assert command.callback is not None
        named.add(command.name or command.callback.__name__)
    assert named == COMMANDS
