"""The player without a window: turns, clocks, sound, items that change in the middle."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from findling.core.errors import FindlingError
from findling.core.viewing import Moment
from findling.gui.bridge import Bridge
from findling.gui.closer.clock import Clock
from findling.gui.closer.player import Player
from findling.gui.closer.sound import BYTES_A_SECOND, SoundTrack
from tests.gui.viewer_fakes import CLIP, RECORDING, FakeSpeaker, FakeViewer


class Time:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Set:
    """A player over a fake viewer, its time in the test's hand."""

    def __init__(self, bridge: Bridge, qtbot: Any, speaker: FakeSpeaker | None) -> None:
        self.viewer, self.time, self.speaker = FakeViewer(), Time(), speaker
        self.player = Player(
            self.viewer, bridge, make_speaker=lambda: self.speaker, now=self.time
        )
        self.player._timer.setInterval(1_000_000)  # ticks come from `pass_by` alone
        self.frames: list[int] = []
        self.player.frame_changed.connect(self._framed)
        self.failures: list[FindlingError] = []
        self.player.failed.connect(self.failures.append)
        self._qtbot = qtbot

    def _framed(self, image: QImage) -> None:
        # The fake tints each frame with its tenth of a second.
        self.frames.append(image.pixelColor(0, 0).blue())

    def open(self, *, second: float = 0.0, playing: bool = True, name: str = "a.mp4") -> None:
        self.player.open(Path(name), second=second, playing=playing, longest=640)

    def until(self, ready: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(ready, timeout=10_000)

    def pass_by(self, seconds: float) -> None:
        """Time in steps of a tick's size, each heard, shown and answered with what comes next."""
        for _ in range(round(seconds / 0.05)):
            self.time.now += 0.05
            if self.speaker is not None and not self.speaker.paused:
                self.speaker.hear(0.05)
            self.player.tick()
            self.until(partial(self._fed, min(self.player.second + 0.3, 2.9)))

    def _fed(self, goal: float) -> bool:
        turn = self.player._turn
        return turn.latest >= goal or turn.end is not None


@pytest.fixture
def scene(bridge: Bridge, qtbot: Any) -> Iterator[Callable[..., Set]]:
    made: list[Set] = []

    def make(speaker: FakeSpeaker | None = None) -> Set:
        made.append(Set(bridge, qtbot, speaker))
        return made[-1]

    yield make
    for one in made:
        one.player.close()
        one.viewer.close()
        one.player.deleteLater()


def test_it_begins_at_the_second_asked_for_and_waits_for_its_first_frame(scene: Any) -> None:
    it = scene()
    it.open(second=1.2)
    assert it.player.second == 1.2
    it.time.now += 5.0
    assert it.player.second == 1.2  # nothing has come yet, so no time has passed
    it.until(lambda: bool(it.frames))
    assert it.frames == [12]
    it.pass_by(0.5)
    assert it.player.second == pytest.approx(1.7)
    assert it.frames[-1] == 17


def test_paused_it_shows_its_first_frame_and_stays(scene: Any) -> None:
    it = scene()
    it.open(second=1.0, playing=False)
    it.until(lambda: it.player._turn.begun)
    it.time.now += 3.0
    it.player.tick()
    assert it.frames == [10]
    assert it.player.second == 1.0
    it.player.play()
    it.pass_by(0.2)
    assert it.frames[-1] == 12


def test_the_engine_is_never_asked_for_more_than_its_lead(scene: Any) -> None:
    it = scene()
    it.open(playing=False)
    it.until(lambda: it.player._turn.latest >= 0.5)
    assert max(it.viewer.playbacks[0].sent) <= 0.5
    it.player.play()
    it.pass_by(0.5)
    it.until(lambda: max(it.viewer.playbacks[0].sent) >= 0.9)


def test_moments_of_an_older_turn_are_dropped(scene: Any, qtbot: Any) -> None:
    it = scene()
    it.open(second=0.0, playing=False)
    it.until(lambda: bool(it.frames))
    old = it.player._turn.number
    it.player.seek(2.0)
    stale = Moment(second=0.3, turn=old, frame=np.full((9, 16, 3), 77, dtype=np.uint8))
    it.viewer.playbacks[0].take(stale)
    it.until(lambda: it.player._turn.latest >= 2.4)
    assert 77 not in it.frames
    assert it.frames == [0, 20]


def test_the_item_may_change_in_the_middle(scene: Any) -> None:
    it = scene()
    it.open(name="a.mp4")
    it.until(lambda: bool(it.frames))
    first = it.viewer.playbacks[0]
    it.open(second=2.0, name="b.mp4", playing=False)
    assert first.closed
    first.take(Moment(second=0.4, turn=1, frame=np.full((9, 16, 3), 77, dtype=np.uint8)))
    it.until(lambda: it.player._turn.begun)
    assert 77 not in it.frames
    assert it.frames[-1] == 20


def test_closing_lets_go_of_everything(scene: Any) -> None:
    speaker = FakeSpeaker()
    it = scene(speaker)
    it.open()
    it.until(lambda: bool(it.frames))
    it.player.close()
    it.player.close()
    assert it.viewer.playbacks[0].closed
    assert speaker.closed
    assert not it.player._timer.isActive()
    assert not it.player._turn.frames
    it.viewer.playbacks[0].join()


def test_a_slow_reader_holds_the_time(scene: Any) -> None:
    it = scene()
    it.open()
    it.until(lambda: it.player._turn.latest >= 0.5)
    it.time.now += 10.0
    it.player.tick()
    assert it.player.second <= 0.5 + 0.25


def test_it_stops_at_the_end_and_plays_again_from_the_start(scene: Any) -> None:
    it = scene()
    it.open(second=2.5)
    it.until(lambda: it.player._turn.end is not None)
    it.pass_by(1.0)
    assert it.player.at_end
    assert not it.player.playing
    assert it.player.second == 3.0
    it.player.play()
    assert it.viewer.playbacks[0].seeks[-1] == (0.0, 1.0)
    it.until(lambda: it.frames[-1] == 0)


def test_what_breaks_off_in_the_middle_says_so(scene: Any) -> None:
    it = scene()
    it.open(playing=False)
    it.viewer.playbacks[0].breaks_at = 1.5
    it.player.seek(1.0)
    it.player.play()
    it.until(lambda: it.player._turn.end is not None)
    it.pass_by(1.0)
    assert [error.code for error in it.failures] == ["broke-off"]
    assert not it.player.playing
    it.viewer.playbacks[0].breaks_at = None
    it.player.seek(2.5)
    it.player.play()
    it.until(lambda: it.player._turn.end is not None)
    it.pass_by(1.0)
    assert len(it.failures) == 1


def test_frames_are_stepped_both_ways(scene: Any) -> None:
    it = scene()
    it.open(second=1.0, playing=False)
    it.until(lambda: it.player._turn.latest >= 1.5)
    it.player.step(1)
    it.player.step(1)
    assert it.frames == [10, 11, 12]
    it.player.step(-1)
    it.until(lambda: it.frames[-1] == 11)
    it.player.step(-1)
    it.until(lambda: it.frames[-1] == 10)
    it.player.step(1)
    it.until(lambda: it.frames[-1] == 11)
    assert it.player.second == pytest.approx(1.1)
    for _ in range(8):  # beyond what is held: shown as they arrive
        it.player.step(1)
    it.until(lambda: it.frames[-1] >= 18)


def test_after_steps_the_sound_is_asked_for_anew(scene: Any) -> None:
    it = scene(FakeSpeaker())
    it.open(second=1.0, playing=False)
    it.until(lambda: it.player._turn.latest >= 1.5)
    it.player.step(1)
    it.player.play()
    assert it.viewer.playbacks[0].seeks[-1][0] == pytest.approx(1.1)


def test_dragging_asks_only_for_the_newest_place(scene: Any) -> None:
    it = scene()
    it.open(playing=False)
    it.until(lambda: bool(it.frames))
    for second in (0.5, 0.9, 1.4, 2.2):
        it.player.scrub(second)
    it.until(lambda: it.frames[-1] == 22)
    assert [second for second, _ in it.viewer.playbacks[0].seeks] == [0.0, 0.5, 2.2]


def test_the_sound_is_the_clock(scene: Any) -> None:
    speaker = FakeSpeaker()
    it = scene(speaker)
    it.open()
    it.until(lambda: it.player._turn.latest >= 0.5)
    it.player.tick()
    it.time.now += 0.3
    speaker.hear(0.1)  # the device is late: it has played a third of that
    it.player.tick()
    assert it.player.second == pytest.approx(0.1)
    assert it.frames[-1] <= 1


def test_speed_is_asked_of_the_engine_and_told_by_the_sound(scene: Any) -> None:
    speaker = FakeSpeaker()
    it = scene(speaker)
    it.open()
    it.until(lambda: bool(it.frames))
    it.player.set_speed(2.0)
    assert it.viewer.playbacks[0].seeks[-1][1] == 2.0
    it.until(lambda: it.player._turn.latest >= 0.5)
    it.player.tick()
    it.time.now += 0.1
    speaker.hear(0.1)
    it.player.tick()
    assert it.player.second == pytest.approx(0.2)


def test_a_recording_needs_no_frame(scene: Any) -> None:
    speaker = FakeSpeaker()
    it = scene(speaker)
    it.viewer.media["a.ogg"] = RECORDING
    it.open(name="a.ogg")
    it.until(lambda: it.player._turn.begun)
    it.pass_by(1.0)
    assert it.player.second == pytest.approx(1.0, abs=0.11)
    assert not it.frames
    heard = np.frombuffer(speaker.heard, dtype=np.int16)
    assert set(np.unique(heard)) >= {1, 2, 3, 4, 5}


def test_a_clip_without_sound_plays(scene: Any) -> None:
    it = scene(FakeSpeaker())
    it.viewer.media["a.mp4"] = replace(CLIP, has_sound=False)
    it.open()
    it.until(lambda: bool(it.frames))
    it.pass_by(0.5)
    assert it.frames[-1] == 5


def test_muting_keeps_the_loudness(scene: Any) -> None:
    speaker = FakeSpeaker()
    it = scene(speaker)
    it.open()
    it.player.set_volume(0.4)
    it.player.set_muted(True)
    assert speaker.volume == 0.0
    it.player.set_muted(False)
    assert speaker.volume == 0.4


def test_what_cannot_be_played_says_why(scene: Any) -> None:
    it = scene()
    it.viewer.broken.add("a.mp4")
    it.open()
    it.until(lambda: bool(it.failures))
    assert it.failures[0].message == "a.mp4 is cut off."
    assert not it.player.is_open
    it.open(name="b.mp4")
    it.until(lambda: bool(it.frames))


def test_the_clock_glides_for_little_and_jumps_for_much() -> None:
    time = Time()
    clock = Clock(time)
    clock.run()
    time.now += 1.0
    clock.correct(1.04)
    assert 1.0 < clock.second < 1.02
    clock.correct(3.0)
    assert clock.second == 3.0
    clock.hold()
    time.now += 1.0
    assert clock.second == 3.0


def test_sound_after_a_gap_waits_for_its_second() -> None:
    speaker = FakeSpeaker()
    track = SoundTrack(speaker)
    piece = np.ones((4800, 2), dtype=np.int16)
    track.put(0.0, piece)
    track.put(2.0, piece)
    track.feed(0.0)
    assert speaker.waiting() == BYTES_A_SECOND // 10
    speaker.hear(0.1)
    track.feed(1.0)
    assert speaker.waiting() == 0
    assert track.heard() is None
    track.feed(2.0)
    assert track.heard() == pytest.approx(2.0)


def test_a_full_device_takes_the_rest_later() -> None:
    speaker = FakeSpeaker(size=400)
    track = SoundTrack(speaker)
    track.put(0.0, np.arange(400, dtype=np.int16).reshape(200, 2))
    track.feed(0.0)
    assert speaker.waiting() == 400
    speaker.hear(1.0)
    track.feed(0.1)
    speaker.hear(1.0)
    assert np.frombuffer(speaker.heard, dtype=np.int16).tolist() == list(range(400))
    assert track.drained
