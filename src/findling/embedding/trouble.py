"""What went wrong with a request: the one place where the SDK's errors, and what Google said, come in.

The SDK raises `APIError` for what the service answered; errors of the connection come through as they are, from httpx2
or httpx, whichever it uses. Nothing that it raised is chained to what is raised here: it could show the key.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from findling.core.errors import Hold
from findling.embedding.assumptions import DAY_QUOTA, FREE_TIER, NO_QUOTA
from findling.embedding.service import Service

log = logging.getLogger(__name__)

LONGEST_WORDS = 240
_RETRY = re.compile(
    r"retry in\s+(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)(ms|s))?", re.IGNORECASE
)
_KEYS = re.compile(r"AIza[\w-]{20,}|AQ\.[\w-]{20,}|ya29\.[\w.-]{20,}")
"""Google's keys and tokens, as far as their beginnings are known."""
_BLAMED = re.compile(r"requests\[(\d+)\]")
_UNREADABLE = (json.JSONDecodeError, UnicodeDecodeError)


class Cause(Enum):
    """`worth_retrying`: another try of the same may go well."""

    OFFLINE = "no connection, or it broke"
    SLOW = "no answer in time"
    BUSY = "the service cannot now"
    BROKEN = "the service failed at it"
    GARBLED = "an answer without sense"
    MINUTE = "too much for now"
    REFUSED = "not this request"
    HELD = "only a person or another day helps"

    @property
    def worth_retrying(self) -> bool:
        return self not in (Cause.REFUSED, Cause.HELD)

    @property
    def may_be_the_content(self) -> bool:
        """Where others are answered meanwhile, what was sent is at fault."""
        return self in (Cause.REFUSED, Cause.BROKEN, Cause.GARBLED, Cause.SLOW)


class Trouble(Exception):
    """Never leaves this room. `words`: fit for a person, without a key. `asked`: seconds the service wants to be left alone."""

    def __init__(
        self,
        cause: Cause,
        words: str,
        *,
        asked: float | None = None,
        hold: Hold | None = None,
        code: int = 0,
        blamed: tuple[int, ...] = (),
    ) -> None:
        super().__init__(words)
        self.cause = cause
        self.words = words
        self.asked = asked
        self.hold = hold
        self.code = code
        """HTTP status; 0 if there was none."""
        self.blamed = blamed
        """Which contents of the request the service named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An error's body, as far as it has the documented shape (google.rpc.Status)."""

    code: int
    status: str
    message: str
    reasons: frozenset[str]
    quotas: tuple[tuple[str, str], ...]
    """(quotaId, quotaValue) of each violation."""
    asked: float | None
    fields: str
    """Names of the fields that were found fault with."""


