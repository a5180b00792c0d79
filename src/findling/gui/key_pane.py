"""The key: typed once into a masked field, from then on only where it is kept. A view; it shows no key to anyone."""

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.embedding.keys import Found, Key
from findling.gui.bars import plain_label
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine
from findling.gui.told_words import told


class KeyField(QLineEdit):
    """Enter tries the key; it does not press the dialog's button."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("field", True)
        self.setDragEnabled(False)
        self.setMaxLength(400)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class KeyPane(QWidget):
    test_requested = Signal()
    delete_requested = Signal()
    changed = Signal()
    """What is typed, or whether there is a key at all."""

    def __init__(self, theme: Theme, *, key_url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = key_url
        self._found: Found | None = None
        self._replacing = False
        self._busy = False
        self.told = ToldLine(theme)
        self.field = KeyField()
        self.field.setAccessibleName(self.tr("API key"))
        self.field.setPlaceholderText(self.tr("Paste a key"))
        self._kept = plain_label(wrap=True)
        self._where = plain_label(second=True, small=True, wrap=True)
        self.test = _button(self.tr("&Test"))
        self.replace = _button(self.tr("&Replace…"))
        self.delete = _button(self.tr("&Delete…"))
        self.get = _button(self.tr("&Get a key"), quiet=True)
        self.get.setToolTip(key_url)
        self._build()
        self._draw()

    @property
    def typed(self) -> Key | None:
        text = self.field.text().strip() if self._enters else ""
        return Key(text) if text else None

    @property
    def has_key(self) -> bool:
        """Typed or kept."""
        return self.typed is not None or (self._found is not None and not self._replacing)

    def set_found(self, found: Found | FindlingError | None) -> None:
        """Where the key is; the reason why nobody can tell, if there is no keychain."""
        self._where.setVisible(not isinstance(found, FindlingError))
        if isinstance(found, FindlingError):
            self._found = None
            self.told.say_trouble(found)
        else:
            self._found = found
        self._replacing = False
        self._draw()
        self.changed.emit()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._draw()

    def forget_typed(self) -> None:
        self.field.clear()

    # places

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._kept, 1)
        for button in (self.test, self.replace, self.delete, self.get):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._where)
        column.addWidget(self.told)
        self.field.textEdited.connect(self._edited)
        self.field.entered.connect(self._enter)
        self.test.clicked.connect(self.test_requested)
        self.replace.clicked.connect(self._replace)
        self.delete.clicked.connect(self.delete_requested)
        self.get.clicked.connect(self._get)

    @property
    def _enters(self) -> bool:
        return self._found is None or self._replacing

    @property
    def _changeable(self) -> bool:
        """A key from outside (an environment variable) is changed there."""
        return self._found is not None and self._found.changeable

    def _draw(self) -> None:
        enters = self._enters
        self.field.setVisible(enters)
        self.field.setEnabled(not self._busy)
        self._kept.setVisible(not enters)
        self.get.setVisible(enters and not self._replacing)
        self.replace.setVisible(not enters and self._changeable)
        self.delete.setVisible(not enters and self._changeable)
        for button in (self.replace, self.delete):
            button.setEnabled(not self._busy)
        self.test.setEnabled(not self._busy and self.has_key)
        if self._found is not None:
            self._kept.setText(told(self._found.words))
        self._where.setText(self._kept_where())

    def _kept_where(self) -> str:
        if self._enters:
            return self.tr(
                "It goes into the keychain of this system and is never shown again. No file of Findling’s holds it."
            )
        if self._changeable:
            return self.tr("No file of Findling’s holds it.")
        return self.tr("It is set outside Findling; replace or remove it where it is set.")

    @Slot()
    def _edited(self) -> None:
        self.told.clear()
        self._draw()
        self.changed.emit()

    @Slot()
    def _enter(self) -> None:
        if self.test.isEnabled():
            self.test_requested.emit()

    @Slot()
    def _replace(self) -> None:
        self._replacing = True
        self.told.clear()
        self._draw()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _get(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))


def _button(text: str, *, quiet: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setProperty("quiet", quiet)
    return button
