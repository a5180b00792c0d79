"""What a screen reader sees and hears: the accessible tree and its events, asked for on a session bus of its own.

Speaks AT-SPI over D-Bus by jeepney, which comes with the keychain's library. Everything is ended by pid.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.e2e.screen import Screen

_PATIENCE = 20.0
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_STATES = {8: "enabled", 11: "focusable", 12: "focused", 25: "showing", 30: "visible"}
"""Numbers of AtspiStateType."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the tree; `actions`: how many there are."""

    role: str
    name: str
    description: str
    states: frozenset[str]
    actions: int
    children: tuple["Node", ...] = field(repr=False)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_control(self) -> bool:
        """It shows, and a person can go there or do something with it."""
        return "showing" in self.states and ("focusable" in self.states or self.actions > 0)

    def print(self, depth: int = 0) -> str:
        told = f"{'  ' * depth}{self.role}: {self.name!r} {self.description!r} {sorted(self.states)} {self.actions}\n"
        return told + "".join(child.print(depth + 1) for child in self.children)


class Session:
    """A session bus with accessibility on it. `variables`: what a program needs to be seen."""

    def __init__(self, address: str) -> None:
        self.variables = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self.bus = open_dbus_connection(address)
        where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        told = self.bus.send_and_get_reply(
            new_method_call(where, "GetAddress"), timeout=_PATIENCE
        )
        self._seen = open_dbus_connection(told.body[0])

    def close(self) -> None:
        self.bus.close()
        self._seen.close()

    def tree(self) -> Node:
        """Everything that the programs on this bus show."""
        return self._node(_REGISTRY, _ROOT)

    def until(self, true: Callable[[Node], bool]) -> Node:
        """The tree, as soon as something in it is as wanted; the bus is asked again and again."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            tree = self.tree()
            if any(true(node) for node in tree.walk()):
                return tree
        raise AssertionError(f"never seen; the tree is\n{self.tree().print()}")

    def focused(self) -> "Focused":
        def name_of(service: str, path: str) -> str:
            return self._property(service, path, "Name") or ""

        return Focused(self._seen, name_of)

    def _node(self, service: str, path: str) -> Node:
        (low, high), *_ = self._call(service, path, "GetState") or ([0, 0],)
        bits = low | high << 32
        children: Any = self._call(service, path, "GetChildren") or ([],)
        return Node(
            role=(self._call(service, path, "GetRoleName") or ("",))[0],
            name=self._property(service, path, "Name") or "",
            description=self._property(service, path, "Description") or "",
            states=frozenset(name for bit, name in _STATES.items() if bits >> bit & 1),
            actions=self._property(service, path, "NActions", "org.a11y.atspi.Action") or 0,
            children=tuple(self._node(*child) for child in children[0]),
        )

    def _property(self, service: str, path: str, name: str, of: str = _ACCESSIBLE) -> Any:
        told = self._call(service, path, "Get", _PROPERTIES, "ss", (of, name))
        return told[0][1] if told else None

    def _call(
        self,
        service: str,
        path: str,
        method: str,
        interface: str = _ACCESSIBLE,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
    ) -> Any:
        """The answer; None if it has no such thing, or is gone."""
        where = DBusAddress(path, service, interface)
        call = new_method_call(where, method, signature, body)
        reply = self._seen.send_and_get_reply(call, timeout=_PATIENCE)
        good = reply.header.message_type is MessageType.method_return
        return reply.body if good else None


class Focused:
    """What gets the focus, from now on, as it is told to a screen reader."""

    def __init__(self, bus: DBusConnection, name_of: Callable[[str, str], str]) -> None:
        self._bus, self._name_of = bus, name_of
        rule = MatchRule(
            type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged"
        )
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        wish: tuple[str, list[str], str] = ("object:state-changed:focused", [], "")
        for call in (
            new_method_call(registry, "RegisterEvent", "sass", wish),
            message_bus.AddMatch(rule),
        ):
            bus.send_and_get_reply(call, timeout=_PATIENCE)
        self._queue = bus.filter(rule, bufsize=1000).__enter__()

    def until(self, name: str) -> list[str]:
        """Waits until something of this name has it; the names of all before it, and its own."""
        names: list[str] = []
        while name not in names:
            names.append(self.next())
        return names

    def next(self) -> str:
        """The name of what has it next."""
        while True:
            event = self._bus.recv_until_filtered(self._queue, timeout=_PATIENCE)
            if event.body[:2] == ("focused", 1):
                fields = event.header.fields
                return self._name_of(fields[HeaderFields.sender], fields[HeaderFields.path])


@contextmanager
def accessible(screen: Screen, home: Path) -> Iterator[Session]:
    """A session bus and the one for accessibility; nothing is written outside `home`."""
    here = screen.environment(
        HOME=str(home), XDG_CACHE_HOME=str(home), XDG_RUNTIME_DIR=str(home), NO_AT_BRIDGE="1"
    )
    told, tell = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"],
        pass_fds=(tell,),
        env=here,
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    with os.fdopen(told) as line:
        address = line.readline().strip()
    launcher = subprocess.Popen(
        [LAUNCHER, "--launch-immediately"],
        env={**here, "DBUS_SESSION_BUS_ADDRESS": address},
        stderr=subprocess.DEVNULL,
    )
    session = None
    try:
        session = Session(address)
        yield session
    finally:
        if session is not None:
            session.close()
        for process in (launcher, daemon):
            process.terminate()
            process.wait(_PATIENCE)
