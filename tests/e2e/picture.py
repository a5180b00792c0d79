"""Takes a picture of the whole screen: `picture.py FILE.png`."""

import sys

from PySide6.QtGui import QGuiApplication

if __name__ == "__main__":
    program = QGuiApplication(sys.argv[:1])
    sys.exit(not program.primaryScreen().grabWindow(0).save(sys.argv[1]))
