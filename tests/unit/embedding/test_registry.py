"""Providers by name, and what is told of them."""

import pytest

from findling.core.errors import FindlingError
from findling.core.model import Tokens
from findling.core.settings import Settings
from findling.embedding.forms import GEMINI, VERTEX
from findling.embedding.provider import RemoteProvider
from findling.embedding.registry import (
    PROVIDERS,
    describe_providers,
    ignore,
    is_local,
    note_of,
    open_provider,
    plan_of,
    space_of,
)


@pytest.mark.parametrize("name", list(PROVIDERS))
def test_every_provider_opens_under_its_name(name: str) -> None:
    settings = Settings(index_width=512, model="gemini-embedding-3")
    provider = open_provider(name, settings=settings)
    note = note_of(name)
    assert provider.name == name
    assert provider.local == is_local(name) == note.local
    assert isinstance(provider, RemoteProvider) == (not note.local)
    assert provider.space == space_of(name, settings)
    assert note.form == (provider.form if isinstance(provider, RemoteProvider) else None)
    provider.close()


def test_spaces_go_by_name_and_settings() -> None:
    spaces = [space_of(name, Settings()) for name in PROVIDERS]
    assert [space.id for space in spaces] == [
        "builtin-1",
        "gemini-embedding-2.3072.gemini-1",
        "gemini-embedding-2.3072.vertex-1",
    ]
    other = space_of("gemini", Settings(model="gemini-embedding-3", index_width=1536))
    assert other.id != spaces[1].id
    assert other.prefixes == (1536,)


def test_what_is_sent_is_cut_by_a_plan_of_its_own() -> None:
    settings = Settings(photo_side=2048)
    assert plan_of("builtin", settings) == settings.span_plan
    assert plan_of("gemini", settings) == plan_of("vertex", settings) == settings.sent_plan


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    for ask in (open_provider, is_local, note_of, lambda name: space_of(name, Settings())):
        with pytest.raises(FindlingError) as caught:
            ask("orakel")
        assert caught.value.code == "provider-unknown"
        assert "builtin, gemini, vertex" in caught.value.hint


def test_the_builtin_one_says_what_it_cannot_do() -> None:
    note = next(note for note in describe_providers() if note.name == "builtin")
    assert note.local
    for said in ("thousand kinds", "faces", "read text", "spoken words", "alike they sound"):
        assert said in note.limits
    assert note.leaves == "Nothing leaves this computer."
    assert (note.to_whom, note.terms, note.key_url, note.form) == ("", "", "", None)


def test_the_cloud_ones_say_what_leaves_to_whom_and_on_what_terms() -> None:
    gemini, vertex = note_of("gemini"), note_of("vertex")
    for note in (gemini, vertex):
        for said in ("copies of photos", "clips", "recordings", "pages", "search for"):
            assert said in note.leaves
        for never in ("original files", "names", "places", "dates", "on this computer only"):
            assert never in note.leaves.split("Never sent:")[1]
        assert "Google" in note.to_whom
        assert "agreed" in note.cost
    assert "free tier" in gemini.terms
    assert "improve Google's products" in gemini.terms
    assert gemini.key_url.startswith("https://aistudio.google.com/")
    assert vertex.key_url == ""
    assert (gemini.form, vertex.form) == (GEMINI, VERTEX)


def test_what_it_costs_is_what_the_price_table_says() -> None:
    """The sentences are written by hand; the prices may change."""
    from findling.embedding.prices import usd

    model = Settings().model
    photos = usd(Tokens(image=258_000), model=model)
    sound = usd(Tokens(audio=25 * 3600), model=model)
    frames = usd(Tokens(video=66 * 3600), model=model)
    for name in ("gemini", "vertex"):
        assert f"${photos:.2f} for 1,000 photos" in note_of(name).cost
        assert abs(sound - 0.59) < 0.01
        assert "$0.59 for an hour of sound" in note_of(name).cost
    assert 3.35 < frames + sound < 3.50


def test_what_questions_cost_may_be_ignored() -> None:
    ignore(Tokens(text=1))
