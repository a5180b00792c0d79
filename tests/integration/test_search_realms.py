"""One answer from several spaces: what is asked of whom, what is sent, and what happens when a service is away."""

import threading
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from queue import Queue

import numpy as np
import pytest
from numpy.typing import NDArray

from findling.core.errors import FindlingError, Hold
from findling.core.events import Event, MeaningReady
from findling.core.library import LibraryPaths
from findling.core.model import (
    Duty,
    Facts,
    ItemId,
    Kind,
    Parts,
    Payload,
    Scope,
    Span,
    Strength,
    Vector,
)
from findling.core.query import Answer, InFolder, SearchRequest
from findling.embedding.provider import EmbeddingProvider
from findling.search.browse import Browse
from findling.search.council import PARTLY_LOADING
from findling.search.lane import SearchLane
from findling.search.realms import Realm
from findling.search.service import SearchService
from findling.search.waiting import Superseded
from findling.vectors.candidates import Candidates
from findling.vectors.nearest import Nearest
from tests.integration.far import FAR_SPACE, PATIENCE, FarProvider, Processes
from tests.integration.painted import PLAN, SPACE, Library, PaintedProvider, painted

OFFLINE = Hold("offline", "Google cannot be reached.", hint="Look at the network.", retry_in=30)
COLOURS = ("green", "blue", "white", "purple")


