"""The first page: three steps, by keys alone, with what each decision means said before it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from findling.core.events import Activity, FoldersChanged, Progress
from findling.core.model import FolderState, Kind
from findling.core.report import FolderCount, FolderStatus
from findling.gui.bridge import Bridge
from findling.gui.controllers.counting import CountingController
from tests.gui.conftest import Stage
from tests.gui.fakes import FakeBrowse, services

Make = Callable[..., Stage]
PICTURES = Path("/home/mia/Pictures")


def empty(stage: Make, **parts: Any) -> Stage:
    made = stage(browse=FakeBrowse(folders=[]), **parts)
    for card in made.window.first_run.folders.cards.values():
        card.setChecked(False)
    return made


def test_three_keys_lead_to_the_library(stage: Make, qtbot: Any) -> None:
    made = empty(stage)
    window, first = made.window, made.window.first_run
    assert not first.start.isEnabled()
    first.add_folder(PICTURES)
    qtbot.keyClick(first.start, Qt.Key.Key_Return)
    assert first.ways.isVisible()
    assert made.ingest.of("add") == []
    qtbot.keyClick(first.start, Qt.Key.Key_Return)
    assert first.sight.isVisible()
    assert made.ingest.of("add") == [PICTURES]
    made.browse.folders = [FolderStatus(path=PICTURES, state=FolderState.PRESENT, files=20)]
    made.bridge.publish(FoldersChanged())
    qtbot.waitUntil(lambda: bool(window.side.folders()))
    assert first.sight.isVisible()  # until the person goes on
    qtbot.keyClick(first.start, Qt.Key.Key_Return)
    assert window.side.isVisible()
    assert window.search.text.hasFocus() or not window.isActiveWindow()


def test_back_changes_the_folders(stage: Make, qtbot: Any) -> None:
    made = empty(stage)
    first = made.window.first_run
    first.add_folder(PICTURES)
    first.start.click()
    first.back.click()
    assert first.folders.isVisible()
    first.folders.cards[PICTURES].click()
    assert not first.start.isEnabled()


def test_not_now_leads_to_an_empty_library(stage: Make, qtbot: Any) -> None:
    made = empty(stage)
    made.window.first_run.skip.click()
    assert not made.window.in_first_run
    made.bridge.publish(FoldersChanged())  # still none: it is not asked again
    made.desk.background.look()
    asked = len(made.browse.asked)
    qtbot.waitUntil(lambda: len(made.browse.asked) > asked, timeout=4000)
    assert not made.window.in_first_run


def test_a_folder_that_is_picked_later_leads_back_to_the_folders(
    stage: Make, qtbot: Any
) -> None:
    made = empty(stage)
    first = made.window.first_run
    first.add_folder(PICTURES)
    first.start.click()
    made.desk._dropped([Path("/home/mia/Phone")])
    assert first.folders.isVisible()
    assert first.chosen() == [PICTURES, Path("/home/mia/Phone")]


def test_counts_come_in_while_it_is_asked(stage: Make, qtbot: Any) -> None:
    counts = [
        FolderCount(path=PICTURES, kinds={Kind.PHOTO: 1200}),
        FolderCount(path=PICTURES, kinds={Kind.PHOTO: 9731, Kind.CLIP: 1}, done=True),
    ]
    may_go_on = threading.Event()

    def count(
        path: Path, told: Callable[[FolderCount], None], wanted: Callable[[], bool]
    ) -> None:
        if path == PICTURES:
            told(counts[0])
            may_go_on.wait(10)
            told(counts[1])

    made = empty(stage, count=count)
    first = made.window.first_run
    first.add_folder(PICTURES)
    card = first.folders.cards[PICTURES]
    place = "/home/mia/Pictures"
    qtbot.waitUntil(lambda: card.note == f"{place} · 1,200 photos, still counting")
    may_go_on.set()
    qtbot.waitUntil(lambda: card.note == f"{place} · 9,731 photos, 1 clip")
    assert "9,731 photos" in card.accessibleName()


def test_what_leaves_and_what_it_costs_is_said_with_the_counts(stage: Make, qtbot: Any) -> None:
    made = empty(stage)
    first = made.window.first_run
    first.add_folder(PICTURES)
    first.set_count(
        FolderCount(path=PICTURES, kinds={Kind.PHOTO: 20_000, Kind.CLIP: 3}, done=True)
    )
    assert "Nothing. Everything is read" in first.ways.told
    first.set_provider("gemini")
    assert "About $2.32 for 20,000 photos." in first.ways.told
    assert "by their length" in first.ways.told
    assert "nothing is sent until you agree" in first.ways.told
    assert "It goes to: " in first.ways.told
    assert "about $2.32" in first.cards["gemini"].accessibleName()


def test_pictures_and_progress_come_while_it_is_read(stage: Make, qtbot: Any) -> None:
    made = empty(stage)
    first = made.window.first_run
    first.add_folder(PICTURES)
    first.start.click()
    first.start.click()
    made.browse.folders = [FolderStatus(path=PICTURES, state=FolderState.PRESENT, files=20)]
    made.bridge.publish(FoldersChanged())
    made.bridge.publish(Progress(activity=Activity.READING, done=4, total=20))
    qtbot.waitUntil(lambda: len(first.sight.grid.results) == 20, timeout=4000)
    assert first.sight.told == "Reading: 4 of 20"
    assert (first.sight.bar.value(), first.sight.bar.maximum()) == (4, 20)
    qtbot.waitUntil(lambda: first.sight.grid.cell(1) is not None)


def test_counting_ends_when_nobody_wants_it(
    qapp: QApplication, tmp_path: Path, bridge: Bridge
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def count(
        path: Path, told: Callable[[FolderCount], None], wanted: Callable[[], bool]
    ) -> None:
        begun.set()
        while wanted():
            pass
        ended.set()

    counting = CountingController(services(tmp_path, count=count), bridge)
    counting.count(PICTURES)
    counting.count(PICTURES)
    assert begun.wait(10)
    counting.close()
    assert ended.is_set()
