"""Providers by name."""

import pytest

from findling.core.errors import FindlingError
from findling.embedding.registry import PROVIDERS, describe_providers, open_provider


def test_every_provider_opens_under_its_name() -> None:
    for name in PROVIDERS:
        provider = open_provider(name)
        assert provider.name == name
        provider.close()


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(FindlingError) as caught:
        open_provider("orakel")
    assert caught.value.code == "provider-unknown"
    assert "builtin" in caught.value.hint


def test_the_builtin_one_says_what_it_cannot_do() -> None:
    note = next(note for note in describe_providers() if note.name == "builtin")
    assert note.local
    for said in ("thousand kinds", "faces", "read text", "spoken words", "alike they sound"):
        assert said in note.limits
