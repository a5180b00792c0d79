"""One window a library: a second start tells the first to come forward and what to ask, and ends.

A local socket named after the library and its user, for that user only. What comes in is bounded and distrusted.
"""

import getpass
import hashlib
import json

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

MESSAGE = 16 << 10
"""Bytes; a longer message is dropped."""
QUERY = 4000
"""Characters of a query that are kept."""


def server_name(instance: str) -> str:
    told = f"{getpass.getuser()}\0{instance}".encode("utf-8", "surrogateescape")
    return f"findling-{hashlib.sha256(told).hexdigest()[:24]}"


def tell_running(instance: str, *, query: str | None, milliseconds: int = 1000) -> bool:
    """Whether a window of this library is open and was told. Blocks shortly; called before there is a window."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(instance))
    if not socket.waitForConnected(milliseconds):
        return False
    message = json.dumps({"raise": True, "query": (query or "")[:QUERY]}).encode()
    socket.write(message + b"\n")
    told = socket.waitForBytesWritten(milliseconds)
    socket.disconnectFromServer()
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(milliseconds)
    return told


class SingleInstance(QObject):
    raised = Signal(str)
    """Another start asked for the window, with a query or an empty text."""

    def __init__(self, instance: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._heard: dict[
            QLocalSocket, bytes
        ] = {}  # bounded: a message is, and the user's own programs are few
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        name = server_name(instance)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a crash: nobody answered on it
            self._server.listen(name)

    @property
    def listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        """Idempotent; whoever is still talking is cut off."""
        self._server.close()
        for socket in list(self._heard):
            self._drop(socket)

    @Slot()
    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._heard[socket] = b""
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        """Looks at every open connection; there is hardly ever more than one."""
        for socket in list(self._heard):
            told = self._heard[socket] + bytes(socket.read(MESSAGE + 1).data())
            self._heard[socket] = told
            ended = socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
            if b"\n" in told or len(told) > MESSAGE or ended:
                self._drop(socket)
            query = understood(told.split(b"\n", 1)[0]) if len(told) <= MESSAGE else None
            if b"\n" in told and query is not None:
                self.raised.emit(query)

    def _drop(self, socket: QLocalSocket) -> None:
        del self._heard[socket]
        socket.blockSignals(True)
        socket.abort()
        socket.deleteLater()


def understood(line: bytes) -> str | None:
    """The query in a message (empty for none); None if it is no message of ours."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("raise") is not True:
        return None
    query = told.get("query", "")
    return query[:QUERY] if isinstance(query, str) else None
