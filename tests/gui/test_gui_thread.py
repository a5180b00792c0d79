"""The GUI thread opens no file, no database and looks at no path: guarded while a whole window is used."""

import queue
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from findling.core.events import LibraryChanged
from findling.gui import closer_desk
from findling.gui.estimate_dialog import EstimateDialog
from findling.gui.understanding_dialog import UnderstandingDialog
from tests.gui.conftest import Stage
from tests.gui.fakes import (
    FakeAccounts,
    FakeBrowse,
    FakeIngest,
    FakeLane,
    estimate,
    listing,
)
from tests.gui.viewer_fakes import FakeViewer

WATCHED = ("open", "os.listdir", "os.scandir", "sqlite3.connect", "os.mkdir", "os.rename")
_touched: list[str] | None = None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _touched is None or event not in WATCHED:
        return
    if threading.current_thread() is not threading.main_thread():
        return
    path = str(arguments[0]) if arguments else ""
    if not path.endswith(
        (".py", ".pyc")
    ):  # a module that is imported late is the program's own
        _touched.append(f"{event} {path}")


sys.addaudithook(_audit)


@pytest.fixture
def touched() -> Iterator[list[str]]:
    global _touched
    _touched = []
    yield _touched
    _touched = None


class ThreadLane(FakeLane):
    """Look-ups on a thread of their own, as in the program."""

    def __init__(self) -> None:
        super().__init__()
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._loop, name="fake lane")
        self._thread.start()

    def run(self, function: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        self._work.put(lambda: on_done(function()))

    def close(self) -> None:
        self._work.put(None)
        self._thread.join(3)

    def _loop(self) -> None:
        while (work := self._work.get()) is not None:
            work()


class GuardedBrowse(FakeBrowse):
    def __getattribute__(self, name: str) -> Any:
        if name in ("listing", "rows", "details", "folder_status", "failures", "status"):
            callers = threading.current_thread()
            caller = sys._getframe(1).f_code.co_name
            # Taking the method is allowed anywhere; calling it is not.
            method = object.__getattribute__(self, name)

            def guarded(*values: Any) -> Any:
                assert threading.current_thread() is not threading.main_thread(), (
                    name,
                    caller,
                    callers,
                )
                return method(*values)

            return guarded
        return object.__getattribute__(self, name)


def test_the_guard_itself_sees_a_file_and_a_database(
    touched: list[str], tmp_path: Path
) -> None:
    touched.clear()
    (tmp_path / "x").write_text("x")
    sqlite3.connect(":memory:").close()
    assert len(touched) == 2


def test_using_the_window_touches_nothing_on_the_gui_thread(
    stage: Callable[..., Stage], touched: list[str], qtbot: Any
) -> None:
    lane = ThreadLane()
    try:
        made = stage(lane=lane, browse=GuardedBrowse(shown=listing(300)))
        grid = made.window.grid
        qtbot.waitUntil(lambda: grid.cell(1) is not None)
        touched.clear()
        grid.setFocus(Qt.FocusReason.TabFocusReason)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
            qtbot.keyClick(grid, key)
        grid.zoom_by(2)
        qtbot.keyClicks(made.window.search.text, "red")
        made.bridge.publish(LibraryChanged(added_or_changed=1))
        made.window.dropped.emit([Path("/nowhere/a.jpg")])
        qtbot.waitUntil(lambda: bool(lane.asked))
        assert touched == []
    finally:
        lane.close()


def test_looking_closer_touches_nothing_on_the_gui_thread(
    stage: Callable[..., Stage],
    touched: list[str],
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(closer_desk, "system_speaker", lambda: None)
    monkeypatch.setattr(closer_desk, "prepare_speaker", lambda: None)
    lane, viewer = ThreadLane(), FakeViewer()
    try:
        shown = listing(8, kinds=(0, 1, 2, 3))
        made = stage(lane=lane, browse=GuardedBrowse(shown=shown), viewer=viewer)
        qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
        made.window.grid.setFocus(Qt.FocusReason.TabFocusReason)
        look = made.desk.items.closer.quick_look
        touched.clear()
        qtbot.keyClick(made.window.grid, Qt.Key.Key_Space)
        for what in ("photo", "play", "levels", "page"):
            qtbot.waitUntil(lambda what=what: bool(viewer.of(what)))
            qtbot.keyClick(look, Qt.Key.Key_Right)
        qtbot.keyClick(look, Qt.Key.Key_F)
        qtbot.keyClick(look, Qt.Key.Key_Escape)
        qtbot.keyClick(look, Qt.Key.Key_Space)
        assert touched == []
    finally:
        lane.close()
        viewer.close()


def test_dialogs_about_keys_and_prices_touch_nothing_on_the_gui_thread(
    stage: Callable[..., Stage], touched: list[str], qtbot: Any
) -> None:
    lane, accounts = ThreadLane(), FakeAccounts()
    try:
        made = stage(
            lane=lane,
            browse=GuardedBrowse(),
            accounts=accounts,
            ingest=FakeIngest(costs=estimate()),
        )
        qtbot.waitUntil(lambda: made.window.grid.cell(1) is not None)
        touched.clear()
        made.desk.sending.show_understanding()
        qtbot.waitUntil(lambda: not made.desk.sending.accounts.busy)
        dialog = made.window.findChildren(UnderstandingDialog)[-1]
        dialog.cards["gemini"].click()
        qtbot.keyClicks(dialog.key.field, "made-up-key-for-tests-0123456789")
        dialog.key.test.click()
        qtbot.waitUntil(lambda: bool(dialog.key.told.text.startswith("Works")))
        dialog.ok.click()
        qtbot.waitUntil(lambda: bool(made.changes))
        made.desk.sending.money.ask()
        qtbot.waitUntil(lambda: bool(made.window.findChildren(EstimateDialog)))
        made.window.findChildren(EstimateDialog)[-1].send.click()
        assert touched == []
        assert {here for _, here in accounts.asked} == {False}
    finally:
        lane.close()
