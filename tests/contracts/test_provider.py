"""What every provider keeps, whatever is behind it. Providers that need a network bring a local stand-in."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from findling.core.model import SAMPLE_RATE, Embedded, Kind, Parts
from findling.core.settings import Settings
from findling.embedding.gemini import GeminiProvider
from findling.embedding.keys import Key
from findling.embedding.provider import EmbeddingProvider, RemoteProvider
from findling.embedding.registry import ignore, open_provider
from findling.embedding.vertex import VertexProvider
from tests.made import drawing
from tests.standin import StandIn
from tests.unit.embedding.cloud import credentials


@pytest.fixture(scope="module", params=["builtin", "gemini", "vertex"])
def provider(request: pytest.FixtureRequest) -> Iterator[EmbeddingProvider]:
    with ExitStack() as stack:
        if request.param == "builtin":
            opened = open_provider("builtin")
        else:
            opened = _behind(stack.enter_context(StandIn()), request.param)
        stack.callback(opened.close)
        yield opened


def _behind(server: StandIn, name: str) -> EmbeddingProvider:
    """The real client, before the stand-in."""
    settings = Settings(base_url=server.url, google_project="made-up")
    if name == "gemini":
        return GeminiProvider(settings=settings, spent=ignore, key=Key(server.key))
    token = credentials(server.token)
    return VertexProvider(settings=settings, spent=ignore, credentials=token)


def keeps_looks_apart(provider: EmbeddingProvider) -> bool:
    """Blocks of a vector for how things look; a space in which everything meets has none."""
    return provider.local


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
    """The stand-in knows a word by its letters alone."""
    pages = [
        "Spare parts for tractors",
        "Recipes with apples",
        "Minutes of the choir's meeting",
    ]
    rows = vectors(provider, [page(text) for text in pages])
    meant = ("agricultural machinery", "fruit cake", "singing together")
    said = ("tractors", "apples and recipes", "the choir's minutes")
    for i, words in enumerate(meant if provider.local else said):
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
    assert told.shape == (len(rows),)
    assert told[0] == pytest.approx(1, abs=1e-3)
    assert told[3] < 0.99
    if keeps_looks_apart(provider):
        assert told[1] == 0
    else:
        assert told[1] < told[0]
    none = np.zeros((1, provider.space.dimensions), np.float32)
    assert provider.look_similarity(rows[0], none)[0] == 0


def test_nothing_in_an_item_is_no_failure(provider: EmbeddingProvider) -> None:
    silence = Parts(kind=Kind.RECORDING, sound=np.zeros(SAMPLE_RATE, np.float32))
    assert not vectors(provider, [silence]).any()


def test_a_space_has_a_name_and_widths_of_its_own(provider: EmbeddingProvider) -> None:
    space = provider.space
    assert Path(space.id).name == space.id
    assert space.kinds == frozenset(Kind)
    assert all(0 < width < space.dimensions for width in space.prefixes)
    assert isinstance(provider, RemoteProvider) == (not provider.local)


def test_it_goes_on_after_close(provider: EmbeddingProvider) -> None:
    before = provider.embed_text("a red car")
    provider.close()
    assert (provider.embed_text("a red car") == before).all()


def test_close_twice(provider: EmbeddingProvider) -> None:
    provider.close()
    provider.close()
