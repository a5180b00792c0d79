"""From a call to its reply: who asks, for what, whether it may be, and what comes of it. Knows no sockets."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable

from tests.standin import rules, wire
from tests.standin.answers import body_of, disturbed, spoilt
from tests.standin.batches import Batches
from tests.standin.billing import Count
from tests.standin.contents import Content, FindFile, Part, read_batch, read_one
from tests.standin.faults import UNTOUCHED, Fault, Faults
from tests.standin.files import Files
from tests.standin.media import Seen, look_into
from tests.standin.quota import Clock, Quota
from tests.standin.record import Answered, Record, Refusal, Request
from tests.standin.routes import Asked
from tests.standin.rules import Platform
from tests.standin.space import Space, ready, written
from tests.standin.terms import Terms
from tests.standin.wire import ApiError, Call, Json, Reply

_CACHED = 512


class Service:
    """Any thread. `answer` also counts what was answered; the caller takes back what it could not deliver."""

    def __init__(self, terms: Terms, *, clock: Clock, seed: int) -> None:
        self.terms = terms
        self.record = Record()
        self.faults = Faults(seed)
        self.quota = Quota(terms, clock=clock)
        self.files = Files()
        self.batches = Batches(terms, clock=clock, files=self.files)
        self.space = Space(terms.dimensions)
        self.base = ""
        self._seen: OrderedDict[str, Seen] = OrderedDict()
        self._seen_lock = threading.Lock()

    def answer(
        self, call: Call, asked: Asked, request: Request
    ) -> tuple[Reply, list[Answered]]:
        """The reply, and what in it was worked out and is to be taken back if it cannot be delivered."""
        try:
            self._authorise(call, asked)
            if asked.route == "embed":
                return self._embed(call, asked, request)
            fault = self.faults.pick(asked.route, [])
            error = fault.error([], model=asked.model) if fault else None
            if error:
                raise error
            carried_out = fault is None or fault.kind not in UNTOUCHED
            reply = self._other(call, asked) if carried_out else Reply()
            return disturbed(reply, fault), []
        except ApiError as error:
            if error.reason:
                self.record.refuse(
                    Refusal(reason=error.reason, message=error.message, route=asked.route)
                )
            return error.reply(), []

    def work_out(self, raw: Json) -> Json:
        """One request of a batch. Raises ApiError."""
        content = read_one(raw, model=self.terms.model, vertex=False, find=self.files.read)
        tokens, embedding = self._worked_out(content, self._platform(vertex=False))
        self.record.answer([_answered(content, tokens, batch=True)], requests=0)
        return {"embedding": json.loads(embedding), "tokenCount": tokens.total()}

    def see(self, part: Part) -> Seen:
        """Decodes a part once; raises ApiError."""
        with self._seen_lock:
            if part.digest in self._seen:
                self._seen.move_to_end(part.digest)
                return self._seen[part.digest]
        seen = look_into(part)
        with self._seen_lock:
            self._seen[part.digest] = seen
            if len(self._seen) > _CACHED:
                self._seen.popitem(last=False)
        return seen

    def _authorise(self, call: Call, asked: Asked) -> None:
        if asked.vertex and (call.token is not None or asked.vertex.startswith("projects/")):
            if call.token != self.terms.token:
                raise wire.wrong_token()
            return
        if asked.route == "file-upload" and "upload_id" in call.query:
            return  # the address itself is the secret
        if call.key is None:
            raise wire.no_key()
        if call.key != self.terms.key:
            raise wire.wrong_key()

    def _embed(
        self, call: Call, asked: Asked, request: Request
    ) -> tuple[Reply, list[Answered]]:
        vertex = bool(asked.vertex)
        batch = asked.verb == "batchEmbedContents"
        if vertex and batch and not self.terms.vertex_batch_route:
            raise ApiError(404, "NOT_FOUND", f"The requested URL {call.path} was not found.")
        self._model(asked)
        contents = self._contents(call, vertex=vertex, batch=batch)
        request.contents = len(contents)
        request.digests = tuple(content.digest for content in contents)
        request.config = contents[0].config
        fault = self.faults.pick("embed", contents)
        error = fault.error(contents, model=asked.model) if fault else None
        error = error or self.quota.take(len(contents), model=asked.model)
        if error:
            raise error
        if fault and fault.kind in UNTOUCHED:
            return disturbed(Reply(), fault), []
        return self._answered(contents, fault, vertex=vertex, batch=batch)

    def _contents(self, call: Call, *, vertex: bool, batch: bool) -> list[Content]:
        read: Callable[..., list[Content]] = read_batch if batch else _read_single
        raw = self._json(call)
        find: FindFile = self.files.read
        contents = read(raw, model=self.terms.model, vertex=vertex, find=find)
        if len(contents) > self.terms.most_contents:
            text = f"* BatchEmbedContentsRequest.requests: at most {self.terms.most_contents} requests can be in one batch"
            raise wire.refused("contents", text)
        if self.terms.images_per_request:
            rules.check_images(contents)
        return contents

    def _answered(
        self, contents: list[Content], fault: Fault | None, *, vertex: bool, batch: bool
    ) -> tuple[Reply, list[Answered]]:
        platform = self._platform(vertex=vertex)
        worked = [self._worked_out(content, platform) for content in contents]
        answered = [
            _answered(content, tokens)
            for content, (tokens, _) in zip(contents, worked, strict=True)
        ]
        self.record.answer(answered)
        total: Count = sum((tokens for tokens, _ in worked), start=Count())
        embeddings = [embedding for _, embedding in worked]
        hit = fault.hits(contents) if fault else []
        if fault and fault.spoils:
            for number in hit:
                embeddings[number] = spoilt(embeddings[number], fault.kind)
        gone = [
            one
            for n, one in enumerate(answered)
            if fault and (fault.destroys or (fault.spoils and n in hit))
        ]
        self.record.lose(gone, billed=self.terms.bill_lost)
        body = body_of(embeddings, total, vertex=vertex, batch=batch, fault=fault)
        kept = [one for one in answered if one not in gone]
        return disturbed(Reply(body=body), fault), kept

    def _worked_out(self, content: Content, platform: Platform) -> tuple[Count, str]:
        """What a content counts, and its embedding as JSON. Raises ApiError, and notes the refusal with its digest."""
        width = content.config.get("outputDimensionality", self.terms.dimensions)
        if self.terms.fast and content.kind in ("photo", "query", "text"):
            number = int(content.digest[:2], 16) % 64
            return rules.rough_count(content), ready(number, self.terms.dimensions, width)
        try:
            seen = [self.see(part) for part in content.parts]
            tokens = rules.check(content, seen, platform)
        except ApiError as error:
            if error.reason:
                self.record.refuse(
                    Refusal(
                        reason=error.reason,
                        message=error.message,
                        digest=content.digest,
                        route="embed",
                    )
                )
                error.reason = ""
            raise
        return tokens, written(self.space.vector(content, seen), width)

    def _platform(self, *, vertex: bool) -> Platform:
        return Platform(
            vertex=vertex,
            strict=self.terms.strict,
            most_frames=self.terms.vertex_frames if vertex else 32,
            most_dimensions=self.terms.dimensions,
        )

    def _model(self, asked: Asked) -> None:
        if asked.model != self.terms.model:
            raise wire.model_gone(asked.model, asked.version)

    def _json(self, call: Call) -> Json:
        if len(call.body) > self.terms.most_bytes:
            text = f"Request payload size exceeds the limit: {self.terms.most_bytes} bytes."
            raise wire.refused("bytes", text)
        try:
            raw = json.loads(call.body)
        except ValueError as error:
            raise wire.refused("json", f"Invalid JSON payload received. {error}") from error
        if not isinstance(raw, dict):
            raise wire.refused("json", "Invalid JSON payload received. Not an object.")
        return raw

    def _other(self, call: Call, asked: Asked) -> Reply:
        match asked.route:
            case "model":
                self._model(asked)
                return _json_reply(_described(asked, self.terms))
            case "batch-start":
                self._model(asked)
                return _json_reply(self.batches.start(self._json(call), model=asked.model))
            case "batch-look":
                return _json_reply(self.batches.show(asked.name, self.work_out))
            case "batch-list":
                return _json_reply(self.batches.page(dict(call.query), self.work_out))
            case "batch-cancel":
                self.batches.cancel(asked.name)
            case "batch-delete":
                self.batches.delete(asked.name)
            case "file-upload":
                return self.files.upload(call, base=self.base)
            case "file-look":
                return _json_reply(self.files.find(asked.name).as_json(self.base))
            case "file-download":
                kept = self.files.find(asked.name)
                if not kept.generated:
                    raise wire.refused("download", "Only generated files can be downloaded.")
                return Reply(body=kept.data, kind=kept.mime)
            case "file-delete":
                self.files.delete(asked.name)
        return Reply()


def _read_single(raw: Json, *, model: str, vertex: bool, find: FindFile) -> list[Content]:
    return [read_one(raw, model=model, vertex=vertex, find=find)]


def _answered(content: Content, tokens: Count, *, batch: bool = False) -> Answered:
    return Answered(digest=content.digest, kind=content.kind, tokens=tokens, batch=batch)


def _json_reply(raw: Json) -> Reply:
    return Reply(body=json.dumps(raw).encode())


def _described(asked: Asked, terms: Terms) -> Json:
    return {
        "name": f"{asked.vertex}models/{terms.model}",
        "version": "2",
        "displayName": "Gemini Embedding 2",
        "inputTokenLimit": rules.MOST_TOKENS,
        "outputTokenLimit": 1,
        "supportedGenerationMethods": [
            "embedContent",
            "batchEmbedContents",
            "asyncBatchEmbedContent",
        ],
    }
