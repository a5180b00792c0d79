"""Batches of the Gemini API: half the price, answered within a day. On the network lane.

Small ones travel in one body, larger ones as a file of JSON lines. A batch carries a name of ours, by which it is found
again after a kill, and by which its file is deleted once it is answered.
"""

import io
import logging
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from findling.core.errors import Hold
from findling.core.model import Failure, Payload, Tokens, Vector
from findling.embedding.assumptions import (
    BATCH_REFUSALS,
    BATCH_SECONDS,
    INLINE_BYTES,
    JSONL,
    SEND_SECONDS,
)
from findling.embedding.batch_lines import answer_of, lines_of, state_of
from findling.embedding.google_client import Line, content_of, milliseconds
from findling.embedding.google_space import DIMENSIONS
from findling.embedding.provider import BatchState
from findling.embedding.retrying import INDEXING, Retrier, hold_of
from findling.embedding.service import Service
from findling.embedding.trouble import Cause, Trouble

if TYPE_CHECKING:
    from google.genai import Client

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_LISTED = 500
"""Batches that are looked through for one by its name; the newest come first."""
_OVER = {
    "JOB_STATE_FAILED": "Google gave the batch up.",
    "JOB_STATE_CANCELLED": "The batch was cancelled.",
    "JOB_STATE_EXPIRED": "Google did not get to the batch in time.",
}
_DONE = ("JOB_STATE_SUCCEEDED", "JOB_STATE_PARTIALLY_SUCCEEDED")
_KEY_TROUBLE = ("key-missing", "key-invalid", "keychain-locked", "keychain-missing", "key-odd")
"""After these nobody knows whether the batch arrived."""
_EXPERIMENT = r".* is experimental and may change"


