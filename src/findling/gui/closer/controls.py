"""The buttons of the player: play, matches, time, speed, loudness. Says what is wanted, shows what is."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.icons import IconName
from findling.gui.theme import Theme
from findling.gui.tool_buttons import name_tool, tool

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class Controls(QWidget):
    toggle_requested = Signal()
    match_requested = Signal(bool)
    """True: the next one."""
    speed_requested = Signal(float)
    volume_requested = Signal(float)
    mute_requested = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playing = self._muted = False
        self.play = tool(theme, self.tr("Play"), "K")
        self.before = tool(theme, self.tr("Match before"), "B")
        self.next = tool(theme, self.tr("Next match"), "N")
        self.time = plain_label(second=True)
        self.time.setFont(theme.font(13))
        self.speed = QToolButton()
        self.mute = tool(theme, self.tr("Mute"), "M")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self._build()
        theme.changed.connect(self._draw)
        self._draw()
        self.set_time(0.0, 0.0)
        self.set_speed(1.0)

    def _build(self) -> None:
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.speed.setFixedHeight(self._theme.px(32))
        self.speed.setMinimumWidth(self._theme.px(52))
        self.speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = QMenu(self)
        group = QActionGroup(self)
        self._speeds: dict[float, QAction] = {}
        for speed in SPEEDS:
            action = QAction(told_speed(speed), self)
            self._menu.addAction(action)
            action.setCheckable(True)
            action.triggered.connect(partial(self._speed_chosen, speed))
            group.addAction(action)
            self._speeds[speed] = action
        self.speed.setMenu(self._menu)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setFixedWidth(self._theme.px(88))
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.volume.setAccessibleName(self.tr("Loudness"))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(4)
        for widget in (self.play, self.before, self.next):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self.time)
        row.addStretch(1)
        row.addWidget(self.speed)
        row.addWidget(self.mute)
        row.addWidget(self.volume)
        self.play.clicked.connect(self.toggle_requested)
        self.before.clicked.connect(partial(self._match, False))
        self.next.clicked.connect(partial(self._match, True))
        self.mute.clicked.connect(self._mute_clicked)
        self.volume.valueChanged.connect(self._volume_moved)

    # what it is told

    def set_playing(self, playing: bool) -> None:
        self._playing = playing
        name_tool(self.play, self.tr("Pause") if playing else self.tr("Play"), "K")
        self._draw()

    def set_time(self, second: float, seconds: float) -> None:
        self.time.setText(f"{words.clock(second)} / {words.clock(seconds)}")

    def set_speed(self, speed: float) -> None:
        self.speed.setText(told_speed(speed))
        self.speed.setAccessibleName(self.tr("Speed {speed}").format(speed=told_speed(speed)))
        self.speed.setToolTip(self.tr("Speed"))
        if speed in self._speeds:
            self._speeds[speed].setChecked(True)

    def set_sound(self, has_sound: bool, *, volume: float, muted: bool) -> None:
        self._muted = muted
        self.mute.setVisible(has_sound)
        self.volume.setVisible(has_sound)
        name_tool(self.mute, self.tr("Sound on") if muted else self.tr("Mute"), "M")
        self.volume.blockSignals(True)
        self.volume.setValue(0 if muted else round(volume * 100))
        self.volume.blockSignals(False)
        self._draw()

    def set_matches(self, count: int) -> None:
        for button in (self.before, self.next):
            button.setVisible(count > 0)

    # hands

    def _match(self, forward: bool, _checked: bool = False) -> None:
        self.match_requested.emit(forward)

    def _speed_chosen(self, speed: float, _checked: bool = False) -> None:
        self.speed_requested.emit(speed)

    @Slot()
    def _mute_clicked(self) -> None:
        self.mute_requested.emit(not self._muted)

    @Slot(int)
    def _volume_moved(self, value: int) -> None:
        self.volume_requested.emit(value / 100)

    @Slot()
    def _draw(self) -> None:
        icon, text = self._theme.icon, self._theme.palette.text
        self.play.setIcon(
            icon(IconName.PAUSE if self._playing else IconName.RESUME, colour=text)
        )
        self.before.setIcon(icon(IconName.MATCH_BEFORE))
        self.next.setIcon(icon(IconName.NEXT_MATCH))
        self.mute.setIcon(icon(IconName.MUTE if self._muted else IconName.LOUD))


def told_speed(speed: float) -> str:
    """Reads the same way round in every language."""
    return f"\u2066{speed:g}×\u2069"
