"""Emitting must not use up True, nor anything else use up None."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import findling
from findling.gui.immortals import keep_immortal

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
from findling.gui.immortals import keep_immortal

class Sender(QObject):
    sent = Signal(object)

app = QCoreApplication([])
keep_immortal()
sender = Sender()
for number in range(20_000):
    sender.sent.emit(number)
print("alive")
"""


def test_twenty_thousand_emits_leave_the_interpreter_alive() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(str(findling.__file__)).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


@pytest.mark.parametrize("one", [True, False, None])
def test_none_of_them_can_run_out(one: bool | None) -> None:
    keep_immortal()
    assert sys.getrefcount(one) >= 1 << 31
