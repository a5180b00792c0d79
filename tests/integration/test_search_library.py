"""Questions to a real library: real catalogue, real index, real files."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path

import pytest

from findling.catalogue.rows import Looked
from findling.core.cut import Cut
from findling.core.errors import FindlingError, NotMedia
from findling.core.events import Event, MeaningReady
from findling.core.library import LibraryPaths
from findling.core.model import (
    Decoded,
    Duty,
    Embedded,
    Facts,
    ItemId,
    Kind,
    Parts,
    Span,
    SpanContent,
    Strength,
)
from findling.core.query import (
    Answer,
    InFolder,
    KindIs,
    Part,
    Role,
    SearchRequest,
    Sense,
    TakenFrom,
)
from findling.core.viewing import Box
from findling.embedding.builtin import BuiltinProvider
from findling.embedding.provider import EmbeddingProvider
from findling.media.identity import identify
from findling.search.browse import Browse
from findling.search.realms import Realm
from findling.search.service import SearchService
from findling.search.waiting import Superseded
from findling.vectors.nearest import Nearest
from tests.integration.painted import PLAN, SPACE, Library, PaintedProvider, painted

PATIENCE = 30.0
COMMON = ("green", "blue", "white", "purple")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Forty everyday photos, two red ones, a document with one rare word, a recording without words."""
    library = Library(LibraryPaths(tmp_path / "library"), tmp_path / "Pictures")
    for n in range(40):
        library.photo(f"IMG_{n:04}.png", COMMON[n % 4], n, taken=datetime(2020, 1, 1 + n % 28))
    library.photo("Holiday/first.png", "red", 101, taken=datetime(2021, 7, 1))
    library.photo("second.png", "red", 102, taken=datetime(2022, 7, 1))
    library.document(
        "report.pdf",
        [f"page {n} about money and numbers" for n in range(1, 9)] + ["a journey to zanzibar"],
        title="Annual report",
    )
    library.recording("tape.wav", [1, 2, 5])
    yield library
    library.close()


Ask = Callable[..., Answer]


@pytest.fixture
def service(library: Library) -> Iterator[SearchService]:
    service = make_service(library)
    yield service
    service.close()


def make_service(
    library: Library,
    *,
    provider: Callable[[], EmbeddingProvider] | None = None,
    **options: object,
) -> SearchService:
    return SearchService(
        paths=library.paths,
        realms=[realm(library, provider or (lambda: library.provider))],
        today=lambda: date(2026, 11, 23),
        **options,  # type: ignore[arg-type]
    )


def realm(library: Library, provider: Callable[[], EmbeddingProvider]) -> Realm:
    space = library.provider.space
    return Realm(
        name="painted",
        duty=Duty(space=space.id, plan=PLAN),
        space=space,
        provider=provider,
        nearest=Nearest(library.paths.index, space),
        local=True,
    )


def names(answer: Answer) -> list[str]:
    return [hit.path.name for hit in answer.hits]


def ask(service: SearchService, text: str = "", **options: object) -> Answer:
    return service.search(SearchRequest(text=text, **options))  # type: ignore[arg-type]


def test_what_was_described_comes_first(service: SearchService) -> None:
    answer = ask(service, "red")
    assert set(names(answer)[:2]) == {"first.png", "second.png"}
    assert answer.confident
    assert answer.hits[0].strength is not Strength.WEAK
    assert answer.hits[0].why == ("meaning",)
    assert answer.hits[2].strength is Strength.WEAK
    assert answer.total == 44
    assert not answer.notices


def test_nonsense_is_answered_without_confidence(service: SearchService) -> None:
    answer = ask(service, "xqzzt flurb")
    assert not answer.confident
    assert all(hit.strength is Strength.WEAK for hit in answer.hits)


def test_a_rare_word_finds_its_page(service: SearchService) -> None:
    hit = ask(service, "zanzibar").hits[0]
    assert hit.path.name == "report.pdf"
    assert hit.span == Span(page=9)
    assert "text" in hit.why
    assert hit.strength is Strength.STRONG


def test_a_recording_without_words_is_not_found_by_words(service: SearchService) -> None:
    assert "tape.wav" not in names(ask(service, "red"))
    assert "tape.wav" in names(ask(service, "tape"))


