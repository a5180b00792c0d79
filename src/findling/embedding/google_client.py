"""One connection to Google's service through its SDK: opened at the first call, closed by whoever made it.

The SDK takes 0.8 s to import and 0.1 s to open, so nothing of that happens before. It neither gives up on a silent
service nor tries again by itself; both are seen to here and in `retrying`. Any thread, several at once.
"""

import importlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from findling.core.errors import FindlingError, Hold
from findling.core.model import Payload, Tokens, Vector
from findling.embedding.assumptions import SEND_SECONDS, UNIT_TOLERANCE
from findling.embedding.google_space import DIMENSIONS, unit
from findling.embedding.keys import Key
from findling.embedding.service import Service, as_hold
from findling.embedding.trouble import Cause, Trouble, trouble_of

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import Content, EmbedContentConfig, HttpOptions

T = TypeVar("T")
TEXT = "text/plain"
_NOTICES = {
    "google_genai._api_client": "Both GOOGLE_API_KEY and GEMINI_API_KEY are set",
    "google.auth._default": "No project ID could be determined",
}
"""What Google's packages log on every start, though it is settled here: which key counts, and which project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`vectors`: one a content; None where the answer was no vector. Empty: too few or too many, so that nobody can tell whose they are."""

    vectors: tuple[Vector | None, ...]
    tokens: Tokens
    """As billed, or as expected where the service does not say."""


class Opening(Protocol):
    """Makes the SDK's client, and tells the secret that no message may show. Raises Hold."""

    def __call__(self, options: "HttpOptions") -> "tuple[Client, Key | None]": ...


