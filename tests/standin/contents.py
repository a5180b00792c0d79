"""A request's JSON to contents of decoded parts: both base64 alphabets, both spellings of names, nothing unknown."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.standin.wire import Json, refused

TEXT = "text/plain"
QUERY_PREFIX = "task: search result | query: "
_CONFIG = {"outputDimensionality", "taskType", "title", "autoTruncate", "mimeType"}
_VERTEX_CONFIG = {"documentOcr", "audioTrackExtraction"}

FindFile = Callable[[str], tuple[str, bytes]]
"""A file's URI or name to (mime, data); raises ApiError."""


@dataclass(frozen=True, kw_only=True)
class Part:
    mime: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        return digest_of([(self.mime, self.data)])

    @property
    def family(self) -> str:
        """text, image, audio, video or application (a PDF)."""
        return self.mime.split("/")[0]

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Content:
    """`place`: where it stands in the request, in the service's own words."""

    parts: tuple[Part, ...]
    config: Mapping[str, Any]
    place: str = "content"

    @cached_property
    def digest(self) -> str:
        return digest_of((part.mime, part.data) for part in self.parts)

    @property
    def kind(self) -> str:
        """What it is on the bill."""
        families = {part.family for part in self.parts}
        if families == {"text"}:
            return "query" if self.parts[0].text.startswith(QUERY_PREFIX) else "text"
        if families == {"image"}:
            return "photo" if len(self.parts) == 1 else "pictures"
        single = {"video": "clip", "audio": "sound", "application": "page"}
        if len(families) == 1:
            return single.get(families.pop(), "mixed")
        return "page" if families <= {"image", "text", "application"} else "mixed"

    def has(self, marker: str) -> bool:
        return any(marker.encode() in part.data for part in self.parts)


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """Names a content: sha256, in hex, over each part's mime, length and bytes."""
    state = hashlib.sha256()
    for mime, data in parts:
        state.update(f"{mime}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()


def read_batch(raw: Json, *, model: str, vertex: bool, find: FindFile) -> list[Content]:
    """The body of `:batchEmbedContents`."""
    _known(raw, {"requests", "embedContentConfig"}, "")
    requests = raw.get("requests")
    if not isinstance(requests, list) or not requests:
        raise refused("empty", "* BatchEmbedContentsRequest.requests: must not be empty")
    return [
        read_one(one, model=model, vertex=vertex, find=find, place=f"requests[{number}]")
        for number, one in enumerate(requests)
    ]


def read_one(
    raw: object, *, model: str, vertex: bool, find: FindFile, place: str = ""
) -> Content:
    """The body of `:embedContent`, or one request of several."""
    if not isinstance(raw, dict):
        raise refused("json", f"Invalid value at '{place}': a request is an object")
    raw = {_camel(name): value for name, value in raw.items()}
    _known(raw, {"content", "model", "embedContentConfig"} | _CONFIG, place)
    named = str(raw.get("model", model)).rsplit("/", 1)[-1]
    if named != model:
        raise refused("model", f"Model {named} does not match the one in the URL, {model}")
    config = {name: raw[name] for name in _CONFIG & raw.keys()}
    inner = raw.get("embedContentConfig", {})
    inner = {_camel(name): value for name, value in inner.items()}
    allowed = _CONFIG | (_VERTEX_CONFIG if vertex else set())
    _known(inner, allowed, f"{place}.embed_content_config")
    where = f"{place}.content".lstrip(".")
    return Content(
        parts=_parts(raw.get("content"), where, find), config={**config, **inner}, place=where
    )


def _parts(raw: object, place: str, find: FindFile) -> tuple[Part, ...]:
    if not isinstance(raw, dict):
        raise refused("empty", f"* {place}: content is required", field_name=place)
    _known(raw, {"parts", "role"}, place)
    parts = raw.get("parts") or []
    if not parts:
        raise refused("empty", f"* {place}: content must have a part", field_name=place)
    return tuple(
        _part(part, f"{place}.parts[{number}]", find) for number, part in enumerate(parts)
    )


def _part(raw: Json, place: str, find: FindFile) -> Part:
    raw = {_camel(name): value for name, value in raw.items()}
    _known(raw, {"text", "inlineData", "fileData"}, place)
    if len(raw) != 1:
        raise refused("empty", f"* {place}: exactly one field of a part must be set")
    if "text" in raw:
        part = Part(mime=TEXT, data=str(raw["text"]).encode("utf-8", "replace"))
    elif "inlineData" in raw:
        part = _inline(raw["inlineData"], place)
    else:
        part = _by_name(raw["fileData"], place, find)
    if not part.data.strip():
        raise refused("empty", f"* {place}: a part must not be empty", field_name=place)
    return part


def _inline(raw: Json, place: str) -> Part:
    raw = {_camel(name): value for name, value in raw.items()}
    _known(raw, {"data", "mimeType"}, f"{place}.inline_data")
    return Part(mime=str(raw.get("mimeType", "")), data=decoded(str(raw.get("data", ""))))


def _by_name(raw: Json, place: str, find: FindFile) -> Part:
    raw = {_camel(name): value for name, value in raw.items()}
    _known(raw, {"fileUri", "mimeType"}, f"{place}.file_data")
    mime, data = find(str(raw.get("fileUri", "")))
    if raw.get("mimeType", mime) != mime:
        raise refused("format", f"{place}: the file is {mime}, not {raw['mimeType']}")
    return Part(mime=mime, data=data)


def decoded(text: str) -> bytes:
    """Base64 in the plain or the URL-safe alphabet, with or without padding."""
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise refused("base64", f"Invalid value (bytes): {error}") from error


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _known(raw: Mapping[str, Any], names: set[str], place: str) -> None:
    for name in raw:
        if name not in names:
            text = f"Invalid JSON payload received. Unknown name \"{name}\" at '{place}': Cannot find field."
            raise refused("unknown-field", text)


def widths(contents: Sequence[Content]) -> list[int]:
    """The dimensions asked for, one a content; 0 where none are named."""
    return [int(content.config.get("outputDimensionality", 0)) for content in contents]
