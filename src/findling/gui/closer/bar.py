"""The line over what is looked at: what it is, where in the list, and what can be done with it."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from findling.core.model import Kind
from findling.gui import words
from findling.gui.bars import ElidedLabel, plain_label
from findling.gui.closer.look import Look
from findling.gui.closer.save import Saved, save_words
from findling.gui.icons import KIND_ICONS, IconName
from findling.gui.theme import Theme
from findling.gui.tool_buttons import name_tool, tool

OFFERED = {
    Kind.PHOTO: (Saved.PHOTO,),
    Kind.CLIP: (Saved.PART, Saved.FRAME),
    Kind.RECORDING: (Saved.PART,),
    Kind.DOCUMENT: (Saved.PAGE,),
}


class LookBar(QWidget):
    step_requested = Signal(int)
    open_requested = Signal()
    save_requested = Signal(object)  # Saved
    full_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, *, saves: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._saves, self._full = theme, saves, False
        self._kind = Kind.PHOTO
        self._icon = QLabel()
        self.name = ElidedLabel(head=True)
        self.told = plain_label(second=True)
        self.place = plain_label(second=True)
        self.before = tool(theme, self.tr("Item before"), "←")
        self.next = tool(theme, self.tr("Next item"), "→")
        self.open = tool(theme, self.tr("Open"), _native("Return"))
        self.save = tool(theme, self.tr("Save"), _native("Ctrl+S"))
        self.full = tool(theme, self.tr("Full screen"), "F")
        self.close_button = tool(theme, self.tr("Close"), _native("Esc"))
        self.save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = QMenu(self)
        self._actions: dict[Saved, QAction] = {}
        self._build()
        theme.changed.connect(self._draw)
        self._draw()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addSpacing(6)
        row.addWidget(self.name, 1)
        row.addSpacing(8)
        for label in (self.told, self.place):
            label.setFont(self._theme.font(13))
            row.addWidget(label)
            row.addSpacing(12)
        for button in (self.before, self.next):
            row.addWidget(button)
        row.addSpacing(8)
        for button in (self.open, self.save, self.full, self.close_button):
            row.addWidget(button)
        for what in Saved:
            action = QAction(save_words(what), self)
            action.triggered.connect(partial(self._save_chosen, what))
            self._menu.addAction(action)
            self._actions[what] = action
        self.save.setMenu(self._menu)
        self.before.clicked.connect(partial(self._step, -1))
        self.next.clicked.connect(partial(self._step, 1))
        self.open.clicked.connect(self.open_requested)
        self.full.clicked.connect(self.full_requested)
        self.close_button.clicked.connect(self.close_requested)

    def set_look(self, look: Look) -> None:
        self._kind = look.cell.kind
        self.name.say(look.cell.name)
        place, count = words.number(look.place), words.number(look.count)
        self.place.setText(self.tr("{place} of {count}").format(place=place, count=count))
        self.before.setEnabled(look.place > 1)
        self.next.setEnabled(look.place < look.count)
        self._offer()
        self._draw()

    def set_told(self, text: str) -> None:
        self.told.setText(text)

    def set_full(self, full: bool) -> None:
        self._full = full
        name_tool(
            self.full, self.tr("Leave full screen") if full else self.tr("Full screen"), "F"
        )
        self._draw()

    def offered(self) -> tuple[Saved, ...]:
        """What can be saved of it."""
        return OFFERED[self._kind] if self._saves else ()

    def _offer(self) -> None:
        for what, action in self._actions.items():
            action.setVisible(what in self.offered())
        self.save.setVisible(bool(self.offered()))

    def popup(self, where: QPoint) -> None:
        """The same menu, at the pointer."""
        if self.offered():
            self._menu.popup(where)

    def _save_chosen(self, what: Saved, _checked: bool = False) -> None:
        self.save_requested.emit(what)

    def _step(self, by: int, _checked: bool = False) -> None:
        self.step_requested.emit(by)

    @Slot()
    def _draw(self) -> None:
        icon, size = self._theme.icon, QSize(self._theme.px(18), self._theme.px(18))
        self._icon.setPixmap(icon(KIND_ICONS[self._kind]).pixmap(size))
        rtl = self.isRightToLeft()
        back, on = (IconName.NEXT, IconName.BEFORE) if rtl else (IconName.BEFORE, IconName.NEXT)
        self.before.setIcon(icon(back))
        self.next.setIcon(icon(on))
        self.open.setIcon(icon(IconName.OPEN))
        self.save.setIcon(icon(IconName.SAVE))
        self.full.setIcon(
            icon(IconName.LEAVE_FULL_SCREEN if self._full else IconName.FULL_SCREEN)
        )
        self.close_button.setIcon(icon(IconName.CLOSE))


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
