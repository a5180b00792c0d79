"""A clip or recording, looked at closely: the picture or the wave, the line of time, the buttons, and their keys."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.core.viewing import Medium
from findling.gui import words
from findling.gui.closer.controls import Controls
from findling.gui.closer.cut import Cut
from findling.gui.closer.levels import Levels
from findling.gui.closer.look import Look, begins, matches, next_match
from findling.gui.closer.player import Player
from findling.gui.closer.screen import Screen
from findling.gui.closer.scrubber import Scrubber
from findling.gui.closer.view import CloserView
from findling.gui.theme import Theme

SETTLED = 150
"""Milliseconds on one item before it plays: whoever hurries past hears and opens nothing."""
SHORTEST, LONGEST = 640, 1600
"""Pixels of a frame: more is not seen in motion, and costs."""
PLAIN = Qt.KeyboardModifier.NoModifier


class PlayView(CloserView):
    def __init__(
        self, theme: Theme, player: Player, levels: Levels, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.player, self._levels = player, levels
        self._look: Look | None = None
        self.cut = Cut()
        self.screen_view = Screen(theme)
        self.scrubber = Scrubber(theme)
        self.controls = Controls(theme)
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.screen_view, 1)
        self._above, self._below = QWidget(), QWidget()
        column.addWidget(self._above, 1)
        column.addWidget(self.scrubber, 4)
        column.addWidget(self._below, 1)
        column.addWidget(self.controls)
        self._wire()

    def _wire(self) -> None:
        player, controls = self.player, self.controls
        player.frame_changed.connect(self.screen_view.set_frame)
        player.moved.connect(self._moved)
        player.state_changed.connect(self._state_changed)
        player.medium_known.connect(self._medium_known)
        player.failed.connect(self._failed)
        self.scrubber.seek_requested.connect(player.seek)
        self.scrubber.scrub_requested.connect(player.scrub)
        self.screen_view.clicked.connect(self.toggle)
        controls.toggle_requested.connect(self.toggle)
        controls.match_requested.connect(self._to_match)
        controls.speed_requested.connect(player.set_speed)
        controls.volume_requested.connect(player.set_volume)
        controls.mute_requested.connect(player.set_muted)
        self._levels.arrived.connect(self.scrubber.set_levels)

    # the item

    def show_look(self, look: Look, *, restart: bool, at_once: bool) -> None:
        self._look = look
        self._set_matches(look)
        if not restart:
            return
        self.player.close()
        sounds = look.cell.kind is Kind.RECORDING
        self.cut = Cut.of(look.hit, look.cell.seconds)
        self.screen_view.setVisible(not sounds)
        for spring in (self._above, self._below):
            spring.setVisible(sounds)
        self.screen_view.begin(look.picture, look.aspect)
        self.screen_view.setAccessibleName(look.cell.spoken)
        self.scrubber.set_wave(sounds)
        self.scrubber.set_seconds(look.cell.seconds or 0.0)
        self.scrubber.set_cut(*self.cut.shown)
        self.controls.set_matches(len(self.scrubber.matches))
        self._moved(begins(look.hit))
        self._state_changed()
        self.said.emit("")
        self._levels.show(look.cell.path if sounds else None)
        if at_once:
            self._open()
        else:
            self._settling.start()

    def set_picture(self, picture: QPixmap) -> None:
        self.screen_view.set_small(picture)

    def leave(self) -> None:
        self._settling.stop()
        self._look = None
        self.player.close()
        self._levels.show(None)
        self.screen_view.begin(None, None)

    @Slot()
    def _open(self) -> None:
        if self._look is not None and not self.player.is_open:
            self._settling.stop()
            start = begins(self._look.hit)
            path = self._look.cell.path
            room = max(self.width(), self.height()) * self.devicePixelRatioF()
            longest = min(LONGEST, max(SHORTEST, round(room)))
            self.player.open(path, second=start, playing=True, longest=longest)
            self._state_changed()

    @property
    def look(self) -> Look | None:
        return self._look

    def _set_matches(self, look: Look) -> None:
        known = matches(look.hit, look.cell.seconds)
        self.scrubber.set_matches(known)
        self.controls.set_matches(len(known))

    # hands

    def plays_with_space(self) -> bool:
        return True

    def foot(self) -> int:
        return self.height() - self.scrubber.geometry().top()

    @Slot()
    def toggle(self) -> None:
        if self.player.is_open:
            self.player.toggle()
        else:
            self._open()

    def press(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        player = self.player
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if sideways is not None and control:
            self._to_match(sideways > 0)
        elif sideways is not None and shift:
            player.skip(5.0 * sideways)
        elif sideways is not None or control:
            return False
        else:
            return self._press_letter(key)
        return True

    def _press_letter(self, key: int) -> bool:
        player = self.player
        match key:
            case Qt.Key.Key_K | Qt.Key.Key_P | Qt.Key.Key_MediaTogglePlayPause:
                self.toggle()
            case Qt.Key.Key_J:
                player.skip(-5.0)
            case Qt.Key.Key_L:
                player.skip(5.0)
            case Qt.Key.Key_Comma:
                player.step(-1)
            case Qt.Key.Key_Period:
                player.step(1)
            case Qt.Key.Key_N | Qt.Key.Key_B:
                self._to_match(key == Qt.Key.Key_N)
            case Qt.Key.Key_M:
                player.set_muted(not player.muted)
            case Qt.Key.Key_Home:
                player.seek(0.0)
            case Qt.Key.Key_I | Qt.Key.Key_O:
                self._set_cut(end=key == Qt.Key.Key_O)
            case _:
                return False
        return True

    @Slot(bool)
    def _to_match(self, forward: bool) -> None:
        known = self.scrubber.matches
        to = next_match(known, self.player.second, forward=forward)
        if to is not None:
            self.player.seek(to)

    def _set_cut(self, *, end: bool) -> None:
        second = self.player.second
        self.cut = self.cut.ending(second) if end else self.cut.starting(second)
        self.scrubber.set_cut(*self.cut.shown)
        length = self.cut.part(self.seconds)
        told = words.translate("Closer", "Part: {start} to {end}")
        self.said.emit(told.format(start=words.clock(length[0]), end=words.clock(length[1])))

    # what it is told

    @property
    def seconds(self) -> float:
        """How long it is, as well as that is known."""
        medium = self.player.medium
        if medium is not None:
            return medium.seconds
        return (self._look.cell.seconds or 0.0) if self._look is not None else 0.0

    @Slot(float)
    def _moved(self, second: float) -> None:
        self.scrubber.set_second(second)
        self.controls.set_time(second, self.seconds)

    @Slot()
    def _state_changed(self) -> None:
        player = self.player
        self.controls.set_playing(player.playing)
        self.controls.set_speed(player.speed)
        sounds = player.medium is None or player.medium.has_sound
        self.controls.set_sound(sounds, volume=player.volume, muted=player.muted)

    @Slot(object)
    def _medium_known(self, medium: Medium) -> None:
        self.scrubber.set_seconds(medium.seconds)
        if medium.size is not None:
            self.screen_view.set_shape(medium.size)
        self._moved(self.player.second)
        self._state_changed()

    @Slot(object)
    def _failed(self, error: FindlingError) -> None:
        self.failed.emit(error)
