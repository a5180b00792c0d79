"""What is copied, dragged out and opened with another program: as the other program gets it."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from findling.core.errors import MediaError
from findling.core.model import ContentHash
from findling.core.viewing import Picture
from findling.gui import choice
from findling.gui.drag_picture import drag_picture
from findling.gui.opening import media_types, start
from findling.gui.theme import Theme
from findling.handing.service import Handing
from tests.gui.conftest import Stage
from tests.gui.fakes import FakeBrowse, FakeLane, FakeRow, listing
from tests.gui.real_files import RealBrowse, write

Make = Callable[..., Stage]
NAMES = ("a b.jpg", "ü.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "Pictures", *NAMES)


@pytest.fixture
def made(stage: Make, folder: Path, qtbot: Any) -> Stage:
    made = stage(browse=RealBrowse(folder, *NAMES), files=Handing())
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def press(made: Stage, key: Qt.Key, qtbot: Any, *, shift: bool = False) -> None:
    keys = Qt.KeyboardModifier.ControlModifier
    if shift:
        keys |= Qt.KeyboardModifier.ShiftModifier
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(made.window.grid, key, keys)


def test_files_are_copied_as_file_managers_paste_them(
    made: Stage, folder: Path, qtbot: Any
) -> None:
    press(made, Qt.Key.Key_A, qtbot)
    press(made, Qt.Key.Key_C, qtbot)
    data = QGuiApplication.clipboard().mimeData
    qtbot.waitUntil(lambda: data().hasUrls())
    assert [Path(url.toLocalFile()) for url in data().urls()] == [folder / n for n in NAMES]
    assert data().text() == f"{folder}/a b.jpg\n{folder}/ü.jpg"
    uris = [path.as_uri() for path in (folder / n for n in NAMES)]
    said = bytes(data().data("x-special/gnome-copied-files").data()).decode()
    assert said == "\n".join(["copy", *uris])
    assert data().data("application/x-kde-cutselection").data() == b"0"


def test_paths_are_copied_as_text_alone(made: Stage, folder: Path, qtbot: Any) -> None:
    press(made, Qt.Key.Key_C, qtbot, shift=True)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: clipboard.text() == f"{folder}/a b.jpg")
    assert not clipboard.mimeData().hasUrls()


class FakeViewer:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[tuple[Path, int]] = []

    def photo(self, path: Path, *, longest: int) -> "Future[Picture]":
        self.asked.append((path, longest))
        future: Future[Picture] = Future()
        if self.error:
            future.set_exception(self.error)
        else:
            pixels = np.full((30, 40, 3), np.array([200, 10, 10]), dtype=np.uint8)
            future.set_result(Picture(pixels=pixels, whole=(40, 30)))
        return future


def copied_image() -> QImage:
    data = QGuiApplication.clipboard().mimeData().data("image/png")
    return QImage.fromData(data)


def test_a_photo_is_copied_whole(stage: Make, folder: Path, qtbot: Any) -> None:
    viewer = FakeViewer()
    made = stage(browse=RealBrowse(folder, *NAMES), viewer=viewer)
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    made.window.acts["copy-picture"].trigger()
    qtbot.waitUntil(lambda: not copied_image().isNull())
    assert viewer.asked == [(folder / "a b.jpg", 0)]
    assert (copied_image().width(), copied_image().height()) == (40, 30)
    assert copied_image().pixelColor(5, 5).name() == "#c80a0a"


def test_a_photo_that_cannot_be_read_is_told(stage: Make, folder: Path, qtbot: Any) -> None:
    error = MediaError("cut", "It is cut off.", hint="Copy it again.")
    made = stage(browse=RealBrowse(folder, *NAMES), viewer=FakeViewer(error))
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    made.window.acts["copy-picture"].trigger()
    qtbot.waitUntil(lambda: made.window.message.text == "It is cut off. Copy it again.")


class Pictured(FakeBrowse):
    def rows(self, ids: Any) -> list[Any]:
        return [FakeRow(id=i, content=ContentHash(b"0" * 16)) for i in ids]


def test_without_a_viewer_the_stored_picture_is_copied(stage: Make, qtbot: Any) -> None:
    made = stage(browse=Pictured())
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    QGuiApplication.clipboard().setText("before")
    made.window.acts["copy-picture"].trigger()
    qtbot.waitUntil(lambda: "no picture of it yet" in made.window.message.text)
    stored = made.desk.hands._services.paths.thumbnail(ContentHash(b"0" * 16))
    stored.parent.mkdir(parents=True, exist_ok=True)
    drawn = QImage(60, 40, QImage.Format.Format_RGB888)
    drawn.fill(Qt.GlobalColor.blue)
    assert drawn.save(str(stored), "WEBP")  # type: ignore[call-overload]
    made.window.acts["copy-picture"].trigger()
    qtbot.waitUntil(lambda: not copied_image().isNull())
    assert copied_image().width() == 60


Dragged = list[tuple[QWidget, QMimeData, QPixmap]]


def drag(made: Stage, qtbot: Any) -> Dragged:
    dragged: Dragged = []
    made.desk.hands._start_drag = lambda *all_: dragged.append(all_)
    view, grid = made.window.grid.viewport(), made.window.grid
    start = grid.rectangle(0).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(40, 5))
    made.window.grid.drag_requested.emit(grid.chosen()) if not dragged else None
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 5))
    return dragged


def test_all_chosen_files_are_dragged_with_their_picture(
    made: Stage, folder: Path, qtbot: Any
) -> None:
    press(made, Qt.Key.Key_A, qtbot)
    _, data, picture = drag(made, qtbot)[0]
    assert [Path(u.toLocalFile()).name for u in data.urls()] == list(NAMES)
    assert not picture.isNull()


def test_rows_that_are_not_there_yet_are_looked_up_without_a_wait(
    stage: Make, qtbot: Any
) -> None:
    lane = FakeLane()
    made = stage(browse=FakeBrowse(shown=listing(400)), lane=lane)
    grid = made.window.grid
    qtbot.waitUntil(lambda: grid.cell(1) is not None)
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    press(made, Qt.Key.Key_A, qtbot)
    assert len(grid.chosen()) < 400
    lane.held = True
    dragged: Dragged = []
    made.desk.hands._start_drag = lambda *all_: dragged.append(all_)
    grid.drag_requested.emit(grid.chosen())
    assert dragged == []
    held = Qt.MouseButton.LeftButton
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QGuiApplication, "mouseButtons", staticmethod(lambda: held))
        lane.let_go()
        qtbot.waitUntil(lambda: bool(dragged))
    assert len(dragged[0][1].urls()) == 400


def test_more_than_is_sensible_is_refused_in_words(
    stage: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "MOST", 10)
    made = stage()
    qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
    made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
    press(made, Qt.Key.Key_A, qtbot)
    press(made, Qt.Key.Key_C, qtbot)
    qtbot.waitUntil(lambda: "more than 10 files" in made.window.message.text)
    assert not QGuiApplication.clipboard().mimeData().hasUrls()


def test_the_dragged_picture_tells_how_many(theme: Theme) -> None:
    one = QPixmap(90, 60)
    one.fill(Qt.GlobalColor.red)
    single = drag_picture(theme, [one], count=1, ratio=1.0).toImage()
    several = drag_picture(theme, [one, one, one, one], count=12, ratio=1.0).toImage()
    accent = theme.palette.accent.lower()

    def has_accent(image: QImage) -> bool:
        spots = ((x, y) for x in range(image.width()) for y in range(0, image.height(), 2))
        return any(image.pixelColor(x, y).name() == accent for x, y in spots)

    assert not has_accent(single)
    assert has_accent(several)
    assert not drag_picture(theme, [], count=3, ratio=2.0).isNull()


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exec_line: str) -> Path:
    """A program of the system's for pictures that writes down what it was given."""
    noted, script = tmp_path / "noted", tmp_path / "bin" / "note"
    script.parent.mkdir()
    script.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{noted}.new"\nmv "{noted}.new" "{noted}"\n'
    )
    script.chmod(0o755)
    entry = tmp_path / "share" / "applications" / "note.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(
        "[Desktop Entry]\nType=Application\nName=R & B\nMimeType=image/jpeg;\n"
        f"Exec={script} {exec_line}\n"
    )
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return noted


