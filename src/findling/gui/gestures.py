"""Menus and questions that appear for a moment. None of them blocks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from findling.gui import words

Act = Callable[[], None]


def folder_menu(
    parent: QWidget,
    where: QPoint,
    *,
    stays: bool,
    keep_here: Callable[[bool], None],
    remove_it: Act,
) -> QMenu:
    """`stays`: whether nothing in the folder is ever sent anywhere."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    mark = menu.addAction(words.translate("Menu", "Keep on this computer only"))
    mark.setCheckable(True)
    mark.setChecked(stays)
    mark.toggled.connect(keep_here)
    menu.addSeparator()
    menu.addAction(words.translate("Menu", "Remove from Findling…"), remove_it)
    menu.popup(where)
    return menu


def confirm_removal(parent: QWidget, folder: Path, remove: Callable[[Path], None]) -> None:
    tr = words.translate
    name = words.readable(folder.name or str(folder))
    ask(
        parent,
        title=tr("Menu", "Remove folder"),
        text=tr("Menu", "Stop looking through “{name}”?").format(name=name),
        more=tr(
            "Menu", "Your files stay where they are, unchanged. They are no longer found here."
        ),
        yes=tr("Menu", "Remove"),
        do=partial(remove, folder),
    )


def confirm_sending(parent: QWidget, folder: Path, send: Act) -> None:
    """Before the mark *keep on this computer only* is taken off while files are sent to Google."""
    tr = words.translate
    name = words.readable(folder.name or str(folder))
    ask(
        parent,
        title=tr("Menu", "Keep on this computer only"),
        text=tr("Menu", "Let Google read what is in “{name}”?").format(name=name),
        more=tr(
            "Menu",
            "So far nothing in it leaves this computer. From then on small copies are sent like those of other folders.",
        ),
        yes=tr("Menu", "Let Google read it"),
        do=send,
    )


def confirm_key_deletion(parent: QWidget, delete: Act) -> None:
    tr = words.translate
    ask(
        parent,
        title=tr("Menu", "Delete key"),
        text=tr("Menu", "Delete the key from the system’s keychain?"),
        more=tr("Menu", "Without it nothing more can be sent. It stays valid at Google."),
        yes=tr("Menu", "Delete"),
        do=delete,
    )


def ask(parent: QWidget, *, title: str, text: str, more: str, yes: str, do: Act) -> None:
    """A question whose answer is no unless *yes* is pressed."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)

    def answered() -> None:
        if box.clickedButton() is agree:
            do()

    box.finished.connect(answered)
    box.open()


def choose_folder(parent: QWidget, chosen: Callable[[Path], None]) -> QFileDialog:
    dialog = QFileDialog(parent, words.translate("Menu", "Add folder"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def accepted(path: str) -> None:
        chosen(Path(path))

    dialog.fileSelected.connect(accepted)
    dialog.open()
    return dialog
