"""What travels between the program and a decode process, and a reader that accepts nothing else.

A decoder that was taken over by a hostile file must not take over the program with its answer, so
answers are unpickled with a short list of permitted names only.
"""

import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

from findling.core.cut import Cut
from findling.core.errors import FindlingError
from findling.core.model import (
    ContentHash,
    Decoded,
    Facts,
    Failure,
    MediaPart,
    Payload,
    Span,
    SpanContent,
    Tokens,
)
from findling.core.settings import Settings

MOST_PAYLOAD = 12 << 20
"""Bytes of one payload; six pages full of noise are about five million."""


class Task(StrEnum):
    IDENTIFY = "identify"
    DECODE = "decode"
    """Facts, thumbnail, and spans with their vectors."""
    LOOK = "look"
    """The same without vectors, but with what sending the spans is expected to count."""
    PREPARE = "prepare"
    """The same with what is to be sent, piece by piece."""


class Outcome(StrEnum):
    DONE = "done"
    FAILED = "failed"
    NOT_MEDIA = "not-media"
    VANISHED = "vanished"
    BROKEN = "broken"
    """Our own bug in the decode process; `text` is its traceback."""
    ALIVE = "alive"
    """Still at it: a long file has got another step further."""
    PART = "part"
    """A piece of what was asked for; the end comes apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The first message to a new process."""

    settings: Settings
    background: bool
    """Whether the process makes room for whatever else runs on the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    task: Task
    path: Path
    provider: str = ""
    """Who embeds the spans, or who is to be sent them."""
    cut: Cut | None = None
    """What of the file is meant; None: all of it."""


@dataclass(frozen=True, slots=True)
class Go:
    """The last part was taken: the process may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    outcome: Outcome
    decoded: Decoded | None = None
    content: ContentHash | None = None
    failure: Failure | None = None
    text: str = ""
    waits: bool = False
    """After this part the process stands still until it is told to go on."""
    retire: bool = False
    """The process has grown and asks to be replaced."""


_PERMITTED: Mapping[str, frozenset[str]] = {
    "findling.worker.messages": frozenset({"Outcome", "Reply"}),
    "findling.core.model": frozenset(
        {
            *("Decoded", "Embedded", "Facts", "Failure", "Kind", "Place", "Span"),
            *("MediaPart", "Payload", "SpanContent", "Tag", "TakenAt", "Tokens"),
        }
    ),
    "datetime": frozenset({"datetime"}),
    "numpy": frozenset({"dtype", "ndarray"}),
    "numpy._core.multiarray": frozenset({"_reconstruct", "scalar"}),
    "numpy._core.numeric": frozenset({"_frombuffer"}),
    "_codecs": frozenset({"encode"}),
}


class _ReplyReader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name in _PERMITTED.get(module, frozenset()):
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _member
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a reply")


def _member(kind: object, name: str) -> Enum:
    """Python 3.11.0 to 3.11.3 write a member of an enum as `getattr(its class, its name)`; nothing else may use it."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind[name]
    raise pickle.UnpicklingError("only members of enums have a place in a reply")


def pack(message: Setup | Job | Go | Reply) -> bytes:
    return pickle.dumps(message, protocol=5)


def read_reply(data: bytes) -> Reply:
    """The reply in `data`; FindlingError "worker-garbled" for anything that is not one."""
    try:
        reply = _ReplyReader(io.BytesIO(data)).load()
    except Exception as error:  # a hostile pickle may raise whatever it likes
        raise _garbled() from error
    if not isinstance(reply, Reply) or not _fits(reply):
        raise _garbled()
    return reply


def _fits(reply: Reply) -> bool:
    """Whether the parts are of the kinds they should be; a pickle may put anything in their place."""
    return (
        isinstance(reply.outcome, Outcome)
        and (reply.decoded is None or _decoded_fits(reply.decoded))
        and isinstance(reply.failure, Failure | None)
        and (
            reply.content is None
            or (isinstance(reply.content, bytes) and len(reply.content) == 16)
        )
    )


def _decoded_fits(decoded: object) -> bool:
    return (
        isinstance(decoded, Decoded)
        and isinstance(decoded.facts, Facts)
        and isinstance(decoded.thumbnail, bytes)
        and isinstance(decoded.spans, tuple)
        and all(_span_fits(span) for span in decoded.spans)
    )


def _span_fits(content: object) -> bool:
    return (
        isinstance(content, SpanContent)
        and isinstance(content.span, Span)
        and isinstance(content.text, str)
        and isinstance(content.tokens, Tokens | None)
        and (content.payload is None or _payload_fits(content.payload))
    )


def _payload_fits(payload: object) -> bool:
    """What is sent is only ever what was prepared as such: bytes under a name, and not too many."""
    return (
        isinstance(payload, Payload)
        and isinstance(payload.digest, bytes)
        and len(payload.digest) == 16
        and isinstance(payload.tokens, Tokens)
        and isinstance(payload.parts, tuple)
        and all(
            isinstance(part, MediaPart)
            and isinstance(part.mime, str)
            and isinstance(part.data, bytes)
            for part in payload.parts
        )
        and payload.size <= MOST_PAYLOAD
    )


def _garbled() -> FindlingError:
    return FindlingError(
        "worker-garbled",
        "A reader answered with something that makes no sense.",
        hint="Try the file again; if it happens again, leave it out of the library.",
    )
