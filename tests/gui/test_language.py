"""The window's language: which one is chosen, and that texts, Qt's own words, dates and figures follow it."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from findling.core.model import Kind
from findling.core.report import FailureRow
from findling.gui import language, price_words, words
from findling.gui.controllers.reading import FailureGroup
from findling.gui.failures_list import FailuresList
from findling.gui.language import NAMES, choose, speak
from findling.gui.theme import Theme
from findling.media.failures import failure


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[Callable[[str], str]]:
    yield lambda wanted: speak(qapp, wanted)
    speak(qapp, "en")


@pytest.mark.parametrize(
    ("preferred", "chosen"),
    [
        (["de-AT", "de"], "de"),
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-Hans-SG"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW"], "en"),
        (["fr-FR", "fr", "de-DE"], "de"),
        (["en-US", "de-DE"], "en"),
        (["ar-EG"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_is_spoken_is_chosen(preferred: list[str], chosen: str) -> None:
    assert choose(preferred) == chosen


def test_what_is_wanted_goes_before_the_system(spoken: Callable[[str], str]) -> None:
    assert spoken("de") == "de"
    assert spoken("") == "en"
    assert spoken("klingon") == "en"


@pytest.mark.parametrize(
    ("wanted", "day", "price", "photos", "cancel"),
    [
        ("en", "13 April 2024", "$1,204.50", "Photos", "Cancel"),
        ("de", "13. April 2024", "1.204,50 $", "Fotos", "Abbrechen"),
        ("zh_CN", "2024年4月13日", "$1,204.50", "照片", "取消"),
    ],
)
def test_texts_dates_and_figures_follow(
    spoken: Callable[[str], str], wanted: str, day: str, price: str, photos: str, cancel: str
) -> None:
    spoken(wanted)
    assert words.day(date(2024, 4, 13)) == day
    assert price_words.dollars(1204.5) == price
    assert words.kinds_name(Kind.PHOTO) == photos
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "") == cancel
    box.deleteLater()


def test_times_and_sizes_in_german(spoken: Callable[[str], str]) -> None:
    spoken("de")
    assert words.moment(datetime(2024, 4, 13, 16, 20, tzinfo=UTC)) == "13. April 2024, 16:20"
    assert words.size(2_400_000) == "2,4 MB"
    assert words.month(2024, 3) == "März 2024"


def test_every_language_is_there_and_loads_without_a_word(
    spoken: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="findling"):
        for name in NAMES:
            assert spoken(name) == name
    assert not caplog.records


def test_a_language_that_is_gone_leaves_nothing(spoken: Callable[[str], str]) -> None:
    spoken("de")
    spoken("en")
    assert words.kinds_name(Kind.CLIP) == "Clips"
    assert QLocale().language() == QLocale.Language.English


def test_a_missing_translation_is_logged_and_english_stays(
    qapp: QApplication,
    spoken: Callable[[str], str],
    monkeypatch: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(language, "asset", lambda *parts: tmp_path.joinpath(*parts))
    with caplog.at_level(logging.WARNING, logger="findling"):
        spoken("de")
    assert "no translation findling_de" in caplog.text
    assert words.kinds_name(Kind.CLIP) == "Clips"


def test_why_a_file_failed_is_said_in_the_language(
    spoken: Callable[[str], str], theme: Theme, qtbot: Any
) -> None:
    spoken("de")
    error = failure("damaged", what="its pages cannot be read")
    row = FailureRow(
        path=Path("/a/b.pdf"),
        kind=Kind.DOCUMENT,
        code=error.code,
        reason=error.message,
        hint=error.hint,
        attempts=1,
    )
    shown = FailuresList(theme)
    qtbot.addWidget(shown)
    shown.set_groups((FailureGroup(reason=row.reason, hint=row.hint, failures=(row,)),))
    said = [label.text() for label in shown.findChildren(QLabel)]
    assert "Die Datei ist beschädigt: ihre Seiten sind nicht lesbar." in said
    assert "Sie im eigenen Programm öffnen oder aus einer Sicherung wiederherstellen." in said


def test_the_direction_follows(qapp: QApplication, spoken: Callable[[str], str]) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    spoken("de")
    assert QWidget().layoutDirection() == Qt.LayoutDirection.LeftToRight
