"""Meaning and tags from what the network recognised."""

import numpy as np
import pytest

from findling.core.assets import asset
from findling.embedding.blocks import unit
from findling.embedding.classes import MOST_TAGS, Classes


@pytest.fixture(scope="module")
def classes() -> Classes:
    return Classes()


def sure_of(classes: Classes, *names: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    posterior = np.full(1000, 0.1 / 1000, np.float32)
    for name in names:
        posterior[classes.names.index(name)] = 0.9 / len(names)
    return posterior


def test_there_are_a_thousand_named_classes(classes: Classes) -> None:
    assert len(classes.names) == 1000
    assert all(classes.names)


def test_a_sure_class_means_that_class(classes: Classes) -> None:
    vectors = np.load(asset("model", "class_vectors.npy")).astype(np.float32)
    means = unit(classes.meaning(sure_of(classes, "goldfish")))
    assert (vectors @ means).argmax() == classes.names.index("goldfish")


def test_doubt_lies_between(classes: Classes) -> None:
    tench, goldfish, tractor = (
        unit(classes.meaning(sure_of(classes, name)))
        for name in ("tench", "goldfish", "tractor")
    )
    either = unit(classes.meaning(sure_of(classes, "tench", "goldfish")))
    assert min(either @ tench, either @ goldfish) > either @ tractor + 0.3


def test_tags_are_the_likeliest_first_and_never_faint(classes: Classes) -> None:
    posterior = np.zeros(1000, np.float32)
    posterior[[1, 2, 3]] = 0.3, 0.55, 0.09
    told = classes.tags(posterior)
    assert [tag.name for tag in told] == [classes.names[2], classes.names[1]]
    assert [tag.confidence for tag in told] == pytest.approx([0.55, 0.3])


def test_no_more_than_a_handful_of_tags(classes: Classes) -> None:
    posterior = np.zeros(1000, np.float32)
    posterior[:9] = 1 / 9
    assert len(classes.tags(posterior)) == MOST_TAGS


def test_two_classes_of_one_name_are_one_tag(classes: Classes) -> None:
    twice = [name for name in set(classes.names) if classes.names.count(name) == 2]
    assert twice
    for name in twice:
        posterior = np.zeros(1000, np.float32)
        posterior[[i for i, other in enumerate(classes.names) if other == name]] = 0.4
        (tag,) = classes.tags(posterior)
        assert tag.name == name
        assert tag.confidence == pytest.approx(0.8)
