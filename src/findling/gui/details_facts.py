"""What is known about one item, as lines of a title and words; and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from findling.core.model import Kind, Place
from findling.core.query import ItemDetails
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.tool_buttons import tool

LONG = 24
"""Characters of a word that fit into the pane."""


@dataclass(frozen=True, slots=True)
class Fact:
    title: str
    value: str
    link: str = ""
    """An address that the value leads to, when it is clicked."""
    path: Path | None = None
    """What is copied beside it."""


class FactTable(QWidget):
    link_requested = Signal(str)
    copy_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[QWidget] = []
        self._copies: list[QToolButton] = []
        self._table = QGridLayout(self)
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(8)
        self._table.setColumnStretch(1, 1)
        theme.changed.connect(self._draw)

    def set_facts(self, lines: Sequence[Fact]) -> None:
        for widget in self._lines:
            self._table.removeWidget(widget)
            widget.deleteLater()
        self._lines, self._copies = [], []
        for row, fact in enumerate(lines):
            left, right = plain_label(fact.title, second=True), self._value(fact)
            self._table.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            self._table.addWidget(right, row, 1)
            self._lines += [left, right]
        self._draw()

    def _value(self, fact: Fact) -> QWidget:
        if fact.link:
            return self._link(fact)
        label = plain_label(breakable(fact.value), wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFont(self._theme.font(13))
        if fact.path is None:
            return label
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label, 1)
        copy = tool(self._theme, self.tr("Copy path"))
        copy.clicked.connect(partial(self._copy, fact.path))
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        self._copies.append(copy)
        return held

    def _link(self, fact: Fact) -> QWidget:
        button = QPushButton(fact.value)
        button.setProperty("fact", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self.tr("{place}, show on a map").format(place=fact.value))
        button.setToolTip(fact.link)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(partial(self._follow, fact.link))
        return button

    def _copy(self, path: Path, _checked: bool = False) -> None:
        self.copy_requested.emit(path)

    def _follow(self, link: str, _checked: bool = False) -> None:
        self.link_requested.emit(link)

    @Slot()
    def _draw(self) -> None:
        for copy in self._copies:
            copy.setIcon(self._theme.icon(IconName.COPIES, size=16))


def breakable(name: str) -> str:
    """Lets long words break after their joints, where a plain label would be cut."""
    return " ".join(_broken(word) if len(word) > LONG else word for word in name.split(" "))


def _broken(word: str) -> str:
    for joint in ("_", "-", ".", "/", "\\"):
        word = word.replace(joint, joint + "\u200b")
    return word


def facts(item: ItemDetails, *, shown: Path, roots: Sequence[Path]) -> list[Fact]:
    """What is known, as (title, words), most asked for first; nothing is listed that is not known."""
    tr = words.translate
    lines: list[tuple[str, str | None]] = [
        (tr("Facts", "Title"), item.title),
        (tr("Facts", "Artist"), item.artist),
        (tr("Facts", "Album"), item.album),
        (tr("Facts", "Author"), item.author),
        (_dated(item.kind), words.moment(item.taken) if item.taken else None),
        (tr("Facts", "Length"), _length(item)),
        (tr("Facts", "Size"), _size(item)),
        (tr("Facts", "Camera"), item.camera),
    ]
    known = [Fact(title, value) for title, value in lines if value]
    if item.place:
        told = f"\u2066{words.degrees(item.place)}\u2069"  # one way round in every language
        known.append(Fact(tr("Facts", "Place"), told, link=map_address(item.place)))
    if item.tags:
        known.append(Fact(tr("Facts", "Shows"), ", ".join(item.tags[:6])))
    known.append(Fact(tr("Facts", "Path"), words.shown_path(shown), path=shown))
    others = [words.trail(path, roots) for path in item.paths if path != shown][:5]
    if others:
        known.append(Fact(tr("Facts", "Also in"), "\n".join(dict.fromkeys(others))))
    return known


def map_address(place: Place) -> str:
    """A page with a map; nothing is asked of it before someone clicks."""
    at = f"{place.latitude:.5f}/{place.longitude:.5f}"
    mark = f"mlat={place.latitude:.5f}&mlon={place.longitude:.5f}"
    return f"https://www.openstreetmap.org/?{mark}#map=16/{at}"


def _dated(kind: Kind) -> str:
    tr = words.translate
    return tr("Facts", "Written") if kind is Kind.DOCUMENT else tr("Facts", "Taken")


def _length(item: ItemDetails) -> str | None:
    tr = words.translate
    if item.pages:
        return words.counted(item.pages, tr("Facts", "1 page"), tr("Facts", "{count} pages"))
    if item.seconds is None:
        return None
    length = words.length(item.seconds)
    if item.kind is not Kind.CLIP:
        return length
    if item.has_sound:
        return tr("Facts", "{length}, with sound").format(length=length)
    return tr("Facts", "{length}, without sound").format(length=length)


def _size(item: ItemDetails) -> str:
    size = f"{words.size(item.size)}, {item.format.upper()}"
    if item.kind in (Kind.PHOTO, Kind.CLIP) and item.width and item.height:
        return f"{item.width} × {item.height}, {size}"
    return size
