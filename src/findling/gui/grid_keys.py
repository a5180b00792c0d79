"""Which item a key leads to in the grid, and what key and mouse choose. Pure but for Qt's names of keys."""

from PySide6.QtCore import Qt

from findling.gui.layout import Layout
from findling.gui.selection import Selection


def choose(selection: Selection, item: int, modifiers: Qt.KeyboardModifier) -> None:
    """What an arrow does when it comes to an item.

    Alone it chooses; with Shift it draws a run on from where that began; with Ctrl it only goes there; with both the run
    comes to what was chosen before.
    """
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        selection.extend(item, add=control)
    elif control:
        selection.look_at(item)
    else:
        selection.choose(item)


def press(selection: Selection, item: int | None, modifiers: Qt.KeyboardModifier) -> None:
    """What a press of the mouse does on an item, or beside all."""
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if item is None:
        if not control and not shift:
            selection.clear()
    elif shift:
        selection.extend(item, add=control)
    elif control:
        selection.toggle(item)
    elif item not in selection:  # else it may become a drag of several
        selection.choose(item)


def destination(key: int, *, current: int | None, layout: Layout, screen: int) -> int | None:
    """The item to go to; None for a key that leads nowhere. `screen`: the height of the view in pixels."""
    last = layout.items - 1
    if last < 0:
        return None
    if key == Qt.Key.Key_Home:
        return 0
    if key == Qt.Key.Key_End:
        return last
    steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
    rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
    pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
    if key not in {**steps, **rows, **pages}:
        return None
    if current is None:
        return 0
    if key in steps:
        return min(max(current + steps[Qt.Key(key)], 0), last)
    if key in rows:
        return layout.beside(current, rows=rows[Qt.Key(key)])
    return layout.beside(current, rows=_page(layout, current, pages[Qt.Key(key)] * screen))


def _page(layout: Layout, current: int, distance: int) -> int:
    """How many rows a screen up or down spans from this item; at least one."""
    top = layout.rectangle(current)[1]
    band = layout.between(min(top + distance, top), max(top + distance, top + 1))
    return (1 if distance > 0 else -1) * max(1, len(band) - 1)
