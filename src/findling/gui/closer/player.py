"""Plays one clip or recording: asks for moments, shows frames when they are due, follows the sound.

A controller without a window, on the GUI thread. Whatever arrives for another item or an older turn is dropped.
"""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from findling.core.errors import FindlingError
from findling.core.viewing import Medium, Moment, Playback, Viewer
from findling.gui.bridge import Bridge
from findling.gui.closer.asking import Piece, ask, broke_off, to_piece
from findling.gui.closer.clock import Clock
from findling.gui.closer.sound import MakeSpeaker, SoundTrack
from findling.gui.closer.turn import Turn

log = logging.getLogger(__name__)

TICK = 10
"""Milliseconds: a frame is shown at most so late."""
AHEAD = 0.25
"""Seconds the clock may run ahead of what has arrived, where reading is slower than playing."""
SHORT = 1.0
"""Seconds by which something may end before its time without a word."""
SPOKEN = 0.04
"""Seconds between two words about where it is."""


class Player(QObject):
    frame_changed = Signal(object)  # QImage
    moved = Signal(float)
    state_changed = Signal()
    medium_known = Signal(object)  # Medium
    failed = Signal(object)  # FindlingError

    def __init__(
        self,
        viewer: Viewer,
        bridge: Bridge,
        *,
        make_speaker: MakeSpeaker,
        parent: QObject | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bridge, self._make_speaker = viewer, bridge, make_speaker
        self._playback: Playback | None = None
        self._generation = 0
        self._clock = Clock(now)
        self._track = SoundTrack(None)
        self.medium: Medium | None = None
        self.playing = False
        self.speed, self.volume, self.muted = 1.0, 1.0, False
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._turn = Turn()

    # what may be asked of it

    @property
    def is_open(self) -> bool:
        return self._playback is not None

    @property
    def second(self) -> float:
        return self._clock.second

    @property
    def at_end(self) -> bool:
        return self._turn.at_end

    def open(self, path: Path, *, second: float, playing: bool, longest: int) -> None:
        """Another file, from `second` on; frames no longer than `longest` pixels."""
        self.close()
        self._generation += 1
        self.playing = playing
        self._track = SoundTrack(self._make_speaker())
        self._loudness()
        playback = self._viewer.play(
            path, longest=longest, take=partial(self._take, self._generation)
        )
        self._playback = playback
        known = partial(self._medium_came, self._generation)
        ask(playback.medium, self._bridge, path=path, take=known)
        self.seek(second)

    def close(self) -> None:
        """Idempotent; nothing is held any more, and nothing that still arrives is heard."""
        self._generation += 1
        self._timer.stop()
        self._clock.hold()
        if self._playback is not None:
            self._playback.close()
            self._playback = None
        self._track.close()
        self.medium, self.playing = None, False
        self._turn = Turn()

    def play(self) -> None:
        if self._playback is None or self.playing:
            return
        self.playing = True
        if self._turn.at_end:
            self.seek(0.0)
        elif self._turn.stepped:
            self.seek(self.second)
        elif self._turn.begun:
            self._run()
        self.state_changed.emit()

    def pause(self) -> None:
        if self.playing:
            self.playing = False
            self._hold()
            self.state_changed.emit()

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def seek(self, second: float) -> None:
        if self._playback is None:
            return
        self._hold()
        last = self.medium.seconds if self.medium is not None else second
        second = max(0.0, min(second, last))
        self._track.clear()
        self._track.speed = self._clock.speed = self.speed
        self._clock.set(second)
        self._turn = Turn(asked=second, latest=second, shown=second)
        self._turn.number = self._playback.seek(second, speed=self.speed)
        self.moved.emit(second)

    def scrub(self, second: float) -> None:
        """Like a seek, but while one is under way only the newest of those that follow is done."""
        if self._turn.begun or self._playback is None:
            self.seek(second)
        else:
            self._turn.scrubbed = second

    def skip(self, seconds: float) -> None:
        self.seek(self.second + seconds)

    def step(self, frames: int) -> None:
        """One frame on or back; holds what plays."""
        if self._playback is None or self.medium is None:
            return
        self.pause()
        if frames < 0:
            self.seek(self._turn.shown - self._frame_back())
            self._turn.stepped = True
            return
        self._turn.stepped = True
        if self._turn.frames:
            self._show(*self._turn.frames.popleft())
        else:
            self._turn.due += 1
            self._playback.taken(self._turn.shown)

    def _frame_back(self) -> float:
        """Seconds back into the frame before. The first one after a seek is told by the second that was asked for,
        somewhere in it; those after it by their own beginning."""
        rate = max(1.0, self.medium.frames_a_second) if self.medium is not None else 1.0
        return (1.0 if self._turn.shown == self._turn.asked else 0.5) / rate

    def set_speed(self, speed: float) -> None:
        self.speed = speed
        self.seek(self.second)
        self.state_changed.emit()

    def set_volume(self, volume: float) -> None:
        self.volume, self.muted = min(1.0, max(0.0, volume)), False
        self._loudness()
        self.state_changed.emit()

    def set_muted(self, muted: bool) -> None:
        self.muted = muted
        self._loudness()
        self.state_changed.emit()

    # what arrives

    def _take(self, generation: int, moment: Moment) -> None:
        """On a thread of the playback: the picture is made there."""
        self._bridge.onto_gui(self._arrived)(generation, to_piece(moment))

    def _medium_came(self, generation: int, medium: Medium | FindlingError) -> None:
        if generation != self._generation:
            return
        if isinstance(medium, FindlingError):
            self.close()
            self.failed.emit(medium)
            self.state_changed.emit()
            return
        self.medium = medium
        log.debug("player: %.1f s", medium.seconds)
        self.medium_known.emit(medium)
        self._begin_if_ready()

    def _arrived(self, generation: int, piece: Piece) -> None:
        if generation != self._generation or piece.turn != self._turn.number:
            return
        self._turn.latest = max(self._turn.latest, piece.second)
        if piece.sound is not None:
            self._turn.sounded = piece.second + len(piece.sound) / 48_000 * self.speed
            self._track.put(piece.second, piece.sound)
        if piece.image is not None:
            self._turn.framed = True
            if not self._turn.begun or (self._turn.due and not self.playing):
                self._turn.due = max(0, self._turn.due - 1)
                self._show(piece.second, piece.image)
            else:
                self._turn.frames.append((piece.second, piece.image))
        if piece.ended:
            self._turn.end = piece.second
        self._begin_if_ready()

    def _begin_if_ready(self) -> None:
        """The picture waits for its first frame, and the sound for the picture."""
        medium = self.medium
        if self._turn.begun or medium is None:
            return
        only_sound = self._turn.sounded is not None and (
            medium.size is None or self._turn.sounded - self._clock.second > 0.2
        )
        if self._turn.framed or only_sound or self._turn.end is not None:
            self._turn.begun = True
            if (scrubbed := self._turn.scrubbed) is not None:
                self.seek(scrubbed)
            elif self.playing:
                self._run()

    # time

    def _run(self) -> None:
        self._clock.run()
        self._track.resume()
        self._timer.start()

    def _hold(self) -> None:
        self._timer.stop()
        self._clock.hold()
        self._track.pause()

    @Slot()
    def tick(self) -> None:
        """Shows and sounds what is due."""
        if not self.playing or self._playback is None:
            return
        if (heard := self._track.heard()) is not None:
            self._clock.correct(heard)
        if self._turn.end is None and self._clock.second > self._turn.latest + AHEAD:
            self._clock.set(self._turn.latest + AHEAD)
        second = self._clock.second
        due: tuple[float, QImage] | None = None
        while self._turn.frames and self._turn.frames[0][0] <= second + TICK / 2000:
            due = self._turn.frames.popleft()
        if due is not None:
            self._show(*due)
        self._track.feed(second)
        self._tell(second)
        if self._turn.end is not None and self._over(second):
            self._finish()

    def _over(self, second: float) -> bool:
        return (
            second >= (self._turn.end or 0.0) - 0.02
            and not self._turn.frames
            and self._track.drained
        )

    def _finish(self) -> None:
        self._hold()
        self._clock.set(self._turn.end or 0.0)
        self.playing, self._turn.at_end = False, True
        self.moved.emit(self.second)
        self.state_changed.emit()
        if self.medium is not None and self.second < self.medium.seconds - SHORT:
            self.failed.emit(broke_off())

    def _tell(self, second: float) -> None:
        if abs(second - self._turn.told) >= SPOKEN and self._playback is not None:
            self._turn.told = second
            self._playback.taken(second)
            self.moved.emit(second)

    def _show(self, second: float, image: QImage) -> None:
        """A frame. Time goes its own way, but where frames are stepped through it goes with them."""
        self._turn.shown = second
        self.frame_changed.emit(image)
        if self._turn.stepped:
            self._clock.set(second)
            self._tell(second)

    def _loudness(self) -> None:
        self._track.set_volume(0.0 if self.muted else self.volume)