class Index(Nearest):
    """Remembers whom it was asked about: None for all."""

    asked: list[list[int] | None]

    def search(
        self,
        query: Vector,
        *,
        kinds: Collection[Kind],
        count: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> dict[Kind, Candidates]:
        assert query.shape == (self.space.dimensions,)
        self.asked.append(None if allowed is None else allowed.tolist())
        return super().search(query, kinds=kinds, count=count, allowed=allowed)


class Place:
    """A library with a service in use, and the built-in provider beside it."""

    def __init__(self, root: Path) -> None:
        self.near, self.far = PaintedProvider(), FarProvider()
        self.library = Library(LibraryPaths(root / "library"), root / "Pictures", self.near)
        self.processes = Processes(self.near)
        self.opened: list[str] = []
        self.events: Queue[Event] = Queue()
        self.far_realm = self._realm("far", self.far, Scope.SENDABLE)
        self.near_realm = self._realm("near", self.near, Scope.LOCAL_ONLY)
        self._services: list[SearchService] = []

    def _realm(self, name: str, provider: EmbeddingProvider, scope: Scope) -> Realm:
        nearest = Index(self.library.paths.index / name, provider.space)
        nearest.asked = []

        def open_it() -> EmbeddingProvider:
            self.opened.append(name)
            return provider

        return Realm(
            name=name,
            duty=Duty(space=provider.space.id, plan=PLAN, scope=scope),
            space=provider.space,
            provider=open_it,
            nearest=nearest,
            local=provider.local,
        )

    def service(self, *realms: Realm) -> SearchService:
        service = SearchService(
            paths=self.library.paths,
            realms=realms or (self.far_realm, self.near_realm),
            pool=self.processes,
            publish=self.events.put,
            today=lambda: date(2026, 11, 23),
        )
        self._services.append(service)
        return service

    def photos(
        self, *readers: EmbeddingProvider, folder: str = "", start: int = 0, count: int = 12
    ) -> list[ItemId]:
        self.library.readers = list(readers)
        return [
            self.library.photo(
                f"{folder}/{COLOURS[n % 4]}{n}.png".lstrip("/"), COLOURS[n % 4], n
            )
            for n in range(start, start + count)
        ]

    def photo(self, name: str, colour: str, seed: int, *readers: EmbeddingProvider) -> ItemId:
        self.library.readers = list(readers)
        return self.library.photo(name, colour, seed)

    def asked_near(self) -> list[list[int] | None]:
        nearest = self.near_realm.nearest
        assert isinstance(nearest, Index)
        return nearest.asked

    def close(self) -> None:
        self.far.go.set()
        for service in self._services:
            service.close()
        self.library.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.close()


def ask(service: SearchService, text: str = "", **options: object) -> Answer:
    return service.search(SearchRequest(text=text, **options))  # type: ignore[arg-type]


def names(answer: Answer) -> list[str]:
    return [hit.path.name for hit in answer.hits]


def outside(tmp_path: Path, name: str, colour: str, seed: int) -> Path:
    path = tmp_path / name
    path.write_bytes(painted(colour, seed).tobytes())
    return path


# -- who is asked for what ----------------------------------------------------------------------


def test_a_whole_service_answers_and_private_folders_appear_beside_it(place: Place) -> None:
    place.photos(place.far, place.near)
    sent = place.photo("sent.png", "red", 101, place.far, place.near)
    place.library.mark("Private")
    kept = place.photo("Private/kept.png", "red", 102, place.near)
    place.photos(place.near, folder="Private", start=20, count=6)
    answer = ask(place.service(), "red")
    assert {hit.item_id for hit in answer.hits[:2]} == {sent, kept}
    assert answer.space == FAR_SPACE.id
    assert answer.confident
    assert not answer.notices
    assert answer.total == 20
    [of_near] = place.asked_near()
    assert of_near is not None
    assert kept in of_near
    assert sent not in of_near
    assert place.far.asked == ["red"]


def test_where_the_service_has_everything_the_old_space_is_not_even_loaded(
    place: Place,
) -> None:
    place.photos(place.far, place.near)
    service = place.service()
    assert len(ask(service, "blue").hits) == 12
    assert place.opened == ["far"]


def test_while_the_service_is_only_beginning_both_answer(place: Place) -> None:
    place.photos(place.near)
    place.photo("old.png", "red", 101, place.near)
    both = place.photo("both.png", "red", 102, place.near, place.far)
    new = place.photo("new.png", "red", 103, place.far)
    answer = ask(place.service(), "red")
    assert {"old.png", "both.png", "new.png"} <= set(names(answer))
    assert len({hit.item_id for hit in answer.hits}) == len(answer.hits) == 15
    assert set(names(answer)[:3]) == {"old.png", "both.png", "new.png"}
    assert place.asked_near() == [None]
    assert {both, new} <= {hit.item_id for hit in answer.hits}


def test_what_little_the_service_lacks_does_not_bring_the_old_space_back(place: Place) -> None:
    place.photos(place.far, place.near, count=20)
    waits = place.photo("waits.png", "red", 101, place.near)
    answer = ask(place.service(), "red")
    assert answer.hits[0].item_id == waits
    assert place.asked_near() == [[waits]]


def test_with_the_built_in_provider_in_use_nobody_far_away_is_asked(place: Place) -> None:
    place.photos(place.far, place.near)
    place.photo("new.png", "red", 101, place.far)
    near = replace(place.near_realm, duty=Duty(space=SPACE.id, plan=PLAN))
    service = place.service(near, place.far_realm)
    service.warm_up()
    assert service.wait_ready(PATIENCE)
    answer = ask(service, "red")
    assert "new.png" not in names(answer)
    assert answer.space == SPACE.id
    assert place.opened == ["near"]
    assert not place.far.asked


def test_a_service_without_anything_is_neither_loaded_nor_asked(place: Place) -> None:
    place.photos(place.near)
    service = place.service()
    service.warm_up()
    assert service.wait_ready(PATIENCE)
    assert len(ask(service, "blue").hits) == 12
    assert place.opened == ["near"]
    assert not place.far.asked


def test_where_nothing_sendable_may_answer_nothing_is_sent(place: Place) -> None:
    place.photos(place.far)
    private = place.library.mark("Private")
    place.photos(place.near, folder="Private", start=20)
    answer = ask(place.service(), "blue", filters=(InFolder(private),))
    assert len(answer.hits) == 12
    assert not place.far.asked


def test_the_one_in_use_before_answers_for_what_is_not_there_yet(
    place: Place, tmp_path: Path
) -> None:
    """From one service to another, without anything in the built-in space."""
    place.photos(place.far)
    new = FarProvider()
    new.space = replace(FAR_SPACE, id="far-2")  # type: ignore[arg-type]
    in_use = replace(
        place.far_realm,
        name="newer",
        duty=Duty(space=new.space.id, plan=PLAN, scope=Scope.SENDABLE),
        space=new.space,
        provider=lambda: new,
        nearest=Nearest(tmp_path / "far-2", new.space),
    )
    service = place.service(in_use, place.near_realm, place.far_realm)
    assert len(ask(service, "blue").hits) == 12
    place.library.readers = [new]
    for number in range(12):
        place.library.photo(
            f"{COLOURS[number % 4]}{number} again.png", COLOURS[number % 4], number
        )
    place.far.asked.clear()
    assert len(ask(service, "green").hits) == 12
    assert new.asked == ["green"]
    assert not place.far.asked


def test_words_only_asks_nobody(place: Place) -> None:
    place.photos(place.far, place.near)
    place.photo("report.png", "red", 101, place.near)
    service = place.service()
    answer = ask(service, "report -blue", words_only=True)
    assert names(answer) == ["report.png"]
    assert not answer.notices
    assert not place.opened
    assert not place.far.asked


def test_words_are_sent_once_however_often_the_list_is_refreshed(place: Place) -> None:
    place.photos(place.far, place.near)
    service = place.service()
    for _ in range(3):
        ask(service, "blue -green")
    assert sorted(map(str, place.far.asked)) == ["blue", "green"]


# -- trouble ------------------------------------------------------------------------------------


def test_when_the_service_is_away_the_old_space_answers_for_all(place: Place) -> None:
    place.photos(place.far, place.near)
    place.photo("sent.png", "red", 101, place.far, place.near)
    service = place.service()
    place.far.trouble = OFFLINE
    for text in ("red", "red r", "red re"):
        answer = ask(service, text)
        assert names(answer)[0] == "sent.png"
        assert answer.notices == ("Google cannot be reached. Look at the network.",)
        assert answer.confident
    assert place.far.asked == ["red"]
    assert place.asked_near() == [None] * 3


def test_with_nobody_else_names_and_texts_still_answer(place: Place) -> None:
    place.photos(place.far)
    place.far.trouble = OFFLINE
    service = place.service(place.far_realm)
    answer = ask(service, "blue1")
    assert names(answer) == ["blue1.png"]
    assert answer.notices == ("Google cannot be reached. Look at the network.",)
    with pytest.raises(Hold, match="cannot be reached"):
        ask(service, "red", like=(place.library.folder / "blue1.png",))


def test_a_realm_that_cannot_be_loaded_spoils_nothing(place: Place) -> None:
    place.photos(place.far, place.near)

    def no_model() -> EmbeddingProvider:
        raise FindlingError("model-missing", "The model is gone.", hint="Install it again.")

    broken = replace(place.far_realm, provider=no_model)
    service = place.service(broken, place.near_realm)
    assert service.wait_ready(PATIENCE)
    answer = ask(service, "blue")
    assert {hit.path.name[:4] for hit in answer.hits[:3]} == {"blue"}
    assert answer.notices == ("The model is gone. Install it again.",)
    alone = place.service(broken)
    with pytest.raises(FindlingError, match="The model is gone"):
        alone.wait_ready(PATIENCE)


def test_a_newer_question_does_not_wait_for_a_dead_network(place: Place) -> None:
    place.photos(place.far, place.near)
    service = place.service()
    service.warm_up()
    assert service.wait_ready(PATIENCE)
    lane = SearchLane(service)
    answers: Queue[tuple[int, Answer | FindlingError]] = Queue()
    place.far.go.clear()
    lane.ask(SearchRequest(text="blue"), 1, lambda n, a: answers.put((n, a)))
    assert place.far.arrived.acquire(timeout=PATIENCE)
    lane.ask(SearchRequest(text="green", words_only=True), 2, lambda n, a: answers.put((n, a)))
    number, answer = answers.get(timeout=PATIENCE)
    assert number == 2
    assert isinstance(answer, Answer)
    assert {hit.path.name[:5] for hit in answer.hits} == {"green"}
    assert answers.empty()
    place.far.go.set()
    lane.close()


def test_each_that_is_ready_says_so_and_the_others_are_not_waited_for(place: Place) -> None:
    place.photos(place.far, place.near)
    place.photo("old.png", "red", 101, place.near)
    place.photo("older.png", "red", 102, place.near)
    go = threading.Event()

    def slowly() -> EmbeddingProvider:
        assert go.wait(PATIENCE)
        return place.far

    service = place.service(replace(place.far_realm, provider=slowly), place.near_realm)
    service.warm_up()
    assert place.events.get(timeout=PATIENCE) == MeaningReady()
    early = ask(service, "red")
    assert set(names(early)[:2]) == {"old.png", "older.png"}
    assert early.notices == (PARTLY_LOADING,)
    go.set()
    assert place.events.get(timeout=PATIENCE) == MeaningReady()
    assert not ask(service, "red").notices


# -- examples -----------------------------------------------------------------------------------


def test_what_the_library_knows_is_never_sent_to_find_more_like_it(place: Place) -> None:
    place.photos(place.far, place.near)
    place.photo("one.png", "red", 101, place.far, place.near)
    place.photo("two.png", "red", 102, place.far, place.near)
    answer = ask(place.service(), like=(place.library.folder / "one.png",))
    assert names(answer)[0] == "two.png"
    assert not place.far.asked
    assert not place.processes.prepared


def test_a_file_from_outside_is_sent_once(place: Place, tmp_path: Path) -> None:
    place.photos(place.far)
    place.photo("one.png", "red", 101, place.far)
    service = place.service()
    example = outside(tmp_path, "new.png", "red", 500)
    for _ in range(2):
        assert names(ask(service, like=(example,)))[0] == "one.png"
    assert len(place.far.asked) == 1
    assert place.processes.prepared == ["new.png"]


def test_of_a_long_file_only_a_few_parts_are_sent(place: Place, tmp_path: Path) -> None:
    place.photos(place.far)
    ask(place.service(), "red", like=(outside(tmp_path, "film.mp4", "red", 500),))
    sent = [one for one in place.far.asked if isinstance(one, Payload)]
    assert [one.parts[0].data[0] for one in sent] == [0, 2, 6, 8]
    assert "red" in place.far.asked


def test_words_and_a_picture_are_sent_as_one(place: Place, tmp_path: Path) -> None:
    place.photos(place.far)
    place.photo("one.png", "red", 101, place.far)
    service = place.service()
    example = outside(tmp_path, "new.png", "white", 500)
    for _ in range(2):
        ask(service, "red", like=(example,))
    [sent] = place.far.asked
    assert isinstance(sent, Payload)
    assert [part.mime for part in sent.parts] == ["text/plain", "image/jpeg"]
    assert sent.parts[0].data == b"red"
    ask(service, like=(example, place.library.folder / "one.png"))
    both = place.far.asked[-1]
    assert isinstance(both, Payload)
    assert [part.mime for part in both.parts] == ["image/jpeg", "image/jpeg"]
    assert len(place.far.asked) == 2


@pytest.mark.parametrize("how", ["in it", "beside it", "through a link", "a copy of it"])
def test_what_is_private_is_never_sent(place: Place, tmp_path: Path, how: str) -> None:
    place.photos(place.far, place.near)
    private = place.library.mark("Private")
    place.photo("Private/one.png", "red", 101, place.near)
    place.photo("Private/two.png", "red", 102, place.near)
    example = private / "one.png"
    if how == "beside it":  # in the folder, but not in the library
        example = outside(private, "three.png", "red", 103)
    elif how == "through a link":
        (tmp_path / "way").symlink_to(private, target_is_directory=True)
        example = outside(private, "three.png", "red", 103)
        example = tmp_path / "way" / "three.png"
    elif how == "a copy of it":
        example = outside(tmp_path, "copy.png", "red", 101)
    service = place.service()
    for text in ("", "red"):
        answer = ask(service, text, like=(example,))
        assert set(names(answer)[:2]) & {"two.png", "one.png"}
        [notice] = answer.notices
        assert example.name in notice
    assert not [one for one in place.far.asked if isinstance(one, Payload)]
    assert not place.processes.prepared


def test_an_unreadable_example_says_why(place: Place, tmp_path: Path) -> None:
    place.photos(place.far, place.near)
    with pytest.raises(FindlingError, match="no such file"):
        ask(place.service(), like=(tmp_path / "nothing.png",))


def test_an_example_that_nobody_waits_for_is_let_go(place: Place, tmp_path: Path) -> None:
    place.photos(place.far)
    place.far.go.clear()
    with pytest.raises(Superseded):
        place.service().search(
            SearchRequest(like=(outside(tmp_path, "new.png", "red", 500),)),
            superseded=lambda: place.far.arrived.acquire(blocking=False),
        )


# -- hits ---------------------------------------------------------------------------------------


def test_copies_are_folded_within_and_across_spaces(place: Place) -> None:
    place.photos(place.far, place.near, count=20)
    place.library.readers = [place.far]
    small = place.library.photo("small.png", "red", 103)
    large = place.library.photo("large.png", "red", 103, size=128)
    place.library.mark("Private")
    place.library.readers = [place.near]
    kept = place.library.photo("Private/kept.png", "red", 103, size=256)
    hits = ask(place.service(), "red").hits
    [hit] = [h for h in hits if {h.item_id, *h.copies} & {small, large, kept}]
    assert hit.item_id == kept
    assert set(hit.copies) == {small, large}


def test_what_is_seen_and_heard_of_the_same_seconds_is_shown_once(place: Place) -> None:
    place.photos(place.far)
    place.library.readers = [place.far]
    picture = painted("red", 101)
    window, later = Span(start=0.0, end=30.0), Span(start=30.0, end=60.0)
    seen = Parts(kind=Kind.CLIP, images=(picture,))
    heard = Parts(kind=Kind.CLIP, images=(painted("red", 102),))
    row = place.library.add("film.mp4", Kind.CLIP)
    facts = Facts(kind=Kind.CLIP, format="mp4", seconds=60.0, has_sound=True)
    place.library.read(
        row, facts, [(window, seen), (window, heard), (later, seen), (later, heard)]
    )
    hit = next(h for h in ask(place.service(), "red").hits if h.kind is Kind.CLIP)
    assert sorted(one.span.start or 0.0 for one in hit.spans) == [0.0, 30.0]
    assert hit.spans[0].score == hit.score
    assert hit.why == ("meaning",)


def test_strength_is_told_in_a_narrow_band(place: Place) -> None:
    """Also in a library that is too small to tell by itself what is usual."""
    place.photos(place.far, count=10)
    place.photo("one.png", "red", 101, place.far)
    service = place.service()
    answer = ask(service, "red")
    assert [hit.strength is Strength.WEAK for hit in answer.hits[:2]] == [False, True]
    assert not ask(service, "xqzzt flurb").confident


def test_browse_counts_each_space_for_its_own(place: Place) -> None:
    place.photos(place.far)
    place.library.mark("Private")
    place.photos(place.near, folder="Private", start=20, count=3)
    place.photo("waits.png", "red", 101, place.near)
    browse = Browse(
        place.library.paths,
        provider="far",
        duties=[place.far_realm.duty, place.near_realm.duty],
    )
    status = browse.status()
    browse.close()
    assert status.counts[Kind.PHOTO].ready == 15
    assert status.counts[Kind.PHOTO].pending == 1
    assert status.space == FAR_SPACE.id
    assert status.spending.usd == 0.0
