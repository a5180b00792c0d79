"""Calls that wait run apart, in order, and none of them keeps the window from closing."""

import threading
import time
from typing import Any

from findling.core.errors import FindlingError
from findling.gui.side_thread import SideThread


def test_calls_run_in_order_on_another_thread() -> None:
    side, said, done = SideThread("side"), [], threading.Event()

    def call(number: int) -> int:
        said.append((number, threading.current_thread().name))
        return number

    for number in range(3):
        side.run(lambda n=number: call(n), lambda n: done.set() if n == 2 else None)  # type: ignore[misc]
    assert done.wait(5)
    side.close()
    assert said == [(0, "side"), (1, "side"), (2, "side")]


def test_what_is_raised_is_told() -> None:
    side, told, done = SideThread("side"), [], threading.Event()

    def fail() -> None:
        raise FindlingError("x", "No.", hint="Try again.")

    def hear(result: Any) -> None:
        told.append(result)
        done.set()

    side.run(fail, hear)
    assert done.wait(5)
    side.close()
    assert [type(one) for one in told] == [FindlingError]


def test_closing_leaves_a_call_that_hangs_behind() -> None:
    side, gate, begun = SideThread("side"), threading.Event(), threading.Event()
    told: list[Any] = []

    def hang() -> None:
        begun.set()
        gate.wait(10)

    side.run(hang, told.append)
    side.run(lambda: "begun after the end", told.append)
    assert begun.wait(5)
    before = time.monotonic()
    side.close(timeout=0.05)
    assert time.monotonic() - before < 2
    gate.set()
    side.close()
    side.run(lambda: None, told.append)
    assert told == [None]
