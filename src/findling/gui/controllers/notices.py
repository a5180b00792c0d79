"""What is worth a word while nobody looks: a long reading ended, or it waits for a decision."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot

from findling.core.events import Activity, Progress
from findling.gui import price_words, words
from findling.gui.price_words import Offer

LONG = 120.0
"""Seconds of reading after which its end is told."""
_DECISIONS = (Offer.REVIEW, Offer.SETTINGS)


class NoticesController(QObject):
    """Fed with each progress. Says each thing once."""

    told = Signal(str, str)  # title, text

    def __init__(
        self,
        *,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._began: float | None = None
        self._read = 0
        self._asked: str | None = None

    @Slot(object)
    def note(self, progress: Progress) -> None:
        self._note_reading(progress)
        self._note_decision(progress)

    def _note_reading(self, progress: Progress) -> None:
        if progress.activity is Activity.READING:
            if self._began is None:
                self._began, self._read = self._clock(), 0
            self._read = max(self._read, progress.done)
        elif progress.activity is Activity.IDLE:
            began, self._began = self._began, None
            if began is not None and self._clock() - began >= LONG and self._read:
                self.told.emit(self.tr("Everything is read"), _count(self._read))

    def _note_decision(self, progress: Progress) -> None:
        offer = price_words.offer(progress)
        asked = None
        if offer in _DECISIONS:
            asked = progress.trouble or price_words.waiting(progress)
        kind = progress.trouble_code or (offer.value if offer and asked else None)
        if asked is not None and kind != self._asked:
            self.told.emit(self.tr("A decision is needed"), asked)
        self._asked = kind if asked is not None else None


def _count(files: int) -> str:
    return words.counted(
        files,
        words.translate("Notices", "1 file was looked at."),
        words.translate("Notices", "{count} files were looked at."),
    )
