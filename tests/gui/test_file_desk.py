"""Renamed in place, moved to the trash, brought back: real widgets, real files, a trash of the test's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPushButton

from findling.core.events import LibraryChanged
from findling.gui.trash_dialog import TrashDialog
from findling.handing.service import Handing
from tests.gui.conftest import Stage
from tests.gui.fakes import listing
from tests.gui.real_files import RealBrowse, write
from tests.own_trash import use_own_trash

Make = Callable[..., Stage]
NAMES = ("a.jpg", "b.jpg", "c.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "Pictures", *NAMES)


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use_own_trash(tmp_path, monkeypatch)


@pytest.fixture
def made(stage: Make, folder: Path, trash: Path, qtbot: Any) -> Stage:
    made = stage(browse=RealBrowse(folder, *NAMES), files=Handing())
    choose(made, qtbot)
    return made


def choose(made: Stage, qtbot: Any, *, several: bool = False) -> None:
    """The first item, or all, by the keys; the window is the active one, as a person would have it."""
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    made.window.activateWindow()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    if several:
        qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def renaming(made: Stage, qtbot: Any) -> QLineEdit:
    qtbot.keyClick(made.window.grid, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: made.desk.files.line.isVisible())
    line = made.desk.files.line.findChild(QLineEdit)
    assert line is not None
    return line


def enter(line: QLineEdit, name: str, qtbot: Any) -> None:
    line.setText(name)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def trash_dialog(made: Stage, qtbot: Any) -> TrashDialog:
    qtbot.keyClick(made.window.grid, Qt.Key.Key_Delete)
    found: list[TrashDialog] = []

    def shown() -> bool:
        found[:] = [d for d in made.window.findChildren(TrashDialog) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(shown)
    return found[0]


def press(dialog: Any, text: str, qtbot: Any) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said(dialog: Any) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.text()]


def test_a_name_is_changed_in_place_with_the_stem_chosen(
    made: Stage, folder: Path, qtbot: Any
) -> None:
    line = renaming(made, qtbot)
    assert line.selectedText() == "a"
    qtbot.keyClicks(line, "sea")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(folder) == ["b.jpg", "c.jpg", "sea.jpg"])
    qtbot.waitUntil(lambda: made.desk.files.line.isHidden())
    assert made.window.acts["undo"].text() == "Undo: rename"
    qtbot.keyClick(made.window.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: made.window.message.text == "Named a.jpg again")
    assert names(folder) == list(NAMES)
    assert not made.window.acts["undo"].isEnabled()


@pytest.mark.parametrize("left_by", ["Esc", "the same name", "clicking elsewhere"])
def test_nothing_is_renamed_by_accident(
    made: Stage, folder: Path, qtbot: Any, left_by: str
) -> None:
    line = renaming(made, qtbot)
    if left_by == "the same name":
        qtbot.keyClick(line, Qt.Key.Key_Return)
    else:
        qtbot.keyClicks(line, "x")
        if left_by == "Esc":
            qtbot.keyClick(line, Qt.Key.Key_Escape)
        else:
            made.window.grid.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: made.desk.files.line.isHidden())
    assert names(folder) == list(NAMES)
    assert made.window.grid.current_id == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("b.jpg", "already something called b.jpg"),
        ("", "needs a name"),
        ("x/y.jpg", "cannot contain “/”"),
        ("x" * 300 + ".jpg", "too long"),
    ],
)
def test_a_bad_name_is_said_under_the_line_and_can_be_mended(
    made: Stage, folder: Path, qtbot: Any, name: str, told: str
) -> None:
    line, shown = renaming(made, qtbot), made.desk.files.line
    if not name:
        enter(line, name, qtbot)
        box = next(b for b in made.window.findChildren(QMessageBox) if b.isVisible())
        press(box, "Change ending", qtbot)
    else:
        enter(line, name, qtbot)
    qtbot.waitUntil(lambda: told in shown.trouble)
    assert names(folder) == list(NAMES)
    enter(line, "d.jpg", qtbot)
    qtbot.waitUntil(lambda: names(folder) == ["b.jpg", "c.jpg", "d.jpg"])
    qtbot.waitUntil(shown.isHidden)


@pytest.mark.parametrize("answer", ["Change ending", "Cancel"])
def test_another_ending_is_asked_about(
    made: Stage, folder: Path, qtbot: Any, answer: str
) -> None:
    line = renaming(made, qtbot)
    enter(line, "a.png", qtbot)
    box = next(b for b in made.window.findChildren(QMessageBox) if b.isVisible())
    assert box.text() == "Change the ending from “.jpg” to “.png”?"
    assert names(folder) == list(NAMES)
    press(box, answer, qtbot)
    if answer == "Cancel":
        assert made.desk.files.line.isVisible()
        assert names(folder) == list(NAMES)
    else:
        qtbot.waitUntil(lambda: names(folder) == ["a.png", "b.jpg", "c.jpg"])


def test_the_line_keeps_its_keys_from_the_grid(made: Stage, qtbot: Any) -> None:
    made.window.grid.zoom_by(100)  # so that the items lie in rows, and Down leads to another
    line = renaming(made, qtbot)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Delete, Qt.Key.Key_Space):
        qtbot.keyClick(line, key)
    assert made.window.grid.current_id == 1
    assert [d for d in made.window.findChildren(TrashDialog) if d.isVisible()] == []
    assert line.text() == "a.jpg "
    qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_the_line_lies_over_its_thumbnail_and_goes_with_it(
    made: Stage, folder: Path, qtbot: Any
) -> None:
    renaming(made, qtbot)
    grid, shown = made.window.grid, made.desk.files.line
    grid.zoom_by(2)
    assert grid.rectangle(0).contains(shown.geometry().center())
    made.browse.shown = listing(0)
    made.bridge.publish(LibraryChanged(added_or_changed=1))
    qtbot.waitUntil(shown.isHidden, timeout=4000)
    assert names(folder) == list(NAMES)


def test_a_file_that_became_another_is_not_renamed(
    made: Stage, folder: Path, qtbot: Any
) -> None:
    line = renaming(made, qtbot)
    (folder / "new").write_bytes(b"somebody else's")
    (folder / "new").replace(folder / "a.jpg")
    enter(line, "mine.jpg", qtbot)
    qtbot.waitUntil(lambda: "another file" in made.desk.files.line.trouble)
    assert (folder / "a.jpg").read_bytes() == b"somebody else's"


def test_one_file_to_the_trash_and_back_by_the_button(
    made: Stage, folder: Path, trash: Path, qtbot: Any
) -> None:
    dialog = trash_dialog(made, qtbot)
    assert said(dialog) == ["Move “a.jpg” to the trash?"]
    press(dialog, "&Move to trash", qtbot)
    qtbot.waitUntil(lambda: made.window.message.text == "Moved a.jpg to the trash")
    assert names(folder) == ["b.jpg", "c.jpg"]
    assert names(trash / "files") == ["a.jpg"]
    press(made.window.message, "Undo", qtbot)
    qtbot.waitUntil(lambda: made.window.message.text == "Brought a.jpg back")
    assert names(folder) == list(NAMES)
    assert (folder / "a.jpg").read_bytes() == b"content of a.jpg"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_no_key_that_is_pressed_by_habit_moves_anything(
    made: Stage, folder: Path, trash: Path, qtbot: Any, key: Qt.Key
) -> None:
    dialog = trash_dialog(made, qtbot)
    qtbot.keyClick(dialog, key)
    qtbot.waitUntil(lambda: not made.window.findChildren(TrashDialog))
    assert names(folder) == list(NAMES)
    assert not trash.exists()


def test_several_are_named_and_what_stays_is_said(
    stage: Make, folder: Path, trash: Path, tmp_path: Path, qtbot: Any
) -> None:
    write(tmp_path / "Copies", "copy.jpg")
    browse = RealBrowse(folder, *NAMES, more=[tmp_path / "Copies" / "copy.jpg"])
    made = stage(browse=browse, files=Handing())
    (folder / "c.jpg").write_bytes(b"edited meanwhile")
    choose(made, qtbot, several=True)
    dialog = trash_dialog(made, qtbot)
    lines = said(dialog)
    assert lines[:3] == [
        "Move 2 files to the trash?",
        "a.jpg\nb.jpg",
        "Only what is shown is moved: 1 other copy stays where it is.",
    ]
    assert lines[3].startswith("c.jpg is another file than the one shown here")
    press(dialog, "&Move to trash", qtbot)
    qtbot.waitUntil(lambda: made.window.message.text == "Moved 2 files to the trash")
    assert names(folder) == ["c.jpg"]
    assert names(tmp_path / "Copies") == ["copy.jpg"]


def test_what_changes_while_it_is_asked_stays_and_is_told(
    made: Stage, folder: Path, trash: Path, qtbot: Any
) -> None:
    choose(made, qtbot, several=True)
    dialog = trash_dialog(made, qtbot)
    (folder / "b.jpg").write_bytes(b"edited while the question stood")
    (folder / "c.jpg").unlink()
    press(dialog, "&Move to trash", qtbot)
    qtbot.waitUntil(lambda: made.window.message.text.startswith("Moved a.jpg to the trash\n"))
    assert "b.jpg is another file" in made.window.message.text
    assert "c.jpg is not there" in made.window.message.text
    assert names(folder) == ["b.jpg"]


def test_what_is_away_is_not_even_asked_about(made: Stage, folder: Path, qtbot: Any) -> None:
    (folder / "a.jpg").unlink()
    qtbot.keyClick(made.window.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "a.jpg is not there" in made.window.message.text)
    qtbot.keyClick(made.window.grid, Qt.Key.Key_F2)
    assert made.desk.files.line.isHidden()


def test_the_next_item_is_chosen_once_the_row_is_gone(
    made: Stage, trash: Path, qtbot: Any
) -> None:
    press(trash_dialog(made, qtbot), "&Move to trash", qtbot)
    qtbot.waitUntil(lambda: "Moved" in made.window.message.text)
    left = listing(3)
    made.browse.shown = type(left)(
        item_ids=left.item_ids[1:],
        kinds=left.kinds[1:],
        aspects=left.aspects[1:],
        taken=left.taken[1:],
    )
    made.bridge.publish(LibraryChanged(added_or_changed=1))
    qtbot.waitUntil(lambda: len(made.window.grid.results) == 2, timeout=4000)
    assert made.window.grid.current_id == 2


def test_without_hands_nothing_is_offered_to_be_changed(stage: Make, qtbot: Any) -> None:
    made = stage()
    choose(made, qtbot)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
        qtbot.keyClick(made.window.grid, key)
    assert made.desk.files.line.isHidden()
    assert made.window.findChildren(TrashDialog) == []
