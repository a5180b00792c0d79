"""Nobody buries anybody: meaning, names and texts in one order."""

import numpy as np
import pytest

from findling.catalogue.rows import TextMatch
from findling.core.model import Strength
from findling.search.fuse import EXACT_NAME_SCORE, fuse
from findling.search.retrieve import Moments


def moments(*spans: tuple[int, float]) -> Moments:
    """(item id, standard score), best first, among 1000 photos."""
    return Moments(
        np.arange(len(spans), dtype=np.int64),
        np.array([item for item, _ in spans], np.int64),
        np.zeros(len(spans), np.uint8),
        np.array([score for _, score in spans], np.float32),
        np.full(len(spans), 1000, np.int64),
    )


def match(
    item_id: int,
    where: str = "text",
    *,
    rank: float = 1.0,
    exact: bool = False,
    page: int | None = None,
    scattered: bool = False,
) -> TextMatch:
    return TextMatch(
        item_id=item_id, where=where, page=page, rank=rank, exact=exact, scattered=scattered
    )


def test_meaning_alone_keeps_its_order() -> None:
    order = fuse([moments((7, 9.0), (3, 8.0), (7, 7.0), (5, 1.0))], [])
    assert [e.item_id for e in order] == [7, 3, 5]
    assert [e.strength for e in order] == [Strength.STRONG, Strength.STRONG, Strength.WEAK]
    assert order[0].best == (0, 0)


def test_an_exact_name_comes_first() -> None:
    order = fuse(
        [moments((1, 20.0), (2, 15.0))],
        [match(9, "name", exact=True), match(8, "name", rank=5)],
    )
    assert order[0].item_id == 9
    assert order[0].score == EXACT_NAME_SCORE


def test_names_and_meanings_take_turns() -> None:
    seen = moments(*((item, 20.0 - item) for item in range(1, 11)))
    named = [match(100 + i, "name", rank=50.0 - i) for i in range(10)]
    order = [e.item_id for e in fuse([seen], named)]
    for depth in range(2, 21, 2):
        assert sum(item < 100 for item in order[:depth]) == depth // 2


def test_pages_in_two_lists_do_not_bury_photos() -> None:
    """Thirty pages match by word and, further down, by meaning; the two best photos only by meaning."""
    seen = moments((1, 12.0), (2, 11.0), *((10 + i, 9.0 - i / 10) for i in range(30)))
    order = [e.item_id for e in fuse([seen], [match(10 + i, rank=99.0 - i) for i in range(30)])]
    assert {1, 2} <= set(order[:4])


def test_a_word_in_a_text_beats_weak_meanings() -> None:
    order = fuse([moments((1, 3.0), (2, 2.9))], [match(5, page=433)])
    assert [e.item_id for e in order] == [5, 1, 2]
    assert order[0].strength is Strength.STRONG
    assert order[0].texts[0].page == 433


def test_words_all_over_a_long_text_are_hardly_a_reason() -> None:
    order = fuse([moments((7, 9.0))], [match(3, scattered=True)])
    assert [e.item_id for e in order] == [7, 3]
    assert order[1].strength is Strength.WEAK


def test_weak_ones_stand_below_all_others() -> None:
    texts = [match(10 + i, "folder", rank=9.0 - i) for i in range(5)]
    order = fuse([moments((1, 3.0))], texts)
    assert order[-1].item_id == 1


def test_one_item_gathers_all_that_speaks_for_it() -> None:
    seen = moments((1, 9.0), (2, 8.0))
    order = fuse(
        [seen], [match(2, "name"), match(2, "text", page=4), match(2, "text", page=9, rank=3)]
    )
    assert order[0].item_id == 2
    assert [m.page for m in order[0].texts if m.where == "text"] == [9, 4]
    assert order[0].score == pytest.approx(8.0)


def test_spaces_meet_by_rank_never_by_score() -> None:
    here = moments((1, 90.0), (2, 80.0), (3, 70.0))
    far = moments((4, 6.0), (5, 5.0), (2, 4.9))
    order = fuse([far, here], [])
    assert [e.item_id for e in order][:2] in ([4, 1], [1, 4])
    assert {e.item_id for e in order[2:4]} == {5, 2}
    assert order[-1].item_id == 3


def test_in_two_spaces_the_best_rank_and_the_best_strength_count() -> None:
    near, far = moments((7, 9.0), (8, 8.9), (9, 1.0)), moments((9, 4.0), (7, 3.9))
    by_id = {e.item_id: e for e in fuse([near, far], [])}
    assert by_id[9].best == (1, 0)
    assert by_id[7].best == (0, 0)
    assert by_id[9].strength is Strength.LIKELY
    assert by_id[9].score == pytest.approx(4.0)
    assert by_id[7].strength is Strength.STRONG
    assert len(by_id[7].ranks) == 1


def test_of_two_spaces_that_agree_on_the_rank_the_preferred_one_tells_where() -> None:
    assert fuse([moments((7, 5.0)), moments((7, 9.0))], [])[0].best == (0, 0)


def test_nothing_found() -> None:
    assert fuse([Moments.none()], []) == []
