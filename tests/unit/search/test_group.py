"""Moments of one item, and copies of one picture."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from findling.core.model import Kind
from findling.media.picture import look_hash
from findling.search.group import (
    HASH_BITS,
    MOST_ROWS,
    NOT_UNLIKE,
    NOT_UNLIKE_FAR,
    Looked,
    bits_apart,
    fold,
    mirrored,
    other_moments,
)
from findling.search.retrieve import Moments

PICTURE = 0x0F0F_3C3C_A5A5_9696


def moments(*spans: tuple[int, float]) -> Moments:
    return Moments(
        np.arange(len(spans), dtype=np.int64),
        np.array([item for item, _ in spans], np.int64),
        np.zeros(len(spans), np.uint8),
        np.array([score for _, score in spans], np.float32),
        np.full(len(spans), 10, np.int64),
    )


def looked(
    look: int | None,
    kind: Kind = Kind.PHOTO,
    seconds: float | None = None,
    not_unlike: float = NOT_UNLIKE,
) -> Looked:
    return Looked(item_id=1, kind=kind, look=look, seconds=seconds, not_unlike=not_unlike)


def alike(_i: int, others: Sequence[int]) -> NDArray[np.float32]:
    return np.ones(len(others), np.float32)


def akin(_i: int, others: Sequence[int]) -> NDArray[np.float32]:
    return np.full(len(others), 0.6, np.float32)


def unlike(_i: int, others: Sequence[int]) -> NDArray[np.float32]:
    return np.full(len(others), 0.4, np.float32)


def test_spans_near_the_best_are_shown_best_first() -> None:
    rows = other_moments(
        moments((4, 6.0), (8, 5.9), (4, 5.5), (4, 4.0), (8, 5.8), (9, 1.0)), [4, 8]
    )
    assert {item: own.tolist() for item, own in rows.items()} == {4: [0, 2], 8: [1, 4]}


def test_a_long_clip_does_not_show_all_its_spans() -> None:
    assert len(other_moments(moments(*[(1, 5.0)] * 100), [1])[1]) == MOST_ROWS


def test_no_moments_at_all() -> None:
    assert other_moments(Moments.none(), [1, 2]) == {}


def test_copies_are_folded_where_the_best_ranked_stood() -> None:
    stranger = ~PICTURE & (1 << 64) - 1
    found = [looked(PICTURE), looked(stranger), looked(PICTURE ^ 0b101), looked(PICTURE ^ 1)]
    assert fold(found, alike) == [(0, 2, 3), (1,)]


def test_a_close_hash_alone_folds_nothing() -> None:
    assert fold([looked(PICTURE), looked(PICTURE)], unlike) == [(0,), (1,)]


def test_where_themes_are_alike_the_look_must_be_more_so() -> None:
    """Whole vectors are compared there: two pictures of one theme reach 0.7."""
    pair = [looked(PICTURE, not_unlike=NOT_UNLIKE_FAR), looked(PICTURE ^ 1)]
    assert fold(pair, lambda _, others: np.full(len(others), 0.7, np.float32)) == [(0,), (1,)]
    assert fold(pair, lambda _, others: np.full(len(others), 0.8, np.float32)) == [(0, 1)]


def test_with_nothing_to_compare_only_nearly_equal_hashes_fold() -> None:
    def unknown(_i: int, others: Sequence[int]) -> NDArray[np.float32]:
        return np.full(len(others), np.nan, np.float32)

    found = [looked(PICTURE), looked(PICTURE ^ 0b1111), looked(PICTURE ^ 0b1_1111_0000)]
    assert fold(found, unknown) == [(0, 1), (2,)]


def test_a_far_hash_folds_nothing() -> None:
    assert fold([looked(PICTURE), looked(PICTURE ^ 0xFFFFFFF)], alike) == [(0,), (1,)]


def test_the_further_the_hash_the_more_alike_they_must_look() -> None:
    near, cropped = looked(PICTURE ^ 0xFF), looked(PICTURE ^ 0xFFFF)
    assert fold([looked(PICTURE), near], akin) == [(0, 1)]
    assert fold([looked(PICTURE), cropped], akin) == [(0,), (1,)]
    assert fold([looked(PICTURE), cropped], alike) == [(0, 1)]


def test_black_frames_and_missing_pictures_prove_nothing() -> None:
    for flat in (0, 1, (1 << 64) - 1, None):
        assert fold([looked(flat), looked(flat)], alike) == [(0,), (1,)]


def test_clips_must_be_as_long_as_one_another() -> None:
    clips = [looked(PICTURE, Kind.CLIP, s) for s in (10.0, 30.0, 10.2, None)]
    assert fold(clips, alike) == [(0, 2), (1,), (3,)]


def test_kinds_are_never_mixed_and_pages_never_folded() -> None:
    assert fold([looked(PICTURE), looked(PICTURE, Kind.CLIP, 1.0)], alike) == [(0,), (1,)]
    assert fold([looked(PICTURE, Kind.DOCUMENT)] * 2, alike) == [(0,), (1,)]


def test_a_chain_of_small_steps_does_not_swallow_a_series() -> None:
    steps = [looked(PICTURE ^ ((1 << bits) - 1)) for bits in (0, 14, 28)]
    assert fold(steps, alike) == [(0, 1), (2,)]


def test_a_picture_turned_over_is_compared_as_it_was_before() -> None:
    rows = np.random.default_rng(3).integers(0, 2, (8, 8)).astype(np.uint8)
    picture = np.random.default_rng(4).integers(0, 255, (64, 72)).astype(np.uint8)
    one = np.uint64(look_hash(Image.fromarray(picture).convert("RGB")))
    other = np.uint64(look_hash(Image.fromarray(picture[:, ::-1].copy()).convert("RGB")))
    assert bits_apart(np.array([other], np.uint64), one)[0] <= 3
    assert np.bitwise_count(one ^ other) > HASH_BITS
    assert mirrored(mirrored(one)) == one
    packed = np.packbits(rows).view(">u8").astype(np.uint64)[0]
    assert np.array_equal(
        np.unpackbits(np.array([mirrored(packed)], ">u8").view(np.uint8)).reshape(8, 8),
        1 - rows[:, ::-1],
    )


def test_what_is_further_apart_is_no_copy_however_alike_it_looks() -> None:
    first = int("0123456789abcdef", 16)
    far = first ^ ((1 << 20) - 1)  # 20 bits
    looked = [
        Looked(item_id=1, kind=Kind.PHOTO, look=first, seconds=None),
        Looked(item_id=2, kind=Kind.PHOTO, look=far, seconds=None),
    ]
    assert len(fold(looked, lambda *_: np.array([0.99], np.float32))) == 2


def test_clips_of_one_length_that_begin_alike_are_no_copies() -> None:
    first = int("0123456789abcdef", 16)
    looked = [
        Looked(item_id=number, kind=Kind.CLIP, look=first, seconds=30.0) for number in (1, 2)
    ]
    assert len(fold(looked, lambda *_: np.array([0.7], np.float32))) == 2
    assert len(fold(looked, lambda *_: np.array([0.95], np.float32))) == 1
