"""What is sent of one span, and what that is expected to count: the one place for the service's token rules.

`prepare` and `expected` run inside decode processes; `payload_of` and the counting of words are for anyone.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
import xxhash

from findling.core.model import (
    SAMPLE_RATE,
    Kind,
    MediaPart,
    Parts,
    Payload,
    Pixels,
    Samples,
    Tokens,
)
from findling.embedding.forms import Form

IMAGE_TOKENS = 258
"""A picture, however large. These four agree with the prices of ai.google.dev/gemini-api/docs/pricing: $0.45 a million
is $0.00012 an image, $12 is $0.00079 a frame, $6.50 is $0.00016 a second of sound."""
FRAME_TOKENS = 66
"""A frame that the service takes from a clip: one a second up to 32 s, 32 evenly from a longer one. Where it hears the
track (Google Cloud) it is documented to take one a second up to 120."""
SOUND_TOKENS = 25
"""A second of sound."""
PAGE_TOKENS = 258
"""A page of a PDF."""
STAMP_TOKENS = 10
"""A second's time stamp in a clip with its sound: counts towards the limit (101 tokens a second), is on no bill seen."""
LETTERS_A_TOKEN = 4
"""On average, as Google's guide to tokens says (ai.google.dev/gemini-api/docs/tokens)."""
_FEWEST_LETTERS = 2.5
"""The same for text that is hard to cut, for limits: ASCII. Any other character may be a token of its own."""
_QUIET = 0.003
"""Root mean square below which there is nothing to hear (-50 dB), the same as where still windows are joined."""
_BLOCK = SAMPLE_RATE // 4
_TEXT = "text/plain"
_PDF = "application/pdf"


def prepare(parts: Parts, *, form: Form, title: str = "") -> tuple[Payload, ...]:
    """One span's contents as they are sent: none (a silent recording), one, or two (a clip's pictures and its sound)."""
    match parts.kind:
        case Kind.PHOTO:
            return _photo(parts, form)
        case Kind.CLIP:
            return _clip(parts, form)
        case Kind.RECORDING:
            sound = audible(parts.sound)
            return () if sound is None else (_sound(sound, form),)
        case Kind.DOCUMENT:
            return _document(parts, form, title)


def expected(
    kind: Kind,
    *,
    form: Form,
    frames: int = 0,
    sound: float = 0.0,
    pages: int = 1,
    text: str = "",
    as_pdf: bool = False,
) -> tuple[Tokens, ...]:
    """What `prepare` will come to, from lengths and counts alone: one a payload. `sound`: seconds that can be heard."""
    match kind:
        case Kind.PHOTO:
            return (Tokens(image=IMAGE_TOKENS),)
        case Kind.CLIP:
            return _clip_tokens(frames, sound, form)
        case Kind.RECORDING:
            return (_sound_tokens(sound, form),) if sound else ()
        case Kind.DOCUMENT if as_pdf:
            return (Tokens(document=PAGE_TOKENS),)
        case Kind.DOCUMENT:
            return (_page_tokens(fitting(text, tokens=_room(form, pages)), pages),)


def payload_of(parts: Sequence[MediaPart], tokens: Tokens) -> Payload:
    """A content of these parts, under the name that they give it."""
    return Payload(digest=_digest(parts), parts=tuple(parts), tokens=tokens)


def source_of(parts: Parts) -> bytes:
    """Digest (xxh3-128) of what a photo's or recording's payload is made of; empty for other kinds."""
    match parts.kind:
        case Kind.PHOTO:
            arrays = [np.array(parts.images[0].shape), parts.images[0]]
        case Kind.RECORDING if parts.sound is not None:
            arrays = [parts.sound]
        case _:
            return b""
    digest = xxhash.xxh3_128(parts.kind.value.encode())
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.digest()


def text_tokens(text: str) -> int:
    return math.ceil(len(text) / LETTERS_A_TOKEN)


def most_text_tokens(text: str) -> int:
    """As many as it could possibly be."""
    plain = sum(character.isascii() for character in text)
    return math.ceil(plain / _FEWEST_LETTERS) + len(text) - plain


def fitting(text: str, *, tokens: int) -> str:
    """As much of the beginning as surely stays within `tokens`."""
    if len(text) <= tokens:
        return text
    plain = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32) < 0x80
    cost = np.cumsum(np.where(plain, 1 / _FEWEST_LETTERS, 1.0))
    return text[: int(np.searchsorted(cost, tokens - 1e-6, side="right"))]


def audible(sound: Samples | None) -> Samples | None:
    """The sound, if a quarter of a second of it can be heard."""
    if sound is None or not sound.size:
        return None
    whole = sound[: sound.size - sound.size % _BLOCK].reshape(-1, _BLOCK)
    rest = sound[sound.size - sound.size % _BLOCK :]
    levels = [float(np.mean(rest**2))] if rest.size else []
    levels.extend(np.mean(whole**2, axis=1).tolist())
    return sound if max(levels) > _QUIET**2 else None


def _photo(parts: Parts, form: Form) -> tuple[Payload, ...]:
    from findling.embedding.encoding import JPEG, encode_jpeg

    picture = parts.images[0]
    data = encode_jpeg(picture, longest=max(picture.shape[:2]))
    return (payload_of([MediaPart(mime=JPEG, data=data)], Tokens(image=IMAGE_TOKENS)),)


