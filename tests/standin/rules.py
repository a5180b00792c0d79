"""What a content may be: the limits of ai.google.dev/gemini-api/docs/embeddings (for Vertex those of the Agent Platform's
model page), and our own rules on top (prefixes, task types, nothing carried along), which `strict=False` lifts.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.standin import billing, privacy
from tests.standin.billing import Count
from tests.standin.contents import QUERY_PREFIX, Content, Part
from tests.standin.media import Seen
from tests.standin.wire import refused

MOST_IMAGES = MOST_PAGES = 6
LONGEST_SOUND = 180.0
LONGEST_CLIP = 120.0
MOST_TOKENS = 8192
STAMP = 10
"""Tokens a second of a clip with its track that count towards the limit but are on no bill."""
_CODECS = {"h264", "hevc", "av1", "libdav1d", "libaom-av1", "vp9", "libvpx-vp9"}
_PICTURES = {"image/png", "image/jpeg"}
_MORE_PICTURES = {"image/webp", "image/bmp", "image/heic", "image/heif", "image/avif"}
_SOUNDS = {"audio/mpeg": "audio/mpeg", "audio/mp3": "audio/mpeg", "audio/wav": "audio/wav"}
_CLIPS = {"video/mp4", "video/quicktime"}
_DOCUMENT = re.compile(r"title: \S.*? \| text: ", re.DOTALL)
_PREFIX = re.compile(r"(task: [a-z ]+ \| \w+: )|(title: .*? \| text: )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Which of the two services is asked, and how it is set."""

    vertex: bool
    strict: bool
    most_frames: int
    most_dimensions: int


def check(content: Content, seen: Sequence[Seen], platform: Platform) -> Count:
    """Raises ApiError with the rule's short name as `reason`; else what the content counts."""
    _config(content, platform)
    for number, (part, what) in enumerate(zip(content.parts, seen, strict=True)):
        _format(part, what, platform, f"{content.place}.parts[{number}]")
    _amounts(content, seen, platform)
    if platform.strict:
        _prefixes(content)
        _privacy(content, seen)
    counted = count(content, seen, platform)
    heard = sum(what.track_seconds for what in seen) if _with_track(content) else 0
    if counted.total() + int(heard * STAMP) > MOST_TOKENS:
        text = (
            f"The input token count exceeds the maximum number of tokens allowed {MOST_TOKENS}."
        )
        raise refused("tokens", text, field_name=content.place)
    return counted


def check_images(contents: Sequence[Content]) -> None:
    """The other reading of the documentation: six for the whole request."""
    images = sum(part.family == "image" for content in contents for part in content.parts)
    if images > MOST_IMAGES:
        raise refused("images", f"The request supports at most {MOST_IMAGES} image parts.")


def count(content: Content, seen: Sequence[Seen], platform: Platform) -> Count:
    """Tokens by modality, as billed."""
    tokens: Count = Counter()
    sound = 0.0
    for part, what in zip(content.parts, seen, strict=True):
        match part.family:
            case "text":
                tokens["TEXT"] += billing.letters(what.text)
            case "image":
                tokens["IMAGE"] += billing.PICTURE
            case "audio":
                sound += what.seconds
            case "video":
                frames = billing.frames(what.seconds, most=platform.most_frames)
                tokens["VIDEO"] += billing.FRAME * frames
                sound += what.track_seconds if _with_track(content) else 0.0
            case _:
                tokens["DOCUMENT"] += billing.PAGE * what.pages
    if sound:
        tokens["AUDIO"] += billing.seconds_of_sound(sound)
    return tokens


def rough_count(content: Content) -> Count:
    """Without a look inside: for words and pictures."""
    tokens: Count = Counter()
    for part in content.parts:
        if part.family == "image":
            tokens["IMAGE"] += billing.PICTURE
        else:
            tokens["TEXT"] += billing.letters(part.text)
    return tokens


