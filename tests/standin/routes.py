"""Which paths there are, as google-genai 3.6.1 asks for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.standin.wire import ApiError, Call

_VERSION = r"/(?P<version>v1|v1beta|v1alpha|v1beta1)"
_ROUTES: Sequence[tuple[str, str, re.Pattern[str]]] = [
    (method, route, re.compile(pattern))
    for method, route, pattern in [
        ("POST", "embed", _VERSION + r"/models/(?P<model>[^/:]+):(?P<verb>batchEmbedContents|embedContent)"),
        ("POST", "embed", _VERSION + r"/(?P<vertex>projects/[^/]+/locations/[^/]+/publishers/google|publishers/google)"
            r"/models/(?P<model>[^/:]+):(?P<verb>batchEmbedContents|embedContent)"),
        ("POST", "batch-start", _VERSION + r"/models/(?P<model>[^/:]+):asyncBatchEmbedContent"),
        ("GET", "batch-look", _VERSION + r"/(?P<name>batches/[^/:]+)"),
        ("GET", "batch-list", _VERSION + r"/batches"),
        ("POST", "batch-cancel", _VERSION + r"/(?P<name>batches/[^/:]+):cancel"),
        ("DELETE", "batch-delete", _VERSION + r"/(?P<name>batches/[^/:]+)"),
        ("POST", "file-upload", r"/upload" + _VERSION + r"/files"),
        ("GET", "file-look", _VERSION + r"/(?P<name>files/[^/:]+)"),
        ("GET", "file-download", r"(?:/download)?" + _VERSION + r"/(?P<name>files/[^/:]+):download"),
        ("DELETE", "file-delete", _VERSION + r"/(?P<name>files/[^/:]+)"),
        ("GET", "model", _VERSION + r"/(?P<vertex>projects/[^/]+/locations/[^/]+/publishers/google/|publishers/google/)?"
            r"models/(?P<model>[^/:]+)"),
    ]
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A route with what its path names."""

    route: str
    version: str = ""
    model: str = ""
    verb: str = ""
    vertex: str = ""
    name: str = ""


def find_route(call: Call) -> Asked:
    """Raises ApiError."""
    for method, route, pattern in _ROUTES:
        found = pattern.fullmatch(call.path)
        if found and method == call.method:
            return Asked(route=route, **{k: v or "" for k, v in found.groupdict().items()})
    raise ApiError(404, "NOT_FOUND", f"The requested URL {call.path} was not found.")