def test_an_exact_name_comes_before_meanings(library: Library, service: SearchService) -> None:
    library.photo("red.png", "white", 300)
    answer = ask(service, "red")
    assert names(answer)[0] == "red.png"
    assert set(names(answer)[1:3]) == {"first.png", "second.png"}


def test_a_half_typed_word_finds_names_but_no_texts(service: SearchService) -> None:
    assert "report.pdf" in names(ask(service, "repo"))
    assert all("text" not in hit.why for hit in ask(service, "zanz").hits)
    assert "report.pdf" not in [
        h.path.name for h in ask(service, "repo ").hits if "name" in h.why
    ]


def test_filters_from_the_request_and_from_the_words(
    library: Library, service: SearchService
) -> None:
    assert names(ask(service, "red after:2022 kind:photo")) == ["second.png"]
    assert names(
        ask(
            service,
            "red",
            filters=(TakenFrom(date(2022, 1, 1)), KindIs(frozenset({Kind.PHOTO}))),
        )
    ) == ["second.png"]
    assert names(ask(service, "red", filters=(InFolder(library.folder / "Holiday"),))) == [
        "first.png"
    ]
    assert names(ask(service, "in:Pictures/Holiday")) == ["first.png"]
    assert {hit.kind for hit in ask(service, "red kind:pdf").hits} == {Kind.DOCUMENT}


def test_quotes_demand_the_words(service: SearchService) -> None:
    assert names(ask(service, '"journey to zanzibar"')) == ["report.pdf"]
    assert names(ask(service, '"zanzibar to journey"')) == []
    assert names(ask(service, 'red "annual report"')) == ["report.pdf"]


def test_excluded_words(library: Library, service: SearchService) -> None:
    answer = ask(service, "red -second")
    assert "second.png" not in names(answer)
    assert names(answer)[0] == "first.png"
    assert "first.png" not in names(ask(service, "red", without=("first",)))
    assert answer.total == 43


def test_a_question_moves_away_from_what_is_unwanted(
    library: Library, service: SearchService
) -> None:
    both = [h.item_id for h in ask(service, "red blue", limit=60).hits]
    less = [h.item_id for h in ask(service, "red blue -blue", limit=60).hits]
    blue = [h.item_id for h in ask(service, "blue", limit=5).hits]
    assert min(less.index(i) for i in blue) > min(both.index(i) for i in blue)


def test_filters_alone_list_the_newest_first(service: SearchService) -> None:
    answer = ask(service, "kind:photo", limit=2)
    assert names(answer) == ["second.png", "first.png"]
    assert answer.confident
    assert answer.total == 42


def test_a_file_that_is_not_read_yet_is_found_by_name(
    library: Library, service: SearchService
) -> None:
    library.add("Grandmother.jpg", Kind.PHOTO)
    answer = ask(service, "grandmother")
    assert names(answer)[0] == "Grandmother.jpg"
    assert names(ask(service, "grandmother kind:photo"))[0] == "Grandmother.jpg"
    assert "Grandmother.jpg" not in names(ask(service, "grandmother kind:clip"))


def test_what_was_only_looked_at_is_found_by_name_and_text(
    library: Library, service: SearchService
) -> None:
    row = library.add("scan.pdf", Kind.DOCUMENT)
    duty = Duty(space=SPACE.id, plan=PLAN)
    item = library.writer.link(
        row.id, identify(row.path), kind=Kind.DOCUMENT, duty=duty
    ).item_id
    facts = Facts(kind=Kind.DOCUMENT, format="pdf", pages=1)
    spans = (SpanContent(span=Span(page=1), text="a letter from marrakesh"),)
    decoded = Decoded(facts=facts, thumbnail=b"", spans=spans, looked_at=True)
    library.writer.keep_looks([Looked(item_id=item, decoded=decoded)], duty=duty)
    for text in ("scan", "scan kind:pdf", "marrakesh", "marrakesh kind:pdf"):
        assert names(ask(service, text))[0] == "scan.pdf"
    assert "scan.pdf" not in names(ask(service, "marrakesh kind:photo"))


def test_new_rows_are_found_by_a_reading_process(
    library: Library, service: SearchService
) -> None:
    assert "late.png" not in names(ask(service, "yellow", limit=10))
    library.photo("late.png", "yellow", 555)
    assert names(ask(service, "yellow"))[0] == "late.png"


