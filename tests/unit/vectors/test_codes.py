"""The byte scan and the float16 product against plain numpy."""

import numpy as np
import pytest

from findling.core.model import Space, SpaceId
from findling.vectors.codes import (
    ZERO,
    code_width,
    coded_dimensions,
    encode,
    encode_question,
    full_scores,
    scan,
    shorten,
)
from tests.unit.vectors.made_library import NESTED, SMALL, SMALL_BLOCKS, Maker, unit


@pytest.mark.parametrize(
    ("dimensions", "prefixes", "coded", "width"),
    [
        (832, (), 832, 832),
        (56, (), 56, 64),
        (3072, (128, 256, 768), 256, 256),
        (512, (512,), 512, 512),
        (3072, (1536, 768), 768, 768),
    ],
)
def test_the_smallest_prefix_wide_enough_is_coded(
    dimensions: int, prefixes: tuple[int, ...], coded: int, width: int
) -> None:
    space = Space(id=SpaceId("x"), dimensions=dimensions, prefixes=prefixes)
    assert (coded_dimensions(space), code_width(space)) == (coded, width)


def test_a_prefix_is_as_long_as_the_whole() -> None:
    vectors = np.random.default_rng(0).standard_normal((5, 512), np.float32)
    vectors[3] = 0
    short = shorten(vectors, space=NESTED)
    np.testing.assert_allclose(
        np.linalg.norm(short, axis=1), np.linalg.norm(vectors, axis=1), rtol=1e-5
    )


def test_what_is_no_number_or_too_large_is_coded_all_the_same() -> None:
    vectors = np.zeros((2, SMALL.dimensions), np.float32)
    vectors[0, :4] = [np.nan, np.inf, -np.inf, -7]
    codes = encode(vectors, space=SMALL)
    assert codes[0, :4].tolist() == [ZERO, ZERO + 127, ZERO - 127, ZERO - 127]
    assert (codes[0, 4:] == ZERO).all()
    assert (codes[1] == ZERO).all()


@pytest.mark.parametrize("width", [16, 56, 64, 200, 832])
def test_the_scan_is_the_whole_number_product(width: int) -> None:
    space = Space(id=SpaceId("x"), dimensions=width)
    vectors = unit(np.random.default_rng(1).standard_normal((3000, width), np.float32))
    codes = encode(vectors[:2990], space=space)
    for query in vectors[2990:]:
        question = encode_question(query, space=space)
        assert np.array_equal(question, np.rint(question))
        assert np.abs(question).max() == 127
        truth = (codes.astype(np.int64) - ZERO) @ question.astype(np.int64)
        rows = scan(codes, question, count=20)
        assert sorted(truth[rows]) == sorted(np.sort(truth)[-20:])


def test_the_scan_keeps_to_its_mask() -> None:
    maker = Maker(blocks=SMALL_BLOCKS)
    codes = encode(maker.items(1003), space=SMALL)
    question = encode_question(maker.questions(1)[0], space=SMALL)
    truth = (codes.astype(np.int64) - ZERO) @ question.astype(np.int64)
    for share in (0.0, 0.01, 0.5, 1.0):
        mask = np.random.default_rng(2).random(1003) < share
        rows = scan(codes, question, count=15, mask=mask)
        assert mask[rows].all()
        assert sorted(truth[rows]) == sorted(np.sort(truth[mask])[-15:])


def test_nothing_is_found_in_nothing() -> None:
    question = encode_question(np.zeros(SMALL.dimensions, np.float32), space=SMALL)
    assert not question.any()
    assert len(scan(encode(np.empty((0, 56), np.float32), space=SMALL), question, count=3)) == 0
    assert len(full_scores(np.empty((0, 56), np.float16), np.ones(56, np.float32))) == 0


@pytest.mark.parametrize("width", [7, 56, 832])
def test_full_scores_are_the_float_product(width: int) -> None:
    chance = np.random.default_rng(4)
    vectors = unit(chance.standard_normal((400, width), np.float32)).astype(np.float16)
    vectors[5, 0] = np.nan
    query = chance.standard_normal(width).astype(np.float32)
    scores = full_scores(vectors, query)
    truth = vectors.astype(np.float32) @ query
    assert scores[5] == -np.inf
    np.testing.assert_allclose(np.delete(scores, 5), np.delete(truth, 5), atol=1e-5)
