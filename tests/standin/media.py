"""Looks inside a part for real: what it is, how long, how large, and small copies of what is seen and heard in it."""

import io
import threading
from dataclasses import dataclass, replace
from typing import Any

import av
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from tests.standin.contents import Part
from tests.standin.wire import refused

Thumb = NDArray[np.float32]
"""Shape (16, 16, 3), RGB, 0 to 1."""
Spectrum = NDArray[np.float32]
"""How loud each of some 30 bands is on average, in powers of ten below the loudest, then how much each moves."""
SIDE = 16
RATE = 16_000
_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_FFT, _HOP, _BANDS = 1024, 512, 32
_MIMES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
}
_DECODE_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    IndexError,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    av.FFmpegError,
    pypdfium2.PdfiumError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a part turned out to be. `mime`: of what is really in it."""

    mime: str
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    pages: int = 0
    codec: str = ""
    has_track: bool = False
    track_seconds: float = 0.0
    text: str = ""
    thumbs: tuple[Thumb, ...] = ()
    """Of a clip one for each second."""
    spectrum: Spectrum | None = None
    notes: tuple[str, ...] = ()
    """What a container says about itself beyond what is played."""


def look_into(part: Part) -> Seen:
    """Raises ApiError "format" where the part cannot be decoded from its first to its last byte."""
    try:
        match part.family:
            case "text":
                return Seen(mime=part.mime, text=part.text)
            case "image":
                return see_picture(part.data)
            case "audio":
                return hear(part.data)
            case "video":
                return watch(part.data)
        if part.mime == "application/pdf":
            return leaf_through(part.data)
    except _DECODE_ERRORS as error:
        raise refused("format", f"Unable to process input {part.mime}: {error}") from error
    raise refused("format", f"Unsupported MIME type: {part.mime}")


def see_picture(data: bytes) -> Seen:
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return Seen(
            mime=_MIMES.get(picture.format or "", f"image/{(picture.format or '?').lower()}"),
            width=picture.width,
            height=picture.height,
            thumbs=(thumb(picture),),
            notes=tuple(str(name) for name in picture.info),
        )


def hear(data: bytes) -> Seen:
    with av.open(io.BytesIO(data)) as container:
        if container.streams.video:
            raise ValueError("there is a picture in it")
        mime = {"mp3": "audio/mpeg", "wav": "audio/wav"}.get(container.format.name, "audio/?")
        samples, seconds = _samples(container, container.streams.audio[0])
        if not seconds:
            raise ValueError("there is no sound in it")
        return Seen(
            mime=mime, seconds=seconds, spectrum=spectrum(samples), notes=_notes(container)
        )


def watch(data: bytes) -> Seen:
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        width, height, codec = stream.width, stream.height, stream.codec_context.name
        brand = container.metadata.get("major_brand", "")
        thumbs, seconds = _frames(container, stream)
        seen = Seen(
            mime="video/quicktime" if brand.startswith("qt") else "video/mp4",
            width=width,
            height=height,
            codec=codec,
            seconds=seconds,
            thumbs=thumbs,
            notes=_notes(container),
        )
        if "mp4" not in container.format.name or not thumbs:
            raise ValueError("this is no MP4 or MOV with pictures in it")
        if not container.streams.audio:
            return seen
    return _with_track(seen, data)


def leaf_through(data: bytes) -> Seen:
    with _PDFIUM, pypdfium2.PdfDocument(data) as document:
        words, thumbs = [], []
        for page in document:
            text = page.get_textpage()
            words.append(text.get_text_bounded())
            text.close()
            bitmap = page.render(scale=0.2)
            thumbs.append(thumb(bitmap.to_pil()))
            bitmap.close()
            page.close()
        notes = [
            f"{name}={value}" for name, value in document.get_metadata_dict().items() if value
        ]
        if document.count_attachments():
            notes.append("attachments")
        return Seen(
            mime="application/pdf",
            pages=len(document),
            text="\n".join(words),
            thumbs=tuple(thumbs),
            notes=tuple(notes),
        )


def thumb(picture: Image.Image) -> Thumb:
    """Averages over a grid: hardly changed by another size or by another encoding."""
    plain = picture.convert("RGBA") if picture.mode in ("P", "PA", "LA") else picture
    small = plain.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / np.float32(255)


def spectrum(samples: NDArray[np.float32]) -> Spectrum:
    """Of sound at 16 kHz; hardly changed by loudness, another encoding or where it was cut. Silence: zeros."""
    padded = np.pad(samples, (0, max(0, _FFT - samples.size)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(_FFT).astype(np.float32))) ** 2
    edges = np.unique((np.geomspace(60, 7000, _BANDS) * _FFT / RATE).astype(int))
    sums = np.add.reduceat(power, edges, axis=1)
    levels = np.log10(sums / max(float(sums.max()), 1e-9) + 1e-5)
    loud = levels[levels.max(axis=1) > -4]
    if not loud.size:
        return np.zeros(2 * edges.size, np.float32)
    both = np.concatenate([loud.mean(axis=0), loud.std(axis=0)])
    return both.astype(np.float32)


def _samples(container: Any, stream: Any) -> tuple[NDArray[np.float32], float]:
    """One channel at 16 kHz, and how long it lasts at its own rate."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    pieces: list[NDArray[np.float32]] = []
    count, rate = 0, 1
    for frame in container.decode(stream):
        count, rate = count + frame.samples, frame.sample_rate
        pieces.extend(part.to_ndarray()[0] for part in resampler.resample(frame))
    if pieces:
        pieces.extend(part.to_ndarray()[0] for part in resampler.resample(None))
    joined = np.concatenate(pieces) if pieces else np.zeros(0)
    return np.asarray(joined, np.float32), count / rate


def _frames(
    container: Any, stream: Any, *, every: float = 1.0
) -> tuple[tuple[Thumb, ...], float]:
    """A small copy for every so many seconds, and how long the pictures last."""
    thumbs, last, step, due = [], 0.0, 0.0, 0.0
    for frame in container.decode(stream):
        at = float(frame.time or 0.0)
        step = max(step, at - last)
        last = at
        if at + 1e-6 >= due:
            thumbs.append(thumb(frame.to_image()))
            due = at + every - 1e-6
    told = float(stream.duration * stream.time_base) if stream.duration else last + step
    return tuple(thumbs), told


def _with_track(seen: Seen, data: bytes) -> Seen:
    with av.open(io.BytesIO(data)) as container:
        samples, seconds = _samples(container, container.streams.audio[0])
    heard = spectrum(samples) if samples.size else None
    return replace(seen, has_track=True, track_seconds=seconds, spectrum=heard)


def _notes(container: Any) -> tuple[str, ...]:
    """The tags of a container and of its streams, as name=value."""
    tags = [*container.metadata.items()]
    for stream in container.streams:
        tags.extend(stream.metadata.items())
    return tuple(f"{name}={value}" for name, value in tags)


def frames_and_sound(data: bytes) -> tuple[tuple[Thumb, ...], NDArray[np.float32]]:
    """A small copy for every half second, and the sound at 16 kHz, of any clip or recording. Raises FFmpegError, OSError."""
    thumbs: tuple[Thumb, ...] = ()
    samples = np.zeros(0, np.float32)
    with av.open(io.BytesIO(data)) as container:
        if container.streams.video:
            thumbs, _ = _frames(container, container.streams.video[0], every=0.5)
    with av.open(io.BytesIO(data)) as container:
        if container.streams.audio:
            samples, _ = _samples(container, container.streams.audio[0])
    return thumbs, samples
