"""Questions without a window: numbered, the newest wins, old results stay until new ones are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from findling.core.errors import FindlingError
from findling.core.model import Kind
from findling.gui.bridge import Bridge
from findling.gui.controllers.results import ResultsController
from findling.gui.results import Results
from tests.gui.fakes import FakeBrowse, FakeLane, hit, kind_filter, listing, services


class Heard:
    def __init__(self, controller: ResultsController) -> None:
        self.results: list[Results] = []
        self.rows: list[Any] = []
        self.errors: list[FindlingError] = []
        controller.results_changed.connect(self.results.append)
        controller.rows_arrived.connect(self.rows.append)
        controller.failed.connect(self.errors.append)


@pytest.fixture
def lane() -> FakeLane:
    return FakeLane()


@pytest.fixture
def browse() -> FakeBrowse:
    return FakeBrowse(shown=listing(12, kinds=(0, 1)))


@pytest.fixture
def controller(
    bridge: Bridge, lane: FakeLane, browse: FakeBrowse, tmp_path: Path
) -> Iterator[ResultsController]:
    made = ResultsController(services(tmp_path, lane=lane, browse=browse), bridge)
    yield made
    made.close()


def test_an_empty_box_shows_everything(controller: ResultsController, qtbot: Any) -> None:
    heard = Heard(controller)
    controller.start()
    qtbot.waitUntil(lambda: len(heard.results) == 1)
    assert len(heard.results[0]) == 12


def test_typing_asks_once_after_the_pause(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    for text in ("r", "re", "red"):
        controller.type(text)
    assert lane.asked == []
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    assert lane.asked[0][0].text == "red"


def test_enter_does_not_wait(controller: ResultsController, lane: FakeLane) -> None:
    controller.type("red")
    controller.ask_now()
    assert [a[0].text for a in lane.asked] == ["red"]


def test_a_late_answer_never_replaces_a_newer_one(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(controller)
    for text in ("red", "red car"):
        controller.type(text)
        controller.ask_now()
    lane.reply(hit(2), place=1)
    lane.reply(hit(1), place=0)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert [r.ids.tolist() for r in heard.results if r.question.asks] == [[2]] * len(
        heard.results
    )


def test_choosing_a_kind_asks_for_it_and_keeps_the_counts(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.type("red")
    controller.ask_now()
    lane.reply(hit(1), hit(2, kind=Kind.CLIP))
    qtbot.waitUntil(lambda: bool(heard.results))
    controller.choose_kind(Kind.CLIP)
    assert lane.asked[-1][0].filters == (kind_filter(Kind.CLIP),)
    lane.reply(hit(2, kind=Kind.CLIP))
    qtbot.waitUntil(lambda: len(heard.results[-1]) == 1)
    assert heard.results[-1].counts == (1, 1, 0, 0)


def test_a_kind_of_what_is_browsed_needs_no_look_up(
    controller: ResultsController, browse: FakeBrowse, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.start()
    qtbot.waitUntil(lambda: len(heard.results) == 1)
    looked = len(browse.asked)
    controller.choose_kind(Kind.CLIP)
    assert len(heard.results[-1]) == 6
    assert len(browse.asked) == looked


def test_changes_of_the_library_are_gathered(
    controller: ResultsController, bridge: Bridge, browse: FakeBrowse, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.start()
    qtbot.waitUntil(lambda: len(heard.results) == 1)
    looked = len(browse.asked)
    for _ in range(20):
        bridge.library_changed.emit()
    browse.shown = listing(13)
    qtbot.waitUntil(lambda: len(heard.results) == 2, timeout=3000)
    assert len(heard.results[-1]) == 13
    assert len(browse.asked) == looked + 1


def test_examples_are_asked_with_and_can_go(
    controller: ResultsController, lane: FakeLane
) -> None:
    one, two = Path("/x/one.jpg"), Path("/x/two.jpg")
    controller.add_examples([one, two, one])
    assert list(lane.asked[-1][0].like) == [one, two]
    controller.remove_example(one)
    assert list(lane.asked[-1][0].like) == [two]
    controller.clear()
    assert not controller.question.asks


def test_trouble_is_told_and_results_stay(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(controller)
    controller.type("red")
    controller.ask_now()
    _, number, on_answer = lane.asked[0]
    on_answer(number, FindlingError("x", "That did not work.", hint="Try again."))
    qtbot.waitUntil(lambda: bool(heard.errors))
    assert [r for r in heard.results if r.question.asks] == []


def test_rows_are_fetched_one_wish_at_a_time(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(controller)
    lane.held = True
    for first in (1, 4, 7):
        controller.want_rows([first, first + 1])
    assert len(lane.waiting) == 1
    lane.let_go()
    qtbot.waitUntil(lambda: len(lane.waiting) == 1)
    lane.let_go()
    qtbot.waitUntil(lambda: len(heard.rows) == 2)
    assert [[row.id for row in rows] for rows in heard.rows] == [[1, 2], [7, 8]]
