"""Questions without a window: numbered, the newest wins, old results stay until new ones are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from findling.core.errors import FindlingError
from findling.core.model import Kind, Strength
from findling.core.settings import Settings
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


# a service far away: names at once, the whole question after a rest


@pytest.fixture
def far(bridge: Bridge, lane: FakeLane, tmp_path: Path) -> Iterator[ResultsController]:
    settings = Settings(provider="gemini")
    made = ResultsController(services(tmp_path, lane=lane, settings=settings), bridge)
    yield made
    made.close()


def asked(lane: FakeLane) -> list[tuple[str, bool]]:
    return [(request.text, request.words_only) for request, _, _ in lane.asked]


def test_far_away_names_are_asked_for_at_once_and_the_rest_after_a_rest(
    far: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    far.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    far.type("red car")
    qtbot.waitUntil(lambda: len(lane.asked) == 3)
    assert asked(lane) == [("red", True), ("red car", True), ("red car", False)]


def test_here_nothing_is_asked_twice(
    controller: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    controller.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    assert asked(lane) == [("red", False)]
    assert not controller._resting.isActive()


def test_enter_asks_the_whole_question_at_once_and_only_once(
    far: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    far.type("red")
    far.ask_now()
    assert asked(lane) == [("red", False)]
    assert not far._resting.isActive()
    far.ask_now()
    far.type("red car")
    qtbot.waitUntil(lambda: len(lane.asked) == 2)
    far.ask_now()
    assert asked(lane) == [("red", False), ("red car", True), ("red car", False)]


def test_a_late_answer_by_names_never_replaces_the_whole_one(
    far: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(far)
    far.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    far.ask_now()
    lane.reply(hit(2), place=1)
    lane.reply(hit(1), place=0)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert {tuple(r.ids.tolist()) for r in heard.results} == {(2,)}


def test_names_that_find_nothing_say_nothing_yet(
    far: ResultsController, lane: FakeLane, bridge: Bridge, qtbot: Any
) -> None:
    heard = Heard(far)
    passed: list[str] = []
    far.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    lane.reply(place=0, confident=False)
    bridge.onto_gui(passed.append)("what was sent before has arrived")
    qtbot.waitUntil(lambda: bool(passed))
    assert heard.results == []
    far.ask_now()
    lane.reply(hit(1, Strength.WEAK), place=1, confident=False)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert (len(heard.results[0]), heard.results[0].confident) == (1, False)


def test_a_half_answer_does_not_call_itself_unsure(
    far: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    heard = Heard(far)
    far.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 1)
    lane.reply(hit(1), place=0, confident=False)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.results[0].confident


def test_an_example_has_no_name_to_be_found_by(
    far: ResultsController, lane: FakeLane, qtbot: Any
) -> None:
    far.add_examples([Path("/x/one.jpg")])
    far.type("red")
    qtbot.waitUntil(lambda: len(lane.asked) == 2)
    assert [request.words_only for request, _, _ in lane.asked] == [False, False]
