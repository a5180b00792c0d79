"""A graph under its lock, and its file that counts only whole."""

from pathlib import Path

import numpy as np
import pytest

from findling.vectors.cache_file import Damaged
from findling.vectors.graph import Graph
from tests.unit.vectors.made_library import SMALL, SMALL_BLOCKS, Floats, Maker


@pytest.fixture
def items() -> Floats:
    return Maker(blocks=SMALL_BLOCKS).items(600)


def built(items: Floats) -> Graph:
    graph = Graph(SMALL, capacity=100)
    for start in range(0, len(items), 50):
        graph.add(items[start : start + 50])
    return graph


def test_it_grows_past_its_capacity_and_finds_the_greatest_product(items: Floats) -> None:
    graph, hits = built(items), 0
    assert graph.covered == 600
    for query in Maker(blocks=SMALL_BLOCKS).questions(20):
        found = graph.nearest(query, count=10, width=200)
        assert found is not None
        hits += len(set(found[0].tolist()) & set(np.argsort(-(items @ query))[:10].tolist()))
    assert hits >= 198


def test_it_answers_with_all_it_has_when_more_is_wanted(items: Floats) -> None:
    found = built(items[:30]).nearest(items[0], count=100, width=10)
    assert found is not None
    assert (sorted(found[0].tolist()), found[1]) == (list(range(30)), 30)


def test_a_file_comes_back_and_a_wrong_one_does_not(tmp_path: Path, items: Floats) -> None:
    graph, path = built(items), tmp_path / "a.graph"
    check = graph.save(path)
    again = Graph.load(path, space=SMALL, covered=600, check=check)
    ours, theirs = (g.nearest(items[7], count=5, width=50) for g in (graph, again))
    assert ours is not None
    assert theirs is not None
    np.testing.assert_array_equal(ours[0], theirs[0])
    with pytest.raises(Damaged, match="number of rows"):
        Graph.load(path, space=SMALL, covered=601, check=check)
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(Damaged, match="checksum"):
        Graph.load(path, space=SMALL, covered=600, check=check)
    assert [file.name for file in tmp_path.iterdir()] == ["a.graph"]
