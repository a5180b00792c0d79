"""The right side: the one item that is looked at, why it was found, what is known about it, what to do with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from findling.core.query import Hit, ItemDetails
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.cell import Cell
from findling.gui.details_facts import FactTable, breakable, facts
from findling.gui.details_preview import Preview
from findling.gui.icons import IconName
from findling.gui.theme import Theme

WIDEST = 290
"""Pixels that two buttons may take side by side; longer words or larger type put one below the other."""


class DetailsPane(QScrollArea):
    open_requested = Signal(object)  # Cell
    reveal_requested = Signal(object)  # Cell
    similar_requested = Signal(object)  # Cell
    look_requested = Signal()
    link_requested = Signal(str)
    copy_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsPane")
        self._theme = theme
        self._cell: Cell | None = None
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
        self.preview = Preview(theme)
        self._nothing = plain_label(
            self.tr("Choose something to see more about it."), wrap=True, second=True
        )
        self._name = plain_label(wrap=True, head=True)
        self._trail = plain_label(wrap=True, second=True)
        self._verdict = QFrame()
        self._verdict.setObjectName("verdict")
        self._strength = plain_label(accent=True, wrap=True)
        self._where = plain_label(wrap=True)
        self._table = FactTable(theme)
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
        for widget in (self.preview, self._name, self._trail, *self._buttons):
            widget.setVisible(cell is not None)
        self._verdict.setVisible(cell is not None and hit is not None)
        if changed:
            self._table.set_facts([])
        if cell is None:
            return
        self.preview.set_cell(cell, pixmap)
        self.preview.setAccessibleName(cell.spoken)
        self._name.setText(breakable(cell.name))
        self._trail.setText(words.trail(cell.path, roots))
        if hit is not None:
            self._strength.setText(words.verdict(hit))
            self._where.setText(words.where(hit, seconds=cell.seconds))
            self._where.setVisible(bool(self._where.text()))

    def set_picture(self, pixmap: QPixmap) -> None:
        self.preview.set_cell(self._cell, pixmap)

    def set_details(self, details: ItemDetails, roots: Sequence[Path]) -> None:
        if self._cell is not None and self._cell.id == details.item_id:
            self._table.set_facts(facts(details, shown=self._cell.path, roots=roots))

    def _build(self) -> None:
        inner = QVBoxLayout(self._verdict)
        inner.setContentsMargins(12, 9, 12, 9)
        inner.setSpacing(2)
        inner.addWidget(self._strength)
        inner.addWidget(self._where)
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
        column.addWidget(self.preview)
        column.addSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._trail)
        column.addSpacing(6)
        column.addWidget(self._verdict)
        column.addSpacing(6)
        column.addWidget(self._table)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)
        self.preview.look_requested.connect(self.look_requested)
        self._table.link_requested.connect(self.link_requested)
        self._table.copy_requested.connect(self.copy_requested)
        self._open.clicked.connect(self._open_clicked)
        self._reveal.clicked.connect(self._reveal_clicked)
        self._similar.clicked.connect(self._similar_clicked)
        self._draw()
        self.setMinimumWidth(max(260, self._inside.minimumSizeHint().width() + 2))

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
