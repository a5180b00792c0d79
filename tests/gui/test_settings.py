"""The settings: what is changed counts at once, is kept, and stays when the services are made anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from findling.core.errors import FindlingError
from findling.core.events import FoldersChanged
from findling.core.model import FolderState
from findling.core.report import FolderStatus
from findling.core.settings import DEFAULT_EXCLUDES, Appearance, Effort, Settings
from findling.gui.bridge import Bridge
from findling.gui.controllers.settings import SettingsController
from findling.gui.palette import DARK, LIGHT
from findling.gui.settings_dialog import SettingsDialog
from findling.gui.theme import Theme
from tests.gui.conftest import Stage
from tests.gui.fakes import ROOT, FakeBrowse, FakeIngest, FakeLane, services

Make = Callable[..., Stage]


class Kept(list[Settings]):
    """What was kept, in order."""

    def keep(self, settings: Settings) -> None:
        self.append(settings)


@pytest.fixture
def kept() -> Kept:
    return Kept()


def opened(stage: Stage, qtbot: Any) -> SettingsDialog:
    qtbot.keyClick(stage.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [d for d in stage.window.findChildren(SettingsDialog) if d.isVisible()]
    return dialog


# the controller, without a window


def test_only_what_the_background_goes_by_is_told_to_it(
    qapp: QApplication, tmp_path: Path, bridge: Bridge, kept: Kept
) -> None:
    ingest = FakeIngest()
    controller = SettingsController(services(tmp_path, ingest=ingest, keep=kept.keep), bridge)
    controller.change(replace(controller.settings, appearance=Appearance.DARK))
    controller.change(controller.settings)
    assert (len(kept), ingest.of("adopt")) == (1, [])
    controller.change(replace(controller.settings, effort=Effort.QUIET))
    assert ingest.of("adopt") == [Settings(appearance=Appearance.DARK, effort=Effort.QUIET)]
    assert kept[-1] == ingest.of("adopt")[0]


def test_what_needs_other_services_is_not_changed_here(
    qapp: QApplication, tmp_path: Path, bridge: Bridge, kept: Kept
) -> None:
    controller = SettingsController(services(tmp_path, keep=kept.keep), bridge)
    controller.change(Settings(provider="gemini"))
    assert (controller.settings, kept) == (Settings(), [])


def test_settings_that_cannot_be_kept_are_said(
    qapp: QApplication, tmp_path: Path, bridge: Bridge, qtbot: Any
) -> None:
    def full(settings: Settings) -> None:
        raise FindlingError("library-unwritable", "The disk is full.", hint="Make room.")

    controller = SettingsController(services(tmp_path, keep=full), bridge)
    with qtbot.waitSignal(controller.failed) as told:
        controller.change(Settings(language="de"))
    assert told.args[0].message == "The disk is full."


# the dialog


def test_light_and_dark_follow_the_choice_at_once(
    stage: Make, qtbot: Any, kept: Kept, theme: Theme
) -> None:
    dialog = opened(stage(keep=kept.keep), qtbot)
    dialog.general.appearance.button(Appearance.DARK).click()
    assert theme.palette == DARK
    dialog.general.appearance.button(Appearance.LIGHT).click()
    assert theme.palette == LIGHT
    assert [each.appearance for each in kept] == [Appearance.DARK, Appearance.LIGHT]
    dialog.general.appearance.button(Appearance.SYSTEM).click()
    dialog.reject()


def test_the_keyboard_alone_changes_page_and_choice(
    stage: Make, qtbot: Any, kept: Kept
) -> None:
    made = stage(keep=kept.keep)
    dialog = opened(made, qtbot)
    qtbot.waitUntil(dialog.list.hasFocus)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.effort.isVisible()
    normal = dialog.effort.cards[Effort.NORMAL]
    normal.setFocus()
    qtbot.keyClick(normal, Qt.Key.Key_Down)
    assert [each.effort for each in made.ingest.of("adopt")] == [Effort.FULL]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_names_to_pass_over_count_when_the_field_is_left(
    stage: Make, qtbot: Any, kept: Kept
) -> None:
    made = stage(keep=kept.keep)
    dialog = opened(made, qtbot)
    page = dialog.folders
    dialog.open_page(page)
    page.names.setPlainText("*.raw\n\n  Private \n*.raw")
    assert made.ingest.of("adopt") == []
    page.take_names()
    assert made.ingest.of("adopt")[-1].exclude == ("*.raw", "Private")
    page.usual.click()
    assert made.ingest.of("adopt")[-1].exclude == DEFAULT_EXCLUDES
    assert not page.usual.isEnabled()
    page.names.setPlainText("last words")
    dialog.reject()
    assert kept[-1].exclude == ("last words",)


def test_folders_are_marked_and_removed_where_they_stand(stage: Make, qtbot: Any) -> None:
    made = stage()
    dialog = opened(made, qtbot)
    dialog.open_page(dialog.folders)
    row = dialog.folders.row(ROOT)
    row.stays.click()
    assert not row.stays.isChecked()  # until the library says so
    assert made.ingest.of("local only") == [(ROOT, True)]
    made.browse.folders = [
        FolderStatus(path=ROOT, state=FolderState.PRESENT, files=20, local_only=True)
    ]
    made.bridge.publish(FoldersChanged())
    qtbot.waitUntil(row.stays.isChecked)
    assert dialog.folders.row(ROOT) is row
    row.remove.click()
    (box,) = [b for b in dialog.findChildren(QMessageBox) if b.isVisible()]
    next(b for b in box.buttons() if b.text() == "Remove").click()
    assert made.ingest.of("remove") == [ROOT]
    made.browse.folders = [FolderStatus(path=ROOT / "b", state=FolderState.PRESENT, files=1)]
    made.bridge.publish(FoldersChanged())
    qtbot.waitUntil(lambda: ROOT / "b" in made.window.side.folders())
    assert dialog.folders.row(ROOT / "b")


def test_what_was_changed_meanwhile_survives_another_way_to_understand(
    stage: Make, qtbot: Any, kept: Kept
) -> None:
    made = stage(keep=kept.keep)
    dialog = opened(made, qtbot)
    dialog.general.names.click()
    dialog.understanding.change.click()
    assert not dialog.isVisible()
    made.desk.sending.choose("builtin")
    from findling.gui.sending_desk import Change

    made.desk.sending.change_requested.emit(Change(settings=Settings(provider="gemini")))
    assert made.changes[-1].settings == Settings(provider="gemini", names_shown=True)


def test_every_control_of_every_page_has_a_name(stage: Make, qtbot: Any) -> None:
    dialog = opened(stage(browse=FakeBrowse(), lane=FakeLane()), qtbot)
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        nameless = [
            b
            for b in dialog.findChildren(QPushButton)
            if b.isVisible() and not (b.accessibleName() or b.text())
        ]
        assert nameless == []
        assert dialog.list.item(row).text()
    assert dialog.folders.row(ROOT).remove.accessibleName() == "Remove Pictures"
