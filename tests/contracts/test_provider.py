"""What every provider keeps, whatever is behind it. Providers that need a network bring a local stand-in."""

from collections.abc import Iterator

import numpy as np
import pytest

from findling.core.model import SAMPLE_RATE, Embedded, Kind, Parts
from findling.embedding.provider import EmbeddingProvider
from findling.embedding.registry import open_provider
from tests.made import drawing


@pytest.fixture(scope="module", params=["builtin"])
def provider(request: pytest.FixtureRequest) -> Iterator[EmbeddingProvider]:
    opened = open_provider(request.param)
    yield opened
    opened.close()


def photo(seed: int) -> Parts:
    return Parts(kind=Kind.PHOTO, images=(np.asarray(drawing(seed, (160, 120))),))


def recording(seed: int) -> Parts:
    random = np.random.default_rng(seed)
    return Parts(
        kind=Kind.RECORDING,
        sound=(random.normal(size=SAMPLE_RATE) * 0.1).astype(np.float32),
    )


def page(text: str) -> Parts:
    return Parts(kind=Kind.DOCUMENT, text=text)


ITEMS = [photo(1), recording(1), page("Spare parts for tractors"), photo(2)]


def vectors(provider: EmbeddingProvider, items: list[Parts]) -> np.ndarray:
    answers = provider.embed_items(items)
    assert len(answers) == len(items)
    assert all(isinstance(answer, Embedded) for answer in answers)
    return np.stack([a.vector for a in answers if isinstance(a, Embedded)])


def test_vectors_have_the_spaces_shape(provider: EmbeddingProvider) -> None:
    rows = vectors(provider, ITEMS)
    assert rows.shape == (len(ITEMS), provider.space.dimensions)
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()
    asked = provider.embed_text("a red car")
    assert (asked.shape, asked.dtype) == ((provider.space.dimensions,), np.dtype(np.float32))


def test_the_order_is_kept(provider: EmbeddingProvider) -> None:
    rows = vectors(provider, ITEMS)
    assert vectors(provider, ITEMS[::-1])[::-1] == pytest.approx(rows, abs=1e-3)


def test_nothing_gives_nothing(provider: EmbeddingProvider) -> None:
    assert provider.embed_items([]) == []
    assert not provider.embed_text("").any()


def test_the_same_twice_is_the_same(provider: EmbeddingProvider) -> None:
    assert (vectors(provider, ITEMS) == vectors(provider, ITEMS)).all()
    assert (provider.embed_text("a red car") == provider.embed_text("a red car")).all()


def test_an_example_finds_itself_first(provider: EmbeddingProvider) -> None:
    rows = vectors(provider, ITEMS)
    for i, row in enumerate(rows):
        assert (rows @ provider.embed_example(row[None])).argmax() == i


def test_words_find_the_page_that_says_so(provider: EmbeddingProvider) -> None:
    pages = [
        "Spare parts for tractors",
        "Recipes with apples",
        "Minutes of the choir's meeting",
    ]
    rows = vectors(provider, [page(text) for text in pages])
    for i, words in enumerate(("agricultural machinery", "fruit cake", "singing together")):
        assert (rows @ provider.embed_text(words)).argmax() == i


def test_reasons_are_told_for_every_row(provider: EmbeddingProvider) -> None:
    rows = vectors(provider, ITEMS)
    told = provider.explain(provider.embed_example(rows[:1]), rows)
    assert len(told) == len(rows)
    assert set(told) <= {"meaning", "look", "sound"}
    assert set(provider.explain(provider.embed_text("a red car"), rows)) == {"meaning"}


def test_looks_are_compared_only_where_there_are_some(provider: EmbeddingProvider) -> None:
    rows = vectors(provider, ITEMS)
    told = provider.look_similarity(rows[0], rows)
    assert told[0] == pytest.approx(1, abs=1e-3)
    assert told[1] == 0
    assert told[3] < 0.99


def test_close_twice(provider: EmbeddingProvider) -> None:
    provider.close()
    provider.close()
