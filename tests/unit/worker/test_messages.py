"""Replies are read back whole, and nothing but a reply is read."""

import os
import pickle
from datetime import datetime

import numpy as np
import pytest

from findling.core.errors import FindlingError
from findling.core.model import (
    ContentHash,
    Decoded,
    Embedded,
    Facts,
    Failure,
    Kind,
    MediaPart,
    Payload,
    Place,
    Span,
    SpanContent,
    Tag,
    TakenAt,
    Tokens,
)
from findling.worker.messages import MOST_PAYLOAD, Outcome, Reply, pack, read_reply


def test_a_full_reply_survives() -> None:
    vector = np.arange(5, dtype=np.float32)
    decoded = Decoded(
        facts=Facts(
            kind=Kind.CLIP,
            format="mp4",
            taken=TakenAt(local=datetime(2024, 4, 13, 16, 20), offset_minutes=120),
            place=Place(latitude=-18.1, longitude=178.4),
            look=1 << 63,
        ),
        thumbnail=b"RIFF",
        spans=(
            SpanContent(
                span=Span(start=0.0, end=30.0),
                text="a\u0000b",
                embedded=Embedded(vector=vector, tags=(Tag(name="cat", confidence=0.5),)),
            ),
        ),
    )
    sent = Reply(outcome=Outcome.DONE, decoded=decoded, content=ContentHash(b"x" * 16))
    reply = read_reply(pack(sent))
    assert reply.decoded is not None
    assert reply.decoded.facts == decoded.facts
    (span,) = reply.decoded.spans
    assert span.embedded is not None
    np.testing.assert_array_equal(span.embedded.vector, vector)
    assert reply.content == b"x" * 16


def test_a_failure_survives() -> None:
    failure = Failure(code="empty", reason="The file is empty.", hint="Copy it again.")
    assert read_reply(pack(Reply(outcome=Outcome.FAILED, failure=failure))).failure == failure


class _Reduced:
    """Pickled as a call of getattr, as members of enums are by early versions of Python 3.11."""

    def __init__(self, owner: object, name: str) -> None:
        self._call = (getattr, (owner, name))

    def __reduce__(self) -> tuple[object, ...]:
        return self._call


def test_members_of_enums_survive_every_python() -> None:
    reply = Reply(outcome=_Reduced(Outcome, "VANISHED"))  # type: ignore[arg-type]
    assert read_reply(pack(reply)).outcome is Outcome.VANISHED


class _Attack:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("touch attacked",))


@pytest.mark.parametrize(
    "data",
    [
        pickle.dumps(_Attack()),
        pickle.dumps(print),
        pickle.dumps(_Reduced(Failure, "__init__")),
        pickle.dumps(_Reduced(Outcome, "__class__")),
        pickle.dumps({"outcome": "done"}),
        b"",
        b"\x80\x05garbage",
        pack(Reply(outcome=Outcome.DONE, content=ContentHash(b"short"))),
        pack(Reply(outcome=Outcome.DONE, decoded="facts")),  # type: ignore[arg-type]
        pack(Reply(outcome="done")),  # type: ignore[arg-type]
    ],
    ids=[
        "program",
        "function",
        "method",
        "class",
        "dict",
        "nothing",
        "noise",
        "hash",
        "decoded",
        "outcome",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(FindlingError) as caught:
        read_reply(data)
    assert caught.value.code == "worker-garbled"


def _prepared(payload: object, *, tokens: object = None) -> Reply:
    content = SpanContent(span=Span(page=1), payload=payload, tokens=tokens)  # type: ignore[arg-type]
    facts = Facts(kind=Kind.DOCUMENT, format="pdf")
    decoded = Decoded(facts=facts, thumbnail=b"", spans=(content,))
    return Reply(outcome=Outcome.PART, decoded=decoded, waits=True)


def _payload(digest: bytes = b"d" * 16, parts: object = None) -> Payload:
    words = (MediaPart(mime="text/plain", data=b"words"),)
    return Payload(
        digest=digest,
        parts=words if parts is None else parts,  # type: ignore[arg-type]
        tokens=Tokens(text=2),
    )


def test_a_part_with_what_is_sent_survives() -> None:
    sent = _prepared(_payload(), tokens=Tokens(text=2))
    reply = read_reply(pack(sent))
    assert reply == sent
    assert reply.waits


@pytest.mark.parametrize(
    "reply",
    [
        _prepared("payload"),
        _prepared(_payload(b"short")),
        _prepared(_payload(parts=[])),
        _prepared(_payload(parts=(b"words",))),
        _prepared(_payload(parts=(MediaPart(mime="text/plain", data="words"),))),  # type: ignore[arg-type]
        _prepared(_payload(parts=(MediaPart(mime="a/b", data=bytes(MOST_PAYLOAD + 1)),))),
        _prepared(None, tokens=7),
    ],
    ids=["payload", "digest", "parts", "part", "bytes", "size", "tokens"],
)
def test_what_cannot_be_sent_is_refused(reply: Reply) -> None:
    with pytest.raises(FindlingError) as caught:
        read_reply(pack(reply))
    assert caught.value.code == "worker-garbled"


def test_half_a_content_is_refused() -> None:
    facts = Facts(kind=Kind.PHOTO, format="jpeg")
    for decoded in (
        Decoded(facts="facts", thumbnail=b""),  # type: ignore[arg-type]
        Decoded(facts=facts, thumbnail="x"),  # type: ignore[arg-type]
        Decoded(facts=facts, thumbnail=b"", spans=[]),  # type: ignore[arg-type]
        Decoded(facts=facts, thumbnail=b"", spans=(1,)),  # type: ignore[arg-type]
        Decoded(facts=facts, thumbnail=b"", spans=(SpanContent(span="s"),)),  # type: ignore[arg-type]
        Decoded(facts=facts, thumbnail=b"", spans=(SpanContent(span=Span(), text=b"t"),)),  # type: ignore[arg-type]
    ):
        with pytest.raises(FindlingError):
            read_reply(pack(Reply(outcome=Outcome.DONE, decoded=decoded)))
