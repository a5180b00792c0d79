"""What travels: a call as it came in, a reply as it goes out, and the service's errors in their documented bodies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_RPC = "type.googleapis.com/google.rpc."


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    method: str
    path: str
    query: Mapping[str, str]
    """Without the key."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    key: str | None
    token: str | None


@dataclass(slots=True, kw_only=True)
class Reply:
    """`manner`: how it goes out. "whole"; "cut" (half, then the connection ends); "drop" (ends before a byte);
    "hang" (nothing, until the client or the server closes); "trickle" (spread over `seconds`).
    """

    code: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=UTF-8"
    manner: str = "whole"
    seconds: float = 0.0


class ApiError(Exception):
    """An error of the service. `reason` (of a refusal) is our own short word for the rule that was broken."""

    def __init__(
        self,
        code: int,
        status: str,
        message: str,
        *,
        details: Sequence[Json] = (),
        reason: str = "",
    ) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message
        self.details, self.reason = list(details), reason

    def reply(self) -> Reply:
        error: Json = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return Reply(code=self.code, body=json.dumps({"error": error}, indent=2).encode())


def refused(reason: str, message: str, *, field_name: str = "") -> ApiError:
    """400: the request breaks a rule."""
    blame: Json = {
        "@type": f"{_RPC}BadRequest",
        "fieldViolations": [{"field": field_name, "description": message}],
    }
    return ApiError(
        400, "INVALID_ARGUMENT", message, details=[blame] if field_name else [], reason=reason
    )


def wrong_key() -> ApiError:
    info = _info("API_KEY_INVALID")
    text = "API key not valid. Please pass a valid API key."
    return ApiError(400, "INVALID_ARGUMENT", text, details=[info])


def no_key() -> ApiError:
    text = (
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API."
    )
    return ApiError(403, "PERMISSION_DENIED", text)


def wrong_token() -> ApiError:
    text = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, "
        "login cookie or other valid authentication credential."
    )
    return ApiError(
        401, "UNAUTHENTICATED", text, details=[_info("ACCESS_TOKEN_TYPE_UNSUPPORTED")]
    )


def permission_denied() -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")


def billing_disabled() -> ApiError:
    text = "This API method requires billing to be enabled. Please enable billing on project #123456789."
    return ApiError(403, "PERMISSION_DENIED", text, details=[_info("BILLING_DISABLED")])


def wrong_region() -> ApiError:
    text = "User location is not supported for the API use."
    return ApiError(400, "FAILED_PRECONDITION", text)


def model_gone(model: str, version: str) -> ApiError:
    text = (
        f"models/{model} is not found for API version {version}, or is not supported for embedContent. "
        "Call ListModels to see the list of available models and their supported methods."
    )
    return ApiError(404, "NOT_FOUND", text)


def not_found(what: str) -> ApiError:
    return ApiError(404, "NOT_FOUND", f"Requested entity was not found: {what}")


def quota_reached(*, daily: bool, limit: int, model: str, wait: float) -> ApiError:
    """As seen in live 429 bodies: both quotas share the metric, the daily one comes with a short retryDelay as well."""
    span = "Day" if daily else "Minute"
    text = (
        "You exceeded your current quota, please check your plan and billing details. "
        "* Quota exceeded for metric: generativelanguage.googleapis.com/embed_content_free_tier_requests, "
        f"limit: {limit}, model: {model}\nPlease retry in {wait:.9f}s."
    )
    links = [
        {
            "description": "Learn more about Gemini API quotas",
            "url": "https://ai.google.dev/gemini-api/docs/rate-limits",
        }
    ]
    violation = {
        "quotaMetric": "generativelanguage.googleapis.com/embed_content_free_tier_requests",
        "quotaId": f"EmbedContentRequestsPer{span}PerProjectPerModel-FreeTier",
        "quotaDimensions": {"location": "global", "model": model},
        "quotaValue": str(limit),
    }
    details: list[Json] = [
        {"@type": f"{_RPC}Help", "links": links},
        {"@type": f"{_RPC}QuotaFailure", "violations": [violation]},
        {"@type": f"{_RPC}RetryInfo", "retryDelay": f"{int(wait)}s"},
    ]
    return ApiError(429, "RESOURCE_EXHAUSTED", text, details=details)


def exhausted() -> ApiError:
    """429 without a word on how long: what Google Cloud says under load."""
    return ApiError(429, "RESOURCE_EXHAUSTED", "Resource exhausted. Please try again later.")


def _info(reason: str) -> Json:
    return {
        "@type": f"{_RPC}ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": "generativelanguage.googleapis.com"},
    }
