"""The window comes back as it was left, and keeps that off the GUI thread."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from findling.core.events import Publish
from findling.core.model import FolderState, Kind
from findling.core.report import FolderStatus
from findling.core.settings import Settings
from findling.core.window_state import WindowState, load_window_state
from findling.gui.arrangement import FRAME, Arrangement
from findling.gui.controllers.window_state import WindowStateController
from findling.gui.services import Services
from findling.gui.theme import Theme
from findling.gui.window import MainWindow
from findling.gui.window_app import Left, run_window
from tests.gui.fakes import ROOT, FakeBrowse, FakeLane, services
from tests.gui.test_window_app import desk_of, until, window


def _closed(made: MainWindow) -> None:
    made.close()
    made.deleteLater()


def test_what_is_shown_and_how_wide_comes_back(theme: Theme, qtbot: Any) -> None:
    first = MainWindow(theme)
    arrangement = Arrangement(first)
    first.setGeometry(QRect(0, 30, 790, 560))
    first.show()
    first.splitter.setSizes([200, 240, 260])
    first.details_button.setChecked(False)
    first.grid.zoom_by(2)
    told = arrangement.told(replace(WindowState(), details_width=260))
    low = (first.geometry().top(), first.height())
    _closed(first)

    second = MainWindow(theme)
    Arrangement(second).restore(told)
    second.show()
    # Only the height: the screen of these tests is narrower than the window's least width.
    assert (
        (second.geometry().top(), second.height()),
        second.side.isVisible(),
        second.details.isVisible(),
    ) == (
        low,
        True,
        False,
    )
    assert second.side.width() == told.side_width
    assert second.grid.zoom == told.zoom > 180
    assert told.details_width == 260  # known although it is not shown
    _closed(second)


def test_the_first_window_fits_the_screen_and_its_parts_are_as_drawn(
    theme: Theme, qtbot: Any
) -> None:
    first = MainWindow(theme)
    Arrangement(first).restore(WindowState())
    first.show()
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert first.height() == room.height() - FRAME
    least = first.side.minimumWidth(), first.details.minimumWidth()  # on 800 pixels
    assert (first.side.width(), first.details.width()) == least
    assert least[1] <= 290
    _closed(first)


def test_a_window_beyond_every_screen_comes_back_onto_one(theme: Theme, qtbot: Any) -> None:
    far = MainWindow(theme)
    far.setGeometry(QRect(9000, 7000, 640, 480))
    geometry = bytes(far.saveGeometry().data())
    _closed(far)
    back = MainWindow(theme)
    Arrangement(back).restore(WindowState(geometry=geometry))
    back.show()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(back.geometry())
    assert screen.contains(back.geometry().center())
    _closed(back)


def test_a_maximised_window_comes_back_maximised(theme: Theme, qtbot: Any) -> None:
    first = MainWindow(theme)
    first.showMaximized()
    geometry = bytes(first.saveGeometry().data())
    _closed(first)
    second = MainWindow(theme)
    Arrangement(second).restore(WindowState(geometry=geometry))
    second.show()
    assert second.isMaximized()
    _closed(second)


def test_many_changes_are_one_writing_elsewhere(qapp: QApplication, qtbot: Any) -> None:
    written: list[tuple[WindowState, bool]] = []

    def save(path: Path, state: WindowState) -> None:
        written.append((state, threading.current_thread() is threading.main_thread()))

    keeper = WindowStateController(
        Path("/nowhere"),
        state=WindowState(),
        arrangement=lambda state: replace(state, zoom=99.0),
        save=save,
    )
    for _ in range(50):
        keeper.changed()
    keeper.note_question(folder=ROOT, kind=Kind.CLIP)
    qtbot.waitUntil(lambda: bool(written), timeout=5000)
    keeper.keep()  # nothing is new
    keeper.close()
    keeper.close()
    assert written == [(WindowState(zoom=99.0, folder=ROOT, kind=Kind.CLIP), False)]


def test_a_library_that_cannot_be_written_disturbs_nobody(
    qapp: QApplication, tmp_path: Path, caplog: Any
) -> None:
    keeper = WindowStateController(
        tmp_path / "gone" / "window.json",
        state=WindowState(),
        arrangement=lambda state: replace(state, zoom=99.0),
    )
    keeper.keep()
    keeper.close()
    assert "is not kept" in caplog.text


def test_folder_and_kind_are_asked_for_again(qapp: QApplication, tmp_path: Path) -> None:
    folder = FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20)
    seen: list[Any] = []
    lanes = [FakeLane(), FakeLane()]

    def run(left: Left, lane: FakeLane, done: Any) -> None:
        def build(publish: Publish) -> Services:
            return services(tmp_path, lane=lane, browse=FakeBrowse(folders=[folder]))

        timer = until(lambda: _has_folders(), done)
        run_window(
            build,
            lambda: None,
            reopen=_never,
            query=None,
            instance_name=str(tmp_path),
            left=left,
        )
        assert not timer.isActive()

    def choose() -> None:
        desk = desk_of(window())
        desk.results.choose_folder(ROOT)
        desk.results.choose_kind(Kind.CLIP)
        window().close()

    def look() -> None:
        question = desk_of(window()).results.question
        seen.append((question.folder, question.kind, window().side.folder))
        window().close()

    path = tmp_path / "window.json"
    run(Left(state_path=path), lanes[0], choose)
    run(Left(state=load_window_state(path), state_path=path), lanes[1], look)
    assert seen == [(ROOT, Kind.CLIP, ROOT)]


def _has_folders() -> bool:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    return any(w.isVisible() and len(w.side.folders()) > 0 for w in windows)


def _never(_: Settings, __: Publish) -> Services:
    raise AssertionError("nothing was changed")
