"""Words become vectors in which meaning, not language, decides; long texts are seen from end to end."""

import numpy as np
import pytest

from findling.embedding.blocks import unit
from findling.embedding.sentences import PASSAGE, PASSAGES, PIECE, Sentences, spread


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return Sentences()


def test_the_same_question_in_other_languages_lies_close(sentences: Sentences) -> None:
    said = [
        "a dog on the beach",
        "ein Hund am Strand",
        "海滩上的一只狗",
        "un chien sur la plage",
    ]
    other = ["tax return for the year", "Steuererklärung für das Jahr", "年度纳税申报表"]
    near = unit(np.stack([sentences.embed(text) for text in said]))
    far = unit(np.stack([sentences.embed(text) for text in other]))
    assert (near @ near.T).min() > (near @ far.T).max() + 0.2


def test_nothing_said_is_zero(sentences: Sentences) -> None:
    for text in ("", "  \n", "… – !"):
        assert not sentences.embed(text).any()


def test_a_long_text_is_heard_from_its_beginning_to_its_end(sentences: Sentences) -> None:
    cats = "The cat sleeps on the warm kitchen floor. " * 100
    long = unit(sentences.embed(cats + "Rockets fly to the moon and back again. " * 100))
    assert long @ unit(sentences.embed("a rocket to the moon")) > 0.2
    assert long @ unit(sentences.embed("a sleeping cat")) > 0.2


def test_a_short_text_is_one_passage_as_it_stands() -> None:
    assert spread("  a red\ncar ") == ["a red car"]


def test_passages_are_few_bounded_and_reach_both_ends() -> None:
    passages = spread("first " + "middle " * 20_000 + "last")
    assert len(passages) == PASSAGES
    assert passages[0].startswith("first")
    assert passages[-1].endswith("last")
    assert max(map(len, passages)) <= PASSAGE + PIECE + 1


def test_writing_without_spaces_is_cut_and_loses_nothing() -> None:
    text = "山水人家" * 100
    passages = spread(text)
    assert "".join(passages) == text
    assert max(map(len, passages)) <= PASSAGE + PIECE
