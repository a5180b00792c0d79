"""The grid by hand and by key: dates, bands, squares, size, what the pointer shows."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QNativeGestureEvent, QPixmap, QPointingDevice
from PySide6.QtWidgets import QApplication

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash, Kind
from findling.core.viewing import PageView, Picture, Playback, Strip
from findling.gui.bars import FilterBar
from findling.gui.bridge import Bridge
from findling.gui.grid_view import GridView
from findling.gui.results import KINDS, Question, browsing, found
from findling.gui.rubber_band import FASTEST, speed
from findling.gui.theme import Theme
from findling.gui.thumbnails import Thumbnails, Wish
from findling.gui.zoom import LARGEST, SMALLEST
from tests.gui.conftest import Stage
from tests.gui.fakes import FakeBrowse, FakeRow, answer, hit, listing

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Make = Callable[..., GridView]


@pytest.fixture
def make(theme: Theme, qtbot: Any) -> Iterator[Make]:
    made: list[GridView] = []

    def grid(count: int = 400, *, kinds: Sequence[int] = (0,), rtl: bool = False) -> GridView:
        shown = listing(count, kinds=kinds)
        view = GridView(theme)
        if rtl:
            view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

        def rows(ids: list[int]) -> None:
            view.set_rows(
                [
                    FakeRow(
                        id=i,
                        kind=KINDS[int(shown.kinds[i - 1])],
                        path=Path(f"/p/{i}.x"),
                        name=f"{i}.x",
                        seconds=60.0,
                        content=ContentHash(i.to_bytes(16, "big")),
                    )
                    for i in ids
                ]
            )

        view.rows_wanted.connect(rows)
        view.resize(900, 700)
        view.show()
        view.set_results(browsing(Question(), shown))
        qtbot.waitUntil(lambda: view.cell(1) is not None)
        made.append(view)
        return view

    yield grid
    for view in made:
        view.close()
        view.deleteLater()


def move(grid: GridView, to: QPoint, *, buttons: Any = LEFT, modifiers: Any = NONE) -> None:
    where = QPointF(to)
    everywhere = QPointF(grid.viewport().mapToGlobal(to))
    QApplication.sendEvent(
        grid.viewport(),
        QMouseEvent(QEvent.Type.MouseMove, where, everywhere, LEFT, buttons, modifiers),
    )


def drawn(
    grid: GridView, start: QPoint, end: QPoint, qtbot: Any, modifiers: Any = NONE
) -> None:
    qtbot.mousePress(grid.viewport(), LEFT, modifiers, start)
    move(grid, (start + end) / 2, modifiers=modifiers)
    move(grid, end, modifiers=modifiers)
    qtbot.mouseRelease(grid.viewport(), LEFT, modifiers, end)


def beside(grid: GridView, item: int) -> QPoint:
    """A point of the margin, at the height of an item's middle."""
    return QPoint(4, grid.rectangle(item).center().y())


# dates


def test_the_edge_with_dates_is_there_while_browsing_only(make: Make) -> None:
    grid = make(400)
    assert grid.scrubber.isVisible()
    assert not grid.verticalScrollBar().isVisible()
    question = Question(text="cat")
    reply = answer(question.request(), *[hit(i) for i in range(1, 90)])
    grid.set_results(found(question, reply, aspects=None)[0])
    assert not grid.scrubber.isVisible()
    assert grid.verticalScrollBar().maximum() > 0
    grid.set_results(browsing(Question(), listing(400)))
    assert grid.scrubber.isVisible()
    grid.set_results(browsing(Question(), listing(3, day=86_400 * 20)))
    assert not grid.scrubber.isVisible()  # everything fits


