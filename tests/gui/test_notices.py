"""Notices: off until they are wanted, each thing once, and never to someone who looks."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from findling.core.events import Activity, Progress
from findling.core.settings import Settings
from findling.gui.controllers.notices import LONG, NoticesController
from findling.gui.notice_desk import NoticeDesk
from findling.gui.theme import Theme
from findling.gui.tray import Tray
from tests.gui.conftest import Stage

Make = Callable[..., Stage]
READING = Progress(activity=Activity.READING, done=40, total=41)
IDLE = Progress(activity=Activity.IDLE)
WAITING = Progress(activity=Activity.IDLE, waiting=312, waiting_usd=0.04)


class Heard:
    def __init__(self) -> None:
        self.now = 0.0
        self.controller = NoticesController(clock=lambda: self.now)
        self.told: list[tuple[str, str]] = []
        self.controller.told.connect(lambda title, text: self.told.append((title, text)))

    def note(self, progress: Progress, *, after: float = 0.0) -> None:
        self.now += after
        self.controller.note(progress)


@pytest.fixture
def heard(qapp: QApplication) -> Heard:
    return Heard()


def test_the_end_of_a_long_reading_is_told(heard: Heard) -> None:
    heard.note(replace(READING, done=1))
    heard.note(READING, after=LONG)
    heard.note(IDLE)
    heard.note(IDLE)
    assert heard.told == [("Everything is read", "40 files were looked at.")]


def test_a_short_reading_is_not(heard: Heard) -> None:
    heard.note(READING)
    heard.note(IDLE, after=LONG - 1)
    assert heard.told == []


def test_a_pause_is_no_end(heard: Heard) -> None:
    heard.note(READING)
    heard.note(Progress(activity=Activity.PAUSED), after=LONG)
    assert heard.told == []


def test_a_decision_is_asked_for_once(heard: Heard) -> None:
    heard.note(WAITING)
    heard.note(replace(WAITING, waiting=313))
    assert heard.told == [
        ("A decision is needed", "312 new files wait to be sent, about $0.04")
    ]
    heard.note(IDLE)
    heard.note(WAITING)
    assert len(heard.told) == 2


def test_trouble_that_ends_by_itself_needs_nobody(heard: Heard) -> None:
    heard.note(replace(IDLE, trouble="There is no connection.", trouble_code="offline"))
    assert heard.told == []
    heard.note(replace(IDLE, trouble="There is no key.", trouble_code="key-missing"))
    assert heard.told == [("A decision is needed", "There is no key.")]


class FakeSign(QObject):
    open_requested = Signal()
    pause_requested = Signal()
    quit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.notices: list[str] = []
        self.closed = False

    def set_progress(self, progress: Progress, told: str) -> None:
        self.said.append(told)

    def tell(self, title: str, text: str) -> None:
        self.notices.append(title)

    def close(self) -> None:
        self.closed = True


def test_the_sign_comes_and_goes_with_the_setting(
    stage: Make, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = stage()
    signs: list[FakeSign] = []

    def make() -> FakeSign:
        signs.append(FakeSign())
        return signs[-1]

    settings = made.desk.settings.settings
    desk = NoticeDesk(
        made.window, background=made.desk.background, settings=settings, make=make
    )
    assert signs == []
    settings.change(Settings(notices=True))
    (sign,) = signs
    assert sign.said == ["Everything is up to date"]
    monkeypatch.setattr(made.window, "isActiveWindow", lambda: True)
    made.desk.background.progressed.emit(WAITING)
    made.desk.background.progressed.emit(IDLE)
    assert sign.notices == []  # who looks at the window sees it there
    monkeypatch.setattr(made.window, "isActiveWindow", lambda: False)
    made.desk.background.progressed.emit(WAITING)
    assert sign.notices == ["A decision is needed"]
    sign.pause_requested.emit()
    assert ("pause", None) in made.ingest.done
    settings.change(Settings())
    assert sign.closed
    settings.change(Settings(notices=True))
    assert len(signs) == 2
    desk.close()
    assert signs[1].closed


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # no tray without a screen
def test_the_menu_says_what_it_does(theme: Theme, qtbot: Any) -> None:
    tray = Tray(theme)
    assert [a.text() for a in tray.menu.actions() if a.text()] == [
        "Open Findling",
        "Pause",
        "Quit",
    ]
    tray.set_progress(Progress(activity=Activity.PAUSED), "Paused")
    assert tray.pause.text() == "Resume"
    with qtbot.waitSignal(tray.quit_requested):
        tray.menu.actions()[-1].trigger()
    tray.close()
