"""Which item a key leads to in the grid. Pure but for Qt's names of keys."""

from PySide6.QtCore import Qt

from findling.gui.layout import Layout


def destination(key: int, *, current: int | None, layout: Layout, screen: int) -> int | None:
    """The item to go to; None for a key that leads nowhere. `screen`: the height of the view in pixels."""
    last = len(layout.edges) - 2
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
    row = layout.row_of(current)
    goal = int(layout.tops[row]) + distance
    band = layout.rows_between(
        min(goal, int(layout.tops[row])), max(goal, int(layout.tops[row]))
    )
    return (1 if distance > 0 else -1) * max(1, len(band) - 1)
