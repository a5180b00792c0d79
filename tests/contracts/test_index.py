"""What every way of finding neighbours owes: the scan, the graph and the float scan, over the same library."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from findling.core.model import Kind, Space
from findling.vectors.candidates import Candidates
from findling.vectors.guide import GraphLimits
from findling.vectors.nearest import Nearest
from tests.unit.vectors.made_library import (
    NESTED,
    SMALL,
    SMALL_BLOCKS,
    Floats,
    MadeCatalogue,
    Maker,
    unit,
)

PHOTOS = 3000
Find = Callable[..., dict[Kind, Candidates]]


class Library:
    """A catalogue with questions, and one way of finding in it."""

    def __init__(self, directory: Path, *, space: Space, way: str) -> None:
        self.catalogue, self.way = MadeCatalogue(space), way
        self.items, self.questions = _vectors(space)
        owners = np.arange(PHOTOS, dtype=np.int64) // 2 + 1
        self.catalogue.add(self.items[:PHOTOS], item_ids=owners)
        self.catalogue.add(self.items[PHOTOS:], kind=Kind.RECORDING)
        limits = GraphLimits(smallest=500 if way == "graph" else 10**9)
        self.nearest = Nearest(directory, space, limits=limits, clock=lambda: 0.0)
        self.nearest.load(self.catalogue)
        if way == "graph":
            for question in self.questions[:2]:
                self.nearest.search(question, kinds=[Kind.PHOTO], count=1)
            assert not self.nearest.prepare()
        self.find: Find = self.nearest.exact if way == "exact" else self.nearest.search

    def truth(self, query: Floats, *, rows: NDArray[np.bool_] | None = None) -> Floats:
        """Scores of all photos (or of those rows), best first."""
        photos = self.catalogue.rows.vectors[:PHOTOS].astype(np.float32)
        scores: Floats = (photos if rows is None else photos[rows]) @ query
        return -np.sort(-scores)


def _vectors(space: Space) -> tuple[Floats, Floats]:
    if space == SMALL:
        maker = Maker(blocks=SMALL_BLOCKS)
        return maker.items(PHOTOS + 30), maker.questions(40)
    chance = np.random.default_rng(3)
    fall = (1 / np.sqrt(np.arange(1, space.dimensions + 1))).astype(np.float32)
    made = unit(chance.standard_normal((PHOTOS + 70, space.dimensions), np.float32) * fall)
    return made[: PHOTOS + 30], made[PHOTOS + 30 :]


@pytest.fixture(scope="module", params=["scan", "graph", "exact"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[SMALL, NESTED], ids=["blocks", "nested"])
def library(
    request: pytest.FixtureRequest, way: str, tmp_path_factory: pytest.TempPathFactory
) -> Library:
    return Library(tmp_path_factory.mktemp("index"), space=request.param, way=way)


def test_the_state_says_who_answers(library: Library) -> None:
    state = library.nearest.state()
    assert state.kind == ("graph" if library.way == "graph" else "scan")
    assert state.vectors == PHOTOS + 30
    assert (state.recall is not None and state.recall >= 0.99) == (library.way == "graph")


@pytest.mark.parametrize("examples", [False, True], ids=["typed", "examples"])
def test_the_ten_best_are_found(library: Library, examples: bool) -> None:
    hits = 0
    queries = library.items[100:140] if examples else library.questions
    for query in queries:
        found = library.find(query, kinds=[Kind.PHOTO], count=10)[Kind.PHOTO]
        hits += int((found.scores >= library.truth(query)[9] - 1e-5).sum())
    assert hits >= (0.99 if library.way == "graph" else 1.0) * 10 * len(queries)


def test_scores_fall_and_belong_to_their_spans(library: Library) -> None:
    rows = library.catalogue.rows
    for query in library.questions[:10]:
        found = library.find(query, kinds=[Kind.PHOTO], count=25)[Kind.PHOTO]
        assert len(found.scores) == 25
        assert np.all(np.diff(found.scores) <= 0)
        at = np.searchsorted(rows.span_ids, found.span_ids)
        assert np.array_equal(rows.item_ids[at], found.item_ids)
        np.testing.assert_allclose(
            rows.vectors[at].astype(np.float32) @ query, found.scores, atol=1e-5
        )
        assert len(set(found.span_ids.tolist())) == 25


@pytest.mark.parametrize("share", [0.0, 0.002, 0.05, 0.3, 0.8, 1.0])
def test_only_allowed_items_are_found(library: Library, share: float) -> None:
    chance = np.random.default_rng(8)
    rows = library.catalogue.rows
    owners = np.unique(rows.item_ids[:PHOTOS])
    allowed = owners[chance.random(len(owners)) < share]
    mine = np.isin(rows.item_ids[:PHOTOS], allowed)
    missed = 0
    for query in library.questions[:10]:
        found = library.find(query, kinds=[Kind.PHOTO], count=10, allowed=allowed)[Kind.PHOTO]
        assert found.population == mine.sum()
        assert np.isin(found.item_ids, allowed).all()
        assert len(found.scores) == min(10, int(mine.sum()))
        missed += int((found.scores < library.truth(query, rows=mine)[:10] - 1e-5).sum())
    assert missed <= (1 if library.way == "graph" else 0)


def test_kinds_do_not_mix(library: Library) -> None:
    query = library.items[-1]
    found = library.find(query, kinds=[Kind.RECORDING, Kind.CLIP], count=50)
    assert set(found) == {Kind.RECORDING, Kind.CLIP}
    assert len(found[Kind.RECORDING].scores) == 30 == found[Kind.RECORDING].population
    assert found[Kind.RECORDING].span_ids[0] == library.catalogue.rows.span_ids[-1]
    assert (len(found[Kind.CLIP].scores), found[Kind.CLIP].population) == (0, 0)


def test_more_than_there_is_gives_all_there_is(library: Library) -> None:
    query = library.questions[0]
    found = library.find(query, kinds=[Kind.PHOTO], count=2 * PHOTOS)[Kind.PHOTO]
    assert len(set(found.span_ids.tolist())) == PHOTOS
    np.testing.assert_allclose(found.scores, library.truth(query), atol=1e-5)


def test_a_question_of_zeros_is_answered(library: Library) -> None:
    query = np.zeros(library.catalogue.space.dimensions, np.float32)
    found = library.find(query, kinds=[Kind.PHOTO], count=10)[Kind.PHOTO]
    assert found.scores.tolist() == [0.0] * 10


def test_rows_added_later_are_found_at_once(way: str, tmp_path: Path) -> None:
    library = Library(tmp_path, space=SMALL, way=way)
    late = Maker(seed=5, blocks=SMALL_BLOCKS).items(40)
    spans = library.catalogue.add(late)
    assert library.nearest.refresh(library.catalogue) == 40
    for vector, span in zip(late, spans, strict=True):
        found = library.find(vector, kinds=[Kind.PHOTO], count=3)[Kind.PHOTO]
        assert found.span_ids[0] == span
        assert found.population == PHOTOS + 40
