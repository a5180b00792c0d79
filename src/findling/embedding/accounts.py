"""The key and whether a provider works: what the window and the commands ask. Waits for a keychain or the network."""

import time
from collections.abc import Callable

from findling.core.settings import Settings
from findling.embedding import keys
from findling.embedding.keys import Found
from findling.embedding.provider import EmbeddingProvider
from findling.embedding.registry import ignore, open_provider

WORDS = "a photo of a cat"


class Accounts:
    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic

    def key(self) -> Found | None:
        """Where a key is. FindlingError where there is no keychain to look in."""
        return keys.find_key()

    def store_key(self, text: str) -> None:
        keys.store_key(text)

    def delete_key(self) -> None:
        keys.delete_key()

    def test(self, provider: str, settings: Settings, key: str | None = None) -> float:
        """One real call, with this key or the one that is kept; how long it took, in milliseconds, without what is loaded.

        It costs $0.000002. Raises Hold or FindlingError in words.
        """
        opened = _opened(provider, settings, key)
        try:
            began = self._monotonic()
            opened.embed_text(WORDS)
            return (self._monotonic() - began) * 1000
        finally:
            opened.close()


def _opened(name: str, settings: Settings, key: str | None) -> EmbeddingProvider:
    """With everything loaded that a call needs."""
    if name == "gemini" and key is not None:
        from findling.embedding.gemini import GeminiProvider

        given = keys.clean_key(key)
        provider: EmbeddingProvider = GeminiProvider(settings=settings, spent=ignore, key=given)
    else:
        provider = open_provider(name, settings=settings)
    if not provider.local:
        from findling.embedding.remote import RemoteGoogle

        assert isinstance(provider, RemoteGoogle)
        provider.load()
    return provider
