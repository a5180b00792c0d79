"""Runs the window: painted first, the services built beside it, everything closed when it goes.

run_window(build, close, *, reopen, query, instance_name) -> exit code
"""

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from findling.core.errors import FindlingError
from findling.core.events import Publish
from findling.core.settings import Settings
from findling.core.window_state import WindowState
from findling.gui.arrangement import Arrangement
from findling.gui.bridge import Bridge
from findling.gui.controllers.window_state import WindowStateController
from findling.gui.desk import Desk
from findling.gui.heartbeat import beat_if_debugging
from findling.gui.icons import Icons
from findling.gui.immortals import keep_immortal
from findling.gui.language import speak
from findling.gui.results import Question
from findling.gui.sending_desk import Change
from findling.gui.services import Services
from findling.gui.single_instance import SingleInstance, tell_running
from findling.gui.theme import Theme
from findling.gui.told_words import told
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)

Build = Callable[[Publish], Services]
Reopen = Callable[[Settings, Publish], Services]
BUILDING = 30.0
"""Seconds that leaving waits for services that are still being built."""
TURN = 0.0005
"""Seconds for which another thread may keep Python to itself. A paint asks for Python some dozens of times and waits a
turn each; while the words' model was loaded beside it, Python's own 5 ms made 50 to 220 ms of that, these 0 to 90."""


def run_window(
    build: Build,
    close: Callable[[], None],
    *,
    reopen: Reopen,
    query: str | None,
    instance_name: str,
    language: str = "",
    left: "Left | None" = None,
) -> int:
    """Opens the window and stays until it is closed. Returns the exit code.

    `build` is called once, on a thread of its own, after the window is painted; `close` once, after it is gone.
    `reopen` closes what was built, keeps the settings and builds anew with them, on such a thread, too.
    `language`: one of `language.NAMES`; empty: the system's.
    `left`: how a former window was left, to come back like that.
    Where a window with the same `instance_name` is open, it is raised and asked `query` instead.
    """
    keep_immortal()
    sys.setswitchinterval(TURN)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("findling")
    app.setApplicationDisplayName("Findling")
    app.setDesktopFileName("findling")
    speak(app, language)
    if tell_running(instance_name, query=query):
        return 0
    run = WindowRun(
        app, build, reopen, query=query, instance_name=instance_name, left=left or Left()
    )
    try:
        return app.exec()
    finally:
        run.close()
        close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is known before there is a window. `state_path` None: how it is left is kept nowhere."""

    settings: Settings = field(default_factory=Settings)
    state: WindowState = field(default_factory=WindowState)
    state_path: Path | None = None


class WindowRun(QObject):
    """One window from its first paint to its end."""

    def __init__(
        self,
        app: QApplication,
        build: Build,
        reopen: Reopen,
        *,
        query: str | None,
        instance_name: str,
        left: Left,
    ) -> None:
        super().__init__()
        self._app = app
        self._reopen = reopen
        self._instance = SingleInstance(instance_name, self)
        self._instance.raised.connect(self._raised)
        theme = Theme(app, icons=Icons())
        theme.set_appearance(left.settings.appearance)
        self.window = MainWindow(theme)
        arrangement = Arrangement(self.window)
        arrangement.restore(left.state)
        self._state = WindowStateController(
            left.state_path, state=left.state, arrangement=arrangement.told, parent=self
        )
        arrangement.changed.connect(self._state.changed)
        arrangement.left.connect(self._state.keep)
        self.desk: Desk | None = None
        self._change: Change | None = None
        """What the services are being made anew for."""
        self._first = (
            Question() if query else Question(folder=left.state.folder, kind=left.state.kind)
        )
        self.window.search.set_text(query or "")
        self._wakeup = _quit_on_signals(app)
        beat_if_debugging(self, self.window)
        self.window.show()
        self._open(build)

    def close(self) -> None:
        """Idempotent; nothing that still comes from other threads is heard any more."""
        self._state.keep()
        self._instance.close()
        self.bridge.close()
        self._building.join(BUILDING)
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        if self._wakeup is not None:
            self._wakeup.close()
            self._wakeup = None
        self.window.close()
        self._state.close()

    def _open(self, build: Build) -> None:
        """With a bridge of its own: what still comes from services that were closed is not heard."""
        self.bridge = Bridge(self)
        self._building = threading.Thread(
            target=_build,
            args=(build, self.bridge, self.bridge.onto_gui(self._built)),
            name="opening",
        )
        self._building.start()

    @Slot(object)
    def _change_requested(self, change: Change) -> None:
        """What was decided in a dialog. What is typed meanwhile is asked of the new services."""
        if self.desk is None or self._change is not None:
            return
        self._change = change
        self.desk.close()
        self.bridge.close()
        self.bridge.deleteLater()
        self.window.set_waiting(True)
        self.window.status.say(self.tr("Changing over"))
        self._open(partial(self._reopen, change.settings))

    def _built(self, services: Services | BaseException) -> None:
        change, self._change = self._change, None
        former = self.desk
        self.window.set_waiting(False)
        if isinstance(services, FindlingError):
            self.window.show_trouble(told(services.message), told(services.hint))
        elif isinstance(services, BaseException):
            self.window.show_trouble(
                self.tr("Findling could not open its library."),
                self.tr("This is a mistake in the program; its log says more."),
            )
            raise services
        else:
            self.desk = Desk(self.window, services, self.bridge)
            self.desk.change_requested.connect(self._change_requested)
            self.desk.results.question_changed.connect(self._question_changed)
            self.desk.start(change, question=self._question(former))
            if former is not None:  # its pictures were painted until now
                former.deleteLater()
            log.debug("opened for %s", services.settings.provider)

    def _question(self, former: Desk | None) -> Question:
        if former is not None:
            return former.results.question
        return replace(self._first, text=self.window.search.text.text())

    @Slot(object)
    def _question_changed(self, question: Question) -> None:
        self._state.note_question(folder=question.folder, kind=question.kind)

    @Slot(str)
    def _raised(self, query: str) -> None:
        self.window.come_forward()
        if not query:
            return
        if self.desk is not None:
            self.desk.ask(query)
        else:
            self.window.search.set_text(query)


def _build(
    build: Build, bridge: Bridge, built: Callable[[Services | BaseException], None]
) -> None:
    """On its own thread. Whatever goes wrong is told to the window, which alone can say so."""
    try:
        built(build(bridge.publish))
    except BaseException as error:
        built(error)


class _Wakeup:
    """Turns SIGINT and SIGTERM into a quit of the event loop, at once and without polling."""

    def __init__(self, app: QApplication) -> None:
        self._here, self._there = socket.socketpair()
        self._there.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        ignore = partial(_nothing)
        self._before = {s: signal.signal(s, ignore) for s in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(app.quit)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for which, handler in self._before.items():
            signal.signal(which, handler)
        self._here.close()
        self._there.close()


def _nothing(_signal: int, _frame: object) -> None:
    """The quit comes through the socket."""


def _quit_on_signals(app: QApplication) -> _Wakeup | None:
    posix = os.name == "posix"
    here = threading.current_thread() is threading.main_thread()
    return _Wakeup(app) if posix and here else None
