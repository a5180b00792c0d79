"""Whether there is a screen, before Qt is asked."""

import socket
import sys

import pytest

from findling.cli.display import has_display

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems always have one"
)


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":54321"}, False),
        ({"DISPLAY": "unix:54321.0"}, False),
        ({"DISPLAY": ":99999999"}, False),
        ({"DISPLAY": "somewhere.else:0"}, True),
        ({"DISPLAY": "what is this"}, True),
    ],
)
def test_named_and_answering(environment: dict[str, str], there: bool) -> None:
    assert has_display(environment) is there


def test_a_screen_that_listens() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X54322")
        server.listen()
        assert has_display({"DISPLAY": ":54322.0"})