def _clip(parts: Parts, form: Form) -> tuple[Payload, ...]:
    """Pictures and sound apart, or together where the service hears a clip's track."""
    from findling.embedding.encoding import MP4, encode_mp4

    sound = audible(parts.sound)
    frames = _spread(parts.images, form.most_frames)
    if not frames:
        return () if sound is None else (_sound(sound, form),)
    heard = sound.size / SAMPLE_RATE if sound is not None else 0.0
    tokens = _clip_tokens(len(frames), heard, form)
    with_track = form.sound_in_clip and sound is not None
    seconds = _seconds(len(frames), heard if with_track else 0.0, form)
    track = sound if with_track else None
    data = encode_mp4(
        frames,
        longest=form.frame_side,
        step=seconds / len(frames),
        sound=track[: round(seconds * SAMPLE_RATE)] if track is not None else None,
    )
    clip = payload_of([MediaPart(mime=MP4, data=data)], tokens[0])
    return (clip,) if sound is None or with_track else (clip, _sound(sound, form))


def _spread(frames: Sequence[Pixels], most: int) -> Sequence[Pixels]:
    if len(frames) <= most:
        return frames
    return [frames[round(at)] for at in np.linspace(0, len(frames) - 1, most)]


def _seconds(frames: int, sound: float, form: Form) -> float:
    """How long an MP4 lasts: its frames are as far apart as the service looks, so that it takes each of them once.

    With its sound it lasts as long as that, and each second counts for frame, sound and time stamp.
    """
    if not sound:
        return min(frames / form.frames_a_second, form.longest_clip)
    a_second = FRAME_TOKENS * form.frames_a_second + SOUND_TOKENS + STAMP_TOKENS
    longest = min(form.longest_clip, form.most_tokens / a_second)
    return min(max(frames / form.frames_a_second, sound), longest)


def _clip_tokens(frames: int, sound: float, form: Form) -> tuple[Tokens, ...]:
    if not frames:
        return (_sound_tokens(sound, form),) if sound else ()
    if not (form.sound_in_clip and sound):
        clip = Tokens(video=FRAME_TOKENS * frames)
        return (clip, _sound_tokens(sound, form)) if sound else (clip,)
    seconds = _seconds(frames, sound, form)
    seen = max(1, round(seconds))
    heard = math.ceil(min(sound, seconds) * SOUND_TOKENS)
    return (Tokens(video=FRAME_TOKENS * seen, audio=heard),)


def _sound(sound: Samples, form: Form) -> Payload:
    from findling.embedding.encoding import encode_sound

    part = encode_sound(sound, longest=form.longest_recording)
    return payload_of([part], _sound_tokens(sound.size / SAMPLE_RATE, form))


def _sound_tokens(seconds: float, form: Form) -> Tokens:
    """As long as it is once it is encoded: a tenth of a second more, which counts for short ones."""
    from findling.embedding.encoding import sound_seconds

    longest = form.longest_recording
    return Tokens(audio=math.ceil(sound_seconds(seconds, longest=longest) * SOUND_TOKENS))


def _document(parts: Parts, form: Form, title: str) -> tuple[Payload, ...]:
    """A page as it is, else its picture and its words. Words alone are told apart as documents are meant to be."""
    from findling.embedding.encoding import JPEG, encode_jpeg

    if parts.pdf:
        page = MediaPart(mime=_PDF, data=parts.pdf)
        return (payload_of([page], Tokens(document=PAGE_TOKENS)),)
    pictures = parts.images[: form.most_images]
    if not pictures:
        return _words(parts.text or "", title, form)
    media = [
        MediaPart(mime=JPEG, data=encode_jpeg(picture, longest=form.page_side))
        for picture in pictures
    ]
    text = fitting(parts.text or "", tokens=_room(form, len(pictures)))
    if text:
        media.append(MediaPart(mime=_TEXT, data=text.encode("utf-8", "replace")))
    return (payload_of(media, _page_tokens(text, len(pictures))),)


def _room(form: Form, pictures: int) -> int:
    """Tokens that are left for words beside so many pictures."""
    return form.most_tokens - pictures * IMAGE_TOKENS


def _page_tokens(text: str, pictures: int) -> Tokens:
    return Tokens(image=pictures * IMAGE_TOKENS, text=text_tokens(text))


def _words(text: str, title: str, form: Form) -> tuple[Payload, ...]:
    """`title: … | text: …`, as documents are written for this model (ai.google.dev/gemini-api/docs/embeddings)."""
    if not text.strip():
        return ()
    named = " ".join(title.split())[:200] or "none"
    whole = fitting(f"title: {named} | text: {text}", tokens=form.most_tokens)
    part = MediaPart(mime=_TEXT, data=whole.encode("utf-8", "replace"))
    return (payload_of([part], Tokens(text=text_tokens(whole))),)


def _digest(parts: Iterable[MediaPart]) -> bytes:
    """xxh3-128 over each part's kind, length and bytes."""
    state = xxhash.xxh3_128()
    for part in parts:
        state.update(f"{part.mime}\0{len(part.data)}\0".encode())
        state.update(part.data)
    return state.digest()
