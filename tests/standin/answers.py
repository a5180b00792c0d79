"""Bodies of answers, whole or spoilt as a fault has it."""

import json

from tests.standin.billing import Count, usage
from tests.standin.faults import Fault
from tests.standin.wire import Reply


def spoilt(embedding: str, kind: str) -> str:
    values: list[float] = json.loads(embedding)["values"]
    match kind:
        case "empty-item":
            return "{}"
        case "empty-values":
            values = []
        case "wrong-dimensions":
            values = values[:-1]
        case "nan":
            values[0] = float("nan")
        case "zero":
            values = [0.0] * len(values)
    return json.dumps({"values": values})


def body_of(
    embeddings: list[str], tokens: Count, *, vertex: bool, batch: bool, fault: Fault | None
) -> bytes:
    """`embeddings`: each as JSON. One of a single request stands alone, several in a list."""
    kind = fault.kind if fault else ""
    if kind == "empty-answer":
        return b"{}"
    if kind == "short-list":
        embeddings = embeddings[:-1]
    if kind == "long-list":
        embeddings = [*embeddings, embeddings[-1]]
    fields = []
    if batch:
        fields.append(f'"embeddings": [{", ".join(embeddings)}]')
    elif embeddings:
        fields.append(f'"embedding": {embeddings[0]}')
    if kind != "no-usage":
        counted = {**usage(tokens), **({"trafficType": "ON_DEMAND"} if vertex else {})}
        fields.append(f'"usageMetadata": {json.dumps(counted)}')
    if vertex:
        fields.append('"truncated": false')
    return ("{" + ", ".join(fields) + "}").encode()


_HTML = (
    b"<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title>"
    b"<p>The server encountered a temporary error and could not complete your request.</html>"
)
_MANNERS = {
    "hang": "hang",
    "drop-before": "drop",
    "drop-mid": "cut",
    "slow": "trickle",
    "late": "late",
}


def disturbed(reply: Reply, fault: Fault | None) -> Reply:
    """The reply, going out as the fault has it."""
    if fault is None:
        return reply
    if fault.kind == "html-502":
        return Reply(code=502, body=_HTML, kind="text/html; charset=UTF-8")
    if fault.kind == "broken-json":
        reply.body = reply.body[: len(reply.body) * 2 // 3]
    reply.manner = _MANNERS.get(fault.kind, "whole")
    reply.seconds = 1.0 if fault.seconds is None else fault.seconds
    return reply
