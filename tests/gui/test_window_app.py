"""From the first paint to the end: services built elsewhere, closed once, trouble said in words."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from findling.core.errors import FindlingError
from findling.core.events import Publish
from findling.gui import window_app
from findling.gui.services import Services
from findling.gui.window import MainWindow
from findling.gui.window_app import run_window
from tests.gui.fakes import FakeLane, services


def window() -> MainWindow:
    return next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()
    )


def until(true: Callable[[], bool], then: Callable[[], Any]) -> QTimer:
    timer = QTimer(interval=10)

    def look() -> None:
        if true():
            timer.stop()
            then()

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_the_window_stands_before_the_services_and_asks_what_was_given(
    qapp: QApplication, tmp_path: Path
) -> None:
    lane, builders, closed = FakeLane(), [], []
    may_build = threading.Event()

    def build(publish: Publish) -> Services:
        may_build.wait(10)
        builders.append(threading.current_thread() is threading.main_thread())
        return services(tmp_path, lane=lane)

    first = until(
        lambda: any(
            isinstance(w, MainWindow) and w.isVisible() for w in QApplication.topLevelWidgets()
        ),
        may_build.set,
    )
    last = until(lambda: bool(lane.asked), lambda: window().close())
    code = run_window(
        build, lambda: closed.append(1), query="red car", instance_name=str(tmp_path)
    )
    assert (code, builders, closed) == (0, [False], [1])
    assert lane.asked[0][0].text == "red car"
    assert first.isActive() is False
    assert last.isActive() is False


def test_a_library_that_cannot_be_opened_is_said(qapp: QApplication, tmp_path: Path) -> None:
    said: list[str] = []

    def build(publish: Publish) -> Services:
        raise FindlingError(
            "library-busy", "The library is open elsewhere.", hint="Close it there."
        )

    def done() -> None:
        said.append(window().trouble.title)
        window().close()

    timer = until(
        lambda: any(
            isinstance(w, MainWindow) and w.trouble.title != ""
            for w in QApplication.topLevelWidgets()
            if w.isVisible()
        ),
        done,
    )
    run_window(build, lambda: None, query=None, instance_name=str(tmp_path))
    assert said == ["The library is open elsewhere."]
    assert not timer.isActive()


def test_a_second_start_opens_no_window(
    qapp: QApplication, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(window_app, "tell_running", lambda *_, **__: True)
    assert run_window(_never, lambda: None, query="x", instance_name=str(tmp_path)) == 0


def _never(_: Publish) -> Services:
    raise AssertionError("nothing is built for a second start")