def trouble_of(
    error: Exception, *, service: Service, now: Callable[[], datetime], secret: str = ""
) -> Trouble | None:
    """None: nothing that the world did; the error is ours."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, Hold):
        return Trouble(Cause.HELD, error.message, hold=error)
    if isinstance(error, _UNREADABLE):
        return Trouble(Cause.GARBLED, "its answer made no sense")
    if _is(error, "google.genai.errors", "APIError"):
        return _answered(said_by(error, secret=secret), service=service, now=now)
    for package in ("httpx2", "httpx"):
        if _is(error, package, "TimeoutException"):
            return Trouble(Cause.SLOW, "it did not answer in time")
        if any(_is(error, package, name) for name in _ADDRESS):
            return Trouble(Cause.HELD, "the address is none", hold=service.wrong_address())
        if _is(error, package, "HTTPError"):
            return Trouble(Cause.OFFLINE, "it could not be reached")
    if _stumbled(error):
        log.warning("an answer of another shape than the SDK knows: %s", type(error).__name__)
        return Trouble(Cause.GARBLED, "its answer made no sense")
    return _signing_in(error, service)


def harmless(text: str, *, secret: str = "") -> str:
    """What a service said, in one short line and without keys."""
    if "<html" in text.lower() or "<!doctype" in text.lower():
        return "it answered with a web page"
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if secret:
        line = line.replace(secret, "…")
    line = _KEYS.sub("…", line)
    if len(line) > LONGEST_WORDS:
        line = line[:LONGEST_WORDS].rsplit(" ", 1)[0] + " …"
    return line or "it gave no reason"


def said_by(error: Any, *, secret: str = "") -> Said:
    """`error`: an `APIError`. Whatever is not as documented counts as not said."""
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error", body)
    inner = inner if isinstance(inner, dict) else {}
    message = inner.get("message")
    message = message if isinstance(message, str) else ""
    given = inner.get("details")
    details = [d for d in given if isinstance(d, dict)] if isinstance(given, list) else []
    violations = list(_violations(details, "violations"))
    return Said(
        code=int(error.code or 0),
        status=str(inner.get("status") or ""),
        message=harmless(message, secret=secret),
        reasons=frozenset(str(d.get("reason", "")) for d in details),
        quotas=tuple(
            (str(v.get("quotaId", "")), str(v.get("quotaValue", ""))) for v in violations
        ),
        asked=_asked(message, details, error),
        fields=" ".join(
            str(v.get("field", "")) for v in _violations(details, "fieldViolations")
        ),
    )


_ADDRESS = ("UnsupportedProtocol", "InvalidURL", "LocalProtocolError", "TooManyRedirects")


def _answered(said: Said, *, service: Service, now: Callable[[], datetime]) -> Trouble:
    if said.code == 429:
        return _too_many(said, service=service, now=now)
    if (hold := _held(said, service)) is not None:
        return Trouble(Cause.HELD, said.message, hold=hold, code=said.code)
    if said.code == 504:
        cause = Cause.SLOW
    elif said.code == 500:
        cause = Cause.BROKEN
    elif said.code in (408, 409, 425, 499) or said.code >= 500:
        cause = Cause.BUSY
    else:
        cause = Cause.REFUSED
    blamed = tuple(sorted({int(n) for n in _BLAMED.findall(said.fields)}))
    return Trouble(cause, said.message, asked=said.asked, code=said.code, blamed=blamed)


def _too_many(said: Said, *, service: Service, now: Callable[[], datetime]) -> Trouble:
    ids = [quota.lower() for quota, _ in said.quotas]
    text = said.message.lower()
    hold: Hold | None = None
    if any(value == NO_QUOTA for _, value in said.quotas) or _of_money(text):
        hold = service.no_bill()
    elif any(DAY_QUOTA in quota for quota in ids):
        hold = service.day_used_up(now=now(), free=any(FREE_TIER in quota for quota in ids))
    cause = Cause.MINUTE if hold is None else Cause.HELD
    return Trouble(cause, said.message, asked=said.asked, hold=hold, code=429)


def _of_money(text: str) -> bool:
    """Words of 429s about prepaid credits and spending caps; only seen in reports, so read loosely."""
    return "credits are depleted" in text or "spending cap" in text or "spend cap" in text


def _held(said: Said, service: Service) -> Hold | None:
    """Trouble that no content is at fault for and no waiting ends."""
    text = said.message.lower()
    if 300 <= said.code < 400 or said.code in (405, 407, 501):
        return service.wrong_address()
    if said.code == 404:
        return service.model_gone() if said.status == "NOT_FOUND" else service.wrong_address()
    if said.code == 402 or (said.code in (400, 403) and _unpaid(said, text)):
        return service.no_bill()
    if said.code == 451 or (said.code in (400, 403) and "location is not supported" in text):
        return service.wrong_region()
    if said.code == 401 or _bad_key(said, text):
        return service.bad_key()
    if said.code == 400 and said.status == "FAILED_PRECONDITION":
        return service.wrong_region()
    if said.code == 403:
        off = "SERVICE_DISABLED" in said.reasons or "it is disabled" in text
        return service.switched_off() if off else service.not_allowed()
    return None


def _unpaid(said: Said, text: str) -> bool:
    return "BILLING_DISABLED" in said.reasons or (
        "billing" in text and "location" not in text and "free tier" not in text
    )


def _bad_key(said: Said, text: str) -> bool:
    if said.code not in (400, 403):
        return False
    known = (
        "api key not valid",
        "api key expired",
        "reported as leaked",
        "unregistered callers",
    )
    return "API_KEY_INVALID" in said.reasons or any(words in text for words in known)


def _asked(message: str, details: list[dict[str, Any]], error: Any) -> float | None:
    """Seconds: exact in the message, cut to whole ones in RetryInfo, or in a header."""
    if (found := _RETRY.search(message)) is not None and any(found.groups()[:3]):
        hours, minutes, rest, unit = found.groups()
        seconds = float(rest or 0) / (1000 if unit and unit.lower() == "ms" else 1)
        return int(hours or 0) * 3600 + int(minutes or 0) * 60 + seconds
    delays = [str(d.get("retryDelay", "")) for d in details if "retryDelay" in d]
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    for text in (*delays, str(headers.get("retry-after", ""))):
        if (number := re.fullmatch(r"(\d+(?:\.\d+)?)s?", text)) is not None:
            return float(number[1])
    return None


def _violations(details: list[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    for detail in details:
        given = detail.get(name)
        yield from (
            v for v in (given if isinstance(given, list) else ()) if isinstance(v, dict)
        )


def _stumbled(error: Exception) -> bool:
    """JSON, but not as expected: the SDK reads it without looking, and fails somewhere inside."""
    if not isinstance(error, ValueError | TypeError | AttributeError | LookupError):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return where.startswith(("google.genai.", "pydantic."))


def _signing_in(error: Exception, service: Service) -> Trouble | None:
    """Errors of google-auth, which fetches the token for Google Cloud."""
    module = "google.auth.exceptions"
    if _is(error, module, "TransportError"):
        return Trouble(Cause.OFFLINE, "it could not be reached")
    if _is(error, module, "DefaultCredentialsError"):
        return Trouble(Cause.HELD, "nobody is signed in", hold=service.no_account())
    if _is(error, module, "GoogleAuthError"):
        if getattr(error, "retryable", False):
            return Trouble(Cause.BUSY, "signing in failed")
        return Trouble(Cause.HELD, "signing in was refused", hold=service.bad_key())
    return None


def _is(error: Exception, module: str, name: str) -> bool:
    """`isinstance` without importing: what is not loaded raised nothing."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and isinstance(error, kind)
