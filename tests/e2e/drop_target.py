"""A small program of another's, onto which files are dropped or into which they are pasted: `drop_target.py NOTED`.

Appends one line to NOTED each time: drop or paste, the action, and the paths, as JSON.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    def __init__(self, noted: str) -> None:
        super().__init__("drop here")
        self._noted = Path(noted)
        self.setWindowTitle("drop target")
        self.setAcceptDrops(True)
        self.setGeometry(20, 700, 240, 160)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        self._note("drop", event.dropAction().name or "", event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            self._note("paste", "", QApplication.clipboard().mimeData())

    def _note(self, how: str, action: str, data: QMimeData) -> None:
        told = {
            "how": how,
            "action": action,
            "paths": [url.toLocalFile() for url in data.urls()],
            "copied": bytes(data.data("x-special/gnome-copied-files").data()).decode(),
        }
        with self._noted.open("a") as out:
            out.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    program = QApplication(sys.argv[:1])
    target = Target(sys.argv[1])
    target.show()
    sys.exit(program.exec())
