"""The whole window over fake services: what a person does and sees."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QPushButton, QToolButton

from findling.core.errors import FindlingError
from findling.core.events import Activity, LibraryChanged, Progress
from findling.core.model import FolderState, Kind, Strength
from findling.core.report import FailureRow, FolderStatus
from findling.gui.bars import ElidedLabel
from findling.gui.gestures import confirm_removal
from tests.gui.conftest import Stage
from tests.gui.fakes import ROOT, FakeBrowse, FakeIngest, hit, listing

Make = Callable[..., Stage]


def shown(stage: Stage, count: int) -> Callable[[], bool]:
    return lambda: len(stage.window.grid.results) == count


def typed(stage: Stage, text: str, qtbot: Any) -> None:
    qtbot.keyClicks(stage.window.search.text, text)
    qtbot.keyClick(stage.window.search.text, Qt.Key.Key_Return)


def test_everything_is_shown_newest_first(stage: Make, qtbot: Any) -> None:
    made = stage()
    qtbot.waitUntil(shown(made, 20))
    assert made.window.grid.results.ids.tolist()[:3] == [1, 2, 3]


def test_typing_shows_the_answer_and_clearing_everything_again(stage: Make, qtbot: Any) -> None:
    made = stage()
    typed(made, "red car", qtbot)
    made.lane.reply(hit(3), hit(5, Strength.WEAK))
    qtbot.waitUntil(shown(made, 2))
    qtbot.keyClick(made.window.search.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(shown(made, 20))
    assert made.window.search.text.text() == ""


def test_an_unsure_answer_says_so(stage: Make, qtbot: Any) -> None:
    made = stage()
    typed(made, "zebra", qtbot)
    made.lane.reply(hit(3, Strength.WEAK), confident=False)
    qtbot.waitUntil(shown(made, 1))
    assert made.window.banner.text == "No confident match. These come closest."
    qtbot.keyClick(made.window.search.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(shown(made, 20))
    assert made.window.banner.text == ""


def test_nothing_found_is_said(stage: Make, qtbot: Any) -> None:
    made = stage()
    typed(made, "zebra", qtbot)
    made.lane.reply()
    qtbot.waitUntil(lambda: made.window.is_empty)
    assert made.window.emptiness.title == "Nothing found"


def test_the_keyboard_alone_walks_the_grid(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    qtbot.keyClick(made.window.search.text, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_id == 2
    qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(grid.selection) == 19
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.selection) == 20
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    with qtbot.waitSignal(grid.open_requested) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args[0].name == "1.jpg"


def test_the_mouse_chooses_one_several_or_a_run(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)

    def click(
        item: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        where = grid.rectangle(item).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, modifier, where)

    click(0)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert grid.selection.items() == [0, 2]
    click(4, Qt.KeyboardModifier.ShiftModifier)
    assert grid.selection.items() == [2, 3, 4]
    click(3)
    assert grid.selection.items() == [3]


def test_the_details_say_why_and_what(stage: Make, qtbot: Any) -> None:
    made = stage()
    typed(made, "cat", qtbot)
    made.lane.reply(hit(3))
    qtbot.waitUntil(lambda: made.window.grid.cell(3) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    pane = made.window.details

    def labels() -> list[str]:
        return [w.text() for w in pane.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "13 April 2024, 16:20" in labels())
    assert "Strong match by meaning" in labels()
    assert "4000 × 3000, 2.4 MB, JPEG" in labels()


def test_find_similar_asks_with_that_file(stage: Make, qtbot: Any) -> None:
    made = stage()
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    made.window.details.similar_requested.emit(made.window.grid.cell(1))
    assert made.lane.asked[-1][0].like == (ROOT / "1.jpg",)
    assert made.window.search.text.placeholderText() == "Add words"
    qtbot.keyClick(made.window.search.text, Qt.Key.Key_Backspace)
    assert made.desk.results.question.like == ()


def test_dropped_files_are_asked_with_and_folders_added(
    stage: Make, qtbot: Any, tmp_path: Path
) -> None:
    made = stage()
    photo, folder = tmp_path / "a.jpg", tmp_path / "Holiday"
    photo.write_bytes(b"x")
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in (photo, folder)])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(300, 30), copy, data, left, none)
    made.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    made.window.dropEvent(QDropEvent(QPointF(300, 30), copy, data, left, none))
    qtbot.waitUntil(lambda: bool(made.lane.asked))
    assert made.lane.asked[-1][0].like == (photo,)
    assert ("add", folder) in made.ingest.done


def test_a_pasted_file_becomes_a_chip(stage: Make, qtbot: Any, tmp_path: Path) -> None:
    made = stage()
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(made.window.search.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(made.lane.asked))
    assert made.lane.asked[-1][0].like == (photo,)


def test_the_status_line_pauses_and_resumes(stage: Make, qtbot: Any) -> None:
    made = stage()
    status = made.window.status
    button = next(b for b in status.findChildren(QPushButton) if b.text() == "Pause")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    made.bridge.publish(Progress(activity=Activity.PAUSED))
    qtbot.waitUntil(lambda: status.text == "Paused")
    assert button.text() == "Resume"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [what for what, _ in made.ingest.done if what != "look first"] == ["pause", "resume"]


def test_failures_are_counted_listed_and_tried_again(stage: Make, qtbot: Any) -> None:
    failure = FailureRow(
        path=ROOT / "b<b>.jpg",
        kind=Kind.PHOTO,
        code="cut",
        reason="Cut.",
        hint="Copy it.",
        attempts=2,
    )
    made = stage(browse=FakeBrowse(failed=[failure]))

    def link() -> list[QPushButton]:
        buttons = made.window.status.findChildren(QPushButton)
        return [b for b in buttons if b.text() == "1 file could not be read"]

    qtbot.waitUntil(lambda: bool(link()))
    qtbot.mouseClick(link()[0], Qt.MouseButton.LeftButton)
    page = made.window.reading
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.retry.isVisible())
    names = [label.whole for label in page.failures.findChildren(ElidedLabel)]
    assert names == ["b<b>.jpg", str(ROOT)]
    qtbot.mouseClick(page.retry, Qt.MouseButton.LeftButton)
    assert ("retry", None) in made.ingest.done


def test_a_folder_is_shown_alone_and_away_is_said(stage: Make, qtbot: Any) -> None:
    away = FolderStatus(
        path=Path("/media/Travel drive"),
        state=FolderState.AWAY,
        files=3,
        away_since=datetime(2024, 4, 23),
    )
    present = FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20)
    made = stage(browse=FakeBrowse(folders=[present, away]))
    lines = made.window.side.list
    qtbot.waitUntil(lambda: lines.count() == 7)
    spoken = [lines.item(r).data(Qt.ItemDataRole.AccessibleTextRole) for r in range(7)]
    assert spoken[6].startswith("Travel drive: away since ")
    lines.setCurrentRow(5)
    assert made.desk.results.question.folder == ROOT


def test_removing_a_folder_is_asked_first(stage: Make, qtbot: Any) -> None:
    made = stage()
    for role, done in (
        (QMessageBox.ButtonRole.RejectRole, 0),
        (QMessageBox.ButtonRole.AcceptRole, 1),
    ):
        confirm_removal(made.window, ROOT, made.desk.background.remove_folder)
        box = [b for b in made.window.findChildren(QMessageBox) if b.isVisible()][-1]
        assert "stay where they are" in box.informativeText()
        button = next(b for b in box.buttons() if box.buttonRole(b) == role)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert made.ingest.done.count(("remove", ROOT)) == done
        qtbot.waitUntil(
            lambda: not [b for b in made.window.findChildren(QMessageBox) if b.isVisible()]
        )


def test_trouble_with_a_folder_is_said_in_words(stage: Make, qtbot: Any) -> None:
    trouble = FindlingError("no-access", "That folder may not be read.", hint="Choose another.")
    made = stage(ingest=FakeIngest(trouble=trouble))
    made.desk.background.add_folder(Path("/root"))
    qtbot.waitUntil(lambda: made.window.message.text != "")
    assert made.window.message.text == "That folder may not be read. Choose another."


def test_new_files_appear_and_the_choice_stays(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    made.browse.shown = listing(25)
    made.bridge.publish(LibraryChanged(added_or_changed=5))
    qtbot.waitUntil(shown(made, 25), timeout=4000)
    assert grid.current_id == 2


def test_zoom_keeps_its_bounds_and_the_place(stage: Make, qtbot: Any) -> None:
    made = stage(browse=FakeBrowse(shown=listing(500)))
    grid = made.window.grid
    qtbot.waitUntil(shown(made, 500))
    grid.verticalScrollBar().setValue(3000)
    at = next(QPoint(200, y) for y in range(300, 400) if grid.item_at(QPoint(200, y)))
    before = grid.item_at(at)
    grid.zoom_by(2, at=at)
    assert before is not None
    assert abs(grid.rectangle(before).center().y() - 300) < 300
    grid.zoom_by(100)
    assert grid.zoom == 420
    grid.zoom_by(-100)
    assert grid.zoom == 96


def test_every_control_has_a_name(stage: Make, qtbot: Any) -> None:
    made = stage()
    kinds = (QPushButton, QToolButton)
    nameless = [
        type(w).__name__
        for kind in kinds
        for w in made.window.findChildren(kind)
        if not (w.accessibleName() or w.text()) and not w.isHidden()
    ]
    assert nameless == []
    for widget in (made.window.grid, made.window.search.text, made.window.side.list):
        assert widget.accessibleName()


def test_a_pill_shows_one_kind(stage: Make, qtbot: Any) -> None:
    made = stage(browse=FakeBrowse(shown=listing(10, kinds=(0, 1))))
    qtbot.waitUntil(shown(made, 10))
    pills = made.window.filters.findChildren(QPushButton)
    clips = next(p for p in pills if p.text() == "Clips  5")
    qtbot.mouseClick(clips, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shown(made, 5))
    assert clips.isChecked()


def test_the_menu_of_an_item_does_what_it_says(stage: Make, qtbot: Any) -> None:
    made = stage()
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    grid.menu_requested.emit(grid.chosen(), QPoint(10, 10))
    menu = next(m for m in made.window.findChildren(QMenu) if m.isVisible())
    actions = {a.text(): a for a in menu.actions() if a.text()}
    assert list(actions) == [
        "Quick look",
        "Open",
        "Open with",
        "Show in folder",
        "Find similar",
        "Rename",
        "Move to trash…",
        "Copy",
        "Copy path",
        "Copy picture",
    ]
    actions["Copy path"].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == str(ROOT / "1.jpg"))
    actions["Find similar"].trigger()
    assert made.lane.asked[-1][0].like == (ROOT / "1.jpg",)
    actions["Open"].trigger()  # the file is not there: said, not opened
    qtbot.waitUntil(lambda: "is not there" in made.window.message.text)
    menu.close()