def test_opened_with_a_program_that_the_system_knows(
    made: Stage, folder: Path, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = program(tmp_path, monkeypatch, "--new %F")
    press(made, Qt.Key.Key_A, qtbot)
    menu = made.window.acts.submenu("open-with")
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: menu.actions()[0].text() == "R && B")
    assert [a.text() for a in menu.actions() if a.text()] == ["R && B", "Other program…"]
    menu.actions()[0].trigger()
    qtbot.waitUntil(noted.exists)
    assert noted.read_text().splitlines() == ["--new", *(str(folder / n) for n in NAMES)]


def test_nothing_is_started_for_a_file_that_may_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = program(tmp_path, monkeypatch, "%F")
    write(tmp_path / "m", "a.jpg", "b.exe")
    chosen = Handing().programs([["image/jpeg"]])[0]
    refused = start(chosen, [tmp_path / "m" / "a.jpg", tmp_path / "m" / "b.exe"])
    assert refused is not None
    assert refused.code == "may-run"
    assert not noted.exists()


def test_a_program_that_is_gone_is_told(made: Stage, tmp_path: Path, qtbot: Any) -> None:
    made.desk.hands._program_chosen(str(tmp_path / "not there"))
    qtbot.waitUntil(lambda: made.window.message.text == "not there could not be started.")


def test_types_are_told_by_names_each_once() -> None:
    paths = [Path("/m/a.jpg"), Path("/m/b.JPG"), Path("/m/c.pdf")]
    assert [types[0] for types in media_types(paths)] == ["image/jpeg", "application/pdf"]
