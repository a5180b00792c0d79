"""Where views and controllers meet: every wish of a view goes to a controller, every answer back to a view.

Made once the services are there; until then the window stands without it.
"""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from findling.core.errors import FindlingError
from findling.core.events import Activity, Progress
from findling.core.model import Strength
from findling.core.report import FailureRow, FolderStatus
from findling.gui import price_words, told_words, words
from findling.gui.bridge import Bridge
from findling.gui.controllers.background import BackgroundController
from findling.gui.controllers.results import ResultsController
from findling.gui.file_desk import FileDesk
from findling.gui.first_desk import FirstDesk
from findling.gui.gestures import (
    choose_folder,
    confirm_removal,
    folder_menu,
)
from findling.gui.hand_desk import HandDesk
from findling.gui.icons import IconName
from findling.gui.item_desk import ItemDesk
from findling.gui.notice_desk import NoticeDesk
from findling.gui.reading_desk import ReadingDesk
from findling.gui.results import Question, Results
from findling.gui.sending_desk import Change, SendingDesk
from findling.gui.services import Services
from findling.gui.settings_desk import SettingsDesk
from findling.gui.window import MainWindow

log = logging.getLogger(__name__)


RECENT = timedelta(days=30)


class Desk(QObject):
    change_requested = Signal(object)  # Change

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        bridge: Bridge,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._bridge, self._today = (
            window,
            services,
            bridge,
            today,
        )
        self.results = ResultsController(services, bridge, self)
        self.background = BackgroundController(services, bridge, self)
        self._roots: list[Path] = []
        self._activity: Activity | None = None
        self._wire_questions()
        self.items = ItemDesk(window, services, bridge, results=self.results, parent=self)
        self.items.failed.connect(self._failed)
        self.hands = HandDesk(
            window, services, bridge, thumbnails=self.items.thumbnails, parent=self
        )
        self.hands.failed.connect(self._failed)
        self.files = FileDesk(window, services, bridge, parent=self)
        self.files.failed.connect(self._failed)
        self.items.pending_seen.connect(self.background.look_first)
        self.first = FirstDesk(
            window,
            services,
            bridge,
            background=self.background,
            results=self.results,
            thumbnails=self.items.thumbnails,
            parent=self,
        )
        self._wire_background()
        self.sending = SendingDesk(
            window, services, bridge, background=self.background, parent=self
        )
        self.sending.failed.connect(self._failed)
        self.settings = SettingsDesk(
            window,
            services,
            bridge,
            background=self.background,
            sending=self.sending,
            parent=self,
        )
        self.settings.change_requested.connect(self.change_requested)
        self.settings.failed.connect(self._failed)
        self.notices = NoticeDesk(
            window, background=self.background, settings=self.settings.settings, parent=self
        )
        self.reading = ReadingDesk(
            window,
            services,
            bridge,
            background=self.background,
            settings=self.settings.settings,
            parent=self,
        )

    def start(self, change: Change | None = None, *, question: Question | None = None) -> None:
        """Asks `question`, or what is typed already (else shows everything), and looks at the folders.

        `change`: what the services were made anew for.
        """
        self.background.look()
        self._progressed(self.background.progress)
        self.results.start(question or Question(text=self._window.search.text.text()))
        if change is not None and change.agree_usd is not None:
            self.sending.money.agree(change.agree_usd)
        elif change is not None and change.ask_price:
            self.sending.money.ask_when_known()

    def ask(self, query: str) -> None:
        """A question from outside: from the command line or from a second start."""
        self.results.clear()
        self._window.search.set_text(query)
        self.results.type(query)
        self.results.ask_now()

    def close(self) -> None:
        self.notices.close()
        self.first.close()
        self.reading.close()
        self.settings.close()
        self.sending.close()
        self.files.close()
        self.hands.close()
        self.results.close()
        self.background.close()
        self.items.close()

    # questions and results

    def _wire_questions(self) -> None:
        window, results = self._window, self.results
        search = window.search
        search.text_typed.connect(results.type)
        search.search_requested.connect(results.ask_now)
        search.examples_requested.connect(self.background.drop)
        search.remove_example_requested.connect(results.remove_example)
        search.clear_requested.connect(results.clear)
        search.results_requested.connect(window.grid.setFocus)
        window.filters.kind_requested.connect(results.choose_kind)
        window.side.folder_requested.connect(self._choose_place)
        window.side.recent_requested.connect(self._choose_recent)
        window.dropped.connect(self._dropped)
        results.question_changed.connect(self._question_changed)
        results.results_changed.connect(self._results_changed)
        results.failed.connect(self._failed)

    @Slot(object)
    def _question_changed(self, question: Question) -> None:
        window = self._window
        window.search.set_text(question.text)
        window.search.set_examples(question.like)
        window.filters.set_kind(question.kind)
        window.side.set_place(question.folder, recent=question.since is not None)
        window.leave_reading()

    @Slot(object)
    def _results_changed(self, results: Results) -> None:
        _tell(results)
        window = self._window
        window.filters.set_counts(results.counts)
        window.grid.set_results(results)
        window.filters.set_result(_count(results))
        self._say(results)
        if len(results):
            window.show_grid()
        else:
            window.show_emptiness(*self._nothing(results.question))

    def _say(self, results: Results) -> None:
        banner = self._window.banner
        lines = [told_words.told(notice) for notice in results.notices]
        unsure = results.question.asks and not results.confident and len(results) > 0
        if unsure:
            lines.insert(0, self.tr("No confident match. These come closest."))
        if lines:
            banner.say(" ".join(lines), icon=IconName.QUESTION if unsure else IconName.INFO)
        else:
            banner.hide()

    def _nothing(self, question: Question) -> tuple[str, str]:
        if question.asks:
            return self.tr("Nothing found"), self.tr(
                "Other words, or fewer of them, may find it."
            )
        if self.background.progress.activity in (Activity.SCANNING, Activity.READING):
            return self.tr("Nothing to see yet"), self.tr(
                "Findling is looking through your folders."
            )
        return (
            self.tr("Nothing here"),
            self.tr("Photos, clips, recordings and PDFs in your folders appear here."),
        )

    # folders and the background

    def _wire_background(self) -> None:
        window, background = self._window, self.background
        background.progressed.connect(self._progressed)
        background.folders_changed.connect(self._folders_changed)
        background.failures_changed.connect(self._failures_changed)
        background.files_dropped.connect(self.results.add_examples)
        background.failed.connect(self._failed)
        window.status.pause_requested.connect(background.toggle_pause)
        window.side.add_requested.connect(self._choose_folder)
        window.side.menu_requested.connect(self._folder_menu)
        window.side.remove_requested.connect(self._ask_removal)
        window.side.dropped.connect(background.add_dropped)
        window.add_folder_requested.connect(self._choose_folder)

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if progress.activity is not self._activity:
            self._activity = progress.activity
            log.debug("background: %s", progress.activity.value)
        said = price_words.standing(progress, self._roots)
        self._window.status.set_progress(progress, said)

    @Slot(object)
    def _folders_changed(self, folders: list[FolderStatus]) -> None:
        self._roots = [folder.path for folder in folders]
        self.items.set_roots(self._roots)
        self._window.side.set_folders(folders, today=self._today())
        self.first.decide_page(folders)
        self.results.refresh()

    @Slot(object)
    def _failures_changed(self, failures: list[FailureRow]) -> None:
        self._window.status.set_failures(len(failures))

    @Slot()
    def _choose_folder(self) -> None:
        choose_folder(self._window, self._add_folder)

    def _add_folder(self, folder: Path) -> None:
        if self._window.in_first_run:
            self._window.first_run.add_folder(folder)
        else:
            self.background.add_folder(folder)

    @Slot(object)
    def _dropped(self, paths: list[Path]) -> None:
        if self._window.in_first_run:
            for path in paths:
                self._window.first_run.add_folder(path)
        else:
            self.background.drop(paths)

    @Slot(object)
    def _choose_place(self, folder: Path | None) -> None:
        self._window.leave_reading()
        self.results.choose_folder(folder)

    @Slot()
    def _choose_recent(self) -> None:
        self._window.leave_reading()
        self.results.choose_recent(self._today() - RECENT)

    @Slot(object)
    def _ask_removal(self, folder: Path) -> None:
        confirm_removal(self._window, folder, self.background.remove_folder)

    @Slot(object, QPoint)
    def _folder_menu(self, folder: FolderStatus, where: QPoint) -> None:
        ask = partial(self._ask_removal, folder.path)
        keep_here = partial(self.sending.set_local_only, folder)
        folder_menu(
            self._window, where, stays=folder.local_only, keep_here=keep_here, remove_it=ask
        )

    @Slot(object)
    def _failed(self, error: FindlingError) -> None:
        told = told_words.of_error(error)
        self._window.message.say(told, icon=IconName.TROUBLE, closes=True)


def _count(results: Results) -> str:
    if not results.question.asks:
        return words.counted(
            len(results),
            words.translate("Desk", "1 item"),
            words.translate("Desk", "{count} items"),
        )
    return words.translate("Desk", "{found} of {total}").format(
        found=words.number(len(results)), total=words.number(max(results.total, len(results)))
    )


def _tell(results: Results) -> None:
    """What is shown, for the log."""
    question = results.question
    sure = [hit for hit in results.hits.values() if hit.strength is not Strength.WEAK]
    names = [hit.path.name for hit in sure[:3]]
    log.debug(
        "showing %d, %d sure %s, for %r and %d examples",
        *(len(results), len(sure), names, question.text, len(question.like)),
    )
