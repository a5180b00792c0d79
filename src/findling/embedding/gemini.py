"""Gemini Embedding 2 on the Gemini API: an API key is all it takes. Knows batches at half the price."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from findling.core.model import Payload, Tokens
from findling.core.settings import Settings
from findling.embedding.batch import BatchDesk
from findling.embedding.forms import GEMINI
from findling.embedding.keys import Key, read_key
from findling.embedding.provider import BatchState
from findling.embedding.remote import Clockwork, RemoteGoogle
from findling.embedding.service import Door, Service

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import HttpOptions

ADDRESS = "GOOGLE_GEMINI_BASE_URL"
"""The SDK's variable for another address."""


class GeminiProvider(RemoteGoogle):
    door = Door.GEMINI
    form = GEMINI

    def __init__(
        self,
        *,
        settings: Settings,
        spent: Callable[[Tokens], None],
        key: Key | None = None,
        clockwork: Clockwork | None = None,
    ) -> None:
        """`key`: in place of the one in the environment or the keychain."""
        service = Service(
            door=self.door,
            model=settings.model,
            address=settings.base_url or os.environ.get(ADDRESS, ""),
        )
        super().__init__(
            settings=settings,
            spent=spent,
            service=service,
            clockwork=clockwork or Clockwork(),
        )
        self._key = key
        self._uploaded: dict[str, str] = {}  # an entry a batch that is under way

    def start_batch(self, payloads: Sequence[Payload], *, name: str) -> str:
        return self._desk().start(payloads, name=name)

    def find_batch(self, name: str) -> str | None:
        return self._desk().find(name)

    def look_at_batch(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        return self._desk().look(service_name, digests=digests)

    def _open(self, options: "HttpOptions") -> "tuple[Client, Key | None]":
        from google.genai import Client

        key = self._key if self._key is not None else read_key()
        if key is None:
            raise self._service.no_key()
        return Client(vertexai=False, api_key=key.reveal(), http_options=options), key

    def _desk(self) -> BatchDesk:
        lines = self._opened()
        return BatchDesk(
            lines.indexing,
            service=self._service,
            retrier=self._retrier(lines.closed),
            uploaded=self._uploaded,
        )
