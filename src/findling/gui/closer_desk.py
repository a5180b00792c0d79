"""Looking closer: between the grid, quick look, the preview at the right and the viewer.

Without a viewer quick look shows the stored pictures, and nothing plays.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence

from findling.core.errors import FindlingError
from findling.core.model import ContentHash, Kind
from findling.gui import words
from findling.gui.bridge import Bridge
from findling.gui.cell import Cell
from findling.gui.closer.levels import Levels
from findling.gui.closer.look import Look, first_page, marked_words
from findling.gui.closer.overlay import QuickLook
from findling.gui.closer.page_list import SmallPages
from findling.gui.closer.pages import PagesView
from findling.gui.closer.photo import PhotoView
from findling.gui.closer.pictures import Pictures, Subject
from findling.gui.closer.play import PlayView
from findling.gui.closer.player import Player
from findling.gui.closer.preview import PreviewPlayer
from findling.gui.closer.save import Saved, Saver, SaveWish
from findling.gui.closer.speaker import prepare_speaker, system_speaker
from findling.gui.closer.view import CloserView
from findling.gui.controllers.results import ResultsController
from findling.gui.icons import IconName
from findling.gui.opening import reveal
from findling.gui.services import Services
from findling.gui.thumbnails import Thumbnails
from findling.gui.window import MainWindow

SETTLED = 200
"""Milliseconds on one item before its neighbours are read."""


class CloserDesk(QObject):
    open_requested = Signal(object)  # Cell

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        results: ResultsController,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._results, self._thumbnails = results, thumbnails
        self._pictures: Pictures | None = None
        self._players: list[Player] = []
        self._saver: Saver | None = None
        self._sound_expected = self._closed = False
        self.preview: PreviewPlayer | None = None
        self.quick_look = QuickLook(
            window.theme, window, self._views(), saves=services.viewer is not None
        )
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._prefetch)
        self._key = QAction(self, shortcut=QKeySequence("Ctrl+Y"))
        self._wire()

    def close(self) -> None:
        """Idempotent; lets go of everything that plays or is held."""
        if self._closed:
            return
        self._closed = True
        self._settling.stop()
        self._window.removeAction(self._key)
        self.quick_look.leave()
        if self.preview is not None:
            self.preview.stop()
        for player in self._players:
            player.close()
        if self._pictures is not None:
            self._pictures.close()
        if self._saver is not None:
            self._saver.close()
        self._window.details.preview.set_plays(False)
        self.quick_look.deleteLater()

    # parts

    def _views(self) -> dict[Kind, CloserView]:
        """One for each kind. Without a viewer, the stored picture for all of them."""
        viewer, bridge, theme = self._services.viewer, self._bridge, self._window.theme
        if viewer is None:
            return dict.fromkeys(Kind, PhotoView(theme, None))
        self._pictures = Pictures(viewer, bridge, self)
        pages = PagesView(theme, self._pictures, SmallPages(viewer, bridge, self))
        play = PlayView(theme, self._player(), Levels(viewer, bridge, self))
        self._play_view, self._pages_view = play, pages
        self.preview = PreviewPlayer(self._window.details.preview, self._player(), self)
        self._window.details.preview.set_plays(True)
        self._saver = Saver(viewer, bridge, self._services.lane, self._window, self)
        return {
            Kind.PHOTO: PhotoView(theme, self._pictures),
            Kind.CLIP: play,
            Kind.RECORDING: play,
            Kind.DOCUMENT: pages,
        }

    def _player(self) -> Player:
        assert self._services.viewer is not None
        player = Player(
            self._services.viewer, self._bridge, make_speaker=system_speaker, parent=self
        )
        self._players.append(player)
        return player

    def _wire(self) -> None:
        grid, pane, look = self._window.grid, self._window.details, self.quick_look
        grid.look_requested.connect(self.open)
        grid.current_changed.connect(self._current_changed)
        self._results.rows_arrived.connect(self._rows_arrived)
        self._thumbnails.arrived.connect(self._picture_arrived)
        pane.look_requested.connect(self.open)
        pane.link_requested.connect(self._open_link)
        pane.copy_requested.connect(self._copy)
        look.step_requested.connect(grid.step)
        look.open_requested.connect(self._hand_on)
        look.save_requested.connect(self._save)
        look.reveal_requested.connect(self._reveal)
        if self._saver is not None:
            self._saver.saved.connect(self._saved)
            self._saver.failed.connect(self._save_failed)
        self._key.triggered.connect(self.toggle)
        self._window.addAction(self._key)

    # looking

    @Slot()
    def open(self) -> None:
        made = self._look()
        if made is not None:
            if self.preview is not None:
                self.preview.stop()
            self.quick_look.show_look(made)
            self._settling.start()

    @Slot()
    def toggle(self) -> None:
        self.open() if self.quick_look.look is None else self.quick_look.leave()

    def _look(self) -> Look | None:
        grid = self._window.grid
        current = grid.selection.current
        cell = grid.cell(grid.current_id) if grid.current_id is not None else None
        if cell is None or current is None:
            return None
        held = self._thumbnails.picture(cell.content) if cell.content else None
        shaped = cell.kind in (Kind.PHOTO, Kind.CLIP)
        return Look(
            cell=cell,
            hit=grid.results.hits.get(cell.id),
            picture=held[0] if held else None,
            aspect=float(grid.results.aspects[current]) if shaped else None,
            asked=grid.results.question.text,
            place=current + 1,
            count=len(grid.results),
        )

    @Slot(object)
    def _current_changed(self, item_id: int | None) -> None:
        if self.preview is not None:
            cell = self._window.grid.cell(item_id) if item_id is not None else None
            self._expect_sound(cell)
            self.preview.show(cell, self._window.grid.results.hits.get(item_id or 0))
        self._follow()

    def _expect_sound(self, cell: Cell | None) -> None:
        """Whoever stands on a clip or recording may want to hear it in a moment."""
        moving = cell is not None and cell.kind in (Kind.CLIP, Kind.RECORDING)
        if moving and not self._sound_expected:
            self._sound_expected = True
            self._services.lane.run(prepare_speaker, _prepared)

    def _follow(self) -> None:
        """Goes where the grid went; what is gone from it is not looked at any longer."""
        if self.quick_look.look is None:
            return
        if self._window.grid.current_id is None:
            self.quick_look.leave()
        elif (made := self._look()) is not None:
            self.quick_look.show_look(made)
            self._settling.start()

    @Slot(object)
    def _rows_arrived(self, _rows: object) -> None:
        self._current_changed(self._window.grid.current_id)

    @Slot(object)
    def _picture_arrived(self, content: ContentHash) -> None:
        look, held = self.quick_look.look, self._thumbnails.picture(content)
        if look is not None and held is not None and look.cell.content == content:
            self.quick_look.set_picture(held[0])

    @Slot()
    def _prefetch(self) -> None:
        grid, current = self._window.grid, self._window.grid.selection.current
        if self._pictures is None or current is None or self.quick_look.look is None:
            return
        near = [i for i in (current + 1, current - 1) if 0 <= i < len(grid.results)]
        cells = [grid.cell(int(grid.results.ids[i])) for i in near]
        subjects = [self._subject(cell) for cell in cells if cell is not None]
        size = self.quick_look.size() * self._window.devicePixelRatioF()
        longest = max(size.width(), size.height())
        self._pictures.prefetch([s for s in subjects if s is not None], longest=longest)

    def _subject(self, cell: Cell) -> Subject | None:
        results = self._window.grid.results
        if cell.kind is Kind.PHOTO:
            return Subject(path=cell.path)
        if cell.kind is Kind.DOCUMENT:
            page = first_page(results.hits.get(cell.id))
            return Subject(path=cell.path, page=page, words=marked_words(results.question.text))
        return None

    # handing on

    @Slot(object)
    def _hand_on(self, cell: Cell) -> None:
        self.quick_look.leave()
        self.open_requested.emit(cell)

    @Slot(object)
    def _save(self, what: Saved) -> None:
        look = self.quick_look.look
        if self._saver is None or look is None:
            return
        path, second = look.cell.path, self._play_view.player.second
        start, end = self._play_view.cut.part(self._play_view.seconds)
        if what is Saved.PART and start < end:
            self._saver.begin(SaveWish(what=what, path=path, start=start, end=end))
        elif what is Saved.PAGE:
            self._saver.begin(SaveWish(what=what, path=path, page=self._pages_view.page))
        elif what is Saved.FRAME:
            self._saver.begin(SaveWish(what=what, path=path, start=second))
        elif what is Saved.PHOTO:
            self._saver.begin(SaveWish(what=what, path=path))

    @Slot(object)
    def _saved(self, path: Path) -> None:
        if self.quick_look.look is not None:
            self.quick_look.say_saved(path)
        else:
            told = self.tr("Saved as {name}").format(name=words.readable(path.name))
            self._window.message.say(told, icon=IconName.CHECK, closes=True)

    @Slot(object)
    def _save_failed(self, error: FindlingError) -> None:
        if self.quick_look.look is not None:
            self.quick_look.say_trouble(error)
        else:
            told = f"{error.message} {error.hint}".strip()
            self._window.message.say(told, icon=IconName.TROUBLE, closes=True)

    @Slot(object)
    def _reveal(self, path: Path) -> None:
        reveal(path, self)

    @Slot(str)
    def _open_link(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))

    @Slot(object)
    def _copy(self, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path))


def _prepared(_nothing: FindlingError | None) -> None:
    """Where there is no sound, what plays is silent."""
