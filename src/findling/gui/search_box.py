"""The box across the top: words, and files that were dropped or pasted as chips."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from findling.gui import words
from findling.gui.icons import KIND_ICONS, IconName
from findling.gui.theme import Theme
from findling.media.names import kind_by_name

CHIP_TEXT = 160
"""Pixels of a file's name that a chip shows."""


def local_files(urls: list[QUrl]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


class SearchText(QLineEdit):
    files_pasted = Signal(object)  # list[Path]
    back_at_start = Signal()
    down_pressed = Signal()
    cleared = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            data = QGuiApplication.clipboard().mimeData()  # None where nothing was ever copied
            if data and (files := local_files(data.urls())):
                self.files_pasted.emit(files)
                return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back_at_start.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class Chip(QFrame):
    """One example: its picture (or what kind it is), its name, and a way to take it out."""

    remove_requested = Signal(object)  # Path

    def __init__(self, theme: Theme, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.path = path
        self._theme = theme
        name = words.readable(path.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(6)
        self._picture = QLabel()
        self._picture.setFixedSize(24, 24)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel()
        text.setTextFormat(Qt.TextFormat.PlainText)
        elide = Qt.TextElideMode.ElideMiddle
        text.setText(text.fontMetrics().elidedText(name, elide, theme.px(CHIP_TEXT)))
        self._remove = QToolButton()
        self._remove.setFixedSize(28, 28)
        self._remove.setIconSize(QSize(14, 14))
        self._remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self._remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._remove.clicked.connect(self._removed)
        for widget in (self._picture, text, self._remove):
            row.addWidget(widget)
        self.setFixedHeight(30)
        self.draw()

    def set_picture(self, pixmap: QPixmap) -> None:
        fill = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        ratio = self.devicePixelRatioF()
        side = round(24 * ratio)
        scaled = pixmap.scaled(side, side, fill, Qt.TransformationMode.SmoothTransformation)
        x, y = (scaled.width() - side) // 2, (scaled.height() - side) // 2
        cut = scaled.copy(x, y, side, side)
        cut.setDevicePixelRatio(ratio)
        self._picture.setPixmap(cut)

    def draw(self) -> None:
        kind = kind_by_name(self.path.name)
        icon = KIND_ICONS[kind] if kind else IconName.DOCUMENT
        self._picture.setPixmap(self._theme.icon(icon).pixmap(18, 18))
        self._remove.setIcon(self._theme.icon(IconName.CLOSE, size=14))

    @Slot()
    def _removed(self) -> None:
        self.remove_requested.emit(self.path)


class SearchBox(QFrame):
    text_typed = Signal(str)
    """By a person; not by `set_text`."""
    examples_requested = Signal(object)  # list[Path]: pasted files
    remove_example_requested = Signal(object)  # Path
    clear_requested = Signal()
    search_requested = Signal()
    """Enter: at once."""
    results_requested = Signal()
    """Down: on to the results."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBox")
        self._theme = theme
        self._chips: list[Chip] = []
        self.text = SearchText()
        self.text.setObjectName("searchText")
        self.text.setAccessibleName(self.tr("Search"))
        self.text.setAcceptDrops(False)  # the window takes what is dropped
        self.text.installEventFilter(self)
        self._glass = QLabel()
        self._clear = QToolButton()
        self._clear.setFixedSize(28, 28)
        self._clear.setAccessibleName(self.tr("Clear the search"))
        self._clear.setToolTip(self.tr("Clear (Esc)"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 6, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._glass)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self._clear)
        self.setFixedHeight(theme.px(38))
        self.setFocusProxy(self.text)
        self.text.textEdited.connect(self.text_typed)
        self.text.textChanged.connect(self._note)
        self.text.returnPressed.connect(self.search_requested)
        self.text.files_pasted.connect(self.examples_requested)
        self.text.down_pressed.connect(self.results_requested)
        self.text.back_at_start.connect(self._take_last)
        self.text.cleared.connect(self.clear_requested)
        self._clear.clicked.connect(self.clear_requested)
        theme.changed.connect(self._draw)
        self._draw()
        self._note()

    def set_text(self, text: str) -> None:
        if text != self.text.text():
            self.text.setText(text)

    def set_examples(self, paths: tuple[Path, ...]) -> None:
        if paths == tuple(chip.path for chip in self._chips):
            return
        held = {chip.path: chip for chip in self._chips}
        for path in set(held) - set(paths):
            chip = held.pop(path)
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for place, path in enumerate(paths):
            chip = held.get(path) or self._new_chip(path)
            self._row.insertWidget(1 + place, chip)
            self._chips.append(chip)
        self._note()

    def set_example_picture(self, path: Path, pixmap: QPixmap) -> None:
        for chip in self._chips:
            if chip.path == path:
                chip.set_picture(pixmap)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("active", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)

    def _new_chip(self, path: Path) -> Chip:
        chip = Chip(self._theme, path, self)
        chip.remove_requested.connect(self.remove_example_requested)
        return chip

    @Slot()
    def _take_last(self) -> None:
        if self._chips:
            self.remove_example_requested.emit(self._chips[-1].path)

    @Slot()
    def _note(self) -> None:
        self._clear.setVisible(bool(self.text.text() or self._chips))
        self.text.setPlaceholderText(
            self.tr("Add words") if self._chips else self.tr("Type, drop or paste anything")
        )

    @Slot()
    def _draw(self) -> None:
        self._glass.setPixmap(self._theme.icon(IconName.SEARCH).pixmap(18, 18))
        self._clear.setIcon(self._theme.icon(IconName.CLOSE, size=16))
        for chip in self._chips:
            chip.draw()
