"""Quick look: one item large over the middle of the window, and the keys to go on, look closer and leave."""

import logging
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QRect,
    Qt,
    QVariantAnimation,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.gui.closer.bar import LookBar
from findling.gui.closer.keys import REPEATS, STEPS, next_in
from findling.gui.closer.look import Look
from findling.gui.closer.quiet import Quiet
from findling.gui.closer.shade import paint_shade
from findling.gui.closer.strip import Strip
from findling.gui.closer.view import CloserView
from findling.gui.theme import Theme

log = logging.getLogger(__name__)

MARGIN = 40
RISE, MILLISECONDS = 14, 140


class QuickLook(QLabel):
    """A child that covers its window. Opens with the first `show_look`, and says `closed` when it goes.

    To screen readers it is a text, the item's name; a plain widget would be nothing.
    """

    step_requested = Signal(int)
    open_requested = Signal(object)  # Cell
    save_requested = Signal(object)  # Saved
    reveal_requested = Signal(object)  # Path
    closed = Signal()

    def __init__(
        self, theme: Theme, window: QWidget, views: Mapping[Kind, CloserView], *, saves: bool
    ) -> None:
        super().__init__(window)
        self._theme, self._window, self._views = theme, window, dict(views)
        self._look: Look | None = None
        self._opened = 1.0
        self._before_full: Qt.WindowState | None = None
        self._focus_before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("quickLook")
        self.bar = LookBar(theme, saves=saves)
        self._stack = QStackedWidget()
        self._strip = Strip(theme, self.card)
        self._quiet = Quiet(self, [self.bar])
        self._moving = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._moving.setDuration(MILLISECONDS)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moving.valueChanged.connect(self._moved)
        self._build()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 0, 14, 14)
        inner.addWidget(self._stack)
        column.addLayout(inner, 1)
        for view in dict.fromkeys(self._views.values()):
            self._stack.addWidget(view)
            view.said.connect(self._said)
            view.failed.connect(self.say_trouble)
        self.bar.step_requested.connect(self.step_requested)
        self.bar.open_requested.connect(self._open)
        self.bar.save_requested.connect(self.save_requested)
        self.bar.full_requested.connect(self.toggle_full)
        self.bar.close_requested.connect(self.leave)
        self._strip.reveal_requested.connect(self.reveal_requested)

    # what it is told

    @property
    def look(self) -> Look | None:
        """What is looked at; None while it is closed."""
        return self._look

    @property
    def view(self) -> CloserView:
        view = self._stack.currentWidget()
        assert isinstance(view, CloserView)
        return view

    @property
    def told(self) -> str:
        return self._strip.text

    @property
    def is_full(self) -> bool:
        return self._before_full is not None

    def show_look(self, look: Look) -> None:
        """Opens with it, or goes on to it. The same item again: only what is known about it is renewed."""
        before, self._look = self._look, look
        if before is None:
            self._open_up()
        restart = before is None or before.cell.path != look.cell.path
        view = self._views[look.cell.kind]
        if restart:
            log.debug("quick look: %s %s", look.cell.kind, look.cell.name)
            self._strip.hide()
            if before is not None and view is not self.view:
                self.view.leave()
            self._stack.setCurrentWidget(view)
            self.bar.set_told("")
        self.bar.set_look(look)
        self.setAccessibleName(look.cell.spoken)
        self._lay_out()
        view.show_look(look, restart=restart, at_once=before is None)

    def set_picture(self, picture: QPixmap) -> None:
        self.view.set_picture(picture)

    @Slot(object)
    def say_trouble(self, error: FindlingError) -> None:
        self._strip.say_trouble(error)
        self._strip.lie_in(self._stack, foot=self.view.foot())

    def say_saved(self, path: Path) -> None:
        self._strip.say_saved(path)
        self._strip.lie_in(self._stack, foot=self.view.foot())

    @Slot()
    def leave(self) -> None:
        """Idempotent."""
        if self._look is None:
            return
        self._look = None
        log.debug("quick look closed")
        self._leave_full()
        self._moving.stop()
        self.view.leave()
        self._strip.hide()
        self._window.removeEventFilter(self)
        QApplication.instance().focusChanged.disconnect(self._focus_changed)  # type: ignore[union-attr]  # an application is there
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None
        self.closed.emit()

    @Slot()
    def toggle_full(self) -> None:
        if self.is_full:
            self._leave_full()
        elif self._look is not None:
            self._before_full = self._window.windowState()
            self._window.setWindowState(Qt.WindowState.WindowFullScreen)
            self._quiet.start()
        self._style_full()

    # opening

    def _open_up(self) -> None:
        self._focus_before = self._window.focusWidget()
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self._opened = 0.0 if self._theme.moves else 1.0
        self._lay_out()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]  # an application is there
        if self._theme.moves:
            self._moving.start()

    @Slot(object)
    def _moved(self, share: float) -> None:
        self._opened = share
        self._lay_out()
        self.update()

    def _leave_full(self) -> None:
        if self._before_full is not None:
            before, self._before_full = self._before_full, None
            self._quiet.stop()
            self._window.setWindowState(before)
            self._style_full()

    def _style_full(self) -> None:
        self.card.setProperty("full", self.is_full)
        self.card.style().unpolish(self.card)
        self.card.style().polish(self.card)
        self.bar.set_full(self.is_full)
        self._lay_out()

    def _lay_out(self) -> None:
        if self.is_full:
            place = self.rect()
        else:
            margin = min(self._theme.px(MARGIN), self.width() // 12)
            place = self.rect().adjusted(margin, margin, -margin, -margin)
            place.moveTop(place.top() + round(RISE * (1 - self._opened)))
        self.card.setGeometry(place)
        if not self._strip.isHidden():
            self._strip.lie_in(self._stack, foot=self.view.foot())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        card = QRect() if self.is_full else self.card.geometry()
        paint_shade(painter, event.rect(), card, share=self._opened)
        painter.end()

    # hands

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.isAutoRepeat() and key not in REPEATS:
            return
        if self.view.press(key, event.modifiers()):
            return
        if plain and key in STEPS:
            self.step_requested.emit(STEPS[Qt.Key(key)])
        elif event.matches(QKeySequence.StandardKey.Save) and self.bar.offered():
            self.save_requested.emit(self.bar.offered()[0])
        elif not self._press_plain(key):
            super().keyPressEvent(event)

    def _press_plain(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Space if self.is_full and self.view.plays_with_space():
                self.view.press(Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier)
            case Qt.Key.Key_Escape if self.is_full:
                self._leave_full()
            case Qt.Key.Key_Space | Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_F | Qt.Key.Key_F11:
                self.toggle_full()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case _:
                return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        self.bar.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Beside the card: leaves. Nothing under it is touched."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab stays inside."""
        at = self._window.focusWidget() or self
        if (to := next_in(self, at, forward=forward)) is not None:
            to.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._lay_out()

    @Slot(QWidget, QWidget)
    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes elsewhere in the window (Ctrl+F, say) has looked enough."""
        if new is None or new is self or self.isAncestorOf(new):
            return
        if new.window() is self._window:
            self._focus_before = None
            self.leave()

    @Slot()
    def _open(self) -> None:
        if self._look is not None:
            self.open_requested.emit(self._look.cell)

    @Slot(str)
    def _said(self, text: str) -> None:
        if self.sender() is self.view:
            log.debug("quick look says %s", text)
            self.bar.set_told(text)
