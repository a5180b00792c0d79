"""What can be done with one item: shown at the right, opened, revealed, asked with.

The part of the desk between the grid, the details pane and the pictures.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.model import ContentHash, ItemState, Kind
from findling.core.query import ItemDetails
from findling.gui.bridge import Bridge
from findling.gui.cell import Cell
from findling.gui.closer_desk import CloserDesk
from findling.gui.controllers.details import DetailsController
from findling.gui.controllers.results import ResultsController
from findling.gui.icons import IconName
from findling.gui.opening import open_file, refusal, reveal
from findling.gui.services import ListRow, Services
from findling.gui.thumbnails import Thumbnails, Wish
from findling.gui.window import MainWindow

PREVIEW = 480


class ItemDesk(QObject):
    failed = Signal(object)  # FindlingError
    pending_seen = Signal(object)  # list[Path]: visible, and not read yet

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        results: ResultsController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._bridge = window, services, bridge
        self._results = results
        self._details = DetailsController(services, bridge, self)
        self._thumbnails = Thumbnails(services.paths, self)
        self._roots: list[Path] = []
        self._examples: dict[Path, ContentHash] = {}
        self._pending: list[Path] = []
        self._wire()
        self.closer = CloserDesk(
            window, services, bridge, results=results, thumbnails=self._thumbnails, parent=self
        )
        self.closer.open_requested.connect(self._open)

    @property
    def thumbnails(self) -> Thumbnails:
        return self._thumbnails

    def set_roots(self, roots: list[Path]) -> None:
        self._roots = roots

    def close(self) -> None:
        self._window.grid.hover.skimming.set_viewer(None, self._bridge.onto_gui)
        self.closer.close()
        self._thumbnails.close()

    @Slot()
    def _question_changed(self) -> None:
        self._pin()

    @Slot(object)
    def _rows_arrived(self, rows: list[ListRow]) -> None:
        self._window.grid.set_rows(rows)
        for row in rows:
            if row.path in self._results.question.like and row.content is not None:
                self._examples[row.path] = row.content
        self._show_current(self._window.grid.current_id)
        cells = self._window.grid.visible_cells()
        pending = [cell.path for cell in cells if cell.state is ItemState.PENDING]
        if pending != self._pending:
            self._pending = pending
            self.pending_seen.emit(pending)

    def _wire(self) -> None:
        grid, pane = self._window.grid, self._window.details
        grid.set_thumbnails(self._thumbnails)
        grid.hover.skimming.set_viewer(self._services.viewer, self._bridge.onto_gui)
        self._results.question_changed.connect(self._question_changed)
        self._results.rows_arrived.connect(self._rows_arrived)
        grid.rows_wanted.connect(self._results.want_rows)
        grid.current_changed.connect(self._show_current)
        grid.open_requested.connect(self._open)
        grid.leave_requested.connect(self._results.clear)
        for name, does in (
            ("open", self._open_chosen),
            ("reveal", self._reveal_chosen),
            ("similar", self._find_similar_to_chosen),
        ):
            self._window.acts[name].triggered.connect(does)
        pane.open_requested.connect(self._open)
        pane.reveal_requested.connect(self._reveal)
        pane.similar_requested.connect(self._find_similar)
        self._details.details_arrived.connect(self._details_arrived)
        self._thumbnails.arrived.connect(self._picture_arrived)

    @Slot(object)
    def _show_current(self, item_id: int | None) -> None:
        grid = self._window.grid
        cell = grid.cell(item_id) if item_id is not None else None
        hit = grid.results.hits.get(cell.id) if cell else None
        held = self._thumbnails.picture(cell.content) if cell and cell.content else None
        self._window.details.set_item(cell, hit, held[0] if held else None, self._roots)
        self._details.show(cell.id if cell else None)
        self._pin()

    @Slot(object)
    def _details_arrived(self, details: ItemDetails) -> None:
        self._window.details.set_details(details, self._roots)

    @Slot(object)
    def _picture_arrived(self, content: ContentHash) -> None:
        held = self._thumbnails.picture(content)
        if held is None:
            return
        current = self._window.grid.current_id
        cell = self._window.grid.cell(current) if current is not None else None
        if cell is not None and cell.content == content:
            self._window.details.set_picture(held[0])
        self._draw_examples()

    def _draw_examples(self) -> None:
        for path in self._results.question.like:
            content = self._examples.get(path)
            if content is not None and (held := self._thumbnails.picture(content)):
                self._window.search.set_example_picture(path, held[0])

    def _pin(self) -> None:
        """Pictures wanted beside the grid: the item looked at, and the examples."""
        like = self._results.question.like
        self._examples = {path: c for path, c in self._examples.items() if path in like}
        wishes = [Wish(content, 64) for content in self._examples.values()]
        current = self._window.grid.current_id
        cell = self._window.grid.cell(current) if current is not None else None
        if cell is not None and cell.content is not None:
            ink = self._window.theme.palette.accent if cell.kind is Kind.RECORDING else None
            wishes.append(Wish(cell.content, PREVIEW, ink))
        self._thumbnails.pin(wishes)
        self._draw_examples()

    @Slot(object)
    def _open(self, cell: Cell) -> None:
        looked = self._bridge.onto_gui(partial(self._may_open, cell))
        self._services.lane.run(partial(refusal, cell.path), looked)

    def _may_open(self, cell: Cell, refused: FindlingError | None) -> None:
        if refused is not None:
            self.failed.emit(refused)
        elif not open_file(cell.path):
            told = self.tr("No program for {name} was found.").format(name=cell.name)
            self._window.message.say(told, icon=IconName.TROUBLE, closes=True)

    @Slot(object)
    def _reveal(self, cell: Cell) -> None:
        reveal(cell.path, self)

    @Slot(object)
    def _find_similar(self, cell: Cell) -> None:
        if cell.content is not None:
            self._examples[cell.path] = cell.content
        self._results.find_similar(cell.path)

    @Slot()
    def _open_chosen(self) -> None:
        if (cell := self._chosen()) is not None:
            self._window.grid.open_requested.emit(cell)

    @Slot()
    def _reveal_chosen(self) -> None:
        if (cell := self._chosen()) is not None:
            self._reveal(cell)

    @Slot()
    def _find_similar_to_chosen(self) -> None:
        if (cell := self._chosen()) is not None:
            self._find_similar(cell)

    def _chosen(self) -> Cell | None:
        """The one that is chosen, if its row is there."""
        cells = self._window.grid.chosen()
        return cells[0] if len(cells) == 1 else None
