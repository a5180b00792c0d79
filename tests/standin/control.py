"""The loopback control endpoint: for tests that run Findling as a process, and for trying by hand."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.standin.faults import KINDS, fault_from_json
from tests.standin.terms import Terms
from tests.standin.wire import Call, Json, Reply

if TYPE_CHECKING:
    from tests.standin.server import StandIn


def answer_control(server: "StandIn", call: Call) -> Reply:
    """Always JSON; 400 with a sentence where it was asked wrongly."""
    try:
        asked: Json = json.loads(call.body) if call.body else {}
        told = _done(server, call.method, call.path.removeprefix("/control/"), asked)
    except (ValueError, TypeError, KeyError, OSError) as error:
        return Reply(code=400, body=json.dumps({"error": str(error)}).encode())
    return Reply(body=json.dumps(told, indent=1, default=str).encode())


def _done(server: "StandIn", method: str, what: str, asked: Mapping[str, Any]) -> Any:
    record = server.service.record
    match method, what:
        case "GET", "bill":
            return record.figures()
        case "GET", "requests":
            with record.lock:
                return [request.as_json() for request in record.requests]
        case "GET", "refusals":
            with record.lock:
                return [asdict(refusal) for refusal in record.refusals]
        case "GET", "batches":
            return [
                {"name": b.name, "state": b.state, "contents": len(b.lines)}
                for b in server.batches
            ]
        case "GET", "state":
            return {"url": server.url, "crashes": server.crashes, "faults": KINDS}
        case "POST", "faults":
            fault = server.service.faults.add(fault_from_json(asked))
            return {"kind": fault.kind}
        case "DELETE", "faults":
            server.clear_faults()
        case "POST", "settings":
            _set(server.terms, asked)
        case "POST", "advance":
            server.advance(float(asked["seconds"]))
        case "POST", "finish-batches":
            server.finish_batches(str(asked.get("state", "SUCCEEDED")))
        case "POST", "teach" if "folder" in asked:
            return {"taught": server.teach_folder(Path(asked["folder"]))}
        case "POST", "teach":
            server.teach(Path(asked["path"]), str(asked["words"]))
        case "POST", "reset":
            server.reset()
        case _:
            raise ValueError(f"There is no {method} /control/{what}")
    return {}


def _set(terms: Terms, asked: Mapping[str, Any]) -> None:
    known = {one.name for one in fields(Terms)}
    for name, value in asked.items():
        if name not in known:
            raise ValueError(
                f"There is no setting {name!r}; there are: {', '.join(sorted(known))}"
            )
        setattr(terms, name, value)
