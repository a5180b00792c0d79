"""Gemini Embedding 2 on Google Cloud: the account of this computer asks, a project pays. Clips are heard, PDFs read."""

import os
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from findling.core.model import Tokens
from findling.core.settings import Settings
from findling.embedding.forms import VERTEX
from findling.embedding.remote import Clockwork, RemoteGoogle
from findling.embedding.service import Door, Service

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.genai import Client
    from google.genai.types import HttpOptions

    from findling.embedding.keys import Key

ADDRESS = "GOOGLE_VERTEX_BASE_URL"
PROJECT = "GOOGLE_CLOUD_PROJECT"
LOCATION = "GOOGLE_CLOUD_LOCATION"
"""The SDK's variables. It forgets a project from the environment where another address is set, so they are read here."""
_END_USER = "Your application has authenticated using end user credentials"
"""A warning for servers; whoever sits before this computer is one."""
SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class VertexProvider(RemoteGoogle):
    door = Door.VERTEX
    form = VERTEX

    def __init__(
        self,
        *,
        settings: Settings,
        spent: Callable[[Tokens], None],
        credentials: "Credentials | None" = None,
        clockwork: Clockwork | None = None,
    ) -> None:
        """`credentials`: in place of the account that this computer is signed in with."""
        service = Service(
            door=self.door,
            model=settings.model,
            project=settings.google_project or os.environ.get(PROJECT, ""),
            address=settings.base_url or os.environ.get(ADDRESS, ""),
        )
        super().__init__(
            settings=settings,
            spent=spent,
            service=service,
            clockwork=clockwork or Clockwork(),
        )
        self._credentials = credentials

    def _open(self, options: "HttpOptions") -> "tuple[Client, Key | None]":
        from google.genai import Client

        credentials, project = self._account()
        if not project:
            raise self._service.no_project()
        client = Client(
            vertexai=True,
            credentials=credentials,
            project=project,
            location=location_of(self._settings),
            http_options=options,
        )
        return client, None

    def _account(self) -> "tuple[Credentials, str]":
        """Who asks, and which project pays; the account itself may name one."""
        if self._credentials is not None:
            return self._credentials, self._service.project
        import google.auth

        warnings.filterwarnings("ignore", message=_END_USER)
        credentials, named = google.auth.default(scopes=[SCOPE])
        return credentials, self._service.project or named or ""


def location_of(settings: Settings) -> str:
    """The environment's, unless another than the default is set."""
    if settings.google_location != Settings().google_location:
        return settings.google_location
    return os.environ.get(LOCATION) or settings.google_location
