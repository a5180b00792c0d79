"""Dollars for what is counted."""

from datetime import date

import pytest

from findling.core.model import Tokens
from findling.embedding.prices import PRICES, has_prices, prices_of, usd

MODEL = "gemini-embedding-2"


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (Tokens(), 0),
        (Tokens(text=1_000_000), 0.20),
        (Tokens(image=258), 0.00012),
        (Tokens(audio=25), 0.00016),
        (Tokens(video=66), 0.00079),
        (Tokens(document=258), 0.00012),
        (Tokens(image=10_000 * 258), 1.16),
        (Tokens(audio=3600 * 25), 0.585),
        (Tokens(text=10, image=10, audio=10, video=10, document=10), 0.000196),
    ],
)
def test_google_s_own_examples(tokens: Tokens, expected: float) -> None:
    """A picture, a frame and a second of sound cost what the price page says that they do."""
    assert usd(tokens, model=MODEL) == pytest.approx(expected, rel=0.04)


def test_a_batch_is_half_of_it() -> None:
    tokens = Tokens(image=258, text=7)
    assert usd(tokens, model=MODEL, batch=True) == usd(tokens, model=MODEL) / 2


@pytest.mark.parametrize(
    "name", [MODEL, f"models/{MODEL}", f"publishers/google/models/{MODEL}"]
)
def test_one_model_under_its_several_names(name: str) -> None:
    assert has_prices(name)
    assert prices_of(name) == PRICES[MODEL].of == date(2026, 11, 23)


def test_an_unknown_model_takes_another_s_prices_and_says_so() -> None:
    assert not has_prices("gemini-embedding-9")
    assert usd(Tokens(text=9), model="gemini-embedding-9") == usd(Tokens(text=9), model=MODEL)
    assert prices_of("gemini-embedding-9") == prices_of(MODEL)
