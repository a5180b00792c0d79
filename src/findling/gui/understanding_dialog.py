"""How files are understood: here or by Google, what that sends to whom, the key, the limits. A view.

Wishes go up as signals; what came of them comes down as calls. It asks nothing and stores nothing itself.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from findling.core.errors import FindlingError
from findling.core.report import Spending
from findling.core.settings import Settings
from findling.embedding.keys import KEY_URL, Found
from findling.embedding.registry import note_of
from findling.gui import words
from findling.gui.bars import plain_label
from findling.gui.cards import Card
from findling.gui.cloud_pane import CloudPane
from findling.gui.key_pane import KeyPane
from findling.gui.limits_pane import LimitsPane
from findling.gui.provider_words import CHOICES, GEMINI, VERTEX, choice
from findling.gui.theme import Theme
from findling.gui.told_line import ToldLine, Tone
from findling.gui.told_words import told

WIDE = 680


class UnderstandingDialog(QDialog):
    test_requested = Signal(object, object)  # Settings, Key | None: with the one that is kept
    store_requested = Signal(object)  # Key
    delete_requested = Signal()
    chosen = Signal(object)  # Settings

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        *,
        provider: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`provider`: what to start with, if that is another than the settings say."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How files are understood"))
        self._theme = theme
        self._settings = settings
        self._busy = False
        self._storing = False
        self._focused: QWidget | None = None
        self._tested: ToldLine | None = None
        """Where the answer to a test is said."""
        self.cards: dict[str, Card] = {}
        self._group = QButtonGroup(self)
        self.leaves = plain_label(wrap=True)
        self.terms = plain_label(wrap=True)
        self.back = plain_label(second=True, wrap=True)
        self.key = KeyPane(theme, key_url=KEY_URL)
        self.cloud = CloudPane(theme)
        self.limits = LimitsPane(theme)
        self.ok = QPushButton(self.tr("OK"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self._sent = _part(self.tr("What leaves this computer"), self.leaves, self.terms)
        self._key_part = _part(self.tr("API key"), self.key)
        self._cloud_part = _part(self.tr("Google Cloud"), self.cloud)
        self._limits_part = _part(self.tr("Limits"), self.limits)
        self._build()
        self._wire()
        self.cloud.set_settings(settings)
        self.limits.set_settings(settings)
        first = self.cards[provider or settings.provider]
        first.setChecked(True)
        first.setFocus()
        self._show_choice()

    # state, told from above

    @property
    def provider(self) -> str:
        return next(name for name, card in self.cards.items() if card.isChecked())

    def set_found(self, found: Found | FindlingError | None) -> None:
        self.key.set_found(found)

    def set_spending(self, spending: Spending) -> None:
        self.limits.set_spending(spending)

    def set_busy(self, busy: bool) -> None:
        """Nothing can be ordered meanwhile; the focus comes back to where it was."""
        if busy and not self._busy:
            self._focused = self.focusWidget()
        self._busy = busy
        self.key.set_busy(busy)
        self.cloud.set_busy(busy)
        self._draw_ok()
        if not busy and self._focused is not None and self._focused.isVisibleTo(self):
            self._focused.setFocus()

    def set_tested(self, result: float | FindlingError) -> None:
        """How long a real call took, or why there was no answer."""
        told = self._tested or self.key.told
        if isinstance(result, FindlingError):
            told.say_trouble(result)
        else:
            took = words.number(max(1, round(result)))
            told.say(self.tr("Works: answered in {ms} ms").format(ms=took), tone=Tone.GOOD)

    def set_stored(self, result: FindlingError | None) -> None:
        """The key is kept, so the rest can be; or it could not be, and the dialog stays."""
        if not self._storing:
            return
        self._storing = False
        if isinstance(result, FindlingError):
            self.key.told.say_trouble(result)
        else:
            self._finish()

    # places

    def _build(self) -> None:
        inside = QFrame()
        inside.setObjectName("page")
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(20, 18, 20, 8)
        column.setSpacing(10)
        for name in CHOICES:
            column.addWidget(self._card(name))
        column.addWidget(self.back)
        for part in (self._sent, self._key_part, self._cloud_part, self._limits_part):
            column.addWidget(part)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        buttons = QDialogButtonBox()
        buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.ok.setDefault(True)
        self.cancel.setAutoDefault(False)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 16)
        foot.addWidget(buttons)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._area, 1)
        down.addLayout(foot)
        buttons.accepted.connect(self._ok)
        buttons.rejected.connect(self.reject)
        self.resize(self._theme.px(WIDE), self.height())

    def _fit(self) -> None:
        """As high as what is chosen needs, as far as the screen has room for it."""
        wanted = self._column.totalHeightForWidth(self.width()) + self._foot.sizeHint().height()
        room = self.screen().availableGeometry().height() - 80
        self.resize(self.width(), min(wanted, room))

    def _card(self, name: str) -> Card:
        told = choice(name)
        card = Card(
            self._theme,
            icon=told.icon,
            title=told.title,
            note=told.note,
            aside=told.aside,
            checkable=True,
        )
        card.setAutoDefault(False)
        self._group.addButton(card)
        self.cards[name] = card
        return card

    def _wire(self) -> None:
        self._group.buttonClicked.connect(self._show_choice)
        self.key.changed.connect(self._draw_ok)
        self.cloud.changed.connect(self._draw_ok)
        self.key.test_requested.connect(self._test)
        self.cloud.test_requested.connect(self._test)
        self.key.delete_requested.connect(self.delete_requested)

    @Slot()
    def _show_choice(self) -> None:
        name = self.provider
        remote = name in (GEMINI, VERTEX)
        note = note_of(name)
        for part in (self._sent, self._limits_part):
            part.setVisible(remote)
        self._key_part.setVisible(name == GEMINI)
        self._cloud_part.setVisible(name == VERTEX)
        if remote:
            to_whom = self.tr("It goes to: {whom}").format(whom=told(note.to_whom))
            self.leaves.setText(f"{told(note.leaves)}\n{to_whom}")
            self.terms.setText(told(note.terms))
            self.limits.set_batches(note.form is not None and note.form.batches)
        lines = [] if remote else [told(note.limits)]
        if name != self._settings.provider:
            lines.append(self._both_ways())
        self.back.setText("\n\n".join(lines))
        self.back.setVisible(bool(lines))
        self._draw_ok()
        self._fit()

    def _both_ways(self) -> str:
        if self.provider not in (GEMINI, VERTEX):
            return self.tr(
                "What Google has read is kept: going back to it later costs nothing for what is unchanged."
            )
        return self.tr(
            "Before anything is sent you see what it costs. Until then, and until all is read, everything is found as it is now."
        )

    @Slot()
    def _draw_ok(self) -> None:
        ready = {GEMINI: self.key.has_key, VERTEX: self.cloud.is_whole}
        self.ok.setEnabled(not self._busy and ready.get(self.provider, True))

    # wishes

    def settings(self) -> Settings:
        """As they stand in the dialog now."""
        chosen = self.limits.applied(self.cloud.applied(self._settings))
        former = self._settings.former_provider
        if self.provider != self._settings.provider:
            former = self._settings.provider
        return replace(chosen, provider=self.provider, former_provider=former)

    @Slot()
    def _test(self) -> None:
        self._tested = self.cloud.told if self.provider == VERTEX else self.key.told
        self._tested.say(self.tr("Asking Google …"))
        self.test_requested.emit(self.settings(), self.key.typed)

    @Slot()
    def _ok(self) -> None:
        typed = self.key.typed
        if self.provider == GEMINI and typed is not None:
            self._storing = True
            self.store_requested.emit(typed)
        else:
            self._finish()

    def _finish(self) -> None:
        settings = self.settings()
        self.accept()
        self.chosen.emit(settings)

    def done(self, result: int) -> None:
        """However it ends, nothing of a key stays in the field."""
        self.key.forget_typed()
        super().done(result)


def _part(title: str, *contents: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 6, 0, 0)
    column.setSpacing(6)
    column.addWidget(plain_label(title, head=True))
    for content in contents:
        column.addWidget(content)
    return part
