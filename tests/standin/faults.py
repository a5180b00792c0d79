"""Trouble on request: which of it, when, how often and for whom."""

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.standin import wire
from tests.standin.contents import Content
from tests.standin.wire import ApiError

KINDS: Mapping[str, str] = {
    # answered with an error: nothing is worked out, nothing billed
    "quota-minute": "429, the requests of this minute are used up; RetryInfo of `seconds` (30)",
    "quota-day": "429, the requests of this day are used up; a short RetryInfo all the same",
    "quota-bare": "429 without details, as Google Cloud says it",
    "bad-item": "400 that names the content",
    "bad-request": "400 that names no content",
    "invalid-key": "400, API_KEY_INVALID",
    "region": "400, FAILED_PRECONDITION",
    "permission": "403, PERMISSION_DENIED",
    "billing": "403, BILLING_DISABLED",
    "model-gone": "404",
    "timeout-408": "408",
    "too-large": "413",
    "internal-500": "500, INTERNAL",
    "html-502": "502 with a page of HTML",
    "unavailable-503": "503, UNAVAILABLE",
    "deadline-504": "504, DEADLINE_EXCEEDED",
    "hang": "no answer until either side closes",
    "drop-before": "the connection ends without a byte",
    # worked out and then destroyed: lost
    "drop-mid": "the connection ends after half of the answer",
    "broken-json": "200, and the JSON breaks off",
    "empty-answer": "200 and {}",
    "short-list": "200 and one embedding too few: all of them are lost, as nobody knows which is missing",
    "long-list": "200 and one embedding too many: all are lost",
    # the contents that were hit are lost, the others answered
    "empty-item": "an embedding {}",
    "empty-values": "an embedding with an empty list",
    "wrong-dimensions": "an embedding that is one number short",
    "nan": "an embedding with NaN in it",
    "zero": "an embedding of zeros",
    # answered all the same
    "slow": "the answer trickles in over `seconds` (1)",
    "late": "the answer starts after `seconds` (1)",
    "no-usage": "an answer without usageMetadata",
}
UNTOUCHED = {"hang", "drop-before", "html-502"}
"""The call is not carried out, whatever its route; with the others below it is, and its answer does not arrive."""
DESTROYING = {"drop-mid", "broken-json", "empty-answer", "short-list", "long-list"}
ITEM = {"bad-item", "empty-item", "empty-values", "wrong-dimensions", "nan", "zero"}
_SPOILING = ITEM - {"bad-item"}
_NUMBERS = {"times", "skip", "item", "limit"}


@dataclass(kw_only=True)
class Fault:
    """One kind of trouble (see KINDS), played on the requests that it fits, in the order in which faults were asked for.

    route: of which calls: embed (also counts for Vertex), batch-start, batch-look, batch-list, batch-cancel,
        batch-delete, file-upload, file-look, file-download, file-delete, model; "any": of all.
    times: how often; None: until cleared. skip: so many fitting requests pass first. probability: of each fitting one.
    digest, marker, match: only requests with a content that has this digest, these words or bytes in a part, or for
        which match(content) is true; item faults then hit exactly those contents.
    item: which content an item fault hits where none of these is given (0: the first; -1: the last). `whole`: all.
    seconds: of the wait told (quota-…) or made (slow, late). limit: the quota's value that is told.
    """

    kind: str
    times: int | None = 1
    probability: float = 1.0
    route: str = "embed"
    skip: int = 0
    digest: str | None = None
    marker: str | None = None
    match: Callable[[Content], bool] | None = None
    item: int = 0
    whole: bool = False
    seconds: float | None = None
    limit: int | None = None
    played: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"No fault is called {self.kind!r}; there are: {', '.join(KINDS)}")

    @property
    def choosy(self) -> bool:
        return any(one is not None for one in (self.digest, self.marker, self.match))

    def fits(self, content: Content) -> bool:
        return (
            (self.digest is None or content.digest == self.digest)
            and (self.marker is None or content.has(self.marker))
            and (self.match is None or self.match(content))
        )

    def hits(self, contents: Sequence[Content]) -> list[int]:
        """Which contents of a request it is about."""
        if self.choosy:
            return [n for n, content in enumerate(contents) if self.fits(content)]
        if self.whole or not contents:
            return list(range(len(contents)))
        return [range(len(contents))[max(-len(contents), min(self.item, len(contents) - 1))]]

    @property
    def destroys(self) -> bool:
        """Everything in the answer is lost."""
        return self.kind in DESTROYING

    @property
    def spoils(self) -> bool:
        """The contents that are hit are lost."""
        return self.kind in _SPOILING

    def error(self, contents: Sequence[Content], *, model: str) -> ApiError | None:
        """What is answered in place of vectors; None: another kind of trouble."""
        wait = 30.0 if self.seconds is None else self.seconds
        match self.kind:
            case "quota-minute" | "quota-day":
                daily = self.kind == "quota-day"
                limit = self.limit or (1000 if daily else 100)
                return wire.quota_reached(daily=daily, limit=limit, model=model, wait=wait)
            case "bad-item":
                places = [contents[n].place for n in self.hits(contents)]
                where = places[0] if places else "content"
                return wire.refused(
                    "", f"* {where}: Unable to process input.", field_name=where
                )
            case "model-gone":
                return wire.model_gone(model, "v1")
        return _PLAIN[self.kind]() if self.kind in _PLAIN else None


