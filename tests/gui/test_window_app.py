"""From the first paint to the end: services built elsewhere, closed once, trouble said in words."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress, Publish
from findling.core.settings import Settings
from findling.gui import window_app
from findling.gui.desk import Desk
from findling.gui.sending_desk import Change
from findling.gui.services import Services
from findling.gui.window import MainWindow
from findling.gui.window_app import run_window
from tests.gui.fakes import FakeIngest, FakeLane, services


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
        build,
        lambda: closed.append(1),
        reopen=_never_again,
        query="red car",
        instance_name=str(tmp_path),
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
    run_window(
        build, lambda: None, reopen=_never_again, query=None, instance_name=str(tmp_path)
    )
    assert said == ["The library is open elsewhere."]
    assert not timer.isActive()


def test_a_second_start_opens_no_window(
    qapp: QApplication, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(window_app, "tell_running", lambda *_, **__: True)
    code = run_window(
        _never, lambda: None, reopen=_never_again, query="x", instance_name=str(tmp_path)
    )
    assert code == 0


def _never(_: Publish) -> Services:
    raise AssertionError("nothing is built for a second start")


def _never_again(_: Settings, __: Publish) -> Services:
    raise AssertionError("nothing was changed")


GEMINI = Settings(provider="gemini", former_provider="builtin")


def desk_of(window: MainWindow) -> Desk:
    return window.findChildren(Desk)[-1]


def test_other_settings_make_the_services_anew_and_the_window_stays(
    qapp: QApplication, tmp_path: Path
) -> None:
    old, new = FakeLane(), FakeLane()
    ingest = FakeIngest()
    windows: list[MainWindow] = []
    heard: list[Any] = []
    may_open = threading.Event()

    def build(publish: Publish) -> Services:
        return services(tmp_path, lane=old)

    def reopen(settings: Settings, publish: Publish) -> Services:
        heard.append((settings, threading.current_thread() is threading.main_thread()))
        may_open.wait(10)
        return services(tmp_path, lane=new, ingest=ingest, settings=settings)

    def change() -> None:
        shown = window()
        windows.append(shown)
        desk_of(shown).change_requested.emit(Change(settings=GEMINI, agree_usd=2.0))
        assert not shown.status.isEnabled()
        shown.search.text.setText("red boat")
        shown.search.text_typed.emit("red boat")
        may_open.set()

    first = until(lambda: bool(old.asked), change)

    def done() -> None:
        windows.append(window())
        window().close()

    last = until(lambda: bool(new.asked), done)
    code = run_window(
        build, lambda: None, reopen=reopen, query="red car", instance_name=str(tmp_path)
    )
    assert code == 0
    assert heard == [(GEMINI, False)]
    assert windows[0] is windows[1]
    assert new.asked[0][0].text == "red boat"
    assert ingest.of("agree") == [2.0]
    assert windows[1].status.privacy.text() == "Small copies go to Google"
    assert windows[1].status.isEnabled()
    assert (first.isActive(), last.isActive()) == (False, False)


def test_what_comes_late_from_closed_services_is_not_heard(
    qapp: QApplication, tmp_path: Path
) -> None:
    old, new = FakeLane(), FakeLane()
    late: list[Publish] = []
    said: list[str] = []

    def build(publish: Publish) -> Services:
        late.append(publish)
        return services(tmp_path, lane=old)

    def reopen(settings: Settings, publish: Publish) -> Services:
        return services(tmp_path, lane=new, settings=settings)

    def change() -> None:
        desk_of(window()).change_requested.emit(Change(settings=GEMINI))

    def done() -> None:
        late[0](Progress(activity=Activity.READING, done=1, total=2))
        QApplication.sendPostedEvents(None, 0)
        said.append(window().status.text)
        window().close()

    first = until(lambda: bool(old.asked), change)
    last = until(lambda: bool(new.asked), done)
    run_window(build, lambda: None, reopen=reopen, query="x", instance_name=str(tmp_path))
    assert said == ["Everything is up to date"]
    assert (first.isActive(), last.isActive()) == (False, False)


def test_services_that_cannot_be_made_anew_are_said(qapp: QApplication, tmp_path: Path) -> None:
    lane, said = FakeLane(), []

    def reopen(settings: Settings, publish: Publish) -> Services:
        raise FindlingError("library-unwritable", "It cannot be written.", hint="Make room.")

    def change() -> None:
        desk_of(window()).change_requested.emit(Change(settings=GEMINI))

    def done() -> None:
        said.append(window().trouble.title)
        window().resize(900, 700)
        window().close()

    first = until(lambda: bool(lane.asked), change)
    last = until(lambda: bool(_trouble()), done)
    run_window(
        lambda _: services(tmp_path, lane=lane),
        lambda: None,
        reopen=reopen,
        query="x",
        instance_name=str(tmp_path),
    )
    assert said == ["It cannot be written."]
    assert (first.isActive(), last.isActive()) == (False, False)


def _trouble() -> str:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    return "".join(w.trouble.title for w in windows if w.isVisible())
