"""Emitting must not use up True."""

import os
import subprocess
import sys
from pathlib import Path

import findling

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QObject, Signal
from findling.gui.immortal_true import keep_true

class Sender(QObject):
    sent = Signal(object)

app = QCoreApplication([])
keep_true()
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