def _with_track(content: Content) -> bool:
    return bool(content.config.get("audioTrackExtraction"))


def _config(content: Content, platform: Platform) -> None:
    config = content.config
    if platform.strict and ("taskType" in config or "title" in config):
        text = "task_type is not supported for this model; put the task into the text."
        raise refused("task-type", text)
    width = config.get("outputDimensionality", platform.most_dimensions)
    if not isinstance(width, int) or not 128 <= width <= platform.most_dimensions:
        text = f"output_dimensionality must be within 128 and {platform.most_dimensions}."
        raise refused("dimensions", text)
    if "autoTruncate" in config or "mimeType" in config:
        raise refused("unknown-field", "autoTruncate and mimeType are for text-only models.")


def _format(part: Part, what: Seen, platform: Platform, place: str) -> None:
    match part.family:
        case "image":
            allowed = _PICTURES | (_MORE_PICTURES if platform.vertex else set())
            fits = part.mime in allowed and what.mime == part.mime
        case "audio":
            fits = _SOUNDS.get(part.mime) == what.mime
        case "video":
            fits = part.mime in _CLIPS and what.mime == part.mime and what.codec in _CODECS
        case _:
            fits = part.mime == what.mime
    if not fits:
        inside = f"{what.mime} {what.codec}".strip()
        text = f"* {place}: Unsupported MIME type: {part.mime} (with {inside} in it)"
        raise refused("format", text, field_name=place)


def _amounts(content: Content, seen: Sequence[Seen], platform: Platform) -> None:
    families = Counter(part.family for part in content.parts)
    if families["image"] > MOST_IMAGES:
        text = f"* {content.place}: The model supports at most {MOST_IMAGES} image parts."
        raise refused("images", text, field_name=content.place)
    if sum(what.pages for what in seen) > MOST_PAGES:
        text = f"* {content.place}: The document has more than {MOST_PAGES} pages."
        raise refused("pages", text, field_name=content.place)
    if platform.vertex and (families["video"] > 1 or families["application"] > 1):
        raise refused(
            "files", f"* {content.place}: at most one video and one PDF are supported."
        )
    for part, what in zip(content.parts, seen, strict=True):
        _lengths(part, what, content.place)


def _lengths(part: Part, what: Seen, place: str) -> None:
    limit = {"audio": LONGEST_SOUND, "video": LONGEST_CLIP}.get(part.family)
    if limit is not None and max(what.seconds, what.track_seconds) > limit:
        text = f"* {place}: {part.family} of {what.seconds:.2f} s exceeds the limit of {limit:g} s."
        raise refused("seconds", text, field_name=place)
    if part.family == "video" and (what.width % 2 or what.height % 2):
        text = f"* {place}: a frame of {what.width}x{what.height} has an odd side."
        raise refused("odd-size", text, field_name=place)
    if part.family == "image" and max(what.width, what.height) > 16384:
        raise refused("size", f"* {place}: larger than 16384 pixels.", field_name=place)


def _prefixes(content: Content) -> None:
    """Text alone says what it is for; beside media it does not."""
    texts = [part.text for part in content.parts if part.family == "text"]
    if len(texts) == len(content.parts):
        first = texts[0]
        rest = first.removeprefix(QUERY_PREFIX)
        if (rest == first and not _DOCUMENT.match(first)) or not rest.strip():
            text = f"* {content.place}: text alone needs a prefix, this begins {first[:40]!r}"
            raise refused("prefix", text, field_name=content.place)
    elif any(_PREFIX.match(text) for text in texts):
        text = f"* {content.place}: text beside media must not carry a task."
        raise refused("prefix", text, field_name=content.place)


def _privacy(content: Content, seen: Sequence[Seen]) -> None:
    for part, what in zip(content.parts, seen, strict=True):
        found = privacy.carried(part, what)
        if found:
            text = f"* {content.place}: {part.mime} carries more than itself: {', '.join(found[:5])}"
            raise refused("metadata", text, field_name=content.place)
