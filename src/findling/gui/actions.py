"""Everything the window can do, once: the menu bar, the item's menu, the short-cuts and their list are made of it.

To add an action: one line in `entries`, and whoever carries it out connects `window.acts["its name"].triggered`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from findling.gui import words
from findling.gui.shape_bar import SQUARES_KEY

Std = QKeySequence.StandardKey
Key = str | QKeySequence.StandardKey


class Heading(Enum):
    FILE, EDIT, VIEW, ITEM, HELP = range(5)


class Needs(Enum):
    """What must be chosen for an action to be possible."""

    NOTHING, ONE, SOME, DEED = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`group`: a line is drawn where it changes. `keys`: the first is the one that is told.

    `on_items`: its keys work in the grid alone, so that they keep their meaning in a line of text.
    `in_menu`: of an item, too. `opens`: a menu of its own, filled by whoever connects to it.
    """

    name: str
    heading: Heading
    text: str
    keys: tuple[Key, ...] = ()
    group: int = 0
    needs: Needs = Needs.NOTHING
    on_items: bool = False
    in_menu: bool = False
    opens: bool = False
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


def headings() -> dict[Heading, str]:
    tr = words.translate
    return {
        Heading.FILE: tr("Actions", "File"),
        Heading.EDIT: tr("Actions", "Edit"),
        Heading.VIEW: tr("Actions", "View"),
        Heading.ITEM: tr("Actions", "Item"),
        Heading.HELP: tr("Actions", "Help"),
    }


def entries(platform: str = sys.platform) -> list[Entry]:
    """In the order of the menus."""
    tr, role = words.translate, QAction.MenuRole
    to_trash = "Ctrl+Backspace" if platform == "darwin" else "Del"
    file, edit, view, item, help_ = Heading
    one, some = Needs.ONE, Needs.SOME
    # fmt: off
    return [
        Entry(name="add-folder", heading=file, text=tr("Actions", "Add folder…"), keys=(Std.Open, "Ctrl+O")),
        Entry(name="settings", heading=file, text=tr("Actions", "Settings…"), keys=(Std.Preferences, "Ctrl+,"), group=1, role=role.PreferencesRole),
        Entry(name="close", heading=file, text=tr("Actions", "Close window"), keys=("Ctrl+W", Std.Close), group=2),
        Entry(name="quit", heading=file, text=tr("Actions", "Quit"), keys=(Std.Quit, "Ctrl+Q"), group=2, role=role.QuitRole),

        Entry(name="undo", heading=edit, text=tr("Actions", "Undo"), keys=(Std.Undo,), needs=Needs.DEED),
        Entry(name="copy", heading=edit, text=tr("Actions", "Copy"), keys=(Std.Copy,), group=1, needs=some, on_items=True, in_menu=True),
        Entry(name="copy-paths", heading=edit, text=tr("Actions", "Copy path"), keys=("Ctrl+Shift+C",), group=1, needs=some, on_items=True, in_menu=True),
        Entry(name="copy-picture", heading=edit, text=tr("Actions", "Copy picture"), group=1, needs=one, on_items=True, in_menu=True),
        Entry(name="choose-all", heading=edit, text=tr("Actions", "Choose all"), keys=(Std.SelectAll,), group=2, on_items=True),
        Entry(name="find", heading=edit, text=tr("Actions", "Find"), keys=(Std.Find, "Ctrl+F"), group=3),

        Entry(name="side-bar", heading=view, text=tr("Actions", "Side bar"), keys=("F9",), checkable=True),
        Entry(name="details", heading=view, text=tr("Actions", "Details"), keys=("Ctrl+I",), checkable=True),
        Entry(name="squares", heading=view, text=tr("Actions", "Squares"), keys=(SQUARES_KEY,), group=1, checkable=True),
        Entry(name="larger", heading=view, text=tr("Actions", "Larger"), keys=("Ctrl++", Std.ZoomIn, "Ctrl+="), group=1),
        Entry(name="smaller", heading=view, text=tr("Actions", "Smaller"), keys=("Ctrl+-", Std.ZoomOut), group=1),
        Entry(name="usual-size", heading=view, text=tr("Actions", "Usual size"), keys=("Ctrl+0",), group=1),

        Entry(name="look", heading=item, text=tr("Actions", "Quick look"), keys=("Space",), needs=one, on_items=True, in_menu=True),
        Entry(name="open", heading=item, text=tr("Actions", "Open"), keys=("Return", "Enter"), needs=one, on_items=True, in_menu=True),
        Entry(name="open-with", heading=item, text=tr("Actions", "Open with"), needs=some, in_menu=True, opens=True),
        Entry(name="reveal", heading=item, text=tr("Actions", "Show in folder"), keys=("Ctrl+R",), needs=one, on_items=True, in_menu=True),
        Entry(name="similar", heading=item, text=tr("Actions", "Find similar"), keys=("Ctrl+Shift+F",), group=1, needs=one, on_items=True, in_menu=True),
        Entry(name="rename", heading=item, text=tr("Actions", "Rename"), keys=("F2",), group=2, needs=one, on_items=True, in_menu=True),
        Entry(name="trash", heading=item, text=tr("Actions", "Move to trash…"), keys=(to_trash,), group=2, needs=some, on_items=True, in_menu=True),

        Entry(name="short-cuts", heading=help_, text=tr("Actions", "Keyboard short-cuts"), keys=(Std.HelpContents, "F1")),
        Entry(name="about", heading=help_, text=tr("Actions", "About Findling"), group=1, role=role.AboutRole),
    ]
    # fmt: on


