"""Pictures come from their own threads, what is wanted first, and a wish that is withdrawn is not loaded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from findling.core.library import LibraryPaths
from findling.core.model import ContentHash
from findling.gui.palette import WAVE_GROUND, WAVE_INK
from findling.gui.thumbnails import IN_FLIGHT, Thumbnails, Wish, recoloured


def content(number: int) -> ContentHash:
    return ContentHash(number.to_bytes(16, "big"))


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    made = LibraryPaths(tmp_path)
    for number in range(30):
        place = made.thumbnail(content(number))
        place.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(480, 320, QImage.Format.Format_RGB32)
        image.fill(QColor(200, number, 0))
        assert image.save(str(place))
    return made


@pytest.fixture
def thumbnails(paths: LibraryPaths, qapp: Any) -> Iterator[Thumbnails]:
    made = Thumbnails(paths)
    yield made
    assert made.close()


def test_a_picture_arrives_as_large_as_needed(thumbnails: Thumbnails, qtbot: Any) -> None:
    thumbnails.wish([Wish(content(1), 100)])
    qtbot.waitUntil(lambda: thumbnails.picture(content(1)) is not None)
    held = thumbnails.picture(content(1))
    assert held is not None
    assert held[0].height() == 128
    thumbnails.wish([Wish(content(1), 300)])
    qtbot.waitUntil(lambda: (thumbnails.picture(content(1)) or held)[0].height() == 320)


def test_a_new_wish_cancels_what_was_not_begun(thumbnails: Thumbnails, qtbot: Any) -> None:
    loaded: list[Any] = []
    thumbnails.arrived.connect(loaded.append)
    thumbnails.wish([Wish(content(n), 100) for n in range(30)])
    thumbnails.wish([Wish(content(29), 100)])
    qtbot.waitUntil(lambda: content(29) in loaded)
    qtbot.wait(50)
    assert len(loaded) <= IN_FLIGHT + 1


def test_a_missing_file_is_not_asked_for_again_until_the_library_changes(
    thumbnails: Thumbnails, qtbot: Any
) -> None:
    loaded: list[Any] = []
    thumbnails.arrived.connect(loaded.append)
    for _ in range(2):
        thumbnails.wish([Wish(content(99), 100)])
        qtbot.waitUntil(lambda: loaded == [content(99)])
    thumbnails.forget_absent()
    thumbnails.wish([Wish(content(99), 100)])
    qtbot.waitUntil(lambda: len(loaded) == 2)
    assert thumbnails.picture(content(99)) is None


def test_a_drawn_waveform_takes_the_ink_and_a_cover_stays() -> None:
    wave = QImage(60, 40, QImage.Format.Format_RGB32)
    wave.fill(QColor(WAVE_GROUND))
    wave.setPixelColor(30, 20, QColor(WAVE_INK))
    drawn = recoloured(wave, "#7CC4AC")
    assert drawn.pixelColor(0, 0).alpha() == 0
    assert drawn.pixelColor(30, 20) == QColor("#7CC4AC")
    cover = QImage(60, 40, QImage.Format.Format_RGB32)
    cover.fill(QColor("#123456"))
    assert recoloured(cover, "#7CC4AC").pixelColor(0, 0) == QColor("#123456")