class Line:
    """A client with connections and a lock of its own: whoever has one waits for nobody else's requests."""

    def __init__(
        self,
        service: Service,
        *,
        opening: Opening,
        api_version: str,
        now: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._opening = opening
        self._api_version = api_version
        self._now = now
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._secret = ""

    def ask(self, payloads: Sequence[Payload], *, seconds: float) -> Reply:
        """One request; `seconds` without a byte are too long. Raises Trouble."""

        def call(client: "Client") -> Reply:
            answer = client.models.embed_content(
                model=self._service.model,
                contents=[content_of(payload) for payload in payloads],
                config=self._config(payloads, seconds),
            )
            return _reply(answer, payloads)

        return self.call(call)

    def call(self, call: "Callable[[Client], T]") -> T:
        """Any other call of the SDK. Raises Trouble; what is not the world's fault flies on."""
        client: Client | None = None
        try:
            client = self._opened()
            return call(client)
        except Exception as error:
            trouble = self._trouble(error, client)
            if trouble is None:
                raise
        if trouble.hold is not None and trouble.hold.retry_in is None:
            self.close()  # the next call looks for a key anew
        raise trouble

    def open(self) -> None:
        """Loads the SDK, if no call has done so yet. Raises Trouble."""
        self.call(lambda client: None)

    def close(self) -> None:
        """Idempotent. A later call opens it again."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _opened(self) -> "Client":
        with self._lock:
            if self._client is None:
                if (hold := self._service.unusable()) is not None:
                    raise hold
                self._client, key = self._opening(self._options())
                self._secret = key.reveal() if key is not None else ""
            return self._client

    def _trouble(self, error: Exception, client: "Client | None") -> Trouble | None:
        if isinstance(error, FindlingError) and not isinstance(error, Hold):
            error = as_hold(error)
        trouble = trouble_of(error, service=self._service, now=self._now, secret=self._secret)
        closed = client is not None and client is not self._client
        if trouble is None and closed and isinstance(error, RuntimeError):
            return Trouble(Cause.HELD, "closed", hold=self._service.stopped())
        return trouble

    def _options(self) -> "HttpOptions":
        """Redirects are not followed: the key would go along."""
        from google.genai.types import HttpOptions

        _silence()
        return HttpOptions(
            base_url=self._service.address or None,
            api_version=self._api_version or None,
            timeout=milliseconds(SEND_SECONDS),
            client_args={
                "follow_redirects": False,
                "event_hooks": {"response": [_limit_body]},
            },
        )

    def _config(self, payloads: Sequence[Payload], seconds: float) -> "EmbedContentConfig":
        """On Google Cloud, a clip is heard and a PDF read; on the Gemini API the SDK refuses both options."""
        from google.genai.types import EmbedContentConfig, HttpOptions

        mimes = {part.mime for payload in payloads for part in payload.parts}
        is_vertex = self._service.is_vertex
        heard = is_vertex and any(mime.startswith("video/") for mime in mimes)
        return EmbedContentConfig(
            output_dimensionality=DIMENSIONS,
            audio_track_extraction=True if heard else None,
            document_ocr=True if is_vertex and "application/pdf" in mimes else None,
            http_options=HttpOptions(timeout=milliseconds(seconds)),
        )


def content_of(payload: Payload) -> "Content":
    """One content: its parts become one vector. (A bare list of parts or strings would be merged into a single one.)"""
    from google.genai.types import Blob, Content, Part

    return Content(
        parts=[
            Part(text=part.data.decode())
            if part.mime == TEXT
            else Part(inline_data=Blob(data=part.data, mime_type=part.mime))
            for part in payload.parts
        ]
    )


def vector_of(values: Any) -> Vector | None:
    """Of unit length, shape (3072,); None for what is no vector: another length, all zeros, not numbers."""
    try:
        vector: NDArray[np.float32] = np.asarray(values, np.float32)
    except (TypeError, ValueError):
        return None
    if vector.shape != (DIMENSIONS,) or not np.isfinite(vector).all():
        return None
    length = float(np.linalg.norm(vector))
    if length == 0:
        return None
    if abs(length - 1) > UNIT_TOLERANCE:
        return unit(vector)
    return vector


def milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def expected_tokens(payloads: Sequence[Payload]) -> Tokens:
    return sum((payload.tokens for payload in payloads), Tokens())


def billed_tokens(usage: Any, *, expected: Tokens) -> Tokens:
    """By modality, as the service says; where it says only how many, shared out as was expected."""
    counted: dict[str, int] = {}
    for detail in getattr(usage, "prompt_tokens_details", None) or ():
        name = str(getattr(detail.modality, "value", detail.modality) or "").lower()
        counted[name] = counted.get(name, 0) + int(detail.token_count or 0)
    known = {"text", "image", "audio", "video", "document"}
    if counted and counted.keys() <= known:
        return Tokens(**counted)
    total = int(getattr(usage, "prompt_token_count", None) or 0)
    return _shared_out(total, expected) if total and expected.total else expected


def _shared_out(total: int, expected: Tokens) -> Tokens:
    part = total / expected.total
    return Tokens(
        text=round(expected.text * part),
        image=round(expected.image * part),
        audio=round(expected.audio * part),
        video=round(expected.video * part),
        document=round(expected.document * part),
    )


def _reply(answer: Any, payloads: Sequence[Payload]) -> Reply:
    embeddings = answer.embeddings or []
    whole = len(embeddings) == len(payloads)
    return Reply(
        vectors=tuple(vector_of(one.values) for one in embeddings) if whole else (),
        tokens=billed_tokens(answer.usage_metadata, expected=expected_tokens(payloads)),
    )


def _limit_body(response: Any) -> None:
    """Ends an answer that trickles in: the time limit of a request is for each read alone."""
    seconds = (response.request.extensions.get("timeout") or {}).get("read")
    if seconds:
        package = type(response).__module__.partition(".")[0]
        response.stream = _limited(package)(response, time.monotonic() + seconds)


@cache
def _limited(package: str) -> Any:
    """A stream of httpx2's or httpx's own kind, since each takes no other."""
    client: Any = importlib.import_module(package)

    class Limited(client.SyncByteStream):  # type: ignore[misc]  # known only at run time
        def __init__(self, response: Any, until: float) -> None:
            self._stream, self._request, self._until = response.stream, response.request, until

        def __iter__(self) -> Iterator[bytes]:
            for chunk in self._stream:
                if time.monotonic() > self._until:
                    raise client.ReadTimeout("the answer took too long", request=self._request)
                yield chunk

        def close(self) -> None:
            self._stream.close()

    return Limited


def _silence() -> None:
    for name in _NOTICES:
        logger = logging.getLogger(name)
        if _is_news not in logger.filters:
            logger.addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(_NOTICES[record.name])
