"""The right side: the one item that is looked at, why it was found, what is known about it, what to do with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPixmap, QTransform
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from findling.core.model import Kind
from findling.core.query import Hit, ItemDetails
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.cell import Cell
from findling.gui.icons import KIND_ICONS, IconName
from findling.gui.palette import item_colour
from findling.gui.theme import Theme

TALLEST = 300
WIDEST = 290
"""Pixels that two buttons may take side by side; longer words or larger type put one below the other."""
LONG = 24
"""Characters of a word that fit into the pane."""


class Preview(QWidget):
    """The picture, whole, in rounded corners; until it is there, the item's main colour."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cell: Cell | None = None
        self._pixmap: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_cell(self, cell: Cell | None, pixmap: QPixmap | None) -> None:
        self._cell, self._pixmap = cell, pixmap
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(288, self.heightForWidth(288))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        pixmap = self._pixmap
        if pixmap is None or pixmap.isNull():
            return round(width * 0.66)
        return min(self._theme.px(TALLEST), round(width * pixmap.height() / pixmap.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._cell is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        palette, pixmap = self._theme.palette, self._pixmap
        pictured = self._cell.kind in (Kind.PHOTO, Kind.CLIP)
        if pixmap is None:
            ground = (
                item_colour(self._cell.colour, palette) if pictured else QColor(palette.hover)
            )
            painter.setBrush(ground)
            painter.drawRoundedRect(self.rect(), 6, 6)
            icon = self._theme.icon(KIND_ICONS[self._cell.kind], colour=palette.faint, size=32)
            icon.paint(painter, self.rect())
        else:
            if not pictured:
                painter.setBrush(QColor(palette.hover))
                painter.drawRoundedRect(self.rect(), 6, 6)
            self._paint_picture(painter, pixmap)
        painter.end()

    def _paint_picture(self, painter: QPainter, pixmap: QPixmap) -> None:
        size = pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        scale = (
            place.width() + 2
        ) / pixmap.width()  # a brush repeats: its far edge stays outside
        brush = QBrush(pixmap)
        brush.setTransform(QTransform(scale, 0, 0, scale, place.left() - 1, place.top() - 1))
        painter.setBrush(brush)
        painter.drawRoundedRect(place, 6, 6)


class DetailsPane(QScrollArea):
    open_requested = Signal(object)  # Cell
    reveal_requested = Signal(object)  # Cell
    similar_requested = Signal(object)  # Cell

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsPane")
        self._theme = theme
        self._cell: Cell | None = None
        self._facts: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMaximumWidth(max(520, theme.px(520)))
        self._inside = QWidget()
        self._inside.setObjectName("detailsInside")
        self.setWidget(self._inside)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(6)
        self._preview = Preview(theme)
        self._nothing = plain_label(
            self.tr("Choose something to see more about it."), wrap=True, second=True
        )
        self._name = plain_label(wrap=True, head=True)
        self._trail = plain_label(wrap=True, second=True)
        self._verdict = QFrame()
        self._verdict.setObjectName("verdict")
        self._strength = plain_label(accent=True, wrap=True)
        self._where = plain_label(wrap=True)
        self._table = QGridLayout()
        self._build()
        theme.changed.connect(self._draw)
        self.set_item(None, None, None, [])

    def set_item(
        self, cell: Cell | None, hit: Hit | None, pixmap: QPixmap | None, roots: Sequence[Path]
    ) -> None:
        """The item as the list knows it; `set_details` adds what has to be looked up."""
        changed = cell is None or self._cell is None or cell.id != self._cell.id
        self._cell = cell
        self._nothing.setVisible(cell is None)
        for widget in (self._preview, self._name, self._trail, *self._buttons):
            widget.setVisible(cell is not None)
        self._verdict.setVisible(cell is not None and hit is not None)
        if changed:
            self._set_facts([])
        if cell is None:
            return
        self._preview.set_cell(cell, pixmap)
        self._preview.setAccessibleName(cell.spoken)
        self._name.setText(breakable(cell.name))
        self._trail.setText(words.trail(cell.path, roots))
        if hit is not None:
            self._strength.setText(words.verdict(hit))
            self._where.setText(words.where(hit, seconds=cell.seconds))
            self._where.setVisible(bool(self._where.text()))

    def set_picture(self, pixmap: QPixmap) -> None:
        self._preview.set_cell(self._cell, pixmap)

    def set_details(self, details: ItemDetails, roots: Sequence[Path]) -> None:
        if self._cell is not None and self._cell.id == details.item_id:
            self._set_facts(facts(details, shown=self._cell.path, roots=roots))

    def _build(self) -> None:
        inner = QVBoxLayout(self._verdict)
        inner.setContentsMargins(12, 9, 12, 9)
        inner.setSpacing(2)
        inner.addWidget(self._strength)
        inner.addWidget(self._where)
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(8)
        self._table.setColumnStretch(1, 1)
        self._open = _button(self.tr("Open"))
        self._reveal = _button(self.tr("Show in folder"))
        self._similar = _button(self.tr("Find similar"))
        self._buttons = (self._open, self._reveal, self._similar)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        beside = self._open.sizeHint().width() + self._reveal.sizeHint().width()
        for place, button in enumerate(self._buttons):
            if beside > WIDEST:
                buttons.addWidget(button, place, 0)
            else:
                buttons.addWidget(button, place // 2, place % 2, 1, 1 + place // 2)
        column = self._column
        column.addWidget(self._nothing)
        column.addWidget(self._preview)
        column.addSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._trail)
        column.addSpacing(6)
        column.addWidget(self._verdict)
        column.addSpacing(6)
        column.addLayout(self._table)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)
        self._open.clicked.connect(self._open_clicked)
        self._reveal.clicked.connect(self._reveal_clicked)
        self._similar.clicked.connect(self._similar_clicked)
        self._draw()
        self.setMinimumWidth(max(260, self._inside.minimumSizeHint().width() + 2))

    def _set_facts(self, lines: list[tuple[str, str]]) -> None:
        for label in self._facts:
            self._table.removeWidget(label)
            label.deleteLater()
        self._facts = []
        for row, (title, value) in enumerate(lines):
            left, right = (
                plain_label(title, second=True),
                plain_label(breakable(value), wrap=True),
            )
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.setFont(self._theme.font(13))
            self._table.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
            self._table.addWidget(right, row, 1)
            self._facts += [left, right]

    @Slot()
    def _open_clicked(self) -> None:
        self.open_requested.emit(self._cell)

    @Slot()
    def _reveal_clicked(self) -> None:
        self.reveal_requested.emit(self._cell)

    @Slot()
    def _similar_clicked(self) -> None:
        self.similar_requested.emit(self._cell)

    @Slot()
    def _draw(self) -> None:
        self._open.setIcon(self._theme.icon(IconName.OPEN, size=16))
        self._reveal.setIcon(self._theme.icon(IconName.FOLDER_OPEN, size=16))
        self._similar.setIcon(self._theme.icon(IconName.SIMILAR, size=16))


def _button(text: str) -> QPushButton:
    button = QPushButton(f" {text}")  # the style leaves too little between icon and text
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def breakable(name: str) -> str:
    """Lets long words break after their joints, where a plain label would be cut."""
    return " ".join(_broken(word) if len(word) > LONG else word for word in name.split(" "))


def _broken(word: str) -> str:
    for joint in ("_", "-", ".", "/", "\\"):
        word = word.replace(joint, joint + "\u200b")
    return word


def facts(item: ItemDetails, *, shown: Path, roots: Sequence[Path]) -> list[tuple[str, str]]:
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
        (tr("Facts", "Place"), words.degrees(item.place) if item.place else None),
        (tr("Facts", "Shows"), ", ".join(item.tags[:6]) or None),
    ]
    others = [words.trail(path, roots) for path in item.paths if path != shown][:5]
    lines.append((tr("Facts", "Also in"), "\n".join(dict.fromkeys(others)) or None))
    return [(title, value) for title, value in lines if value]


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
