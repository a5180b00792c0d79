"""A graph answers what it has proven, gives way where it has not, and is kept and trusted only whole."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from findling.core.model import Kind
from findling.vectors.candidates import AllowedItems
from findling.vectors.guide import GraphLimits, Guide
from findling.vectors.nearest import Nearest
from findling.vectors.proof import shape_of
from findling.vectors.shelf import Shelf
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, Floats, MadeCatalogue, Maker

LIMITS = GraphLimits(smallest=500)


def still() -> float:
    """A clock on which nothing takes time: no way of finding is too slow."""
    return 0.0


def new_guide(directory: Path, *, limits: GraphLimits = LIMITS) -> Guide:
    return Guide(Kind.PHOTO, space=SMALL, directory=directory, limits=limits, clock=still)


def new_shelf(vectors: Floats) -> Shelf:
    shelf = Shelf(SMALL)
    add(shelf, vectors)
    return shelf


def add(shelf: Shelf, vectors: Floats) -> None:
    ids = np.arange(len(shelf), len(shelf) + len(vectors), dtype=np.int64)
    shelf.append(vectors.astype(np.float16), span_ids=ids, item_ids=ids)


def finish(steps: Iterator[None]) -> int:
    return sum(1 for _ in steps)


@pytest.fixture
def maker() -> Maker:
    return Maker(blocks=SMALL_BLOCKS)


@pytest.fixture
def shelf(maker: Maker) -> Shelf:
    return new_shelf(maker.items(900))


def test_a_small_kind_has_no_graph(tmp_path: Path, maker: Maker) -> None:
    guide = new_guide(tmp_path)
    assert finish(guide.work(new_shelf(maker.items(499)), generation="g", asked=())) == 0
    assert guide.recall is None


def test_too_large_a_graph_is_not_begun(tmp_path: Path, shelf: Shelf) -> None:
    guide = new_guide(tmp_path, limits=GraphLimits(smallest=500, bytes=100_000))
    assert finish(guide.work(shelf, generation="g", asked=())) == 0


def test_a_shape_is_answered_once_it_is_proven(
    tmp_path: Path, shelf: Shelf, maker: Maker
) -> None:
    guide, typed = new_guide(tmp_path), maker.questions(1)[0]
    example = shelf.pick(np.array([3]))[0]
    typed[: SMALL_BLOCKS[0]] = 0
    typed[SMALL_BLOCKS[0] - 20] = 1
    assert shape_of(typed) == 16
    finish(guide.work(shelf, generation="g", asked=()))
    assert guide.search(shelf, example, count=5, allowed=None) is not None
    assert guide.search(shelf, typed, count=5, allowed=None) is None
    finish(guide.work(shelf, generation="g", asked=()))
    found = guide.search(shelf, typed, count=5, allowed=None)
    assert found is not None
    assert found.scores[4] >= shelf.exact(typed, count=5).scores[4] - 1e-5


def test_narrow_filters_are_left_to_the_scan(tmp_path: Path, shelf: Shelf) -> None:
    guide, example = new_guide(tmp_path), shelf.pick(np.array([3]))[0]
    finish(guide.work(shelf, generation="g", asked=()))
    half, most = AllowedItems(np.arange(440)), AllowedItems(np.arange(800))
    assert guide.search(shelf, example, count=5, allowed=half) is None
    found = guide.search(shelf, example, count=5, allowed=most)
    assert found is not None
    assert found.population == 800
    np.testing.assert_allclose(
        found.scores, shelf.exact(example, count=5, allowed=most).scores, atol=1e-5
    )


def test_a_kept_graph_is_taken_up_again(tmp_path: Path, shelf: Shelf) -> None:
    finish(new_guide(tmp_path).work(shelf, generation="g", asked=()))
    again = new_guide(tmp_path)
    assert finish(again.work(shelf, generation="g", asked=())) == 1
    example = shelf.pick(np.array([3]))[0]
    found = again.search(shelf, example, count=5, allowed=None)
    assert found is not None
    assert found.span_ids[0] == 3


@pytest.mark.parametrize("suffix", ["graph", "proof"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone"])
def test_a_damaged_graph_is_built_anew(
    tmp_path: Path, shelf: Shelf, suffix: str, harm: str
) -> None:
    steps = finish(new_guide(tmp_path).work(shelf, generation="g", asked=()))
    (path,) = tmp_path.glob(f"*.{suffix}")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes({"flip": bytes(data), "cut": bytes(data[:-3])}.get(harm, b""))
    if harm == "gone":
        path.unlink()
    again = new_guide(tmp_path)
    assert finish(again.work(shelf, generation="g", asked=())) == steps
    assert again.recall is not None


def test_a_graph_of_other_rows_is_not_taken(tmp_path: Path, shelf: Shelf, maker: Maker) -> None:
    finish(new_guide(tmp_path).work(shelf, generation="g", asked=()))
    fewer = new_shelf(maker.items(600))
    assert finish(new_guide(tmp_path).work(fewer, generation="g", asked=())) > 1
    assert finish(new_guide(tmp_path).work(shelf, generation="other", asked=())) > 1


def test_new_rows_are_scanned_until_they_are_many(
    tmp_path: Path, shelf: Shelf, maker: Maker
) -> None:
    guide = new_guide(tmp_path)
    finish(guide.work(shelf, generation="g", asked=()))
    few, many = maker.items(10), maker.items(300)
    for new, works in ((few, False), (many, True)):
        add(shelf, new)
        found = guide.search(shelf, new[-1], count=3, allowed=None)
        if found is not None:  # a shape that no row had before is the scan's
            assert found.span_ids[0] == len(shelf) - 1
        assert (finish(guide.work(shelf, generation="g", asked=())) > 10) == works
    assert len(list(tmp_path.glob("*.graph"))) == 1


def test_a_graph_that_is_slower_than_the_scan_is_given_up_and_not_tried_again_soon(
    tmp_path: Path, shelf: Shelf, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(10**9))

    def slow_graph() -> float:
        return float(next(ticks)) ** 2  # each measurement takes longer than the one before

    def guide() -> Guide:
        return Guide(
            Kind.PHOTO, space=SMALL, directory=tmp_path, limits=LIMITS, clock=slow_graph
        )

    first = guide()
    finish(first.work(shelf, generation="g", asked=()))
    assert first.recall is None
    assert not list(tmp_path.glob("*.graph"))
    assert first.search(shelf, shelf.pick(np.array([3]))[0], count=5, allowed=None) is None
    assert finish(guide().work(shelf, generation="g", asked=())) == 1
    add(shelf, maker.items(500))
    assert finish(guide().work(shelf, generation="g", asked=())) > 10


def test_searching_goes_on_while_the_graph_grows(tmp_path: Path, maker: Maker) -> None:
    catalogue = MadeCatalogue(SMALL)
    catalogue.add(maker.items(1500))
    nearest = Nearest(tmp_path, SMALL, limits=LIMITS, clock=still)
    nearest.load(catalogue)
    done, wrong, asked = threading.Event(), list[str](), catalogue.rows.vectors[:40]

    def keep_asking() -> None:
        while not done.is_set():
            for row, query in enumerate(asked.astype(np.float32)):
                found = nearest.search(query, kinds=[Kind.PHOTO], count=3)[Kind.PHOTO]
                if found.span_ids[0] != 1001 + row:
                    wrong.append(f"{row}: {found}")
            nearest.state()

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        for _ in range(3):
            nearest.prepare()
            catalogue.add(maker.items(200) * np.float32(0.5))
            nearest.refresh(catalogue)
    finally:
        done.set()
        asking.join()
    assert not wrong
    assert nearest.state().kind == "graph"
    again = Nearest(tmp_path, SMALL, limits=LIMITS, clock=still)
    again.load(catalogue)
    assert again.state().kind == "scan"
    assert not again.prepare()
    assert again.state().kind == "graph"


def test_prepare_stops_when_its_time_is_over(tmp_path: Path, maker: Maker) -> None:
    catalogue = MadeCatalogue(SMALL)
    catalogue.add(maker.items(800))
    seconds = iter(range(10**6))
    nearest = Nearest(tmp_path, SMALL, limits=LIMITS, clock=lambda: float(next(seconds)))
    nearest.load(catalogue)
    assert nearest.prepare(seconds=5.0)
    nearest.close()
    assert not nearest.prepare(seconds=5.0)
