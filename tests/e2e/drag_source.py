"""A small program of another's, with one file to drag out of it: `drag_source.py FILE`."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def __init__(self, path: str) -> None:
        super().__init__("drag me")
        self._path = path
        self.setWindowTitle("drag source")
        self.setGeometry(20, 700, 160, 120)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        drag = QDrag(self)
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(self._path)])
        drag.setMimeData(content)
        drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    program = QApplication(sys.argv[:1])
    source = Source(sys.argv[1])
    source.show()
    sys.exit(program.exec())
