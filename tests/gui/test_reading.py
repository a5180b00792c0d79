"""The page about reading: what it is told, how often, and what can be done on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from findling.core.events import Activity, LibraryChanged, Progress
from findling.core.model import Kind
from findling.core.report import FailureRow, KindCounts, Spending, Status
from findling.core.settings import Effort, Settings
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.reading import (
    FailureGroup,
    Reading,
    ReadingController,
    Speed,
    grouped,
)
from findling.gui.coverage import Coverage
from findling.gui.reading_page import ReadingPage
from findling.gui.theme import Theme
from tests.gui.conftest import Stage
from tests.gui.fakes import ROOT, FakeBrowse, FakeLane, services

Make = Callable[..., Stage]
READING = Progress(activity=Activity.READING, done=10, total=100)


def failure(
    name: str, reason: str = "It is cut off.", hint: str = "Copy it again."
) -> FailureRow:
    return FailureRow(
        path=ROOT / name, kind=Kind.PHOTO, code="cut", reason=reason, hint=hint, attempts=2
    )


class CountingBrowse(FakeBrowse):
    """With counts, and how often it was asked for them."""

    looks = 0
    usd = 0.0

    def status(self) -> Status:
        self.looks += 1
        counts = {Kind.PHOTO: KindCounts(ready=90, pending=8, failed=2)}
        spending = Spending(usd=self.usd, month_usd=self.usd, kinds={})
        return replace(super().status(), counts=counts, spending=spending)


class Watched:
    def __init__(self, bridge: Bridge, root: Path, **parts: Any) -> None:
        self.browse = CountingBrowse()
        self.lane = FakeLane()
        made = services(root, browse=self.browse, lane=self.lane, **parts)
        self.background = BackgroundController(made, bridge)
        self.now = 0.0
        self.controller = ReadingController(
            made, bridge, background=self.background, clock=lambda: self.now
        )
        self.told: list[Reading] = []
        self.controller.changed.connect(self.told.append)

    def close(self) -> None:
        self.controller.close()
        self.background.close()


@pytest.fixture
def watched(bridge: Bridge, tmp_path: Path) -> Iterator[Watched]:
    made = Watched(bridge, tmp_path)
    yield made
    made.close()


# without a window


def test_nobody_looks_so_nothing_is_counted(
    watched: Watched, bridge: Bridge, qtbot: Any
) -> None:
    bridge.publish(READING)
    bridge.publish(LibraryChanged(added_or_changed=1))
    qtbot.waitUntil(lambda: watched.background.progress == READING)
    assert (watched.browse.looks, watched.told) == (0, [])


def test_who_opens_the_page_sees_all_of_it(watched: Watched, qtbot: Any) -> None:
    watched.background.progressed.emit(READING)
    watched.background.failures_changed.emit([failure("a.jpg")])
    watched.controller.show(True)
    qtbot.waitUntil(lambda: bool(watched.told) and bool(watched.told[-1].counts))
    last = watched.told[-1]
    assert last.progress == READING
    assert last.counts[Kind.PHOTO] == KindCounts(ready=90, pending=8, failed=2)
    assert (last.failures, last.spending) == (1, None)


def test_a_flood_of_progress_is_told_four_times_a_second(watched: Watched, qtbot: Any) -> None:
    watched.controller.show(True)
    qtbot.waitUntil(lambda: bool(watched.told) and bool(watched.told[-1].counts))
    watched.told.clear()
    for done in range(200):
        watched.background.progressed.emit(replace(READING, done=done))
    assert len(watched.told) <= 1
    qtbot.waitUntil(lambda: bool(watched.told) and watched.told[-1].progress.done == 199)
    assert len(watched.told) <= 2
    assert watched.browse.looks == 1


def test_a_page_that_was_left_hears_nothing(
    watched: Watched, bridge: Bridge, qtbot: Any
) -> None:
    watched.controller.show(True)
    qtbot.waitUntil(lambda: bool(watched.told))
    watched.controller.show(False)
    watched.told.clear()
    bridge.publish(LibraryChanged(added_or_changed=1))
    bridge.publish(READING)
    qtbot.waitUntil(lambda: watched.background.progress == READING)
    assert watched.told == []


def test_money_is_told_where_there_is_any(bridge: Bridge, tmp_path: Path, qtbot: Any) -> None:
    made = Watched(bridge, tmp_path, settings=Settings(provider="gemini"))
    made.controller.show(True)
    qtbot.waitUntil(lambda: bool(made.told) and made.told[-1].spending is not None)
    made.close()
    made = Watched(bridge, tmp_path)
    made.browse.usd = 0.5
    made.controller.show(True)
    qtbot.waitUntil(lambda: bool(made.told) and made.told[-1].spending is not None)
    made.close()


def test_the_speed_is_that_of_the_last_minute() -> None:
    speed = Speed()
    speed.note(replace(READING, done=0), now=0.0)
    speed.note(replace(READING, done=2), now=1.0)
    assert speed.per_minute is None  # too early to say
    speed.note(replace(READING, done=20), now=10.0)
    assert speed.per_minute == 120.0
    speed.note(replace(READING, done=80), now=70.0)
    assert speed.per_minute == 60.0  # what came before the last minute does not count
    speed.note(replace(READING, done=1), now=71.0)  # another round
    assert speed.per_minute is None
    speed.note(Progress(activity=Activity.IDLE), now=80.0)
    assert speed.per_minute is None


def test_failures_are_put_together_by_what_is_wrong() -> None:
    rows = [failure("a.jpg", "Empty."), failure("b.jpg"), failure("c.jpg")]
    assert grouped(rows) == (
        FailureGroup(
            reason="It is cut off.", hint="Copy it again.", failures=(rows[1], rows[2])
        ),
        FailureGroup(reason="Empty.", hint="Copy it again.", failures=(rows[0],)),
    )


# the page


def test_the_bar_says_its_numbers(theme: Theme, qtbot: Any) -> None:
    coverage = Coverage(theme, Kind.CLIP)
    qtbot.addWidget(coverage)
    coverage.set_counts(KindCounts(ready=1500, pending=300, failed=200))
    assert coverage.told == "1,500 ready · 300 waiting · 200 could not be read"
    assert coverage.bar.accessibleName() == f"Clips: {coverage.told}"
    assert coverage.bar.parts() == (0.75, 0.1)
    coverage.set_counts(KindCounts())
    assert coverage.isHidden()
    assert coverage.bar.parts() == (0.0, 0.0)


def test_the_effort_is_shown_and_changed(theme: Theme, qtbot: Any) -> None:
    page = ReadingPage(theme)
    qtbot.addWidget(page)
    page.set_effort(Effort.QUIET)
    assert page.effort.value is Effort.QUIET
    with qtbot.waitSignal(page.effort_requested) as wanted:
        page.effort.button(Effort.FULL).click()
    assert wanted.args == [Effort.FULL]
    with qtbot.assertNotEmitted(page.effort_requested):
        page.set_effort(Effort.NORMAL)


def test_the_page_opens_from_line_and_side_bar_and_is_left_again(
    stage: Make, qtbot: Any
) -> None:
    made = stage()
    window = made.window
    qtbot.waitUntil(lambda: len(window.grid.results) == 20)
    window.status.reading_requested.emit()
    assert window.reading.isVisible()
    assert not window.filters.isVisible()
    made.bridge.publish(LibraryChanged(added_or_changed=1))  # renews the grid below, not more
    qtbot.waitUntil(lambda: len(made.browse.asked) > 1, timeout=4000)
    assert window.in_reading
    qtbot.keyClick(window.reading, Qt.Key.Key_Escape)
    assert (window.in_reading, window.grid.isVisible(), window.filters.isVisible()) == (
        False,
        True,
        True,
    )
    lines = window.side.list
    assert lines.currentRow() == 1
    lines.setFocus()
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert window.in_reading
    lines.setCurrentRow(5)
    assert not window.in_reading
    assert made.desk.results.question.folder == ROOT
    window.show_reading()
    qtbot.keyClicks(window.search.text, "cat")
    assert not window.in_reading


def test_the_effort_chosen_on_the_page_is_the_setting(stage: Make, qtbot: Any) -> None:
    made = stage()
    made.window.show_reading()
    made.window.reading.effort.button(Effort.QUIET).click()
    assert [settings.effort for settings in made.ingest.of("adopt")] == [Effort.QUIET]
    assert made.desk.settings.settings.settings.effort is Effort.QUIET


def test_every_file_can_be_shown_in_its_folder(theme: Theme, qtbot: Any) -> None:
    page = ReadingPage(theme)
    qtbot.addWidget(page)
    rows = tuple(failure(f"{number}.jpg") for number in range(40))
    group = FailureGroup(reason="Cut.", hint="Copy it.", failures=rows)
    page.set_reading(Reading(progress=READING, groups=(group,)), [ROOT])
    buttons = page.failures.findChildren(QToolButton)
    assert len(buttons) == 30  # the rest is counted
    assert buttons[1].accessibleName() == "Show 1.jpg in its folder"
    with qtbot.waitSignal(page.reveal_requested) as wanted:
        buttons[1].click()
    assert wanted.args == [ROOT / "1.jpg"]
