"""The lines of a batch: what is handed over as a file, and what comes back. Pure.

The shape is that of Google's general guide to batches (ai.google.dev/gemini-api/docs/batch-api); none for vectors was seen.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from findling.core.model import Failure, MediaPart, Payload, Tokens, Vector
from findling.embedding.delivery import failure_of, unusable
from findling.embedding.google_client import TEXT, billed_tokens, vector_of
from findling.embedding.google_space import DIMENSIONS
from findling.embedding.provider import BatchState
from findling.embedding.trouble import Cause, Trouble, harmless

_INVALID = 3
"""INVALID_ARGUMENT, as a code of google.rpc.Status."""


def lines_of(payloads: Sequence[Payload]) -> Iterator[bytes]:
    """A line a content; its key is its place."""
    for number, payload in enumerate(payloads):
        request = {
            "content": {"parts": [_part(part) for part in payload.parts]},
            "output_dimensionality": DIMENSIONS,
        }
        yield json.dumps({"key": str(number), "request": request}).encode() + b"\n"


def _part(part: MediaPart) -> dict[str, Any]:
    if part.mime == TEXT:
        return {"text": part.data.decode()}
    data = base64.b64encode(part.data).decode()
    return {"inline_data": {"mime_type": part.mime, "data": data}}


def state_of(text: bytes, *, digests: Sequence[bytes]) -> BatchState:
    """Of the file of answers. What is missing there, or makes no sense, is not answered."""
    read = [found for line in text.splitlines() if (found := _line(line, digests)) is not None]
    told = all(billed.total for _, answer, billed in read if not isinstance(answer, Failure))
    whole = sum((billed for _, _, billed in read), Tokens())
    return BatchState(
        done=True,
        answers={digest: answer for digest, answer, _ in read},
        tokens=whole if told else Tokens(),
    )


def _line(
    line: bytes, digests: Sequence[bytes]
) -> tuple[bytes, Vector | Failure, Tokens] | None:
    """None for a line that makes no sense: its content is not answered."""
    try:
        row: Any = json.loads(line)
        place = int(row["key"])
        response: Any = row.get("response") or {}
        error: Any = row.get("error") or response.get("error")
        values = (response.get("embedding") or {}).get("values")
        digest = digests[place]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    if place < 0:  # counted from the end it would be another content's
        return None
    return digest, answer_of(values, error=error), _usage(response)


def _usage(response: Mapping[str, Any]) -> Tokens:
    from google.genai.types import UsageMetadata

    try:
        usage = UsageMetadata.model_validate(response.get("usageMetadata") or {})
    except ValueError:
        return Tokens()
    return billed_tokens(usage, expected=Tokens())


def answer_of(values: Any, *, error: Any) -> Vector | Failure:
    """`error`: a google.rpc.Status; its code 3 (INVALID_ARGUMENT) is of the content."""
    if isinstance(error, Mapping):
        refused = error.get("code") == _INVALID
        cause = Cause.REFUSED if refused else Cause.BROKEN
        return failure_of(Trouble(cause, harmless(str(error.get("message") or ""))))
    vector = vector_of(values)
    return unusable() if vector is None else vector
