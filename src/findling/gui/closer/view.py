"""What every way of looking closely can do: show a look, take keys, say a few words, leave."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from findling.gui.closer.look import Look


class CloserView(QWidget):
    said = Signal(str)
    """A few words for the bar: 100 %; page 4 of 12."""
    failed = Signal(object)  # FindlingError

    def show_look(self, look: Look, *, restart: bool, at_once: bool) -> None:
        """`restart`: another item than before, or opened anew. `at_once`: not hurried to; it is what was meant."""
        raise NotImplementedError

    def set_picture(self, picture: QPixmap) -> None:
        """The stored picture came."""

    def press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether the key meant something here."""
        return False

    def plays_with_space(self) -> bool:
        return False

    def foot(self) -> int:
        """Pixels at the bottom that nothing may lie over."""
        return 0

    def leave(self) -> None:
        """Lets go of everything."""