def test_dragging_along_the_dates_names_the_month_and_goes_there(
    make: Make, qtbot: Any
) -> None:
    grid = make(400)
    scrubber = grid.scrubber
    qtbot.mousePress(scrubber, LEFT, NONE, QPoint(20, 30))
    qtbot.mouseMove(scrubber, QPoint(20, scrubber.height() // 2))
    assert scrubber.bubble.isVisible()
    assert scrubber.bubble.text() == scrubber.month
    assert scrubber.bubble.geometry().right() < scrubber.x()
    qtbot.mouseMove(scrubber, QPoint(20, scrubber.height()))
    qtbot.mouseRelease(scrubber, LEFT, NONE, QPoint(20, scrubber.height()))
    assert grid.verticalScrollBar().value() == grid.verticalScrollBar().maximum()
    assert scrubber.month == "March 2023"
    assert grid.results.sections[-1].title == "March 2023"


def test_moving_over_the_dates_names_the_month_without_going_there(
    make: Make, qtbot: Any
) -> None:
    grid = make(400)
    qtbot.mouseMove(grid.scrubber, QPoint(20, grid.scrubber.height() - 20))
    qtbot.waitUntil(lambda: grid.scrubber.bubble.isVisible())
    assert grid.scrubber.bubble.text() == "April 2023"
    assert grid.verticalScrollBar().value() == 0
    QApplication.sendEvent(grid.scrubber, QEvent(QEvent.Type.Leave))
    assert not grid.scrubber.bubble.isVisible()


def test_keys_go_through_months_and_years(make: Make, qtbot: Any) -> None:
    grid = make(400)
    scrubber = grid.scrubber
    scrubber.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(scrubber, Qt.Key.Key_Down)
    assert scrubber.month == "March 2024"
    assert grid.verticalScrollBar().value() == grid._layout.head_tops[1]
    qtbot.keyClick(scrubber, Qt.Key.Key_PageDown)
    assert scrubber.month == "December 2023"
    qtbot.keyClick(scrubber, Qt.Key.Key_Up)
    assert scrubber.month == "January 2024"
    qtbot.keyClick(scrubber, Qt.Key.Key_Home)
    assert scrubber.month == "April 2024"
    assert scrubber.accessibleDescription() == "April 2024"


def test_from_right_to_left_the_dates_are_at_the_left(make: Make) -> None:
    grid = make(400, rtl=True)
    assert grid.scrubber.x() == 0
    first, second = grid.rectangle(0), grid.rectangle(1)
    assert first.left() > second.left()
    assert grid.item_at(first.center()) == 0


def test_from_right_to_left_the_arrows_follow_the_eye(make: Make, qtbot: Any) -> None:
    grid = make(400, rtl=True)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.current_id == 2


# choosing


def test_a_band_from_the_margin_chooses_what_it_touches(make: Make, qtbot: Any) -> None:
    grid = make(400)
    counts: list[int] = []
    grid.selection_changed.connect(counts.append)
    drawn(grid, beside(grid, 0), grid.rectangle(1).center(), qtbot)
    assert grid.selection.items() == [0, 1]
    assert counts[-1] == 2
    assert not grid.band.is_drawn
    assert grid.current_id in (1, 2)


def test_control_adds_a_band_and_without_it_the_choice_is_new(make: Make, qtbot: Any) -> None:
    grid = make(400)
    last = grid._layout.row_of(0) + 1
    below = grid._layout.row(last).items.start
    drawn(grid, beside(grid, 0), grid.rectangle(0).center(), qtbot)
    drawn(grid, beside(grid, below), grid.rectangle(below).center(), qtbot, CONTROL)
    assert grid.selection.items() == [0, below]
    drawn(grid, beside(grid, below), grid.rectangle(below).center(), qtbot)
    assert grid.selection.items() == [below]


def test_with_shift_a_band_may_begin_on_an_item_and_else_files_are_dragged(
    make: Make, qtbot: Any
) -> None:
    grid = make(400)
    dragged: list[Any] = []
    grid.drag_requested.connect(dragged.append)
    drawn(grid, grid.rectangle(1).center(), grid.rectangle(2).center(), qtbot, SHIFT)
    assert grid.selection.items() == [1, 2]
    assert not dragged
    drawn(grid, grid.rectangle(3).center(), grid.rectangle(4).center(), qtbot)
    assert [[c.id for c in cells] for cells in dragged] == [[4]]


def test_a_band_scrolls_at_the_edge_and_keeps_what_it_passed(make: Make, qtbot: Any) -> None:
    grid = make(400)
    bar = grid.verticalScrollBar()
    qtbot.mousePress(grid.viewport(), LEFT, NONE, beside(grid, 0))
    move(grid, QPoint(500, 400))
    move(grid, QPoint(500, grid.viewport().height() + 60))
    qtbot.waitUntil(lambda: bar.value() > 400)
    assert 0 in grid.selection
    assert len(grid.selection) > 12
    move(grid, QPoint(500, 300))
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert len(grid.selection) == 0
    assert not grid.band.is_drawn
    qtbot.mouseRelease(grid.viewport(), LEFT, NONE, QPoint(500, 300))


def test_the_further_beyond_the_edge_the_faster() -> None:
    assert speed(300, room=600) == 0
    assert -speed(10, room=600) < -speed(-50, room=600) <= FASTEST
    assert 0 < speed(590, room=600) < speed(700, room=600) <= FASTEST


def test_control_and_shift_with_keys(make: Make, qtbot: Any) -> None:
    grid = make(400)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(grid, Qt.Key.Key_Right, CONTROL)
    qtbot.keyClick(grid, Qt.Key.Key_Right, CONTROL)
    assert grid.selection.items() == [0]
    assert grid.current_id == 3
    qtbot.keyClick(grid, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert grid.selection.items() == [0, 2, 3]
    qtbot.keyClick(grid, Qt.Key.Key_Space, CONTROL)
    assert grid.selection.items() == [0, 2]
    qtbot.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert len(grid.selection) == 400
    qtbot.keyClick(grid, Qt.Key.Key_A, CONTROL | SHIFT)
    assert len(grid.selection) == 0


def test_the_count_of_what_is_chosen_is_told(make: Make, qtbot: Any) -> None:
    grid = make(40)
    with qtbot.waitSignal(grid.selection_changed) as told:
        qtbot.mouseClick(grid.viewport(), LEFT, NONE, grid.rectangle(0).center())
    assert told.args == [1]
    with qtbot.waitSignal(grid.selection_changed) as told:
        qtbot.mouseClick(grid.viewport(), LEFT, CONTROL, grid.rectangle(2).center())
    assert told.args == [2]


# size and squares


def test_squares_and_back_keep_what_is_at_the_top(make: Make, qtbot: Any) -> None:
    grid = make(400)
    grid.verticalScrollBar().setValue(4000)
    first = grid.item_at(QPoint(40, 60)) or grid.item_at(QPoint(40, 80))
    assert first is not None
    top = grid._rows_in(0.0).items.start
    before = grid.rectangle(top).top()
    with qtbot.waitSignal(grid.shape_changed):
        grid.squares = True
    rect = grid.rectangle(first)
    assert abs(rect.width() - rect.height()) <= 1
    assert abs(grid.rectangle(top).top() - before) <= 1
    top = grid._rows_in(0.0).items.start
    before = grid.rectangle(top).top()
    grid.squares = False
    assert abs(grid.rectangle(top).top() - before) <= 1


@pytest.mark.parametrize("squares", [False, True])
def test_what_is_under_the_pointer_stays_there(make: Make, squares: bool) -> None:
    grid = make(2000)
    grid.squares = squares
    grid.verticalScrollBar().setValue(9000)
    item = grid.item_at(QPoint(300, 350)) or grid.item_at(QPoint(300, 362))
    assert item is not None
    at = grid.rectangle(item).center() + QPoint(0, 20)
    for steps in (1.0, 2.0, -1.0, -3.0):
        rect = grid.rectangle(item)
        share = (at.y() - rect.top()) / rect.height()
        grid.zoom_by(steps, at=at if rect.contains(at) else QPoint(rect.center().x(), at.y()))
        rect = grid.rectangle(item)
        assert abs(rect.top() + share * rect.height() - at.y()) <= 2


def test_every_step_changes_the_number_of_columns(make: Make) -> None:
    grid = make(400)
    grid.squares = True
    grid.zoom = 400
    widths = []
    for _ in range(4):
        widths.append(grid.rectangle(0).width())
        grid.zoom_by(-1)
    assert sorted(set(widths), reverse=True) == widths


def test_zoom_is_kept_within_its_bounds_and_told_once(make: Make, qtbot: Any) -> None:
    grid = make(400)
    told: list[float] = []
    grid.shape_changed.connect(lambda: told.append(grid.zoom))
    grid.zoom = 9999
    grid.zoom = 9999
    grid.zoom = 1
    assert told == [LARGEST, SMALLEST]


def test_fingers_zoom(make: Make) -> None:
    grid = make(400)
    before = grid.zoom
    device = QPointingDevice.primaryPointingDevice()
    where = QPointF(300, 300)
    for _ in range(3):
        QApplication.sendEvent(
            grid.viewport(),
            QNativeGestureEvent(
                Qt.NativeGestureType.ZoomNativeGesture,
                device,
                2,
                where,
                where,
                where,
                0.1,
                QPointF(),
            ),
        )
    assert grid.zoom == pytest.approx(before * 1.1**3)


def test_the_bar_and_the_grid_agree(stage: Callable[..., Stage], qtbot: Any) -> None:
    window = stage(browse=FakeBrowse(shown=listing(300))).window
    grid, bar = window.grid, window.filters.shape
    qtbot.mouseClick(bar.squares, LEFT)
    assert grid.squares
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL | SHIFT)
    assert not grid.squares
    assert not bar.squares.isChecked()
    before, slid = grid.zoom, bar.size_slider.value()
    qtbot.keyClick(bar.size_slider, Qt.Key.Key_Right)
    assert grid.zoom > before
    grid.zoom = LARGEST
    assert bar.size_slider.value() == bar.size_slider.maximum() > slid
    grid.zoom = SMALLEST
    assert bar.size_slider.value() == 0


def test_the_bar_stays_at_its_right_end(theme: Theme, qtbot: Any) -> None:
    bar = FilterBar(theme)
    qtbot.addWidget(bar)
    bar.resize(1100, 48)
    bar.show()
    assert bar.shape.geometry().right() >= 1100 - 20


# what the pointer shows


@dataclass
class FakeViewer:
    """Strips on call; everything else is somebody else's."""

    asked: list[tuple[Path, "Future[Strip]"]] = field(default_factory=list)

    def strip(self, path: Path, *, count: int, height: int) -> "Future[Strip]":
        future: Future[Strip] = Future()
        self.asked.append((path, future))
        return future

    def reply(self, place: int = -1, frames: int = 4) -> None:
        colours = [np.full((20, 30, 3), 60 * n, dtype=np.uint8) for n in range(frames)]
        seconds = tuple(float(10 * n) for n in range(frames))
        self.asked[place][1].set_result(Strip(seconds=seconds, frames=tuple(colours)))

    def photo(self, path: Path, *, longest: int) -> "Future[Picture]":
        raise NotImplementedError

    def page(self, path: Path, **_: Any) -> "Future[PageView]":
        raise NotImplementedError

    def levels(self, path: Path, *, bars: int) -> Any:
        raise NotImplementedError

    def play(self, path: Path, **_: Any) -> Playback:
        raise NotImplementedError

    def save_span(self, path: Path, **_: Any) -> "Future[Path]":
        raise NotImplementedError

    def save_page(self, path: Path, **_: Any) -> "Future[Path]":
        raise NotImplementedError

    def save_frame(self, path: Path, **_: Any) -> "Future[Path]":
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


@pytest.fixture
def viewer() -> FakeViewer:
    return FakeViewer()


@pytest.fixture
def clips(make: Make, viewer: FakeViewer, bridge: Bridge) -> GridView:
    grid = make(40, kinds=(1,))
    grid.hover.skimming.set_viewer(viewer, bridge.onto_gui)
    return grid


def across(grid: GridView, item: int, share: float) -> QPoint:
    rect = grid.rectangle(item)
    return QPoint(round(rect.left() + share * (rect.width() - 1)), rect.center().y())


def colour(grid: GridView, item: int) -> tuple[int, int, int]:
    rect = grid.rectangle(item)
    pixel = grid.viewport().grab().toImage().pixelColor(rect.center() - QPoint(0, 30))
    return pixel.red(), pixel.green(), pixel.blue()


def over(grid: GridView, at: QPoint) -> None:
    move(grid, at, buttons=Qt.MouseButton.NoButton)


def test_moving_over_a_clip_shows_its_frames(
    clips: GridView, viewer: FakeViewer, qtbot: Any
) -> None:
    over(clips, across(clips, 0, 0.1))
    assert not viewer.asked  # not before the pointer rests
    qtbot.waitUntil(lambda: len(viewer.asked) == 1)
    assert viewer.asked[0][0] == Path("/p/1.x")
    viewer.reply()
    qtbot.waitUntil(lambda: colour(clips, 0) == (0, 0, 0))
    over(clips, across(clips, 0, 0.6))
    assert colour(clips, 0) == (120, 120, 120)
    cell = clips.cell(1)
    assert cell is not None
    shown, _ = clips.hover.shown(0, cell, None)
    assert [badge.text for badge in shown.badges] == ["0:20"]
    QApplication.sendEvent(clips.viewport(), QEvent(QEvent.Type.Leave))
    assert colour(clips, 0) not in ((0, 0, 0), (120, 120, 120))


def test_one_clip_at_a_time_and_what_was_left_is_withdrawn(
    clips: GridView, viewer: FakeViewer, qtbot: Any
) -> None:
    over(clips, across(clips, 0, 0.5))
    qtbot.waitUntil(lambda: len(viewer.asked) == 1)
    viewer.asked[0][1].set_running_or_notify_cancel()  # cannot be withdrawn any more
    over(clips, across(clips, 1, 0.5))
    qtbot.waitUntil(lambda: not clips.hover.skimming._resting.isActive())
    assert len(viewer.asked) == 1
    viewer.reply(0)
    qtbot.waitUntil(lambda: len(viewer.asked) == 2)
    assert viewer.asked[1][0] == Path("/p/2.x")
    QApplication.sendEvent(clips.viewport(), QEvent(QEvent.Type.Leave))
    assert viewer.asked[1][1].cancelled()


def test_a_clip_that_was_looked_through_is_not_asked_for_again(
    clips: GridView, viewer: FakeViewer, qtbot: Any
) -> None:
    over(clips, across(clips, 0, 0.5))
    qtbot.waitUntil(lambda: len(viewer.asked) == 1)
    viewer.reply()
    path = Path("/p/1.x")
    qtbot.waitUntil(lambda: clips.hover.skimming.frame(path, 0.5) is not None)
    over(clips, across(clips, 1, 0.5))
    over(clips, across(clips, 0, 0.5))
    assert not clips.hover.skimming._resting.isActive()
    assert colour(clips, 0) == (120, 120, 120)


def test_a_clip_that_cannot_be_read_keeps_its_thumbnail(
    clips: GridView, viewer: FakeViewer, qtbot: Any
) -> None:
    before = colour(clips, 0)
    over(clips, across(clips, 0, 0.5))
    qtbot.waitUntil(lambda: len(viewer.asked) == 1)
    viewer.asked[0][1].set_exception(FileNotFoundError("gone"))
    qtbot.waitUntil(lambda: bool(clips.hover.skimming._failed))
    assert colour(clips, 0) == before
    over(clips, across(clips, 1, 0.5))
    over(clips, across(clips, 0, 0.5))
    assert not clips.hover.skimming._resting.isActive()


def test_without_a_viewer_nothing_happens(make: Make, bridge: Bridge) -> None:
    grid = make(40, kinds=(1,))
    before = colour(grid, 0)
    grid.hover.skimming.set_viewer(None, bridge.onto_gui)
    over(grid, across(grid, 0, 0.5))
    assert not grid.hover.skimming._resting.isActive()
    assert colour(grid, 0) == before


def test_a_recording_shows_the_place_and_the_time(make: Make, theme: Theme) -> None:
    grid = make(40, kinds=(2,))
    place = grid._painter.drawing_place(grid.rectangle(0))
    over(grid, QPoint(place.center().x() + 1, place.center().y()))
    image = grid.viewport().grab().toImage()
    row = [
        image.pixelColor(x, place.bottom() - 4).name()
        for x in range(place.left(), place.right())
    ]
    assert row.index(theme.palette.text.lower()) == pytest.approx(len(row) / 2, abs=3)
    assert grid.hover._share == pytest.approx(0.5, abs=0.02)


# pictures


def test_wishes_are_sharp_at_the_pixels_of_the_screen(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = make(40)
    grid.squares = True
    wishes: list[Wish] = []

    class Pictures:
        def wish(self, wanted: list[Wish]) -> None:
            wishes[:] = wanted

        def picture(self, content: ContentHash) -> None:
            return None

    monkeypatch.setattr(grid, "_thumbnails", Pictures())
    monkeypatch.setattr(grid, "devicePixelRatioF", lambda: 2.0)
    grid._look()
    side = grid.rectangle(0).height()
    heights = {int.from_bytes(w.content, "big"): w.height for w in wishes}
    assert heights[1] == 2 * side  # wider than high: cropped at its sides
    assert heights[2] == pytest.approx(2 * side / 0.7, abs=2)  # higher than wide


def test_nothing_moves_when_a_picture_arrives(make: Make, tmp_path: Path, qtbot: Any) -> None:
    paths = LibraryPaths(tmp_path)
    content = ContentHash((1).to_bytes(16, "big"))
    place = paths.thumbnail(content)
    place.parent.mkdir(parents=True)
    image = QImage(480, 100, QImage.Format.Format_RGB32)
    image.fill(0xFF2040)
    assert image.save(str(place))
    grid = make(40)
    thumbnails = Thumbnails(paths)
    try:
        before = [grid.rectangle(item) for item in range(20)]
        shown = colour(grid, 0)
        grid.set_thumbnails(thumbnails)
        grid._look()
        qtbot.waitUntil(lambda: thumbnails.picture(content) is not None)
        qtbot.waitUntil(lambda: colour(grid, 0) == (0xFF, 0x20, 0x40))
        assert shown not in ((0xFF, 0x20, 0x40), (255, 255, 255))
        assert [grid.rectangle(item) for item in range(20)] == before
    finally:
        assert thumbnails.close()


def test_a_picture_appears_by_and_by(make: Make) -> None:
    grid = make(4)
    whole = QPixmap(300, 200)
    whole.fill(0xFFFFFF)
    assert grid._painter._opacity((whole, 0.06)) == pytest.approx(0.5)
    assert grid._painter._opacity((whole, 0.2)) == 1.0
    assert Kind.PHOTO is KINDS[0]
