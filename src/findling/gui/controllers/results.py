"""Asks the library and tells what came back: numbers the questions, the newest wins, old results stay until then."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.core.query import Answer
from findling.gui.bridge import Bridge
from findling.gui.price_words import is_remote
from findling.gui.results import Aspects, Question, Results, browsing, found
from findling.gui.services import Browse, Listing, ListRow, Services

TYPING = 60
"""Milliseconds without a key until a typed question is asked."""
RESTING = 500
"""The same until a question goes out to a service that has to be asked far away; names and texts answer before."""
REFRESH = 1000
"""An open list is renewed at most this often while the library changes, and never busier than a fifth."""


class ResultsController(QObject):
    results_changed = Signal(object)  # Results
    rows_arrived = Signal(object)  # list[ListRow]
    question_changed = Signal(object)  # Question
    failed = Signal(object)  # FindlingError

    def __init__(
        self, services: Services, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._bridge = bridge
        self.question = Question()
        self._number = 0
        self._asked_at = 0.0
        self._refresh_pause = REFRESH
        self._listing: tuple[Question, Listing] | None = None
        self._aspects: Aspects | None = None
        self._aspects_wanted = False
        self._answer: tuple[Question, Answer] | None = None
        self._counts: tuple[Question, tuple[int, ...]] | None = None
        self._rows_wish: list[int] | None = None
        self._rows_under_way = False
        self._far = is_remote(services.settings)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._ask)
        self._resting = QTimer(self, singleShot=True, interval=RESTING)
        self._resting.timeout.connect(self._ask)
        self._refreshing = QTimer(self, singleShot=True)
        self._refreshing.timeout.connect(self._ask)
        bridge.library_changed.connect(self.refresh)
        bridge.meaning_ready.connect(self.refresh)

    # what the person does

    def start(self, question: Question | None = None) -> None:
        self.question = question or self.question
        self.question_changed.emit(self.question)
        self._ask()

    def type(self, text: str) -> None:
        """Asked once the keys pause; clearing the box shows everything at once."""
        if text == self.question.text:
            return
        self._change(replace(self.question, text=text), wait=bool(text.strip()))

    def add_examples(self, paths: list[Path]) -> None:
        like = tuple(dict.fromkeys((*self.question.like, *paths)))
        self._change(replace(self.question, like=like))

    def remove_example(self, path: Path) -> None:
        like = tuple(p for p in self.question.like if p != path)
        self._change(replace(self.question, like=like))

    def find_similar(self, path: Path) -> None:
        """A new question: this file alone."""
        self._change(Question(like=(path,)))

    def choose_kind(self, kind: Kind | None) -> None:
        self._change(replace(self.question, kind=kind))

    def choose_folder(self, folder: Path | None) -> None:
        self._change(replace(self.question, folder=folder, since=None))

    def choose_recent(self, since: date) -> None:
        """What was made since that day, in any folder."""
        self._change(replace(self.question, folder=None, since=since))

    def clear(self) -> None:
        self._change(replace(self.question, text="", like=()))

    def ask_now(self) -> None:
        """Enter: do not wait for the pause."""
        if self._typing.isActive() or self._resting.isActive():
            self._stop_waiting()
            self._ask()

    def want_rows(self, ids: list[int]) -> None:
        """The newest wish takes the place of one that waits; one is under way at a time."""
        self._rows_wish = ids
        if not self._rows_under_way:
            self._fetch_rows()

    @Slot()
    def refresh(self) -> None:
        """The library changed: look again, soon, and at most once a second."""
        self._listing = None
        if not self._refreshing.isActive():
            self._refreshing.start(self._refresh_pause)

    def close(self) -> None:
        self._stop_waiting()
        self._refreshing.stop()
        self._number += 1

    # the question's way

    def _change(self, question: Question, *, wait: bool = False) -> None:
        if question == self.question:
            return
        self.question = question
        self.question_changed.emit(question)
        self._stop_waiting()
        if not wait:
            self._ask()
        elif not self._far:
            self._typing.start()
        else:
            self._resting.start()
            if not question.like:  # by names alone an example finds nothing
                self._typing.start()

    def _stop_waiting(self) -> None:
        self._typing.stop()
        self._resting.stop()

    @Slot()
    def _ask(self) -> None:
        self._number += 1
        self._asked_at = monotonic()
        question = self.question
        if question.asks:
            answered = self._bridge.onto_gui(partial(self._answered, question))
            words_only = self._resting.isActive() and not question.like
            request = question.request(words_only=words_only)
            self._services.lane.ask(request, self._number, answered)
            if self._aspects is None:
                self._want_aspects()
        elif self._listing is not None and self._listing[0] == question.of_any_kind:
            self._show(browsing(question, self._listing[1]))
        else:
            listing = partial(_list, self._services.browse, question.of_any_kind)
            listed = self._bridge.onto_gui(partial(self._listed, self._number, question))
            self._services.lane.run(listing, listed)

    def _answered(
        self, question: Question, number: int, answer: Answer | FindlingError
    ) -> None:
        if number != self._number:
            return
        if isinstance(answer, FindlingError):
            self.failed.emit(answer)
            return
        if answer.request.words_only:
            if not answer.hits:
                return  # the whole question is still to come: it may find more
            answer = replace(answer, confident=True)
        self._note_time()
        self._answer = (question, answer)
        self._show_answer(question, answer)

    def _listed(
        self,
        number: int,
        question: Question,
        listed: tuple[Listing, Aspects | None] | FindlingError,
    ) -> None:
        if number != self._number:
            return
        if isinstance(listed, FindlingError):
            self.failed.emit(listed)
            return
        self._note_time()
        listing, aspects = listed
        self._listing = (question.of_any_kind, listing)
        self._aspects = aspects or self._aspects
        self._answer = None
        self._show(browsing(question, listing))

    def _show_answer(self, question: Question, answer: Answer) -> None:
        results, known = found(question, answer, aspects=self._aspects)
        if not known:
            self._want_aspects()
        if results.counts is not None:
            self._counts = (question, results.counts)
        elif self._counts is not None and self._counts[0] == question.of_any_kind:
            results = replace(results, counts=self._counts[1])
        self._show(results)

    def _show(self, results: Results) -> None:
        self.results_changed.emit(results)

    def _note_time(self) -> None:
        took = round((monotonic() - self._asked_at) * 1000)
        self._refresh_pause = max(REFRESH, 4 * took)

    # shapes of items, for answers that name only ids

    def _want_aspects(self) -> None:
        if self._aspects_wanted:
            return
        self._aspects_wanted = True
        load = partial(_all_aspects, self._services.browse)
        self._services.lane.run(load, self._bridge.onto_gui(self._aspects_came))

    def _aspects_came(self, aspects: Aspects | FindlingError) -> None:
        self._aspects_wanted = False
        if isinstance(aspects, FindlingError):
            return  # the results stay as they are, in square cells
        self._aspects = aspects
        if self._answer is not None and self._answer[0] == self.question:
            question, answer = self._answer
            results, _ = found(question, answer, aspects=aspects)
            if (
                results.counts is None
                and self._counts
                and self._counts[0] == question.of_any_kind
            ):
                results = replace(results, counts=self._counts[1])
            self._show(results)

    # rows for what is visible

    def _fetch_rows(self) -> None:
        ids, self._rows_wish = self._rows_wish, None
        if ids:
            self._rows_under_way = True
            rows = partial(self._services.browse.rows, ids)
            self._services.lane.run(rows, self._bridge.onto_gui(self._rows_came))

    def _rows_came(self, rows: list[ListRow] | FindlingError) -> None:
        self._rows_under_way = False
        if isinstance(rows, FindlingError):
            self.failed.emit(rows)
        else:
            self.rows_arrived.emit(rows)
        self._fetch_rows()


def _list(browse: Browse, question: Question) -> tuple[Listing, Aspects | None]:
    """On the lane's thread. A listing of everything also tells the shapes that later answers need."""
    listing = browse.listing(question.filters())
    return listing, None if question.filters() else Aspects(listing)


def _all_aspects(browse: Browse) -> Aspects:
    return Aspects(browse.listing(()))