def test_near_identical_copies_are_shown_once(library: Library, service: SearchService) -> None:
    small = library.photo("third-small.png", "red", 103)
    large = library.photo("third-large.png", "red", 103, size=128)
    answer = ask(service, "red")
    hit = next(h for h in answer.hits if h.item_id in (small, large))
    assert hit.item_id == large
    assert hit.copies == (small,)
    assert not {small, large} & {h.item_id for h in answer.hits if h is not hit}


def test_files_of_one_content_are_counted(library: Library, service: SearchService) -> None:
    library.photo("Copies/second again.png", "red", 102)
    hit = next(h for h in ask(service, "red").hits if h.path.name.startswith("second"))
    assert hit.files == 2
    inside = ask(service, "red", filters=(InFolder(library.folder / "Copies"),))
    assert names(inside) == ["second again.png"]


# -- examples ---------------------------------------------------------------------------------


def test_like_a_file_of_the_library_finds_its_copies_not_itself(
    library: Library, service: SearchService
) -> None:
    library.photo("copy.png", "red", 101, size=128)
    answer = ask(service, like=(library.folder / "Holiday/first.png",))
    assert names(answer)[0] == "copy.png"
    assert "first.png" not in names(answer)
    assert answer.hits[0].strength is Strength.STRONG


def test_like_a_file_with_an_exact_copy_shows_where_that_is(
    library: Library, service: SearchService
) -> None:
    library.photo("Copies/again.png", "red", 101)
    assert names(ask(service, like=(library.folder / "Holiday/first.png",)))[0] == "again.png"


def test_like_a_file_outside_that_the_library_knows(
    library: Library, service: SearchService, tmp_path: Path
) -> None:
    outside = tmp_path / "somewhere.png"
    outside.write_bytes((library.folder / "second.png").read_bytes())
    assert names(ask(service, like=(outside,)))[0] == "second.png"


def test_text_and_example_together(library: Library, service: SearchService) -> None:
    example = library.folder / "IMG_0000.png"
    together = ask(service, "red", like=(example,), limit=60)
    alone = ask(service, like=(example,), limit=60)
    assert names(together).index("second.png") < names(alone).index("second.png")
    assert "IMG_0004.png" in names(together)


class Decoder:
    """Answers every decode with the same content, or the same error."""

    def __init__(self, result: Decoded | Exception) -> None:
        self.result = result
        self.urgent: list[bool] = []
        self.cuts: list[Cut | None] = []

    def decode(
        self,
        path: Path,
        *,
        provider: str = "builtin",
        urgent: bool = False,
        cut: Cut | None = None,
    ) -> Future[Decoded]:
        assert provider == "painted"
        self.cuts.append(cut)
        self.urgent.append(urgent)
        future: Future[Decoded] = Future()
        if isinstance(self.result, Exception):
            future.set_exception(self.result)
        else:
            future.set_result(self.result)
        return future

    def prepare(self, path: Path, **_: object) -> Future[Decoded]:
        raise AssertionError(f"{path} would be sent")


def test_like_a_file_outside_is_read_at_once(library: Library, tmp_path: Path) -> None:
    outside = tmp_path / "new.png"
    outside.write_bytes(b"never seen")
    picture = painted("red", 102, size=256)
    [embedded] = library.provider.embed_items([Parts(kind=Kind.PHOTO, images=(picture,))])
    assert isinstance(embedded, Embedded)
    facts = Facts(kind=Kind.PHOTO, format="png")
    spans = (SpanContent(span=Span(), embedded=embedded),)
    decoder = Decoder(Decoded(facts=facts, thumbnail=b"", spans=spans))
    service = make_service(library, pool=decoder)
    answer = ask(service, like=(outside,))
    service.close()
    assert names(answer)[0] == "second.png"
    assert decoder.urgent == [True]


