"""Widgets without a screen. A Qt message nobody announced, a thread or a window left behind fails the test."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANGUAGE="en", LC_ALL="C.UTF-8")  # whatever the machine speaks

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from findling.gui.bridge import Bridge
from findling.gui.desk import Desk
from findling.gui.icons import Icons
from findling.gui.immortals import keep_immortal
from findling.gui.sending_desk import Change
from findling.gui.theme import Theme
from findling.gui.window import MainWindow
from tests.gui.fakes import FakeAccounts, FakeBrowse, FakeIngest, FakeLane, services


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # The plugin for no screen says what it cannot do (sizes, stacking, grabs); it means nothing.
            item.add_marker(
                pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
            )


keep_immortal()


@pytest.fixture(autouse=True)
def _english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    threads = set(threading.enumerate())
    yield
    QApplication.sendPostedEvents(None, 0)
    qapp.processEvents()
    gc.collect()
    left = [t.name for t in set(threading.enumerate()) - threads if "Dummy" not in t.name]
    windows = [
        w.objectName() or type(w).__name__
        for w in QApplication.topLevelWidgets()
        if w.isVisible()
    ]
    assert not left, f"threads left behind: {left}"
    assert not windows, f"windows left open: {windows}"


@pytest.fixture(scope="session")
def icons(qapp: QApplication) -> Icons:
    return Icons()


@pytest.fixture
def theme(qapp: QApplication, icons: Icons) -> Iterator[Theme]:
    made = Theme(qapp, icons=icons, dark=False)
    yield made
    made.deleteLater()


@pytest.fixture
def bridge(qapp: QApplication) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()


class Stage:
    """A whole window over fake services."""

    def __init__(
        self, window: MainWindow, desk: Desk, bridge: Bridge, parts: dict[str, Any]
    ) -> None:
        self.window, self.desk, self.bridge = window, desk, bridge
        self.lane: FakeLane = parts["lane"]
        self.browse: FakeBrowse = parts["browse"]
        self.ingest: FakeIngest = parts["ingest"]
        self.accounts: FakeAccounts = parts["accounts"]
        self.changes: list[Change] = []
        desk.change_requested.connect(self.changes.append)


@pytest.fixture
def stage(
    theme: Theme, bridge: Bridge, tmp_path: Path, qtbot: Any
) -> Iterator[Callable[..., Stage]]:
    made: list[Stage] = []

    def make(**parts: Any) -> Stage:
        parts = {
            "lane": FakeLane(),
            "browse": FakeBrowse(),
            "ingest": FakeIngest(),
            "accounts": FakeAccounts(),
            **parts,
        }
        window = MainWindow(theme)
        desk = Desk(window, services(tmp_path, **parts), bridge)
        window.resize(1200, 800)
        window.show()
        desk.start()
        stage = Stage(window, desk, bridge, parts)
        made.append(stage)
        if parts["browse"].folders:
            qtbot.waitUntil(lambda: bool(window.side.folders()))
        else:
            qtbot.waitUntil(lambda: window.in_first_run)
        return stage

    yield make
    for stage in made:
        stage.bridge.close()
        stage.desk.close()
        stage.window.close()
        stage.window.deleteLater()
