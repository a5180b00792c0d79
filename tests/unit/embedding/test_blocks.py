"""The layout of one vector, and what questions, reasons and looks make of it."""

import numpy as np
import pytest

from findling.embedding import blocks
from findling.embedding.blocks import ACOUSTIC, DIMENSIONS, SENTENCE, VISUAL


def block(width: int, *, seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=width).astype(np.float32)


def sentence(seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return block(blocks.SENTENCE_WIDTH, seed=seed)


def look(seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return block(blocks.VISUAL_WIDTH, seed=seed)


def sound(seed: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return block(blocks.ACOUSTIC_WIDTH, seed=seed)


def test_the_blocks_fill_the_vector_without_overlap() -> None:
    places = [SENTENCE, VISUAL, ACOUSTIC]
    covered = [i for place in places for i in range(place.start, place.stop)]
    assert covered == list(range(DIMENSIONS))


def test_each_block_has_length_one_whatever_it_came_with() -> None:
    vector = blocks.compose(
        sentence=sentence(1) * 40, visual=look(2) * np.float32(0.02), acoustic=sound(3)
    )
    for place in (SENTENCE, VISUAL, ACOUSTIC):
        assert np.linalg.norm(vector[place]) == pytest.approx(1, abs=1e-5)


def test_what_is_missing_or_zero_stays_zero() -> None:
    vector = blocks.compose(
        sentence=np.zeros(blocks.SENTENCE_WIDTH, np.float32), visual=look(1)
    )
    assert not vector[SENTENCE].any()
    assert not vector[ACOUSTIC].any()
    assert np.isfinite(vector).all()


def test_an_example_without_sound_asks_for_no_sound() -> None:
    question = blocks.example_question(
        blocks.compose(sentence=sentence(1), visual=look(2))[None]
    )
    assert not question[ACOUSTIC].any()
    assert np.linalg.norm(question[VISUAL]) == pytest.approx(0.7, abs=1e-5)
    assert np.linalg.norm(question[SENTENCE]) == pytest.approx(0.3, abs=1e-5)


def test_a_recording_asks_with_its_sound_at_full_weight() -> None:
    question = blocks.example_question(blocks.compose(acoustic=sound(1))[None])
    assert np.linalg.norm(question) == pytest.approx(1, abs=1e-5)


def test_an_example_finds_itself_with_a_score_of_one() -> None:
    whole = blocks.compose(sentence=sentence(1), visual=look(2), acoustic=sound(3))
    assert blocks.example_question(whole[None]) @ whole == pytest.approx(1, abs=1e-5)


def test_windows_that_have_a_block_speak_for_those_that_lack_it() -> None:
    silent = blocks.compose(visual=look(1))
    loud = blocks.compose(visual=look(2), acoustic=sound(3))
    question = blocks.example_question(np.stack([silent, loud]))
    assert blocks.unit(question[ACOUSTIC]) @ loud[ACOUSTIC] == pytest.approx(1, abs=1e-5)


def test_an_empty_example_asks_for_nothing() -> None:
    assert not blocks.example_question(np.zeros((2, DIMENSIONS), np.float32)).any()


def test_the_reason_is_the_block_that_adds_most() -> None:
    question = blocks.example_question(
        blocks.compose(sentence=sentence(1), visual=look(2), acoustic=sound(3))[None]
    )
    rows = np.stack(
        [
            blocks.compose(sentence=sentence(1), visual=-look(2)),
            blocks.compose(sentence=sentence(4), visual=look(2)),
            blocks.compose(acoustic=sound(3)),
        ]
    )
    assert blocks.reasons(question, rows) == ["meaning", "look", "sound"]


def test_look_similarity_sees_looks_alone() -> None:
    one = blocks.compose(sentence=sentence(1), visual=look(2))
    same_look = blocks.compose(sentence=sentence(9), visual=look(2))
    no_look = blocks.compose(sentence=sentence(1))
    told = blocks.look_cosines(one, np.stack([same_look, no_look]))
    assert told[0] == pytest.approx(1, abs=1e-5)
    assert told[1] == 0


def test_a_weighted_question_does_not_change_look_similarity() -> None:
    one = blocks.compose(sentence=sentence(1), visual=look(2))
    other = blocks.compose(visual=look(3))[None]
    question = blocks.example_question(one[None])
    assert blocks.look_cosines(question, other) == pytest.approx(
        blocks.look_cosines(one, other), abs=1e-5
    )