@pytest.mark.parametrize(
    "trouble",
    [
        NotMedia(),
        FindlingError("damaged", "The file is damaged: no header.", hint="Restore it."),
        FileNotFoundError(),
        Decoded(facts=Facts(kind=Kind.PHOTO, format="png"), thumbnail=b""),
    ],
)
def test_an_unreadable_example_says_why(
    library: Library, tmp_path: Path, trouble: Decoded | Exception
) -> None:
    outside = tmp_path / "odd.bin"
    outside.write_bytes(b"odd")
    service = make_service(library, pool=Decoder(trouble))
    with pytest.raises(FindlingError) as caught:
        ask(service, like=(outside,))
    service.close()
    assert caught.value.code == "like-unreadable"
    assert str(outside) in caught.value.message


def test_an_example_that_is_not_there(service: SearchService, tmp_path: Path) -> None:
    with pytest.raises(FindlingError, match="no such file"):
        ask(service, like=(tmp_path / "nothing.jpg",))


# -- getting ready ----------------------------------------------------------------------------


def test_until_meaning_is_ready_names_and_texts_answer(library: Library) -> None:
    provider = library.provider
    assert isinstance(provider, PaintedProvider)
    go = threading.Event()
    events: list[Event] = []

    def slowly() -> EmbeddingProvider:
        assert go.wait(PATIENCE)
        return provider

    service = make_service(library, provider=slowly, publish=events.append)
    service.warm_up()
    early = ask(service, "zanzibar")
    assert names(early) == ["report.pdf"]
    assert early.notices
    with pytest.raises(Superseded):
        service.search(
            SearchRequest(like=(library.folder / "second.png",)), superseded=lambda: True
        )
    go.set()
    assert service.wait_ready(PATIENCE)
    assert names(ask(service, "red"))[0] in ("first.png", "second.png")
    service.close()
    assert events == [MeaningReady()]
    assert provider.closed == 1


def test_without_a_provider_names_still_answer(library: Library) -> None:
    def missing() -> EmbeddingProvider:
        raise FindlingError("no-key", "There is no key.", hint="Set one.")

    service = make_service(library, provider=missing)
    answer = ask(service, "zanzibar")
    assert names(answer) == ["report.pdf"]
    assert answer.notices == ("There is no key. Set one.",)
    with pytest.raises(FindlingError, match="There is no key"):
        ask(service, like=(library.folder / "second.png",))
    with pytest.raises(FindlingError, match="There is no key"):
        service.wait_ready(PATIENCE)
    service.close()


def test_words_are_embedded_once(library: Library, service: SearchService) -> None:
    provider = library.provider
    assert isinstance(provider, PaintedProvider)
    for _ in range(3):
        ask(service, "red")
    assert provider.asked.count("red") == 1


def test_no_library(tmp_path: Path) -> None:
    nowhere = Realm(
        name="painted",
        duty=Duty(space=SPACE.id, plan=PLAN),
        space=SPACE,
        provider=PaintedProvider,
        nearest=Nearest(tmp_path / "index", SPACE),
        local=True,
    )
    service = SearchService(paths=LibraryPaths(tmp_path / "none"), realms=[nowhere])
    with pytest.raises(FindlingError) as caught:
        ask(service, "red")
    service.close()
    service.close()
    assert caught.value.code == "library-missing"


# -- looking things up ------------------------------------------------------------------------


def test_browse_tells_what_there_is(library: Library) -> None:
    browse = Browse(library.paths, provider="painted", duties=[Duty(space=SPACE.id, plan=PLAN)])
    status = browse.status()
    assert status.counts[Kind.PHOTO].ready == 42
    assert status.provider == "painted"
    assert [folder.path for folder in status.folders] == [library.folder]
    assert len(browse.listing()) == 44
    item = ItemId(int(browse.listing().item_ids[0]))
    assert browse.rows([item])[0].id == item
    details = browse.details(item)
    assert details is not None
    assert browse.failures() == []
    browse.close()
    browse.close()


# -- the built-in provider --------------------------------------------------------------------

PAGES = (
    "Knead the dough and bake the bread in a hot oven.",
    "The court ruled that the contract was void.",
    "The whale is the largest animal in the ocean.",
    "Our flight to Lisbon leaves the airport at noon.",
    "The patient was given medicine against the fever.",
    "The orchestra played a symphony for violin and piano.",
)


