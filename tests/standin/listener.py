"""HTTP/1.1 on 127.0.0.1 with a thread for each connection: reads calls, writes replies as whole or as broken as asked."""

import select
import socket
import threading
import time
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.standin.record import Answered, Request
from tests.standin.routes import Asked, find_route
from tests.standin.service import Service
from tests.standin.wire import ApiError, Call, Reply

_SECRET = ("x-goog-api-key", "authorization")
_TRICKLES = 20


class Listener(ThreadingHTTPServer):
    """Runs in the thread that calls `serve_forever`; `hang_up` and `closing` end the threads of its connections."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        service: Service,
        *,
        control: Callable[[Call], Reply],
        crashes: list[str],
    ) -> None:
        self.service, self.control, self.crashes = service, control, crashes
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is everyday; anything else is kept for the test to see."""
        trace = traceback.format_exc()
        if not any(name in trace for name in ("ConnectionResetError", "BrokenPipeError")):
            self.crashes.append(trace)

    def hang_up(self) -> None:
        """Wakes every thread that reads, waits or writes."""
        self.closing.set()
        with self._open_lock:
            for one in self._open:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was first
                    continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "ESF"
    sys_version = ""
    disable_nagle_algorithm = True
    server: Listener

    def do_POST(self) -> None:
        self._handle()

    def do_GET(self) -> None:
        self._handle()

    def do_DELETE(self) -> None:
        self._handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: `requests` has it all."""

    def _handle(self) -> None:
        arrived = time.monotonic()
        call = self._read()
        if call is None:
            self.close_connection = True
            return
        if call.path.startswith("/control/"):
            self._write(self.server.control(call))
            return
        service = self.server.service
        request = _noted(call, arrived)
        service.record.begin(request)
        try:
            asked = find_route(call)
        except ApiError as error:
            service.record.end(request, status=error.code)
            self._write(error.reply())
            return
        request.route = asked.route
        self._answer(call, asked, request)

    def _answer(self, call: Call, asked: Asked, request: Request) -> None:
        service = self.server.service
        embeds = asked.route == "embed"
        leave = service.record.enter() if embeds else _nothing
        try:
            reply, answered = self._worked_out(call, asked, request)
            if embeds:
                self._hold(request.started + service.terms.latency)
            if reply.manner not in ("drop", "hang"):
                request.status, request.ended = reply.code, time.monotonic()
            if not self._deliver(reply, answered, leave):
                request.status = 0
        finally:
            leave()
            service.record.end(request, status=request.status)

    def _worked_out(
        self, call: Call, asked: Asked, request: Request
    ) -> tuple[Reply, list[Answered]]:
        try:
            return self.server.service.answer(call, asked, request)
        except Exception:
            self.server.crashes.append(traceback.format_exc())
            return ApiError(500, "INTERNAL", "The stand-in itself failed.").reply(), []

    def _deliver(
        self, reply: Reply, answered: list[Answered], leave: Callable[[], None]
    ) -> bool:
        """False: what could not be delivered is lost, the client went away or this closes.

        A request counts as under way no longer than its client may think so: until the answer goes out in one piece.
        """
        try:
            if reply.manner == "late":
                self._hold(time.monotonic() + reply.seconds)
            if answered and self._gone():
                raise ConnectionResetError("nobody is there")
            if reply.manner not in ("hang", "trickle"):
                leave()
            self._write(reply)
        except OSError:
            self.close_connection = True
            service = self.server.service
            service.record.lose(answered, billed=service.terms.bill_lost)
            return False
        return True

    def _read(self) -> Call | None:
        """None: the client went away within its request."""
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size) if size else b""
        if len(body) < size:
            return None
        headers = {name.lower(): value for name, value in self.headers.items()}
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        key = query.pop("key", None) or headers.get("x-goog-api-key")
        scheme, _, token = headers.get("authorization", "").partition(" ")
        return Call(
            method=self.command,
            path=parts.path,
            query=query,
            headers=headers,
            body=body,
            key=key,
            token=token if scheme == "Bearer" else None,
        )

    def _write(self, reply: Reply) -> None:
        match reply.manner:
            case "drop":
                self.close_connection = True
            case "hang":
                self._hang()
            case "cut":
                whole = self._head(reply) + reply.body
                self.connection.sendall(whole[: len(whole) - len(reply.body) // 2 - 1])
                self.close_connection = True
            case "trickle":
                self._trickle(reply)
            case _:
                self.connection.sendall(self._head(reply) + reply.body)

    def _head(self, reply: Reply) -> bytes:
        headers = {
            "Content-Type": reply.kind,
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        lines = [f"HTTP/1.1 {reply.code} {self.responses.get(reply.code, ('',))[0]}"]
        lines.extend(f"{name}: {value}" for name, value in headers.items())
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _trickle(self, reply: Reply) -> None:
        self.connection.sendall(self._head(reply))
        step = max(1, -(-len(reply.body) // _TRICKLES))
        for at in range(0, len(reply.body), step):
            if self.server.closing.wait(reply.seconds / _TRICKLES) or self._gone():
                raise ConnectionResetError("nobody waits for the rest")
            self.connection.sendall(reply.body[at : at + step])

    def _hang(self) -> None:
        """Until either side closes."""
        self.close_connection = True
        while not self.server.closing.is_set() and not self._gone(0.05):
            continue

    def _hold(self, until: float) -> None:
        self.server.closing.wait(max(0.0, until - time.monotonic()))

    def _gone(self, seconds: float = 0.0) -> bool:
        """Whether the client closed its side."""
        if self.server.closing.is_set():
            return True
        readable, _, _ = select.select([self.connection], [], [], seconds)
        try:
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True


def _nothing() -> None:
    """Other routes are not counted as under way."""


def _noted(call: Call, arrived: float) -> Request:
    headers = {name: value for name, value in call.headers.items() if name not in _SECRET}
    return Request(
        method=call.method,
        path=call.path,
        headers=headers,
        size=len(call.body),
        started=arrived,
    )
