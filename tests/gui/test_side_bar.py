"""The side bar: what it lists, what its keys do, and what is dropped on it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox

from findling.core.model import FolderState
from findling.core.query import TakenFrom
from findling.core.report import FolderStatus
from findling.gui.results import Question
from findling.gui.side_bar import SideBar
from findling.gui.theme import Theme
from tests.gui.conftest import Stage
from tests.gui.fakes import ROOT

Make = Callable[..., Stage]
AWAY = FolderStatus(
    path=Path("/media/Travel drive"),
    state=FolderState.AWAY,
    files=3,
    away_since=datetime(2026, 11, 17),
)
HERE = FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20)
TODAY = date(2026, 11, 20)


def spoken(bar: SideBar) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [bar.list.item(row).data(role) for row in range(bar.list.count())]


def test_away_is_said_with_its_day(theme: Theme, qtbot: Any) -> None:
    bar = SideBar(theme)
    qtbot.addWidget(bar)
    bar.set_folders([HERE, AWAY], today=TODAY)
    assert spoken(bar)[5:] == ["Pictures: 20 files", "Travel drive: away since Tuesday"]


def test_a_folder_chosen_before_it_is_known_is_chosen_when_it_comes(
    theme: Theme, qtbot: Any
) -> None:
    bar = SideBar(theme)
    qtbot.addWidget(bar)
    bar.set_place(ROOT)
    bar.set_folders([HERE], today=TODAY)
    assert bar.folder == ROOT
    with qtbot.waitSignal(bar.folder_requested) as wanted:
        bar.set_folders([AWAY], today=TODAY)  # it is watched no more
    assert wanted.args == [None]


def test_recent_shows_the_last_month(stage: Make, qtbot: Any) -> None:
    made = stage()
    made.window.side.list.setCurrentRow(2)
    (asked,) = made.browse.asked[-1]
    assert isinstance(asked, TakenFrom)
    assert (date.today() - asked.day).days == 30
    made.window.side.list.setCurrentRow(1)
    assert made.desk.results.question == Question()


def test_delete_asks_before_a_folder_is_removed(stage: Make, qtbot: Any) -> None:
    made = stage()
    lines = made.window.side.list
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Delete)  # everything is no folder
    assert made.window.findChildren(QMessageBox) == []
    for _ in range(3):
        qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert made.window.side.folder == ROOT
    qtbot.keyClick(lines, Qt.Key.Key_Delete)
    (box,) = made.window.findChildren(QMessageBox)
    assert made.ingest.of("remove") == []
    next(b for b in box.buttons() if b.text() == "Remove").click()
    assert made.ingest.of("remove") == [ROOT]


def test_the_menu_key_opens_the_menu_of_the_folder(stage: Make, qtbot: Any) -> None:
    made = stage()
    lines = made.window.side.list
    lines.setCurrentRow(5)
    qtbot.keyClick(lines, Qt.Key.Key_Menu)
    menu = next(m for m in made.window.findChildren(QMenu) if m.isVisible())
    assert "Remove from Findling…" in [action.text() for action in menu.actions()]
    menu.close()


def _drop(bar: SideBar, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(30, 300), copy, data, left, none)
    bar.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert bar.property("dropping") is True
    bar.dropEvent(QDropEvent(QPointF(30, 300), copy, data, left, none))
    assert bar.property("dropping") is False


def test_a_folder_that_is_dropped_is_added(stage: Make, qtbot: Any, tmp_path: Path) -> None:
    made = stage()
    folder, photo = tmp_path / "Holiday", tmp_path / "a.jpg"
    folder.mkdir()
    photo.write_bytes(b"x")
    _drop(made.window.side, folder, photo)
    qtbot.waitUntil(lambda: made.ingest.of("add") == [folder])
    assert made.lane.asked == []  # the photo is no question here
    _drop(made.window.side, photo)
    qtbot.waitUntil(lambda: "Only folders can be added here." in made.window.message.text)
