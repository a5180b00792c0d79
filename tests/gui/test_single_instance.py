"""A second start tells the first; strangers' messages are dropped."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket

from findling.gui.single_instance import (
    MESSAGE,
    SingleInstance,
    server_name,
    tell_running,
    understood,
)


def test_a_second_start_raises_the_first_with_its_query(qtbot: Any, tmp_path: Path) -> None:
    name = str(tmp_path)
    assert not tell_running(name, query="x")
    first = SingleInstance(name)
    told: list[bool] = []
    with qtbot.waitSignal(first.raised) as raised:
        second = threading.Thread(
            target=lambda: told.append(tell_running(name, query="red car"))
        )
        second.start()
    second.join()
    assert raised.args == ["red car"]
    assert told == [True]
    first.close()


def test_another_library_is_another_window(tmp_path: Path) -> None:
    assert server_name(str(tmp_path)) != server_name(str(tmp_path / "other"))


@pytest.mark.parametrize(
    "line",
    [b"[" * 16_000, b"", b"[]", b"{", b'{"raise": false}', b'{"raise": true, "query": 3}'],
)
def test_what_is_no_message_of_ours_is_dropped(line: bytes) -> None:
    assert understood(line) is None


def test_a_query_is_bounded() -> None:
    long = '{"raise": true, "query": "' + "x" * 9000 + '"}'
    assert len(understood(long.encode()) or "") == 4000


def test_too_long_a_message_ends_the_connection(qtbot: Any, tmp_path: Path) -> None:
    first = SingleInstance(str(tmp_path))
    heard: list[str] = []
    first.raised.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(server_name(str(tmp_path)))
    socket.write(b"x" * (MESSAGE * 3))
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    first.close()