def test_the_built_in_provider_understands_pages_in_other_languages(tmp_path: Path) -> None:
    provider = BuiltinProvider()
    library = Library(LibraryPaths(tmp_path / "library"), tmp_path / "Scans", provider)
    for number, text in enumerate(PAGES):
        library.document(f"scan{number}.pdf", [text])
    service = make_service(library)
    found = [names(ask(service, text))[0] for text in ("Brot backen", "médicament", "飞机")]
    nothing = ask(service, "xqzzt flurb")
    service.close()
    library.close()
    assert found == ["scan0.pdf", "scan4.pdf", "scan3.pdf"]
    assert not nothing.confident


def test_a_part_of_weight_minus_one_is_what_is_not_wanted(service: SearchService) -> None:
    by_weight = ask(service, "red", parts=(Part(text="blue", weight=-1.0),))
    by_field = ask(service, "red", without=("blue",))
    assert [(h.path, h.score) for h in by_weight.hits] == [
        (h.path, h.score) for h in by_field.hits
    ]


def test_shares_add_up_to_the_score(service: SearchService, library: Library) -> None:
    answer = ask(service, "red", parts=(Part(path=library.folder / "second.png", weight=0.5),))
    assert [one.part.text or one.part.path for one in answer.asked] == [
        "red",
        library.folder / "second.png",
    ]
    first = answer.hits[0]
    assert first.path.name == "first.png"
    assert [share.parts for share in first.shares] == [(0,), (1,)]
    assert sum(share.score for share in first.shares) == pytest.approx(first.score, abs=0.01)
    assert sum(share.share for share in first.shares) == pytest.approx(1)


def test_marks_move_the_question_and_stay_in_the_answer(service: SearchService) -> None:
    before = ask(service, "red")
    green = next(hit for hit in before.hits if library_colour(hit.path.name) == 0)
    after = ask(service, "red", more=(green.item_id,))
    assert [one.role for one in after.asked] == [Role.PART, Role.MORE]
    place = [hit.item_id for hit in after.hits].index(green.item_id)
    assert place < [hit.item_id for hit in before.hits].index(green.item_id)
    away = ask(service, "red", less=(before.hits[0].item_id,))
    scores = {hit.item_id: hit.score for hit in away.hits}
    assert scores[before.hits[0].item_id] < before.hits[0].score


def library_colour(name: str) -> int:
    return int(name[4:8]) % 4 if name.startswith("IMG_") else -1


def test_what_is_only_not_wanted_narrows_and_does_not_rank(service: SearchService) -> None:
    answer = ask(service, parts=(Part(text="red", weight=-1.0),))
    assert answer.hits
    assert all(hit.why == () for hit in answer.hits)


def test_an_item_that_is_gone_is_told(service: SearchService) -> None:
    with pytest.raises(FindlingError) as caught:
        ask(service, parts=(Part(item=ItemId(999_999)),))
    assert caught.value.code == "like-unreadable"
    assert ask(service, "red", more=(ItemId(999_999),)).hits


def test_dates_in_words_follow_the_clock_and_can_be_words_again(service: SearchService) -> None:
    answer = ask(service, "red in July 2021")
    assert names(answer) == ["first.png"]
    assert [(one.sense, one.text) for one in answer.understood] == [
        (Sense.DATE, "in July 2021")
    ]
    assert len(ask(service, "red in July 2021", as_words=("in July 2021",)).hits) > 1


def test_a_part_of_a_file_is_read_once_whatever_its_name(
    library: Library, tmp_path: Path
) -> None:
    [embedded] = library.provider.embed_items(
        [Parts(kind=Kind.PHOTO, images=(painted("red", 102, size=256),))]
    )
    assert isinstance(embedded, Embedded)
    spans = (SpanContent(span=Span(), embedded=embedded),)
    decoder = Decoder(
        Decoded(facts=Facts(kind=Kind.PHOTO, format="png"), thumbnail=b"", spans=spans)
    )
    service = make_service(library, pool=decoder)
    cut = Cut(box=Box(0, 0, 0.5, 1))
    for name, part in (("a.png", cut), ("b.png", cut), ("a.png", Cut(box=Box(0, 0, 1, 0.5)))):
        (tmp_path / name).write_bytes(b"the same")
        ask(service, parts=(Part(path=tmp_path / name, cut=part),))
    inside = library.folder / "second.png"
    ask(service, parts=(Part(path=inside, cut=cut),))
    assert decoder.cuts == [cut, Cut(box=Box(0, 0, 1, 0.5)), cut]
    service.close()
