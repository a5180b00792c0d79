"""Makes small real clips and recordings with FFmpeg's own encoders."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from findling.core.model import Pixels, Samples

RATE = 44_100


def tone(*, hertz: float, seconds: float, rate: int = RATE) -> Samples:
    at = np.arange(round(seconds * rate), dtype=np.float64) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def grey_by_time(second: float) -> Pixels:
    """A picture whose left half says when it was taken: 20 grey levels a second; the right half is a pattern."""
    picture = np.zeros((64, 96, 3), np.uint8)
    picture[:, :48] = round(min(255.0, 20 * second))
    picture[::2, 48:] = 255
    return picture


def write_clip(
    path: Path,
    *,
    seconds: float,
    draw: Callable[[float], Pixels] = grey_by_time,
    rate: int = 10,
    between_keyframes: int = 10,
    sound: Samples | None = None,
    sound_at: float = 0.0,
    turned: int = 0,
    mirrored: bool = False,
    aspect: Fraction | None = None,
    tags: dict[str, str] | None = None,
    drop: Callable[[float], bool] = lambda second: False,
    codec: str = "mpeg4",
) -> Path:
    with av.open(str(path), "w") as out:
        out.metadata.update(tags or {})
        picture = out.add_stream(
            codec, rate=rate, options={"g": str(between_keyframes), "qscale": "2"}
        )
        assert isinstance(picture, av.VideoStream)
        first = draw(0.0)
        picture.height, picture.width = first.shape[:2]
        picture.pix_fmt = "yuv420p"
        picture.bit_rate = 2_000_000
        if turned or mirrored:
            picture.set_display_rotation(turned, hflip=mirrored)
        if aspect is not None:
            picture.codec_context.sample_aspect_ratio = aspect
        voice = out.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        for number in range(round(seconds * rate)):
            if drop(number / rate):
                continue
            frame = av.VideoFrame.from_ndarray(draw(number / rate), format="rgb24").reformat(
                format="yuv420p"
            )
            frame.pts, frame.time_base = number, Fraction(1, rate)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
        if voice is not None and sound is not None:
            _write_sound(out, voice, sound, at=sound_at)
    return path


def write_recording(
    path: Path,
    samples: Samples,
    *,
    codec: str = "flac",
    rate: int = RATE,
    tags: dict[str, str] | None = None,
) -> Path:
    with av.open(str(path), "w") as out:
        out.metadata.update(tags or {})
        voice = out.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(voice, av.AudioStream)
        _write_sound(out, voice, samples, rate=rate)
    return path


def _write_sound(
    out: av.container.OutputContainer,
    voice: av.AudioStream,
    samples: Samples,
    *,
    rate: int = RATE,
    at: float = 0.0,
) -> None:
    for start in range(0, samples.size, 4096):
        chunk = (samples[start : start + 4096] * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(chunk[None], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = (
            rate,
            start + round(at * rate),
            Fraction(1, rate),
        )
        out.mux(voice.encode(frame))
    out.mux(voice.encode(None))
