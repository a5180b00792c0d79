"""Batches: handed over inline or as a file of JSON lines, worked out when told or after a delay, at half the price.

Shapes as google-genai 3.6.1 sends and reads them.
"""

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.standin import wire
from tests.standin.files import Files
from tests.standin.quota import Clock
from tests.standin.terms import Terms
from tests.standin.wire import Json

WorkOut = Callable[[Json], Json]
"""One request's JSON to `{"embedding": …, "tokenCount": …}`, billed at half; raises ApiError."""
OPEN = ("PENDING", "RUNNING")
_TYPE = "type.googleapis.com/google.ai.generativelanguage.v1main.EmbedContentBatch"


@dataclass(kw_only=True)
class Batch:
    name: str
    model: str
    display_name: str
    lines: list[Json]
    """Each {"request": …} with its "metadata" or "key"."""
    by_file: bool
    created: float
    state: str = "PENDING"
    ended: float | None = None
    output: Json = field(default_factory=dict)
    failed: int = 0

    def as_json(self, now: float) -> Json:
        count = len(self.lines)
        open_ = self.state in OPEN
        done = 0 if open_ or not self.output else count
        stats = {
            "requestCount": str(count),
            "pendingRequestCount": str(count if open_ else 0),
            "successfulRequestCount": str(done - self.failed if done else 0),
            "failedRequestCount": str(self.failed),
        }
        metadata: Json = {
            "@type": _TYPE,
            "name": self.name,
            "model": f"models/{self.model}",
            "displayName": self.display_name,
            "createTime": _written(self.created),
            "updateTime": _written(now),
            "batchStats": stats,
            "state": f"BATCH_STATE_{self.state}",
        }
        if self.ended is not None:
            metadata["endTime"] = _written(self.ended)
        if self.output:
            metadata["output"] = self.output
        shown: Json = {"name": self.name, "metadata": metadata}
        if self.state == "FAILED":
            shown["error"] = {"code": 13, "message": "The batch could not be processed."}
        return shown if open_ else {**shown, "done": True}


class Batches:
    """Any thread."""

    def __init__(self, terms: Terms, *, clock: Clock, files: Files) -> None:
        self._terms, self._clock, self._files = terms, clock, files
        self._lock = threading.RLock()
        self._kept: dict[str, Batch] = {}
        self._made = 0

    def all(self) -> list[Batch]:
        with self._lock:
            return list(self._kept.values())

    def start(self, raw: Json, *, model: str) -> Json:
        """The body of `:asyncBatchEmbedContent`. Raises ApiError."""
        asked = raw.get("batch")
        if not isinstance(asked, dict):
            raise wire.refused("empty", "* batch: is required", field_name="batch")
        source = asked.get("inputConfig") or asked.get("input_config") or {}
        name = source.get("fileName") or source.get("file_name")
        lines = self._lines(name) if name else source.get("requests", {}).get("requests", [])
        if not lines or not all(isinstance(line.get("request"), dict) for line in lines):
            raise wire.refused("empty", "* batch.input_config: a request is missing")
        with self._lock:
            self._made += 1
            batch = Batch(
                name=f"batches/made-up-{self._made}",
                model=model,
                display_name=str(asked.get("displayName") or asked.get("display_name") or ""),
                lines=lines,
                by_file=bool(name),
                created=self._clock(),
            )
            self._kept[batch.name] = batch
            return batch.as_json(self._clock())

    def find(self, name: str) -> Batch:
        """Raises ApiError."""
        with self._lock:
            if name not in self._kept:
                raise wire.not_found(name)
            return self._kept[name]

    def show(self, name: str, work_out: WorkOut) -> Json:
        self.advance(work_out)
        return self.find(name).as_json(self._clock())

    def page(self, query: dict[str, str], work_out: WorkOut) -> Json:
        """Newest first, in pages."""
        self.advance(work_out)
        size, first = int(query.get("pageSize", 50)), int(query.get("pageToken") or 0)
        newest = self.all()[::-1]
        shown = [batch.as_json(self._clock()) for batch in newest[first : first + size]]
        more = {"nextPageToken": str(first + size)} if first + size < len(newest) else {}
        return {"operations": shown, **more}

    def cancel(self, name: str) -> None:
        batch = self.find(name)
        with self._lock:
            if batch.state in OPEN:
                batch.state, batch.ended = "CANCELLED", self._clock()

    def delete(self, name: str) -> None:
        batch = self.find(name)
        with self._lock:
            self._kept.pop(batch.name, None)

    def advance(self, work_out: WorkOut) -> None:
        """Finishes what is due."""
        delay = self._terms.batch_delay
        if delay is None:
            return
        for batch in self.all():
            if batch.state in OPEN and self._clock() >= batch.created + delay:
                self._finish(batch, "SUCCEEDED", work_out, failing=None)

    def finish(
        self, state: str, work_out: WorkOut, *, failing: Callable[[int], bool] | None
    ) -> None:
        """Ends all open ones in `state`; of a batch that succeeds, requests with failing(number) are answered by errors."""
        for batch in self.all():
            if batch.state in OPEN:
                self._finish(batch, state, work_out, failing=failing)

    def _finish(
        self,
        batch: Batch,
        state: str,
        work_out: WorkOut,
        *,
        failing: Callable[[int], bool] | None,
    ) -> None:
        with self._lock:
            if batch.state not in OPEN:
                return
            if state == "SUCCEEDED":
                results = [
                    _result(line, work_out, fails=bool(failing and failing(number)))
                    for number, line in enumerate(batch.lines)
                ]
                batch.failed = sum("error" in result for result in results)
                batch.output = self._output(batch, results)
            batch.state = state
            batch.ended = None if state in OPEN else self._clock()

    def _output(self, batch: Batch, results: Sequence[Json]) -> Json:
        if not batch.by_file:
            return {"inlinedResponses": {"inlinedResponses": list(results)}}
        lines = "".join(json.dumps(result) + "\n" for result in results)
        kept = self._files.put(lines.encode(), mime="application/jsonl")
        return {"responsesFile": kept.name}

    def _lines(self, name: str) -> list[Json]:
        _, data = self._files.read(name)
        try:
            return [json.loads(line) for line in data.decode().splitlines() if line.strip()]
        except ValueError as error:
            raise wire.refused("json", f"The file {name} is not JSON lines: {error}") from error


def _result(line: Json, work_out: WorkOut, *, fails: bool) -> Json:
    kept: dict[str, Any] = {name: line[name] for name in ("key", "metadata") if name in line}
    if fails:
        return {**kept, "error": {"code": 13, "message": "An internal error has occurred."}}
    try:
        return {**kept, "response": work_out(line["request"])}
    except wire.ApiError as error:
        return {**kept, "error": {"code": 3, "message": error.message}}


def _written(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