MENU_ORDER = (Heading.ITEM, Heading.EDIT)
"""In the menu of an item, what is done with it comes first."""


def sequences(keys: tuple[Key, ...]) -> list[QKeySequence]:
    """Keys of this platform, each once; one that it does not have is left out."""
    every: list[QKeySequence] = []
    for key in keys:
        every += [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
    return list({each.toString(): each for each in every}.values())


class Actions(QObject):
    """The actions of one window. `items`: the widget in which the keys for items work."""

    def __init__(self, window: QWidget, *, items: QWidget) -> None:
        super().__init__(window)
        self._window, self._items = window, items
        self._entries = entries()
        self._made: dict[str, QAction] = {e.name: self._make(e) for e in self._entries}
        self._chosen, self._deed = 0, ""
        self._settle()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def submenu(self, name: str) -> QMenu:
        """The menu that an action `opens`."""
        menu = self._made[name].menu()
        assert isinstance(menu, QMenu)
        return menu

    def set_chosen(self, count: int) -> None:
        """How many items are chosen."""
        if count != self._chosen:
            self._chosen = count
            self._settle()

    def set_deed(self, name: str) -> None:
        """What could be taken back, as a person calls it; empty: nothing."""
        self._deed = name
        self._settle()

    def whole_menu(self) -> QMenu:
        """Everything, for where there is no menu bar."""
        menu = QMenu(self._window)
        for each in self._menus():
            menu.addMenu(each)
        return menu

    def fill_bar(self, bar: QMenuBar) -> None:
        for each in self._menus():
            bar.addMenu(each)

    def item_menu(self) -> QMenu:
        """For what is chosen; gone when it is closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = [e for h in MENU_ORDER for e in self._entries if e.heading is h and e.in_menu]
        possible = [e for e in offered if self._made[e.name].isEnabled()]
        self._fill(menu, possible)
        return menu

    def listed(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Under each heading what can be done by a key: (words, keys as they are written here)."""
        native = QKeySequence.SequenceFormat.NativeText
        for heading, title in headings().items():
            yield (
                title,
                [
                    (entry.text.rstrip("…"), shown[0].toString(native))
                    for entry in self._entries
                    if entry.heading is heading and (shown := sequences(entry.keys))
                ],
            )

    def _make(self, entry: Entry) -> QAction:
        action = QAction(entry.text, self._window)
        action.setObjectName(entry.name)
        action.setMenuRole(entry.role)
        action.setCheckable(entry.checkable)
        action.setShortcuts(sequences(entry.keys))
        if entry.on_items:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setAutoRepeat(False)
        (self._items if entry.on_items else self._window).addAction(action)
        if entry.opens:
            action.setMenu(QMenu(self._window))
        return action

    def _menus(self) -> Iterator[QMenu]:
        for heading, title in headings().items():
            menu = QMenu(title, self._window)
            self._fill(menu, [e for e in self._entries if e.heading is heading])
            yield menu

    def _fill(self, menu: QMenu, offered: list[Entry]) -> None:
        place: tuple[Heading, int] | None = None
        for entry in offered:
            if place not in (None, (entry.heading, entry.group)):
                menu.addSeparator()
            place = (entry.heading, entry.group)
            menu.addAction(self._made[entry.name])

    def _settle(self) -> None:
        possible = {
            Needs.NOTHING: True,
            Needs.ONE: self._chosen == 1,
            Needs.SOME: self._chosen > 0,
            Needs.DEED: bool(self._deed),
        }
        for entry in self._entries:
            self._made[entry.name].setEnabled(possible[entry.needs])
        tr = words.translate
        several = self._chosen > 1
        self._made["copy-paths"].setText(
            tr("Actions", "Copy paths") if several else tr("Actions", "Copy path")
        )
        self._made["undo"].setText(
            tr("Actions", "Undo: {deed}").format(deed=self._deed)
            if self._deed
            else tr("Actions", "Undo")
        )