class BatchDesk:
    """`uploaded`: the service's names of files by ours, as far as known; it may not have taken ours."""

    def __init__(
        self, line: Line, *, service: Service, retrier: Retrier, uploaded: dict[str, str]
    ) -> None:
        self._line = line
        self._service = service
        self._retrier = retrier
        self._uploaded = uploaded

    def start(self, payloads: Sequence[Payload], *, name: str) -> str:
        """Hands it over once, however often that is tried: before another try, it is looked for."""
        inline = sum(payload.size for payload in payloads) <= INLINE_BYTES
        tried = False

        def hand_over(left: float) -> str:
            nonlocal tried
            del left
            if tried and (arrived := self._find(name)) is not None:
                return arrived
            tried = True
            if inline:
                source = _inline(payloads)
            else:
                source = {"file_name": self._uploaded.get(name) or self._upload(payloads, name)}
            return self._line.call(lambda client: _create(client, source, self._service, name))

        try:
            return self._retrier.run(hand_over, patience=INDEXING)
        except Trouble as trouble:
            raise self._not_taken(trouble) from None

    def find(self, name: str) -> str | None:
        return self._persist(lambda: self._find(name))

    def look(self, service_name: str, *, digests: Sequence[bytes]) -> BatchState:
        try:
            job = self._retrier.run(lambda left: self._get(service_name), patience=INDEXING)
        except Trouble as trouble:
            if trouble.code == 404:
                return _lost("Google no longer knows of the batch.")
            raise hold_of(trouble, service=self._service) from None
        state = getattr(job.state, "value", str(job.state))
        if (why := _OVER.get(state)) is not None:
            self._tidy(job)
            return _lost(why)
        if state not in _DONE:
            return BatchState(done=False, answers={}, tokens=Tokens())
        answered = self._collect(job, digests)
        self._tidy(job)
        return answered

    # --- handing over ---

    def _upload(self, payloads: Sequence[Payload], name: str) -> str:
        file = io.BytesIO(b"".join(lines_of(payloads)))

        def upload(client: "Client") -> str:
            from google.genai.types import HttpOptions, UploadFileConfig

            config = UploadFileConfig(
                name=name,
                display_name=name,
                mime_type=JSONL,
                http_options=HttpOptions(timeout=milliseconds(BATCH_SECONDS)),
            )
            return client.files.upload(file=file, config=config).name or f"files/{name}"

        try:
            self._uploaded[name] = self._line.call(upload)
            return self._uploaded[name]
        except Trouble as trouble:
            if trouble.code == 409:  # there from an earlier try
                return f"files/{name}"
            raise

    def _not_taken(self, trouble: Trouble) -> Hold:
        hold = trouble.hold
        if hold is not None and hold.code in _KEY_TROUBLE:
            return hold
        if trouble.code in BATCH_REFUSALS or (hold is not None and hold.code == "billing"):
            return self._service.no_batches(trouble.words)
        if trouble.code == 429:
            return self._service.batches_full()
        return hold_of(trouble, service=self._service)

    # --- looking after it ---

    def _find(self, name: str) -> str | None:
        def find(client: "Client") -> str | None:
            from google.genai.types import HttpOptions, ListBatchJobsConfig

            config = ListBatchJobsConfig(
                page_size=100, http_options=HttpOptions(timeout=milliseconds(SEND_SECONDS))
            )
            for number, job in enumerate(client.batches.list(config=config)):
                if job.display_name == name:
                    return job.name
                if number >= MOST_LISTED:
                    break
            return None

        return self._line.call(find)

    def _get(self, service_name: str) -> Any:
        def get(client: "Client") -> Any:
            from google.genai.types import GetBatchJobConfig, HttpOptions

            options = HttpOptions(timeout=milliseconds(BATCH_SECONDS))
            return client.batches.get(
                name=service_name, config=GetBatchJobConfig(http_options=options)
            )

        return self._line.call(get)

    def _collect(self, job: Any, digests: Sequence[bytes]) -> BatchState:
        place = job.dest
        if place is not None and place.file_name:
            text = self._persist(lambda: self._download(place.file_name))
            return state_of(text, digests=digests)
        given = (
            place and (place.inlined_embed_content_responses or place.inlined_responses)
        ) or []
        if len(given) != len(digests):
            log.warning("a batch of %d contents came back with %d", len(digests), len(given))
            return BatchState(done=True, answers={}, tokens=Tokens())
        answers: dict[bytes, Vector | Failure] = {}
        for digest, one in zip(digests, given, strict=True):
            embedding = getattr(one.response, "embedding", None)
            error = one.error.model_dump() if one.error is not None else None
            answers[digest] = answer_of(getattr(embedding, "values", None), error=error)
        return BatchState(done=True, answers=answers, tokens=Tokens())

    def _download(self, file_name: str) -> bytes:
        def download(client: "Client") -> bytes:
            from google.genai.types import DownloadFileConfig, HttpOptions

            options = HttpOptions(timeout=milliseconds(BATCH_SECONDS))
            return client.files.download(
                file=file_name, config=DownloadFileConfig(http_options=options)
            )

        return self._line.call(download)

    def _tidy(self, job: Any) -> None:
        """Deletes what was uploaded; Google would by itself after two days."""
        name = job.display_name
        if not name or (job.dest is not None and not job.dest.file_name):
            return
        file_name = self._uploaded.pop(name, f"files/{name}")
        try:
            self._line.call(lambda client: client.files.delete(name=file_name))
        except Trouble as trouble:
            log.info("the file of a batch was not deleted: %s", trouble.words)

    def _persist(self, call: Callable[[], T]) -> T:
        try:
            return self._retrier.run(lambda left: call(), patience=INDEXING)
        except Trouble as trouble:
            raise hold_of(trouble, service=self._service) from None


def _create(client: "Client", source: Any, service: Service, name: str) -> str:
    from google.genai.types import CreateEmbeddingsBatchJobConfig, HttpOptions

    warnings.filterwarnings("ignore", message=_EXPERIMENT, module=__name__)
    job = client.batches.create_embeddings(
        model=service.model,
        src=source,
        config=CreateEmbeddingsBatchJobConfig(
            display_name=name, http_options=HttpOptions(timeout=milliseconds(BATCH_SECONDS))
        ),
    )
    if not job.name:
        raise Trouble(Cause.GARBLED, "the batch came back without a name")
    return job.name


def _inline(payloads: Sequence[Payload]) -> dict[str, Any]:
    contents = [content_of(payload) for payload in payloads]
    return {
        "inlined_requests": {
            "contents": contents,
            "config": {"output_dimensionality": DIMENSIONS},
        }
    }


def _lost(why: str) -> BatchState:
    return BatchState(done=False, lost=why, answers={}, tokens=Tokens())
