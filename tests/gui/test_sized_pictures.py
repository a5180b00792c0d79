"""Pictures of the size they are painted in: cropped in the middle, rounded, kept while there is room."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from findling.gui import sized_pictures
from findling.gui.sized_pictures import RADIUS, SizedPictures

GROUND = "#FAF9F7"


def striped(width: int = 300, height: int = 100) -> QPixmap:
    """Red at the left, green in the middle, blue at the right, a third each."""
    whole = QPixmap(width, height)
    painter = QPainter(whole)
    for third, colour in enumerate(("#FF0000", "#00FF00", "#0000FF")):
        painter.fillRect(third * width // 3, 0, width // 3, height, QColor(colour))
    painter.end()
    return whole


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_square_shows_the_middle_with_round_corners(qapp: object, ratio: float) -> None:
    sized = SizedPictures(GROUND)
    drawn = sized.picture(striped(), QSize(80, 80), ratio=ratio, radius=RADIUS)
    assert drawn.width() == drawn.height() == round(80 * ratio)
    image = drawn.toImage()
    last = image.width() - 1
    assert image.pixelColor(0, last).name() == GROUND.lower()
    assert image.pixelColor(last, 0).name() == GROUND.lower()
    middle = image.width() // 2
    for x in (2, middle, last - 2):
        assert image.pixelColor(x, middle).green() > 200
    assert image.pixelColor(middle, 0).green() > 200  # no seam along the edge
    assert not drawn.hasAlphaChannel()


def test_the_same_size_is_made_once_and_another_ground_forgets(qapp: object) -> None:
    sized, whole = SizedPictures(GROUND), striped()
    first = sized.picture(whole, QSize(90, 60), ratio=1.0, radius=RADIUS)
    again = sized.picture(whole, QSize(90, 60), ratio=1.0, radius=RADIUS)
    assert again.cacheKey() == first.cacheKey()
    assert sized.picture(whole, QSize(90, 60), ratio=2.0, radius=RADIUS).width() == 180
    sized.set_ground("#171615")
    assert not sized.has(whole, QSize(90, 60), radius=RADIUS)
    dark = sized.picture(whole, QSize(90, 60), ratio=1.0, radius=RADIUS)
    assert dark.toImage().pixelColor(0, 0).name() == "#171615"


def test_what_was_not_painted_for_long_is_dropped(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sized_pictures, "HELD", 3 * 50 * 50 * 4)
    sized, wholes = SizedPictures(GROUND), [striped() for _ in range(4)]
    for whole in wholes:
        sized.picture(whole, QSize(50, 50), ratio=1.0, radius=RADIUS)
    kept = [sized.has(whole, QSize(50, 50), radius=RADIUS) for whole in wholes]
    assert kept == [False, True, True, True]


def test_a_drawing_that_is_seen_through_stays_so(qapp: object) -> None:
    wave = QPixmap(60, 40)
    wave.fill(Qt.GlobalColor.transparent)
    drawn = SizedPictures(GROUND).picture(wave, QSize(30, 20), ratio=1.0, radius=0)
    assert drawn.toImage().pixelColor(10, 10).alpha() == 0