_PLAIN: Mapping[str, Callable[[], ApiError]] = {
    "quota-bare": wire.exhausted,
    "bad-request": lambda: wire.refused("", "Request contains an invalid argument."),
    "invalid-key": wire.wrong_key,
    "region": wire.wrong_region,
    "permission": wire.permission_denied,
    "billing": wire.billing_disabled,
    "timeout-408": lambda: ApiError(408, "CANCELLED", "The request timed out."),
    "too-large": lambda: ApiError(413, "INVALID_ARGUMENT", "Request Entity Too Large"),
    "internal-500": lambda: ApiError(
        500, "INTERNAL", "An internal error has occurred. Please retry."
    ),
    "unavailable-503": lambda: ApiError(
        503, "UNAVAILABLE", "The model is overloaded. Please try again later."
    ),
    "deadline-504": lambda: ApiError(
        504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."
    ),
}


class Faults:
    """Those that were asked for and are not used up. Any thread."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        with self._lock:
            self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def pick(self, route: str, contents: Sequence[Content]) -> Fault | None:
        """The first that fits this request; it counts as played."""
        with self._lock:
            for fault in self._waiting:
                if fault.route not in (route, "any") or not self._strikes(fault, contents):
                    continue
                fault.played += 1
                if fault.times is not None and fault.played >= fault.times:
                    self._waiting.remove(fault)
                return fault
        return None

    def _strikes(self, fault: Fault, contents: Sequence[Content]) -> bool:
        if fault.choosy and not any(fault.fits(content) for content in contents):
            return False
        if fault.skip > 0:
            fault.skip -= 1
            return False
        return self._random.random() < fault.probability


def fault_from_text(spec: str) -> Fault:
    """`kind:name=value,…` as on the command line; `times=always` for no end."""
    kind, _, rest = spec.partition(":")
    raw = dict(pair.split("=", 1) for pair in rest.split(",") if pair)
    return fault_from_json({"kind": kind, **raw})


def fault_from_json(raw: Mapping[str, object]) -> Fault:
    """Values may be text. Raises ValueError where something is unknown."""
    how: dict[str, object] = {}
    for name, value in raw.items():
        if value is None or (name == "times" and value == "always"):
            how[name] = None
        elif name in _NUMBERS:
            how[name] = int(str(value))
        elif name in ("probability", "seconds"):
            how[name] = float(str(value))
        elif name == "whole":
            how[name] = str(value).lower() in ("1", "true", "yes")
        elif name in ("kind", "route", "digest", "marker"):
            how[name] = str(value)
        else:
            raise ValueError(f"A fault has no {name!r}")
    return Fault(**how)  # type: ignore[arg-type]  # every name was sorted by its type above
