"""The pieces of looking closer, each alone: the line of time, the canvas's marks, the strip, resting in full screen."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QCursor, QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.core.viewing import Box
from findling.gui.closer.asking import Drawn, to_image
from findling.gui.closer.canvas import Canvas
from findling.gui.closer.look import Match
from findling.gui.closer.quiet import RESTS, Quiet
from findling.gui.closer.screen import Screen
from findling.gui.closer.scrubber import Scrubber
from findling.gui.closer.speaker import SystemSpeaker
from findling.gui.closer.strip import Strip
from findling.gui.theme import Theme
from tests.gui.viewer_fakes import gradient


@pytest.fixture
def scrubber(theme: Theme, qtbot: Any) -> Scrubber:
    made = Scrubber(theme)
    qtbot.addWidget(made)
    made.resize(620, 66)
    made.set_seconds(60.0)
    made.show()
    return made


def painted(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_strong_matches_stand_higher(scrubber: Scrubber, theme: Theme) -> None:
    scrubber.set_matches((Match(0, 20, 0.4), Match(40, 60, 1.0)))
    picture, ground = painted(scrubber), QColor(theme.palette.background)

    def height(second: float) -> int:
        x, foot = round(scrubber.x_of(second)), round(scrubber.band().bottom()) - 12
        return sum(picture.pixelColor(x, y) != ground for y in range(6, foot))

    assert height(30) == 0
    assert 0 < height(10) < height(50)


def test_dragging_says_where_and_hovering_shows_it(scrubber: Scrubber, qtbot: Any) -> None:
    before = painted(scrubber)
    qtbot.mouseMove(scrubber, QPoint(310, 30))
    assert painted(scrubber) != before
    told: list[float] = []
    scrubber.scrub_requested.connect(told.append)
    qtbot.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(100, 54))
    qtbot.mouseMove(scrubber, QPoint(310, 54))
    qtbot.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(310, 54))
    qtbot.mouseMove(scrubber, QPoint(400, 54))
    assert told == [pytest.approx(30.0)]


def test_it_tells_screen_readers_where_it_is(scrubber: Scrubber) -> None:
    scrubber.set_matches((Match(5, 10), Match(42, 50)))
    scrubber.set_second(12.5)
    assert scrubber.value() == 12_500
    assert scrubber.accessibleDescription() == "Matches at 0:05, 0:42"


def test_arrows_on_the_line_seek_and_nothing_else(scrubber: Scrubber, qtbot: Any) -> None:
    scrubber.set_second(10.0)
    with qtbot.waitSignal(scrubber.seek_requested) as asked:
        qtbot.keyClick(scrubber, Qt.Key.Key_Right)
    assert asked.args == [11.0]
    assert scrubber.value() == 10_000  # the player says where it is, not the key


def test_a_setter_never_seeks(scrubber: Scrubber, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(scrubber.seek_requested):
        scrubber.set_second(30.0)
        scrubber.set_seconds(90.0)


def test_a_wave_marks_what_matches(scrubber: Scrubber, theme: Theme) -> None:
    scrubber.set_wave(True)
    scrubber.resize(620, 200)
    scrubber.set_levels([0.1] * 100)
    scrubber.set_matches((Match(20, 40),))
    picture, top = painted(scrubber), round(scrubber.band().top()) + 8
    inside = picture.pixelColor(round(scrubber.x_of(30)), top)
    outside = picture.pixelColor(round(scrubber.x_of(50)), top)
    assert inside == QColor(theme.palette.wash)
    assert outside == QColor(theme.palette.background)


def test_words_are_marked_where_they_stand(theme: Theme, qtbot: Any) -> None:
    canvas = Canvas(theme, wheel_zooms=False)
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    page = QImage(400, 400, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    marks = (Box(0.25, 0.25, 0.5, 0.1),)
    canvas.show_drawn(Drawn(image=page, whole=QSizeF(400, 400), marks=marks))
    picture = painted(canvas)
    marked, plain = picture.pixelColor(200, 120), picture.pixelColor(200, 300)
    assert plain == QColor("white")
    assert marked.blue() < 200 < marked.red()


def test_a_page_keeps_its_zoom_when_it_is_turned(theme: Theme, qtbot: Any) -> None:
    canvas = Canvas(theme, wheel_zooms=False)
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    drawn = Drawn(image=QImage(400, 600, QImage.Format.Format_RGB32), whole=QSizeF(800, 1200))
    canvas.show_drawn(drawn)
    canvas.zoom_to(1.0)
    canvas.turn_to(drawn)
    assert canvas.percent == 100
    assert canvas.target().top() == 0


def test_a_frame_takes_the_place_of_the_stored_picture(theme: Theme, qtbot: Any) -> None:
    screen = Screen(theme)
    qtbot.addWidget(screen)
    screen.resize(500, 500)
    small = painted(screen)
    assert small.isNull() is False
    screen.begin(None, 16 / 9)
    before = screen.place()
    screen.set_shape((1280, 719))
    screen.set_frame(to_image(gradient(160, 90, 200)))
    assert screen.place() == before
    assert QRectF(screen.place()).width() == 500
    assert painted(screen).pixelColor(250, 250).blue() == 200


def test_the_strip_says_one_thing_at_a_time(theme: Theme, qtbot: Any) -> None:
    card = QWidget()
    qtbot.addWidget(card)
    strip = Strip(theme, card)
    card.resize(700, 400)
    card.show()
    strip.say_saved(Path("/x/<b>part<i>.mp4"))
    strip.lie_in(card, foot=50)
    assert strip.text == "Saved as <b>part<i>.mp4"
    assert strip.geometry().bottom() < 350
    assert not strip.reveal.isHidden()
    with qtbot.waitSignal(strip.reveal_requested) as asked:
        qtbot.mouseClick(strip.reveal, Qt.MouseButton.LeftButton)
    assert asked.args == [Path("/x/<b>part<i>.mp4")]
    strip.say_trouble(FindlingError("x", "It is cut.", hint="Copy it."))
    assert strip.text == "It is cut. Copy it."
    assert strip.reveal.isHidden()


def test_at_rest_the_bars_go_and_come_back_with_the_mouse(
    theme: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = [QPoint(10, 10)]
    monkeypatch.setattr(QCursor, "pos", lambda: at[0])
    over, bar = QWidget(), QWidget()
    qtbot.addWidget(over)
    button = QPushButton("x", bar)
    column = QVBoxLayout(over)
    column.addWidget(bar)
    over.show()
    quiet = Quiet(over, [bar])
    quiet.start()
    for _ in range(RESTS):
        quiet.look()
    assert bar.isHidden()
    at[0] = QPoint(20, 20)
    quiet.look()
    assert not bar.isHidden()
    button.setFocus()
    for _ in range(RESTS):
        quiet.look()
    assert not bar.isHidden()  # the keyboard is in it
    quiet.stop()
    assert not quiet._timer.isActive()


class Sink:
    """Stands for the system's device: a buffer of 1000 bytes that nobody hears."""

    def __init__(self) -> None:
        self.held = QBuffer()
        self.asked: list[str] = []
        self.loud = 1.0

    def setBufferSize(self, size: int) -> None:  # noqa: N802 - Qt's name
        self.asked.append(f"size {size}")

    def bufferSize(self) -> int:  # noqa: N802
        return 1000

    def bytesFree(self) -> int:  # noqa: N802
        return 1000 - self.held.size()

    def start(self) -> QBuffer:
        self.held = QBuffer()
        self.held.open(QBuffer.OpenModeFlag.ReadWrite)
        return self.held

    def setVolume(self, loud: float) -> None:  # noqa: N802
        self.loud = loud

    def suspend(self) -> None:
        self.asked.append("suspend")

    def resume(self) -> None:
        self.asked.append("resume")

    def reset(self) -> None:
        self.asked.append("reset")

    def deleteLater(self) -> None:  # noqa: N802
        self.asked.append("gone")


def test_the_systems_device_is_asked_for_little_and_let_go_of_once(qapp: Any) -> None:
    sink: Any = Sink()
    speaker = SystemSpeaker(sink)
    assert sink.asked == ["size 48000"]  # a quarter of a second
    assert speaker.write(b"x" * 400) == 400
    assert (speaker.room(), speaker.waiting()) == (600, 400)
    speaker.clear()
    assert speaker.waiting() == 0
    speaker.set_volume(0.5)
    assert sink.loud == 0.25
    speaker.pause()
    speaker.resume()
    speaker.close()
    speaker.close()
    assert sink.asked[1:] == ["reset", "suspend", "resume", "reset", "gone"]
