"""The scale that all kinds of one space share."""

import numpy as np
import pytest
from numpy.typing import NDArray

from findling.core.model import Kind, Vector
from findling.search.calibrate import FAR, NEAR, Scale
from findling.search.oracle import unit
from findling.search.retrieve import backgrounds_of, by_meaning
from findling.vectors.candidates import Candidates


def direction(*values: float) -> Vector:
    return unit(np.array(values, np.float32))


class Shelves:
    """An index of one photo and one page scoring alike, on backgrounds of very different widths."""

    def __init__(self, *, page_deviation: float) -> None:
        plain = np.tile(np.array([-1, 1], np.float32), 250)
        self.samples = {
            Kind.PHOTO: plain * np.float32(0.1),
            Kind.DOCUMENT: plain * np.float32(page_deviation),
            Kind.CLIP: np.zeros(500, np.float32),
            Kind.RECORDING: np.empty(0, np.float32),
        }

    def search(
        self, query: Vector, *, kinds: object, count: int, allowed: object
    ) -> dict[Kind, Candidates]:
        return {
            kind: Candidates(
                span_ids=np.array([number]),
                item_ids=np.array([number]),
                scores=np.array([0.3 if kind is not Kind.CLIP else 0], np.float32),
                population=500,
            )
            for number, kind in enumerate((Kind.PHOTO, Kind.DOCUMENT, Kind.CLIP))
        }

    def background(self, query: Vector, *, kinds: object) -> dict[Kind, NDArray[np.float32]]:
        return self.samples


def scores_of(page_deviation: float, scale: Scale = NEAR, **usual: float) -> dict[int, float]:
    shelves = Shelves(page_deviation=page_deviation)
    backgrounds = backgrounds_of(
        direction(1, 0),
        shelves,  # type: ignore[arg-type]
        usual={Kind(kind): value for kind, value in usual.items()},
        scale=scale,
    )
    moments = by_meaning(
        direction(1, 0),
        shelves,  # type: ignore[arg-type]
        kinds=tuple(Kind),
        count=5,
        allowed=None,
        backgrounds=backgrounds,
    )
    return dict(zip(moments.item_ids.tolist(), moments.scores.tolist(), strict=True))


def test_each_kind_is_measured_against_itself() -> None:
    scores = scores_of(0.06)
    assert scores[0] == pytest.approx(3, rel=1e-3)
    assert scores[1] == pytest.approx(5, rel=1e-3)


def test_pages_that_are_all_alike_do_not_make_any_odd_one_a_find() -> None:
    assert scores_of(0.01)[1] == pytest.approx(6, rel=1e-3)


def test_far_away_pictures_are_not_held_to_the_wider_band_of_words() -> None:
    assert scores_of(0.3, scale=FAR)[0] == pytest.approx(3, rel=1e-3)
    assert scores_of(0.005, scale=FAR)[1] == pytest.approx(0.3 / FAR.least, rel=1e-3)


def test_a_question_that_spreads_less_than_usual_is_not_believed() -> None:
    assert scores_of(0.06, photo=0.2)[0] == pytest.approx(1.5, rel=1e-3)


def test_no_shared_block_is_no_evidence() -> None:
    assert 2 not in scores_of(0.06)


def test_nobody_allowed_means_nothing_found() -> None:
    found = by_meaning(
        direction(1, 0),
        Shelves(page_deviation=0.1),  # type: ignore[arg-type]
        kinds=tuple(Kind),
        count=5,
        allowed=np.empty(0, np.int64),
        backgrounds={},
    )
    assert len(found) == 0
